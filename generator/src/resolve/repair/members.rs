//! Members of enum types: value lists in code spans, the same table in another corpus, learned words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::corpus::Corpus;
use super::super::declare::{Names, Nature, enum_section};
use super::super::enums::is_enum_member;
use super::super::lists::{self, Lists};
use super::align::align;
use super::words::Words;
use super::{Repairs, may_be_damaged};
use crate::page::{EnumSection, MemberRow, Repair};
use crate::schema::QualifiedName;

/// Puts the members of every translated table right.
pub(super) fn repair(corpus: &Corpus<'_>, names: &Names, repairs: &mut Repairs, words: &mut Words) {
    let lists = lists::collect(corpus, names);
    let others = other_sections(corpus);
    let mut tables: Vec<(&EnumSection, Vec<&str>)> = Vec::new();
    for (name, declared) in names.iter().filter(|(_, declared)| declared.nature == Nature::Enum) {
        for place in declared.places.iter().filter(|place| may_be_damaged(corpus.pages[place.0])) {
            let section = enum_section(corpus, *place);
            by_other_corpus(section, &others, repairs, words);
            let values = longest(&lists, name);
            by_list(section, &values, repairs, words);
            tables.push((section, values));
        }
    }
    // Words are learned from all tables before the first is read with them.
    for (section, values) in tables {
        by_words(section, &values, repairs, words);
        by_case(section, &values, repairs);
    }
}

fn other_sections<'a>(corpus: &Corpus<'a>) -> BTreeMap<String, Vec<&'a EnumSection>> {
    let mut sections: BTreeMap<String, Vec<&EnumSection>> = BTreeMap::new();
    for section in corpus.others.iter().flat_map(|page| &page.enums) {
        sections.entry(simple_name(section)).or_default().push(section);
    }
    sections
}

fn simple_name(section: &EnumSection) -> String {
    let text = &section.name.value.text;
    text.rsplit('.').next().unwrap_or(text).to_lowercase()
}

/// The same number in both tables, else the same place between equal names.
fn by_other_corpus(
    section: &EnumSection,
    others: &BTreeMap<String, Vec<&EnumSection>>,
    repairs: &mut Repairs,
    words: &mut Words,
) {
    for other in others.get(&simple_name(section)).into_iter().flatten() {
        let printed: Vec<&str> = section.members.iter().map(|row| row.name.value.as_str()).collect();
        let right: Vec<&str> = other.members.iter().map(|row| row.name.value.as_str()).collect();
        let partners = align(&printed, &right);
        for (row, partner) in section.members.iter().zip(partners) {
            let by_value = row.value.and_then(|value| {
                let mut same = other.members.iter().filter(|member| member.value == Some(value));
                same.next().filter(|_| same.next().is_none()).map(|member| member.name.value.as_str())
            });
            let Some(name) = by_value.or(partner.map(|at| right[at])) else { continue };
            if is_enum_member(name) && !right.contains(&row.name.value.as_str()) {
                put(row, name, Repair::OtherCorpus, repairs, words);
            }
        }
    }
}

/// The same letters, and no capital letter within that the printed name has lost: a list is no better.
fn only_recased(printed: &str, other: &str) -> bool {
    let within = |name: &str| name.chars().skip(1).filter(|c| c.is_uppercase()).count();
    printed.eq_ignore_ascii_case(other) && within(other) <= within(printed)
}

fn put(row: &MemberRow, name: &str, how: Repair, repairs: &mut Repairs, words: &mut Words) {
    let known = row.repair.is_some() || repairs.knows(&row.name);
    if !known && row.name.value != name && !only_recased(&row.name.value, name) {
        words.learn(&row.name.value, name);
        repairs.put(&row.name, name, how);
    }
}

/// The longest value list of a property that has the enum type.
fn longest<'a>(lists: &Lists<'a>, name: &QualifiedName) -> Vec<&'a str> {
    let lists = lists.get(name).map_or(&[][..], Vec::as_slice);
    let values = lists.iter().map(|list| lists::values(list.facts));
    values.max_by_key(Vec::len).unwrap_or_default()
}

/// A list of equal length, by position, unless known rows stand elsewhere in it; then what is left over on both
/// sides, in order.
fn by_list(section: &EnumSection, values: &[&str], repairs: &mut Repairs, words: &mut Words) {
    if values.len() < 2 {
        return;
    }
    let printed: Vec<String> = section.members.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    let shares = printed.iter().any(|name| values.iter().any(|value| value.eq_ignore_ascii_case(name)));
    if !shares && printed.iter().all(|name| is_enum_member(name)) {
        return;
    }
    let same_places = printed.len() == values.len()
        && printed.iter().zip(values).all(|(name, value)| !values.contains(name) || name == value);
    let partners: Vec<Option<usize>> =
        if same_places { (0..values.len()).map(Some).collect() } else { align(&printed, values) };
    for ((row, partner), name) in section.members.iter().zip(partners).zip(&printed) {
        let partner = partner.map(|at| values[at]).filter(|_| !values.contains(name));
        if let Some(value) = partner {
            put(row, value, Repair::CodeList, repairs, words);
        }
    }
    left_over(section, values, repairs, words);
}

/// As many values left over as rows.
fn left_over(section: &EnumSection, values: &[&str], repairs: &mut Repairs, words: &mut Words) {
    let named: BTreeSet<String> =
        section.members.iter().map(|row| repairs.name(&row.name).to_lowercase()).collect();
    let free: Vec<&str> =
        values.iter().copied().filter(|value| !named.contains(&value.to_lowercase())).collect();
    let open: Vec<&MemberRow> = section
        .members
        .iter()
        .filter(|row| !values.iter().any(|value| value.eq_ignore_ascii_case(repairs.name(&row.name))))
        .collect();
    if !free.is_empty() && free.len() == open.len() {
        for (row, value) in open.into_iter().zip(free) {
            put(row, value, Repair::LeftOver, repairs, words);
        }
    }
}

/// Learned words for rows that are no member name, or whose word is known to be a translation.
fn by_words(section: &EnumSection, values: &[&str], repairs: &mut Repairs, words: &Words) {
    let mut taken: BTreeSet<String> =
        section.members.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
    for row in &section.members {
        let printed = row.name.value.as_str();
        if row.repair.is_some() || repairs.knows(&row.name) || values.contains(&printed) {
            continue;
        }
        let meanings = words.meanings(printed);
        let listed = meanings.iter().find(|name| values.contains(name) && !taken.contains(**name));
        let meaning = listed.or_else(|| meanings.iter().find(|name| !taken.contains(**name)));
        if let Some(name) = meaning.filter(|_| !is_enum_member(printed)) {
            taken.insert((*name).to_owned());
            repairs.put(&row.name, name, Repair::LearnedWord);
        }
    }
}

/// One word that begins with a capital letter, as sentences do, among members that begin small.
fn by_case(section: &EnumSection, values: &[&str], repairs: &mut Repairs) {
    let small = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    let names: Vec<String> = section.members.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
    if names.iter().filter(|name| small(name)).count() * 2 < names.len() {
        return;
    }
    for row in &section.members {
        let printed = row.name.value.as_str();
        let titled = printed.starts_with(|c: char| c.is_ascii_uppercase())
            && printed.chars().skip(1).all(|c| c.is_ascii_lowercase());
        let lower = printed.to_ascii_lowercase();
        let sure = titled && row.repair.is_none() && !repairs.knows(&row.name);
        if sure && !values.contains(&printed) && !names.contains(&lower) {
            repairs.put(&row.name, &lower, Repair::Case);
        }
    }
}
