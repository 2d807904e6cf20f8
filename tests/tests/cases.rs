//! Small pages in, schema and messages out: one test for each folder of `tests/cases`, whose README says how a case
//! is laid out.

use std::fs;
use std::path::{Path, PathBuf};

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::file::Content;
use msgraph_codegen::mend::mend;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::page::Page;
use msgraph_codegen::resolve::{ResolveOptions, resolve};
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::{distill, export, parse, read};
use serde_json::Value;

macro_rules! cases {
    ($($test:ident = $folder:literal,)+) => {
        $(#[test] fn $test() { run($folder); })+

        #[test]
        fn every_folder_is_a_case() {
            let mut folders: Vec<String> = fs::read_dir(cases()).expect("the folder of cases")
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.is_dir())
                .map(|path| path.file_name().expect("a folder has a name").to_string_lossy().into_owned())
                .collect();
            folders.sort();
            assert_eq!(folders, [$($folder),+]);
        }
    };
}

cases! {
    enum_page_of_many = "enum-page-of-many",
    enum_short_delimiter = "enum-short-delimiter",
    facts_notes_in_cells = "facts-notes-in-cells",
    facts_of_newer_years = "facts-of-newer-years",
    facts_operators_are_no_enum = "facts-operators-are-no-enum",
    language_names_by_lists = "language-names-by-lists",
    language_values_that_ran_together = "language-values-that-ran-together",
    language_without_table = "language-without-table",
    request_added_to_all = "request-added-to-all",
    request_alternate_keys = "request-alternate-keys",
    request_answer_in_xml = "request-answer-in-xml",
    request_answer_of_each_line = "request-answer-of-each-line",
    request_argument_types = "request-argument-types",
    request_body_in_the_block = "request-body-in-the-block",
    request_bytes_beside_facts = "request-bytes-beside-facts",
    request_case_of_operations = "request-case-of-operations",
    request_counted = "request-counted",
    request_created_by_put = "request-created-by-put",
    request_examples_of_other_requests = "request-examples-of-other-requests",
    request_function_without_parentheses = "request-function-without-parentheses",
    request_long_running = "request-long-running",
    request_of_newer_years = "request-of-newer-years",
    request_permission_groups = "request-permission-groups",
    request_permission_matrix = "request-permission-matrix",
    request_required_of_derived = "request-required-of-derived",
    request_required_on_create = "request-required-on-create",
    request_singulars = "request-singulars",
    request_title_binds = "request-title-binds",
    request_wrapped_parameters = "request-wrapped-parameters",
    resolve_cast_without_page = "resolve-cast-without-page",
    resolve_container_without_page = "resolve-container-without-page",
    resolve_open_and_abstract = "resolve-open-and-abstract",
    resolve_two_pages_of_a_type = "resolve-two-pages-of-a-type",
    resolve_type_from_its_create_page = "resolve-type-from-its-create-page",
    resolve_updated_without_key = "resolve-updated-without-key",
    table_bare_pipes = "table-bare-pipes",
    table_broken_cells = "table-broken-cells",
    table_open_rows = "table-open-rows",
    table_rows_that_go_on = "table-rows-that-go-on",
    table_tabs = "table-tabs",
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn run(case: &str) {
    let folder = cases().join(case);
    let (sources, read) = read::read(&folder.join("input"), &[]).expect("the input of the case is readable");
    let (known, pages, mut report) = known(&sources);
    report.merge(read);
    report.sort();
    let said: String = report.diagnostics.iter().map(|said| Report::line(&sources, said) + "\n").collect();
    let outcomes = [expect(&folder, "schema.json", &known), expect(&folder, "report.txt", &said)];
    let differences: Vec<String> = outcomes.into_iter().filter_map(Result::err).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let (again, _, _) = self::known(&facts_only(&sources, &pages));
    assert_eq!(untitled(&again), untitled(&known), "as facts-only pages");
}

/// Without titles, which facts-only pages have in English.
fn untitled(known: &str) -> Vec<&str> {
    known.lines().filter(|line| !line.trim_start().starts_with("\"title\": ")).collect()
}

/// What is known by the pages, without places; the pages, and what there is to say about them.
fn known(sources: &SourceMap) -> (String, Vec<Page>, Report) {
    let (pages, mut report) = parse::parse(sources, &|| {});
    let (pages, mended) = mend(sources, pages);
    report.merge(mended);
    let (schema, resolved) = resolve(sources, &pages, ApiVersion::V1, &ResolveOptions { prose: false });
    report.merge(resolved);
    let mut known: Value = serde_json::from_str(&export::json(&schema)).expect("the JSON form is JSON");
    trim(&mut known);
    (serde_json::to_string_pretty(&known).expect("a value is JSON") + "\n", pages, report)
}

/// The pages as `import` writes them.
fn facts_only(sources: &SourceMap, pages: &[Page]) -> SourceMap {
    let mut written = SourceMap::default();
    for file in distill::files(sources, pages, None).0 {
        let Content::Page(text) = file.content else { panic!("{} is a page", file.path) };
        written.add(SourceFile { path: file.path, text, corpus: 0 });
    }
    written
}

/// Where `false` and an empty list say something: "not nullable", "not supported".
const STATED_EITHER_WAY: [&str; 6] =
    ["nullable", "required", "filter", "delegatedWork", "delegatedPersonal", "application"];

/// Takes out what is not stated, and the places, which would change with every word of a page.
fn trim(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.shift_remove("sources");
            object.shift_remove("source");
            object.values_mut().for_each(trim);
            object.retain(|key, value| !is_nothing(key, value));
        }
        Value::Array(values) => values.iter_mut().for_each(trim),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_nothing(key: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(false) => !STATED_EITHER_WAY.contains(&key),
        Value::Array(values) => values.is_empty() && !STATED_EITHER_WAY.contains(&key),
        // An object may be a thing of its own, of which nothing is known but that it is there.
        Value::Object(object) => object.is_empty() && matches!(key, "facts" | "permissions" | "queryOptions"),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Compares with `expected/NAME`, or writes it where `UPDATE_EXPECT` is set.
fn expect(case: &Path, name: &str, actual: &str) -> Result<(), String> {
    let path = case.join("expected").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(case.join("expected")).expect("the folder of the case is writable");
        fs::write(&path, actual).expect("the folder of the case is writable");
        return Ok(());
    }
    let expected = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "{} differs (UPDATE_EXPECT=1 rewrites it)\n--- expected\n{expected}--- actual\n{actual}",
        path.display()
    ))
}
