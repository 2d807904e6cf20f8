//! How names and types are written for people.

use std::fmt::{self, Write};

use crate::odata::{Caller, Clouds, PermissionTable, Primitive, QualifiedName};
use crate::schema::{RequestAction, TypeName, TypeRef};

/// Adds a line to `text`.
pub(super) fn push_line(text: &mut String, line: impl fmt::Display) {
    writeln!(text, "{line}").expect("writing to a string does not fail");
}

/// `user`, `callRecords.session`: the name below the default namespace, or the whole name elsewhere.
pub(super) fn short(name: &QualifiedName) -> &str {
    let below = name.as_str().strip_prefix(QualifiedName::DEFAULT_NAMESPACE);
    below.and_then(|rest| rest.strip_prefix('.')).unwrap_or(name.as_str())
}

/// `String`, `collection of user`.
pub(super) fn type_text(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => primitive_text(*primitive),
        TypeName::Structured(name) | TypeName::Enum(name) => short(name),
    };
    collection_text(name, ty.collection)
}

/// `name`, or a collection of it.
pub(super) fn collection_text(name: &str, collection: bool) -> String {
    if collection { format!("collection of {name}") } else { name.to_owned() }
}

fn primitive_text(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Untyped => "untyped JSON",
        named => named.name(),
    }
}

/// The action in a word or two.
pub(super) fn action(action: RequestAction) -> &'static str {
    match action {
        RequestAction::Get => "get",
        RequestAction::List => "list",
        RequestAction::Create => "create",
        RequestAction::Update => "update",
        RequestAction::Replace => "replace",
        RequestAction::Delete => "delete",
        RequestAction::Call => "call",
        RequestAction::AddRef => "add reference",
        RequestAction::RemoveRef => "remove reference",
    }
}

/// The clouds that have something, or `none`.
pub fn clouds(clouds: Clouds) -> String {
    let names: Vec<&str> =
        clouds.named().into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The callers of a permissions table that it speaks of, with `A, B or C` from least to most privileged.
pub fn permissions(table: &PermissionTable) -> Vec<(&'static str, String)> {
    let text = |groups: &[Vec<String>]| {
        let alternatives: Vec<String> = groups.iter().map(|group| group.join(" and ")).collect();
        if alternatives.is_empty() { "not supported".to_owned() } else { alternatives.join(", ") }
    };
    let stated = Caller::ALL
        .into_iter()
        .filter_map(|caller| table.grant(caller).groups().map(|groups| (caller.text(), text(groups))));
    stated.collect()
}
