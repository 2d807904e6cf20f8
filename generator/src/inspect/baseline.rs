//! Messages that are known, so that only new ones are news.
//!
//! The baseline is TOML: a table for each page, in it the texts of each code. Places are left out, since a line that
//! moves is no news; a text that is said twice on a page stands there twice. What no longer comes up is reported, so
//! that the file stays true.
//!
//! ```toml
//! format = 1
//!
//! [pages."api-reference/v1.0/resources/crate.md"]
//! type-phrase = ["the type is empty"]
//! ```

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Report};
use crate::source::SourceMap;

const FORMAT: u32 = 1;

/// Known messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    format: u32,
    /// Texts by page, then by code. Messages without a page stand under the empty path.
    #[serde(default)]
    pages: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A baseline entry that nothing corresponds to any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// Page of the entry.
    pub page: String,
    /// Code of the entry; perhaps one that is no longer there.
    pub code: String,
    /// Text of the entry.
    pub message: String,
}

/// The messages of `report` as a baseline.
pub fn render(sources: &SourceMap, report: &Report) -> String {
    let mut baseline = Baseline { format: FORMAT, pages: BTreeMap::new() };
    for diagnostic in &report.diagnostics {
        let codes = baseline.pages.entry(page(sources, diagnostic).to_owned()).or_default();
        codes.entry(diagnostic.code.name().to_owned()).or_default().push(diagnostic.message.clone());
    }
    for texts in baseline.pages.values_mut().flat_map(BTreeMap::values_mut) {
        texts.sort_unstable();
    }
    let toml = toml::to_string_pretty(&baseline).expect("tables of strings are TOML");
    format!(
        "# Messages of `lint` that are known. Written by `lint --baseline FILE --update-baseline`.\n{toml}"
    )
}

/// Reads a baseline.
pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
    let baseline: Baseline = toml::from_str(text).map_err(BaselineError::Toml)?;
    if baseline.format == FORMAT { Ok(baseline) } else { Err(BaselineError::Format(baseline.format)) }
}

impl Baseline {
    /// What of `report` is not known, and which entries are stale. The totals stay as they are.
    pub fn apply(mut self, sources: &SourceMap, mut report: Report) -> (Report, Vec<Stale>) {
        let diagnostics = std::mem::take(&mut report.diagnostics);
        let news = diagnostics.into_iter().filter(|diagnostic| !self.take(sources, diagnostic)).collect();
        report.diagnostics = news;
        (report, self.left_over())
    }

    /// Takes the entry of a message out, if there is one.
    fn take(&mut self, sources: &SourceMap, diagnostic: &Diagnostic) -> bool {
        let codes = self.pages.get_mut(page(sources, diagnostic));
        let texts = codes.and_then(|codes| codes.get_mut(diagnostic.code.name()));
        let Some(texts) = texts else { return false };
        let Some(at) = texts.iter().position(|text| *text == diagnostic.message) else { return false };
        texts.remove(at);
        true
    }

    fn left_over(self) -> Vec<Stale> {
        let mut stale = Vec::new();
        for (page, codes) in self.pages {
            for (code, texts) in codes {
                stale.extend(texts.into_iter().map(|message| Stale {
                    page: page.clone(),
                    code: code.clone(),
                    message,
                }));
            }
        }
        stale
    }
}

fn page<'a>(sources: &'a SourceMap, diagnostic: &Diagnostic) -> &'a str {
    diagnostic.span.map_or("", |span| sources.file(span.page).path.as_str())
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stale { page, code, message } = self;
        if page.is_empty() {
            write!(f, "[{code}]: {message}")
        } else {
            write!(f, "{page}: [{code}]: {message}")
        }
    }
}

/// Why a text is not a baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// Not TOML, or of another shape.
    #[error("this is not a baseline: {}", .0.to_string().trim_end())]
    Toml(toml::de::Error),
    /// Written by a generator with another form.
    #[error("this baseline has format {0}, and this version reads format {FORMAT}")]
    Format(u32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{SourceFile, Span};

    /// A report with a message of each text on one page, and one without a page.
    fn report(sources: &mut SourceMap, texts: &[&str]) -> Report {
        let page = sources.add(SourceFile { path: "a b.md".into(), text: "x".into(), corpus: 0 });
        let mut report = Report::default();
        for text in texts {
            report.push(Diagnostic::new(Code::TypePhrase, Span::new(page, 0..1), *text));
        }
        report.push(Diagnostic { code: Code::StaleFixup, span: None, message: "\"m\"".into(), help: None });
        report
    }

    fn check(known: &[&str], said: &[&str], news: &[&str], stale: &[&str]) {
        let mut sources = SourceMap::default();
        let known = report(&mut sources, known);
        let baseline = parse(&render(&sources, &known)).expect("just written");
        let mut sources = SourceMap::default();
        let said = report(&mut sources, said);
        let (left, left_over) = baseline.apply(&sources, said);
        let left: Vec<&str> = left.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        let left_over: Vec<String> = left_over.iter().map(Stale::to_string).collect();
        assert_eq!(
            (left.as_slice(), left_over),
            (news, stale.iter().map(|text| (*text).to_owned()).collect())
        );
    }

    #[test]
    fn known_messages_are_counted() {
        check(&["a", "b\n'"], &["b\n'", "a"], &[], &[]);
        check(&["a"], &["a", "a"], &["a"], &[]);
        check(&["a", "a", "b"], &["a"], &[], &["a b.md: [type-phrase]: a", "a b.md: [type-phrase]: b"]);
    }

    #[test]
    fn other_files_are_refused() {
        let check = |text, expected: &str| {
            let error = parse(text).expect_err("no baseline").to_string();
            assert!(error.starts_with(expected), "{error}");
        };
        check("format = 7", "this baseline has format 7, and this version reads format 1");
        check("known = 1", "this is not a baseline: ");
        check("{", "this is not a baseline: ");
    }
}
