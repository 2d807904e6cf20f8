//! Property rows: what is left over on a page, and words learned from rows that were put right.

use std::collections::{BTreeMap, BTreeSet};

use super::repairs::{Repairs, may_be_damaged};
use super::words::{Kind, Words};
use crate::corpus::pages::Corpus;
use crate::corpus::spelled::is_member_name;
use crate::page::{Json, Page, PropertyRow, Repair, ResourceSection, TypePhrase, TypeTerm};

/// A meaning that nothing else supports must have been seen this often.
const OFTEN: usize = 3;

/// The tables of a page whose rows name properties or parameters.
fn tables(page: &Page) -> Vec<&[PropertyRow]> {
    let mut tables: Vec<&[PropertyRow]> = Vec::new();
    for section in &page.resources {
        tables.push(&section.properties);
        tables.push(&section.relationships);
    }
    tables.extend(page.operation.iter().map(|operation| operation.body.rows.as_slice()));
    tables
}

/// Words from rows that the pages put right themselves, and from create and update pages that repeat the rows of
/// the resource page.
pub(super) fn learn(corpus: &Corpus<'_>, repairs: &Repairs, words: &mut Words) {
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for row in tables(page).into_iter().flatten().filter(|row| row.repair.is_some()) {
            let printed = corpus.printed(row.name.span).trim();
            if !printed.is_empty() && !printed.eq_ignore_ascii_case(&row.name.value) {
                words.learn(printed, &row.name.value, Kind::of(row));
            }
        }
    }
    // Create and update pages repeat the rows of the resource page: an order that is kept tells the lost ones.
    let mut by_subject: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &corpus.pages {
        for method in page.resources.iter().flat_map(|section| &section.methods) {
            if let Some(link) = method.link.as_ref().filter(|link| link.api) {
                by_subject.entry(link.slug.as_str()).or_default().push(page);
            }
        }
    }
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        let Some(operation) = &page.operation else { continue };
        for resource in by_subject.get(page.slug.as_str()).into_iter().flatten() {
            for section in &resource.resources {
                let (sent, stated) = (&operation.body.rows, &section.properties);
                if sent.len() == stated.len() {
                    sent.iter().zip(stated).for_each(|(a, b)| learn_pair(a, b, repairs, words));
                }
            }
        }
    }
}

fn learn_pair(a: &PropertyRow, b: &PropertyRow, repairs: &Repairs, words: &mut Words) {
    match (repairs.is_lost(&a.name), repairs.is_lost(&b.name)) {
        (false, true) => words.learn(&b.name.value, &a.name.value, Kind::of(b)),
        (true, false) => words.learn(&a.name.value, &b.name.value, Kind::of(a)),
        (true, true) | (false, false) => {}
    }
}

/// The only lost row of a page gets the only key of its representation that no row names, if their types agree.
pub(super) fn left_over(corpus: &Corpus<'_>, repairs: &mut Repairs, words: &mut Words) {
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for section in &page.resources {
            if let Some((row, key)) = only_pair(section, repairs) {
                words.learn(&row.name.value, &key, Kind::of(row));
                repairs.put(&row.name, &key, Repair::LeftOver);
            }
        }
    }
}

fn only_pair<'p>(section: &'p ResourceSection, repairs: &Repairs) -> Option<(&'p PropertyRow, String)> {
    let Json::Object(members) = &section.representation.as_ref()?.value else { return None };
    let named = |key: &str| section.rows().any(|row| repairs.name(&row.name).eq_ignore_ascii_case(key));
    let mut free = members.iter().filter(|(key, _)| is_member_name(key) && !named(key));
    let mut lost = section.rows().filter(|row| row.repair.is_none() && repairs.is_lost(&row.name));
    let ((key, value), row) = (free.next()?, lost.next()?);
    let only = free.next().is_none() && lost.next().is_none();
    (only && agrees(row, value)).then(|| (row, key.clone()))
}

/// Whether a value can be one of the row's type, as far as both tell.
fn agrees(row: &PropertyRow, value: &Json) -> bool {
    let Some(TypePhrase { terms, link, .. }) = row.ty.as_ref().map(|ty| &ty.value) else { return true };
    let primitive = matches!(terms[..], [TypeTerm::Primitive(_)]) && link.is_none();
    let inner = match value {
        Json::Array(items) => items.first(),
        value => Some(value),
    };
    match inner {
        Some(Json::Object(_)) => !primitive,
        Some(Json::Bool(_) | Json::Number(_)) => primitive || link.is_none(),
        Some(Json::Text(_) | Json::Null | Json::Array(_)) | None => true,
    }
}

/// Rows that have lost their name and whose word was learned; never a name that another row of the table has.
/// The word must have stood beside a type of the same kind, or for the same name nearly always.
pub(super) fn by_words(corpus: &Corpus<'_>, repairs: &mut Repairs, words: &Words) {
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for rows in tables(page) {
            let mut taken: BTreeSet<String> =
                rows.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
            for row in rows {
                if row.repair.is_some() || !repairs.is_lost(&row.name) {
                    continue;
                }
                let printed = row.name.value.as_str();
                let linked = row.ty.as_ref().is_some_and(|ty| ty.value.link.is_some());
                let kind = Kind::of(row);
                let beside = words.beside(printed, kind.as_ref());
                let other =
                    if linked { words.numbered(printed, kind.as_ref()) } else { words.usual(printed, OFTEN) };
                let mut meanings = beside.into_iter().chain(other);
                let meaning = meanings.find(|name| is_member_name(name) && !taken.contains(*name));
                if let Some(name) = meaning {
                    taken.insert(name.to_owned());
                    repairs.put(&row.name, name, Repair::LearnedWord);
                }
            }
        }
    }
}
