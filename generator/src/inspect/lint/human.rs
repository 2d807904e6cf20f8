//! Messages for people, with the lines they speak of.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::source::{Position, SourceMap, Span};

/// How messages are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// In ASCII, for files and pipes.
    Plain,
    /// With lines and signs.
    Drawn,
    /// In colours too.
    Coloured,
}

/// Every message with its lines.
pub fn human(sources: &SourceMap, report: &Report, look: Look) -> String {
    let theme = match look {
        Look::Plain => GraphicalTheme::none(),
        Look::Drawn => GraphicalTheme::unicode_nocolor(),
        Look::Coloured => GraphicalTheme::unicode(),
    };
    themed(sources, report, theme)
}

fn themed(sources: &SourceMap, report: &Report, theme: GraphicalTheme) -> String {
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(0).with_width(110);
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        let message = Message { diagnostic, page: diagnostic.span.map(|span| PageText::new(sources, span)) };
        handler.render_report(&mut text, &message).expect("writing to a string does not fail");
    }
    text
}

/// A diagnostic as miette sees it.
#[derive(Debug, thiserror::Error)]
#[error("{}", diagnostic.message)]
struct Message<'a> {
    diagnostic: &'a Diagnostic,
    page: Option<PageText<'a>>,
}

impl miette::Diagnostic for Message<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code.name()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.code.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.page.as_ref().map(|page| page as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let page = self.page.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, page.label))))
    }
}

/// The page of a message, and which part of it is meant.
struct PageText<'a> {
    path: &'a str,
    /// The line of the place without its end (of a very long line a part), and where that begins in the page.
    line: &'a str,
    line_start: usize,
    /// Line and column of the place.
    position: Position,
    /// The place in the page.
    label: SourceSpan,
}

impl fmt::Debug for PageText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageText")
            .field("path", &self.path)
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

impl<'a> PageText<'a> {
    /// Of a place of several lines (a whole table), the first line is shown.
    fn new(sources: &'a SourceMap, span: Span) -> Self {
        let file = sources.file(span.page);
        let start = (span.start as usize).min(file.text.len());
        let (before, after) = file.text.split_at_checked(start).unwrap_or((&file.text, ""));
        let on_line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        let part_before = last_characters(on_line, SHOWN_BEFORE);
        let rest_of_line = after.lines().next().unwrap_or_default();
        let part_after = first_characters(rest_of_line, SHOWN_AFTER);
        let line_start = before.len() - part_before.len();
        let line = &file.text[line_start..before.len() + part_after.len()];
        let wanted = sources.text(span).lines().next().map_or(0, str::len);
        let label = (before.len(), wanted.min(part_after.len())).into();
        Self { path: &file.path, line, line_start, position: sources.position(span), label }
    }
}

/// Characters that are shown of a line: rows of tables may have thousands.
const SHOWN_BEFORE: usize = 60;
const SHOWN_AFTER: usize = 100;

fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

impl SourceCode for PageText<'_> {
    /// The one line there is, whatever context is asked for. The column is that of the place rather than of the line's
    /// beginning: the header of the message prints it, and counts characters as every other output does.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.to_owned(),
            self.line.as_bytes(),
            (self.line_start, self.line.len()).into(),
            self.position.line - 1,
            self.position.column - 1,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn messages_show_their_line() {
        let (sources, report) = sample();
        insta::assert_snapshot!(themed(&sources, &report, GraphicalTheme::unicode_nocolor()));
    }

    #[test]
    fn long_lines_are_cut() {
        assert_eq!(last_characters("aübc", 3), "übc");
        assert_eq!(last_characters("ab", 3), "ab");
        assert_eq!(first_characters("aübc", 2), "aü");
        assert_eq!(first_characters("ab", 3), "ab");
    }
}
