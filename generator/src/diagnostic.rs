//! What the generator has to say about the documents: spanned messages with a code, and the totals of a run.
//!
//! Every stage returns its value and adds to a [`Report`]. A bad document is never a panic and never silent.

use std::collections::BTreeMap;

use crate::source::{PageId, SourceMap, Span, floor};

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run stops after the stage that says it.
    Error,
    /// Something was not understood or is contradictory.
    Warning,
    /// A guess was taken.
    Note,
}

/// The kinds of messages. The texts of the catalogue stand in [`Code::explain`].
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// The kind of a message, stable across releases: baselines and SARIF rules refer to it by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The name that is printed: `type-phrase`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// How much messages of this kind matter.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// What it means, in a sentence or two.
            pub fn explain(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n",)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A page could not be read: not UTF-8, too large, or not accessible.
    UnreadablePage = "unreadable-page", Warning;
    /// A table stands in a section that carries facts, but its columns are not known.
    TableColumns = "table-columns", Warning;
    /// Pages are in a language without a table of words: only what needs no words was read.
    Language = "language", Warning;
    /// A table row has no usable name, or belongs to no row of its table.
    TableRow = "table-row", Warning;
    /// A damaged table was repaired before it was read.
    TableRepaired = "table-repaired", Note;
    /// The type cell of a row was not understood.
    TypePhrase = "type-phrase", Warning;
    /// A request line has no known method or no path.
    RequestLine = "request-line", Warning;
    /// A code fence is not closed.
    UnclosedFence = "unclosed-fence", Note;
    /// An annotation comment is not readable as JSON.
    Annotation = "annotation", Note;
    /// A JSON block is not readable even with tolerance.
    Json = "json", Warning;
    /// A permission cell holds words that are no permission.
    Permission = "permission", Warning;
    /// An include names a file that is not there or lies outside of the documentation.
    Include = "include", Note;
    /// A name was damaged by translation and put right from another source.
    Repaired = "repaired", Note;
    /// A name was damaged by translation and could not be put right.
    Unrepaired = "unrepaired", Warning;
    /// A sentence or list that carries facts was only partly understood.
    Prose = "prose", Note;
    /// A type is referred to, and no page documents it: it becomes an open stub.
    UndocumentedType = "undocumented-type", Note;
    /// Two sources contradict each other; the one of higher rank won.
    Conflict = "conflict", Note;
    /// A base type is part of a cycle or is no structured type.
    BaseType = "base-type", Warning;
    /// A request answers with something that is no kin of what its path addresses: neither its type nor a base type of
    /// that or a type derived from it, or a list for a single thing. One of both is read or written wrongly.
    UnrelatedAnswer = "unrelated-answer", Warning;
    /// A request path could not be followed from the container.
    RequestPath = "request-path", Warning;
    /// A name is longer, or has more parts, than modules and files can have: what it names is left out.
    UnusableName = "unusable-name", Warning;
    /// Two things wanted the same Rust name, and one of them was given another.
    NameSettled = "name-settled", Note;
    /// A correction of a documentation error no longer applies.
    StaleFixup = "stale-fixup", Error;
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// What is the matter, without the place.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span: Some(span), message: message.into(), help: None }
    }

    /// The same with a suggestion.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What was counted of one kind of thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Seen in the pages.
    pub seen: usize,
    /// Understood; the rest has a diagnostic each.
    pub understood: usize,
}

/// Messages and totals of a run. Merged in page order, so that it does not depend on the number of threads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The messages; sorted by [`Report::sort`].
    pub diagnostics: Vec<Diagnostic>,
    /// What was counted, by a stable name: `rows.property`, `pages.operation`.
    pub tallies: BTreeMap<&'static str, Tally>,
    /// How many messages of a kind there are about a page.
    said: BTreeMap<(PageId, Code), usize>,
}

/// So many messages of one kind about one page say that it is damaged; more of them tell nobody anything.
const MOST_OF_A_KIND: usize = 1000;

/// Messages quote pages; longer ones are cut.
const LONGEST_MESSAGE: usize = 1000;

impl Report {
    /// Adds a message. Those of a kind that a page has too many of end with one that says so.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if let Some(span) = diagnostic.span {
            let said = self.said.entry((span.page, diagnostic.code)).or_default();
            *said += 1;
            if *said > MOST_OF_A_KIND {
                return;
            }
            if *said == MOST_OF_A_KIND {
                diagnostic.message.push_str("; further messages of this kind about the page are left out");
            }
        }
        if diagnostic.message.len() > LONGEST_MESSAGE {
            diagnostic.message.truncate(floor(&diagnostic.message, LONGEST_MESSAGE));
            diagnostic.message.push('…');
        }
        self.diagnostics.push(diagnostic);
    }

    /// Counts one thing of the kind `what`.
    pub fn count(&mut self, what: &'static str, understood: bool) {
        let tally = self.tallies.entry(what).or_default();
        tally.seen += 1;
        tally.understood += usize::from(understood);
    }

    /// Takes over what a stage has to say, and gives back what it made.
    pub fn take<T>(&mut self, (value, said): (T, Report)) -> T {
        self.merge(said);
        value
    }

    /// Takes over everything of `other`.
    pub fn merge(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
        for (what, tally) in other.tallies {
            let sum = self.tallies.entry(what).or_default();
            sum.seen += tally.seen;
            sum.understood += tally.understood;
        }
    }

    /// Whether a stage must stop the run.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Puts the messages in the order of pages and places.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    }

    /// One line a message: `path:line:column: warning[type-phrase]: message`.
    pub fn line(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
        let severity = match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = diagnostic.span.map_or_else(String::new, |span| format!("{}: ", sources.place(span)));
        format!("{place}{severity}[{}]: {}", diagnostic.code.name(), diagnostic.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_page_with_thousands_of_messages_of_a_kind_says_a_thousand() {
        let mut sources = SourceMap::default();
        let file = |path: &str| SourceFile { path: path.into(), text: String::new(), corpus: 0 };
        let (a, b) = (sources.add(file("a.md")), sources.add(file("b.md")));
        let mut report = Report::default();
        for _ in 0..5000 {
            report.push(Diagnostic::new(Code::TableRow, Span::new(a, 0..0), "x"));
        }
        report.push(Diagnostic::new(Code::TableRow, Span::new(b, 0..0), "x"));
        report.push(Diagnostic::new(Code::Prose, Span::new(a, 0..0), "x"));
        assert_eq!(report.diagnostics.len(), MOST_OF_A_KIND + 2);
        assert!(report.diagnostics[MOST_OF_A_KIND - 1].message.ends_with("are left out"));
    }
}
