//! Who may read, create, update and delete at an entity set or a singleton, in the words of the Capabilities
//! vocabulary.
//!
//! The vocabulary asks for one of several sets of scopes, which is what the permission tables state. Only requests
//! that address the entity set or singleton itself have a place here; the JSON form has all of them.

use super::annotations::{nested, nested_value, value};
use super::words::is_identifier;
use super::xml::Element;
use crate::odata::{Caller, Method, PermissionTable, Permissions};
use crate::schema::{ContainerChild, ContainerKind, Request, Schema, SegmentKind};

/// Annotations of the container child `name`.
pub(super) fn capabilities(schema: &Schema, name: &str, child: &ContainerChild) -> Vec<Element> {
    let at = |depth: usize, method: Method| permissions_of(schema, name, depth, method);
    let one = match child.kind {
        ContainerKind::EntitySet => 2,
        ContainerKind::Singleton => 1,
    };
    let restrictions = [
        ("Capabilities.ReadRestrictions", read(at, one)),
        ("Capabilities.InsertRestrictions", (one == 2).then(|| insert(schema, child, at)).flatten()),
        ("Capabilities.UpdateRestrictions", at(one, Method::Patch)),
        ("Capabilities.DeleteRestrictions", at(one, Method::Delete)),
    ];
    let annotation = |(term, record): (&str, Option<Element>)| record.map(|record| nested(term, record));
    restrictions.into_iter().filter_map(annotation).collect()
}

/// Reading the whole, and for entity sets also reading one by key.
fn read(at: impl Fn(usize, Method) -> Option<Element>, one: usize) -> Option<Element> {
    let whole = at(1, Method::Get);
    let by_key = (one == 2).then(|| at(2, Method::Get)).flatten();
    match (whole, by_key) {
        (None, None) => None,
        (whole, None) => whole,
        (whole, Some(by_key)) => {
            let record = whole.unwrap_or_else(|| Element::new("Record"));
            Some(record.child(nested_value("ReadByKeyRestrictions", by_key)))
        }
    }
}

/// Permissions to create, and what a new entity must have.
fn insert(
    schema: &Schema,
    child: &ContainerChild,
    at: impl Fn(usize, Method) -> Option<Element>,
) -> Option<Element> {
    let chain = schema.chain(&child.ty);
    let properties = chain.iter().rev().flat_map(|(_, ty)| &ty.properties);
    let required =
        properties.filter(|(name, property)| property.facts.required_on_create && is_identifier(name));
    let paths: Vec<Element> = required.map(|(name, _)| Element::new("PropertyPath").text(name)).collect();
    let permissions = at(1, Method::Post);
    if paths.is_empty() {
        return permissions;
    }
    let record = permissions.unwrap_or_else(|| Element::new("Record"));
    Some(record.child(nested_value("RequiredProperties", Element::new("Collection").children(paths))))
}

/// `<Record>` with the permissions of the first request that states some.
fn permissions_of(schema: &Schema, name: &str, depth: usize, method: Method) -> Option<Element> {
    let addresses = |request: &&Request| {
        request.method == method
            && request.segments.len() == depth
            && request.segments.first().is_some_and(|first| is_child(&first.kind) && first.text == name)
            && request
                .segments
                .get(1)
                .is_none_or(|second| matches!(second.kind, SegmentKind::Key { literal: false, .. }))
    };
    let mut candidates = schema.requests.iter().filter(addresses);
    candidates.find_map(|request| permissions(&request.permissions))
}

fn is_child(kind: &SegmentKind) -> bool {
    matches!(kind, SegmentKind::EntitySet(_) | SegmentKind::Singleton(_))
}

/// The table that holds for every resource of the page, if the page has one and it allows anybody.
fn permissions(permissions: &Permissions) -> Option<Element> {
    let table = permissions.tables.iter().find(|table| !table.is_limited())?;
    let records: Vec<Element> = schemes(table).into_iter().collect();
    let collection = Element::new("Collection").children(records);
    (!collection.is_empty()).then(|| Element::new("Record").child(nested_value("Permissions", collection)))
}

/// One record for each alternative of each caller, from least to most privileged.
fn schemes(table: &PermissionTable) -> Vec<Element> {
    let callers = [
        ("DelegatedWork", Caller::Work),
        ("DelegatedPersonal", Caller::Personal),
        ("Application", Caller::Application),
    ];
    let alternatives = |(scheme, caller)| {
        let groups = table.grant(caller).groups().unwrap_or_default();
        groups.iter().map(move |scopes| permission(scheme, scopes))
    };
    callers.into_iter().flat_map(alternatives).collect()
}

fn permission(scheme: &str, scopes: &[String]) -> Element {
    let scope = |name: &String| Element::new("Record").child(value("Scope", "String", name));
    let scopes = Element::new("Collection").children(scopes.iter().map(scope));
    Element::new("Record").child(value("SchemeName", "String", scheme)).child(nested_value("Scopes", scopes))
}
