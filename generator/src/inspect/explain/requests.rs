//! Requests.

use std::collections::{BTreeMap, BTreeSet};

use super::super::nearest::{closest, nearest};
use super::super::places::Places;
use super::super::requests::{body, codes, query_options, response};
use super::super::thing::Thing;
use super::super::words::{action, clouds, permissions, push_line};
use super::operations::parameter;
use super::query::{filled, names, names_in};
use super::rows::{columns, statements};
use crate::odata::{Method, address, shape};
use crate::schema::{
    Header, Operation, OperationKind, Parameter, Request, RequestBody, Response, Schema, SegmentKind,
    TypeName, TypeRef,
};

/// The requests of the path, with the method if one is asked for. A path as it stands in the documentation is
/// preferred to one whose placeholders would have to be filled, and that to one whose functions lack their arguments.
pub(super) fn explain(
    schema: &Schema,
    places: &Places<'_>,
    asked: Option<Method>,
    path: &str,
) -> Option<String> {
    let same_shape = |template: &str, path: &str| shape(template) == shape(path);
    let ways: [fn(&str, &str) -> bool; 3] = [same_shape, address::fits, address::fits_bare];
    let by_method = |request: &&Request| asked.is_none_or(|asked| asked == request.method);
    let found = ways.into_iter().find_map(|fits| {
        let fitting = |request: &&Request| by_method(request) && fits(&request.template, path);
        let found: Vec<&Request> = schema.requests.iter().filter(fitting).collect();
        (!found.is_empty()).then_some(found)
    })?;
    let mut requests: BTreeMap<String, Vec<&Request>> = BTreeMap::new();
    for request in found {
        requests.entry(subject(request)).or_default().push(request);
    }
    Some(requests.iter().map(|(name, pages)| request(schema, places, name, pages)).collect())
}

fn subject(request: &Request) -> String {
    format!("{} {}", request.method.as_str(), request.template)
}

/// Other methods of the path, else paths that come near.
pub(super) fn suggest(schemas: &[Schema], asked: Option<Method>, path: &str) -> Vec<String> {
    let others = other_methods(schemas, path);
    if others.is_empty() { near_paths(schemas, asked, path) } else { others }
}

/// The requests of a path, with their methods.
pub(in crate::inspect) fn other_methods(schemas: &[Schema], path: &str) -> Vec<String> {
    let all = schemas.iter().flat_map(|schema| &schema.requests);
    let line = |request: &Request| format!("{} {}", request.method.as_str(), request.template);
    let mut others: Vec<String> =
        all.filter(|request| address::fits(&request.template, path)).map(line).collect();
    others.sort();
    others.dedup();
    others
}

/// Paths of requests that come near, with the method if one is asked for, when what stands for a placeholder is left out
/// of account; else those that end with the same name.
pub(in crate::inspect) fn near_paths(schemas: &[Schema], asked: Option<Method>, path: &str) -> Vec<String> {
    let requests = schemas.iter().flat_map(|schema| &schema.requests);
    let wanted = requests.filter(|request| asked.is_none_or(|asked| asked == request.method));
    let templates: BTreeSet<&str> = wanted.map(|request| request.template.as_str()).collect();
    let known: BTreeSet<String> = templates.iter().flat_map(|template| names_in(template)).collect();
    let filled: BTreeMap<String, &str> =
        templates.iter().map(|template| (filled(template, path, &known), *template)).collect();
    let near = nearest(path, filled.keys().map(String::as_str));
    let mut near: Vec<&str> = near.into_iter().map(|near| filled[near]).collect();
    if near.is_empty()
        && let Some(last) = names_in(path).pop()
    {
        near =
            closest(path, templates.into_iter().filter(|template| names_in(template).last() == Some(&last)));
    }
    let with_method = |template: &str| match asked {
        Some(asked) => format!("{} {template}", asked.as_str()),
        None => template.to_owned(),
    };
    near.into_iter().map(with_method).collect()
}

/// A request with the page that its method took; of other pages that describe it, what they say otherwise.
fn request(schema: &Schema, places: &Places<'_>, name: &str, pages: &[&Request]) -> String {
    let taken = places.page(schema.api, name);
    let main = pages.iter().find(|request| Some(request.page.as_str()) == taken).or_else(|| pages.first());
    let Some(main) = main else { return String::new() };
    let mut text = format!("{name} ({})\n", schema.api.segment());
    let mut rows: Vec<_> = places.rust(schema.api, Thing::Request, name).into_iter().collect();
    rows.push(("page".to_owned(), main.page.clone()));
    let said = about(schema, main);
    rows.extend(said.iter().cloned());
    text.push_str(&columns(2, &rows));
    text.push_str(&statements(places, std::slice::from_ref(&main.source)));
    for other in pages.iter().filter(|other| !std::ptr::eq(**other, *main)) {
        let otherwise: Vec<_> = about(schema, other).into_iter().filter(|row| !said.contains(row)).collect();
        push_line(&mut text, format_args!("  described by the page {} too", other.page));
        text.push_str(&columns(4, &otherwise));
        text.push_str(&statements(places, std::slice::from_ref(&other.source)));
    }
    text
}

fn about(schema: &Schema, request: &Request) -> Vec<(String, String)> {
    let mut rows = vec![
        ("title".to_owned(), request.title.clone()),
        ("does".to_owned(), action(request.action).to_owned()),
        ("sends".to_owned(), body(&request.body)),
        ("receives".to_owned(), received(&request.response)),
    ];
    let mut add = |label: &str, value: String| rows.push((label.to_owned(), value));
    if !request.resolved {
        add("path", "not understood in full".to_owned());
    }
    if request.deprecated {
        add("deprecated", String::new());
    }
    if let Some(query) = &request.query {
        add("query", query.clone());
    }
    for table in &request.permissions.tables {
        let scope = table.limit().map_or_else(String::new, |limit| format!(" ({limit})"));
        for (caller, needed) in permissions(table) {
            add(&format!("{caller}{scope}"), needed);
        }
    }
    for of in &request.headers {
        add(&format!("header {}", of.name), header(of));
    }
    for (name, of) in given_to_functions(schema, request) {
        add(&format!("parameter {name}"), parameter(of));
    }
    if let RequestBody::Parameters(parameters) = &request.body {
        for (name, of) in parameters {
            add(&format!("parameter {name}"), parameter(of));
        }
    }
    for (name, of) in &request.query_parameters {
        add(&format!("query parameter {name}"), parameter(of));
    }
    let options = query_options(&request.query_options);
    if !options.is_empty() {
        add("query options", options);
    }
    if let Some(there) = &request.clouds {
        add("clouds", clouds(*there));
    }
    rows
}

/// The parameters of the functions that the path calls, one function after another.
fn given_to_functions<'s>(
    schema: &'s Schema,
    request: &'s Request,
) -> impl Iterator<Item = (&'s String, &'s Parameter)> {
    let functions = (0..request.segments.len()).filter_map(|at| function(schema, request, at));
    functions.flat_map(|function| &function.parameters)
}

/// The function that a step of the path calls: the overload that takes the arguments that stand there. Where none stand,
/// and no overload does without, it is the one that the page describes.
fn function<'s>(schema: &'s Schema, request: &Request, at: usize) -> Option<&'s Operation> {
    let segment = &request.segments[at];
    let SegmentKind::Operation { name, arguments } = &segment.kind else { return None };
    let before = at.checked_sub(1).and_then(|before| request.segments[before].ty.as_ref());
    let functions = || {
        let of_kind = |operation: &&Operation| operation.kind == OperationKind::Function;
        let named = |operation: &&Operation| names(name, &operation.name);
        let bound = |operation: &&Operation| is_bound(schema, operation.binding.as_ref(), before);
        schema.operations.iter().filter(of_kind).filter(named).filter(bound)
    };
    let described = |function: &&Operation| arguments.is_empty() && function.pages.contains(&request.page);
    functions().find(|function| function.takes(arguments)).or_else(|| functions().find(described))
}

/// Whether what is bound to `binding` can be called where a path has come to `at`.
fn is_bound(schema: &Schema, binding: Option<&TypeRef>, at: Option<&TypeRef>) -> bool {
    match (binding.map(|ty| &ty.name), at.map(|ty| &ty.name)) {
        (None, None) => true,
        (Some(TypeName::Structured(binding)), Some(TypeName::Structured(at))) => {
            schema.chain(at).iter().any(|(name, _)| *name == binding)
        }
        _ => false,
    }
}

fn header(header: &Header) -> String {
    let required = match header.required {
        Some(true) => "required",
        Some(false) => "optional",
        None => "",
    };
    let parts = [header.value.as_deref().unwrap_or_default(), required];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn received(of: &Response) -> String {
    let codes = codes(of);
    let codes = if codes.is_empty() { codes } else { format!(" ({codes})") };
    let later = if of.long_running { "; goes on after the answer" } else { "" };
    format!("{}{codes}{later}", response(of))
}
