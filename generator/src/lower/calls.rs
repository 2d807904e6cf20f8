//! Calls: the methods that make requests, with what they send and what comes back.
//!
//! In: a call of the tree with the requests that document it. Out: a [`Call`] whose name is not settled yet. Where pages
//! disagree, the most frequent statement wins, and among equals the more specific one.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::arguments::arguments;
use super::call_names::{method, suffix_text, verb};
use super::catalogue::Catalogue;
use super::context::Context;
use super::facts::OnPath;
use super::frequent::most_frequent;
use super::walk::{CallKey, Ending, Node, OperationKey, Suffix, Tree};
use super::{docs, facts, query_parameters, results};
use crate::names::FnIdent;
use crate::odata::{Method, QualifiedName};
use crate::schema::{Operation, OperationKind, Parameter, Request, RequestBody, TypeName, TypeRef};
use crate::sdk::{Body, Call, Doc, ItemType, MethodFacts, Push, REMOVED, Scalar, TypePath, ValueType};

/// A call under the settled name `ident`.
pub(super) fn call<'a>(
    cx: &Context<'_, 'a>,
    key: &CallKey<'a>,
    endings: &[Ending<'a>],
    ident: FnIdent,
) -> Call {
    let method = method(key);
    let documented = facts::by_template(cx.catalogue, cx.tree, cx.node, endings);
    let facts = facts::facts(cx.catalogue, method, &documented);
    // Of several pages of one path the one that is about its type tells what comes back.
    let speaking: Vec<&Ending<'a>> = documented.values().map(OnPath::speaker).collect();
    let (kind, output) = results::outcome(cx, key, &speaking);
    // One page that says nothing leaves the options to all paths of the method.
    let fixed = endings.iter().all(|ending| facts::refuses_options(ending.request));
    let body = body(cx, key, endings);
    let required = query_parameters::required(endings);
    let answer = docs::Answer { kind, output: &output, codes: codes(&speaking) };
    let said = Said { key, documented: &documented, body: &body, required: &required, facts: &facts, answer };
    Call {
        doc: doc(cx, said),
        query: query_parameters::demanded(cx.catalogue, &required),
        deprecated: endings.iter().all(|ending| ending.request.deprecated),
        push: push(cx, key),
        body,
        etag: endings.iter().all(|ending| facts::demands_etag(ending.request)),
        facts,
        ident,
        output,
        kind: if fixed { kind.without_options() } else { kind },
    }
}

/// What the comment of a method says beside its facts.
struct Said<'s, 'a> {
    key: &'s CallKey<'a>,
    documented: &'s BTreeMap<String, OnPath<'s, 'a>>,
    body: &'s Body,
    required: &'s IndexMap<&'a str, &'a Parameter>,
    facts: &'s MethodFacts,
    answer: docs::Answer<'s>,
}

fn doc(cx: &Context<'_, '_>, said: Said<'_, '_>) -> Doc {
    let Said { key, documented, body, required, facts, answer } = said;
    let shortest = documented.iter().min_by_key(|(template, _)| (template.len(), template.as_str()));
    let speaker = shortest.map(|(_, on_path)| on_path.speaker().request);
    // Where only pages of derived types document the path, none of them speaks for it.
    let of_derived = speaker.and_then(|request| facts::base_of(cx.catalogue, request, cx.node));
    let title = match (speaker, of_derived) {
        (_, Some(base)) => {
            format!("{} {}", capitalised(verb(facts.method, cx.node)), docs::code(base.name()))
        }
        (Some(request), None) => docs::harmless(&request.title),
        (None, None) => String::new(),
    };
    let mut sent: Vec<String> = described_arguments(cx, key);
    for (name, parameter) in required {
        sent.push(format!("{}: {}", docs::code(name), docs::parameter(name, name, parameter).0.join(" ")));
    }
    if documented.values().any(|on_path| on_path.plain().any(results::creates_if_missing)) {
        let text =
            "With `create_if_missing`, the header `Prefer: create-if-missing`, makes what is not there.";
        sent.push(text.to_owned());
    }
    match body {
        Body::Binary(media_type) => sent.push(format!("Sends `{media_type}`.")),
        Body::ReferenceInQuery => sent.push(format!("Sends the reference that is removed as `{REMOVED}`.")),
        _ => {}
    }
    let api = cx.catalogue.schema.api;
    let page = match of_derived {
        Some(base) => {
            docs::type_page(api, cx.catalogue.schema.types.get(base).and_then(|ty| ty.pages.first()))
        }
        None => speaker.and_then(|request| docs::request_page(api, &request.page)),
    };
    let prose = speaker.filter(|_| of_derived.is_none()).and_then(|request| request.prose.as_ref());
    docs::MethodDoc { api, title, prose, sent, answer, facts, page }.done()
}

/// What is stated of the arguments of a function, where that is more than their types.
fn described_arguments<'a>(cx: &Context<'_, 'a>, key: &CallKey<'a>) -> Vec<String> {
    let CallKey::Operation(_, operation) = key else { return Vec::new() };
    let described = cx.tree.arguments(cx.node, operation).into_iter().filter_map(|name| {
        let stated = docs::argument(argument(cx.catalogue, cx.node, operation, name)?).0.join(" ");
        (!stated.is_empty()).then(|| format!("{}: {stated}", docs::code(name)))
    });
    described.collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The status codes of success on any of the paths.
fn codes(speaking: &[&Ending<'_>]) -> Vec<u16> {
    let mut codes: Vec<u16> =
        speaking.iter().flat_map(|ending| &ending.request.response.codes).copied().collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn push<'a>(cx: &Context<'_, 'a>, key: &CallKey<'a>) -> Push {
    match key {
        CallKey::Verb(_) => Push::Nothing,
        CallKey::On(_, property, suffix) => {
            let suffix = suffix.map(suffix_text);
            Push::Segments(property.iter().copied().chain(suffix).map(str::to_owned).collect())
        }
        CallKey::Operation(_, key) => operation_push(cx.catalogue, cx.tree, cx.node, key),
    }
}

/// The path of an operation with its arguments.
pub(super) fn operation_push<'a>(
    catalogue: &Catalogue<'a>,
    tree: &Tree<'a>,
    node: Node<'a>,
    key: &OperationKey<'a>,
) -> Push {
    let spelling = tree.spelling(node, key);
    let segment = spelling.trim_end_matches("()").to_owned();
    if key.arguments.is_empty() && !spelling.ends_with("()") {
        return Push::Segments(vec![segment]);
    }
    let names = tree.arguments(node, key);
    let arguments = arguments(
        tree.words,
        names.into_iter().map(|name| (name, argument_type(catalogue, node, key, name))),
    );
    Push::Call { segment, arguments }
}

fn argument_type(catalogue: &Catalogue<'_>, node: Node<'_>, key: &OperationKey<'_>, name: &str) -> ValueType {
    let text = ValueType { item: ItemType::Scalar(Scalar::String), collection: false };
    argument(catalogue, node, key, name).map_or(text, |parameter| catalogue.value(&parameter.ty))
}

/// What the nearest function says of an argument: one that is bound here, and of its overloads the one that is called.
fn argument<'a>(
    catalogue: &Catalogue<'a>,
    node: Node<'_>,
    key: &OperationKey<'_>,
    name: &str,
) -> Option<&'a Parameter> {
    let bound_here = |binding: &Option<TypeRef>| match (node, binding) {
        (Node::Root, None) => true,
        (
            Node::One(at) | Node::Many(at) | Node::View(at, _),
            Some(TypeRef { name: TypeName::Structured(bound), .. }),
        ) => at == bound,
        _ => false,
    };
    let functions = catalogue.schema.operations.iter().filter(|operation| {
        operation.name.name() == key.name
            && operation.kind == OperationKind::Function
            && operation.parameters.contains_key(name)
    });
    let nearness = |function: &&Operation| (bound_here(&function.binding), function.takes(&key.arguments));
    // The first of several.
    functions.rev().max_by_key(nearness).map(|function| &function.parameters[name])
}

fn body<'a>(cx: &Context<'_, 'a>, key: &CallKey<'a>, endings: &[Ending<'a>]) -> Body {
    if let Some(path) = cx.parameters.of_call.get(&(cx.node, key.clone())) {
        // Pages that name a type are more specific than those that list what is sent.
        if matches!(key, CallKey::Operation(..)) || !has_instance(endings) {
            return Body::Parameters(path.clone());
        }
    }
    most_frequent(endings.iter().map(|ending| one_body(cx, key, ending.request))).unwrap_or(Body::None)
}

fn has_instance(endings: &[Ending<'_>]) -> bool {
    endings.iter().any(|ending| matches!(ending.request.body, RequestBody::Instance(_)))
}

fn one_body<'a>(cx: &Context<'_, 'a>, key: &CallKey<'a>, request: &Request) -> Body {
    let own = match (key, cx.node) {
        (CallKey::Verb(_), Node::One(name) | Node::Many(name) | Node::View(name, _)) => Some(name),
        _ => None,
    };
    if is_of_many_references(key, request) {
        return Body::ReferenceInQuery;
    }
    match &request.body {
        RequestBody::None => Body::None,
        RequestBody::Instance(ty) => {
            // One thing is changed or replaced by one, whatever the page counts.
            let one = matches!(cx.node, Node::One(_)) && !matches!(method(key), Method::Post);
            let ty = TypeRef { collection: ty.collection && !(one && own.is_some()), ..ty.clone() };
            instance(cx.catalogue, method(key), own, &ty)
        }
        RequestBody::Parameters(found) if found.is_empty() => Body::None,
        RequestBody::Parameters(_) | RequestBody::Untyped => match (method(key), own) {
            (Method::Patch, Some(name)) => named_body(cx.catalogue, name, Body::Patch),
            (Method::Post | Method::Put, Some(name)) => named_body(cx.catalogue, name, Body::Model),
            _ => Body::Untyped,
        },
        RequestBody::Binary(media) => Body::Binary(media_type(media)),
        RequestBody::Reference => Body::Reference,
    }
}

/// Whether a reference is removed from a collection, whose path does not say which one: OData takes it in the query.
fn is_of_many_references(key: &CallKey<'_>, request: &Request) -> bool {
    let [.., collection, _] = &request.segments[..] else { return false };
    matches!(key, CallKey::On(Method::Delete, _, Some(Suffix::Ref)))
        && collection.ty.as_ref().is_some_and(|ty| ty.collection)
}

fn named_body(catalogue: &Catalogue<'_>, name: &QualifiedName, body: impl Fn(TypePath) -> Body) -> Body {
    catalogue.named(name).map_or(Body::Untyped, |named| body(named.path.clone()))
}

/// The base type that the path names is asked for, not the derived one that a page happens to describe.
fn instance(catalogue: &Catalogue<'_>, method: Method, own: Option<&QualifiedName>, ty: &TypeRef) -> Body {
    let TypeName::Structured(stated) = &ty.name else { return Body::Value(catalogue.value(ty)) };
    if ty.collection {
        return Body::Value(catalogue.value(ty));
    }
    let name = match own {
        Some(own) if catalogue.schema.chain(stated).iter().any(|(base, _)| *base == own) => own,
        _ => stated,
    };
    match method {
        Method::Patch => named_body(catalogue, name, Body::Patch),
        Method::Get | Method::Post | Method::Put | Method::Delete => named_body(catalogue, name, Body::Model),
    }
}

/// A media type as it may stand in a header; the general one where the page says something else.
fn media_type(text: &str) -> String {
    let name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-.+_".contains(c))
    };
    match text.trim().split_once('/') {
        Some((kind, subtype)) if name(kind) && name(subtype) => text.trim().to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}
