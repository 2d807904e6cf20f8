//! What every reader of one page shares: its words, its links, its report.

use super::lexicon::Lexicon;
use super::link::Links;
use super::text::Text;
use super::type_phrase;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{Language, TypePhrase, TypeTerm};
use crate::source::{Span, Spanned};

/// What helps with words that no table knows.
const NO_WORDS: &str = "add the words of the language to generator/src/parse/words";

/// The page that is being read.
pub(crate) struct Context<'a> {
    pub(crate) lexicon: Lexicon,
    pub(crate) links: Links<'a>,
    pub(crate) report: Report,
}

impl Context<'_> {
    /// Adds a message.
    pub(crate) fn say(&mut self, code: Code, span: Span, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, span, message);
        let wordy = matches!(code, Code::TableColumns | Code::TypePhrase | Code::Permission);
        let unlisted = self.lexicon.language() == Language::Unlisted;
        self.report.push(if wordy && unlisted { diagnostic.help(NO_WORDS) } else { diagnostic });
    }

    /// Reads a type cell and counts it.
    pub(crate) fn type_cell(&mut self, cell: &Text) -> Option<Spanned<TypePhrase>> {
        let phrase = type_phrase::read(&self.lexicon, &self.links, cell)?;
        let understood =
            phrase.link.is_some() || !phrase.terms.iter().any(|term| matches!(term, TypeTerm::Words(_)));
        self.report.count("types", understood);
        let (_, range) = cell.trimmed();
        let span = cell.span(range);
        if !understood {
            self.say(Code::TypePhrase, span, format!("the type \"{}\" is not understood", phrase.raw));
        }
        Some(Spanned::new(phrase, span))
    }
}
