//! Members of enum types: value lists in code spans, the same table in another corpus, learned words.

use std::collections::{BTreeMap, BTreeSet};

use super::align::align;
use super::english::words_of;
use super::repairs::{Repairs, may_be_damaged};
use super::words::Words;
use crate::odata::QualifiedName;
use crate::page::{EnumSection, MemberRow, Repair};
use crate::resolve::shared::corpus::{Corpus, enum_section};
use crate::resolve::shared::declared::{Names, Nature};
use crate::resolve::shared::spelled::{is_enum_member, split};
use crate::resolve::shared::value_lists;
use crate::resolve::shared::value_lists::Lists;

/// Puts the members of every translated table right.
pub(super) fn repair(corpus: &Corpus<'_>, names: &Names, repairs: &mut Repairs, words: &mut Words) {
    let lists = value_lists::collect(corpus, names);
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
    split(&section.name.value.text).1.to_lowercase()
}

/// The same letters, else the same number in both tables where numbers mean the same in both, else the same place
/// between equal names.
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
        let numbered = numbers_agree(section, other);
        for (row, partner) in section.members.iter().zip(partners) {
            let lettered = right.iter().copied().find(|name| name.eq_ignore_ascii_case(&row.name.value));
            let by_value = || same_number(row, other).filter(|_| numbered);
            let Some(name) = lettered.or_else(by_value).or(partner.map(|at| right[at])) else { continue };
            let free = lettered.is_some() || !printed.contains(&name);
            if free && is_enum_member(name) && !right.contains(&row.name.value.as_str()) {
                put(row, name, Repair::OtherCorpus, repairs, words);
            }
        }
    }
}

/// The only member of the other table with the number of this row.
fn same_number<'a>(row: &MemberRow, other: &'a EnumSection) -> Option<&'a str> {
    let value = row.value?;
    let mut same = other.members.iter().filter(|member| member.value == Some(value));
    same.next().filter(|_| same.next().is_none()).map(|member| member.name.value.as_str())
}

/// Whether members that both tables name have one number: tables of different years may have moved them.
fn numbers_agree(section: &EnumSection, other: &EnumSection) -> bool {
    let mut agreeing = (0, 0);
    for row in &section.members {
        let partner = other.members.iter().find(|member| member.name.value == row.name.value);
        match partner.map(|partner| partner.value == row.value) {
            Some(true) => agreeing.0 += 1,
            Some(false) => agreeing.1 += 1,
            None => {}
        }
    }
    agreeing.0 >= agreeing.1
}

/// The same letters, and no capital letter within that the printed name has lost: a list is no better.
fn only_recased(printed: &str, other: &str) -> bool {
    let within = |name: &str| name.chars().skip(1).filter(|c| c.is_uppercase()).count();
    printed.eq_ignore_ascii_case(other) && within(other) <= within(printed)
}

fn put(row: &MemberRow, name: &str, how: Repair, repairs: &mut Repairs, words: &mut Words) {
    let known = row.repair.is_some() || repairs.knows(&row.name);
    if !known && row.name.value != name && !only_recased(&row.name.value, name) {
        words.learn(&row.name.value, name, None);
        repairs.put(&row.name, name, how);
    }
}

/// The longest value list of a property that has the enum type.
fn longest<'a>(lists: &Lists<'a>, name: &QualifiedName) -> Vec<&'a str> {
    let lists = lists.get(name).map_or(&[][..], Vec::as_slice);
    let values = lists.iter().map(|list| value_lists::values(list.facts));
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
    if !shares && !section.members.iter().any(|row| repairs.is_lost_member(&row.name)) {
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

/// Learned words for rows that are lost, in the case of their neighbours.
fn by_words(section: &EnumSection, values: &[&str], repairs: &mut Repairs, words: &Words) {
    let mut taken: BTreeSet<String> =
        section.members.iter().map(|row| repairs.name(&row.name).to_lowercase()).collect();
    let small = begins_small(section, repairs);
    for row in &section.members {
        let printed = row.name.value.as_str();
        if row.repair.is_some() || !repairs.is_lost_member(&row.name) || values.contains(&printed) {
            continue;
        }
        let meanings = words.meanings(printed);
        let free = |name: &&&str| !taken.contains(&name.to_lowercase());
        let listed = meanings.iter().filter(free).find(|name| values.contains(name));
        // Where a list tells all values, a word that is not among them means something else here.
        let told = values.len() >= section.members.len();
        let only = words.usual(printed, 2).filter(|name| free(&name) && !told);
        if let Some(name) = listed.copied().or(only) {
            let name = if small && listed.is_none() { uncapital(name) } else { name.to_owned() };
            taken.insert(name.to_lowercase());
            repairs.put(&row.name, &name, Repair::LearnedWord);
        }
    }
}

/// Whether most members of a table begin with a small letter.
fn begins_small(section: &EnumSection, repairs: &Repairs) -> bool {
    let small = |row: &&MemberRow| repairs.name(&row.name).starts_with(|c: char| c.is_ascii_lowercase());
    section.members.iter().filter(small).count() * 2 >= section.members.len()
}

fn uncapital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Names that only lost their case, or got spaces: one word that begins with a capital letter, as sentences do,
/// among members that begin small; several words of which other members of the table are made, too.
fn by_case(section: &EnumSection, values: &[&str], repairs: &mut Repairs) {
    if !begins_small(section, repairs) {
        return;
    }
    let names: Vec<String> = section.members.iter().map(|row| repairs.name(&row.name).to_owned()).collect();
    let parts: BTreeSet<String> = names.iter().flat_map(|name| words_of(name)).collect();
    for row in &section.members {
        let printed = row.name.value.as_str();
        if row.repair.is_some() || repairs.knows(&row.name) || values.contains(&printed) {
            continue;
        }
        let Some(name) = recased(printed, &parts, repairs) else { continue };
        if name != printed && !names.contains(&name) {
            repairs.put(&row.name, &name, Repair::Case);
        }
    }
}

fn recased(printed: &str, parts: &BTreeSet<String>, repairs: &Repairs) -> Option<String> {
    let titled = printed.starts_with(|c: char| c.is_ascii_uppercase())
        && printed.chars().skip(1).all(|c| c.is_ascii_lowercase());
    if titled {
        let lower = printed.to_ascii_lowercase();
        return if repairs.is_english(&lower) { Some(lower) } else { compound(&lower, parts) };
    }
    let words: Vec<&str> = printed.split(' ').filter(|word| !word.is_empty()).collect();
    let spaced = words.len() > 1
        && words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()))
        && words.iter().skip(1).all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    (spaced && repairs.is_english(printed)).then(|| uncapital(&words.concat()))
}

/// `markersupplyempty` as `markerSupplyEmpty`, where `parts` has all of its words and cuts it in one way only.
fn compound(lower: &str, parts: &BTreeSet<String>) -> Option<String> {
    let mut cuts: Vec<Vec<String>> = vec![Vec::new(); lower.len() + 1];
    cuts[0] = vec![String::new()];
    for end in 1..=lower.len() {
        let starts = (0..end).filter(|start| parts.contains(&lower[*start..end]));
        let names =
            starts.flat_map(|start| cuts[start].iter().map(move |head| joined(head, &lower[start..end])));
        cuts[end] = names.take(2).collect();
    }
    let [only] = &cuts[lower.len()][..] else { return None };
    Some(only.clone())
}

fn joined(head: &str, part: &str) -> String {
    if head.is_empty() {
        part.to_owned()
    } else {
        format!("{head}{}{}", part[..1].to_ascii_uppercase(), &part[1..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_cut_where_only_one_way_leads() {
        let parts: BTreeSet<String> = ["marker", "supply", "empty", "mark", "er"].map(str::to_owned).into();
        assert_eq!(compound("supplyempty", &parts).as_deref(), Some("supplyEmpty"));
        assert_eq!(compound("markersupply", &parts), None);
        assert_eq!(compound("supplyfull", &parts), None);
    }
}
