//! The only room that knows the Markdown parser: turns its events into a flat row of blocks.
//!
//! In: the repaired text of a page. Out: [`Block`]s in document order, each with [`Text`]s that lead back to their
//! bytes. Lists and block quotes are flattened, as no fact depends on their nesting; a paragraph remembers which it
//! came from.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::limits::BLOCKS;
use super::patch::Patched;
use super::text::{MarkKind, Text};
use crate::source::{PageId, Span, is_invisible};

/// A block of a page.
#[derive(Debug, Clone)]
pub(super) enum Block {
    Heading(Heading),
    Paragraph(Paragraph),
    Code(CodeBlock),
    Table(Table),
    /// An HTML comment, without its brackets.
    Comment(Comment),
    /// A file that the page includes, by its path as printed.
    Include(Include),
}

#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) text: Text,
    /// `<a name="...">`.
    pub(super) anchor: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) text: Text,
    pub(super) place: Place,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Quote,
    Item,
}

#[derive(Debug, Clone)]
pub(super) struct CodeBlock {
    /// The words after the fence, lower case.
    pub(super) info: String,
    pub(super) text: Text,
}

#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) header: Vec<Text>,
    pub(super) rows: Vec<Row>,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) cells: Vec<Text>,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Include {
    pub(super) target: String,
    pub(super) span: Span,
}

/// The blocks of `patched`, which came from `page`.
pub(super) fn blocks(page: PageId, patched: &Patched<'_>) -> Vec<Block> {
    let mut builder = Builder {
        page,
        patched,
        blocks: Vec::new(),
        text: None,
        anchor: None,
        opened: Vec::new(),
        note: None,
        quotes: 0,
        items: 0,
        html: None,
        table: None,
        cells: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&patched.text, Options::ENABLE_TABLES).into_offset_iter() {
        builder.event(event, &range);
        // The rest would be cut.
        if builder.blocks.len() > BLOCKS {
            break;
        }
    }
    builder.flush();
    builder.blocks
}

struct Builder<'a> {
    page: PageId,
    patched: &'a Patched<'a>,
    blocks: Vec<Block>,
    /// The inline text that is being read.
    text: Option<Text>,
    /// The anchor seen in it.
    anchor: Option<String>,
    /// Marks that are not closed yet, with their starts.
    opened: Vec<(MarkKind, usize)>,
    /// Where a raised or lowered part of the text started.
    note: Option<usize>,
    quotes: usize,
    items: usize,
    /// The open HTML block and where it starts.
    html: Option<(String, usize)>,
    table: Option<Table>,
    cells: Vec<Text>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => self.code_span(&words, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => match &mut self.html {
                Some((block, _)) => block.push_str(&html),
                None => self.inline_html(&html, range),
            },
            Event::SoftBreak => self.push(" ", range.clone()),
            Event::HardBreak => self.push("\n", range.clone()),
            Event::Rule => self.flush(),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.open(MarkKind::Strong),
            Tag::Link { dest_url, .. } => self.open(MarkKind::Link(seen(&dest_url))),
            Tag::Emphasis | Tag::Image { .. } | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.text = Some(Text::empty(self.page));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some((String::new(), range.start));
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table { header: Vec::new(), rows: Vec::new(), span: self.span(range) });
            }
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::TableCell => {
                self.opened.clear();
                self.text = Some(Text::at(self.page, self.patched.origin(range.start)));
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Strong | TagEnd::Link => self.close(),
            TagEnd::Emphasis
            | TagEnd::Image
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let text =
                    self.take_text().unwrap_or_else(|| Text::at(self.page, self.patched.origin(range.start)));
                let text = text.without_notes().into_owned();
                let heading = Heading { level: level as u8, text, anchor: self.anchor.take() };
                self.opened.clear();
                self.blocks.push(Block::Heading(heading));
            }
            TagEnd::CodeBlock => {
                let text = self.take_text().unwrap_or_else(|| Text::empty(self.page));
                let info = self.info(range);
                self.blocks.push(Block::Code(CodeBlock { info, text }));
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::TableCell => {
                let text = self.take_text().unwrap_or_else(|| Text::empty(self.page));
                self.cells.push(text);
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    let cells = std::mem::take(&mut self.cells);
                    table.header = cells.iter().map(|cell| cell.without_notes().into_owned()).collect();
                }
            }
            TagEnd::TableRow => {
                let row = Row { cells: std::mem::take(&mut self.cells), span: self.span(range) };
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
        }
    }

    /// The words after the fence that opens a code block.
    fn info(&self, range: &Range<usize>) -> String {
        let first = self.patched.text[range.clone()].lines().next().unwrap_or_default();
        first.trim_start_matches(['`', '~', ' ']).trim().to_lowercase()
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let end = self.patched.origin_of_end(range.end);
        Span::new(self.page, self.patched.origin(range.start)..end)
    }

    fn text(&mut self) -> &mut Text {
        self.text.get_or_insert_with(|| Text::empty(self.page))
    }

    /// The text that was read, with its marks in order.
    fn take_text(&mut self) -> Option<Text> {
        self.note = None;
        let mut text = self.text.take()?;
        text.settle();
        Some(text)
    }

    /// Appends what the bytes `range` of the changed text show.
    fn push(&mut self, plain: &str, range: Range<usize>) {
        let source = self.patched.origin(range.start)..self.patched.origin_of_end(range.end);
        self.text().push(plain, source);
    }

    fn open(&mut self, kind: MarkKind) {
        let start = self.text().plain.len();
        self.opened.push((kind, start));
    }

    fn close(&mut self) {
        if let (Some((kind, start)), Some(text)) = (self.opened.pop(), &mut self.text) {
            text.mark(kind, start);
        }
    }

    fn words(&mut self, words: &str, range: &Range<usize>) {
        self.push(words, range.clone());
    }

    /// A code span, or several that a translation glued together without anything between.
    fn code_span(&mut self, words: &str, range: &Range<usize>) {
        let source = &self.patched.text[range.clone()];
        let mut at = range.start + source.find(words).unwrap_or(0);
        for piece in words.split("``") {
            let start = self.text().plain.len();
            self.push(piece.trim(), at + piece.len() - piece.trim_start().len()..range.end);
            if let Some(text) = self.text.as_mut().filter(|text| text.plain.len() > start) {
                text.mark(MarkKind::Code, start);
            }
            at += piece.len() + 2;
        }
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        let tag = html.trim_start_matches(['<', '/']).trim_start();
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "a" => {
                if let Some(anchor) = attribute(html, "name").or_else(|| attribute(html, "id")) {
                    self.anchor.get_or_insert(anchor);
                }
            }
            "br" | "li" | "p" | "ul" | "ol" => self.push("\n", range.clone()),
            "sup" | "sub" => self.raised(html.starts_with("</")),
            _ => {}
        }
    }

    /// Begins or ends a raised or lowered part of the text.
    fn raised(&mut self, ends: bool) {
        let here = self.text().plain.len();
        match (ends, self.note.take()) {
            (false, started) => self.note = started.or(Some(here)),
            (true, Some(start)) => self.text().mark(MarkKind::Note, start),
            (true, None) => {}
        }
    }

    fn html_block(&mut self) {
        let Some((html, start)) = self.html.take() else { return };
        let mut at = 0;
        while let Some(open) = html[at..].find("<!--").map(|found| found + at + 4) {
            let close = html[open..].find("-->").map_or(html.len(), |found| found + open);
            let span = self.span(&(start + open..(start + close).max(start + open + 1)));
            self.blocks.push(Block::Comment(Comment { text: html[open..close].to_owned(), span }));
            at = close;
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        self.opened.clear();
        let anchor = self.anchor.take();
        let Some(text) = self.take_text() else {
            self.anchor = anchor;
            return;
        };
        if text.is_blank() {
            return;
        }
        let Some(text) = self.take_includes(text) else { return };
        let place = match (self.items, self.quotes) {
            (0, 0) => Place::Body,
            (0, _) => Place::Quote,
            _ => Place::Item,
        };
        self.blocks.push(Block::Paragraph(Paragraph { text, place }));
    }

    /// Takes `[!INCLUDE [words](path)]` out of a paragraph; gives what else it says.
    fn take_includes(&mut self, text: Text) -> Option<Text> {
        let is_include = |start: usize| {
            let before = text.plain[..start].trim_end();
            before.len() >= 9
                && before.get(before.len() - 9..).is_some_and(|end| end.eq_ignore_ascii_case("[!INCLUDE"))
        };
        let includes: Vec<(std::ops::Range<usize>, Include)> = text
            .links()
            .filter(|(mark, _, _)| is_include(mark.range.start))
            .map(|(mark, _, target)| {
                let span = text.span(mark.range.clone());
                (mark.range.clone(), Include { target: target.to_owned(), span })
            })
            .collect();
        let (Some((first, _)), Some((last, _))) = (includes.first(), includes.last()) else {
            return Some(text);
        };
        let head = text.plain[..first.start].trim_end().len() - 9;
        let tail = last.end + usize::from(text.plain[last.end..].starts_with(']'));
        let rest = if text.plain[..head].trim().is_empty() { tail..text.plain.len() } else { 0..head };
        let rest = text.slice(rest);
        self.blocks.extend(includes.into_iter().map(|(_, include)| Block::Include(include)));
        (!rest.is_blank()).then_some(rest)
    }
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!("{name}="))?.1;
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split([' ', '>']).next()?,
    };
    (!value.is_empty()).then(|| seen(value))
}

/// What a reader sees of a target or an anchor.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

#[cfg(test)]
mod tests;
