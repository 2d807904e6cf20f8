//! What translation and carelessness damaged in pages, put right.
//!
//! In: the pages of all corpora as parsed. Out: the pages of one edition with the right names in their rows, the types
//! that cells of other languages mean, and no claims that other pages do not bear out; a name that stays lost is marked
//! as such. All of it is learned from everything that was read first and applied once, so that later stages take every
//! name as it is. Which types there are is told by [`corpus`](mod@crate::corpus).
//!
//! Several corpora are witnesses of one API: the newest leads ([`editions`]), each is put right by what it proves
//! itself, and what they say of the same row is weighed ([`witnesses`]). The other version of the API is one more witness. What is
//! said by an older corpus alone is counted and left out.

mod align;
mod ballot;
mod cells;
mod claims;
mod damage;
mod editions;
mod english;
mod letters;
mod links;
mod members;
mod repairs;
mod rows;
mod shown;
#[cfg(test)]
mod tests;
mod witnesses;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::corpus::declared::Names;
use crate::corpus::pages::Corpus;
use crate::corpus::{from_bodies, names};
use crate::diagnostic::Report;
use crate::odata::ApiVersion;
use crate::page::Page;
use crate::source::SourceMap;
use claims::Witnesses;
use editions::{Edition, Editions};
use english::Vocabulary;
use repairs::{Repairs, is_sound};

/// Puts the pages right, and makes one edition of several.
pub fn mend(sources: &SourceMap, pages: Vec<Page>) -> (Vec<Page>, Report) {
    let mut report = Report::default();
    let single = pages.iter().all(|page| sources.file(page.id).corpus == 0);
    if single && pages.iter().all(is_sound) {
        return (pages, report);
    }
    let vocabulary = Arc::new(Vocabulary::collect(sources, &pages));
    let mut pages = pages;
    let mut read: Vec<Editions> = Vec::new();
    for api in ApiVersion::ALL {
        let (own, others) = pages.into_iter().partition(|page| page.version == api);
        read.push(Editions::of(sources, own, &vocabulary));
        pages = others;
    }
    // What stands alone, in both versions, needs nothing but itself.
    let alone = read.iter().map(|editions| editions.all.len()).sum::<usize>() < 2;
    let mended: Vec<Vec<(Vec<Page>, Repairs)>> = read
        .iter_mut()
        .zip(ApiVersion::ALL)
        .map(|(editions, api)| {
            let one = |edition: &mut Edition| {
                let pages = std::mem::take(&mut edition.pages);
                if alone { (pages, Repairs::default()) } else { by_itself(sources, pages, api, &vocabulary) }
            };
            editions.all.iter_mut().map(one).collect()
        })
        .collect();
    let mut right = Vec::new();
    for (at, api) in ApiVersion::ALL.into_iter().enumerate() {
        let Some(lead) = read[at].all.first() else { continue };
        let (mut pages, repairs) = (mended[at][0].0.clone(), &mended[at][0].1);
        damage::tell(repairs, &mut report);
        add_pages(&mut pages, &read[at], &mended[at], &mut report);
        if !pages.iter().all(is_sound) {
            let heard = witnesses::Heard::new(lead, &read, &mended, at);
            witnesses::hear(&mut pages, &heard, &vocabulary, &mut report);
        }
        right.extend(finished(sources, pages, (api, alone), &vocabulary, &mut report));
    }
    (right, report)
}

/// Adds the pages that only another corpus of the same age has, and counts those that only older ones have.
fn add_pages(
    pages: &mut Vec<Page>,
    editions: &Editions,
    mended: &[(Vec<Page>, Repairs)],
    report: &mut Report,
) {
    let mut known: BTreeSet<String> = pages.iter().map(|page| page.slug.clone()).collect();
    let leading = pages.len();
    for (edition, (others, _)) in editions.all.iter().zip(mended).skip(1) {
        for page in others {
            if known.contains(&page.slug) {
                continue;
            }
            if edition.current && others.len() < leading * editions::HANDFUL {
                pages.push(page.clone());
            } else {
                report.count("pages.older", false);
            }
            known.insert(page.slug.clone());
        }
    }
}

/// One corpus with the names put right that it tells itself.
fn by_itself(
    sources: &SourceMap,
    pages: Vec<Page>,
    api: ApiVersion,
    vocabulary: &Arc<Vocabulary>,
) -> (Vec<Page>, Repairs) {
    if pages.iter().all(is_sound) {
        return (pages, Repairs::default());
    }
    let completed = from_bodies::complete(pages.iter());
    let corpus = Corpus::new(sources, &pages, &completed, api, false);
    let names = names::names(&corpus, &mut Report::default());
    let repairs = damage::repair(&corpus, &names, vocabulary);
    let mut right = pages.clone();
    repairs.apply(&mut right);
    claims::settle(&Witnesses { corpus: &corpus, names: &names, repairs: &repairs }, &mut right, api);
    (right, repairs)
}

/// The pages of the edition with everything put right that still can be.
fn finished(
    sources: &SourceMap,
    pages: Vec<Page>,
    (api, alone): (ApiVersion, bool),
    vocabulary: &Arc<Vocabulary>,
    report: &mut Report,
) -> Vec<Page> {
    if pages.iter().all(is_sound) {
        return pages;
    }
    let mut right = pages.clone();
    let completed = from_bodies::complete(pages.iter());
    let corpus = Corpus::new(sources, &pages, &completed, api, false);
    let names: Names = names::names(&corpus, &mut Report::default());
    let learned = cells::learn(&corpus, &names);
    let repairs = damage::repair(&corpus, &names, vocabulary);
    repairs.apply(&mut right);
    damage::tell(&repairs, report);
    links::apply(&mut right, &names, api);
    cells::apply(&mut right, &names, &learned, api);
    if alone {
        claims::settle(&Witnesses { corpus: &corpus, names: &names, repairs: &repairs }, &mut right, api);
    }
    right
}
