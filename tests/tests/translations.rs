//! Requests turned into Rust by `call`, see `msgraph_tests::translations`.
//!
//! A sample of 500 requests of our own making, each by itself and in batches, is compiled and played: what goes out must be
//! what was asked for. Where the full documentation is, each of its example requests is translated and counted, in English
//! and in Chinese.
//! `MSGRAPH_TRANSLATIONS=all cargo test -p msgraph-tests --test translations` compiles and plays all of those as well.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use msgraph_codegen::call::Outcome;
use msgraph_codegen::call::index::Index;
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::odata::address as url;
use msgraph_codegen::schema::Schema;
use msgraph_codegen::sdk::Sdk;
use msgraph_codegen::{Documents, Input, resolve, understand};
use msgraph_tests::replay::documented::Paths;
use msgraph_tests::replay::example::{Example, examples};
use msgraph_tests::translations::{self, Translated, batches, facts, translated};
use msgraph_tests::{corpus, program, root};
use serde_json::Value;

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// Translations in one program: more of them take more memory to compile than many machines have.
const PROGRAM: usize = 1000;

fn sdk(docs: PathBuf) -> (Documents, Vec<Schema>, Sdk) {
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let mut documents = understand(&input, &|_| {}).expect("readable");
    let schemas = resolve(&mut documents, &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    (documents, schemas, sdk)
}

#[test]
fn requests_of_every_kind_compile_and_send_what_they_say() {
    let (_, schemas, sdk) = sdk(root().join("docs-input"));
    let indices = Index::all(&sdk.versions, &schemas);
    let cases = indices.iter().zip(&schemas).map(|(index, schema)| {
        let sample = facts::sample(schema, index, 250);
        assert_eq!(sample.len(), 250, "the sample is not as large as it should be");
        let batches = batches::translated(index, &sample);
        translated(index, sample).into_iter().chain(batches).collect()
    });
    let cases: Vec<Vec<Translated<'_>>> = cases.collect();
    let parts: Vec<_> = sdk
        .versions
        .iter()
        .zip(&cases)
        .map(|(version, cases)| (version.module.as_str(), version.segment, cases.iter().collect::<Vec<_>>()))
        .collect();
    let parts: Vec<_> =
        parts.iter().map(|(module, segment, cases)| (*module, *segment, &cases[..])).collect();
    let results = play(&parts);
    let mut told = String::new();
    for (at, cases) in cases.iter().enumerate() {
        for case in cases {
            tell(&mut told, case, results[at].get(&case.example.name));
        }
    }
    assert!(told.is_empty(), "{told}");
}

/// Adds what is wrong with one translation.
fn tell(told: &mut String, case: &Translated<'_>, result: Option<&Value>) -> bool {
    let found = result
        .map_or_else(|| vec!["not played".to_owned()], |result| translations::differences(case, result));
    for difference in &found {
        let example = &case.example;
        let _ = writeln!(told, "{}: {} {}: {difference}", example.name, example.method.as_str(), example.url);
    }
    found.is_empty()
}

/// Builds and runs one program; what came of each case, by part and name.
fn play(parts: &[(&str, &str, &[&Translated<'_>])]) -> Vec<BTreeMap<String, Value>> {
    let folder = format!("{FOLDER}/translations");
    std::fs::create_dir_all(&folder).expect("the folder for what tests write is there");
    std::fs::write(format!("{folder}/content"), "bytes").expect("the folder was made");
    let source = translations::source(parts, &folder);
    let program = program::build("calls", &source, FOLDER).expect("every translation compiles");
    let output = program.run(translations::input(parts)).expect("the program ends well");
    let told: Vec<Value> = serde_json::from_slice(&output).expect("results are JSON");
    let mut results = vec![BTreeMap::new(); parts.len()];
    for result in told {
        let at = result["part"].as_u64().and_then(|part| usize::try_from(part).ok()).expect("a part");
        results[at].insert(result["name"].as_str().expect("a name").to_owned(), result);
    }
    results
}

#[test]
fn examples_of_the_documentation_have_types() {
    for language in ["en", "zh-cn"] {
        let Some(docs) = corpus(language, "translations") else { continue };
        let (documents, schemas, sdk) = sdk(docs);
        let all = examples(&documents.pages);
        for (version, api) in sdk.versions.iter().zip(ApiVersion::ALL) {
            let schema = schemas.iter().find(|schema| schema.api == api).expect("both versions were read");
            let index = Index::new(version, schema);
            let paths = Paths::new(schema);
            let own = all.iter().filter(|example| example.version == api);
            // Others go to a bot, to where a file is uploaded, or to a path that no page has.
            let (documented, others): (Vec<_>, Vec<_>) = own.cloned().partition(|example| {
                let tokens = url::path(url::split(&example.url).0);
                paths.find(example.method, &example.page, &tokens).is_some()
            });
            let cases = translated(&index, documented);
            count(language, version.segment, &cases, others.len());
            if env::var("MSGRAPH_TRANSLATIONS").is_ok_and(|which| which == "all") && language == "en" {
                play_all(version.module.as_str(), version.segment, &cases);
            }
        }
    }
}

/// Counts the outcomes, writes the reasons to a file, and wants most to be typed.
fn count(language: &str, segment: &str, cases: &[Translated<'_>], others: usize) {
    let of = |outcome: Outcome| cases.iter().filter(|case| case.translation.outcome == outcome).count();
    let (typed, partly, raw) = (of(Outcome::Typed), of(Outcome::Partly), of(Outcome::Raw));
    let with_remark = cases.iter().filter(|case| {
        case.translation.outcome == Outcome::Typed && !case.translation.notes.remarks.is_empty()
    });
    let with_remark = with_remark.count();
    let mut text = String::new();
    for case in cases.iter().filter(|case| case.translation.outcome != Outcome::Typed) {
        let Example { name, method, url, .. } = &case.example;
        let notes = case.translation.notes.untyped.join("; ");
        let _ =
            writeln!(text, "{}: {name}: {} {url}: {notes}", case.translation.outcome.name(), method.as_str());
    }
    std::fs::write(format!("{FOLDER}/translations-{language}-{segment}.txt"), text)
        .expect("the folder for what tests write is there");
    // A closed standard error is no reason to fail.
    let _ = writeln!(
        std::io::stderr(),
        "{language} {segment}: {} requests of documented paths, {typed} typed ({with_remark} with a remark), \
         {partly} partly, {raw} raw; {others} others",
        cases.len()
    );
    assert!((typed + partly) * 1000 >= cases.len() * 990, "{raw} of {} have no method", cases.len());
    let least = if language == "en" { 970 } else { 950 };
    assert!(typed * 1000 >= cases.len() * least, "{partly} of {} are not wholly typed", cases.len());
}

fn play_all(module: &str, segment: &str, cases: &[Translated<'_>]) {
    let (mut told, mut same) = (String::new(), 0);
    let all: Vec<&Translated<'_>> = cases.iter().collect();
    for part in all.chunks(PROGRAM) {
        let results = play(&[(module, segment, part)]);
        same += part.iter().filter(|case| tell(&mut told, case, results[0].get(&case.example.name))).count();
    }
    std::fs::write(format!("{FOLDER}/translations-played-{segment}.txt"), told)
        .expect("the folder for what tests write is there");
    let _ = writeln!(std::io::stderr(), "{segment}: {same} of {} send what the example says", cases.len());
}
