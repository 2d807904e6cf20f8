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

    /// Whether this is the name of a kind, as representations write it, rather than a sample: `String (identifier)`,
    /// `{"@odata.type": "microsoft.graph.drawer"}`, but not `Red` or 350.
    pub fn names_kind(&self) -> bool {
        match self {
            Json::Array(items) => items.first().is_some_and(Json::names_kind),
            Json::Object(_) => self.get("@odata.type").is_some(),
            Json::Text(text) => {
                let lower = text.trim().to_ascii_lowercase();
                let bare = lower.split('(').next().unwrap_or_default().trim();
                bare == "string" || names_type(text.trim()) || named_kind(&lower).is_some()
            }
            Json::Bool(_) | Json::Number(_) | Json::Null => false,
        }
    }
}

/// Whether a text is the name of a type, as samples write it.
pub fn names_type(text: &str) -> bool {
    let name = text.trim_start_matches("@odata.type:").trim().trim_start_matches('#');
    name.starts_with("microsoft.graph.")
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_')
}

/// Kinds by their words, as the JSON representations of pages spell them.
pub fn named_kind(lower: &str) -> Option<&'static str> {
    let (word, note) =
        lower.split_once('(').map_or((lower, ""), |(word, note)| (word, note.trim_end_matches(')')));
    let noted = match note.trim() {
        "identifier" => Some("String (identifier)"),
        "timestamp" | "datetime" | "date-time" => Some("String (timestamp)"),
        "date" => Some("Date"),
        "time of day" | "timeofday" => Some("TimeOfDay"),
        "binary" => Some("Binary"),
        "guid" => Some("Guid"),
        note if note.contains("duration") => Some("Duration"),
        _ => None,
    };
    noted.or(match word.trim() {
        "boolean" | "bool" => Some("Boolean"),
        "int32" | "integer" | "int" => Some("Int32"),
        "int64" | "long" => Some("Int64"),
        "int16" => Some("Int16"),
        "double" | "number" | "float" | "<float>" => Some("Double"),
        "single" => Some("Single"),
        "decimal" => Some("Decimal"),
        "datetimeoffset" | "datetime" | "timestamp" => Some("String (timestamp)"),
        "date" => Some("Date"),
        "timeofday" => Some("TimeOfDay"),
        "duration" => Some("Duration"),
        "guid" => Some("Guid"),
        "binary" => Some("Binary"),
        "stream" => Some("Stream"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_name_no_kind() {
        let text = |text: &str| Json::Text(text.to_owned());
        for kind in ["String (identifier)", "string", "Int32", "#microsoft.graph.drawer"] {
            assert!(text(kind).names_kind() && Json::Array(vec![text(kind)]).names_kind(), "{kind}");
        }
        assert!(Json::Object(vec![("@odata.type".into(), text("microsoft.graph.drawer"))]).names_kind());
        for sample in [text("Red"), text("2017-01-01"), Json::Number("350".into()), Json::Bool(true)] {
            assert!(!sample.names_kind(), "{sample:?}");
        }
    }
}
