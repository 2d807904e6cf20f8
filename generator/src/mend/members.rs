//! Members of enum types: value lists in code spans, learned words.

use std::collections::{BTreeMap, BTreeSet};

use super::align::align;
use super::english::words_of;
use super::repairs::{Repairs, may_be_damaged};
use super::series::Series;
use super::shown;
use super::words::Words;
use crate::corpus::declared::{Names, Nature};
use crate::corpus::pages::{Corpus, enum_section};
use crate::corpus::value_lists;
use crate::corpus::value_lists::Lists;
use crate::odata::QualifiedName;
use crate::page::{EnumSection, MemberRow, Repair};

/// Puts the members of every translated table right.
pub(super) fn repair(corpus: &Corpus<'_>, names: &Names, repairs: &mut Repairs, properties: &Words) {
    let mut learned = Words::default();
    let words = &mut learned;
    let shown = shown::collect(corpus, names);
    let none = BTreeSet::new();
    let lists = value_lists::collect(corpus, names, |row| repairs.name(&row.name));
    let mut tables: Vec<(&EnumSection, Vec<&str>, &BTreeSet<&str>)> = Vec::new();
    for (name, declared) in names.iter().filter(|(_, declared)| declared.nature == Nature::Enum) {
        for place in declared.places.iter().filter(|place| may_be_damaged(corpus.pages[place.0])) {
            let section = enum_section(corpus, *place);
            learn(corpus, section, words);
            let values = longest(&lists, name, repairs);
            by_list(section, &values, repairs, words);
            let shown = shown.get(name).unwrap_or(&none);
            by_example(section, shown, repairs, words);
            tables.push((section, values, shown));
        }
    }
    // Words are learned from all tables before the first is read with them.
    let known = known_members(corpus, &lists, repairs);
    for (section, values, shown) in tables {
        by_case(section, &values, repairs);
        by_series(section, &values, repairs);
        by_words(section, (&values, shown), repairs, (words, properties, &known));
        by_example(section, shown, repairs, words);
    }
}

/// The names of members that are sure somewhere.
fn known_members(corpus: &Corpus<'_>, lists: &Lists<'_>, repairs: &Repairs) -> BTreeSet<String> {
    let listed = lists.values().flatten().flat_map(|list| value_lists::values(list.facts)).map(str::to_owned);
    let rows = corpus.pages.iter().flat_map(|page| &page.enums).flat_map(|section| &section.members);
    let sound = rows.filter(|row| !repairs.is_lost_member(&row.name));
    listed.chain(sound.map(|row| repairs.name(&row.name).to_owned())).collect()
}

/// Words from members that were put right already.
fn learn(corpus: &Corpus<'_>, section: &EnumSection, words: &mut Words) {
    for row in section.members.iter().filter(|row| row.repair.is_some()) {
        let printed = corpus.printed(row.name.span).trim();
        if !printed.is_empty() && !only_recased(printed, &row.name.value) {
            words.learn(printed, &row.name.value, None);
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
        words.learn(&row.name.value, name, None);
        repairs.put(&row.name, name, how);
    }
}

/// The longest value list of a property that has the enum type.
fn longest<'a>(lists: &Lists<'a>, name: &QualifiedName, repairs: &Repairs) -> Vec<&'a str> {
    let lists = lists.get(name).map_or(&[][..], Vec::as_slice);
    let values = lists.iter().map(|list| value_lists::values(list.facts));
    let values = values.filter(|values| !values.iter().any(|value| repairs.english.is_foreign(value)));
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

/// The only value that examples show and no row is called, where one row alone is lost.
fn by_example(section: &EnumSection, shown: &BTreeSet<&str>, repairs: &mut Repairs, words: &mut Words) {
    let named =
        |value: &str| section.members.iter().any(|row| repairs.name(&row.name).eq_ignore_ascii_case(value));
    let mut free = shown.iter().copied().filter(|value| !named(value));
    let is_open = |row: &&MemberRow| row.repair.is_none() && repairs.is_lost_member(&row.name);
    let mut open = section.members.iter().filter(is_open);
    if let (Some(value), None, Some(row), None) = (free.next(), free.next(), open.next(), open.next()) {
        put(row, value, Repair::LeftOver, repairs, words);
    }
}

/// Learned words for rows that are lost, in the case of their neighbours: words of other members, then those of
/// properties. What examples show of the type needs to be learned but once.
fn by_words(
    section: &EnumSection,
    (values, shown): (&[&str], &BTreeSet<&str>),
    repairs: &mut Repairs,
    (words, properties, known): (&Words, &Words, &BTreeSet<String>),
) {
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
        let listed =
            meanings.iter().filter(free).find(|name| values.contains(name) || shown.contains(**name));
        // Where a list tells all values, a word that is not among them means something else here.
        let told = values.len() >= section.members.len();
        let only = words.usual(printed, 2).or_else(|| {
            // What is the name of a property need not be that of a member.
            properties.usual(printed, 3).filter(|name| known.contains(*name))
        });
        let only = only.filter(|name| free(&name) && !told);
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

/// Rows whose neighbours are members of a series: lost ones, and those that alone begin otherwise than both neighbours.
/// The last word that is printed must be that of the name, if it is not a translated one.
fn by_series(section: &EnumSection, values: &[&str], repairs: &mut Repairs) {
    let rows = &section.members;
    let is_listed = |name: &str| values.contains(&name);
    let is_kept = |row: &MemberRow| !repairs.is_lost_member(&row.name) || is_listed(&row.name.value);
    let names: Vec<Option<&str>> =
        rows.iter().map(|row| is_kept(row).then(|| repairs.name(&row.name))).collect();
    let kept: Vec<Option<String>> = odd_ones(&names)
        .into_iter()
        .zip(rows.iter().zip(&names))
        .map(|(is_odd, (row, name))| {
            let is_sure = row.repair.is_some() || repairs.knows(&row.name) || name.is_some_and(is_listed);
            let is_open = is_odd && !is_sure && repairs.may_be_translated(&row.name);
            name.filter(|_| !is_open).map(str::to_owned)
        })
        .collect();
    let series = Series::of(&kept);
    let mut found: BTreeMap<usize, String> = series.lost().into_iter().collect();
    let open = (0..rows.len()).filter(|at| kept[*at].is_none() && !found.contains_key(at));
    let told = open.filter_map(|at| Some((at, series.of_neighbours(at, &rows[at].name.value)?)));
    found.extend(told.collect::<Vec<_>>());
    for (at, name) in found {
        let printed = &rows[at].name;
        let may_be_translated = repairs.is_lost_member(printed) && !ends_in_english(&printed.value, repairs);
        if may_be_translated || words_of(&printed.value).last() == words_of(&name).last() {
            repairs.put(printed, &name, Repair::Position);
        }
    }
}

/// Whether each name begins otherwise than both that have kept theirs beside it, which begin alike.
fn odd_ones(names: &[Option<&str>]) -> Vec<bool> {
    let mut odd = vec![false; names.len()];
    let kept: Vec<(usize, Option<String>)> =
        names.iter().enumerate().filter_map(|(at, name)| Some((at, words_of((*name)?).next()))).collect();
    for beside in kept.windows(3) {
        odd[beside[1].0] = beside[0].1 == beside[2].1 && beside[1].1 != beside[0].1;
    }
    odd
}

/// Whether the last word of a name is one of English, as far as that can be told.
fn ends_in_english(printed: &str, repairs: &Repairs) -> bool {
    let last = printed.split_whitespace().next_back().unwrap_or_default();
    last.is_ascii() && words_of(last).last().is_some_and(|word| repairs.is_english(&word))
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
    // What lost its case may be several words that ran together.
    let whole = names.iter().filter(|name| !is_titled(name));
    let parts: BTreeSet<String> = whole.flat_map(|name| words_of(name)).collect();
    for row in &section.members {
        let printed = row.name.value.as_str();
        if row.repair.is_some() || repairs.knows(&row.name) || values.contains(&printed) {
            continue;
        }
        let Some(name) = sentinel(printed).or_else(|| recased(printed, &parts, repairs)) else { continue };
        if repairs.english.is_foreign(&name) {
            continue;
        }
        if name != printed && !names.contains(&name) {
            repairs.put(&row.name, &name, Repair::Case);
        }
    }
}

/// The member that stands for those of later versions, which every evolvable enum type has; translations take it apart.
fn sentinel(printed: &str) -> Option<String> {
    const SENTINEL: &str = "unknownFutureValue";
    let damaged =
        printed != SENTINEL && (printed.ends_with("FutureValue") || printed.ends_with("Future Value"));
    (damaged || printed != SENTINEL && printed.eq_ignore_ascii_case(SENTINEL)).then(|| SENTINEL.to_owned())
}

/// One capital letter and small ones.
fn is_titled(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().skip(1).all(|c| c.is_ascii_lowercase())
}

fn recased(printed: &str, parts: &BTreeSet<String>, repairs: &Repairs) -> Option<String> {
    if is_titled(printed) {
        let lower = printed.to_ascii_lowercase();
        if let Some(spelled) = repairs.english.spelled(&lower) {
            return Some(spelled.to_owned());
        }
        return if repairs.is_english(&lower) { Some(lower) } else { compound(&lower, parts) };
    }
    let words: Vec<&str> = printed.split(' ').filter(|word| !word.is_empty()).collect();
    let spaced = words.len() > 1
        && words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric()))
        && words.iter().skip(1).all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let known = |word: &&str| parts.contains(&word.to_lowercase());
    (spaced && (repairs.is_english(printed) || words.iter().all(known))).then(|| uncapital(&words.concat()))
}

/// `markersupplyempty` as `markerSupplyEmpty`, where `parts` has all of its words and cuts it in one way only. A word that
/// is no compound proves nothing of itself.
fn compound(lower: &str, parts: &BTreeSet<String>) -> Option<String> {
    let mut cuts: Vec<Vec<String>> = vec![Vec::new(); lower.len() + 1];
    cuts[0] = vec![String::new()];
    for end in 1..=lower.len() {
        let starts =
            (0..end).filter(|start| end - start < lower.len() && parts.contains(&lower[*start..end]));
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
