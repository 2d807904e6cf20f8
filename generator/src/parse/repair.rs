//! Names that a translation damaged, put right by the JSON representation of the same page.
//!
//! In: the rows of a page and its representation. Out: the same rows with their names repaired and marked. In order:
//! the same letters in another case, the place between neighbours that are known, the only one that is left over.

use super::context::Context;
use super::type_phrase::is_identifier;
use crate::diagnostic::Code;
use crate::page::{Json, PropertyRow, Repair, Sample};

/// Repairs the properties and relationships of a resource page.
pub(super) fn rows(
    cx: &mut Context<'_>,
    sample: &Sample,
    properties: &mut [PropertyRow],
    relationships: &mut [PropertyRow],
) {
    if cx.lexicon.is_english() {
        return;
    }
    let Json::Object(members) = &sample.value else { return };
    let others: Vec<String> = relationships.iter().map(|row| row.name.value.clone()).collect();
    let keys: Vec<&str> =
        members.iter().map(|(key, _)| key.as_str()).filter(|key| !key.starts_with('@')).collect();
    let free: Vec<&str> = keys.iter().copied().filter(|key| !others.iter().any(|name| name == key)).collect();
    repair(cx, &free, properties);
    let taken: Vec<String> = properties.iter().map(|row| row.name.value.clone()).collect();
    let left: Vec<&str> = keys.into_iter().filter(|key| !taken.iter().any(|name| name == key)).collect();
    repair(cx, &left, relationships);
}

/// Repairs `rows` by `keys`, which name the same things in about the same order.
pub(super) fn repair(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow]) {
    let mut names: Vec<Option<usize>> =
        rows.iter().map(|row| keys.iter().position(|key| *key == row.name.value)).collect();
    by_case(cx, keys, rows, &mut names);
    by_position(cx, keys, rows, &mut names);
    left_over(cx, keys, rows, &names);
}

fn set(cx: &mut Context<'_>, row: &mut PropertyRow, name: &str, repair: Repair) {
    let message = format!("\"{}\" is {name}", row.name.value);
    cx.say(Code::Repaired, row.name.span, message);
    name.clone_into(&mut row.name.value);
    row.repair = Some(repair);
}

/// Letters and digits alone, lower case: what is left when case and spaces are damaged.
fn squash(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn by_case(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow], names: &mut [Option<usize>]) {
    for (row, name) in rows.iter_mut().zip(names.iter_mut()).filter(|(_, name)| name.is_none()) {
        let printed = squash(&row.name.value);
        if let Some(at) = keys.iter().position(|key| squash(key) == printed) {
            set(cx, row, keys[at], Repair::Case);
            *name = Some(at);
        }
    }
}

/// Rows between two known neighbours, as many as keys stand between those.
fn by_position(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow], names: &mut [Option<usize>]) {
    let known = names.to_vec();
    let mut start = 0;
    while start < rows.len() {
        if known[start].is_some() {
            start += 1;
            continue;
        }
        let end = (start..rows.len()).find(|at| known[*at].is_some()).unwrap_or(rows.len());
        let before = if start == 0 { Some(0) } else { known[start - 1].map(|at| at + 1) };
        let after = if end == rows.len() { Some(keys.len()) } else { known[end] };
        if let (Some(before), Some(after)) = (before, after)
            && before + (end - start) == after
            && (before..after).all(|key| !known.contains(&Some(key)))
        {
            for (row, key) in (start..end).zip(before..after) {
                if is_damaged(&rows[row].name.value) || end - start == 1 {
                    set(cx, &mut rows[row], keys[key], Repair::Position);
                    names[row] = Some(key);
                }
            }
        }
        start = end;
    }
}

/// The only damaged row gets the only key that no row names.
fn left_over(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow], names: &[Option<usize>]) {
    let mut free = (0..keys.len()).filter(|key| !names.contains(&Some(*key)));
    let damaged: Vec<usize> =
        (0..rows.len()).filter(|row| names[*row].is_none() && is_damaged(&rows[*row].name.value)).collect();
    if let (Some(key), None, [row]) = (free.next(), free.next(), &damaged[..]) {
        set(cx, &mut rows[*row], keys[key], Repair::LeftOver);
    }
}

/// Whether a name can be no name of the API.
pub(super) fn is_damaged(name: &str) -> bool {
    let bare = name.replace(['@', '.'], "_");
    !is_identifier(&bare)
}
