//! What a run has to say about the documents: for people with the lines of the page, as JSON, and as SARIF for the
//! tools that show such messages beside the text.

mod advice;
mod human;
mod json;
mod sarif;

pub use advice::{Advice, explain};
pub use human::{Look, human};
pub use json::json;
pub use sarif::{Places, sarif};

use crate::diagnostic::Severity;

/// The severity as a word.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod sample {
    //! A report with one message of each kind of place.

    use crate::diagnostic::{Code, Diagnostic, Report};
    use crate::source::{SourceFile, SourceMap, Span};

    pub(super) fn sample() -> (SourceMap, Report) {
        let mut sources = SourceMap::default();
        let text = "# crate\n\n|Name|Type|\n|-|-|\n|größe|???|\n|a|b|\n";
        let path = "api-reference/v1.0/resources/my crate.md";
        let page = sources.add(SourceFile { path: path.into(), text: text.into(), corpus: 0 });
        let at = |what: &str| {
            let start = text.find(what).expect("the sample has it");
            Span::new(page, start..start + what.len())
        };
        let mut report = Report::default();
        report.push(
            Diagnostic::new(Code::TypePhrase, at("???"), "the type is not understood").help("name a type"),
        );
        report.push(Diagnostic::new(Code::Conflict, at("|größe|???|\n|a|b|\n"), "two rows"));
        report.push(Diagnostic::new(Code::TableRow, Span::new(page, 9000..9001), "beyond the page"));
        report.push(Diagnostic {
            code: Code::StaleFixup,
            span: None,
            message: "no place".into(),
            help: None,
        });
        report.count("rows", true);
        report.count("rows", false);
        (sources, report)
    }
}
