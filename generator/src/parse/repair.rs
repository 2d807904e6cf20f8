//! Names that a translation damaged, put right by the JSON representation of the same page.
//!
//! In: the rows of a page and its representation. Out: the same rows with their names repaired and marked. In order:
//! the same letters in another case, the place between neighbours that are known, the only one that is left over.

use super::context::Context;
use super::type_phrase::is_identifier;
use crate::diagnostic::Code;
use crate::odata::{PathTemplate, letters};
use crate::page::{Json, OperationSection, ParameterPlace, PropertyRow, Repair, Sample};

/// Repairs the properties and relationships of a resource page.
pub(super) fn rows(
    cx: &mut Context<'_>,
    sample: &Sample,
    properties: &mut [PropertyRow],
    relationships: &mut [PropertyRow],
) {
    let Json::Object(members) = &sample.value else { return };
    without_notes(cx, members, properties);
    if cx.lexicon.is_english() {
        return;
    }
    let others: Vec<String> = relationships.iter().map(|row| row.name.value.clone()).collect();
    let keys: Vec<&str> =
        members.iter().map(|(key, _)| key.as_str()).filter(|key| !key.starts_with('@')).collect();
    let free: Vec<&str> = keys.iter().copied().filter(|key| !others.iter().any(|name| name == key)).collect();
    repair(cx, &free, properties, Trust::Position);
    let taken: Vec<String> = properties.iter().map(|row| row.name.value.clone()).collect();
    let left: Vec<&str> = keys.into_iter().filter(|key| !taken.iter().any(|name| name == key)).collect();
    repair(cx, &left, relationships, Trust::Position);
}

/// `weight1` is `weight` with the mark of a note, where the representation shows the one and not the other.
fn without_notes(cx: &mut Context<'_>, members: &[(String, Json)], rows: &mut [PropertyRow]) {
    let names: Vec<String> = rows.iter().map(|row| row.name.value.clone()).collect();
    for row in rows {
        let bare = row.name.value.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let shown = |name: &str| members.iter().any(|(key, _)| key == name);
        let free = !names.contains(&bare) && bare.len() < row.name.value.len();
        if free && shown(&bare) && !shown(&row.name.value) {
            set(cx, row, &bare, Repair::Note);
        }
    }
}

/// Repairs the parameters of an operation page: those of the body by the body of an example, those of the path by the
/// request lines.
pub(super) fn operation(cx: &mut Context<'_>, operation: &mut OperationSection) {
    if cx.lexicon.is_english() {
        return;
    }
    let sent = operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.as_ref());
    let keys: Vec<String> = sent
        .filter_map(|sample| match &sample.value {
            Json::Object(members) => Some(members),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => None,
        })
        .max_by_key(|members| members.len())
        .map(|members| {
            members.iter().map(|(key, _)| key.clone()).filter(|key| !key.starts_with('@')).collect()
        })
        .unwrap_or_default();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    repair(cx, &keys, &mut operation.body.rows, Trust::Damage);
    let templates = operation.requests.iter().filter_map(|request| request.template.as_ref());
    let named = templates.flat_map(PathTemplate::arguments).map(|argument| argument.name.as_str());
    let mut distinct: Vec<&str> = Vec::new();
    for name in named.filter(|name| is_identifier(name)) {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    let (mut functions, others): (Vec<_>, Vec<_>) = std::mem::take(&mut operation.parameters)
        .into_iter()
        .partition(|one| one.place == ParameterPlace::Function);
    let mut rows: Vec<PropertyRow> = functions.iter().map(|parameter| parameter.row.clone()).collect();
    repair(cx, &distinct, &mut rows, Trust::Position);
    for (parameter, row) in functions.iter_mut().zip(rows) {
        parameter.row = row;
    }
    functions.extend(others);
    operation.parameters = functions;
}

/// Which names may be replaced by their place among known neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Every name: the keys are those of the same type or path.
    Position,
    /// Only names that cannot be right: an example may leave out rows and show others.
    Damage,
}

/// Repairs `rows` by `keys`, which name the same things in about the same order.
fn repair(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow], trust: Trust) {
    let mut names: Vec<Option<usize>> =
        rows.iter().map(|row| keys.iter().position(|key| *key == row.name.value)).collect();
    by_case(cx, keys, rows, &mut names);
    by_position(cx, keys, rows, &mut names, trust);
    left_over(cx, keys, rows, &names);
}

fn set(cx: &mut Context<'_>, row: &mut PropertyRow, name: &str, repair: Repair) {
    let message = format!("\"{}\" is {name}", row.name.value);
    cx.say(Code::Repaired, row.name.span, message);
    name.clone_into(&mut row.name.value);
    row.repair = Some(repair);
}

fn by_case(cx: &mut Context<'_>, keys: &[&str], rows: &mut [PropertyRow], names: &mut [Option<usize>]) {
    for (row, name) in rows.iter_mut().zip(names.iter_mut()).filter(|(_, name)| name.is_none()) {
        let printed = letters(&row.name.value);
        if let Some(at) = keys.iter().position(|key| letters(key) == printed) {
            set(cx, row, keys[at], Repair::Case);
            *name = Some(at);
        }
    }
}

/// Rows between two known neighbours, as many as keys stand between those.
fn by_position(
    cx: &mut Context<'_>,
    keys: &[&str],
    rows: &mut [PropertyRow],
    names: &mut [Option<usize>],
    trust: Trust,
) {
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
                if trust == Trust::Damage && !is_damaged(&rows[row].name.value) {
                    continue;
                }
                set(cx, &mut rows[row], keys[key], Repair::Position);
                names[row] = Some(key);
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
fn is_damaged(name: &str) -> bool {
    let bare = name.replace(['@', '.'], "_");
    !is_identifier(&bare)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::link::Links;
    use super::*;
    use crate::diagnostic::Report;
    use crate::source::{SourceFile, SourceMap, Span, Spanned};

    fn check_with(trust: Trust, keys: &[&str], printed: &[&str], expected: &[(&str, Option<Repair>)]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
        let row = |name: &&str| PropertyRow::named(Spanned::new((*name).to_owned(), Span::new(page, 0..0)));
        let mut rows: Vec<PropertyRow> = printed.iter().map(row).collect();
        let lexicon = Lexicon::for_locale(Some("zh-CN"));
        let mut cx = Context { lexicon, links: Links { path: "a.md" }, report: Report::default() };
        repair(&mut cx, keys, &mut rows, trust);
        let shown: Vec<(&str, Option<Repair>)> =
            rows.iter().map(|row| (row.name.value.as_str(), row.repair)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn marks_of_notes_come_off() {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
        let row = |name: &str| PropertyRow::named(Spanned::new(name.to_owned(), Span::new(page, 0..0)));
        let mut rows: Vec<PropertyRow> = ["weight1", "line2", "side3", "side"].map(row).into();
        let members: Vec<(String, Json)> =
            ["weight", "line2", "line", "side"].map(|key| (key.to_owned(), Json::Null)).into();
        let lexicon = Lexicon::for_locale(None);
        let mut cx = Context { lexicon, links: Links { path: "a.md" }, report: Report::default() };
        without_notes(&mut cx, &members, &mut rows);
        let names: Vec<&str> = rows.iter().map(|row| row.name.value.as_str()).collect();
        assert_eq!(names, ["weight", "line2", "side3", "side"]);
    }

    fn check(keys: &[&str], printed: &[&str], expected: &[(&str, Option<Repair>)]) {
        check_with(Trust::Position, keys, printed, expected);
    }

    #[test]
    fn an_example_replaces_only_what_cannot_be_right() {
        check_with(
            Trust::Damage,
            &["value", "b", "owner"],
            &["context", "b", "所有者"],
            &[("context", None), ("b", None), ("owner", Some(Repair::Position))],
        );
    }

    #[test]
    fn names_in_another_case() {
        check(
            &["webUrl", "chamberCooling"],
            &["WebUrl", "chamber Cooling"],
            &[("webUrl", Some(Repair::Case)), ("chamberCooling", Some(Repair::Case))],
        );
    }

    #[test]
    fn names_between_known_neighbours() {
        check(
            &["id", "owner", "state", "tags"],
            &["id", "所有者", "nome", "tags"],
            &[
                ("id", None),
                ("owner", Some(Repair::Position)),
                ("state", Some(Repair::Position)),
                ("tags", None),
            ],
        );
    }

    #[test]
    fn the_only_one_left() {
        check(
            &["tags", "owner", "id"],
            &["id", "所有者", "tags"],
            &[("id", None), ("owner", Some(Repair::LeftOver)), ("tags", None)],
        );
    }

    #[test]
    fn what_nothing_tells_stays() {
        check(&["id", "a", "b"], &["id", "甲"], &[("id", None), ("甲", None)]);
    }
}
