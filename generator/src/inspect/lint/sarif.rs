//! Messages as SARIF 2.1.0, which code hosts and editors show beside the text.
//!
//! Of the format only what is written here is known: a run, its rules, and a result each with one place. Every result has
//! one, relative to the root of the repository: code hosts refuse or hide those without. They also ask for members that
//! the schema of the format leaves open: what each rule is in short and in full, and what to do about it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::advice::{advice, meaning};
use super::severity_word;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::source::{Position, SourceFile, SourceMap, Span};

/// Where files lie below the root of the repository, with `/`.
pub trait Places {
    /// A page.
    fn page(&self, file: &SourceFile) -> String;
    /// The file that messages without a place are shown at: some file of the documentation.
    fn documentation(&self) -> String;
}

/// What a path keeps in a URI, beside letters and digits.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name of the root of the repository in places.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sarif<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    original_uri_base_ids: serde_json::Value,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// Lines and columns count from 1; the end is the first character behind.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Every message, with a rule for each code.
pub fn sarif(sources: &SourceMap, report: &Report, places: &dyn Places) -> String {
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: Code::ALL.iter().map(|code| rule(*code)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        original_uri_base_ids: serde_json::json!({
            ROOT: {"description": {"text": "The root of the repository."}},
        }),
        column_kind: "unicodeCodePoints",
        results: report.diagnostics.iter().map(|said| result(sources, said, places)).collect(),
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    let sarif = Sarif { schema, version: "2.1.0", runs: [run] };
    let mut text = serde_json::to_string_pretty(&sarif).expect("SARIF has string keys alone");
    text.push('\n');
    text
}

fn rule(code: Code) -> Rule {
    let meaning = meaning(code);
    let advice = advice(code);
    Rule {
        id: code.name(),
        full_description: Text { text: format!("{meaning} {}", advice.why) },
        short_description: Text { text: meaning },
        help: Text { text: advice.what_to_do.to_owned() },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn result<'a>(sources: &SourceMap, diagnostic: &Diagnostic, places: &dyn Places) -> SarifResult<'a> {
    let text = match &diagnostic.help {
        Some(help) => format!("{} ({help})", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let rule_index = Code::ALL.iter().position(|code| *code == diagnostic.code).unwrap_or_default();
    let physical_location = match diagnostic.span {
        Some(span) => place(&places.page(sources.file(span.page)), region(sources, span)),
        None => place(&places.documentation(), BEGINNING),
    };
    SarifResult {
        rule_id: diagnostic.code.name(),
        rule_index,
        level: level(diagnostic.code.severity()),
        message: Text { text },
        locations: [Location { physical_location }],
    }
}

/// The words of SARIF are those of every other output.
fn level(severity: Severity) -> &'static str {
    severity_word(severity)
}

const BEGINNING: Region = Region { start_line: 1, start_column: 1, end_line: 1, end_column: 1 };

fn place(path: &str, region: Region) -> PhysicalLocation {
    PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path), uri_base_id: ROOT }, region }
}

fn region(sources: &SourceMap, span: Span) -> Region {
    let start = sources.position(span);
    let end = sources.position(Span { start: span.end.max(span.start), ..span });
    let Position { line: end_line, column: end_column } = end.max(start);
    Region { start_line: start.line, start_column: start.column, end_line, end_column }
}

/// A path as a relative URI: everything but letters, digits, `/` and the marks that URIs leave alone is encoded.
fn uri(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    struct Below;

    impl Places for Below {
        fn page(&self, file: &SourceFile) -> String {
            format!("docs-input/{}", file.path)
        }

        fn documentation(&self) -> String {
            "docs-input/SOURCE.toml".to_owned()
        }
    }

    fn document() -> serde_json::Value {
        let (sources, report) = sample();
        serde_json::from_str(&sarif(&sources, &report, &Below)).expect("JSON")
    }

    #[test]
    fn results_point_into_pages() {
        let value = document();
        let run = &value["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["ruleId"], "type-phrase");
        assert_eq!(result["level"], "warning");
        let location = serde_json::json!({
            "artifactLocation": {
                "uri": "docs-input/api-reference/v1.0/resources/my%20crate.md", "uriBaseId": "%SRCROOT%"
            },
            "region": {"startLine": 5, "startColumn": 8, "endLine": 5, "endColumn": 11},
        });
        assert_eq!(result["locations"][0]["physicalLocation"], location);
        let location = &run["results"][3]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "docs-input/SOURCE.toml");
        assert_eq!(location["region"]["startLine"], 1);
    }
}
