//! The fixed phrases of distilled pages: types, and what the description of a row states.
//!
//! In: the facts of one row. Out: Markdown in the words that the reader of pages knows anyhow.

use std::fmt::Write as _;

use crate::odata::{Fact, Primitive, Quoting};
use crate::page::{LinkTarget, PropertyFacts, TypePhrase, TypeTerm};

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

/// A type in a sentence, told from words by its link or by being bold; alternatives share a link.
pub(super) fn marked(phrase: &TypePhrase) -> String {
    let terms: Vec<String> = phrase.terms.iter().map(term).collect();
    match &phrase.link {
        Some(target) if terms.len() > 1 => link(&terms.join(" or "), Some(target)),
        Some(_) => type_phrase(&TypePhrase { collection: false, notes: Vec::new(), ..phrase.clone() }),
        None => terms.iter().map(|term| format!("**{term}**")).collect::<Vec<_>>().join(" or "),
    }
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

/// How the writer quotes what stands in a sentence.
const QUOTING: Quoting = Quoting { plain, code };

/// The description of a row: every stated fact in its phrase, in one fixed order.
pub(super) fn facts(facts: &PropertyFacts) -> String {
    let values: Vec<&str> = facts.values.iter().map(|value| value.value.as_str()).collect();
    let mut stated = facts.stated.stated();
    stated.extend(facts.key.then_some(Fact::Key));
    stated.extend(facts.required.map(Fact::Required));
    stated.extend((!values.is_empty()).then_some(Fact::Values(&values)));
    stated.extend(facts.unsplit_values.as_ref().map(|values| Fact::UnsplitValues(&values.value)));
    stated.extend(evolvable(&facts.evolvable_values));
    stated.extend(facts.flags.then_some(Fact::Flags));
    stated.sort();
    let mut phrases: Vec<String> = stated.into_iter().map(sentence).collect();
    phrases.extend(
        facts.inherited_from.iter().map(|base| format!("Inherited from {}.", type_phrase(&base.value))),
    );
    phrases.join(" ")
}

/// A fact in its phrase.
pub(super) fn sentence(fact: Fact<'_>) -> String {
    fact.sentence(QUOTING)
}

/// Members that only come on demand, if there are any.
pub(super) fn evolvable(values: &[String]) -> Option<Fact<'_>> {
    (!values.is_empty()).then_some(Fact::EvolvableValues(values))
}

/// A link to the page of a resource that nothing names.
pub(super) fn page_link(target: &LinkTarget) -> String {
    link(&plain(&target.slug), Some(target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Returned;

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
                facts.stated.read_only = true;
                facts.stated.nullable = Some(false);
            },
            "Key. Read-only. Not nullable.",
        );
    }

    #[test]
    fn query_options_and_ranges() {
        check(
            |facts| {
                facts.stated.filter = Some(vec!["eq".into(), "ne".into()]);
                facts.stated.orderby = true;
                facts.stated.returned = Some(Returned::OnSelect);
                facts.stated.range = Some(("4".into(), "127".into()));
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
