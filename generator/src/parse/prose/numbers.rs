//! Facts that are numbers: ranges of values, lengths of texts, numbers of items.
//!
//! In: a sentence and what it describes. Out: the range and the limits that it states. A number stands for itself: one
//! that is part of a power (`10^6`) is none.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::super::reading::{Hit, Reading, Sentence};
use super::super::words::Phrase;
use super::about::About;
use crate::page::PropertyFacts;

/// Ranges and limits that one sentence states.
pub(super) fn read(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    sentence: &Sentence,
    about: About<'_>,
    facts: &mut PropertyFacts,
) {
    let words = reading.words(sentence);
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let numbers = number_ranges(words);
    let value = |range: &Range<usize>| words[range.clone()].replace(',', "");
    if let [.., low, high] = &numbers[..] {
        let between =
            words[..low.start].trim_end().ends_with("between") && words[low.end..high.start].trim() == "and";
        let from = words[..low.start].trim_end().ends_with("from")
            && words[low.end..high.start].trim() == "to"
            && words.contains("valid");
        let between = between || stands_between(reading, sentence, low, high);
        let through = about.is_number() && numbers.len() == 2 && stands_from(reading, sentence, low, high);
        let valid = numbers.len() == 2 && is_range(lexicon, sentence, words, low, high);
        let other = facts.stated.range.is_some() || words.contains("character");
        if valid || ((between || from || through) && !other) {
            facts.stated.range = Some((value(low), value(high)));
        }
    }
    facts.stated.max_length = facts.stated.max_length.or_else(|| max_length(reading, sentence));
    if about.is_collection() {
        facts.stated.max_items =
            facts.stated.max_items.or_else(|| max_items(reading, sentence, about, &numbers));
    }
}

/// "Minimum: 2. Maximum: 9.": the smallest and the largest value, each with a word of its own, in one sentence or two.
pub(super) fn ends(reading: &Reading<'_>, about: About<'_>, facts: &mut PropertyFacts) {
    if facts.stated.range.is_some() || !about.is_number() {
        return;
    }
    let end = |phrase| {
        let sentences = reading.sentences.iter();
        let mut found = sentences.flat_map(|sentence| numbers_behind(reading, sentence, phrase));
        found.next().filter(|first| found.all(|other| other == *first))
    };
    facts.stated.range = end(Phrase::Smallest).zip(end(Phrase::Largest));
}

/// The numbers right behind a phrase.
fn numbers_behind(reading: &Reading<'_>, sentence: &Sentence, phrase: Phrase) -> Vec<String> {
    if sentence.says(phrase).is_none() {
        return Vec::new();
    }
    let words = reading.words(sentence);
    let start = sentence.range.start;
    let stands = |hit: &Hit, number: &Range<usize>| {
        let gap = words.get(hit.range.end - start..number.start);
        gap.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || ":=`\"'(".contains(c)))
    };
    let numbers = number_ranges(words).into_iter();
    let behind = numbers.filter(|number| sentence.all(phrase).any(|hit| stands(hit, number)));
    behind.map(|number| words[number].replace(',', "")).collect()
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

/// "From 4 through 127.": a word for "from" right before the first of two numbers that one word joins, and nothing behind
/// the second.
fn stands_from(reading: &Reading<'_>, sentence: &Sentence, low: &Range<usize>, high: &Range<usize>) -> bool {
    let words = reading.words(sentence);
    let joint = words[low.end..high.start].trim();
    let joined = (1..=7).contains(&joint.chars().count()) && joint.chars().all(char::is_alphabetic);
    let start = sentence.range.start + low.start;
    let before = sentence
        .all(Phrase::From)
        .any(|hit| reading.folded.get(hit.range.end..start).is_some_and(|gap| gap.trim().is_empty()));
    let after = words[high.end..].trim_start_matches(|c: char| c.is_whitespace() || ",()".contains(c));
    let ends = after.trim_end_matches(|c: char| c.is_whitespace() || c == '.').is_empty();
    joined && before && (ends || after.starts_with("inclusive"))
}

/// "Maximum length is 64 characters", "must not exceed 120 characters", "maximum size 20".
pub(super) fn max_length(reading: &Reading<'_>, sentence: &Sentence) -> Option<u32> {
    let says = |phrase| sentence.says(phrase).is_some();
    if says(Phrase::OtherUnit) || !(says(Phrase::Characters) || says(Phrase::Length)) {
        return None;
    }
    let limit = sentence.says(Phrase::Limit)?.range.start;
    let numbers = number_ranges(reading.words(sentence));
    let number = numbers.iter().find(|number| sentence.range.start + number.start > limit)?;
    reading.words(sentence)[number.clone()].replace(',', "").parse().ok()
}

/// "No more than 50 items", "maximum number of items is 50".
fn max_items(
    reading: &Reading<'_>,
    sentence: &Sentence,
    about: About<'_>,
    numbers: &[Range<usize>],
) -> Option<u32> {
    let words = reading.words(sentence);
    let start = sentence.range.start;
    let limit = sentence.says(Phrase::Limit)?.range.end;
    if sentence.says(Phrase::Characters).is_some() {
        return None;
    }
    let number = numbers.iter().find(|number| start + number.start >= limit)?;
    let after = words[number.end..].trim_start();
    let place = start + words.len() - after.len();
    let counted =
        sentence.all(Phrase::Items).filter(|hit| hit.range.start == place).map(|hit| hit.range.len());
    let rest = if let Some(noun) = counted.max() {
        &after[noun..]
    } else if let Some(rest) = behind_word(after, &about.name.to_lowercase()) {
        rest
    } else {
        sentence.all(Phrase::Items).find(|hit| hit.range.end <= start + number.start)?;
        after
    };
    let ends = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    ends.then(|| words[number.clone()].replace(',', "").parse().ok()).flatten()
}

/// What stands behind a whole word that the text begins with.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word).filter(|_| !word.is_empty())?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// The numbers of a sentence, signs included.
pub(in crate::parse) fn number_ranges(words: &str) -> Vec<Range<usize>> {
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
        let glued = start > 0
            && (bytes[start - 1].is_ascii_alphabetic() || matches!(bytes[start - 1], b'_' | b'^'))
            || bytes.get(end) == Some(&b'^');
        if !glued {
            numbers.push(start..end);
        }
    }
    numbers
}
