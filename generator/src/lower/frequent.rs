//! What pages say most often, where they disagree.

use std::collections::BTreeMap;

/// The most frequent value; the smallest of those that are equally frequent.
pub(super) fn most_frequent<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    // Of equal ones the last is taken, and the first is wanted.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// The same of values that are counted already.
pub(super) fn most_counted<T: Ord>(counts: &BTreeMap<T, usize>) -> Option<&T> {
    counts.iter().rev().max_by_key(|(_, count)| **count).map(|(value, _)| value)
}
