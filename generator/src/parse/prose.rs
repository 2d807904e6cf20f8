//! All guessing from sentences: what the description of a row states.
//!
//! In: a description cell, and what it describes. Out: [`PropertyFacts`]. The phrases stand in [`words`](super::words);
//! here it is decided what they mean together: lists of values in [`values`], ranges and limits in [`numbers`], defaults
//! and formats in [`single`], what is deprecated in [`subject`].

mod about;
pub(super) mod numbers;
mod single;
mod subject;
pub(super) mod values;

use std::ops::Range;

use super::lexicon::Lexicon;
use super::link::Links;
use super::reading::{Reading, Sentence};
use super::text::Text;
use super::type_phrase::{canonical, is_name, read_plain};
use super::words::Phrase;
use crate::odata::{Returned, is_filter_operator};
use crate::page::{Language, PropertyFacts, TypePhrase};
use crate::source::Spanned;

pub(crate) use about::About;

/// What the description of a property states.
pub(crate) fn facts(
    lexicon: &Lexicon,
    links: &Links<'_>,
    description: &Text,
    about: About<'_>,
) -> PropertyFacts {
    let mut facts = PropertyFacts::default();
    if description.is_blank() {
        return facts;
    }
    let description = description.with_powers();
    let reading = Reading::new(lexicon, &description);
    values::read(lexicon, &reading, &mut facts);
    for sentence in &reading.sentences {
        simple(&reading, sentence, &mut facts);
        facts.stated.deprecated |= subject::is_deprecated(&reading, sentence, about, &facts.values);
        inherited(lexicon, links, &reading, sentence, &mut facts);
        options(&reading, sentence, &mut facts);
        numbers::read(lexicon, &reading, sentence, about, &mut facts);
        single::default(&reading, sentence, about, &mut facts);
        single::format(&reading, sentence, about, &mut facts);
    }
    numbers::ends(&reading, about, &mut facts);
    let default = facts.stated.default.take();
    facts.stated.default = default.and_then(|default| single::fitting(default, about));
    facts
}

/// Facts that one phrase states.
fn simple(reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let says = |phrase| sentence.says(phrase).is_some();
    facts.key |= says(Phrase::Key);
    facts.stated.alternate_key |= says(Phrase::AlternateKey) && !says(Phrase::Not);
    facts.stated.read_only |= says(Phrase::ReadOnly) && !says(Phrase::ReadOnlySometimes);
    facts.stated.write_only |= says(Phrase::WriteOnly);
    facts.flags |= says(Phrase::Flags);
    facts.stated.required_on_create |= says(Phrase::RequiredOnCreate);
    if says(Phrase::Required) {
        facts.required = Some(true);
    } else if says(Phrase::Optional) {
        facts.required = Some(false);
    }
    if says(Phrase::NotNullable) {
        facts.stated.nullable = Some(false);
    } else if says(Phrase::Nullable) && facts.stated.nullable.is_none() {
        facts.stated.nullable = Some(true);
    }
    facts.stated.expand |= says(Phrase::ReturnedOnSelect) && reading.words(sentence).contains("$expand");
    let selects = reading.words(sentence).contains("select");
    if says(Phrase::ReturnedOnSelect) && selects {
        let words = reading.words(sentence);
        let one = words.contains(" get") || words.contains("single");
        facts.stated.returned = Some(if one { Returned::OnSelectOfOne } else { Returned::OnSelect });
    } else if says(Phrase::ReturnedByDefault) && facts.stated.returned.is_none() {
        facts.stated.returned = Some(Returned::ByDefault);
    }
}

/// "Inherited from X": every link of the sentence that leads to a type.
fn inherited(
    lexicon: &Lexicon,
    links: &Links<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    facts: &mut PropertyFacts,
) {
    if lexicon.language() == Language::Unlisted {
        // No word tells what a link is for: whether the linked type has the property is left to resolving.
        facts.inherited_from.extend(types_named(lexicon, links, reading, &sentence.range));
        return;
    }
    let Some(hit) = sentence.says(Phrase::InheritedFrom) else { return };
    let found = types_named(lexicon, links, reading, &sentence.range);
    if !found.is_empty() {
        facts.inherited_from.extend(found);
        return;
    }
    let rest = &reading.folded[hit.range.end..sentence.range.end];
    let start = hit.range.end + rest.len() - rest.trim_start().len();
    let word = rest
        .trim_start()
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .next()
        .unwrap_or_default();
    let word = word.trim_end_matches('.');
    let plain = reading.plain_range(&(start..start + word.len()));
    let name = &reading.text.plain[plain.clone()];
    let alone =
        rest.trim_start()[word.len()..].trim_matches(|c: char| c.is_whitespace() || c == '.').is_empty();
    if alone
        && is_name(name)
        && let Some(phrase) = read_plain(lexicon, name, None)
    {
        facts.inherited_from.push(Spanned::new(canonical(phrase), reading.text.span(plain)));
    }
}

/// The types that a range names by link, else by bold words.
pub(super) fn types_named(
    lexicon: &Lexicon,
    links: &Links<'_>,
    reading: &Reading<'_>,
    range: &Range<usize>,
) -> Vec<Spanned<TypePhrase>> {
    let plain = reading.plain_range(range);
    let text = reading.text;
    let inside = |range: &Range<usize>| plain.contains(&range.start);
    let linked =
        text.links().filter(|(mark, _, _)| inside(&mark.range)).filter_map(|(mark, words, target)| {
            let target = links.target(target).filter(|target| !target.api)?;
            let phrase = read_plain(lexicon, words, Some(target))?;
            Some(Spanned::new(canonical(phrase), text.span(mark.range.clone())))
        });
    let found: Vec<_> = linked.collect();
    if !found.is_empty() {
        return found;
    }
    let bold = text.strong().filter(|(mark, words)| inside(&mark.range) && is_name(words.trim()));
    bold.filter_map(|(mark, words)| {
        let phrase = read_plain(lexicon, words.trim(), None)?;
        Some(Spanned::new(canonical(phrase), text.span(mark.range.clone())))
    })
    .collect()
}

/// `$filter`, `$orderby`, `$search` and `$expand`, with the operators of the first.
fn options(reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let words = reading.words(sentence);
    if !words.contains('$') {
        return;
    }
    for option in ["$filter", "$orderby", "$search", "$expand"] {
        let start = sentence.range.start;
        let spelled = words.match_indices(option).map(|(at, _)| (at + start, at + start + option.len()));
        // The one of them that is no word of other meaning is often written without its `$`.
        let bare = (option == "$orderby").then(|| whole_codes(reading, sentence, &option[1..]));
        for (at, end) in spelled.chain(bare.into_iter().flatten()) {
            if !is_supported(sentence, at) {
                continue;
            }
            match option {
                "$filter" => filter(reading, sentence, end, facts),
                "$orderby" => facts.stated.orderby = true,
                "$search" => facts.stated.search = true,
                _ => facts.stated.expand = true,
            }
        }
    }
}

/// Where a code span of the sentence is the word.
fn whole_codes<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r Sentence,
    word: &'r str,
) -> impl Iterator<Item = (usize, usize)> + 'r {
    let places = reading.words(sentence).match_indices(word).map(|(at, _)| at + sentence.range.start);
    let is_whole = move |at: &usize| {
        let plain = reading.plain(*at);
        let mut codes = reading.text.codes();
        codes.any(|(mark, code)| mark.range.contains(&plain) && code.trim().eq_ignore_ascii_case(word))
    };
    places.filter(is_whole).map(|at| (at, at + word.len()))
}

/// Whether the last thing said before `at` is support, or the first after it is not its lack.
fn is_supported(sentence: &Sentence, at: usize) -> bool {
    is_granted(sentence, at, &[Phrase::Supports], &[Phrase::Not])
}

/// Whether the last thing said before `at` is a yes, or the first after it is not a no.
pub(super) fn is_granted(sentence: &Sentence, at: usize, yes: &[Phrase], no: &[Phrase]) -> bool {
    let all = |phrases: &[Phrase]| -> Vec<Range<usize>> {
        phrases.iter().flat_map(|phrase| sentence.all(*phrase)).map(|hit| hit.range.clone()).collect()
    };
    let nots = all(no);
    let overlaps =
        |range: &Range<usize>| nots.iter().any(|not| not.start < range.end && range.start < not.end);
    let yes: Vec<usize> =
        all(yes).into_iter().filter(|range| !overlaps(range)).map(|range| range.start).collect();
    let before_yes = yes.iter().filter(|start| **start <= at).max();
    let before_no = nots.iter().map(|range| &range.start).filter(|start| **start <= at).max();
    match (before_yes, before_no) {
        (Some(yes), Some(no)) => yes > no,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => {
            let no = nots.iter().map(|range| range.start).min();
            yes.iter().min().is_some_and(|yes| no.is_none_or(|no| *yes < no))
        }
    }
}

/// What `$filter` compares, by the brackets behind it: the property itself, or the number of its items.
fn filter(reading: &Reading<'_>, sentence: &Sentence, after: usize, facts: &mut PropertyFacts) {
    let brackets = brackets(reading, sentence, after);
    let counted =
        brackets.as_ref().map_or_else(Vec::new, |range| comparisons(&reading.folded[range.clone()]));
    let own = brackets.map_or_else(Vec::new, |range| operators(reading, range));
    if counted.is_empty() || !own.is_empty() {
        let known = facts.stated.filter.get_or_insert_default();
        let more: Vec<String> = own.into_iter().filter(|operator| !known.contains(operator)).collect();
        known.extend(more);
    }
    if !counted.is_empty() {
        facts.stated.count_filter = counted;
    }
}

/// The inside of the brackets that stand right behind a place.
fn brackets(reading: &Reading<'_>, sentence: &Sentence, after: usize) -> Option<Range<usize>> {
    let rest = &reading.folded[after..sentence.range.end];
    let open = rest.find('(').filter(|open| rest[..*open].trim_matches(['`', ' ']).is_empty())?;
    let end = rest[open..].find(')').map_or(rest.len(), |found| found + open);
    Some(after + open..after + end)
}

/// The comparisons of a number of items: `eq 0` of `/$count eq 0`.
fn comparisons(inside: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, count) in inside.match_indices(COUNT) {
        let mut words = inside[at + count.len()..].split([' ', '`', ',', '/', '、', ';']);
        let mut words = words.by_ref().filter(|word| !word.is_empty());
        if let (Some(operator), Some(number)) =
            (words.next().filter(|word| is_filter_operator(word)), words.next())
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            let comparison = format!("{operator} {number}");
            if !found.contains(&comparison) {
                found.push(comparison);
            }
        }
    }
    found
}

/// What stands for the number of items.
const COUNT: &str = "$count";

/// The operators in brackets, without those that compare a number of items.
fn operators(reading: &Reading<'_>, range: Range<usize>) -> Vec<String> {
    let inside = &reading.folded[range.clone()];
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words_of(inside) {
        let before = inside[..at].trim_end_matches([' ', '`']);
        if before.ends_with(COUNT) {
            continue;
        }
        let start = range.start + at;
        let mut plain = reading.plain_range(&(start..start + word.len()));
        let code = reading.text.codes().find(|(mark, _)| mark.range.contains(&plain.start));
        let coded = code.is_some();
        // The end of a code span ends the word, also where a translation has glued the next one to it.
        plain.end = code.map_or(plain.end, |(mark, _)| plain.end.min(mark.range.end));
        let word = &word[..plain.len().min(word.len())];
        let conjunction =
            matches!(word, "and" | "or" | "all" | "any" | "in") && !coded && inside.contains(' ');
        if is_filter_operator(word) && !conjunction {
            let printed = reading.text.plain[plain].to_owned();
            if !found.contains(&printed) {
                found.push(printed);
            }
        }
    }
    found
}

/// The words of ASCII letters and digits, with their places.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Facts of the notes in a type cell and in the name: "(read-only)", "maximum size 20".
pub(crate) fn note_facts(lexicon: &Lexicon, note: &Text, facts: &mut PropertyFacts) {
    let reading = Reading::new(lexicon, note);
    for sentence in &reading.sentences {
        simple(&reading, sentence, facts);
        facts.stated.deprecated |= sentence.says(Phrase::Deprecated).is_some();
        let words = reading.words(sentence);
        if words.contains("readonly") {
            facts.stated.read_only = true;
        }
        if facts.stated.max_length.is_none() {
            facts.stated.max_length = numbers::max_length(&reading, sentence);
        }
        if facts.stated.format.is_none() && matches!(words.trim(), "url" | "email" | "uri") {
            facts.stated.format = Some(words.trim().to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
