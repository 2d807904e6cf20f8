//! Permission tables of all shapes: one row a caller, one column a caller, least and higher privileged apart,
//! and cells that differ by resource.
//!
//! In: the sections about permissions. Out: [`PermissionTable`]s with alternatives from least to most privileged,
//! each the set of permissions that are needed together, and with what limits them.

mod cell;
mod label;
pub(super) mod names;

use std::collections::BTreeSet;

use super::context::Context;
use super::cursor::{Block, Row, Table};
use super::lexicon::fold;
use super::outline::{Outline, Section};
use super::table::Columns;
use super::text::Text;
use super::type_phrase::squeeze;
use super::words::{Column, Role};
use crate::diagnostic::Code;
use crate::odata::{Caller, Grant, PermissionTable, Stated, is_plural_of, label_words};
use crate::page::RequestLine;

/// The tables of a page, each with what stands above it; `requests` are the lines that they are for.
pub(super) fn tables(
    cx: &mut Context<'_>,
    outline: &Outline<'_>,
    requests: &[RequestLine],
) -> Vec<PermissionTable> {
    let mut found = Vec::new();
    let mut above: Vec<(u8, String)> = Vec::new();
    for section in outline.of(Role::Permissions) {
        let level = section.heading.map_or(0, |heading| heading.level);
        above.retain(|(outer, _)| *outer < level);
        let heading = heading(section);
        for (table, caption) in captioned(section) {
            let scope = caption.or_else(|| heading.clone());
            let mut tables = read(cx, table, scope.as_deref());
            if let Some((_, outer)) = above.last() {
                for table in &mut tables {
                    put_below(table, outer);
                }
            }
            found.append(&mut tables);
        }
        above.extend(heading.map(|heading| (level, heading)));
    }
    // The order of rows, which differs from page to page, shall not be that of tables.
    let scopes: Vec<Option<String>> = found.iter().map(|table| table.scope.clone()).collect();
    let first = |table: &PermissionTable| scopes.iter().position(|scope| *scope == table.scope);
    found.sort_by(|one, other| (first(one), &one.condition).cmp(&(first(other), &other.condition)));
    for table in &mut found {
        let labels = table.scope.iter().chain(&table.condition);
        let kinds: Vec<_> = labels.map(|text| label::kinds(&cx.lexicon, text)).collect();
        table.kinds = both(&kinds);
    }
    let paths = requests.iter().filter_map(|request| request.template.as_ref());
    leave_differences(&mut found, &paths.flat_map(|path| label_words(&path.text)).collect());
    found
}

/// Limits a table by a heading that stands above the one that limits it already.
fn put_below(table: &mut PermissionTable, outer: &str) {
    let inner: Vec<String> =
        table.scope.replace(outer.to_owned()).into_iter().chain(table.condition.take()).collect();
    table.condition = Some(inner.join(", ")).filter(|inner| !inner.is_empty());
}

/// Takes out what all limits of a page say and none of its paths: "to read the photo of a" before `crate` and `rack` tells
/// none from another.
fn leave_differences(tables: &mut [PermissionTable], paths: &BTreeSet<String>) {
    let limits = || tables.iter().flat_map(|table| &table.kinds);
    let in_path = |word: &String| paths.iter().any(|known| known == word || is_plural_of(known, word));
    let idle = |word: &&String| !in_path(word) && limits().all(|limit| limit.contains(word));
    let idle: Vec<String> = limits().next().into_iter().flatten().filter(idle).cloned().collect();
    let differ = limits().all(|limit| limit.iter().any(|word| !idle.contains(word)));
    if tables.len() < 2 || tables.iter().any(|table| table.kinds.is_empty()) || !differ {
        return;
    }
    for limit in tables.iter_mut().flat_map(|table| &mut table.kinds) {
        limit.retain(|word| !idle.contains(word));
    }
}

/// The kinds that every one of the limits names.
fn both(limits: &[Vec<Vec<String>>]) -> Vec<Vec<String>> {
    let join = |known: Vec<Vec<String>>, more: &Vec<Vec<String>>| {
        let pairs =
            known.iter().flat_map(|one| more.iter().map(move |other| [one.as_slice(), other].concat()));
        pairs.collect()
    };
    let mut limits = limits.iter();
    let first = limits.next().cloned().unwrap_or_default();
    limits.fold(first, join)
}

/// A heading that is more than "Permissions".
fn heading(section: &Section<'_>) -> Option<String> {
    let longer = ["permissions-", "permission-"].iter().any(|start| section.slug.starts_with(start));
    let heading = section.heading.filter(|_| section.own != section.role || longer);
    heading.map(|heading| squeeze(&heading.text.plain))
}

/// The tables of a section; where it has several, each with a line above it that is only a label.
fn captioned<'d>(section: &Section<'d>) -> Vec<(&'d Table, Option<String>)> {
    let mut above: Option<&Text> = None;
    let mut found = Vec::new();
    for block in section.blocks {
        match block {
            Block::Table(table) => found.push((table, above.take().and_then(caption))),
            Block::Paragraph(paragraph) => above = Some(&paragraph.text),
            Block::Comment(_) => {}
            Block::Heading(_) | Block::Code(_) | Block::Include(_) => above = None,
        }
    }
    if found.len() < 2 {
        for (_, caption) in &mut found {
            *caption = None;
        }
    }
    found
}

/// A short line that ends with a colon or is bold as a whole.
fn caption(text: &Text) -> Option<String> {
    let words = squeeze(&text.plain);
    let bold =
        text.strong().any(|(_, bold)| bold.trim().trim_end_matches(':') == words.trim_end_matches(':'));
    let label = words.trim_end_matches([':', '：']);
    let is_label = (bold || label.len() < words.len()) && label.chars().count() <= CAPTION;
    (is_label && !label.is_empty()).then(|| label.to_owned())
}

/// Longer lines are sentences.
const CAPTION: usize = 80;

/// The tables that `table` stands for, limited to `scope` if a heading above says so.
fn read(cx: &mut Context<'_>, table: &Table, scope: Option<&str>) -> Vec<PermissionTable> {
    let columns = Columns::of(cx, table);
    let callers: Vec<Option<Caller>> =
        table.header.iter().skip(1).map(|cell| cx.lexicon.caller(&cell.plain)).collect();
    let matrix =
        callers.iter().flatten().count() >= 2 || (columns.len() >= 4 && !columns.has(Column::PermissionType));
    let mut tables = if matrix { by_column(cx, table, &callers) } else { by_row(cx, table, &columns) };
    for found in &mut tables {
        found.scope = found.scope.take().or_else(|| scope.map(str::to_owned));
        mend_order(cx, table, found);
    }
    tables
}

/// Says which orders cannot be, and trusts them no more.
fn mend_order(cx: &mut Context<'_>, table: &Table, found: &mut PermissionTable) {
    for caller in Caller::ALL {
        let Stated::Is(alternatives) = found.grant_mut(caller) else { continue };
        if let Some((less, more)) = names::mend_order(alternatives) {
            let message = format!("{less} allows less than {more}, and stands behind it");
            cx.say(Code::Permission, table.span, message);
        }
    }
}

/// One row a resource, one column a caller.
fn by_column(cx: &mut Context<'_>, table: &Table, callers: &[Option<Caller>]) -> Vec<PermissionTable> {
    let known = callers.iter().flatten().count();
    let mut found = Vec::new();
    for row in &table.rows {
        let label = row.cells.first().map_or_else(String::new, |cell| squeeze(&cell.plain));
        let scope = Some(label).filter(|label| !label.is_empty());
        found.push(PermissionTable { scope: scope.clone(), ..PermissionTable::default() });
        for (at, cell) in row.cells.iter().skip(1).enumerate() {
            let caller =
                if known == 0 { Caller::ALL.get(at).copied() } else { callers.get(at).copied().flatten() };
            let Some(caller) = caller else { continue };
            let parts = parts(cx, cell, false);
            put(cx, &mut found, scope.as_ref(), caller, parts);
        }
    }
    found
}

/// One row a caller.
fn by_row(cx: &mut Context<'_>, table: &Table, columns: &Columns) -> Vec<PermissionTable> {
    let rows: Vec<(&Row, Caller)> = label_rows(cx, table);
    if rows.is_empty() {
        cx.say(Code::TableColumns, table.span, "the permissions table names no caller");
        return Vec::new();
    }
    let unknown = !columns.has(Column::Permissions) && !columns.has(Column::PermissionsReversed);
    let reversed = columns.has(Column::PermissionsReversed)
        || is_reversed(table)
        || !cx.lexicon.is_english() && unknown && falls(table);
    let ranked = columns.has(Column::LeastPrivileged) || columns.has(Column::HigherPrivileged);
    let split = columns.len() == 3 && (ranked || !cx.lexicon.is_english() && unknown && looks_ranked(&rows));
    let mut found: Vec<PermissionTable> = Vec::new();
    let scoped_columns = if split || columns.len() < 3 { 1..2 } else { 1..columns.len() };
    for at in scoped_columns {
        let heading = table.header.get(at).map_or_else(String::new, |cell| squeeze(&cell.plain));
        let scope = (columns.len() > 2 && !split).then_some(heading);
        for (row, caller) in &rows {
            // The least privileged ones stand before the others.
            let cells =
                if split { row.cells.iter().skip(1).take(2) } else { row.cells.iter().skip(at).take(1) };
            let parts = cells.flat_map(|cell| parts(cx, cell, reversed && !split)).collect();
            put(cx, &mut found, scope.as_ref(), *caller, parts);
        }
    }
    found
}

/// Whether a second column never has more than one permission, and a third has several: the least privileged one and
/// those above, whatever the headings say.
fn looks_ranked(rows: &[(&Row, Caller)]) -> bool {
    let counts = |at: usize| {
        let cells = rows.iter().filter_map(move |(row, _)| row.cells.get(at));
        cells.map(|cell| names::places(&cell.plain).count())
    };
    counts(1).all(|count| count <= 1) && counts(2).any(|count| count > 1)
}

/// A part of a cell: what limits it, and what it grants.
type Part = (Option<String>, Grant);

/// Adds what a row says of a caller to the tables of its scope.
fn put(
    cx: &mut Context<'_>,
    found: &mut Vec<PermissionTable>,
    scope: Option<&String>,
    caller: Caller,
    parts: Vec<Part>,
) {
    let stated = parts.iter().any(|(_, grant)| grant.is_stated());
    if !parts.is_empty() {
        cx.report.count("rows.permission", stated);
    }
    for (condition, grant) in parts {
        let is_it =
            |table: &&mut PermissionTable| table.scope.as_ref() == scope && table.condition == condition;
        if let Some(table) = found.iter_mut().find(is_it) {
            table.grant_mut(caller).extend(grant);
            continue;
        }
        let mut table = PermissionTable { scope: scope.cloned(), condition, ..PermissionTable::default() };
        *table.grant_mut(caller) = grant;
        found.push(table);
    }
}

/// The rows with the caller each is about: by its label, else by its place among three.
fn label_rows<'t>(cx: &Context<'_>, table: &'t Table) -> Vec<(&'t Row, Caller)> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.cells.iter().all(Text::is_blank)).collect();
    let by_label = |row: &&'t Row| row.cells.first().and_then(|cell| cx.lexicon.caller(&cell.plain));
    if rows.len() == 3 && !rows.iter().all(|row| by_label(row).is_some()) {
        return rows.into_iter().zip(Caller::ALL).collect();
    }
    let mut labelled = Vec::new();
    let mut last = None;
    for row in rows {
        // A row without a caller of its own goes on with the one above it.
        last = by_label(&row).or(last);
        labelled.extend(last.map(|caller| (row, caller)));
    }
    labelled
}

/// Whether the heading of the permissions names the most privileged first.
fn is_reversed(table: &Table) -> bool {
    let heading = fold(table.header.get(1).map_or("", |cell| &cell.plain));
    heading.find("most").zip(heading.find("least")).is_some_and(|(most, least)| most < least)
}

/// Whether the cells under a heading in unknown words name what may write before what may only read.
fn falls(table: &Table) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(1));
    let pairs = cells.flat_map(|cell| {
        let names: Vec<&str> = names::places(&cell.plain).map(|place| &cell.plain[place]).collect();
        names.windows(2).map(|pair| (privilege(pair[0]), privilege(pair[1]))).collect::<Vec<_>>()
    });
    let (falling, rising): (Vec<_>, Vec<_>) =
        pairs.filter(|(first, second)| first != second).partition(|(first, second)| first > second);
    falling.len() > rising.len()
}

/// How much a permission allows, as far as its name tells.
fn privilege(name: &str) -> u8 {
    if name.contains("Write") { 2 } else { u8::from(!name.contains("ReadBasic")) }
}

/// The parts of a cell. What is not understood is told.
fn parts(cx: &mut Context<'_>, cell: &Text, reversed: bool) -> Vec<Part> {
    let cell = &*cell.without_notes();
    let reading = cell::read(&cx.lexicon, &cell.plain);
    for unread in &reading.unread {
        let message = if names::places(unread).next().is_none() {
            format!("\"{unread}\" names no permission")
        } else {
            format!("\"{unread}\" is not understood, and its permissions are left out")
        };
        cx.say(Code::Permission, cell.whole(), message);
    }
    let mut parts: Vec<Part> = Vec::new();
    for cell::Clause { limit, grant } in reading.clauses {
        match parts.iter_mut().find(|(known, _)| *known == limit) {
            Some((_, known)) => known.extend(grant),
            None => parts.push((limit, grant)),
        }
    }
    for (_, grant) in &mut parts {
        if let Stated::Is(alternatives) = grant
            && reversed
        {
            alternatives.groups.reverse();
        }
    }
    if parts.is_empty() {
        parts.push((None, Stated::NotStated));
    }
    parts
}

#[cfg(test)]
mod tests;
