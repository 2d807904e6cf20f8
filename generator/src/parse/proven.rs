//! Values that ran together, taken apart as far as the page itself proves them.
//!
//! In: the rows of an operation page and its examples. Out: the same rows; where a list ran together
//! (`warmhotverycold`), what the examples send for such a property are values of it, and a word of the descriptions
//! that fills a whole gap between known values is one. A list of which nothing is left is no longer kept as a whole.
//! Nothing is guessed: a gap without a witness stays.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::context::Context;
use super::type_phrase::is_identifier;
use crate::diagnostic::Code;
use crate::page::{Json, OperationSection, PropertyRow};
use crate::source::{Span, Spanned};

/// What a page says of one list that ran together.
#[derive(Debug, Default)]
struct Witnesses {
    /// Values for sure.
    values: BTreeSet<String>,
    /// Words that may be some.
    words: BTreeSet<String>,
}

/// Takes the lists of the body's rows apart.
pub(super) fn values(cx: &mut Context<'_>, operation: &mut OperationSection) {
    let mut lists: BTreeMap<String, Witnesses> = BTreeMap::new();
    for row in &operation.body.rows {
        let Some(list) = &row.facts.unsplit_values else { continue };
        let witnesses = lists.entry(list.value.clone()).or_default();
        witnesses.values.extend(row.facts.values.iter().map(|value| value.value.clone()));
        witnesses.values.extend(shown(operation, &row.name.value));
        if !cx.lexicon.is_english() {
            witnesses.words.extend(words(row).map(str::to_owned));
        }
    }
    for row in &mut operation.body.rows {
        let Some(list) = &row.facts.unsplit_values else { continue };
        let Some(witnesses) = lists.get(&list.value) else { continue };
        let (pieces, whole) = pieces(&list.value, witnesses);
        if pieces.is_empty() {
            continue;
        }
        let proven: Vec<&str> = pieces.iter().map(|piece| &list.value[piece.clone()]).collect();
        let message = format!("{} of \"{}\" are values, as this page shows", proven.join(", "), list.value);
        cx.say(Code::Repaired, list.span, message);
        let value = |piece: &Range<usize>| {
            let (start, end) = (offset(list.span, piece.start), offset(list.span, piece.end));
            Spanned::new(list.value[piece.clone()].to_owned(), Span::new(list.span.page, start..end))
        };
        row.facts.values = pieces.iter().map(value).collect();
        if whole {
            row.facts.unsplit_values = None;
        }
    }
}

fn offset(span: Span, within: usize) -> usize {
    usize::try_from(span.start).unwrap_or(0) + within
}

/// The words that examples of the page send or get for a property.
fn shown(operation: &OperationSection, name: &str) -> Vec<String> {
    let requests = operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.as_ref());
    let responses = operation.examples.iter().flat_map(|example| &example.responses);
    let bodies = requests.chain(responses.filter_map(|response| response.body.as_ref()));
    let texts = bodies.filter_map(|body| body.value.get(name)).flat_map(|value| match value {
        Json::Array(items) => items.iter().collect::<Vec<_>>(),
        value => vec![value],
    });
    let words = texts.filter_map(|value| match value {
        Json::Text(text) => Some(text.split(',').map(str::trim)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    });
    words.flatten().filter(|word| is_identifier(word)).map(str::to_owned).collect()
}

/// The words of a description that are no words of its language: names, or what the translation left as it was.
fn words(row: &PropertyRow) -> impl Iterator<Item = &str> {
    let prose = row.prose.as_ref().map_or("", |prose| prose.0.as_str());
    prose.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| is_identifier(word))
}

/// The pieces of `text` that are proven, in their order, and whether nothing else is left.
fn pieces(text: &str, witnesses: &Witnesses) -> (Vec<Range<usize>>, bool) {
    let mut values: Vec<&str> = witnesses.values.iter().map(String::as_str).collect();
    // A value within a longer one is not where it first occurs.
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    let mut found: Vec<Range<usize>> = Vec::new();
    for value in values {
        let gaps = gaps(text, &found);
        let mut places = gaps.iter().flat_map(|gap| {
            let places = text[gap.clone()].match_indices(value).map(|(at, _)| gap.start + at);
            places.map(|at| at..at + value.len()).filter(|piece| stands(text, piece)).collect::<Vec<_>>()
        });
        // With two places to choose from, none is sure.
        if let (Some(piece), None) = (places.next(), places.next()) {
            found.push(piece);
            found.sort_by_key(|piece| piece.start);
        }
    }
    for gap in gaps(text, &found) {
        if witnesses.words.iter().any(|word| word.eq_ignore_ascii_case(&text[gap.clone()])) {
            found.push(gap);
        }
    }
    found.sort_by_key(|piece| piece.start);
    let whole = !found.is_empty() && gaps(text, &found).is_empty();
    (found, whole)
}

/// Whether a piece can end where it does: a capital letter behind it would belong to the same word.
fn stands(text: &str, piece: &Range<usize>) -> bool {
    !text[piece.end..].starts_with(|c: char| c.is_ascii_uppercase())
}

/// What lies between the pieces.
fn gaps(text: &str, found: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let mut at = 0;
    for piece in found {
        if at < piece.start {
            gaps.push(at..piece.start);
        }
        at = piece.end;
    }
    if at < text.len() {
        gaps.push(at..text.len());
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, values: &[&str], words: &[&str], expected: &[&str], whole: bool) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let witnesses = Witnesses { values: owned(values), words: owned(words) };
        let (pieces, all) = pieces(text, &witnesses);
        let pieces: Vec<&str> = pieces.into_iter().map(|piece| &text[piece]).collect();
        assert_eq!((pieces.as_slice(), all), (expected, whole));
    }

    #[test]
    fn a_value_of_an_example_is_one_of_the_list() {
        check("warmhotverycold", &["hot"], &[], &["hot"], false);
        check("warmhotcold", &["hot"], &["Warm", "cold"], &["warm", "hot", "cold"], true);
        check("hot", &["hot"], &[], &["hot"], true);
    }

    #[test]
    fn a_word_must_fill_the_gap() {
        check("warmhotverycold", &["hot"], &["Warm", "cold"], &["warm", "hot"], false);
        check("warmhot", &[], &["warm"], &[], false);
    }

    #[test]
    fn two_places_are_no_place() {
        check("ononeoffone", &["one"], &[], &[], false);
        check("hothotter", &["hot", "hotter"], &[], &["hot", "hotter"], true);
        check("hotAirhot", &["hot"], &[], &["hot"], false);
    }
}
