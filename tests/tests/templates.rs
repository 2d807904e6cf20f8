//! The templates under which the generated crate states facts are those that paths have at run time: they are looked up
//! by equality.
//!
//! Follows every template from `GraphClient` to its method, with the pushes of the generated methods on a real path.

use std::collections::{BTreeSet, HashMap};

use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::sdk::{Argument, Call, Push, Requests, TypePath, Version};
use msgraph_codegen::{Input, resolve, understand};
use msgraph_core::client::{Literal, Path};
use msgraph_core::testing::MockGraph;
use msgraph_tests::root;

/// The request types of a version by their paths, and their methods.
struct Crate<'v> {
    types: HashMap<&'v TypePath, &'v Requests>,
    calls: Vec<(&'v Requests, &'v Call)>,
}

/// The program lives no longer than the test, and paths are made of constants.
fn constant(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn literals(arguments: &[Argument]) -> Vec<(&'static str, Literal)> {
    arguments.iter().map(|argument| (constant(&argument.wire), Literal::text("x"))).collect()
}

/// What a generated method does to its path.
fn pushed(path: &Path, push: &Push) -> Path {
    match push {
        Push::Nothing => path.clone(),
        Push::Segments(segments) => {
            segments.iter().fold(path.clone(), |path, segment| path.push(constant(segment)))
        }
        Push::Key => path.push_key("x"),
        Push::FilePath => path.at("x"),
        Push::NamedKeys(arguments) => path.push_alternate_key(&literals(arguments)),
        Push::Call { segment, arguments } => path.push_call(constant(segment), &literals(arguments)),
    }
}

/// Whether a way from `item` at `path` ends at a method of `goal` with this template.
fn leads(version: &Crate<'_>, item: &Requests, path: &Path, goal: &Goal<'_>) -> bool {
    let fits = |path: &Path| goal.template.starts_with(path.template());
    let here = std::ptr::eq(item, goal.item);
    if here && pushed(path, &goal.call.push).template() == goal.template {
        return true;
    }
    let steps = item.steps.iter().map(|step| (pushed(path, &step.push), &step.to));
    steps
        .filter(|(next, _)| next.template() != path.template() && fits(next))
        .any(|(next, to)| version.types.get(to).is_some_and(|item| leads(version, item, &next, goal)))
}

struct Goal<'v> {
    item: &'v Requests,
    call: &'v Call,
    template: &'v str,
}

fn read(version: &Version) -> Crate<'_> {
    let mut types = HashMap::new();
    let mut calls: Vec<_> = version.client.calls.iter().map(|call| (&version.client, call)).collect();
    let paths: BTreeSet<&TypePath> = version
        .requests
        .iter()
        .flat_map(|folder| &folder.files)
        .flat_map(|file| &file.items)
        .chain([&version.client])
        .flat_map(|item| item.steps.iter().map(|step| &step.to))
        .collect();
    for folder in &version.requests {
        for file in &folder.files {
            for item in &file.items {
                let own = |path: &&&TypePath| path.modules == folder.path && path.ident == item.ident;
                types.extend(paths.iter().find(own).map(|path| (*path, item)));
                calls.extend(item.calls.iter().map(|call| (item, call)));
            }
        }
    }
    Crate { types, calls }
}

#[test]
fn every_documented_template_is_the_one_of_a_path() {
    let docs = root().join("docs-input");
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let schemas = resolve(&mut understand(&input, &|_| {}).expect("readable"), &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    let service = MockGraph::new().client().root();
    let (mut found, mut lost) = (0, Vec::new());
    for version in &sdk.versions {
        let all = read(version);
        for (item, call) in &all.calls {
            for documented in &call.facts.documented {
                let goal = Goal { item, call, template: &documented.template };
                if leads(&all, &version.client, &service, &goal) {
                    found += 1;
                } else {
                    lost.push(format!("{} {}", version.segment, documented.template));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} of {} are never looked up: {lost:#?}", lost.len(), lost.len() + found);
    assert!(found > 9_000, "{found} templates");
}
