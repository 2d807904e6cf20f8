//! All guessing from sentences: what the description of a row states.
//!
//! In: a description cell. Out: [`PropertyFacts`]. The phrases stand in [`words`](super::words); here it is decided
//! what they mean together. Lists of values are read in [`values`].

pub(super) mod values;

use std::ops::Range;

use super::lexicon::Lexicon;
use super::link::Links;
use super::reading::{Reading, Sentence};
use super::text::Text;
use super::type_phrase::{canonical, is_name, read_plain};
use super::words::Phrase;
use crate::odata::Returned;
use crate::page::{Language, PropertyFacts, TypePhrase};
use crate::source::Spanned;

/// Operators of `$filter`, lower case. Lists of these are no values.
const OPERATORS: &[&str] = &[
    "eq",
    "ne",
    "not",
    "ge",
    "le",
    "gt",
    "lt",
    "in",
    "and",
    "or",
    "has",
    "startswith",
    "endswith",
    "contains",
    "any",
    "all",
    "add",
    "sub",
    "substringof",
];

/// Whether `word` is an operator of `$filter`.
pub(super) fn is_operator(word: &str) -> bool {
    OPERATORS.contains(&word.to_ascii_lowercase().as_str())
}

/// What the description of a property states.
pub(crate) fn facts(lexicon: &Lexicon, links: &Links<'_>, description: &Text) -> PropertyFacts {
    let mut facts = PropertyFacts::default();
    if description.is_blank() {
        return facts;
    }
    let reading = Reading::new(lexicon, description);
    for sentence in &reading.sentences {
        simple(&reading, sentence, &mut facts);
        inherited(lexicon, links, &reading, sentence, &mut facts);
        options(&reading, sentence, &mut facts);
        numbers(lexicon, &reading, sentence, &mut facts);
        default(&reading, sentence, &mut facts);
        format(&reading, sentence, &mut facts);
    }
    values::read(lexicon, &reading, &mut facts);
    facts
}

/// Facts that one phrase states.
fn simple(reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let says = |phrase| sentence.says(phrase).is_some();
    facts.key |= says(Phrase::Key);
    facts.stated.read_only |= says(Phrase::ReadOnly) && !says(Phrase::ReadOnlySometimes);
    facts.stated.write_only |= says(Phrase::WriteOnly);
    facts.stated.deprecated |= says(Phrase::Deprecated);
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
        for at in words.match_indices(option).map(|(at, _)| at + sentence.range.start) {
            if !is_supported(sentence, at) {
                continue;
            }
            match option {
                "$filter" => facts.stated.filter = Some(operators(reading, sentence, at + option.len())),
                "$orderby" => facts.stated.orderby = true,
                "$search" => facts.stated.search = true,
                _ => facts.stated.expand = true,
            }
        }
    }
}

/// Whether the last thing said before `at` is support, or the first after it is not its lack.
pub(super) fn is_supported(sentence: &Sentence, at: usize) -> bool {
    let nots: Vec<Range<usize>> = sentence.all(Phrase::Not).map(|hit| hit.range.clone()).collect();
    let overlaps =
        |range: &Range<usize>| nots.iter().any(|not| not.start < range.end && range.start < not.end);
    let yes: Vec<usize> = sentence
        .all(Phrase::Supports)
        .filter(|hit| !overlaps(&hit.range))
        .map(|hit| hit.range.start)
        .collect();
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

/// The operators in the brackets after `$filter`.
fn operators(reading: &Reading<'_>, sentence: &Sentence, after: usize) -> Vec<String> {
    let rest = &reading.folded[after..sentence.range.end];
    let Some(open) = rest.find('(').filter(|open| rest[..*open].trim_matches(['`', ' ']).is_empty()) else {
        return Vec::new();
    };
    let end = rest[open..].find(')').map_or(rest.len(), |found| found + open);
    let inside = &rest[open..end];
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words_of(inside) {
        let start = after + open + at;
        let mut plain = reading.plain_range(&(start..start + word.len()));
        let code = reading.text.codes().find(|(mark, _)| mark.range.contains(&plain.start));
        let coded = code.is_some();
        // The end of a code span ends the word, also where a translation has glued the next one to it.
        plain.end = code.map_or(plain.end, |(mark, _)| plain.end.min(mark.range.end));
        let word = &word[..plain.len().min(word.len())];
        let conjunction =
            matches!(word, "and" | "or" | "all" | "any" | "in") && !coded && inside.contains(' ');
        if is_operator(word) && !conjunction {
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

/// Ranges and maximum lengths.
fn numbers(lexicon: &Lexicon, reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let words = reading.words(sentence);
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let numbers = number_ranges(words);
    let value = |range: &Range<usize>| words[range.clone()].replace([',', '_'], "");
    if let [.., low, high] = &numbers[..] {
        let between =
            words[..low.start].trim_end().ends_with("between") && words[low.end..high.start].trim() == "and";
        let from = words[..low.start].trim_end().ends_with("from")
            && words[low.end..high.start].trim() == "to"
            && words.contains("valid");
        let between = between || stands_between(reading, sentence, low, high);
        let valid = numbers.len() == 2 && is_range(lexicon, sentence, words, low, high);
        if valid || ((between || from) && facts.stated.range.is_none() && !words.contains("character")) {
            facts.stated.range = Some((value(low), value(high)));
        }
    }
    facts.stated.max_length = facts.stated.max_length.or_else(|| max_length(reading, sentence, &numbers));
}

/// A word for "between" right before the first or right behind the second of two numbers that one word joins.
fn stands_between(
    reading: &Reading<'_>,
    sentence: &Sentence,
    low: &Range<usize>,
    high: &Range<usize>,
) -> bool {
    let words = reading.words(sentence);
    let joint = words[low.end..high.start].trim();
    let joined = (1..=3).contains(&joint.chars().count()) && joint.chars().all(char::is_alphabetic);
    let units = sentence.says(Phrase::Characters).is_some();
    let (start, end) = (sentence.range.start + low.start, sentence.range.start + high.end);
    let beside = sentence.all(Phrase::Between).any(|hit| {
        let before = reading.folded.get(hit.range.end..start).is_some_and(|gap| gap.trim().is_empty());
        let behind = reading.folded.get(end..hit.range.start).is_some_and(|gap| gap.trim().is_empty());
        before || behind
    });
    joined && beside && !units
}

/// "Valid values 4 to 127", in any language: few words, a number, a word, a number, and nothing after it.
fn is_range(
    lexicon: &Lexicon,
    sentence: &Sentence,
    words: &str,
    low: &Range<usize>,
    high: &Range<usize>,
) -> bool {
    let after = words[high.end..].trim_matches(|c: char| c.is_whitespace() || c == '.');
    let between = words[low.end..high.start].trim();
    let joined = !between.is_empty()
        && between.split_whitespace().count() == 1
        && !between.contains(',')
        && between != "or";
    let before = words[..low.start].trim();
    let stated =
        sentence.says(Phrase::Values).is_some() && (after.is_empty() || after.starts_with("inclusive"));
    let shaped = !lexicon.known && after.is_empty() && (1..=4).contains(&before.split_whitespace().count());
    joined && (stated || shaped) && !before.contains(':') && !between.contains('-')
}

/// "Maximum length is 64 characters", "must not exceed 120 characters", "maximum size 20".
fn max_length(reading: &Reading<'_>, sentence: &Sentence, numbers: &[Range<usize>]) -> Option<u32> {
    let says = |phrase| sentence.says(phrase).is_some();
    if says(Phrase::OtherUnit) || !(says(Phrase::Characters) || says(Phrase::Length)) {
        return None;
    }
    let limit = sentence.says(Phrase::Limit)?.range.start;
    let number = numbers.iter().find(|number| sentence.range.start + number.start > limit)?;
    reading.words(sentence)[number.clone()].replace(',', "").parse().ok()
}

/// The numbers of a sentence, signs included.
pub(super) fn number_ranges(words: &str) -> Vec<Range<usize>> {
    let bytes = words.as_bytes();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut start = at;
        let inside = |byte: u8| byte.is_ascii_digit() || byte == b'.' || byte == b',';
        while at < bytes.len() && inside(bytes[at]) {
            at += 1;
        }
        let end = start + words[start..at].trim_end_matches(['.', ',']).len();
        let negative =
            start > 0 && bytes[start - 1] == b'-' && !(start > 1 && bytes[start - 2].is_ascii_alphanumeric());
        if negative {
            start -= 1;
        }
        let glued = start > 0 && (bytes[start - 1].is_ascii_alphabetic() || bytes[start - 1] == b'_');
        if !glued {
            numbers.push(start..end);
        }
    }
    numbers
}

/// "The default value is `x`."
fn default(reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let Some(hit) = sentence.all(Phrase::Default).max_by_key(|hit| hit.range.end) else { return };
    let after = reading.plain(hit.range.end);
    let end = reading.plain(sentence.range.end);
    let code = reading.text.codes().find(|(mark, _)| mark.range.start >= after && mark.range.end <= end);
    if let Some((mark, value)) = code
        && reading.text.plain[after..mark.range.start]
            .trim_matches(|c: char| c.is_whitespace() || ":：\"—–-".contains(c))
            .is_empty()
    {
        facts.stated.default.get_or_insert_with(|| value.to_owned());
        return;
    }
    let rest = reading.text.plain[after..end].trim().trim_end_matches('.').trim_matches(['"', '“', '”', '*']);
    let single =
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if single && !matches!(rest, "empty" | "the" | "none" | "not" | "blank" | "used") {
        facts.stated.default.get_or_insert_with(|| rest.to_owned());
    }
}

/// "Format: X.", and formats that have a name of their own.
fn format(reading: &Reading<'_>, sentence: &Sentence, facts: &mut PropertyFacts) {
    let words = reading.words(sentence);
    if let Some(rest) = words.trim_start().strip_prefix("format:") {
        let start = sentence.range.end - rest.len();
        let plain = reading.plain_range(&(start..sentence.range.end));
        let named = reading.text.plain[plain].trim().trim_end_matches('.').trim();
        facts.stated.format =
            Some(named.to_owned()).filter(|named| !named.is_empty()).or(facts.stated.format.take());
        return;
    }
    let known = [
        ("iso 8601", "ISO 8601"),
        ("iso-8601", "ISO 8601"),
        ("iso 3166", "ISO 3166"),
        ("e.164", "E.164"),
        ("bcp 47", "BCP 47"),
        ("bcp-47", "BCP 47"),
    ];
    if facts.stated.format.is_none() {
        facts.stated.format =
            known.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| (*name).to_owned());
    }
}

/// Facts of the notes in a type cell and in the name: "(read-only)", "maximum size 20".
pub(crate) fn note_facts(lexicon: &Lexicon, note: &Text, facts: &mut PropertyFacts) {
    let reading = Reading::new(lexicon, note);
    for sentence in &reading.sentences {
        simple(&reading, sentence, facts);
        let words = reading.words(sentence);
        if words.contains("readonly") {
            facts.stated.read_only = true;
        }
        let numbers = number_ranges(words);
        if facts.stated.max_length.is_none() {
            facts.stated.max_length = max_length(&reading, sentence, &numbers);
        }
        if facts.stated.format.is_none() && matches!(words.trim(), "url" | "email" | "uri") {
            facts.stated.format = Some(words.trim().to_owned());
        }
    }
}

/// Whether any sentence of a text says `phrase`.
pub(super) fn says(lexicon: &Lexicon, text: &Text, phrase: Phrase) -> bool {
    Reading::new(lexicon, text).sentences.iter().any(|sentence| sentence.says(phrase).is_some())
}

#[cfg(test)]
mod tests;
