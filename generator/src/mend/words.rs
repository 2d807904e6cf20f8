//! Words learned from rows that were put right: what a translated word stood for, how often, and with which type.

use std::collections::BTreeMap;

use crate::page::{PropertyRow, TypeTerm};

/// Translated words with what they stood for.
#[derive(Debug, Default)]
pub(super) struct Words {
    meanings: BTreeMap<String, BTreeMap<String, Seen>>,
}

/// How often a word stood for a name.
#[derive(Debug, Default)]
struct Seen {
    times: usize,
    /// The type cells that stood beside it.
    kinds: Vec<Kind>,
}

/// What a type cell says, as far as two cells can be compared: where it leads to, and whether there are many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind(String, bool);

impl Kind {
    /// The kind of a row with a type.
    pub(super) fn of(row: &PropertyRow) -> Option<Self> {
        let phrase = &row.ty.as_ref()?.value;
        let target = phrase.link.as_ref().map(|link| link.slug.clone());
        let named = || match phrase.terms.first()? {
            TypeTerm::Primitive(primitive) => Some(format!("{primitive:?}")),
            TypeTerm::Named { name, .. } => Some(name.to_lowercase()),
            TypeTerm::Words(words) => Some(words.to_lowercase()),
        };
        Some(Self(target.or_else(named)?, phrase.collection))
    }
}

/// Forms of a word share so many letters at least, and differ in so many at most.
const STEM: usize = 5;
const ENDING: usize = 2;

impl Words {
    /// One more time that `word` stood for `name`.
    pub(super) fn learn(&mut self, word: &str, name: &str, kind: Option<Kind>) {
        if word != name {
            let meanings = self.meanings.entry(fold(word)).or_default();
            let seen = meanings.entry(name.to_owned()).or_default();
            seen.times += 1;
            seen.kinds.extend(kind);
        }
    }

    /// The word as it was learned, or the one of which it is another form: with the same beginning and another ending.
    fn entry(&self, word: &str) -> Option<&BTreeMap<String, Seen>> {
        let word = fold(word);
        if let Some(known) = self.meanings.get(&word) {
            return Some(known);
        }
        let start: String = word.chars().take(STEM).collect();
        let length = |word: &str| word.chars().count();
        let shared =
            |other: &str| word.chars().zip(other.chars()).take_while(|(own, other)| own == other).count();
        let forms = self.meanings.range(start.clone()..).take_while(|(other, _)| other.starts_with(&start));
        let forms = forms.filter(|(other, _)| {
            let shared = shared(other);
            shared >= STEM && length(&word).max(length(other)) - shared <= ENDING
        });
        let mut forms = forms.map(|(_, known)| known);
        // Of several forms it may be any.
        let only = forms.next().filter(|_| forms.next().is_none());
        only.filter(|_| length(&start) == STEM)
    }

    /// What the word stands for mostly, most often first.
    pub(super) fn meanings(&self, word: &str) -> Vec<&str> {
        let mut sorted: Vec<(&String, &Seen)> = self.entry(word).into_iter().flatten().collect();
        sorted.sort_by_key(|(name, seen)| (std::cmp::Reverse(seen.times), *name));
        sorted.into_iter().map(|(name, _)| name.as_str()).collect()
    }

    /// What the word stands for beside a type of this kind, most often first.
    pub(super) fn beside(&self, word: &str, kind: Option<&Kind>) -> Vec<&str> {
        let Some(known) = self.entry(word) else { return Vec::new() };
        let fits = |name: &str| {
            known.get(name).is_some_and(|seen| kind.is_some_and(|kind| seen.kinds.contains(kind)))
        };
        let mut meanings = self.meanings(word);
        meanings.retain(|name| fits(name));
        meanings
    }

    /// What the word stands for mostly beside a type of as many, one or several.
    pub(super) fn numbered(&self, word: &str, kind: Option<&Kind>) -> Option<&str> {
        let known = self.entry(word)?;
        let first = *self.meanings(word).first()?;
        let Kind(_, many) = kind?;
        known.get(first)?.kinds.iter().any(|Kind(_, other)| other == many).then_some(first)
    }

    /// What the word stands for `often`, and at least twice as often as for anything else.
    pub(super) fn usual(&self, word: &str, often: usize) -> Option<&str> {
        let known = self.entry(word)?;
        let all: usize = known.values().map(|seen| seen.times).sum();
        let usual = |seen: &Seen| seen.times >= often && seen.times * 3 >= all * 2;
        known.iter().find(|(_, seen)| usual(seen)).map(|(name, _)| name.as_str())
    }
}

/// Quotes, dots and case of a word mean nothing.
fn fold(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
