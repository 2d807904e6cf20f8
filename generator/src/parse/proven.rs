//! Values that ran together, taken apart as far as the page itself proves them.
//!
//! In: the rows of an operation page and its examples. Out: the same rows; where a list ran together
//! (`warmhotverycold`), what the examples send for such a property are values of it, and a word of the descriptions
//! that fills a whole gap between known values is one; so are values that other rows list, where with them hardly anything
//! is left. A list is no proof of itself. Where two values or more are proven and a single gap is left, the gap is taken
//! as one more, which is marked as a guess. A list of which nothing is left is no longer kept as a whole.

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
    if !operation.body.rows.iter().any(|row| open_list(row).is_some()) {
        return;
    }
    let mut lists: BTreeMap<String, Witnesses> = BTreeMap::new();
    let elsewhere = listed(operation);
    for row in &operation.body.rows {
        let Some(list) = open_list(row) else { continue };
        let witnesses = lists.entry(list.value.clone()).or_default();
        witnesses.values.extend(row.facts.values.iter().map(|value| value.value.clone()));
        witnesses.values.extend(shown(operation, &row.name.value));
        if !cx.lexicon.is_english() {
            witnesses.words.extend(words(row).map(str::to_owned));
        }
    }
    for row in &mut operation.body.rows {
        let Some(list) = open_list(row).cloned() else { continue };
        let Some(witnesses) = lists.get(&list.value) else { continue };
        let mut taken = take_apart(&list.value, witnesses, &elsewhere);
        if !row.facts.values.is_empty() {
            // Somebody has taken apart what could be, and seen no single gap.
            taken.forget_guess();
        }
        if taken.pieces.is_empty() {
            continue;
        }
        cx.say(Code::Repaired, list.span, message(&list.value, &taken));
        let value = |piece: &Range<usize>| {
            let (start, end) = (offset(list.span, piece.start), offset(list.span, piece.end));
            Spanned::new(list.value[piece.clone()].to_owned(), Span::new(list.span.page, start..end))
        };
        row.facts.values = taken.pieces.iter().map(value).collect();
        row.facts.stated.guessed_values =
            taken.guess.iter().map(|gap| list.value[gap.clone()].to_owned()).collect();
        if gaps(&list.value, &taken.pieces).is_empty() && taken.guess.is_none() {
            row.facts.unsplit_values = None;
        }
    }
}

/// The list of a row, if it ran together and nobody has guessed what it holds.
fn open_list(row: &PropertyRow) -> Option<&Spanned<String>> {
    row.facts.unsplit_values.as_ref().filter(|_| row.facts.stated.guessed_values.is_empty())
}

fn message(list: &str, taken: &Taken) -> String {
    let proven = taken.pieces.iter().filter(|piece| taken.guess.as_ref() != Some(piece));
    let proven: Vec<&str> = proven.map(|piece| &list[piece.clone()]).collect();
    let guess = taken
        .guess
        .as_ref()
        .map_or_else(String::new, |gap| format!("; {} is left, and taken as one more", &list[gap.clone()]));
    format!("{} of \"{list}\" are values, as this page shows{guess}", proven.join(", "))
}

/// The values that rows list one by one.
fn listed(operation: &OperationSection) -> BTreeSet<String> {
    let rows = operation.rows().filter(|row| row.facts.unsplit_values.is_none());
    let values = rows.flat_map(|row| &row.facts.values).map(|value| value.value.clone());
    values.filter(|value| is_identifier(value)).collect()
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

/// A list as far as it is taken apart.
#[derive(Debug, Default)]
struct Taken {
    /// Its values in their order.
    pieces: Vec<Range<usize>>,
    /// The one of them that nothing proves.
    guess: Option<Range<usize>>,
}

impl Taken {
    fn forget_guess(&mut self) {
        if let Some(guess) = self.guess.take() {
            self.pieces.retain(|piece| *piece != guess);
        }
    }
}

/// Takes `text` apart: by what is proven of its own values, and where that leaves a gap, with what rows list elsewhere.
fn take_apart(text: &str, witnesses: &Witnesses, elsewhere: &BTreeSet<String>) -> Taken {
    let own = completed(text, placed(text, witnesses.values.iter(), &witnesses.words));
    let whole = |taken: &Taken| !taken.pieces.is_empty() && gaps(text, &taken.pieces).is_empty();
    if whole(&own) {
        return own;
    }
    let all = witnesses.values.union(elsewhere);
    Some(completed(text, placed(text, all, &witnesses.words))).filter(whole).unwrap_or(own)
}

/// The values of a list that have one place in it, in their order, and whether some have several.
fn placed<'w>(
    text: &str,
    values: impl Iterator<Item = &'w String>,
    words: &BTreeSet<String>,
) -> (Vec<Range<usize>>, bool) {
    let mut values: Vec<&str> = values.map(String::as_str).collect();
    // A value within a longer one is not where it first occurs.
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut several = false;
    for value in values {
        let gaps = gaps(text, &found);
        let mut places = gaps.iter().flat_map(|gap| {
            let places = text[gap.clone()].match_indices(value).map(|(at, _)| gap.start + at);
            places.map(|at| at..at + value.len()).filter(|piece| stands(text, piece)).collect::<Vec<_>>()
        });
        match (places.next(), places.next()) {
            (Some(piece), None) => {
                found.push(piece);
                found.sort_by_key(|piece| piece.start);
            }
            // With two places to choose from, none is sure.
            (Some(_), Some(_)) => several = true,
            (None, _) => {}
        }
    }
    // Without another value, a word that fills the gap is the list itself, which is no proof.
    for gap in if found.is_empty() { Vec::new() } else { gaps(text, &found) } {
        if words.iter().any(|word| word.eq_ignore_ascii_case(&text[gap.clone()])) {
            found.push(gap);
        }
    }
    found.sort_by_key(|piece| piece.start);
    (found, several)
}

/// Takes a single gap beside two values or more as one, if none of them could be within it.
fn completed(text: &str, (mut pieces, several): (Vec<Range<usize>>, bool)) -> Taken {
    let open = gaps(text, &pieces);
    let [gap] = &open[..] else { return Taken { pieces, guess: None } };
    let word = &text[gap.clone()];
    if several || pieces.len() < 2 || !is_identifier(word) || SYLLABLES.contains(&word) {
        return Taken { pieces, guess: None };
    }
    pieces.push(gap.clone());
    pieces.sort_by_key(|piece| piece.start);
    Taken { pieces, guess: Some(gap.clone()) }
}

/// What begins words and is none: with it, what stands behind is another value.
const SYLLABLES: [&str; 10] = ["un", "re", "de", "dis", "non", "pre", "in", "im", "sub", "mis"];

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
        let taken = take_apart(text, &witnesses, &BTreeSet::new());
        let all = gaps(text, &taken.pieces).is_empty() && taken.guess.is_none();
        let proven = taken.pieces.iter().filter(|piece| taken.guess.as_ref() != Some(piece));
        let pieces: Vec<&str> = proven.map(|piece| &text[piece.clone()]).collect();
        assert_eq!((pieces.as_slice(), all), (expected, whole));
    }

    #[track_caller]
    fn check_guess(text: &str, values: &[&str], elsewhere: &[&str], expected: &[&str], guess: Option<&str>) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let witnesses = Witnesses { values: owned(values), words: BTreeSet::new() };
        let taken = take_apart(text, &witnesses, &owned(elsewhere));
        let pieces: Vec<&str> = taken.pieces.iter().map(|piece| &text[piece.clone()]).collect();
        assert_eq!((pieces.as_slice(), taken.guess.map(|gap| &text[gap])), (expected, guess));
    }

    #[test]
    fn a_single_gap_beside_two_values_is_taken_as_one() {
        let all = ["warm", "tepid", "cold"];
        check_guess("warmtepidcold", &["warm", "cold"], &[], &all, Some("tepid"));
        check_guess("warmtepidcold", &["warm"], &["cold", "hot"], &all, Some("tepid"));
        check_guess("warmtepidcold", &["tepid", "cold"], &[], &all, Some("warm"));
        check_guess("warmtepidcold", &["warm", "tepid"], &[], &all, Some("cold"));
        check_guess("warmtepidcold", &["tepid"], &[], &["tepid"], None);
        check_guess("warmtepidcold", &[], &["tepid"], &[], None);
        check_guess("warmtepidcoldicy", &["tepid"], &["icy"], &["tepid"], None);
        check_guess("warmtepidcoldicy", &["tepid", "icy"], &[], &["tepid", "icy"], None);
        check_guess("warmunlocked", &["warm"], &["locked"], &["warm"], None);
        check_guess("warmtepidwarmercoldicy", &["warm", "cold", "icy"], &[], &["cold", "icy"], None);
    }

    #[test]
    fn a_value_of_an_example_is_one_of_the_list() {
        check("warmhotverycold", &["hot"], &[], &["hot"], false);
        check("warmhotcold", &["hot"], &["Warm", "cold"], &["warm", "hot", "cold"], true);
        check("warmhot", &[], &["warmhot"], &[], false);
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
