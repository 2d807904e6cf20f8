//! Permission tables of all shapes: one row a caller, one column a caller, least and higher privileged apart,
//! and cells that differ by resource.
//!
//! In: tables of a permissions section. Out: [`PermissionTable`]s with alternatives from least to most privileged,
//! each the set of permissions that are needed together.

use std::borrow::Cow;

use super::context::Context;
use super::cursor::{Row, Table};
use super::lexicon::fold;
use super::spaces;
use super::table::Columns;
use super::text::Text;
use super::type_phrase::squeeze;
use super::words::Column;
use crate::diagnostic::Code;
use crate::odata::{Caller, Grant, PermissionTable, Stated};

/// The tables that `table` stands for, limited to `scope` if a heading above says so.
pub(super) fn read(cx: &mut Context<'_>, table: &Table, scope: Option<&str>) -> Vec<PermissionTable> {
    let columns = Columns::of(cx, table);
    let callers: Vec<Option<Caller>> =
        table.header.iter().skip(1).map(|cell| cx.lexicon.caller(&cell.plain)).collect();
    let matrix =
        callers.iter().flatten().count() >= 2 || (columns.len() >= 4 && !columns.has(Column::PermissionType));
    let tables = if matrix { by_column(cx, table, &callers) } else { by_row(cx, table, &columns) };
    let limit = |found: PermissionTable| PermissionTable {
        scope: found.scope.or_else(|| scope.map(str::to_owned)),
        ..found
    };
    tables.into_iter().map(limit).collect()
}

/// One row a resource, one column a caller.
fn by_column(cx: &mut Context<'_>, table: &Table, callers: &[Option<Caller>]) -> Vec<PermissionTable> {
    let known = callers.iter().flatten().count();
    let mut found = Vec::new();
    for row in &table.rows {
        let label = row.cells.first().map_or_else(String::new, |cell| squeeze(&cell.plain));
        let mut permissions = PermissionTable::of(Some(label).filter(|label| !label.is_empty()));
        for (at, cell) in row.cells.iter().skip(1).enumerate() {
            let caller =
                if known == 0 { Caller::ALL.get(at).copied() } else { callers.get(at).copied().flatten() };
            let Some(caller) = caller else { continue };
            let read = read_cell(cx, cell, false);
            cx.report.count("rows.permission", read.is_stated());
            *permissions.grant_mut(caller) = read;
        }
        found.push(permissions);
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
            let parts: Vec<(Option<String>, Grant)> = if split {
                vec![(None, least_and_higher(cx, row))]
            } else {
                row.cells.get(at).map_or_else(Vec::new, |cell| scoped_cells(cx, cell, reversed))
            };
            for (part, cell) in parts {
                cx.report.count("rows.permission", cell.is_stated());
                let scope = part.or_else(|| scope.clone());
                put(&mut found, scope, *caller, cell);
            }
        }
    }
    found
}

/// Whether a second column never has more than one permission, and a third has several: the least privileged one and
/// those above, whatever the headings say.
fn looks_ranked(rows: &[(&Row, Caller)]) -> bool {
    let counts = |at: usize| {
        let cells = rows.iter().filter_map(move |(row, _)| row.cells.get(at));
        cells.map(|cell| alternatives(&cell.plain).len())
    };
    counts(1).all(|count| count <= 1) && counts(2).any(|count| count > 1)
}

fn put(found: &mut Vec<PermissionTable>, scope: Option<String>, caller: Caller, cell: Grant) {
    if let Some(table) = found.iter_mut().find(|table| table.scope == scope) {
        table.grant_mut(caller).extend(cell);
        return;
    }
    let mut table = PermissionTable::of(scope);
    *table.grant_mut(caller) = cell;
    found.push(table);
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
        let names: Vec<String> = alternatives(&cell.plain).concat();
        names.windows(2).map(|pair| (privilege(&pair[0]), privilege(&pair[1]))).collect::<Vec<_>>()
    });
    let (falling, rising): (Vec<_>, Vec<_>) =
        pairs.filter(|(first, second)| first != second).partition(|(first, second)| first > second);
    falling.len() > rising.len()
}

/// How much a permission allows, as far as its name tells.
fn privilege(name: &str) -> u8 {
    if name.contains("Write") { 2 } else { u8::from(!name.contains("ReadBasic")) }
}

/// The cells "least privileged" and "higher privileged" of a row, one after the other.
fn least_and_higher(cx: &mut Context<'_>, row: &Row) -> Grant {
    let mut all = Grant::default();
    for cell in row.cells.iter().skip(1).take(2) {
        all.extend(read_cell(cx, cell, false));
    }
    all
}

/// The parts of a cell that hold for different resources: "For **user** resource:<br/>A, B<br/>For ...".
fn scoped_cells(cx: &mut Context<'_>, cell: &Text, reversed: bool) -> Vec<(Option<String>, Grant)> {
    let cell = &*cell.without_notes();
    let mut parts: Vec<(Option<String>, Grant)> = Vec::new();
    let mut scope: Option<String> = None;
    let mut start = 0;
    for line in cell.plain.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let words = squeeze(line);
        if words.is_empty() {
            continue;
        }
        if words.ends_with([':', '：']) && tokens(&words).is_empty() {
            scope = Some(words.trim_end_matches([':', '：']).to_owned());
            continue;
        }
        let part = cell.slice(range);
        let own = own_scope(&words);
        let read = read_cell(cx, &part, reversed);
        let scope = own.or_else(|| scope.clone());
        match parts.iter_mut().find(|(known, _)| *known == scope) {
            Some((_, known)) => known.extend(read),
            None => parts.push((scope, read)),
        }
    }
    if parts.is_empty() {
        parts.push((None, Stated::NotSupported));
    }
    parts
}

/// "A.Read for a chat message": what the permissions of a line are limited to.
fn own_scope(words: &str) -> Option<String> {
    let (before, after) = words.split_once(" for ")?;
    let after = after.trim_end_matches(['.', ',', ';', ':']);
    (!tokens(before).is_empty() && tokens(after).is_empty() && !after.is_empty())
        .then(|| format!("For {after}"))
}

/// One cell.
pub(crate) fn read_cell(cx: &mut Context<'_>, cell: &Text, reversed: bool) -> Grant {
    let cell = &*cell.without_notes();
    let mut alternatives = alternatives(&cell.plain);
    if reversed {
        alternatives.reverse();
    }
    if alternatives.is_empty() {
        let words = squeeze(&cell.plain);
        let stated =
            cx.lexicon.is_unsupported(&words) || (!cx.lexicon.is_english() && words.chars().count() < 40);
        if !stated {
            cx.say(Code::Permission, cell.whole(), format!("\"{words}\" names no permission"));
        }
        return if stated { Stated::NotSupported } else { Stated::NotStated };
    }
    Grant::of(alternatives)
}

/// What stands between two permissions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Or,
    Comma,
    And,
}

/// The alternatives of a cell, each the permissions needed together.
fn alternatives(cell: &str) -> Vec<Vec<String>> {
    let cell = repair(cell);
    let found = tokens(&cell);
    let mut joints = Vec::new();
    for pair in found.windows(2) {
        joints.push(joint(&cell[pair[0].1..pair[1].0]));
    }
    let name = |at: usize| cell[found[at].0..found[at].1].trim_end_matches(['.', '-']).to_owned();
    let lower = cell.to_lowercase();
    let last = joints.len().checked_sub(1);
    let ands = joints.iter().filter(|joint| **joint == Joint::And).count();
    if lower.contains("one from")
        && let Some(and) = joints.iter().position(|joint| *joint == Joint::And)
    {
        // "One from A, B plus C": each of the first with all of the rest.
        let rest: Vec<String> = (and + 1..found.len()).map(name).collect();
        return (0..=and).map(|at| std::iter::once(name(at)).chain(rest.iter().cloned()).collect()).collect();
    }
    // "A, B, and C" lists; "A and B, C and D" groups.
    let listing = ands == 1
        && joints.len() > 1
        && last.is_some_and(|last| joints[last] == Joint::And)
        && last.is_some_and(|last| cell[found[last].1..found[last + 1].0].contains(','));
    let mut groups: Vec<Vec<String>> = Vec::new();
    for at in 0..found.len() {
        let together = at > 0 && joints[at - 1] == Joint::And && !listing;
        match groups.last_mut().filter(|_| together) {
            Some(group) => group.push(name(at)),
            None => groups.push(vec![name(at)]),
        }
    }
    let mut distinct: Vec<Vec<String>> = Vec::new();
    for group in groups {
        if !distinct.contains(&group) {
            distinct.push(group);
        }
    }
    distinct
}

fn joint(between: &str) -> Joint {
    let words = fold(between);
    let word =
        |listed: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| listed.contains(&word));
    if word(&["and", "plus", "e", "und", "y", "et", "和", "以及", "и"])
        || words.contains('+')
        || words.contains('&')
    {
        Joint::And
    } else if word(&["or", "ou", "oder", "o", "或", "或者", "или"]) {
        Joint::Or
    } else {
        Joint::Comma
    }
}

/// Takes damage out of a cell: `GroupMember. Read. All`, strike-through marks.
fn repair(cell: &str) -> String {
    let mut text = tight(cell).replace("~~", "");
    // From the end, so that the parts behind a break are whole again when it is looked at.
    let breaks: Vec<usize> = text.match_indices(". ").map(|(at, _)| at).collect();
    for at in breaks.into_iter().rev() {
        if is_broken(&text, at) {
            text.replace_range(at..at + 2, ".");
        }
    }
    text
}

/// A cell without the spaces within names that no line is broken at. Where what stands on both sides is a permission, they are
/// two, unless the name would go on: `Crate.Read` and `Write.All`.
fn tight(printed: &str) -> Cow<'_, str> {
    spaces::joined(printed, |left, right| {
        let is_verb = |part: &str| matches!(part, "All" | "Read" | "ReadWrite" | "ReadBasic" | "Selected");
        let ends = left.rsplit('.').next().is_some_and(is_verb) && left.contains('.');
        let begins = right.split('.').skip(1).any(is_verb);
        let goes_on = left.ends_with("Read") && (right.starts_with("Write") || right.starts_with("Basic"));
        let named = left.contains('.') || left.starts_with(|c: char| c.is_ascii_uppercase());
        let part = left.ends_with('.') || right.starts_with(|c: char| c == '.' || c.is_ascii_uppercase());
        let whole = format!("{left}{right}");
        named && part && is_permission(whole.trim_end_matches('.')) && (goes_on || !(ends && begins))
    })
}

/// Whether a full stop with a space is one within a permission.
fn is_broken(text: &str, at: usize) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let before = text[..at].rsplit(|c| !word(c)).next().unwrap_or_default();
    let after = text[at + 2..].split(|c| !word(c)).next().unwrap_or_default();
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let verb = after.split('.').next().unwrap_or_default();
    let goes_on = matches!(verb, "All" | "Read" | "ReadWrite" | "ReadBasic" | "Selected" | "Create" | "Send");
    capital(before) && capital(after) && (goes_on || !(before.contains('.') || after.contains('.')))
}

/// Where permissions stand: words with a full stop inside, or single known scopes.
fn tokens(cell: &str) -> Vec<(usize, usize)> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in cell.char_indices().chain([(cell.len(), ' ')]) {
        match (word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                let token = cell[from..at].trim_end_matches(['.', '-', '_']);
                if is_permission(token) {
                    found.push((from, from + token.len()));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a word is the name of a permission.
fn is_permission(token: &str) -> bool {
    if matches!(token, "openid" | "profile" | "email" | "offline_access") {
        return true;
    }
    let mut parts = token.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let verb = |part: &&str| matches!(*part, "All" | "Read" | "ReadWrite" | "ReadBasic" | "Selected");
    let capital = first.starts_with(|c: char| c.is_ascii_uppercase());
    (capital || (first.starts_with(|c: char| c.is_ascii_lowercase()) && rest.iter().any(verb)))
        && !rest.is_empty()
        && rest.iter().all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        && token.len() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expected: &[&str]) {
        let shown: Vec<String> = alternatives(cell).iter().map(|group| group.join("+")).collect();
        assert_eq!(shown, expected, "{cell}");
    }

    #[test]
    fn lists_of_alternatives() {
        check("User.Read, User.ReadWrite.All", &["User.Read", "User.ReadWrite.All"]);
        check("User.Read.All or User.ReadWrite.All.", &["User.Read.All", "User.ReadWrite.All"]);
        check("Mail.Read Mail.ReadWrite", &["Mail.Read", "Mail.ReadWrite"]);
        check("A.Read*, B.Read**", &["A.Read", "B.Read"]);
        check("A.Read.All, B.Read.All, and C.Read.All", &["A.Read.All", "B.Read.All", "C.Read.All"]);
        check("profile", &["profile"]);
    }

    #[test]
    fn permissions_that_are_needed_together() {
        check("A.Read and B.Read, C.Read", &["A.Read+B.Read", "C.Read"]);
        check("A.Read plus B.Read", &["A.Read+B.Read"]);
        check("One from A.Read, A.Write plus B.Read", &["A.Read+B.Read", "A.Write+B.Read"]);
    }

    #[test]
    fn damage_and_words() {
        check("GroupMember. Read. All", &["GroupMember.Read.All"]);
        check("User.Read.All、User.ReadWrite.All", &["User.Read.All", "User.ReadWrite.All"]);
        check("Not supported.", &[]);
        check("**TODO: Determine scopes **", &[]);
        check("~~User.Read~~", &["User.Read"]);
        check("eDiscovery.Read.All", &["eDiscovery.Read.All"]);
    }

    #[test]
    fn two_permissions_stay_two() {
        assert_eq!(tight("Jar.Read\u{A0}Write.All"), "Jar.ReadWrite.All");
        assert_eq!(tight("Jar.\u{A0}Read.All,\u{A0}Lid.Read.All"), "Jar.Read.All, Lid.Read.All");
        assert_eq!(tight("Jar.Read.All\u{A0}Lid.Read.All"), "Jar.Read.All Lid.Read.All");
        assert_eq!(tight("Cellar.Access\u{A0}AsUser.All"), "Cellar.AccessAsUser.All");
        assert_eq!(tight("Not\u{A0}supported."), "Not supported.");
        assert_eq!(tight("Jar.Read\u{A0}and\u{A0}Lid.Read"), "Jar.Read and Lid.Read");
    }
}
