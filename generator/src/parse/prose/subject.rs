//! What a sentence about deprecation speaks of: the whole row, one of its values, or another one.
//!
//! In: a sentence, the row and its values. Out: whether the row is deprecated.

use super::super::reading::{Hit, Reading, Sentence};
use super::super::text::{Mark, MarkKind};
use super::super::words::Phrase;
use super::About;
use crate::source::Spanned;

/// Whether a sentence says that what the row describes is deprecated.
pub(super) fn is_deprecated(
    reading: &Reading<'_>,
    sentence: &Sentence,
    about: About<'_>,
    values: &[Spanned<String>],
) -> bool {
    sentence.all(Phrase::Deprecated).any(|hit| {
        let before = &reading.folded[sentence.range.start..hit.range.start];
        if before.chars().any(char::is_alphanumeric) {
            is_own(reading, sentence, hit, about, values)
        } else {
            !names_value(reading, sentence, hit)
        }
    })
}

/// Whether the words before a hit speak of the row.
fn is_own(
    reading: &Reading<'_>,
    sentence: &Sentence,
    hit: &Hit,
    about: About<'_>,
    values: &[Spanned<String>],
) -> bool {
    let until = hit.range.start;
    let before = |phrase| sentence.all(phrase).any(|said| said.range.end <= until);
    let marks = sentence_marks(reading, sentence);
    let marked = marks.filter(|mark| mark.range.end <= reading.plain(until)).last();
    if let Some(mark) = marked {
        let between = mark.range.end..reading.plain(until);
        let of_value = says_between(reading, sentence, Phrase::OneValue, &between);
        let own = reading.text.marked(mark).trim().eq_ignore_ascii_case(about.name);
        return own || (!of_value && before(Phrase::WholeRow));
    }
    if before(Phrase::WholeRow) {
        return true;
    }
    let words = reading.folded[sentence.range.start..until].trim_end();
    let last = words.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    let listed = values.iter().any(|value| value.value.eq_ignore_ascii_case(last));
    // What is deprecated in a list of values is one of them.
    !(listed || before(Phrase::OneValue) || before(Phrase::Values))
}

/// "Deprecated values: ...", "Deprecated `x` value."
fn names_value(reading: &Reading<'_>, sentence: &Sentence, hit: &Hit) -> bool {
    let start = reading.plain(hit.range.end);
    let mut marks = sentence_marks(reading, sentence);
    let near = |from: usize, to: usize| {
        reading.text.plain.get(from..to).is_some_and(|gap| gap.chars().all(char::is_whitespace))
    };
    let after = marks.find(|mark| near(start, mark.range.start)).map_or(start, |mark| mark.range.end);
    sentence.all(Phrase::OneValue).any(|said| near(after, reading.plain(said.range.start)))
}

/// The code spans, bold words and links of a sentence.
fn sentence_marks<'t>(reading: &Reading<'t>, sentence: &Sentence) -> impl Iterator<Item = &'t Mark> {
    let range = reading.plain_range(&sentence.range);
    let of_sentence = move |mark: &&Mark| range.contains(&mark.range.start) && mark.kind != MarkKind::Note;
    reading.text.marks.iter().filter(of_sentence)
}

fn says_between(
    reading: &Reading<'_>,
    sentence: &Sentence,
    phrase: Phrase,
    plain: &std::ops::Range<usize>,
) -> bool {
    sentence.all(phrase).any(|said| plain.contains(&reading.plain(said.range.start)))
}
