//! Messages as SARIF 2.1.0, which code hosts and editors show beside the text.

use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region,
    ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif, Tool,
    ToolComponent,
};

use super::severity_word;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::source::{Position, SourceMap, Span};

/// Every message, with a rule for each code.
pub fn sarif(sources: &SourceMap, report: &Report) -> String {
    let driver = ToolComponent::builder()
        .name(env!("CARGO_PKG_NAME"))
        .version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>())
        .build();
    let results: Vec<SarifResult> = report.diagnostics.iter().map(|said| result(sources, said)).collect();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(serde_json::json!("unicodeCodePoints"))
        .results(results)
        .build();
    let sarif = Sarif::builder()
        .version(serde_json::json!("2.1.0"))
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .runs(vec![run])
        .build();
    let mut text = serde_json::to_string_pretty(&sarif).expect("SARIF has string keys alone");
    text.push('\n');
    text
}

fn rule(code: Code) -> ReportingDescriptor {
    let description = MultiformatMessageString::builder().text(code.explain()).build();
    let level = serde_json::json!(severity_word(code.severity()));
    ReportingDescriptor::builder()
        .id(code.name())
        .short_description(description)
        .default_configuration(ReportingConfiguration::builder().level(level).build())
        .build()
}

fn result(sources: &SourceMap, diagnostic: &Diagnostic) -> SarifResult {
    let text = match &diagnostic.help {
        Some(help) => format!("{} ({help})", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let locations: Vec<Location> = diagnostic.span.map(|span| location(sources, span)).into_iter().collect();
    SarifResult::builder()
        .rule_id(diagnostic.code.name())
        .level(level(diagnostic.code.severity()))
        .message(Message::builder().text(text).build())
        .locations(locations)
        .build()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Note => ResultLevel::Note,
    }
}

fn location(sources: &SourceMap, span: Span) -> Location {
    let start = sources.position(span);
    let end = sources.position(Span { start: span.end.max(span.start), ..span });
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let Position { line: end_line, column: end_column } = end;
    let region = Region::builder()
        .start_line(number(start.line))
        .start_column(number(start.column))
        .end_line(number(end_line))
        .end_column(number(end_column))
        .build();
    let artifact = ArtifactLocation::builder().uri(uri(&sources.file(span.page).path)).build();
    let physical = PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    Location::builder().physical_location(physical).build()
}

/// A path as a relative URI: everything but letters, digits, `/` and the marks that URIs leave alone is encoded.
fn uri(path: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte: u8| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn results_point_into_pages() {
        let (sources, report) = sample();
        let value: serde_json::Value = serde_json::from_str(&sarif(&sources, &report)).expect("JSON");
        let run = &value["runs"][0];
        assert_eq!(value["version"], "2.1.0");
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(Code::ALL.len()));
        let result = &run["results"][0];
        assert_eq!(result["ruleId"], "type-phrase");
        assert_eq!(result["level"], "warning");
        let location = serde_json::json!({
            "artifactLocation": {"uri": "api-reference/v1.0/resources/my%20crate.md"},
            "region": {"startLine": 5, "startColumn": 8, "endLine": 5, "endColumn": 11},
        });
        assert_eq!(result["locations"][0]["physicalLocation"], location);
        assert_eq!(run["results"][3]["locations"], serde_json::json!([]));
    }
}
