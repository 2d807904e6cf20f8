//! What a JSON value tells about the type of the member it stands for.
//!
//! In: a value of a representation or an example. Out: a [`TypeRef`], as far as the value tells one.

use crate::corpus::declared::Names;
use crate::corpus::link::Linker;
use crate::corpus::spelled::split;
use crate::odata::Primitive;
use crate::page::Json;
use crate::schema::{TypeName, TypeRef};

/// The type that `value` shows; an empty list or `null` tells nothing.
pub(crate) fn shown_type(value: &Json, names: &Names, near: &str) -> Option<TypeRef> {
    match value {
        Json::Array(items) => {
            let item = shown_type(items.first()?, names, near)?;
            Some(TypeRef { collection: true, ..item })
        }
        Json::Object(_) => {
            let name = named_object(value, names, near).unwrap_or(TypeName::Primitive(Primitive::Untyped));
            Some(TypeRef { name, collection: false })
        }
        Json::Bool(_) => Some(single(Primitive::Boolean)),
        Json::Number(digits) if digits.contains(['.', 'e', 'E']) => Some(single(Primitive::Double)),
        Json::Number(digits) if digits.parse::<i32>().is_err() => Some(single(Primitive::Int64)),
        Json::Number(_) => Some(single(Primitive::Int32)),
        Json::Text(text) => Some(text_type(text, names, near)),
        Json::Null => None,
    }
}

fn single(primitive: Primitive) -> TypeRef {
    TypeRef { name: TypeName::Primitive(primitive), collection: false }
}

/// The type that an object's `@odata.type` names, if it is a known one.
fn named_object(value: &Json, names: &Names, near: &str) -> Option<TypeName> {
    match value.get("@odata.type")? {
        Json::Text(text) => named(text, names, near),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn named(text: &str, names: &Names, near: &str) -> Option<TypeName> {
    let (namespace, name) = split(text);
    let found = names.find(namespace, name, near)?;
    Some(Linker { names }.reference(found))
}

/// `String (timestamp)`, `Int32`, a date, a word: what a string of a sample stands for.
fn text_type(text: &str, names: &Names, near: &str) -> TypeRef {
    let lower = text.trim().to_ascii_lowercase();
    if let Some(qualified) =
        lower.contains("microsoft.graph.").then(|| text.trim_start_matches("@odata.type:"))
        && let Some(name) = named(qualified.trim().trim_start_matches('#'), names, near)
    {
        return TypeRef { name, collection: false };
    }
    single(word_type(&lower).or_else(|| Primitive::of_date(text)).unwrap_or(Primitive::String))
}

/// The words by which representations name kinds.
fn word_type(lower: &str) -> Option<Primitive> {
    let (word, note) =
        lower.split_once('(').map_or((lower, ""), |(word, note)| (word, note.trim_end_matches(')')));
    let note = note.trim();
    let by_note = match note {
        "timestamp" | "datetime" | "date-time" => Some(Primitive::DateTimeOffset),
        "date" => Some(Primitive::Date),
        "time of day" | "timeofday" => Some(Primitive::TimeOfDay),
        "binary" => Some(Primitive::Binary),
        "guid" => Some(Primitive::Guid),
        note if note.contains("duration") => Some(Primitive::Duration),
        _ => None,
    };
    by_note.or(match word.trim() {
        "boolean" | "bool" => Some(Primitive::Boolean),
        "int32" | "integer" | "int" => Some(Primitive::Int32),
        "int64" | "long" => Some(Primitive::Int64),
        "int16" => Some(Primitive::Int16),
        "double" | "number" | "float" | "<float>" => Some(Primitive::Double),
        "single" => Some(Primitive::Single),
        "decimal" => Some(Primitive::Decimal),
        "datetimeoffset" | "datetime" | "timestamp" => Some(Primitive::DateTimeOffset),
        "date" => Some(Primitive::Date),
        "timeofday" => Some(Primitive::TimeOfDay),
        "duration" => Some(Primitive::Duration),
        "guid" => Some(Primitive::Guid),
        "binary" => Some(Primitive::Binary),
        "stream" => Some(Primitive::Stream),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &Json, expected: Option<(Primitive, bool)>) {
        let found = shown_type(value, &Names::default(), "");
        let expected = expected
            .map(|(primitive, collection)| TypeRef { name: TypeName::Primitive(primitive), collection });
        assert_eq!(found, expected, "{value:?}");
    }

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[test]
    fn words_of_representations_name_kinds() {
        check(&text("String (timestamp)"), Some((Primitive::DateTimeOffset, false)));
        check(&text("String (identifier)"), Some((Primitive::String, false)));
        check(&text("String (ISO 8601 duration)"), Some((Primitive::Duration, false)));
        check(&text("Int32"), Some((Primitive::Int32, false)));
        check(&Json::Array(vec![text("String")]), Some((Primitive::String, true)));
    }

    #[test]
    fn literals_tell_their_class() {
        check(&text("2017-01-01T00:00:35.1-08:00"), Some((Primitive::DateTimeOffset, false)));
        check(&text("2017-01-01"), Some((Primitive::Date, false)));
        check(&text("été-1"), Some((Primitive::String, false)));
        check(&Json::Number("1024".into()), Some((Primitive::Int32, false)));
        check(&Json::Number("9999999999".into()), Some((Primitive::Int64, false)));
        check(&Json::Number("1.5".into()), Some((Primitive::Double, false)));
        check(&Json::Array(vec![]), None);
        check(&Json::Null, None);
    }
}
