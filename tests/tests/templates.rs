//! What the generated crate states of a path is found and read at run time: templates are looked up by equality, and the
//! lines of a method mean to the runtime what the generator meant.
//!
//! Follows every template from `GraphClient` to its method, with the pushes of the generated methods on a real path.

use std::collections::{BTreeSet, HashMap};

use msgraph_codegen::emit;
use msgraph_codegen::inspect::{Names, show::show};
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::odata::{self, ApiVersion, PermissionTable, Stated};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::sdk::{Argument, Call, Documented, MethodFacts, Push, Requests, Sdk, TypePath, Version};
use msgraph_codegen::{Input, resolve, understand};
use msgraph_core::client::{
    Caller, Cloud, Endpoint, Grant, Literal, Path, Permissions, QueryOption, Request,
};
use msgraph_core::testing::MockGraph;
use msgraph_tests::root;
use serde_json::Value;

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

/// Where a way from `item` at `path` ends at a method of `goal` with this template.
fn led(version: &Crate<'_>, item: &Requests, path: &Path, goal: &Goal<'_>) -> Option<Path> {
    let fits = |path: &Path| goal.template.starts_with(path.template());
    let end = std::ptr::eq(item, goal.item).then(|| pushed(path, &goal.call.push));
    if let Some(end) = end.filter(|end| end.template() == goal.template) {
        return Some(end);
    }
    let steps = item.steps.iter().map(|step| (pushed(path, &step.push), &step.to));
    steps
        .filter(|(next, _)| next.template() != path.template() && fits(next))
        .find_map(|(next, to)| led(version, version.types.get(to)?, &next, goal))
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

/// What the generated method makes of its lines.
fn endpoint(facts: &MethodFacts) -> Endpoint {
    let lines: Vec<&'static str> = emit::lines(facts).iter().map(|line| constant(line)).collect();
    let lines = Box::leak(lines.into_boxed_slice());
    match facts.method {
        odata::Method::Get => Endpoint::get(lines),
        odata::Method::Post => Endpoint::post(lines),
        odata::Method::Put => Endpoint::put(lines),
        odata::Method::Patch => Endpoint::patch(lines),
        odata::Method::Delete => Endpoint::delete(lines),
    }
}

/// Whether the grant says what is stated.
fn grants(grant: Grant, stated: &odata::Grant) -> bool {
    match stated {
        Stated::NotStated => grant == Grant::UNKNOWN,
        Stated::NotSupported => grant == Grant::NOT_SUPPORTED,
        Stated::Is(alternatives) => {
            let read: Vec<Vec<&str>> =
                grant.alternatives().map(|permissions| permissions.iter().collect()).collect();
            let ordered = !alternatives.unordered || alternatives.groups.len() < 2;
            read == alternatives.groups && grant.is_ordered() == ordered
        }
    }
}

fn permits(permissions: Permissions, stated: &PermissionTable) -> bool {
    grants(permissions.of(Caller::DelegatedWork), &stated.delegated_work)
        && grants(permissions.of(Caller::DelegatedPersonal), &stated.delegated_personal)
        && grants(permissions.of(Caller::Application), &stated.application)
}

/// Whether the request knows what is documented.
fn knows<T>(request: &Request<T>, documented: &Documented) -> bool {
    use odata::QueryOption as Option;
    let stated_options = [
        (QueryOption::Select, Option::Select),
        (QueryOption::Expand, Option::Expand),
        (QueryOption::Filter, Option::Filter),
        (QueryOption::OrderBy, Option::OrderBy),
        (QueryOption::Top, Option::Top),
        (QueryOption::Skip, Option::Skip),
        (QueryOption::Search, Option::Search),
        (QueryOption::Count, Option::Count),
    ];
    let options = stated_options.into_iter().all(|(option, stated)| {
        let named = documented.named_options.iter().find(|(named, _)| *named == stated);
        let none = documented.options == Some(false);
        request.supports(option) == if none { Some(false) } else { named.map(|(_, works)| *works) }
    });
    let clouds = documented.clouds.is_none_or(|stated| {
        let there = [stated.global, stated.us_government_l4, stated.us_government_l5, stated.china];
        Cloud::ALL.into_iter().zip(there).all(|(cloud, there)| request.clouds().contains(cloud) == there)
    });
    let limited = request.limited_permissions();
    let limits = limited.len() == documented.limited.len()
        && limited.iter().zip(&documented.limited).all(|(read, stated)| {
            read.to == stated.limit().unwrap_or_default() && permits(read.permissions, stated)
        });
    request.page().unwrap_or_default() == documented.page
        && request.clouds().is_known() == documented.clouds.is_some()
        && permits(request.permissions(), &documented.permissions)
        && options
        && clouds
        && limits
}

/// Whether the request is sent with the headers that are documented.
async fn says(service: &MockGraph, request: Request<Value>, documented: &Documented) -> bool {
    request.await.expect_err("the mock knows no rule");
    let calls = service.calls();
    let call = calls.last().expect("it was called");
    let eventual = documented.consistency == Some(true);
    let members = documented.unknown_members;
    call.header("consistencylevel") == eventual.then_some("eventual")
        && call.header("prefer") == members.then_some("include-unknown-enum-members")
}

fn both_versions() -> (Vec<Schema>, Sdk) {
    let docs = root().join("docs-input");
    let input = Input { docs, also: Vec::new(), apis: ApiVersion::ALL.to_vec(), prose: false };
    let schemas = resolve(&mut understand(&input, &|_| {}).expect("readable"), &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    (schemas, sdk)
}

/// However a page calls the placeholders of a path, its request has the method that makes it.
#[test]
fn requests_are_shown_with_their_methods() {
    let (schemas, sdk) = both_versions();
    let names = Names::new(&schemas, &sdk);
    let texts: Vec<String> = schemas.iter().map(|schema| show(schema, &names, None)).collect();
    let methods = ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "];
    let is_request = |line: &&str| methods.iter().any(|method| line.trim_start().starts_with(method));
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).filter(is_request).collect();
    let without: Vec<&&str> = lines.iter().filter(|line| !line.contains("  [msgraph::")).collect();
    assert!(lines.len() > 9_000, "{} requests", lines.len());
    // A few paths lead nowhere, as `lint` says.
    assert!(without.len() * 200 < lines.len(), "{} of {}: {without:#?}", without.len(), lines.len());
}

#[tokio::test]
async fn what_is_documented_of_every_template_is_found_and_read() {
    let (_, sdk) = both_versions();
    let service = MockGraph::new();
    let start = service.client().root();
    let (mut found, mut sent, mut wrong) = (0, 0, Vec::new());
    for version in &sdk.versions {
        let all = read(version);
        for (item, call) in &all.calls {
            let endpoint = endpoint(&call.facts);
            for documented in &call.facts.documented {
                let goal = Goal { item, call, template: &documented.template };
                let Some(path) = led(&all, &version.client, &start, &goal) else {
                    wrong.push(format!("{} {} is never looked up", version.segment, documented.template));
                    continue;
                };
                found += 1;
                let request: Request<Value> = Request::new(&path, endpoint);
                if !knows(&request, documented) {
                    wrong.push(format!("{} {} is read otherwise", version.segment, documented.template));
                }
                if documented.consistency.is_some() || documented.unknown_members {
                    sent += 1;
                    if !says(&service, request, documented).await {
                        wrong.push(format!("{} {} lacks headers", version.segment, documented.template));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {found}: {wrong:#?}", wrong.len());
    assert!(found > 9_000 && sent > 20, "{found} templates, {sent} with headers");
}
