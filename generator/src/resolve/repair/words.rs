//! Words learned from rows that were put right: what a translated word stood for, and how often.

use std::collections::BTreeMap;

/// Translated words with what they stood for.
#[derive(Debug, Default)]
pub(super) struct Words {
    meanings: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Words {
    /// One more time that `word` stood for `name`.
    pub(super) fn learn(&mut self, word: &str, name: &str) {
        if word != name {
            *self.meanings.entry(fold(word)).or_default().entry(name.to_owned()).or_default() += 1;
        }
    }

    /// What the word stands for mostly, most often first.
    pub(super) fn meanings(&self, word: &str) -> Vec<&str> {
        let Some(meanings) = self.meanings.get(&fold(word)) else { return Vec::new() };
        let mut sorted: Vec<(&String, &usize)> = meanings.iter().collect();
        sorted.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        sorted.into_iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// Quotes, dots and case of a word mean nothing.
fn fold(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
