//! The fixed phrases of distilled pages: types, and what the description of a row states.
//!
//! In: the facts of one row. Out: Markdown in the words that the reader of pages knows anyhow.

use std::fmt::Write as _;

use crate::page::{LinkTarget, PropertyFacts, Returned, TypePhrase, TypeTerm};
use crate::schema::Primitive;

use super::markdown::{code, link, plain};

/// `[configurationUsage](../resources/intune-deviceconfig-configurationusage.md) collection`.
pub(super) fn type_phrase(phrase: &TypePhrase) -> String {
    let mut terms: Vec<String> = phrase.terms.iter().map(term).collect();
    if let (true, Some(target)) = (terms.is_empty(), &phrase.link) {
        // A link without words would not be seen.
        terms.push(plain(&target.slug));
    }
    if let Some(first) = terms.first_mut() {
        *first = link(first, phrase.link.as_ref());
    }
    let mut text = terms.join(" or ");
    if phrase.collection {
        text = if terms.len() > 1 { format!("Collection({text})") } else { format!("{text} collection") };
    }
    for note in phrase.notes.iter().filter(|note| !is_prose(note)) {
        let _ = write!(text, " ({})", plain(note));
    }
    text.trim_start().to_owned()
}

/// Whether a note of a type cell describes rather than names something.
pub(super) fn is_prose(note: &str) -> bool {
    note.split_whitespace().count() > 4
}

fn term(term: &TypeTerm) -> String {
    match term {
        TypeTerm::Primitive(primitive) => primitive_name(*primitive).to_owned(),
        TypeTerm::Named { namespace, name } if namespace.is_empty() => plain(name),
        TypeTerm::Named { namespace, name } => plain(&format!("{namespace}.{name}")),
        TypeTerm::Words(words) => plain(words),
    }
}

/// The name that pages use.
fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Untyped => "Json",
        named => named.name(),
    }
}

/// The description of a row: every stated fact in its phrase, in one fixed order.
pub(super) fn facts(facts: &PropertyFacts) -> String {
    let mut phrases: Vec<String> = Vec::new();
    let mut say = |stated: bool, phrase: &str| {
        if stated {
            phrases.push(phrase.to_owned());
        }
    };
    say(facts.deprecated, "Deprecated.");
    say(facts.key, "Key.");
    say(facts.required == Some(true), "Required.");
    say(facts.required == Some(false), "Optional.");
    say(facts.required_on_create, "Required on create.");
    say(facts.read_only, "Read-only.");
    say(facts.write_only, "Write-only.");
    say(facts.nullable == Some(true), "Nullable.");
    say(facts.nullable == Some(false), "Not nullable.");
    if let Some(returned) = facts.returned {
        say(true, returned_phrase(returned));
    }
    if let Some(operators) = &facts.filter {
        phrases.push(filter_phrase(operators));
    }
    let mut supports = |stated: bool, option: &str| {
        if stated {
            phrases.push(format!("Supports `${option}`."));
        }
    };
    supports(facts.orderby, "orderby");
    supports(facts.search, "search");
    supports(facts.expand, "expand");
    phrases.extend(value_phrases(facts));
    phrases.extend(
        facts.inherited_from.iter().map(|base| format!("Inherited from {}.", type_phrase(&base.value))),
    );
    phrases.join(" ")
}

fn returned_phrase(returned: Returned) -> &'static str {
    match returned {
        Returned::ByDefault => "Returned by default.",
        Returned::OnSelect => "Returned only on `$select`.",
        Returned::OnSelectOfOne => "Returned only on `$select` of a single entity.",
    }
}

fn filter_phrase(operators: &[String]) -> String {
    if operators.is_empty() {
        "Supports `$filter`.".to_owned()
    } else {
        format!("Supports `$filter` ({}).", code_list(operators))
    }
}

/// What is stated about the values themselves.
fn value_phrases(facts: &PropertyFacts) -> Vec<String> {
    let mut phrases = Vec::new();
    if let Some((least, most)) = &facts.range {
        phrases.push(format!("Valid values {} to {}.", plain(least), plain(most)));
    }
    if let Some(length) = facts.max_length {
        phrases.push(format!("Maximum length is {length} characters."));
    }
    if let Some(format) = &facts.format {
        phrases.push(format!("Format: {}.", plain(format)));
    }
    if !facts.values.is_empty() {
        phrases.push(format!(
            "Possible values are: {}.",
            code_list(facts.values.iter().map(|value| &value.value))
        ));
    }
    if let Some(values) = &facts.unsplit_values {
        phrases.push(format!("Possible values are: {}.", plain(&values.value)));
    }
    if !facts.evolvable_values.is_empty() {
        phrases.push(evolvable_phrase(&facts.evolvable_values));
    }
    if facts.flags {
        phrases.push(FLAGS.to_owned());
    }
    if let Some(default) = &facts.default {
        phrases.push(format!("Default value: {}.", code(default)));
    }
    phrases
}

/// Several members may be combined.
pub(super) const FLAGS: &str = "Multiple values can be combined.";

/// Members that only come on demand.
pub(super) fn evolvable_phrase(values: &[String]) -> String {
    format!(
        "Use the `Prefer: include-unknown-enum-members` request header to get the following values: {}.",
        code_list(values)
    )
}

/// `` `a`, `b` ``.
pub(super) fn code_list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    items.into_iter().map(|item| code(item)).collect::<Vec<_>>().join(", ")
}

/// A link to the page of a resource that nothing names.
pub(super) fn page_link(target: &LinkTarget) -> String {
    link(&plain(&target.slug), Some(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl FnOnce(&mut PropertyFacts), expected: &str) {
        let mut stated = PropertyFacts::default();
        change(&mut stated);
        assert_eq!(facts(&stated), expected);
    }

    #[test]
    fn nothing_stated_is_nothing_said() {
        check(|_| {}, "");
    }

    #[test]
    fn marks_of_a_property() {
        check(
            |facts| {
                facts.key = true;
                facts.read_only = true;
                facts.nullable = Some(false);
            },
            "Key. Read-only. Not nullable.",
        );
    }

    #[test]
    fn query_options_and_ranges() {
        check(
            |facts| {
                facts.filter = Some(vec!["eq".into(), "ne".into()]);
                facts.orderby = true;
                facts.returned = Some(Returned::OnSelect);
                facts.range = Some(("4".into(), "127".into()));
            },
            "Returned only on `$select`. Supports `$filter` (`eq`, `ne`). Supports `$orderby`. Valid values 4 to 127.",
        );
    }

    #[test]
    fn a_type_with_link_and_collection() {
        let phrase = TypePhrase {
            terms: vec![TypeTerm::Named { namespace: String::new(), name: "colour".into() }],
            collection: true,
            link: Some(LinkTarget { slug: "colour".into(), api: false, fragment: None }),
            notes: Vec::new(),
            raw: String::new(),
        };
        assert_eq!(type_phrase(&phrase), "[colour](../resources/colour.md) collection");
    }
}
