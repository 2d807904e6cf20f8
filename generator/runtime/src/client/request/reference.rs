//! References to other things: `{"@odata.id": ".."}` for `$ref` requests and `x@odata.bind` members.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::Value;

use super::path::Path;
use crate::client::{
    Client,
    error::{GraphError, Result},
};

/// A reference to something of the same service, in the client's own cloud.
#[derive(Clone, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// To what is at a path.
    pub fn to(path: &Path) -> Result<Self> {
        match &path.error {
            Some(error) => Err(GraphError::request(error.clone())),
            None => Ok(Self(format!("{}{}", path.client().service_root(), path.text()))),
        }
    }

    /// To a member of an entity set, such as `directoryObjects`.
    pub fn from_id(client: &Client, entity_set: &'static str, id: impl AsRef<str>) -> Result<Self> {
        Self::to(&client.root().push(entity_set).push_key(id))
    }

    /// The URL, as the value of an `x@odata.bind` member.
    pub fn url(&self) -> &str {
        &self.0
    }
}

impl From<&Reference> for Value {
    fn from(reference: &Reference) -> Self {
        Self::from(reference.0.as_str())
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("@odata.id", &self.0)?;
        map.end()
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reference")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::tests::offline;

    #[test]
    fn references_are_whole_urls() {
        let reference = Reference::from_id(&offline(), "directoryObjects", "a/b").expect("a good id");
        assert_eq!(
            serde_json::to_string(&reference).ok().as_deref(),
            Some(r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/a%2Fb"}"#)
        );
        assert!(Reference::from_id(&offline(), "directoryObjects", "..").is_err());
    }
}
