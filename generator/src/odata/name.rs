//! Names with their namespaces.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `microsoft.graph.callRecords.session`: a type's name with its namespace.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QualifiedName(String);

impl QualifiedName {
    /// The namespace of types whose page names none.
    pub const DEFAULT_NAMESPACE: &'static str = "microsoft.graph";

    /// The type by which the documentation describes JSON of any kind, arrays included.
    pub const ANY_JSON: &'static str = "Json";

    /// `namespace.name`; an empty namespace is [`Self::DEFAULT_NAMESPACE`].
    pub fn new(namespace: &str, name: &str) -> Self {
        let namespace = if namespace.is_empty() { Self::DEFAULT_NAMESPACE } else { namespace };
        Self(format!("{namespace}.{name}"))
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

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
