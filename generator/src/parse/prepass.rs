//! The one pass over raw lines: repairs what a strict Markdown parser would lose.
//!
//! In: the text of a page. Out: edits, and a note for each kind of damage. It closes code fences and comments that
//! the page left open, and mends tables: delimiter rows with tabs or too few cells, rows broken by a line break,
//! lines that hold only `|`, comments among the rows, bare `|` in the last cell, and rows that go on below a sentence.

mod cells;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::patch::Edit;
use super::steps;
use super::text::{Ahead, line_ranges};
use crate::diagnostic::Code;
use cells::{Cells, RowSoFar};

/// A repair worth a note: where, and what was done.
pub(super) struct Repaired {
    pub(super) code: Code,
    pub(super) range: Range<usize>,
    pub(super) what: &'static str,
}

/// The edits of a page, in order, and what they repair. `body` is where the front matter ends.
pub(super) fn repair(text: &str, body: usize) -> (Vec<Edit>, Vec<Repaired>) {
    let mut pass = Pass {
        text,
        lines: lines(text, body),
        closes: Ahead::new(text, "-->"),
        opens: Ahead::new(text, "\n<!--"),
        table: None,
        resumed: 0,
        edits: Vec::new(),
        repairs: Vec::new(),
    };
    if body > 0 {
        pass.edits.push(Edit::new(0..body, ""));
    }
    let mut at = 0;
    while at < pass.lines.len() {
        let line = pass.line(at).trim_start();
        at = if let Some(fence) = Fence::open(line) {
            pass.fence(at, fence)
        } else if line.starts_with("<!--") {
            pass.comment(at)
        } else if pass.is_table(at) {
            pass.table(at)
        } else if let Some(header) = pass.goes_on(at) {
            pass.resume(at, header)
        } else {
            if line.starts_with('#') {
                pass.table = None;
            }
            at + 1
        };
    }
    let mut edits = pass.edits;
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    (edits, pass.repairs)
}

/// The lines from `body` on, without their line breaks.
fn lines(text: &str, body: usize) -> Vec<Range<usize>> {
    line_ranges(&text[body..]).map(|line| body + line.start..body + line.end).collect()
}

/// So many separators of a row are escaped, and what follows them is cut: a row of that many is no row.
const MOST_ESCAPES: usize = 1000;

/// So often the rows of a table go on behind other text, below a header of so many bytes at most. Real pages do it once.
const MOST_RESUMED: usize = 100;
const LONGEST_HEADER: usize = 1000;

/// The marker that opened a code block.
#[derive(Clone, Copy)]
struct Fence {
    marker: u8,
    length: usize,
}

impl Fence {
    fn open(line: &str) -> Option<Self> {
        let marker = *line.as_bytes().first().filter(|marker| matches!(marker, b'`' | b'~'))?;
        let length = line.bytes().take_while(|byte| *byte == marker).count();
        (length >= 3 && !(marker == b'`' && line[length..].contains('`'))).then_some(Self { marker, length })
    }

    fn is_closed_by(self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.bytes().all(|byte| byte == self.marker)
    }

    /// Lines that never stand inside of a code block of these pages.
    fn is_left_open_before(self, line: &str) -> bool {
        line.starts_with("## ")
            || line.starts_with("### ")
            || line.strip_prefix("<!--").is_some_and(|rest| rest.trim_start().starts_with('{'))
            || Fence::open(line).is_some_and(|fence| fence.marker == self.marker && line.len() > fence.length)
    }
}

/// The header row of a table.
#[derive(Clone, Copy)]
struct Header {
    line: usize,
    columns: usize,
}

struct Pass<'a> {
    text: &'a str,
    lines: Vec<Range<usize>>,
    /// The ends of comments.
    closes: Ahead<'a>,
    /// The comments that begin a line.
    opens: Ahead<'a>,
    /// The header of the last table below the same heading.
    table: Option<Header>,
    /// How often rows went on behind other text.
    resumed: usize,
    edits: Vec<Edit>,
    repairs: Vec<Repaired>,
}

impl<'a> Pass<'a> {
    fn line(&self, at: usize) -> &'a str {
        let line = self.lines.get(at).map_or("", |range| &self.text[range.clone()]);
        // Whoever asks for a line looks through it.
        steps::take(line.len() + 1);
        line
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    fn repaired(&mut self, code: Code, range: Range<usize>, what: &'static str) {
        self.repairs.push(Repaired { code, range, what });
    }

    /// Goes past a code block; closes it where the page forgot to.
    fn fence(&mut self, start: usize, fence: Fence) -> usize {
        let mut at = start + 1;
        while at < self.lines.len() {
            if fence.is_closed_by(self.line(at)) {
                return at + 1;
            }
            if fence.is_left_open_before(self.line(at)) {
                let close = if fence.marker == b'`' { "``````````\n" } else { "~~~~~~~~~~\n" };
                let place = self.lines[at].start;
                self.edits.push(Edit::new(place..place, close));
                self.repaired(Code::UnclosedFence, self.lines[start].clone(), "the code fence is not closed");
                return at;
            }
            at += 1;
        }
        at
    }

    /// Goes past a comment; closes an annotation that the page forgot to close.
    fn comment(&mut self, start: usize) -> usize {
        let line = self.line(start);
        let inside = self.lines[start].start + line.find("<!--").map_or(0, |found| found + 4);
        let annotation = self.text[inside..].trim_start().starts_with('{');
        let next = self.opens.from(inside).unwrap_or(self.text.len());
        match self.closes.from(inside) {
            Some(end) if !(annotation && end > next) => {
                self.lines.partition_point(|line| line.end < end).max(start) + 1
            }
            Some(_) | None => self.close_comment(start),
        }
    }

    /// Ends a comment before the first blank line or code block.
    fn close_comment(&mut self, start: usize) -> usize {
        let mut last = start;
        while last + 1 < self.lines.len()
            && !self.is_blank(last + 1)
            && Fence::open(self.line(last + 1).trim_start()).is_none()
        {
            last += 1;
        }
        let end = self.lines[last].end;
        self.edits.push(Edit::new(end..end, " -->"));
        self.repaired(Code::Annotation, self.lines[start].clone(), "the comment is not closed");
        last + 1
    }

    /// Whether a header row and a delimiter row stand here.
    fn is_table(&self, at: usize) -> bool {
        let delimiter = self.line(at + 1);
        self.line(at).contains('|')
            && delimiter.contains('|')
            && delimiter.contains('-')
            && delimiter.chars().all(|c| c.is_whitespace() || matches!(c, '|' | ':' | '-'))
    }

    /// Mends a table and goes past it.
    fn table(&mut self, header: usize) -> usize {
        let columns = Cells::of(self.line(header)).count;
        if header > 0 && !self.is_blank(header - 1) {
            let place = self.lines[header].start;
            self.edits.push(Edit::new(place..place, "\n"));
        }
        self.delimiter(header + 1, columns);
        let short = self.lines[header].len() <= LONGEST_HEADER;
        self.table = short.then_some(Header { line: header, columns });
        let piped = self.line(header).trim_start().starts_with('|');
        self.rows(header + 2, columns, piped)
    }

    /// Whether a row of the last table stands here, apart from it: a line of as many cells as its header, with bars on both
    /// sides and a name.
    fn goes_on(&self, at: usize) -> Option<Header> {
        let header = self.table.filter(|header| header.columns > 1 && self.resumed < MOST_RESUMED)?;
        let line = self.line(at).trim();
        let closed = line.len() > 1 && line.starts_with('|') && line.ends_with('|');
        let named =
            line.trim_start_matches('|').split('|').next().is_some_and(|cell| !cell.trim().is_empty());
        (closed && named && Cells::of(line).count == header.columns).then_some(header)
    }

    /// Gives rows that stand apart from their table its header, and goes past them.
    fn resume(&mut self, start: usize, header: Header) -> usize {
        self.resumed += 1;
        let place = self.lines[start].start;
        let printed = self.line(header.line).trim();
        let delimiter = format!("|{}", "---|".repeat(header.columns));
        self.edits.push(Edit::new(place..place, format!("\n{printed}\n{delimiter}\n")));
        self.repaired(
            Code::TableRepaired,
            self.lines[start].clone(),
            "the rows of the table go on behind other text",
        );
        self.rows(start, header.columns, true)
    }

    /// Mends the rows of a table from a line on, and goes past them.
    fn rows(&mut self, start: usize, columns: usize, piped: bool) -> usize {
        let mut at = start;
        let mut row: Option<RowSoFar> = None;
        while at < self.lines.len() {
            match self.body_line(at, columns, piped, row.as_ref()) {
                BodyLine::Row => {
                    let next = RowSoFar::new(self.lines[at].clone(), self.line(at));
                    self.row(row.replace(next), columns);
                    at += 1;
                }
                BodyLine::Continues => {
                    let from = row.as_ref().map_or(self.lines[at].start, |row| row.range.end);
                    self.edits.push(Edit::new(from..self.lines[at].start, " "));
                    self.repaired(
                        Code::TableRepaired,
                        self.lines[at].clone(),
                        "a row was broken by a line break",
                    );
                    row = row.map(|row| row.continued(self.lines[at].end, self.line(at)));
                    at += 1;
                }
                BodyLine::Nothing(next) => {
                    let end = self.lines.get(next).map_or(self.text.len(), |line| line.start);
                    self.edits.push(Edit::new(self.lines[at].start..end, ""));
                    at = next;
                }
                BodyLine::End => break,
            }
        }
        self.row(row, columns);
        if at < self.lines.len() && !self.is_blank(at) {
            let place = self.lines[at].start;
            self.edits.push(Edit::new(place..place, "\n"));
        }
        at
    }

    /// Gives the delimiter row as many cells as the header has.
    fn delimiter(&mut self, at: usize, columns: usize) {
        let range = self.lines[at].clone();
        let line = self.line(at);
        let tabs = line.trim().contains('\t');
        let cells = Cells::of(line).count;
        let hollow = line.trim().trim_matches('|').split('|').any(|cell| !cell.contains('-'));
        if tabs || cells != columns || hollow {
            self.edits.push(Edit::new(range.clone(), format!("|{}", "---|".repeat(columns))));
            self.repaired(Code::TableRepaired, range, "the delimiter row does not fit its header");
        }
    }

    /// What a line within a table is.
    fn body_line(&mut self, at: usize, columns: usize, piped: bool, row: Option<&RowSoFar>) -> BodyLine {
        let line = self.line(at).trim();
        if line.is_empty() || line.starts_with('#') || Fence::open(line).is_some() {
            return BodyLine::End;
        }
        if line == "|" {
            return BodyLine::Nothing(at + 1);
        }
        if let Some(comment) = line.strip_prefix("<!--") {
            return self.comment_line(at, comment);
        }
        if !piped || line.starts_with('|') {
            return BodyLine::Row;
        }
        let own = Cells::of(line);
        let Some(row) = row else { return BodyLine::Row };
        let (count, closed) = row.cells();
        if count >= columns && own.pipes.len() + 1 >= columns && columns > 1 {
            BodyLine::Row
        } else if !closed || count < columns {
            BodyLine::Continues
        } else {
            BodyLine::End
        }
    }

    /// Rows that are commented out vanish; an annotation ends the table.
    fn comment_line(&mut self, at: usize, comment: &str) -> BodyLine {
        if comment.trim_start().starts_with('{') || comment.contains("blockType") {
            return BodyLine::End;
        }
        let Some(close) = self.closes.from(self.lines[at].start) else { return BodyLine::End };
        let last = self.lines.partition_point(|line| line.end < close);
        let rest = &self.text[close + 3..self.lines[last].end];
        if rest.trim().is_empty() { BodyLine::Nothing(last + 1) } else { BodyLine::Row }
    }

    /// Takes comments out of a finished row and escapes what its cells have too much of.
    fn row(&mut self, row: Option<RowSoFar>, columns: usize) {
        let Some(RowSoFar { range: row, .. }) = row else { return };
        let line = &self.text[row.clone()];
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(start) = line[at..].find("<!--").map(|found| found + at) {
            let Some(end) = line[start..].find("-->").map(|found| found + start + 3) else { break };
            comments.push(start..end);
            at = end;
        }
        let cells = Cells::outside(line, &comments);
        let mut escapes = cells.excess(line, columns);
        for comment in comments {
            self.edits.push(Edit::new(row.start + comment.start..row.start + comment.end, ""));
        }
        if !escapes.is_empty() {
            self.repaired(Code::TableRepaired, row.clone(), "the row has more cells than its header");
        }
        if let Some(rest) = escapes.get(MOST_ESCAPES) {
            self.edits.push(Edit::new(row.start + rest..row.end, ""));
            escapes.truncate(MOST_ESCAPES);
        }
        for pipe in escapes {
            self.edits.push(Edit::new(row.start + pipe..row.start + pipe, "\\"));
        }
    }
}

enum BodyLine {
    Row,
    Continues,
    /// Carries nothing; the table goes on at this line.
    Nothing(usize),
    End,
}
