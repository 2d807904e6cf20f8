//! Messages as SARIF 2.1.0, which code hosts and editors show beside the text.
//!
//! Of the format only what is written here is known: a run, its rules, and a result each with one place. Every result has
//! one, relative to the root of the repository: code hosts refuse or hide those without.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::advice::advice;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text>,
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
    Rule {
        id: code.name(),
        short_description: Text { text: code.explain().to_owned() },
        help: advice(code).map(|advice| Text { text: format!("{} {}", advice.why, advice.what_to_do) }),
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
    use std::collections::BTreeSet;

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

    /// What the schema of the format demands of the parts that are written, and what code hosts demand beyond it.
    #[test]
    fn the_rules_of_the_format_hold() {
        let value = document();
        assert_eq!(value["version"], "2.1.0");
        assert!(value["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-2.1.0.json")));
        let run = &value["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].as_str().is_some_and(|name| !name.is_empty()));
        let rules = driver["rules"].as_array().expect("rules");
        assert_eq!(rules.len(), Code::ALL.len());
        let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
        assert_eq!(ids.len(), rules.len(), "each rule once");
        let levels = ["none", "note", "warning", "error"];
        for rule in rules {
            assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            let level = rule["defaultConfiguration"]["level"].as_str().expect("a level");
            assert!(levels.contains(&level));
        }
        for result in run["results"].as_array().expect("results") {
            let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok());
            assert_eq!(rules[index.expect("an index")]["id"], result["ruleId"]);
            assert!(levels.contains(&result["level"].as_str().expect("a level")));
            assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            let locations = result["locations"].as_array().expect("places");
            assert_eq!(locations.len(), 1);
            let place = &locations[0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a place");
            assert!(!uri.starts_with('/') && !uri.contains("..") && !uri.contains([' ', ':', '\\']), "{uri}");
            assert!(
                run["originalUriBaseIds"]
                    .get(place["artifactLocation"]["uriBaseId"].as_str().expect("a base"))
                    .is_some()
            );
            let number = |name: &str| place["region"][name].as_u64().expect("a number");
            let (start, end) =
                ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
            assert!(start.0 >= 1 && start.1 >= 1 && end >= start, "{place}");
        }
    }
}
