//! Messages as one JSON document.

use std::collections::BTreeMap;

use serde::Serialize;

use super::severity_word;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::SourceMap;

/// Version of the document.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    messages: Vec<Message<'a>>,
    totals: BTreeMap<&'a str, Total>,
}

/// Lines and columns count from 1, columns in characters; all three are null for a message without a place.
#[derive(Serialize)]
struct Message<'a> {
    severity: &'a str,
    code: &'a str,
    page: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    text: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Total {
    seen: usize,
    understood: usize,
}

/// Every message and all totals.
pub fn json(sources: &SourceMap, report: &Report) -> String {
    let total = |tally: &crate::diagnostic::Tally| Total { seen: tally.seen, understood: tally.understood };
    let document = Document {
        format: FORMAT,
        messages: report.diagnostics.iter().map(|diagnostic| message(sources, diagnostic)).collect(),
        totals: report.tallies.iter().map(|(what, tally)| (*what, total(tally))).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("the document has string keys alone");
    text.push('\n');
    text
}

fn message<'a>(sources: &'a SourceMap, diagnostic: &'a Diagnostic) -> Message<'a> {
    let position = diagnostic.span.map(|span| sources.position(span));
    Message {
        severity: severity_word(diagnostic.code.severity()),
        code: diagnostic.code.name(),
        page: diagnostic.span.map(|span| sources.file(span.page).path.as_str()),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        text: &diagnostic.message,
        help: diagnostic.help.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn every_message_has_its_place() {
        let (sources, report) = sample();
        let value: serde_json::Value = serde_json::from_str(&json(&sources, &report)).expect("JSON");
        let first = serde_json::json!({
            "severity": "warning",
            "code": "type-phrase",
            "page": "api-reference/v1.0/resources/my crate.md",
            "line": 5,
            "column": 8,
            "text": "the type is not understood",
            "help": "name a type",
        });
        assert_eq!(value["messages"][0], first);
        assert_eq!(value["messages"][3]["line"], serde_json::Value::Null);
        assert_eq!(value["totals"]["rows"], serde_json::json!({"seen": 2, "understood": 1}));
    }
}
