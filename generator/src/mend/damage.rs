//! Names that translation damaged and that the page alone could not put right.
//!
//! In: the pages and the declared types. Out: [`Repairs`]: the right name by the place of the printed one, and how
//! it was found. Names on English pages are never touched. The order is that of reliability: value lists in code spans
//! (which survive translation), what is left over on both sides, and last the words learned from rows that were put
//! right by surer means.

use std::sync::Arc;

use super::english::{English, Vocabulary};
use super::repairs::{Repairs, may_be_damaged};
use super::words::Words;
use super::{members, rows};
use crate::corpus::declared::Names;
use crate::corpus::pages::Corpus;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{Language, Repair};

/// Puts right what can be put right.
pub(super) fn repair(corpus: &Corpus<'_>, names: &Names, vocabulary: &Arc<Vocabulary>) -> Repairs {
    let mut repairs = Repairs::default();
    if !corpus.pages.iter().any(|page| may_be_damaged(page)) {
        return repairs;
    }
    repairs.english = English::of(vocabulary, &corpus.pages);
    let translated = corpus.pages.iter().filter(|page| page.language != Language::English);
    repairs.damaged = translated.map(|page| page.id).collect();
    let mut property_words = Words::default();
    rows::left_over(corpus, &mut repairs, &mut property_words);
    rows::learn(corpus, &repairs, &mut property_words);
    rows::by_words(corpus, &mut repairs, &property_words);
    members::repair(corpus, names, &mut repairs, &property_words);
    repairs
}

/// Says what was put right.
pub(super) fn tell(repairs: &Repairs, report: &mut Report) {
    for (place, (name, how)) in &repairs.by_place {
        report.count("repairs", true);
        let message = format!("read as `{name}` ({})", words_for(*how));
        report.push(Diagnostic::new(Code::Repaired, *place, message));
    }
}

pub(super) fn words_for(how: Repair) -> &'static str {
    match how {
        Repair::Case => "by its letters in another case",
        Repair::Note => "without the mark of a note",
        Repair::Position => "by its neighbours",
        Repair::LeftOver => "as the only one left over",
        Repair::OtherCorpus => "by the same row of another corpus",
        Repair::CodeList => "by a list of values",
        Repair::LearnedWord => "by a word learned elsewhere",
    }
}
