//! Names of the generated crate as a reader meets them, and paths as a maintainer selects them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::{ApiVersion, PathGlob};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::sdk::{Requests, Sdk, Version};
use msgraph_codegen::{Input, inspect, resolve, understand};
use msgraph_tests::root;

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let docs = root().join("docs-input");
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    resolve(&mut understand(&input, &|_| {}).expect("readable"), &input)
});

fn lowered(include: &[&str]) -> Sdk {
    let include: Vec<String> = include.iter().map(|glob| (*glob).to_owned()).collect();
    let options = LowerOptions::new(&include, &[]).expect("globs");
    lower(&SCHEMAS, &options).0
}

/// The request types of a version, the client among them.
fn request_types(version: &Version) -> impl Iterator<Item = &Requests> {
    let files = version.requests.iter().flat_map(|folder| &folder.files);
    files.flat_map(|file| &file.items).chain([&version.client])
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

#[test]
fn no_two_methods_of_a_type_differ_only_in_underscores_or_case() {
    let sdk = lowered(&[]);
    let mut doubled = Vec::new();
    for item in sdk.versions.iter().flat_map(request_types) {
        let steps = item.steps.iter().map(|step| step.ident.as_str());
        let names = steps.chain(item.calls.iter().map(|call| call.ident.as_str()));
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in names {
            if let Some(other) = seen.insert(folded(name), name) {
                doubled.push(format!("{}: {other}, {name}", item.ident));
            }
        }
    }
    assert!(doubled.is_empty(), "{doubled:#?}");
}

/// The method and path of every documented request that the crate has.
fn requests(version: &Version, glob: Option<&PathGlob>) -> BTreeSet<(String, String)> {
    let document: serde_json::Value =
        serde_json::from_str(&inspect::methods::json(version, glob)).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    let methods = list(&document["methods"]).into_iter();
    let requests = methods.flat_map(|method| {
        let endpoints = list(&method["endpoints"]).into_iter();
        endpoints
            .map(move |endpoint| (text(&method["method"]), text(&endpoint["template"])))
            .collect::<Vec<_>>()
    });
    requests.collect()
}

#[test]
fn what_show_finds_is_what_include_takes() {
    let all = lowered(&[]);
    for glob in
        ["/users/*", "/deviceManagement/**", "users/{id}/messages", "**/photo", "/{me,groups}/*", "/ME"]
    {
        let taken = lowered(&[glob]);
        let found = PathGlob::new(glob).expect("a glob");
        for (all, taken) in all.versions.iter().zip(&taken.versions) {
            let shown = requests(all, Some(&found));
            assert!(!shown.is_empty(), "{glob} means something in {}", all.segment);
            assert_eq!(shown, requests(taken, None), "{glob} in {}", all.segment);
        }
    }
}
