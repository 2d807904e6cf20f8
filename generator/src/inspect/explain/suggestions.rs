//! Names that come near to one that is not known.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::nearest::{SUGGESTIONS, nearest};
use super::super::words::short;
use super::query::names;
use crate::odata::QualifiedName;
use crate::schema::{Schema, StructuredType, TypeName};

/// Members of the type where the type is right, else members of types that come near, else types and operations. A
/// name without a dot may also be that of a member whose type was left out.
pub(super) fn suggest(schemas: &[Schema], wanted: &str) -> Vec<String> {
    let wanted = without_namespace(wanted);
    let Some((owner, member)) = wanted.rsplit_once('.') else {
        return first_found([with_member(schemas, wanted), near_names(schemas, wanted)]);
    };
    if known_owner(schemas, wanted).is_some() {
        return near_members(schemas, owner, member);
    }
    first_found([
        of_near_owners(schemas, owner, member),
        near_names(schemas, wanted),
        near_names(schemas, owner),
    ])
}

/// The type that is asked for a member, where there is such a type.
pub(super) fn known_owner(schemas: &[Schema], wanted: &str) -> Option<String> {
    let (owner, _) = without_namespace(wanted).rsplit_once('.')?;
    let mut found = schemas.iter().flat_map(|schema| owners(schema, owner));
    found.next().map(|(name, _)| short(name).to_owned())
}

/// The main namespace says nothing that a near name could be found by.
fn without_namespace(wanted: &str) -> &str {
    let start = |prefix: &str| {
        let (start, rest) = wanted.split_at_checked(prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then_some(rest)
    };
    start("microsoft.graph.").or_else(|| start("graph.")).unwrap_or(wanted)
}

fn first_found<const N: usize>(lists: [Vec<String>; N]) -> Vec<String> {
    lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}

fn near_names(schemas: &[Schema], wanted: &str) -> Vec<String> {
    let types = type_names(schemas);
    let operations = schemas.iter().flat_map(|schema| &schema.operations);
    strings(nearest(wanted, types.chain(operations.map(|operation| short(&operation.name)))))
}

fn type_names(schemas: &[Schema]) -> impl Iterator<Item = &str> {
    schemas.iter().flat_map(|schema| schema.types.keys().chain(schema.enums.keys()).map(short))
}

fn strings(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// `owner.member` for each type that is called `owner` and each member that comes near.
fn near_members(schemas: &[Schema], owner: &str, member: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, members) in schemas.iter().flat_map(|schema| owners(schema, owner)) {
        let near = nearest(member, members);
        add_new(&mut found, near.into_iter().map(|near| format!("{}.{near}", short(name))));
    }
    found
}

/// The same for types whose names come near, nearest first; those that have the very member, if any has it.
fn of_near_owners(schemas: &[Schema], owner: &str, member: &str) -> Vec<String> {
    let mut found = Vec::new();
    for near in nearest(owner, type_names(schemas)) {
        add_new(&mut found, near_members(schemas, near, member));
    }
    let has_it =
        |text: &String| text.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(member));
    if found.iter().any(has_it) {
        found.retain(has_it);
    }
    found.truncate(SUGGESTIONS);
    found
}

fn add_new(list: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for text in more {
        if !list.contains(&text) {
            list.push(text);
        }
    }
}

/// `TYPE.member` for the types that declare the member, those with the most requests first: they are asked for most.
fn with_member(schemas: &[Schema], member: &str) -> Vec<String> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for schema in schemas {
        let requests = requests_by_type(schema);
        let structured =
            schema.types.iter().flat_map(|(name, ty)| declared(ty).map(move |found| (name, found)));
        let members =
            schema.enums.iter().flat_map(|(name, ty)| ty.members.keys().map(move |found| (name, found)));
        let members = members.map(|(name, found)| (name, found.as_str()));
        for (name, declared) in
            structured.chain(members).filter(|(_, found)| found.eq_ignore_ascii_case(member))
        {
            let count = requests.get(name).copied().unwrap_or_default();
            *found.entry(format!("{}.{declared}", short(name))).or_default() += count;
        }
    }
    let mut ranked: Vec<(String, usize)> = found.into_iter().collect();
    ranked.sort_by_key(|(_, requests)| Reverse(*requests));
    ranked.truncate(SUGGESTIONS);
    ranked.into_iter().map(|(text, _)| text).collect()
}

fn requests_by_type(schema: &Schema) -> BTreeMap<&QualifiedName, usize> {
    let mut counts = BTreeMap::new();
    for ty in schema.requests.iter().filter_map(|request| request.addresses.as_ref()) {
        if let TypeName::Structured(name) = &ty.name {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

/// The types called `owner` with the names of everything that a dot may lead to.
fn owners<'a>(schema: &'a Schema, owner: &str) -> Vec<(&'a QualifiedName, Vec<&'a str>)> {
    let structured = schema.types.keys().filter(|name| names(owner, name));
    let structured = structured.map(|name| {
        let chain = schema.chain(name);
        (name, chain.into_iter().flat_map(|(_, ty)| declared(ty)).collect())
    });
    let enums = schema.enums.iter().filter(|(name, _)| names(owner, name));
    structured
        .chain(enums.map(|(name, ty)| (name, ty.members.keys().map(String::as_str).collect())))
        .collect()
}

/// What the type has of its own.
fn declared(ty: &StructuredType) -> impl Iterator<Item = &str> {
    ty.properties.keys().chain(ty.navigation.keys()).map(String::as_str)
}
