//! What translation and carelessness damaged in pages, put right.
//!
//! In: all pages as parsed. Out: the same pages with the right names in their rows, the types that cells of other
//! languages mean, and no claims that other pages do not bear out; a name that stays lost is marked as such. All of it
//! is learned from the whole corpus first and applied once, so that later stages take every name as it is. Which
//! types there are is told by the first wing of [`resolve`](mod@crate::resolve) here as there.

mod align;
mod cells;
mod claims;
mod damage;
mod english;
mod links;
mod members;
mod repairs;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use crate::diagnostic::Report;
use crate::odata::ApiVersion;
use crate::page::{Language, Page};
use crate::resolve::names::{self, from_bodies};
use crate::resolve::shared::corpus::Corpus;
use crate::source::SourceMap;
use claims::Witnesses;
use repairs::may_be_damaged;

/// Puts the pages right.
pub fn mend(sources: &SourceMap, pages: Vec<Page>) -> (Vec<Page>, Report) {
    let mut report = Report::default();
    if pages.iter().all(is_sound) {
        return (pages, report);
    }
    let mut right = pages.clone();
    for api in ApiVersion::ALL {
        let of_api = pages.iter().filter(|page| page.version == api);
        if of_api.clone().all(is_sound) {
            continue;
        }
        let mut unheard = Report::default();
        let completed = from_bodies::complete(of_api);
        let corpus = Corpus::new(sources, &pages, &completed, api, false);
        let names = names::names(&corpus, &mut unheard);
        let learned = cells::learn(&corpus, &names);
        let repairs = damage::repair(&corpus, &names, &mut report);
        repairs.apply(&mut right);
        links::apply(&mut right, &names, api);
        cells::apply(&mut right, &names, &learned, api);
        claims::settle(&Witnesses { corpus: &corpus, names: &names, repairs: &repairs }, &mut right, api);
    }
    (right, report)
}

/// Whether nothing on the page can have been translated.
fn is_sound(page: &Page) -> bool {
    page.language == Language::English && !may_be_damaged(page)
}
