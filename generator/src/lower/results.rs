//! What comes back from a call, and which kind of request that makes it.
//!
//! In: a call with the requests that document it. Out: its [`CallKind`] and [`Output`]. Where the page states nothing,
//! the path tells: reading a collection gives pages of its type, creating in it gives one.

use super::call_names::method;
use super::context::Context;
use super::frequent::most_frequent;
use super::walk::{CallKey, Ending, Node, Suffix};
use crate::odata::{Method, Primitive, QualifiedName};
use crate::schema::{Request, TypeName, TypeRef};
use crate::sdk::{CallKind, ItemType, Output, Scalar, ValueType};

/// The kind of a request and its result, as most pages state them.
pub(super) fn outcome<'a>(
    cx: &Context<'_, 'a>,
    key: &CallKey<'a>,
    endings: &[&Ending<'a>],
) -> (CallKind, Output) {
    let found = most_frequent(endings.iter().map(|ending| one_outcome(cx, key, ending.request)));
    let (kind, output) = found.unwrap_or((CallKind::Write, Output::Nothing));
    // One page that may answer with nothing is enough: its path leads to the same method.
    let output = match output {
        Output::Value(ty)
            // What goes on after the answer is waited for.
            if kind == CallKind::Write
                && !ty.collection
                && endings.iter().any(|ending| may_be_empty(key, ending.request)) =>
        {
            Output::Optional(ty)
        }
        output => output,
    };
    let upserts = kind == CallKind::Write && endings.iter().any(|ending| creates_if_missing(ending.request));
    (if upserts { CallKind::Upsert } else { kind }, output)
}

/// Whether a header makes what is missing.
pub(super) fn creates_if_missing(request: &Request) -> bool {
    request.headers.iter().any(|header| {
        let value = header.value.as_deref().unwrap_or_default();
        header.name.eq_ignore_ascii_case("prefer") && value.contains("create-if-missing")
    })
}

/// Whether what is written may be answered with nothing: a status says so, or no type is stated at all.
fn may_be_empty(key: &CallKey<'_>, request: &Request) -> bool {
    let response = &request.response;
    let reference = matches!(key, CallKey::On(_, _, Some(Suffix::Ref)));
    let changed = matches!(method(key), Method::Patch | Method::Put);
    reference
        || changed
        || response.ty.is_none()
        || response.codes.iter().any(|code| [202, 204, 205].contains(code))
}

fn one_outcome(cx: &Context<'_, '_>, key: &CallKey<'_>, request: &Request) -> (CallKind, Output) {
    let method = method(key);
    let read = method == Method::Get;
    if matches!(key, CallKey::On(Method::Get, _, Some(Suffix::Count))) {
        let number = ValueType { item: ItemType::Scalar(Scalar::I64), collection: false };
        return (CallKind::Count, Output::Value(number));
    }
    if read && (request.response.binary || reads_bytes(key, request)) {
        return (CallKind::Download, Output::Binary);
    }
    let output = output(cx, key, request);
    let pages =
        matches!(&output, Output::Value(ty) if ty.collection && matches!(ty.item, ItemType::Model(_)));
    let kind = match (read, pages) {
        (true, true) if matches!(key, CallKey::Operation(_, key) if key.name == "delta") => CallKind::Delta,
        (true, true) => CallKind::List,
        (true, false) => CallKind::Get,
        (false, _) if request.response.long_running => CallKind::LongRunning,
        (false, true) => CallKind::WriteList,
        (false, false) => CallKind::Write,
    };
    (kind, output)
}

/// `$value` and streams are bytes even where the page forgets to say so.
fn reads_bytes(key: &CallKey<'_>, request: &Request) -> bool {
    let stream = |ty: &TypeRef| ty.name == TypeName::Primitive(Primitive::Stream);
    match key {
        CallKey::On(_, _, Some(Suffix::Value)) => true,
        CallKey::On(..) => request.addresses.as_ref().is_some_and(stream),
        CallKey::Verb(_) | CallKey::Operation(..) => request.response.ty.as_ref().is_some_and(stream),
    }
}

fn output(cx: &Context<'_, '_>, key: &CallKey<'_>, request: &Request) -> Output {
    let response = &request.response;
    let stated = response.ty.as_ref().map(|ty| cx.catalogue.value(ty));
    let own = |collection: bool| {
        let name = TypeName::Structured(cx.node.name()?.clone());
        Some(ValueType { item: cx.catalogue.item(&name), collection })
    };
    let empty = response.codes.contains(&204);
    let nothing = stated.is_none() && (empty || response.codes.iter().any(|code| [202, 205].contains(code)));
    let value = match key {
        CallKey::Verb(Method::Get) => own(cx.node.is_many()),
        CallKey::Verb(Method::Patch | Method::Put) if matches!(cx.node, Node::One(_)) => {
            return own(false).map_or(Output::Nothing, Output::Optional);
        }
        CallKey::Verb(Method::Post) if !nothing => {
            let all = response.ty.as_ref().is_some_and(|ty| ty.collection);
            derived_or_stated(cx, stated, own(all))
        }
        CallKey::Verb(_) | CallKey::On(..) | CallKey::Operation(..) => stated,
    };
    match value {
        // Whatever is read is something.
        None if method(key) == Method::Get && !nothing => {
            Output::Value(ValueType { item: ItemType::Scalar(Scalar::Value), collection: false })
        }
        None => Output::Nothing,
        Some(ty) if is_bytes(&ty) => Output::Binary,
        Some(ty) if empty && !ty.collection => Output::Optional(ty),
        Some(ty) => Output::Value(ty),
    }
}

/// What creating answers with: the type of the collection, unless the page states something unrelated.
fn derived_or_stated(
    cx: &Context<'_, '_>,
    stated: Option<ValueType>,
    own: Option<ValueType>,
) -> Option<ValueType> {
    let Some(name) = cx.node.name() else { return stated };
    // How many come back is known: a page that counts more means the collection.
    let many = cx.node.is_many();
    let related = |ty: &ValueType| match &ty.item {
        ItemType::Model(path) => {
            let same = |name: &QualifiedName| {
                cx.catalogue
                    .named(name)
                    .is_some_and(|named| named.path == *path || named.any.as_ref() == Some(path))
            };
            (many || !ty.collection)
                && (same(name) || cx.catalogue.derived(name).iter().any(|name| same(name)))
        }
        ItemType::Scalar(Scalar::Value) => true,
        ItemType::Scalar(_) | ItemType::Enum(_) | ItemType::Flags(_) => false,
    };
    match stated {
        Some(ty) if !related(&ty) => Some(ty),
        _ => own,
    }
}

fn is_bytes(ty: &ValueType) -> bool {
    !ty.collection && matches!(ty.item, ItemType::Scalar(Scalar::Stream))
}
