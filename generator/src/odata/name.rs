//! Names with their namespaces.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// `microsoft.graph.callRecords.session`: a type's name with its namespace.
///
/// Every stage hands such names on, so that a copy is a count and no text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(from = "String")]
pub struct QualifiedName(Arc<str>);

impl QualifiedName {
    /// The namespace of types whose page names none.
    pub const DEFAULT_NAMESPACE: &'static str = "microsoft.graph";

    /// The type by which the documentation describes JSON of any kind, arrays included.
    pub const ANY_JSON: &'static str = "Json";

    /// `namespace.name`; an empty namespace is [`Self::DEFAULT_NAMESPACE`].
    pub fn new(namespace: &str, name: &str) -> Self {
        let namespace = if namespace.is_empty() { Self::DEFAULT_NAMESPACE } else { namespace };
        Self(format!("{namespace}.{name}").into())
    }

    /// The part before the last dot.
    pub fn namespace(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |(namespace, _)| namespace)
    }

    /// The part after the last dot.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('.').map_or(&self.0, |(_, name)| name)
    }

    /// Both.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for QualifiedName {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Serialize for QualifiedName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
