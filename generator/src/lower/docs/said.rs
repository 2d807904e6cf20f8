//! What the text of a page says already, so that no fact is said twice.
//!
//! In: a description, and a fact with its sentence. A fact is said where its words stand in one sentence of the
//! description in the same order, or where its numbers do, or the word "default" and the value behind it.

use crate::odata::Fact;

/// The sentences of a description, as words in lower case.
pub(super) struct Said(Vec<Vec<String>>);

impl Said {
    pub(super) fn new(text: &str) -> Self {
        let ends = |at: usize, c: char| {
            matches!(c, '.' | '!' | '?' | '\n')
                && text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
        };
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if ends(at, c) || c == '。' {
                sentences.push(words(&text[start..at]));
                start = at;
            }
        }
        sentences.push(words(&text[start..]));
        Self(sentences)
    }

    /// Whether `fact`, which `sentence` states, stands there.
    pub(super) fn tells(&self, fact: Fact<'_>, sentence: &str) -> bool {
        let words = match fact {
            Fact::Range(..) | Fact::MaxLength(_) | Fact::MaxItems(_) => {
                let mut numbers = self::words(&fact.value());
                numbers.retain(|word| word.starts_with(|c: char| c.is_ascii_digit()));
                numbers
            }
            Fact::Default(value) => [vec!["default".to_owned()], self::words(value)].concat(),
            _ => self::words(sentence),
        };
        !words.is_empty() && self.0.iter().any(|said| stand_in_order(&words, said))
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn stand_in_order(words: &[String], said: &[String]) -> bool {
    let mut said = said.iter();
    words.iter().all(|word| said.any(|other| other == word))
}
