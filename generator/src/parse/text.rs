//! Plain text that remembers its marks (code spans, links, bold) and where in the page each piece of it stood.
//!
//! In: the events of [`cursor`](super::cursor), or a bare string with its offset (plain-text pages).
//! Out: what every reader of prose and cells works on, without knowing Markdown.

use std::borrow::Cow;
use std::ops::Range;

use super::steps;
use crate::source::{PageId, Span, Spanned, is_invisible};

/// Text without marks, the marks beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    page: PageId,
    /// The text as a reader sees it; line breaks of the source are spaces, `<br>` is a line break.
    pub(crate) plain: String,
    /// Marks in the order of their starts.
    pub(crate) marks: Vec<Mark>,
    /// Where runs of `plain` start in the page; between two starts both advance together, up to the end of the run.
    origins: Vec<Origin>,
}

/// A run of the text and the piece of the page that it shows, which may be shorter: the parser ends a code block that
/// the page leaves open with a line break that nobody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Origin {
    plain: usize,
    source: usize,
    end: usize,
}

impl Origin {
    /// Where the byte `plain` of the text stands.
    fn of(self, plain: usize) -> usize {
        (self.source + plain.saturating_sub(self.plain)).min(self.end)
    }
}

/// A marked range of [`Text::plain`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What kind of mark.
    pub(crate) kind: MarkKind,
    /// The marked range.
    pub(crate) range: Range<usize>,
}

/// Kinds of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// A code span; spans that a translation glued together are apart again.
    Code,
    /// Bold.
    Strong,
    /// A link with its target as printed.
    Link(String),
    /// Raised or lowered: the mark of a note, or a power.
    Note,
}

impl Text {
    /// No text yet.
    pub(crate) fn empty(page: PageId) -> Self {
        Self { page, plain: String::new(), marks: Vec::new(), origins: Vec::new() }
    }

    /// No text yet, at a place.
    pub(crate) fn at(page: PageId, source: usize) -> Self {
        Self { origins: vec![Origin { plain: 0, source, end: source }], ..Self::empty(page) }
    }

    /// A piece of a page without marks.
    pub(crate) fn unmarked(page: PageId, plain: &str, base: usize) -> Self {
        let mut text = Self::empty(page);
        text.push(plain, base..base + plain.len());
        text
    }

    /// Appends `plain`, which the bytes `source` of the page show. Characters without width are left out.
    pub(crate) fn push(&mut self, plain: &str, source: Range<usize>) {
        let mut at = source.start;
        for piece in plain.split_inclusive(is_invisible) {
            let seen = piece.trim_end_matches(is_invisible);
            if !seen.is_empty() {
                let end = source.end.max(source.start);
                self.origins.push(Origin { plain: self.plain.len(), source: at.min(end), end });
                self.plain.push_str(seen);
            }
            at += piece.len();
        }
    }

    /// Marks everything from `start` to the end of the text.
    pub(crate) fn mark(&mut self, kind: MarkKind, start: usize) {
        self.mark_range(kind, start..self.plain.len());
    }

    /// Marks a range of the text.
    pub(crate) fn mark_range(&mut self, kind: MarkKind, range: Range<usize>) {
        self.marks.push(Mark { kind, range });
    }

    /// Puts the marks in the order of their starts: inner ones end, and so are known, before outer ones.
    pub(crate) fn settle(&mut self) {
        self.marks.sort_by_key(|mark| mark.range.start);
    }

    /// The page the text stands in.
    pub(crate) fn page(&self) -> PageId {
        self.page
    }

    /// Where `range` of the plain text stands.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start).of(range.start);
        if range.end <= range.start {
            return Span::new(self.page, start..start);
        }
        let last = self.origin(range.end - 1);
        let end = (last.of(range.end - 1) + 1).min(last.end);
        Span::new(self.page, start..end.max(start))
    }

    /// Where the whole text stands.
    pub(crate) fn whole(&self) -> Span {
        self.span(0..self.plain.len())
    }

    /// The run that the byte `plain` of the text stands in; before the first one, that one.
    fn origin(&self, plain: usize) -> Origin {
        let run = self.origins.partition_point(|origin| origin.plain <= plain).saturating_sub(1);
        self.origins.get(run).copied().unwrap_or(Origin { plain: 0, source: 0, end: 0 })
    }

    /// The marked words of a mark.
    pub(crate) fn marked(&self, mark: &Mark) -> &str {
        self.plain.get(mark.range.clone()).unwrap_or_default()
    }

    /// The code spans, in order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (&Mark, &str)> {
        self.marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| (mark, self.marked(mark)))
    }

    /// The links, in order: mark, words, target.
    pub(crate) fn links(&self) -> impl Iterator<Item = (&Mark, &str, &str)> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Link(target) => Some((mark, self.marked(mark), target.as_str())),
            MarkKind::Code | MarkKind::Strong | MarkKind::Note => None,
        })
    }

    /// The bold words, in order.
    pub(crate) fn strong(&self) -> impl Iterator<Item = (&Mark, &str)> {
        self.marks.iter().filter(|mark| mark.kind == MarkKind::Strong).map(|mark| (mark, self.marked(mark)))
    }

    /// The text without white space around it, and its range.
    pub(crate) fn trimmed(&self) -> (&str, Range<usize>) {
        let start = self.plain.len() - self.plain.trim_start().len();
        let trimmed = self.plain.trim();
        (trimmed, start..start + trimmed.len())
    }

    /// The trimmed text with its place.
    pub(crate) fn spanned(&self) -> Spanned<String> {
        let (trimmed, range) = self.trimmed();
        Spanned::new(trimmed.to_owned(), self.span(range))
    }

    /// Whether only white space is left.
    pub(crate) fn is_blank(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// The text of a name, a type or a list of names: marks of notes are no part of it.
    pub(crate) fn without_notes(&self) -> Cow<'_, Text> {
        self.with_notes(|_| None)
    }

    /// The text of a sentence: marks of notes are no part of it, but what is raised behind a digit is a power.
    pub(crate) fn with_powers(&self) -> Cow<'_, Text> {
        self.with_notes(|before| before.ends_with(|c: char| c.is_ascii_digit()).then_some("^"))
    }

    /// The text without its notes, except those before which, by what stands before them, something is put.
    fn with_notes(&self, lead: impl Fn(&str) -> Option<&'static str>) -> Cow<'_, Text> {
        if self.marks.iter().all(|mark| mark.kind != MarkKind::Note) {
            return Cow::Borrowed(self);
        }
        let mut text = Text::empty(self.page);
        let mut at = 0;
        for note in self.marks.iter().filter(|mark| mark.kind == MarkKind::Note) {
            text.append(self.slice(at..note.range.start.max(at)));
            at = at.max(note.range.end);
            if let Some(lead) = lead(&text.plain) {
                let place = self.origin(note.range.start).of(note.range.start);
                text.push(lead, place..place);
                text.append(self.slice(note.range.clone()));
            }
        }
        text.append(self.slice(at..self.plain.len()));
        text.marks.retain(|mark| mark.kind != MarkKind::Note);
        Cow::Owned(text)
    }

    fn append(&mut self, part: Text) {
        let start = self.plain.len();
        self.plain.push_str(&part.plain);
        self.origins.extend(part.origins.iter().map(|o| Origin { plain: o.plain + start, ..*o }));
        let moved = |mark: Mark| Mark { range: mark.range.start + start..mark.range.end + start, ..mark };
        self.marks.extend(part.marks.into_iter().map(moved));
    }

    /// The part `range` as a text of its own, with the marks that lie in it.
    pub(crate) fn slice(&self, range: Range<usize>) -> Text {
        let mut part = Text::empty(self.page);
        steps::take(range.len());
        part.plain.push_str(self.plain.get(range.clone()).unwrap_or_default());
        let run = self.origin(range.start);
        part.origins.push(Origin { plain: 0, source: run.of(range.start), end: run.end });
        let first = self.origins.partition_point(|origin| origin.plain < range.start);
        let inner = self.origins[first..].iter().take_while(|origin| origin.plain < range.end);
        part.origins.extend(inner.map(|o| Origin { plain: o.plain - range.start, ..*o }));
        let before_end = self.marks.partition_point(|mark| mark.range.start < range.end);
        steps::take(before_end);
        let inner = self.marks[..before_end]
            .iter()
            .filter(|mark| mark.range.end > range.start && !mark.range.is_empty());
        part.marks.extend(inner.map(|mark| Mark {
            kind: mark.kind.clone(),
            range: mark.range.start.max(range.start) - range.start
                ..mark.range.end.min(range.end) - range.start,
        }));
        part
    }
}

/// Where a needle stands next, for questions that go forward through a text: all of them together look at each byte
/// once.
#[derive(Debug, Clone)]
pub(super) struct Ahead<'a> {
    text: &'a str,
    needle: &'static str,
    /// The place found last; none where no more follow.
    next: Option<usize>,
}

impl<'a> Ahead<'a> {
    /// The places of `needle` in `text`.
    pub(super) fn new(text: &'a str, needle: &'static str) -> Self {
        Self { text, needle, next: text.find(needle) }
    }

    /// The first place at or after `at`, which no earlier question went beyond.
    pub(super) fn from(&mut self, at: usize) -> Option<usize> {
        if self.next? < at {
            self.next = self.text[at..].find(self.needle).map(|found| found + at);
            steps::take(self.next.unwrap_or(self.text.len()) - at);
        }
        self.next
    }
}

/// The lines of a text, without their line breaks.
pub(crate) fn line_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}

/// The runs of characters in a text that are parts of words.
pub(crate) fn runs(text: &str, part: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| part(*c)) {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    #[test]
    fn a_range_of_the_text_leads_back_to_its_bytes() {
        let mut sources = SourceMap::default();
        let source = "ab `cd` ef";
        let page = sources.add(SourceFile { path: "a.md".into(), text: source.into(), corpus: 0 });
        let mut text = Text::empty(page);
        text.push("ab ", 0..3);
        text.push("cd", 4..6);
        text.mark(MarkKind::Code, 3);
        text.push(" ef", 7..10);
        assert_eq!(text.plain, "ab cd ef");
        assert_eq!(sources.text(text.span(3..5)), "cd");
        assert_eq!(sources.text(text.span(0..8)), source);
        let part = text.slice(3..8);
        assert_eq!(sources.text(part.span(3..5)), "ef");
        assert_eq!(part.codes().map(|(_, code)| code).collect::<Vec<_>>(), ["cd"]);
    }

    #[test]
    fn notes_are_no_part_of_a_name_and_powers_no_part_of_a_number() {
        let source = "`ab`1 of 102, m2";
        let mut sources = SourceMap::default();
        let page = sources.add(SourceFile { path: "a.md".into(), text: source.into(), corpus: 0 });
        let mut text = Text::unmarked(page, source, 0);
        text.mark_range(MarkKind::Code, 0..4);
        for note in [4..5, 11..12, 15..16] {
            text.mark_range(MarkKind::Note, note);
        }
        let bare = text.without_notes();
        assert_eq!(bare.plain, "`ab` of 10, m");
        assert_eq!(sources.text(bare.span(8..10)), "10");
        assert_eq!(bare.codes().map(|(_, code)| code).collect::<Vec<_>>(), ["`ab`"]);
        assert_eq!(text.with_powers().plain, "`ab` of 10^2, m");
    }

    #[test]
    fn no_span_ends_behind_what_the_run_shows() {
        let mut sources = SourceMap::default();
        let page = sources.add(SourceFile { path: "a.md".into(), text: "ab".into(), corpus: 0 });
        let bytes = |span: Span| span.start..span.end;
        let mut text = Text::empty(page);
        text.push("ab\n\n", 0..2);
        assert_eq!(bytes(text.whole()), 0..2);
        assert_eq!(bytes(text.span(3..4)), 2..2);
        assert_eq!(bytes(text.slice(1..4).whole()), 1..2);
    }

    #[test]
    fn characters_without_width_do_not_count() {
        let mut sources = SourceMap::default();
        let page = sources.add(SourceFile { path: "a.md".into(), text: "a\u{200B}b".into(), corpus: 0 });
        let text = Text::unmarked(page, "a\u{200B}b", 0);
        assert_eq!(text.plain, "ab");
        assert_eq!(sources.text(text.span(1..2)), "b");
    }
}
