//! JSON without its contents: names and kinds.
//!
//! In: a representation or an example. Out: the same members, each literal replaced by the word of its kind, equal
//! items of a list told once. A skeleton is its own skeleton.

use crate::page::{Json, named_kind, names_type};

/// Names and kinds of `value`.
pub(super) fn skeleton(value: &Json) -> Json {
    match value {
        Json::Null => Json::Null,
        Json::Bool(_) => Json::Bool(true),
        Json::Number(literal) => Json::Number(number(literal).to_owned()),
        Json::Text(text) => Json::Text(kind_word(text)),
        Json::Array(items) => Json::Array(merged(items.iter().map(skeleton))),
        Json::Object(members) => Json::Object(members.iter().map(member).collect()),
    }
}

fn member((key, value): &(String, Json)) -> (String, Json) {
    match value {
        Json::Text(name) if is_type_key(key) => (key.clone(), Json::Text(name.trim().to_owned())),
        value => (key.clone(), skeleton(value)),
    }
}

/// Whether the value of `key` names a type.
fn is_type_key(key: &str) -> bool {
    key == "@odata.type" || key.ends_with("@odata.type")
}

/// Whole numbers that fit 32 bits, larger ones, and fractions are told apart; nothing else of a number is kept.
fn number(literal: &str) -> &'static str {
    if literal.contains(['.', 'e', 'E']) {
        "4.2"
    } else if literal.parse::<i32>().is_ok() {
        "1024"
    } else {
        "9007199254740991"
    }
}

/// Items of a list: objects of one type become one object with the members of all, other equal items are told once.
fn merged(items: impl Iterator<Item = Json>) -> Vec<Json> {
    let mut kept: Vec<Json> = Vec::new();
    for item in items {
        match kept.iter_mut().find(|known| same_shape(known, &item)) {
            Some(known) => absorb(known, item),
            None => kept.push(item),
        }
    }
    kept
}

fn same_shape(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(_), Json::Object(_)) => one.get("@odata.type") == other.get("@odata.type"),
        _ => one == other,
    }
}

/// Two skeletons of the same thing in one: the members of both.
pub(super) fn merge(mut one: Json, other: Json) -> Json {
    absorb(&mut one, other);
    one
}

/// Adds the members of `other` that `known` lacks.
fn absorb(known: &mut Json, other: Json) {
    match (known, other) {
        (Json::Object(known), Json::Object(other)) => {
            for (key, value) in other {
                match known.iter_mut().find(|(name, _)| *name == key) {
                    Some((_, known)) => absorb(known, value),
                    None => known.push((key, value)),
                }
            }
        }
        (Json::Array(known), Json::Array(other)) => {
            *known = merged(std::mem::take(known).into_iter().chain(other));
        }
        (known @ Json::Null, other) => *known = other,
        _ => {}
    }
}

/// The word for what a string shows: the name of a type, a kind that the page already names, or the form of a literal.
fn kind_word(text: &str) -> String {
    let text = text.trim();
    if names_type(text) {
        return text.to_owned();
    }
    named_kind(&text.to_ascii_lowercase()).or_else(|| literal_kind(text)).unwrap_or("String").to_owned()
}

/// Kinds by the form of a literal.
fn literal_kind(text: &str) -> Option<&'static str> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape.starts_with("0000-00-00T") {
        return Some("String (timestamp)");
    }
    (shape == "0000-00-00").then_some("Date")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[track_caller]
    fn check(value: &Json, expected: &Json) {
        let once = skeleton(value);
        assert_eq!(once, *expected);
        assert_eq!(skeleton(&once), once, "a skeleton is its own skeleton");
    }

    #[test]
    fn literals_become_kinds() {
        check(&text("Some words of a sample"), &text("String"));
        check(&text("2020-01-02T03:04:05Z"), &text("String (timestamp)"));
        check(&text("String (ISO 8601 duration)"), &text("Duration"));
        check(&text("String (identifier)"), &text("String (identifier)"));
        check(&text("#microsoft.graph.user"), &text("#microsoft.graph.user"));
        check(&Json::Number("7".into()), &Json::Number("1024".into()));
        check(&Json::Number("70000000000".into()), &Json::Number("9007199254740991".into()));
        check(&Json::Bool(false), &Json::Bool(true));
    }

    #[test]
    fn items_of_one_type_are_told_once() {
        let object = |members: &[(&str, Json)]| {
            Json::Object(members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
        };
        check(
            &Json::Array(vec![
                object(&[("a", Json::Null)]),
                object(&[("a", text("x")), ("b", Json::Bool(false))]),
            ]),
            &Json::Array(vec![object(&[("a", text("String")), ("b", Json::Bool(true))])]),
        );
        let typed = |name| object(&[("@odata.type", text(name))]);
        let both = Json::Array(vec![typed("#x.a"), typed("#x.b")]);
        check(&both, &both);
    }
}
