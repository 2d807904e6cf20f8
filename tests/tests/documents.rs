//! The committed documents and the committed crate belong together, whatever the number of threads; what is not
//! understood in them is known.

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::emit::Package;
use msgraph_codegen::lower::{self, LowerOptions};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::write::{Generated, Made, Mode, Options, Removals, Target};
use msgraph_codegen::{End, Input, generate, inspect, resolve, understand};
use msgraph_tests::root;

fn input() -> Input {
    Input { docs: root().join("docs-input"), also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false }
}

#[test]
fn the_crate_is_what_the_documents_say_on_any_number_of_threads() {
    let all = LowerOptions::default();
    let Input { docs, also, .. } = input();
    let options = Options { workspace: true, ..Options::default() };
    let made = Generated { docs: Some(docs), also, options };
    let folder = root().join("generated");
    let made = Made::Generated(Box::new(made));
    let target = Target { folder: &folder, made, mode: Mode::Check, adopt: false, removals: Removals::None };
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let run = || generate(&input(), &all, &Package::Workspace, &target, &|_| {});
        let End::Done(outcome) = pool.install(run).expect("readable").end else { panic!("errors") };
        assert!(outcome.unchanged > 1000, "all of it was compared");
        let stale = [outcome.added, outcome.changed, outcome.removed].concat();
        assert!(stale.is_empty(), "{threads} threads: run `cargo run --release`; stale: {stale:?}");
    }
}

/// A new kind of page turns this red, and so does a message that is no longer said.
#[test]
fn what_is_not_understood_is_known() {
    let mut documents = understand(&input(), &|_| {}).expect("readable");
    let schemas = resolve(&mut documents, &input());
    documents.report.take(lower::lower(&schemas, &LowerOptions::default()));
    let text =
        std::fs::read_to_string(root().join("tests/baseline.toml")).expect("the baseline is checked in");
    let known = inspect::baseline::parse(&text).expect("the baseline is readable");
    let (fresh, stale) = known.apply(&documents.sources, documents.report.clone());
    let said: Vec<String> =
        fresh.diagnostics.iter().map(|said| Report::line(&documents.sources, said)).collect();
    assert!(
        said.is_empty() && stale.is_empty(),
        "run `cargo run --release -- lint --baseline tests/baseline.toml --update-baseline` and read the difference; \
         new: {said:#?}, no longer said: {stale:#?}"
    );
}
