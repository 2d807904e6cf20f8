//! Property rows: the same page in another corpus, and words learned from it and from the pages themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::super::corpus::Corpus;
use super::super::merge::is_member_name;
use super::align::align;
use super::words::Words;
use super::{Repairs, may_be_damaged};
use crate::page::{Page, PropertyRow, Repair};

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

/// Rows whose partner on the same page of another corpus is sure.
pub(super) fn by_other_corpus(corpus: &Corpus<'_>, repairs: &mut Repairs, words: &mut Words) {
    let mut others: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &corpus.others {
        others.entry(page.slug.as_str()).or_default().push(page);
    }
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for other in others.get(page.slug.as_str()).into_iter().flatten() {
            for (rows, right) in tables(page).into_iter().zip(tables(other)) {
                pair(rows, right, may_be_damaged(other), repairs, words);
            }
        }
    }
}

fn pair(rows: &[PropertyRow], right: &[PropertyRow], unsure: bool, repairs: &mut Repairs, words: &mut Words) {
    let printed: Vec<&str> = rows.iter().map(|row| row.name.value.as_str()).collect();
    let names: Vec<&str> = right.iter().map(|row| row.name.value.as_str()).collect();
    for (row, partner) in rows.iter().zip(align(&printed, &names)) {
        let Some(partner) = partner.map(|at| names[at]).filter(|name| is_member_name(name)) else { continue };
        let lost = !is_member_name(&row.name.value);
        // Another translation may be damaged in the same row: it only helps where this one has lost the name.
        let trusted = !unsure || lost;
        if row.repair.is_none() && trusted && !repairs.knows(&row.name) && row.name.value != partner {
            words.learn(&row.name.value, partner);
            repairs.put(&row.name, partner, Repair::OtherCorpus);
        }
    }
}

/// Words from rows that the pages put right themselves, and from create and update pages that repeat the rows of
/// the resource page.
pub(super) fn learn(corpus: &Corpus<'_>, words: &mut Words) {
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for row in tables(page).into_iter().flatten().filter(|row| row.repair.is_some()) {
            let printed = corpus.printed(row.name.span).trim();
            if !printed.is_empty() && !is_member_name(printed) {
                words.learn(printed, &row.name.value);
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
                    sent.iter().zip(stated).for_each(|(a, b)| learn_pair(a, b, words));
                }
            }
        }
    }
}

fn learn_pair(a: &PropertyRow, b: &PropertyRow, words: &mut Words) {
    match (is_member_name(&a.name.value), is_member_name(&b.name.value)) {
        (true, false) => words.learn(&b.name.value, &a.name.value),
        (false, true) => words.learn(&a.name.value, &b.name.value),
        (true, true) | (false, false) => {}
    }
}

/// Rows that have lost their name and whose word was learned; never a name that another row of the table has.
pub(super) fn by_words(corpus: &Corpus<'_>, repairs: &mut Repairs, words: &Words) {
    for page in corpus.pages.iter().filter(|page| may_be_damaged(page)) {
        for rows in tables(page) {
            let mut taken: BTreeSet<String> =
                rows.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
            for row in rows.iter().filter(|row| !is_member_name(&row.name.value)) {
                if repairs.knows(&row.name) {
                    continue;
                }
                let meaning = words.meanings(&row.name.value).into_iter().find(|name| !taken.contains(*name));
                if let Some(name) = meaning {
                    taken.insert(name.to_owned());
                    repairs.put(&row.name, name, Repair::LearnedWord);
                }
            }
        }
    }
}
