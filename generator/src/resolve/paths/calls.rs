//! The documented request lines of a version, with the pages that explain them.
//!
//! In: the operation pages. Out: [`Call`]s with their paths taken apart; a line without a path is reported.

use super::walk::Walk;
use crate::corpus::pages::Corpus;
use crate::odata::PathTemplate;
use crate::resolve::types::exchanges::{Exchange, Exchanges};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{OperationSection, Page, RequestLine};

/// A request line.
#[derive(Debug, Clone)]
pub(crate) struct Call<'a> {
    /// Its page.
    pub page: &'a Page,
    /// Index of the page in [`Corpus::pages`].
    pub page_at: usize,
    /// Index of the line in its page.
    pub line_at: usize,
    /// What the page says of it.
    pub operation: &'a OperationSection,
    /// The line itself.
    pub line: &'a RequestLine,
    /// Its path.
    pub template: PathTemplate,
}

impl Call<'_> {
    /// What the line sends and gets back.
    pub(crate) fn exchange<'e>(&self, exchanges: &'e Exchanges) -> &'e Exchange {
        exchanges.of(self.page_at, self.line_at)
    }
}

/// A request line with what its path was found to lead to.
#[derive(Debug)]
pub(crate) struct Walked<'a> {
    /// The line.
    pub call: Call<'a>,
    /// Where its path leads.
    pub walk: Walk,
}

/// All request lines in the order of pages.
pub(crate) fn collect<'a>(corpus: &Corpus<'a>, report: &mut Report) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    for (page_at, page) in corpus.pages.iter().copied().enumerate() {
        let Some(operation) = &page.operation else { continue };
        for (line_at, line) in operation.requests.iter().enumerate() {
            match line.template.clone() {
                Some(template) => calls.push(Call { page, page_at, line_at, operation, line, template }),
                None => {
                    report.push(Diagnostic::new(Code::RequestLine, line.url.span, "the line holds no path"));
                }
            }
        }
    }
    calls
}
