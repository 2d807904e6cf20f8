//! Tables addressed by what their columns hold, and the rows that name a property, a parameter or a member.
//!
//! In: tables of [`cursor`](super::cursor). Out: rows of the page model, counted by role. Columns are told by the
//! words of their headings; a heading that no word table knows is told by its place.

use super::context::Context;
use super::cursor::{Row, Table};
use super::lexicon::fold;
use super::prose::{self, About};
use super::spaces;
use super::text::Text;
use super::type_phrase::{self, squeeze};
use super::words::Column;
use crate::diagnostic::Code;
use crate::page::{MemberRow, MethodRow, PropertyRow, Prose, TypeTerm};
use crate::source::Spanned;

/// What each column of a table holds.
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    pub(super) fn of(cx: &Context<'_>, table: &Table) -> Self {
        Self(table.header.iter().map(|cell| cx.lexicon.column(&squeeze(&cell.plain))).collect())
    }

    /// The first column that holds `column`.
    pub(super) fn find(&self, column: Column) -> Option<usize> {
        self.0.iter().position(|held| *held == Some(column))
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.find(column).is_some()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Columns of a table of names and types, unknown headings told by their places.
    fn typed(&self) -> Typed {
        let name = self.find(Column::Name).unwrap_or(0);
        let second = (name == 0 && matches!(self.0.get(1), Some(None | Some(Column::Value)))).then_some(1);
        let ty = self.find(Column::Type).or_else(|| self.find(Column::Returns)).or(second);
        let taken = |at: usize| at == name || Some(at) == ty;
        let required = self.find(Column::Required);
        let description = self
            .find(Column::Description)
            .or_else(|| self.find(Column::Value).filter(|at| !taken(*at)))
            .or_else(|| (0..self.0.len()).rev().find(|at| !taken(*at) && Some(*at) != required));
        Typed { name, ty, required, description }
    }
}

struct Typed {
    name: usize,
    ty: Option<usize>,
    required: Option<usize>,
    description: Option<usize>,
}

fn cell(row: &Row, at: Option<usize>) -> Option<&Text> {
    at.and_then(|at| row.cells.get(at)).filter(|cell| !cell.is_blank())
}

fn prose(cell: Option<&Text>) -> Option<Prose> {
    cell.map(|cell| Prose(cell.plain.trim().to_owned()))
}

/// The rows of a table of properties, relationships or parameters, counted as `what`.
pub(super) fn property_rows(cx: &mut Context<'_>, table: &Table, what: &'static str) -> Vec<PropertyRow> {
    let columns = Columns::of(cx, table).typed();
    let mut rows = Vec::new();
    for row in &table.rows {
        if row.cells.iter().all(Text::is_blank) || is_group(row, columns.name) {
            continue;
        }
        let read = property_row(cx, row, &columns);
        cx.report.count(what, read.is_some());
        match read {
            Some(row) => rows.push(row),
            None => cx.say(Code::TableRow, row.span, "the row names nothing"),
        }
    }
    rows
}

/// A row that only groups the ones below it: a single cell, bold or several words.
fn is_group(row: &Row, name: usize) -> bool {
    let Some(first) = row.cells.get(name) else { return false };
    let alone = row.cells.iter().enumerate().all(|(at, cell)| at == name || cell.is_blank());
    let words = first.plain.trim();
    alone
        && (first.strong().next().is_some() || words.contains(' '))
        && !words.is_empty()
        && row.cells.len() > 1
}

fn property_row(cx: &mut Context<'_>, row: &Row, columns: &Typed) -> Option<PropertyRow> {
    let printed = row.cells.get(columns.name)?;
    let (name, note) = name(printed)?;
    let ty = cell(row, columns.ty).and_then(|cell| cx.type_cell(cell));
    if ty.is_none() && name.value.split_whitespace().count() > 3 {
        return None;
    }
    let description = cell(row, columns.description);
    let about = About { name: &name.value, ty: ty.as_ref().map(|ty| &ty.value) };
    let mut facts =
        description.map_or_else(Default::default, |text| prose::facts(&cx.lexicon, &cx.links, text, about));
    if let Some(text) = description.filter(|text| prose::values::are_unread(&cx.lexicon, text, &facts)) {
        cx.say(
            Code::Prose,
            text.whole(),
            format!("the values of {} are announced but not understood", name.value),
        );
    }
    if let Some(note) = note {
        prose::note_facts(&cx.lexicon, &note, &mut facts);
    }
    for note in ty.iter().flat_map(|ty| &ty.value.notes) {
        prose::note_facts(&cx.lexicon, &Text::unmarked(printed.page(), note, 0), &mut facts);
    }
    if let Some(answer) = cell(row, columns.required) {
        facts.required = yes_or_no(&answer.plain).or(facts.required);
    }
    Some(PropertyRow {
        name,
        repair: None,
        lost: false,
        heard: Vec::new(),
        ty,
        facts,
        prose: prose(description),
    })
}

fn yes_or_no(answer: &str) -> Option<bool> {
    let answer = fold(answer.trim());
    let yes = [
        "y",
        "t",
        "required",
        "是",
        "必",
        "s",
        "j",
        "oui",
        "obligat",
        "✓",
        "✔",
        "✅",
        ":heavy",
        ":white_check",
        "да",
        "はい",
    ];
    let no = ["n", "f", "optional", "否", "可选", "opcional", "facultat", "✗", "❌", ":x:", "いいえ", "не"];
    if no.iter().any(|start| answer.starts_with(start)) {
        Some(false)
    } else if yes.iter().any(|start| answer.starts_with(start)) {
        Some(true)
    } else {
        None
    }
}

/// The name of a row without marks, and the note in brackets after it.
pub(super) fn name(cell: &Text) -> Option<(Spanned<String>, Option<Text>)> {
    let cell = &*cell.without_notes();
    let plain = &cell.plain;
    let quotes = |c: char| c.is_whitespace() || "`*\\“”\"‘’'„:：|†‡".contains(c) || is_raised(c);
    let start = plain.len() - plain.trim_start_matches(quotes).len();
    let line = plain[start..].split('\n').next().unwrap_or_default();
    let open = line.find(['(', '（', '[']).filter(|open| *open > 0 && !line.contains("@odata"));
    let end = start + line[..open.unwrap_or(line.len())].trim_end_matches(quotes).len();
    let note = open.map(|open| cell.slice(start + open..start + line.len()));
    let name = &plain[start..end];
    let seen = spaces::in_name(name).into_owned();
    (!name.is_empty()).then(|| (Spanned::new(seen, cell.span(start..end)), note))
}

/// Whether a character is a digit or letter that is printed raised or lowered, as marks of notes are.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | 'ª' | 'º' | '\u{2B0}'..='\u{2FF}' | '\u{1D2C}'..='\u{1D6A}' | '\u{2070}'..='\u{209F}')
}

/// The rows of a Methods table.
pub(super) fn method_rows(cx: &mut Context<'_>, table: &Table) -> Vec<MethodRow> {
    let columns = Columns::of(cx, table);
    let name_at = columns.find(Column::Name).unwrap_or(0);
    let returns_at = columns.find(Column::Returns).or_else(|| (columns.len() > 2).then_some(1));
    let mut rows = Vec::new();
    for row in &table.rows {
        let Some(first) = row.cells.get(name_at).filter(|cell| !cell.is_blank()) else { continue };
        if first.links().next().is_none() && is_group(row, name_at) {
            continue;
        }
        let link = first.links().find_map(|(_, _, target)| cx.links.target(target));
        let returns = cell(row, returns_at)
            .filter(|cell| !cx.lexicon.is_unsupported(&cell.without_notes().plain))
            .and_then(|cell| cx.type_cell(cell))
            .map(|ty| ty.value);
        cx.report.count("rows.method", true);
        rows.push(MethodRow { name: first.without_notes().spanned(), link, returns });
    }
    rows
}

/// The rows of a members table.
pub(super) fn member_rows(cx: &mut Context<'_>, table: &Table) -> Vec<MemberRow> {
    let columns = Columns::of(cx, table);
    let name_at = columns.find(Column::Name).unwrap_or(0);
    let other = |column| columns.find(column).filter(|at| *at != name_at);
    let numeric = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| cell(row, Some(at))).peekable();
        cells.peek().is_some() && cells.all(|cell| number(&cell.without_notes().plain).is_some())
    };
    let value_at =
        other(Column::Value).or_else(|| (0..columns.len()).find(|at| *at != name_at && numeric(*at)));
    let description_at = other(Column::Description)
        .or_else(|| (0..columns.len()).rev().find(|at| *at != name_at && Some(*at) != value_at));
    let mut rows = Vec::new();
    for row in &table.rows {
        if row.cells.iter().all(Text::is_blank) {
            continue;
        }
        let name = row.cells.get(name_at).and_then(name);
        cx.report.count("rows.member", name.is_some());
        let Some((name, _)) = name else {
            cx.say(Code::TableRow, row.span, "the row names no member");
            continue;
        };
        let value = cell(row, value_at).and_then(|cell| number(&cell.without_notes().plain));
        rows.push(MemberRow {
            name,
            repair: None,
            lost: false,
            heard: Vec::new(),
            value,
            prose: prose(cell(row, description_at)),
        });
    }
    rows
}

fn number(cell: &str) -> Option<i64> {
    let cell = cell.trim().trim_matches(['.', '。', '"', '“', '”']).replace(['−', '–'], "-");
    cell.parse().ok().or_else(|| i64::from_str_radix(cell.strip_prefix("0x")?, 16).ok())
}

/// Whether a table lists members: its first heading says so, or it holds one identifier a row and no type.
pub(super) fn is_member_table(cx: &Context<'_>, table: &Table) -> bool {
    let columns = Columns::of(cx, table);
    let first = fold(table.header.first().map_or("", |cell| cell.plain.trim()));
    let named = matches!(
        first.as_str(),
        "member" | "members" | "value" | "values" | "possible values" | "enum member"
    );
    let translated = !cx.lexicon.is_english() && columns.0.first() == Some(&Some(Column::Name));
    let unknown = !cx.lexicon.known && columns.0.first() == Some(&None) && columns.len() <= 3;
    let translated = translated || unknown && !has_types(cx, table);
    let valued = matches!(columns.0.first(), Some(Some(Column::Value)));
    let shape = !columns.has(Column::Type) && !columns.has(Column::Required) && !columns.has(Column::Returns);
    shape && (named || valued || translated)
}

/// Whether a table lists names with types: its headings say so, or the cells of its second column are types.
pub(super) fn is_typed_table(cx: &Context<'_>, table: &Table) -> bool {
    let columns = Columns::of(cx, table);
    let first = columns.0.first().copied().flatten();
    if !matches!(first, None | Some(Column::Name)) || columns.has(Column::PermissionType) {
        return columns.has(Column::Name) && columns.has(Column::Type);
    }
    if columns.has(Column::Type) || columns.has(Column::Returns) {
        let heading = fold(table.header[0].plain.trim());
        // Rows that are numbered (`#`) have no names in front.
        let numbered = !heading.is_empty() && !heading.chars().any(char::is_alphabetic);
        return !(numbered || matches!(heading.as_str(), "header" | "error code" | "scenario"));
    }
    match columns.0.get(1) {
        Some(None) => has_types(cx, table),
        Some(Some(Column::Value)) => columns.has(Column::Description) && has_types(cx, table),
        Some(Some(_)) | None => false,
    }
}

/// The same for a table right below "Properties" and the like, where that is the only kind of table: in a language
/// of no table, three columns of unknown headings are name, type and description.
pub(super) fn is_typed_in_place(cx: &Context<'_>, table: &Table) -> bool {
    let columns = Columns::of(cx, table);
    let unknown = !cx.lexicon.known && columns.len() >= 3 && columns.0.iter().take(2).all(Option::is_none);
    is_typed_table(cx, table) || unknown
}

/// Whether at least half of the cells in the second column are types.
fn has_types(cx: &Context<'_>, table: &Table) -> bool {
    let is_type = |cell: &Text| {
        let linked =
            cell.links().any(|(_, _, target)| cx.links.target(target).is_some_and(|target| !target.api));
        let phrase = type_phrase::read(&cx.lexicon, &cx.links, cell);
        let primitive = phrase.is_some_and(|phrase| matches!(phrase.terms[..], [TypeTerm::Primitive(_), ..]));
        linked || primitive
    };
    let cells: Vec<&Text> = table.rows.iter().filter_map(|row| cell(row, Some(1))).collect();
    !cells.is_empty() && cells.iter().filter(|cell| is_type(cell)).count() * 2 >= cells.len()
}
