//! Members of a series: where a table goes through the same states for one thing after another (`feederEmpty`,
//! `feederFull`, `feederJam`, `trayEmpty`, ..), a lost member is told by what stands between the same two for other things.
//!
//! In: the names of a table, row by row. Out: the names of lost rows. Where a row has lost its thing alone, and the table is
//! in the order of the alphabet there, the neighbours tell the thing. Names that count (`preset1`, `preset2`) go on between two
//! that are left.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::corpus::spelled::is_enum_member;

/// So many other things must have the same between the same two, and so many times as many as have something else there.
const WITNESSES: usize = 2;
const AGREED: usize = 4;

/// Witnesses that are asked at most.
const ASKED: usize = 64;

/// Words of a name that are looked at.
const WORDS: usize = 8;

/// The rows of a table.
pub(super) struct Series<'n> {
    /// The names of the rows that have kept them.
    names: &'n [Option<String>],
    rows: HashMap<&'n str, usize>,
    /// The rows whose names end with these words.
    ends: HashMap<&'n str, Vec<usize>>,
    /// The first words of names, in small letters.
    things: HashSet<String>,
}

impl<'n> Series<'n> {
    /// For the names of a table; lost ones are absent.
    pub(super) fn of(names: &'n [Option<String>]) -> Self {
        let mut series = Self { names, rows: HashMap::new(), ends: HashMap::new(), things: HashSet::new() };
        for (row, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            series.rows.insert(name, row);
            series.things.extend(words(name).next().map(|at| name[..at].to_ascii_lowercase()));
            for at in words(name) {
                series.ends.entry(&name[at..]).or_default().push(row);
            }
        }
        series
    }

    /// The names of lost rows, as far as the table tells them.
    pub(super) fn lost(&self) -> Vec<(usize, String)> {
        let kept: Vec<(usize, &str)> =
            self.names.iter().enumerate().filter_map(|(row, name)| Some((row, name.as_deref()?))).collect();
        kept.windows(2)
            .filter(|pair| pair[1].0 > pair[0].0 + 1)
            .flat_map(|pair| self.gap(pair[0], pair[1]))
            .collect()
    }

    /// The names between two rows that have kept theirs.
    fn gap(&self, (first, before): (usize, &str), (last, after): (usize, &str)) -> Vec<(usize, String)> {
        let inner = shared(before, after).into_iter().rev().find_map(|at| {
            let (thing, ends) = (&before[..at], (&before[at..], &after[at..]));
            let found = self.between(thing, ends, last - first - 1)?;
            Some(found.iter().map(|end| format!("{thing}{end}")).collect::<Vec<_>>())
        });
        let inner = inner.or_else(|| counted(before, after, last - first));
        let inner = inner.filter(|names| !names.iter().any(|name| self.rows.contains_key(name.as_str())));
        (first + 1..last).zip(inner.unwrap_or_default()).collect()
    }

    /// What stands in so many rows between two states of other things than this one.
    fn between(&self, thing: &str, (from, to): (&str, &str), count: usize) -> Option<Vec<&'n str>> {
        let mut found: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for row in self.ends.get(from)?.iter().copied().take(ASKED) {
            let name = self.names[row].as_deref()?;
            let other = &name[..name.len() - from.len()];
            let end = self.rows.get(format!("{other}{to}").as_str()).copied();
            if other == thing || end != Some(row + count + 1) {
                continue;
            }
            let inner = self.names[row + 1..=row + count].iter();
            let inner: Option<Vec<&str>> = inner
                .map(|name| name.as_deref()?.strip_prefix(other).filter(|end| !end.is_empty()))
                .collect();
            if let Some(inner) = inner {
                *found.entry(inner).or_default() += 1;
            }
        }
        let all: usize = found.values().sum();
        let (most, times) = found.into_iter().max_by_key(|(_, times)| *times)?;
        (times >= WITNESSES && times >= (all - times) * AGREED).then_some(most)
    }

    /// The name of a lost row that has kept all but its first word, which nothing else in the table begins with.
    pub(super) fn of_neighbours(&self, row: usize, printed: &str) -> Option<String> {
        let (thing, end) = printed.split_at(words(printed).next()?);
        if !is_enum_member(end) || self.things.contains(&thing.to_ascii_lowercase()) {
            return None;
        }
        let before = self.names[..row].iter().rev().flatten().next()?;
        let after = self.names[row + 1..].iter().flatten().next()?;
        let is_between = |name: &String| {
            let [name, before, after] = [name, before, after].map(|name| name.to_ascii_lowercase());
            before < name && name < after
        };
        let fitting = shared(before, after).into_iter().rev().map(|at| format!("{}{end}", &before[..at]));
        fitting.filter(is_between).find(|name| !self.rows.contains_key(name.as_str()))
    }
}

/// The names between two that count, so many steps from each other: `preset15` and `preset19`.
fn counted(before: &str, after: &str, steps: usize) -> Option<Vec<String>> {
    let (stem, first) = numbered(before)?;
    let last = numbered(after).filter(|(other, _)| *other == stem)?.1;
    let between = || (first + 1..last).map(|number| format!("{stem}{number}")).collect();
    (last.checked_sub(first) == u64::try_from(steps).ok()).then(between)
}

/// The number at the end of a name, and what stands before it.
fn numbered(name: &str) -> Option<(&str, u64)> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &name[stem.len()..];
    let is_plain = !stem.is_empty() && (number == "0" || !number.starts_with('0'));
    is_plain.then(|| number.parse().ok()).flatten().map(|number| (stem, number))
}

/// Where the words begin behind those that two names have in common.
fn shared(one: &str, other: &str) -> Vec<usize> {
    words(one).take_while(|at| other.get(..*at) == Some(&one[..*at])).collect()
}

/// Where the words of a name begin, but for the first one: `feederEmpty` at `Empty`.
fn words(name: &str) -> impl Iterator<Item = usize> {
    let starts = name.char_indices().filter(|(at, c)| *at > 0 && c.is_ascii_uppercase());
    starts.map(|(at, _)| at).take(WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &str, expected: &[(usize, &str)]) {
        let names: Vec<Option<String>> =
            names.split_whitespace().map(|name| (name != "?").then(|| name.to_owned())).collect();
        let expected: Vec<(usize, String)> =
            expected.iter().map(|(row, name)| (*row, (*name).to_owned())).collect();
        assert_eq!(Series::of(&names).lost(), expected);
    }

    const OTHERS: &str = "hatchEmpty hatchFull hatchJam rackEmpty rackFull rackJam";

    #[test]
    fn a_row_between_two_of_a_series() {
        check(&format!("{OTHERS} paperTrayEmpty ? paperTrayJam"), &[(7, "paperTrayFull")]);
        check(&format!("trayEmpty ? trayJam {OTHERS}"), &[(1, "trayFull")]);
    }

    #[test]
    fn several_rows_between_two_of_a_series() {
        let others = "hatchEmpty hatchFull hatchHot hatchJam rackEmpty rackFull rackHot rackJam";
        check(&format!("{others} trayEmpty ? ? trayJam"), &[(9, "trayFull"), (10, "trayHot")]);
        check(&format!("{others} trayEmpty ? trayJam"), &[]);
    }

    #[test]
    fn what_others_do_not_agree_on_stays_lost() {
        check("hatchEmpty hatchFull hatchJam trayEmpty ? trayJam", &[]);
        check(&format!("{OTHERS} doorEmpty doorHot doorJam trayEmpty ? trayJam"), &[]);
        let many = "binEmpty binFull binJam boxEmpty boxFull boxJam doorEmpty doorHot doorJam";
        check(&format!("{OTHERS} {many} trayEmpty ? trayJam"), &[(16, "trayFull")]);
        check(&format!("{OTHERS} trayEmpty ? doorJam"), &[]);
        check(&format!("{OTHERS} trayFull trayEmpty ? trayJam"), &[]);
        check("? ? ?", &[]);
        check("", &[]);
    }

    #[test]
    fn names_that_count() {
        check("none preset9 ? ? preset12 ?", &[(2, "preset10"), (3, "preset11")]);
        check("preset9 ? ? preset11", &[]);
        check("preset9 ? group11", &[]);
        check("preset09 ? preset11", &[]);
        check("preset12 ? preset10", &[]);
        check("preset99999999999999999999 ? preset1", &[]);
    }

    #[track_caller]
    fn check_thing(names: &str, printed: &str, expected: Option<&str>) {
        let names: Vec<Option<String>> =
            names.split_whitespace().map(|name| (name != "?").then(|| name.to_owned())).collect();
        let row = names.iter().position(Option::is_none).expect("a lost row");
        assert_eq!(Series::of(&names).of_neighbours(row, printed).as_deref(), expected);
    }

    #[test]
    fn a_thing_that_both_neighbours_have() {
        check_thing("paperTrayEmpty ? paperTrayOpen", "korbFull", Some("paperTrayFull"));
        check_thing("paperTrayEmpty ? paperWeightOpen", "PapierTrayFull", Some("paperTrayFull"));
        check_thing("paperTrayEmpty ? ? paperTrayOpen", "korbFull", Some("paperTrayFull"));
        // Out of order, of another thing, there already, nothing kept, nothing shared.
        check_thing("trayEmpty ? trayFull", "korbOpen", None);
        check_thing("trayEmpty ? trayOpen doorJam", "doorFull", None);
        check_thing("trayEmpty ? trayOpen trayFull", "korbFull", None);
        check_thing("trayEmpty ? trayOpen", "korb", None);
        check_thing("trayEmpty ? doorOpen", "korbFull", None);
    }
}
