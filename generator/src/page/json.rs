//! JSON as pages show it.

use crate::source::Span;

/// A JSON block, read with tolerance.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What it shows.
    pub value: Json,
    /// Where the JSON text stands.
    pub span: Span,
}

/// JSON with the order of its members, duplicates included.
///
/// A sample shows kinds rather than values; [`Json::Text`] keeps the literal because its form tells the type
/// ("String (timestamp)", a GUID, an enum word).
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the kinds of JSON")]
pub enum Json {
    Null,
    Bool(bool),
    /// The literal of a number.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member `name` of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => None,
        }
    }

    /// The qualified name in `@odata.type` of an object, of the first object of a list, or of what stands in `value`.
    pub fn odata_type(&self) -> Option<&str> {
        match self {
            Json::Array(items) => items.first()?.odata_type(),
            Json::Object(_) => match self.get("@odata.type") {
                Some(Json::Text(name)) => {
                    Some(name.trim_start_matches('#')).filter(|name| name.contains('.'))
                }
                _ => self.get("value")?.odata_type(),
            },
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => None,
        }
    }
}
