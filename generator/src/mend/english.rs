//! Which words are English: those that stand where translations keep the original.
//!
//! In: all pages of a version. Out: [`English`], which knows a name by the words it is made of. JSON keys, request
//! paths, anchors, file names, value lists in code spans, annotations and type names are never translated, and a
//! whole corpus of them has nearly every word that names of the API are made of. In languages with Latin letters,
//! a translated name that is plain ASCII is told from a real one by that; in all others a word in Latin letters is
//! one of the original.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::letters::Letters;
use crate::corpus::spelled::has_humps;
use crate::odata::singulars;
use crate::page::{
    Example, Json, Language, OperationSection, Page, PropertyRow, Prose, ResourceSection, TypePhrase,
    TypeTerm,
};
use crate::source::{SourceMap, Span};

/// The words that all pages of a run show in places which translations keep.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    /// Names with capital letters within, by their letters.
    spelled: BTreeMap<String, BTreeMap<String, usize>>,
}

/// The vocabulary beside the words of one corpus.
#[derive(Debug, Default)]
pub(super) struct English {
    vocabulary: Arc<Vocabulary>,
    /// How often each other word stands in descriptions; empty where those are in letters of their own.
    foreign: BTreeMap<String, usize>,
    /// What tells words of that language by their letters.
    letters: Letters,
}

/// With fewer words than these nothing can be told: a handful of pages uses each word once.
const ENOUGH: usize = 1500;
/// A word that descriptions use so often is one of their language.
const USED: usize = 3;

impl English {
    /// The vocabulary beside what the descriptions of `pages` use.
    pub(super) fn of(vocabulary: &Arc<Vocabulary>, pages: &[&Page]) -> Self {
        let foreign = vocabulary.foreign_words(pages);
        let letters = if foreign.is_empty() {
            Letters::default()
        } else {
            let used = foreign.iter().filter(|(_, times)| **times >= USED).map(|(word, _)| word.as_str());
            Letters::of(vocabulary.words.iter().map(String::as_str), used)
        };
        Self { vocabulary: Arc::clone(vocabulary), foreign, letters }
    }

    /// Whether every word of a name is an English one, as far as that can be told.
    pub(super) fn knows(&self, name: &str) -> bool {
        !self.tells() || self.vocabulary.knows(name)
    }

    /// Whether a name is, or holds, a word of the language that descriptions are in: they use it, or it has the letters
    /// of what they use.
    pub(super) fn is_foreign(&self, name: &str) -> bool {
        let used = |word: &str| self.foreign.get(word).is_some_and(|times| *times >= USED);
        // Beside other words, one that is not known is rather a rare one than a foreign one.
        let single = words_of(name).nth(1).is_none();
        let is_one = |word: &str| used(word) || single && self.letters.are_foreign(word);
        self.tells() && words_of(name).any(|word| !self.vocabulary.has(&word) && is_one(&word))
    }

    /// A name with capital letters within that has the letters of `lower`, as it is spelled most often.
    pub(super) fn spelled(&self, lower: &str) -> Option<&str> {
        let spellings = self.vocabulary.spelled.get(lower)?;
        let (name, _) = spellings.iter().max_by_key(|(name, times)| (**times, std::cmp::Reverse(*name)))?;
        Some(name)
    }

    /// Whether descriptions are in letters of their own, as far as there are any.
    pub(super) fn is_own_script(&self) -> bool {
        self.foreign.is_empty()
    }

    fn tells(&self) -> bool {
        self.vocabulary.tells() && !self.foreign.is_empty()
    }
}

impl Vocabulary {
    /// Collects the words of all pages, whatever their language and version.
    pub(super) fn collect(sources: &SourceMap, pages: &[Page]) -> Self {
        let mut words = Self::default();
        for page in pages {
            words.page(sources, page);
        }
        words
    }

    /// Whether every word of a name is an English one.
    pub(super) fn knows(&self, name: &str) -> bool {
        words_of(name).all(|word| self.has(&word))
    }

    /// Whether there are enough words to miss one.
    pub(super) fn tells(&self) -> bool {
        self.words.len() >= ENOUGH
    }

    /// The words of descriptions, where most of those are in Latin letters.
    fn foreign_words(&self, pages: &[&Page]) -> BTreeMap<String, usize> {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        let (mut latin, mut other) = (0, 0);
        for page in pages.iter().filter(|page| page.language != Language::English) {
            for prose in descriptions(page) {
                let letters = || prose.0.chars().filter(|c| c.is_alphabetic());
                latin += letters().filter(|c| *c < '\u{250}').count();
                other += letters().filter(|c| *c >= '\u{250}').count();
                let plain = prose.0.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
                for word in plain.filter(|word| word.is_ascii() && !self.has(word)) {
                    *words.entry(word).or_default() += 1;
                }
            }
        }
        // Names and products are in Latin letters in every language.
        if other * 4 > latin { BTreeMap::new() } else { words }
    }

    /// Whether a word is an English one, singular or plural.
    fn has(&self, word: &str) -> bool {
        word.len() < 3
            || self.words.contains(word)
            || singulars(word).any(|one| self.words.contains(&one))
            || self.words.contains(&format!("{word}s"))
    }

    fn add(&mut self, text: &str) {
        self.words.extend(words_of(text));
    }

    /// A name, of which the spelling is kept too.
    fn name(&mut self, name: &str) {
        self.add(name);
        if has_humps(name) && name.bytes().all(|c| c.is_ascii_alphanumeric()) {
            let spellings = self.spelled.entry(name.to_ascii_lowercase()).or_default();
            *spellings.entry(name.to_owned()).or_default() += 1;
        }
    }

    fn page(&mut self, sources: &SourceMap, page: &Page) {
        self.add(&page.slug);
        page.title_anchor.iter().for_each(|anchor| self.add(anchor));
        page.namespace.iter().for_each(|namespace| self.add(&namespace.value));
        for section in &page.resources {
            if let Some(annotation) = &section.annotation {
                annotation.value.odata_type.iter().for_each(|name| self.add(name));
                annotation.value.key_property.iter().for_each(|name| self.add(name));
            }
            section.representation.iter().for_each(|sample| self.json(&sample.value));
            section.rows().for_each(|row| self.row(sources, page, row));
        }
        for section in &page.enums {
            if page.language == Language::English {
                section.members.iter().for_each(|member| self.name(&member.name.value));
            }
        }
        page.operation.iter().for_each(|operation| self.operation(sources, page, operation));
    }

    fn row(&mut self, sources: &SourceMap, page: &Page, row: &PropertyRow) {
        let english = page.language == Language::English;
        if english {
            self.name(&row.name.value);
        }
        // Outside of code spans, values are translated like all other words.
        let kept = row.facts.values.iter().filter(|value| english || is_code(sources, value.span));
        kept.for_each(|value| self.name(&value.value));
        row.facts.evolvable_values.iter().for_each(|value| self.add(value));
        row.ty.iter().for_each(|ty| self.phrase(&ty.value));
    }

    fn phrase(&mut self, phrase: &TypePhrase) {
        phrase.link.iter().for_each(|link| self.add(&link.slug));
        for term in &phrase.terms {
            // A name with capital letters within is the name of a type; any other may be a translated word.
            if let TypeTerm::Named { name, .. } = term
                && name.chars().skip(1).any(|c| c.is_ascii_uppercase())
            {
                self.add(name);
            }
        }
    }

    fn operation(&mut self, sources: &SourceMap, page: &Page, operation: &OperationSection) {
        operation.requests.iter().for_each(|request| self.add(&request.url.value));
        operation.body.rows.iter().for_each(|row| self.row(sources, page, row));
        operation.parameters.iter().for_each(|parameter| self.row(sources, page, &parameter.row));
        operation.examples.iter().for_each(|example| self.example(example));
    }

    fn example(&mut self, example: &Example) {
        let sent = example.request.iter().flat_map(|request| &request.body);
        let received = example.responses.iter().flat_map(|response| &response.body);
        sent.chain(received).for_each(|sample| self.json(&sample.value));
    }

    /// Keys, and texts that are one word: members of enum types mostly.
    fn json(&mut self, json: &Json) {
        match json {
            Json::Object(members) => {
                for (key, value) in members {
                    self.name(key);
                    self.json(value);
                }
            }
            Json::Array(items) => items.iter().for_each(|item| self.json(item)),
            Json::Text(text) if text.chars().all(|c| c.is_ascii_alphabetic()) => self.name(text),
            Json::Text(_) | Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
}

/// Whether what stands at a place stands in a code span.
fn is_code(sources: &SourceMap, span: Span) -> bool {
    let text = &sources.file(span.page).text;
    usize::try_from(span.start).is_ok_and(|start| start > 0 && text.as_bytes().get(start - 1) == Some(&b'`'))
}

/// What a page says in words.
fn descriptions(page: &Page) -> impl Iterator<Item = &Prose> {
    let rows = page.resources.iter().flat_map(ResourceSection::rows);
    let members = page.enums.iter().flat_map(|section| &section.members);
    let sent = page.operation.iter().flat_map(|operation| &operation.body.rows);
    let rows = rows.chain(sent).filter_map(|row| row.prose.as_ref());
    rows.chain(members.filter_map(|member| member.prose.as_ref())).chain(&page.summary)
}

/// The words that a name is made of, lower case: `preferred`, `data` and `location` of `preferredDataLocation`.
pub(super) fn words_of(name: &str) -> impl Iterator<Item = String> {
    let runs = name.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| !run.is_empty());
    runs.flat_map(|run| parts_of(run).into_iter().map(str::to_ascii_lowercase))
}

/// A run of letters cut at its capital letters; several in a row stay together.
pub(super) fn parts_of(run: &str) -> Vec<&str> {
    let bytes = run.as_bytes();
    let starts = (1..bytes.len()).filter(|at| {
        let upper = bytes[*at].is_ascii_uppercase();
        let after_lower = !bytes[at - 1].is_ascii_uppercase();
        let before_lower = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        upper && (after_lower || before_lower)
    });
    let cuts: Vec<usize> = std::iter::once(0).chain(starts).chain([bytes.len()]).collect();
    cuts.windows(2).map(|cut| &run[cut[0]..cut[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &[&str]) {
        assert_eq!(words_of(name).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_are_made_of_words() {
        check("preferredDataLocation", &["preferred", "data", "location"]);
        check("preferredKDCs", &["preferred", "kd", "cs"]);
        check("userIPAddress", &["user", "ip", "address"]);
        check("/users/{id}/mail-folders", &["users", "id", "mail", "folders"]);
        check("é", &[]);
    }

    #[test]
    fn a_few_words_tell_nothing() {
        assert!(English::default().knows("anything"));
        let words = (0..ENOUGH).map(|at| format!("word{at}")).chain(["owner".to_owned()]).collect();
        let foreign = [("dono".to_owned(), USED)].into();
        let english = English {
            vocabulary: Arc::new(Vocabulary { words, ..Vocabulary::default() }),
            foreign,
            ..English::default()
        };
        assert!(english.knows("owner") && english.knows("owners") && english.knows("isOwner"));
        assert!(!english.knows("dono") && !english.knows("isDono"));
        assert!(english.is_foreign("isDono") && !english.is_foreign("quarantine"));
    }
}
