//! Pages that describe requests.
//!
//! In: the outline of a page. Out: [`OperationSection`], one function a section.

use super::context::Context;
use super::contradiction;
use super::cursor::{Block, CodeBlock, Place, Table};
use super::document;
use super::examples;
use super::http::{self, Line};
use super::limits::REQUESTS;
use super::outline::{Outline, Section};
use super::permissions;
use super::proven;
use super::repair;
use super::sent;
use super::table::{self, Columns};
use super::text::Text;
use super::words::{Column, Role};
use super::{counts, message_facts, query_options, query_parameters, shown_calls};
use crate::diagnostic::Code;
use crate::odata::Clouds;
use crate::page::{HeaderRow, OperationSection, ParameterPlace, ParameterRow, RequestLine};

/// The operation that a page describes.
pub(super) fn read(cx: &mut Context<'_>, outline: &Outline<'_>, blocks: &[Block]) -> OperationSection {
    let mut operation = OperationSection::default();
    for section in outline.of(Role::Requests) {
        requests(cx, section, &mut operation);
    }
    if operation.requests.is_empty() {
        operation.requests = misplaced(outline);
        operation.requests.iter().for_each(|_| cx.report.count("requests", true));
    }
    operation.permissions = permissions::tables(cx, outline, &operation.requests);
    for section in outline.of(Role::Headers) {
        let optional = section.is_optional(&cx.lexicon).then_some(false);
        for table in section.tables() {
            let mut rows = headers(cx, table);
            for row in &mut rows {
                row.required = row.required.or(optional);
            }
            operation.headers.extend(rows);
        }
    }
    operation.examples = examples::read(cx, outline);
    parameters(cx, outline, &mut operation);
    operation.query = query_options::query(cx, outline);
    operation.body = message_facts::body(cx, outline, &operation);
    operation.response = message_facts::response(cx, outline);
    operation.clouds = clouds(cx, blocks);
    operation.subject = subject(cx, outline);
    counts::lines(&mut operation);
    message_facts::shown_response(&mut operation);
    repair::operation(cx, &mut operation);
    query_parameters::move_arguments(&mut operation);
    shown_calls::add(&mut operation);
    shown_calls::describe(&mut operation);
    sent::parameters(&mut operation);
    proven::values(cx, &mut operation);
    contradiction::say(cx, &operation);
    operation
}

fn requests(cx: &mut Context<'_>, section: &Section<'_>, operation: &mut OperationSection) {
    for block in section.blocks {
        let Block::Code(code) = block else { continue };
        if ["json", "csharp", "c#", "javascript"].iter().any(|other| code.info.starts_with(other))
            || (code.info == "indented" && !code.text.plain.contains('/'))
        {
            continue;
        }
        for line in http::request_lines(&code.text) {
            match line {
                Line::Request(request) if operation.requests.len() == REQUESTS => {
                    let message =
                        format!("the page has more than {REQUESTS} requests; the rest of them was left out");
                    cx.say(Code::UnreadablePage, request.url.span, message);
                    return;
                }
                Line::Request(request) => {
                    cx.report.count("requests", true);
                    operation.requests.push(request);
                }
                Line::Unknown(range) => {
                    cx.report.count("requests", false);
                    let message = format!("\"{}\" is not a request", code.text.plain[range.clone()].trim());
                    cx.say(Code::RequestLine, code.text.span(range), message);
                }
            }
        }
    }
}

/// The requests of a page whose headings for them say something else: blocks of nothing but methods and paths below the
/// service, outside of what shows or describes messages.
fn misplaced(outline: &Outline<'_>) -> Vec<RequestLine> {
    let shows_messages = [Role::Examples, Role::Body, Role::Response, Role::Representation];
    let sections = outline.sections.iter().filter(|section| !shows_messages.contains(&section.role));
    let blocks = sections.flat_map(|section| section.blocks).filter_map(|block| match block {
        Block::Code(code) => Some(code),
        _ => None,
    });
    let requests = |code: &CodeBlock| -> Option<Vec<RequestLine>> {
        let bare = |line: Line| match line {
            Line::Request(request) if request.url.value.trim_start().starts_with('/') => Some(request),
            Line::Request(_) | Line::Unknown(_) => None,
        };
        let lines: Option<Vec<RequestLine>> = http::request_lines(&code.text).into_iter().map(bare).collect();
        let lines = lines.filter(|lines| !lines.is_empty())?;
        (code.text.plain.trim().lines().count() == lines.len()).then_some(lines)
    };
    blocks.filter_map(requests).flatten().take(REQUESTS).collect()
}

fn headers(cx: &mut Context<'_>, table: &Table) -> Vec<HeaderRow> {
    let columns = Columns::of(cx, table);
    let name_at = columns.find(Column::Name).unwrap_or(0);
    let value_at = columns
        .find(Column::Value)
        .or_else(|| columns.find(Column::Description))
        .or_else(|| (0..columns.len()).rev().find(|at| *at != name_at));
    let mut rows = Vec::new();
    for row in &table.rows {
        if row.cells.iter().all(Text::is_blank) {
            continue;
        }
        let name = row.cells.get(name_at).and_then(table::name);
        cx.report.count("rows.header", name.is_some());
        let Some((name, _)) = name else {
            cx.say(Code::TableRow, row.span, "the row names no header");
            continue;
        };
        let cell = value_at.and_then(|at| row.cells.get(at));
        rows.push(message_facts::headers::header(cx, name, cell));
    }
    rows
}

/// Parameters of the function, the path and the query string.
fn parameters(cx: &mut Context<'_>, outline: &Outline<'_>, operation: &mut OperationSection) {
    let places =
        [(Role::FunctionParameters, ParameterPlace::Function), (Role::PathParameters, ParameterPlace::Path)];
    for (role, place) in places {
        for table in outline.of(role).flat_map(Section::tables) {
            let rows = table::property_rows(cx, table, "rows.parameter");
            let named = rows.into_iter().filter(|row| !row.name.value.starts_with('$'));
            operation.parameters.extend(named.map(|row| ParameterRow { row, place }));
        }
    }
    let printed = query_parameters::printed(operation);
    let rows = query_parameters::read(cx, outline, printed).into_iter();
    operation.parameters.extend(rows.map(|row| ParameterRow { row, place: ParameterPlace::Query }));
}

/// In which clouds the page says the request exists.
fn clouds(cx: &Context<'_>, blocks: &[Block]) -> Option<Clouds> {
    blocks.iter().find_map(|block| match block {
        Block::Include(include) => document::clouds(&include.target),
        Block::Table(table) => cloud_table(cx, table),
        _ => None,
    })
}

/// The table of four columns that the site shows.
fn cloud_table(_cx: &Context<'_>, table: &Table) -> Option<Clouds> {
    let row = table.rows.first().filter(|row| row.cells.len() == 4 && table.header.len() == 4)?;
    let marks: Vec<bool> = row.cells.iter().map_while(|cell| mark(&cell.plain)).collect();
    match marks[..] {
        [global, us_government_l4, us_government_l5, china] => {
            Some(Clouds { global, us_government_l4, us_government_l5, china })
        }
        _ => None,
    }
}

fn mark(cell: &str) -> Option<bool> {
    let cell = cell.trim();
    if cell.starts_with(['✅', '✔', '✓']) || cell.contains("check_mark") {
        Some(true)
    } else if cell.starts_with(['❌', '✖', '✗']) || cell.contains(":x:") {
        Some(false)
    } else {
        None
    }
}

/// The resource that the introduction links to first.
fn subject(cx: &Context<'_>, outline: &Outline<'_>) -> Option<crate::page::LinkTarget> {
    let paragraphs = outline.introduction().paragraphs().filter(|paragraph| paragraph.place != Place::Quote);
    let mut links = paragraphs.flat_map(|paragraph| paragraph.text.links().map(|(_, _, target)| target));
    links.find_map(|target| cx.links.target(target).filter(|target| !target.api))
}
