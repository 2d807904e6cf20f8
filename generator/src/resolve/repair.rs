//! Names that translation damaged and that the page alone could not put right.
//!
//! In: the pages and the declared types. Out: [`Repairs`]: the right name by the place of the printed one, and how
//! it was found. Names on English pages are never touched. The order is that of reliability: the same row of
//! another corpus, value lists in code spans (which survive translation), what is left over on both sides, and last
//! the words learned from rows that were put right by surer means.

mod align;
mod english;
pub(super) mod links;
mod members;
mod rows;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::declare::Names;
use super::enums::is_enum_member;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{Form, Language, Page, PropertyRow, Repair};
use crate::source::{PageId, Span, Spanned};
use english::English;
use words::Words;

/// Right names by the place of the damaged ones.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    by_place: BTreeMap<Span, (String, Repair)>,
    english: English,
    /// Whether a page may be damaged, by its place in the source map.
    damaged: BTreeSet<PageId>,
}

impl Repairs {
    /// The right name of what is printed here.
    pub(super) fn name<'a>(&'a self, printed: &'a Spanned<String>) -> &'a str {
        self.by_place.get(&printed.span).map_or(printed.value.as_str(), |(name, _)| name.as_str())
    }

    /// Writes the right names into the pages.
    pub(super) fn apply(&self, pages: &mut [Page]) {
        if self.by_place.is_empty() {
            return;
        }
        for page in pages {
            page.rows_mut().for_each(|row| self.mend(row));
            for member in page.enums.iter_mut().flat_map(|section| &mut section.members) {
                if let Some((name, how)) = self.by_place.get(&member.name.span) {
                    member.name.value.clone_from(name);
                    member.repair = Some(*how);
                }
            }
        }
    }

    fn mend(&self, row: &mut PropertyRow) {
        if let Some((name, how)) = self.by_place.get(&row.name.span) {
            row.name.value.clone_from(name);
            row.repair = Some(*how);
        }
    }

    fn put(&mut self, printed: &Spanned<String>, right: &str, how: Repair) {
        if printed.value != right {
            self.by_place.insert(printed.span, (right.to_owned(), how));
        }
    }

    /// Whether the printed name is a translated word, and nothing has put it right.
    pub(super) fn is_lost(&self, printed: &Spanned<String>) -> bool {
        !self.knows(printed)
            && self.damaged.contains(&printed.span.page)
            && !(is_enum_member(&printed.value) && self.english.knows(&printed.value))
    }

    /// The same for the name of a member: those are made of words that nothing else uses, so that a name is only
    /// taken for a translated one if descriptions use its words.
    pub(super) fn is_lost_member(&self, printed: &Spanned<String>) -> bool {
        self.is_lost(printed) && (!is_enum_member(&printed.value) || self.english.is_foreign(&printed.value))
    }

    fn is_english(&self, name: &str) -> bool {
        self.english.knows(name)
    }

    fn knows(&self, printed: &Spanned<String>) -> bool {
        self.by_place.contains_key(&printed.span)
    }
}

/// What a maintainer can do about a name that stays lost.
pub(super) const HELP: &str = "give the same pages in English, or of another year, with --also";

/// Puts right what can be put right.
pub(super) fn repair(corpus: &Corpus<'_>, names: &Names, report: &mut Report) -> Repairs {
    let mut repairs = Repairs::default();
    if !corpus.pages.iter().any(|page| may_be_damaged(page)) {
        return repairs;
    }
    repairs.english = English::collect(corpus);
    let translated = corpus.pages.iter().filter(|page| page.language != Language::English);
    repairs.damaged = translated.map(|page| page.id).collect();
    let mut property_words = Words::default();
    let mut member_words = Words::default();
    rows::by_other_corpus(corpus, &mut repairs, &mut property_words);
    rows::left_over(corpus, &mut repairs, &mut property_words);
    rows::learn(corpus, &repairs, &mut property_words);
    rows::by_words(corpus, &mut repairs, &property_words);
    members::repair(corpus, names, &mut repairs, &mut member_words);
    for (place, (name, how)) in &repairs.by_place {
        report.count("repairs", true);
        let message = format!("read as `{name}` ({})", words_for(*how));
        report.push(Diagnostic::new(Code::Repaired, *place, message));
    }
    repairs
}

/// Whether names on the page may have been translated.
fn may_be_damaged(page: &Page) -> bool {
    match page.form {
        Form::Translated | Form::Site | Form::PlainText => true,
        Form::Markdown | Form::Bilingual => false,
    }
}

fn words_for(how: Repair) -> &'static str {
    match how {
        Repair::Case => "by its letters in another case",
        Repair::Position => "by its neighbours",
        Repair::LeftOver => "as the only one left over",
        Repair::OtherPage => "by another page of the type",
        Repair::OtherCorpus => "by the same row of another corpus",
        Repair::CodeList => "by a list of values",
        Repair::LearnedWord => "by a word learned elsewhere",
        Repair::RequestPath => "by a request path",
        Repair::LinkTarget => "by the target of its link",
    }
}
