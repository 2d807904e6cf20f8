//! Which corpora there are, how old each one is, and which of them the others complete.
//!
//! In: the pages of a version of the API. Out: [`Editions`]: the newest corpus leads, what is of the same age stands
//! beside it, and older ones only help where those have lost something. The order in which corpora were given decides
//! between equal ones alone.

use std::collections::{BTreeMap, BTreeSet};

use super::english::Vocabulary;
use super::repairs::may_be_damaged;
use crate::page::{Language, Page};
use crate::source::{Date, SourceMap};

/// Corpora whose dates are so many months apart describe the same API.
const SAME_AGE: u16 = 2;

/// A corpus with less than one of so many pages of another is a handful of pages rather than an edition.
pub(super) const HANDFUL: usize = 20;

/// The corpora of one version of the API.
#[derive(Debug, Default)]
pub(super) struct Editions {
    /// Each with its pages; the one that leads first, then those of its age, then older ones.
    pub(super) all: Vec<Edition>,
}

/// The pages that one corpus has of a version.
#[derive(Debug)]
pub(super) struct Edition {
    /// Its number.
    pub(super) corpus: u8,
    /// Its pages, in order, until they are put right.
    pub(super) pages: Vec<Page>,
    /// Whether it is of the age of the one that leads.
    pub(super) current: bool,
}

impl Editions {
    /// The corpora among `pages`, in the order in which they count.
    pub(super) fn of(sources: &SourceMap, pages: Vec<Page>, vocabulary: &Vocabulary) -> Self {
        let mut by_corpus: BTreeMap<u8, Vec<Page>> = BTreeMap::new();
        for page in pages {
            by_corpus.entry(sources.file(page.id).corpus).or_default().push(page);
        }
        let mut aged: Vec<(Age, Edition)> = by_corpus
            .into_iter()
            .map(|(corpus, pages)| {
                let age = Age::of(sources, corpus, &pages, vocabulary);
                (age, Edition { corpus, pages, current: false })
            })
            .collect();
        let Some(lead) = leading(&aged) else { return Self::default() };
        let lead_age = aged[lead].0;
        let dated = aged.iter().all(|(age, _)| age.date.is_some());
        for (age, edition) in &mut aged {
            edition.current = !lead_age.is_newer(age, dated) && !age.is_newer(&lead_age, dated);
        }
        let first = aged.remove(lead);
        let newest_first = |(age, edition): &(Age, Edition)| {
            (!edition.current, std::cmp::Reverse((age.date.filter(|_| dated), age.pages)), age.lost)
        };
        aged.sort_by_key(newest_first);
        Self { all: std::iter::once(first).chain(aged).map(|(_, edition)| edition).collect() }
    }
}

/// The newest; of several as new the one that lost least, of those the one that was given first. A handful of pages
/// that was asked for by itself leads whatever completes it.
fn leading(aged: &[(Age, Edition)]) -> Option<usize> {
    let most = aged.iter().map(|(age, _)| age.pages).max()?;
    let is_handful = |age: &Age| age.pages * HANDFUL < most;
    if aged.first().is_some_and(|(age, edition)| edition.corpus == 0 && is_handful(age)) {
        return Some(0);
    }
    let dated = aged.iter().all(|(age, _)| age.date.is_some());
    let able: Vec<usize> = (0..aged.len()).filter(|at| !is_handful(&aged[*at].0)).collect();
    let newest = able.iter().copied().max_by_key(|at| {
        let age = &aged[*at].0;
        (age.date.filter(|_| dated), age.pages)
    })?;
    let peers = able.into_iter().filter(|at| !aged[newest].0.is_newer(&aged[*at].0, dated));
    peers.min_by_key(|at| aged[*at].0.lost)
}

/// How old a corpus is, as far as it tells.
#[derive(Debug, Clone, Copy)]
struct Age {
    /// Its own date, else that of its newest page where most pages have one.
    date: Option<Date>,
    /// Different pages: an API grows, so that of two corpora without dates the one with more pages is newer.
    pages: usize,
    /// How much of it is lost.
    lost: usize,
}

impl Age {
    fn of(sources: &SourceMap, corpus: u8, pages: &[Page], vocabulary: &Vocabulary) -> Self {
        let stated = sources.edition(corpus).and_then(|edition| edition.date);
        let dates: Vec<Date> = pages.iter().filter_map(|page| page.date).collect();
        let newest = dates.iter().max().copied().filter(|_| dates.len() * 2 >= pages.len());
        let slugs: BTreeSet<&str> = pages.iter().map(|page| page.slug.as_str()).collect();
        Self { date: stated.or(newest), pages: slugs.len(), lost: lost(pages, vocabulary) }
    }

    fn is_newer(&self, other: &Self, dated: bool) -> bool {
        match (self.date, other.date) {
            (Some(own), Some(others)) if dated => own.months() > others.months() + SAME_AGE,
            _ => self.pages * 100 > other.pages * 103,
        }
    }
}

/// How many names of ten thousand are no names or made of words that nothing else has; pages in unknown words count too.
fn lost(pages: &[Page], vocabulary: &Vocabulary) -> usize {
    let is_sound = |name: &str| {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric());
        plain && (!vocabulary.tells() || vocabulary.knows(name))
    };
    let mut names = (0, 0);
    let unlisted = pages.iter().filter(|page| page.language == Language::Unlisted).count();
    for page in pages {
        let rows = page.rows().map(|row| row.name.value.as_str());
        let members = page.enums.iter().flat_map(|section| &section.members);
        for name in rows.chain(members.map(|member| member.name.value.as_str())) {
            names.0 += 1;
            names.1 += usize::from(may_be_damaged(page) && !is_sound(name));
        }
    }
    let translated = pages.iter().filter(|page| may_be_damaged(page)).count();
    names.1 * 10_000 / names.0.max(1) + (translated + unlisted) * 1000 / pages.len().max(1)
}
