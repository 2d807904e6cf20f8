//! Members of a series: where a table goes through the same states for one thing after another (`feederEmpty`,
//! `feederFull`, `feederJam`, `trayEmpty`, ..), a lost member is told by what stands between the same two for other things.
//!
//! In: the names of a table, row by row. Out: the names of lost rows.

use std::collections::{BTreeMap, HashMap};

/// So many other things must have the same between the same two, and none anything else.
const WITNESSES: usize = 2;

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
}

impl<'n> Series<'n> {
    /// For the names of a table; lost ones are absent.
    pub(super) fn of(names: &'n [Option<String>]) -> Self {
        let mut series = Self { names, rows: HashMap::new(), ends: HashMap::new() };
        for (row, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            series.rows.insert(name, row);
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
        let shared: Vec<usize> =
            words(before).take_while(|at| after.get(..*at) == Some(&before[..*at])).collect();
        let inner = shared.iter().rev().find_map(|at| {
            let (thing, ends) = (&before[..*at], (&before[*at..], &after[*at..]));
            let found = self.between(thing, ends, last - first - 1)?;
            Some(found.iter().map(|end| format!("{thing}{end}")).collect::<Vec<_>>())
        });
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
        let (only, times) = found.pop_first()?;
        (found.is_empty() && times >= WITNESSES).then_some(only)
    }
}

/// Where the words of a name begin, but for the first one: `feederEmpty` at `Empty`.
fn words(name: &str) -> impl DoubleEndedIterator<Item = usize> {
    let starts: Vec<usize> = name
        .char_indices()
        .filter(|(at, c)| *at > 0 && c.is_ascii_uppercase())
        .map(|(at, _)| at)
        .take(WORDS)
        .collect();
    starts.into_iter()
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
        check(&format!("{OTHERS} trayEmpty ? doorJam"), &[]);
        check(&format!("{OTHERS} trayFull trayEmpty ? trayJam"), &[]);
        check("? ? ?", &[]);
        check("", &[]);
    }
}
