//! Where a fact stands: pages, byte ranges in them, and the lines and columns that people read.
//!
//! In: the text of the pages as [`read`](crate::read) found it. Out: [`Span`]s that every later room hands on.

use std::fmt;

/// A page of the [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId(u32);

/// A byte range of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The page.
    pub page: PageId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The range `range` of `page`.
    pub fn new(page: PageId, range: std::ops::Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { page, start: offset(range.start), end: offset(range.end) }
    }

    /// From the start of `self` to the end of `other`.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}

/// A value and the place that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, stated at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One page as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the documentation root, with `/`: `api-reference/v1.0/resources/user.md`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// 0 for `--docs`, 1 and on for each `--also`.
    pub corpus: u8,
}

/// All pages of a run, corpus by corpus, in the order of their paths.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    editions: Vec<Edition>,
}

/// What is known of a corpus as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// What people call it: the folder as it was given.
    pub name: String,
    /// The day that the documentation was taken from its repository, where the folder says.
    pub date: Option<Date>,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u16,
    day: u16,
}

impl Date {
    /// `2022-07-12`, `7/12/2022` with the month first, and `25.7.2022` where only that can be meant.
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.trim().split(['T', ' ']).next()?;
        let parts: Vec<u16> =
            day.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [first, second, third] = parts[..] else { return None };
        let (year, month, day) = match (first > 999, first > 12) {
            (true, _) => (first, second, third),
            (false, true) => (third, second, first),
            (false, false) => (third, first, second),
        };
        let sound = (1990..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        sound.then_some(Self { year, month, day })
    }

    /// Months since year 0.
    pub fn months(self) -> u16 {
        self.year * 12 + self.month - 1
    }
}

/// A place as people count it: line and column from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl SourceMap {
    /// Adds a page.
    pub fn add(&mut self, file: SourceFile) -> PageId {
        let id = PageId(u32::try_from(self.files.len()).expect("a corpus has fewer than four billion pages"));
        self.files.push(file);
        id
    }

    /// Says what is known of the next corpus.
    pub fn add_edition(&mut self, edition: Edition) {
        self.editions.push(edition);
    }

    /// How many corpora there is something known of.
    pub fn editions(&self) -> usize {
        self.editions.len()
    }

    /// What is known of a corpus, if anything.
    pub fn edition(&self, corpus: u8) -> Option<&Edition> {
        self.editions.get(usize::from(corpus))
    }

    /// The page.
    pub fn file(&self, id: PageId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every page with its id, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PageId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (PageId(u32::try_from(at).unwrap_or(u32::MAX)), file))
    }

    /// Number of pages.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no page was read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text of a span; empty where the span does not fit the page.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.page).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Line and column of the start of `span`.
    pub fn position(&self, span: Span) -> Position {
        let text = &self.file(span.page).text;
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// `path:line:column` of the start of `span`.
    pub fn place(&self, span: Span) -> String {
        let Position { line, column } = self.position(span);
        format!("{}:{line}:{column}", self.file(span.page).path)
    }
}

/// Characters that a reader does not see: zero-width spaces and joiners, byte order marks, and the marks that turn the
/// direction of the text around them. rustc refuses the latter in comments and literals, and a reviewer is misled by
/// them.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// The last place at or before `at` where a character of `text` starts.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_front_matter_writes_them() {
        for (text, expected) in [
            ("2022-07-12", Some((2022, 7, 12))),
            ("07/12/2022", Some((2022, 7, 12))),
            ("25.7.2022", Some((2022, 7, 25))),
            ("2024-03-21T00:00:00Z", Some((2024, 3, 21))),
            ("13/13/2022", None),
            ("soon", None),
        ] {
            let expected = expected.map(|(year, month, day)| Date { year, month, day });
            assert_eq!(Date::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = SourceMap::default();
        let page = sources.add(SourceFile { path: "a.md".into(), text: "x\nü ab".into(), corpus: 0 });
        assert_eq!(sources.position(Span::new(page, 5..7)), Position { line: 2, column: 3 });
        assert_eq!(sources.text(Span::new(page, 5..7)), "ab");
        assert_eq!(
            sources.place(Span::new(page, 3..3)),
            "a.md:2:1",
            "inside a character counts as its start"
        );
    }
}
