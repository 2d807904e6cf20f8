//! Changes to the text of a page before it is parsed, and the way back from the changed text to the page.
//!
//! In: the text and a list of edits. Out: [`Patched`], whose offsets lead to the bytes as they were read.

use std::borrow::Cow;
use std::ops::Range;

/// One change: `range` of the text becomes `with`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) with: Cow<'static, str>,
}

impl Edit {
    /// `range` of the text becomes `with`.
    pub(super) fn new(range: Range<usize>, with: impl Into<Cow<'static, str>>) -> Self {
        Self { range, with: with.into() }
    }
}

/// A text after a round of edits, or several.
#[derive(Debug)]
pub(super) struct Patched<'a> {
    /// The text as it is now.
    pub(super) text: Cow<'a, str>,
    /// Bytes of the text as it was read.
    length: usize,
    /// For each round, where unchanged runs start: (now, before).
    rounds: Vec<Vec<(usize, usize)>>,
}

impl<'a> Patched<'a> {
    /// The text as it was read.
    pub(super) fn unchanged(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), length: text.len(), rounds: Vec::new() }
    }

    /// Applies edits, which must be in order; one that overlaps its predecessor is left out.
    pub(super) fn apply(self, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return self;
        }
        let old: &str = &self.text;
        let mut text = String::with_capacity(old.len() + edits.len());
        let mut runs = Vec::with_capacity(edits.len() * 2);
        let mut at = 0;
        for edit in edits {
            if edit.range.start < at || edit.range.end > old.len() {
                continue;
            }
            runs.push((text.len(), at));
            text.push_str(&old[at..edit.range.start]);
            runs.push((text.len(), edit.range.start));
            text.push_str(&edit.with);
            at = edit.range.end;
        }
        runs.push((text.len(), at));
        text.push_str(&old[at..]);
        let mut rounds = self.rounds;
        rounds.push(runs);
        Self { text: Cow::Owned(text), length: self.length, rounds }
    }

    /// Where what ends before the byte `end` of the changed text ended in the page: never behind the page, also where the last
    /// bytes were added to it.
    pub(super) fn origin_of_end(&self, end: usize) -> usize {
        (self.origin(end.max(1) - 1) + 1).min(self.length)
    }

    /// Where the byte `at` of the changed text stood in the page.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.rounds.iter().rev().fold(at, |at, runs| {
            match runs.partition_point(|(now, _)| *now <= at).checked_sub(1) {
                Some(run) => {
                    let (now, before) = runs[run];
                    let limit = runs.get(run + 1).map_or(usize::MAX, |(_, before)| *before);
                    (before + at - now).min(limit)
                }
                None => at,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_through_all_rounds() {
        let patched = Patched::unchanged("one two three")
            .apply(&[Edit::new(4..8, "")])
            .apply(&[Edit::new(0..0, ">> "), Edit::new(4..4, "[long]")]);
        assert_eq!(patched.text, ">> one [long]three");
        let three = patched.text.find("three").expect("it is there");
        assert_eq!(patched.origin(three), 8);
        assert_eq!(patched.origin(3), 0);
        assert_eq!(patched.origin(patched.text.len()), 13);
    }

    #[test]
    fn edits_that_overlap_are_left_out() {
        let patched = Patched::unchanged("abcdef").apply(&[Edit::new(0..3, "x"), Edit::new(2..4, "y")]);
        assert_eq!(patched.text, "xdef");
    }

    #[test]
    fn what_is_added_at_the_end_ends_where_the_page_ends() {
        let patched = Patched::unchanged("|-").apply(&[Edit::new(2..2, "|-|")]);
        assert_eq!(patched.text, "|-|-|");
        assert_eq!(patched.origin_of_end(patched.text.len()), 2);
        assert_eq!(patched.origin_of_end(1), 1);
        assert_eq!(Patched::unchanged("").origin_of_end(0), 0);
    }
}
