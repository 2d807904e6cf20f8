//! The examples of the documentation through the typed API, see `msgraph_tests::replay`.
//!
//! A sample covers every kind of call, body and path ending, and every product area, in both versions. All examples are
//! played by `MSGRAPH_REPLAY=all cargo test --workspace --test replay`; a number instead of `all`
//! plays that many of each version, evenly spread. The reasons of all failures go to `target/tmp/replay-*.txt`.

use std::collections::BTreeMap;
use std::env;
use std::io::Write;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::sdk::Version;
use msgraph_codegen::{Input, resolve, understand};
use msgraph_tests::replay::plan::{self, Plan, Plans};
use msgraph_tests::replay::report::{self, Counts, Report};
use msgraph_tests::{corpus, program};
use serde_json::Value;

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// Calls in one program: more of them take more memory to compile than many machines have.
const PROGRAM: usize = 1500;

/// Which examples are played.
enum Choice {
    Sample,
    Spread(usize),
    All,
}

#[test]
fn examples_are_sent_as_documented_and_their_answers_read() {
    let Some(docs) = corpus("en", "replay") else { return };
    let choice = match env::var("MSGRAPH_REPLAY").as_deref() {
        Ok("all") => Choice::All,
        Ok(number) => Choice::Spread(number.parse().expect("MSGRAPH_REPLAY is `all` or a number")),
        Err(_) => Choice::Sample,
    };
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let mut documents = understand(&input, &|_| {}).expect("readable");
    let schemas = resolve(&mut documents, &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    let apis = Index::all(&sdk.versions, &schemas);
    let plans: Vec<Plans<'_>> =
        apis.iter().zip(&schemas).map(|(api, schema)| plan::plans(&documents.pages, schema, api)).collect();
    let chosen: Vec<Vec<&Plan<'_>>> = plans.iter().map(|plans| choose(&choice, &plans.plans)).collect();
    let results = play(&sdk.versions, &chosen);
    let reports: Vec<Report> = apis
        .iter()
        .zip(&plans)
        .zip(&results)
        .map(|((api, plans), results)| report::judge(api, plans, results))
        .collect();
    tell(&sdk.versions, &reports);
    for report in &reports {
        check(&report.counts);
    }
}

fn choose<'p, 'a>(choice: &Choice, plans: &'p [Plan<'a>]) -> Vec<&'p Plan<'a>> {
    match choice {
        Choice::Sample => plan::sample(plans),
        Choice::Spread(number) => plans.iter().step_by((plans.len() / number.max(&1)).max(1)).collect(),
        Choice::All => plans.iter().collect(),
    }
}

/// What came of each example, by version and name. A sample of both versions is one program.
fn play(versions: &[Version], chosen: &[Vec<&Plan<'_>>]) -> Vec<BTreeMap<String, Value>> {
    let names = |at: usize| (versions[at].module.as_str(), versions[at].segment);
    let total: usize = chosen.iter().map(Vec::len).sum();
    let mut results = vec![BTreeMap::new(); versions.len()];
    if total <= PROGRAM {
        let parts: Vec<_> =
            (0..versions.len()).map(|at| (names(at).0, names(at).1, &chosen[at][..])).collect();
        for (at, found) in run(&parts).into_iter().enumerate() {
            results[at] = found;
        }
        return results;
    }
    for at in 0..versions.len() {
        for part in chosen[at].chunks(PROGRAM) {
            let found = run(&[(names(at).0, names(at).1, part)]);
            results[at].extend(found.into_iter().flatten());
        }
    }
    results
}

/// Builds and runs one program.
fn run(parts: &[(&str, &str, &[&Plan<'_>])]) -> Vec<BTreeMap<String, Value>> {
    let program = program::build("calls", &plan::source(parts), FOLDER).expect("every planned call compiles");
    let output = program.run(plan::input(parts)).expect("the program ends well");
    let told: Vec<Value> = serde_json::from_slice(&output).expect("results are JSON");
    let mut results = vec![BTreeMap::new(); parts.len()];
    for result in told {
        let at = result["part"].as_u64().and_then(|part| usize::try_from(part).ok()).expect("a part");
        let name = result["name"].as_str().expect("a name").to_owned();
        results[at].insert(name, result);
    }
    results
}

/// The table on standard error, past the capture of the harness, and the reasons in files.
fn tell(versions: &[Version], reports: &[Report]) {
    let mut table = format!("{}\n", Counts::HEAD);
    for (version, report) in versions.iter().zip(reports) {
        table.push_str(&report.counts.row(version.segment));
        table.push('\n');
        let path = format!("{FOLDER}/replay-{}.txt", version.module);
        std::fs::write(path, report.text()).expect("the folder for what tests write is there");
    }
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{table}");
}

fn check(counts: &Counts) {
    let at_least = |part: usize, whole: usize, per_mille: usize, what: &str| {
        assert!(part * 1000 >= whole * per_mille, "{what}: {part} of {whole}; see {FOLDER}/replay-*.txt");
    };
    at_least(counts.callable_lines, counts.lines, 970, "request lines with a method");
    at_least(counts.called, counts.examples, 970, "examples with a call");
    assert!(counts.played > 50, "almost nothing was played: {}", counts.played);
    at_least(counts.identical, counts.played, 970, "requests like the example");
    // Of the answers of a sample, one is more than the share that may fail of all.
    let right = counts.answers - counts.wrong_answers;
    at_least(counts.read, right, if counts.answers > 1000 { 995 } else { 980 }, "answers read");
}
