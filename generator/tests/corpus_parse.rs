//! Parses the whole documentation where it is at hand, prints what was understood, and holds the reader to it.

#![allow(clippy::print_stderr, reason = "says what it measured")]

#[path = "../src/skipped.rs"]
mod skipped;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::page::{Page, PropertyRow};
use msgraph_codegen::parse;
use msgraph_codegen::source::{SourceFile, SourceMap};

/// The documentation in one language, if it lies beside the workspace.
fn corpus(language: &str) -> Option<SourceMap> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs").join(language);
    if !root.join("api-reference").is_dir() {
        skipped::skipped(module_path!(), &format!("{} is not there", root.display()));
        return None;
    }
    let mut sources = SourceMap::default();
    for file in pages(&root.join("api-reference")) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let path = file.strip_prefix(&root).expect("it was found below the root");
        let path = path.to_string_lossy().replace('\\', "/");
        sources.add(SourceFile { path, text: String::from_utf8_lossy(&bytes).into_owned(), corpus: 0 });
    }
    Some(sources)
}

/// The pages below a folder, in order.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = ignore::WalkBuilder::new(folder).standard_filters(false).build();
    let paths = entries.map(|entry| entry.expect("readable").into_path());
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

/// Prints the totals; the messages, too, where `CORPUS_CODE` names their kind (`all` for every one).
fn show(language: &str, sources: &SourceMap, report: &Report, seconds: f64) {
    eprintln!("{language}: {} files in {seconds:.2} s", sources.len());
    for (what, tally) in &report.tallies {
        eprintln!("  {what}: {} of {}", tally.understood, tally.seen);
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        *codes.entry(diagnostic.code.name()).or_default() += 1;
    }
    eprintln!("  messages: {codes:?}");
    if let Ok(wanted) = std::env::var("CORPUS_CODE") {
        for diagnostic in
            report.diagnostics.iter().filter(|diagnostic| wanted == "all" || diagnostic.code.name() == wanted)
        {
            eprintln!("{}", Report::line(sources, diagnostic));
        }
    }
}

fn parsed(language: &str) -> Option<(Vec<Page>, Report)> {
    let sources = corpus(language)?;
    let start = Instant::now();
    let (pages, report) = parse::parse(&sources, &|| {});
    show(language, &sources, &report, start.elapsed().as_secs_f64());
    if let Ok(wanted) = std::env::var("CORPUS_PAGE") {
        for page in pages.iter().filter(|page| sources.file(page.id).path.ends_with(&wanted)) {
            eprintln!("{page:#?}");
        }
    }
    if std::env::var_os("CORPUS_ROWS").is_some() {
        pages.iter().for_each(show_rows);
    }
    Some((pages, report))
}

/// One line for each row and each operation: what was read beside where it was read from.
fn show_rows(page: &Page) {
    let slug = &page.slug;
    for section in &page.resources {
        let base = section.inherits.as_ref().map(|base| base.value.raw.as_str());
        eprintln!(
            "RES {slug} {:?} base={base:?} abstract={} open={}",
            section.name.value, section.abstract_, section.open
        );
        section.properties.iter().chain(&section.relationships).for_each(|row| show_row(slug, row));
    }
    for section in &page.enums {
        let members: Vec<&str> = section.members.iter().map(|member| member.name.value.as_str()).collect();
        eprintln!(
            "ENUM {slug} {:?} {:?} {members:?} flags={} {:?}",
            section.name.value, section.place, section.flags, section.evolvable_values
        );
    }
    let Some(operation) = &page.operation else { return };
    operation.body.rows.iter().for_each(|row| show_row(slug, row));
    operation.parameters.iter().for_each(|parameter| show_row(slug, &parameter.row));
    let ty = operation.response.ty.as_ref().map(|ty| ty.value.raw.as_str());
    eprintln!("RESPONSE {slug} {:?} {ty:?} binary={}", operation.response.codes, operation.response.binary);
    let ty = operation.body.ty.as_ref().map(|ty| ty.value.raw.as_str());
    eprintln!(
        "BODY {slug} none={} {ty:?} {:?} parameters={}",
        operation.body.none, operation.body.media_type, operation.body.parameters
    );
    eprintln!("QUERY {slug} {:?}", operation.query);
    for header in &operation.headers {
        eprintln!("HEADER {slug} {} {:?} {:?}", header.name.value, header.value, header.required);
    }
    for table in &operation.permissions {
        eprintln!("PERMISSION {slug} {:?} {:?}", table.scope, table.delegated_work.groups());
    }
}

fn show_row(slug: &str, row: &PropertyRow) {
    let facts = &row.facts;
    let values: Vec<&str> = facts.values.iter().map(|value| value.value.as_str()).collect();
    let prose = row.prose.as_ref().map_or("", |prose| prose.0.as_str()).replace('\n', " / ");
    eprintln!(
        "ROW {slug} {} {:?} ro={} wo={} req={:?}/{} null={:?} key={} ret={:?} filter={:?} o={} s={} e={} range={:?} max={:?} def={:?} fmt={:?} depr={} flags={} values={values:?} evo={:?} :: {prose}",
        row.name.value,
        row.ty.as_ref().map(|ty| ty.value.raw.as_str()),
        facts.stated.read_only,
        facts.stated.write_only,
        facts.required,
        facts.stated.required_on_create,
        facts.stated.nullable,
        facts.key,
        facts.stated.returned,
        facts.stated.filter,
        facts.stated.orderby,
        facts.stated.search,
        facts.stated.expand,
        facts.stated.range,
        facts.stated.max_length,
        facts.stated.default,
        facts.stated.format,
        facts.stated.deprecated,
        facts.flags,
        facts.evolvable_values,
    );
}

/// Fails where less than `share` of what was seen was understood, or less than `least` was seen.
fn hold(report: &Report, what: &str, least: usize, share: f64) {
    let tally = report.tallies.get(what).copied().unwrap_or_default();
    assert!(tally.seen >= least, "{what}: only {} seen", tally.seen);
    #[allow(clippy::cast_precision_loss, reason = "counts of rows")]
    let understood = tally.understood as f64 / tally.seen.max(1) as f64;
    assert!(understood >= share, "{what}: only {} of {} understood", tally.understood, tally.seen);
}

#[test]
fn english() {
    let Some((pages, report)) = parsed("en") else { return };
    assert_eq!(pages.len(), 11_289);
    hold(&report, "tables", 23_838, 1.0);
    hold(&report, "types", 56_440, 0.999);
    hold(&report, "requests", 13_080, 0.998);
    hold(&report, "json", 12_500, 0.999);
    hold(&report, "rows.property", 24_200, 1.0);
    hold(&report, "rows.relationship", 3_290, 1.0);
    hold(&report, "rows.member", 7_960, 1.0);
    hold(&report, "rows.parameter", 22_870, 1.0);
    hold(&report, "rows.permission", 23_200, 0.998);
}

#[test]
fn chinese() {
    let Some((pages, report)) = parsed("zh-cn") else { return };
    assert!(pages.len() > 3_900);
    hold(&report, "types", 16_500, 0.996);
    hold(&report, "requests", 4_150, 0.999);
    hold(&report, "rows.permission", 8_140, 0.999);
}
