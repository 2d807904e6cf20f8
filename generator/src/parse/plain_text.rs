//! Pages as a browser's copy gives them: text without any mark.
//!
//! ```text
//! page    := title block*
//! block   := heading | table | code | paragraph            set apart by blank lines
//! heading := a line that names a section | a short line directly before a table
//! table   := header line, then one row a line; a line that starts no row continues the one before
//! code    := request lines | status line, header lines, blank line, JSON | JSON
//! ```
//!
//! In: the text of a page and the words of its language. Out: the same [`Block`]s that
//! [`cursor`](super::cursor) makes of Markdown, so that all readers of sections serve this form too.

mod lines;
mod names;
mod rows;

use super::cursor::{Block, CodeBlock, Heading, Paragraph, Place, Row, Table};
use super::lexicon::Lexicon;
use super::text::Text;
use super::words::{Column, Role};
use crate::source::{PageId, Span};
use lines::Line;
use names::Subject;
use rows::{HeaderCell, Layout};

/// The blocks of a page without marks; `slug` is its name.
pub(super) fn blocks(lexicon: &Lexicon, page: PageId, slug: &str, text: &str) -> Vec<Block> {
    let lines = lines::lines(text);
    let title = lines.iter().find(|line| !line.is_blank()).map_or("", |line| line.text);
    let mut reader = Reader {
        lexicon,
        page,
        text,
        subject: Subject::new(slug, title),
        lines: &lines,
        blocks: Vec::new(),
        table: None,
        section: None,
        in_examples: false,
    };
    let mut at = 0;
    while at < lines.len() {
        at = reader.block(at);
    }
    reader.blocks
}

/// Whether `text` has none of the marks of Markdown, and is called a text or has sections that are known in some
/// language.
pub(super) fn is_plain_text(path: &str, text: &str) -> bool {
    let marked = |line: &str| {
        let line = line.trim_start();
        line.starts_with('#') || line.starts_with("```") || line.starts_with('|') || line.starts_with("<!--")
    };
    let unmarked = !text.starts_with("---") && !text.lines().any(marked);
    let named =
        std::path::Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    unmarked && (named || has_sections(text))
}

fn has_sections(text: &str) -> bool {
    let lexicon = Lexicon::detect(text);
    text.lines().any(|line| section(&lexicon, line).is_some())
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    page: PageId,
    text: &'a str,
    subject: Subject,
    lines: &'a [Line<'a>],
    blocks: Vec<Block>,
    /// The header of the last table below the same heading.
    table: Option<Header>,
    /// The section that is being read.
    section: Option<Role>,
    /// Requests and responses are examples from here on.
    in_examples: bool,
}

/// The header of a table, and how its rows are cut.
#[derive(Clone)]
struct Header {
    line: usize,
    cells: Vec<HeaderCell>,
    layout: Layout,
}

impl Reader<'_> {
    /// Reads the block at line `at`, and says where the next one starts.
    fn block(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if line.is_blank() {
            return at + 1;
        }
        if self.blocks.is_empty() {
            self.heading(at, 1);
            return at + 1;
        }
        if let Some(end) = lines::code(self.lines, at) {
            self.code(at..end);
            return end;
        }
        if let Some(role) = self.section_heading(at) {
            self.enter(at, role);
            return at + 1;
        }
        if let Some(cells) = self.table_header(at) {
            let columns: Vec<Column> = cells.iter().map(|cell| cell.column).collect();
            let header = Header { line: at, cells, layout: Layout::new(&columns, self.section) };
            let end = self.table(&header, at + 1);
            self.table = Some(header);
            return end;
        }
        if let Some(header) = self.table.as_ref().filter(|header| self.goes_on(at, header)).cloned() {
            return self.table(&header, at);
        }
        if self.heads_a_table(at) {
            self.heading(at, 3);
            return at + 1;
        }
        let text = self.line_text(at);
        self.blocks.push(Block::Paragraph(Paragraph { text, place: Place::Body }));
        at + 1
    }

    fn enter(&mut self, at: usize, role: Role) {
        let inner = self.in_examples && matches!(role, Role::Examples | Role::Response);
        let first_example = role == Role::Examples && !self.in_examples;
        self.in_examples |= role == Role::Examples;
        self.section = Some(if inner { Role::Examples } else { role });
        self.heading(at, if inner && !first_example { 3 } else { 2 });
    }

    /// Whether rows of the last table go on behind other text: the line starts one, with a type that is known.
    fn goes_on(&self, at: usize, header: &Header) -> bool {
        header.layout.starts_known_row(self.lexicon, self.lines[at].text)
    }

    fn heading(&mut self, at: usize, level: u8) {
        self.table = None;
        let text = self.line_text(at);
        self.blocks.push(Block::Heading(Heading { level, text, anchor: None }));
    }

    /// The section that a line stands above: the line stands alone and is known.
    fn section_heading(&self, at: usize) -> Option<Role> {
        let alone =
            self.lines.get(at + 1).is_none_or(Line::is_blank) && (at == 0 || self.lines[at - 1].is_blank());
        alone.then(|| section(self.lexicon, self.lines[at].text)).flatten()
    }

    /// A short line without the end of a sentence, directly before a table or one blank line before it.
    fn heads_a_table(&self, at: usize) -> bool {
        let line = self.lines[at].text.trim();
        let words = line.split_whitespace().count();
        let sentence = line.contains(['。', '，', '：', ',', ';']) || line.ends_with(['.', ':']);
        let next = (at + 1..self.lines.len()).find(|next| !self.lines[*next].is_blank());
        !sentence
            && words <= 6
            && next.is_some_and(|next| next == at + 2 && self.table_header(next).is_some())
    }

    fn table_header(&self, at: usize) -> Option<Vec<HeaderCell>> {
        let before_is_blank = at == 0 || self.lines[at - 1].is_blank();
        let has_rows = self.lines.get(at + 1).is_some_and(|line| !line.is_blank());
        let cells = (before_is_blank && has_rows)
            .then(|| rows::header(self.lexicon, self.lines[at].text))
            .flatten()?;
        let lone = cells.len() == 1;
        (!lone || self.section == Some(Role::Headers) || self.lists_members(at)).then_some(cells)
    }

    /// Whether the line before heads a list of members: "colour values".
    fn lists_members(&self, at: usize) -> bool {
        let before = self.lines[..at].iter().rev().find(|line| !line.is_blank());
        let words: Vec<&str> = before.map_or_else(Vec::new, |line| line.text.split_whitespace().collect());
        (words.len() == 2 && self.lexicon.heads_members(&words.join("-")))
            || (self.section == Some(Role::Members)
                && before.is_some_and(|line| section(self.lexicon, line.text) == Some(Role::Members)))
    }

    /// Reads the rows from a line on, which belong below a header.
    fn table(&mut self, header: &Header, start: usize) -> usize {
        let end = (start..self.lines.len()).find(|at| self.lines[*at].is_blank()).unwrap_or(self.lines.len());
        let layout = &header.layout;
        let mut table =
            Table { header: self.header_cells(header), rows: Vec::new(), span: self.span(start..end) };
        let mut at = start;
        while at < end {
            let next = (at + 1..end)
                .find(|next| layout.starts_row(self.lexicon, self.lines[*next].text))
                .unwrap_or(end);
            table.rows.push(self.row(at..next, layout));
            at = next;
        }
        self.blocks.push(Block::Table(table));
        end
    }

    fn header_cells(&self, header: &Header) -> Vec<Text> {
        let line = &self.lines[header.line];
        let mut cells: Vec<Text> = header
            .cells
            .iter()
            .map(|cell| {
                Text::unmarked(self.page, &line.text[cell.range.clone()], line.start + cell.range.start)
            })
            .collect();
        if let Some(missing) = header.layout.missing_header {
            cells.push(Text::unmarked(self.page, missing, line.start));
        }
        cells
    }

    fn row(&self, lines: std::ops::Range<usize>, layout: &Layout) -> Row {
        let first = &self.lines[lines.start];
        let mut cells: Vec<Text> = layout
            .split(self.lexicon, first.text)
            .into_iter()
            .map(|range| Text::unmarked(self.page, &first.text[range.clone()], first.start + range.start))
            .collect();
        for line in &self.lines[lines.start + 1..lines.end] {
            if let Some(last) = cells.last_mut() {
                last.push(" ", line.start..line.start);
                last.push(line.text, line.start..line.start + line.text.len());
            }
        }
        if layout.is_of_permissions() {
            cells.iter_mut().skip(1).for_each(names::mark_notes);
        }
        // The cells before the last are names and types as a whole.
        if let Some(last) = cells.get_mut(2) {
            names::mark(self.lexicon, &self.subject, last);
        }
        Row { cells, span: self.span(lines) }
    }

    fn code(&mut self, lines: std::ops::Range<usize>) {
        let (first, last) = (&self.lines[lines.start], &self.lines[lines.end - 1]);
        let info = if first.text.trim_start().starts_with(['{', '[']) { "json" } else { "http" };
        let code = self.text.get(first.start..last.start + last.text.len()).unwrap_or_default();
        let text = Text::unmarked(self.page, code, first.start);
        self.blocks.push(Block::Code(CodeBlock { info: info.to_owned(), text }));
    }

    fn line_text(&self, at: usize) -> Text {
        let mut text = Text::unmarked(self.page, self.lines[at].text, self.lines[at].start);
        names::mark(self.lexicon, &self.subject, &mut text);
        text
    }

    fn span(&self, lines: std::ops::Range<usize>) -> Span {
        let last = &self.lines[lines.end - 1];
        Span::new(self.page, self.lines[lines.start].start..last.start + last.text.len())
    }
}

/// The section that a line names.
fn section(lexicon: &Lexicon, line: &str) -> Option<Role> {
    let line = line.trim();
    if line.is_empty() || line.split_whitespace().count() > 6 {
        return None;
    }
    let numbered = line.split([':', '：']).next().unwrap_or_default();
    let numbered = numbered.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let anchor = |words: &str| words.to_lowercase().replace(' ', "-");
    lexicon.section(line).or_else(|| lexicon.section(&anchor(line))).or_else(|| {
        [lexicon.section(numbered), lexicon.section(&anchor(numbered))]
            .into_iter()
            .flatten()
            .find(|role| *role == Role::Examples)
    })
}

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;
