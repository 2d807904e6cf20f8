//! Which arguments a function is called with: those of the path, else those that the schema knows.
//!
//! In: a request that ends with a function. Out: a set of arguments for each method it gets. A path without arguments
//! whose page describes parameters leaves them out; one method takes those that must be given, another one all.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use crate::odata::Method;
use crate::schema::{Operation, OperationKind, Request, Segment, SegmentKind};

/// The arguments that the last segment is called with, each set in documented order; one without any where it is no
/// operation.
pub(super) fn of_last<'a>(catalogue: &Catalogue<'a>, request: &'a Request) -> Vec<Vec<&'a str>> {
    let Some((name, arguments)) = request.segments.last().and_then(operation) else {
        return vec![Vec::new()];
    };
    if !arguments.is_empty() || request.method != Method::Get {
        return vec![arguments];
    }
    let described: Vec<&Operation> = catalogue
        .schema
        .operations
        .iter()
        .filter(|operation| operation.kind == OperationKind::Function && operation.name.name() == name)
        .filter(|operation| operation.pages.contains(&request.page))
        .collect();
    // A page that shows other calls with arguments means this one to have none.
    if described.is_empty() || described.iter().any(|operation| operation.parameters.is_empty()) {
        return vec![Vec::new()];
    }
    distinct(described.into_iter().flat_map(|operation| [needed(operation), all(operation)]))
}

/// Name and arguments of a segment that calls an operation.
pub(super) fn operation(segment: &Segment) -> Option<(&str, Vec<&str>)> {
    match &segment.kind {
        SegmentKind::Operation { name, arguments } => {
            let simple = name.rsplit('.').next().unwrap_or(name);
            Some((simple, arguments.iter().map(String::as_str).collect()))
        }
        _ => None,
    }
}

/// The parameters that no page calls optional.
fn needed(operation: &Operation) -> Vec<&str> {
    let needed = operation.parameters.iter().filter(|(_, parameter)| parameter.required != Some(false));
    needed.map(|(name, _)| name.as_str()).collect()
}

fn all(operation: &Operation) -> Vec<&str> {
    operation.parameters.keys().map(String::as_str).collect()
}

/// Without those that only differ in their order.
fn distinct<'a>(sets: impl Iterator<Item = Vec<&'a str>>) -> Vec<Vec<&'a str>> {
    let mut seen = BTreeSet::new();
    sets.filter(|set| seen.insert(set.iter().copied().collect::<BTreeSet<_>>())).collect()
}
