//! The words of the pages that a language is made of.
//!
//! In: the texts of Chinese pages, or of English ones whose words stand in letters of their own. Out: the words that a run
//! of characters without spaces is made of.

use std::collections::BTreeMap;

/// Words of up to so many characters that tables print by themselves.
const WORD: usize = 4;
/// So many times.
const OFTEN: usize = 20;

/// The words of the Chinese pages, by which their runs of characters are cut.
#[derive(Default)]
pub(super) struct Vocabulary(BTreeMap<String, usize>);

impl Vocabulary {
    /// Counts what cells and headings are nothing else than.
    pub(super) fn see(&mut self, text: &str) {
        for cell in text.lines().flat_map(|line| line.split(['|', '>', '（', '）', ' '])) {
            let cell = cell.trim();
            if !cell.is_empty() && cell.chars().all(is_han) && cell.chars().count() <= WORD {
                *self.0.entry(cell.to_owned()).or_default() += 1;
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.get(word).is_some_and(|count| *count >= OFTEN)
    }

    /// The longest known word, else two characters.
    pub(super) fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        if run.chars().all(is_stand_in) {
            return vec![run];
        }
        let mut words = Vec::new();
        let mut rest = run;
        while !rest.is_empty() {
            let ends: Vec<usize> =
                rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]).collect();
            let known = (2..=WORD.min(ends.len())).rev().find(|length| self.has(&rest[..ends[length - 1]]));
            let end = ends[known.unwrap_or(2).min(ends.len()) - 1];
            words.push(&rest[..end]);
            rest = &rest[end..];
        }
        words
    }
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A letter of an English word that will be translated: 26 characters that no page has.
pub(super) fn stand_in(letter: u8) -> char {
    char::from_u32(0x9fc0 + u32::from(letter - b'a')).unwrap_or('\u{9fc0}')
}

fn is_stand_in(c: char) -> bool {
    ('\u{9fc0}'..='\u{9fd9}').contains(&c)
}
