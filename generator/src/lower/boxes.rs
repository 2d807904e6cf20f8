//! Where a `Box` is needed: structs that would hold themselves by value.
//!
//! In: the types. Out: the fields, by type and property, that need a box. Collections, relationships and polymorphic
//! enums hold their values on the heap already, so only plain structs in plain fields can form a cycle. A base is held
//! by value, too, but it is no field and gets no box: of a cycle through a base, the fields get one.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use crate::odata::QualifiedName;
use crate::schema::TypeName;

type Edges<'a> = BTreeMap<&'a QualifiedName, BTreeSet<&'a QualifiedName>>;

/// Pairs of holder and held type whose fields need a box.
pub(super) fn boxed<'a>(catalogue: &Catalogue<'a>) -> BTreeSet<(&'a QualifiedName, &'a QualifiedName)> {
    let fields = fields(catalogue);
    let mut edges = fields.clone();
    for (name, held) in &mut edges {
        held.extend(catalogue.ancestors(name).first().map(|(base, _)| *base));
    }
    prune(&mut edges);
    let mut found = BTreeSet::new();
    for (holder, targets) in &fields {
        for target in targets.iter().filter(|target| reaches(&edges, target, holder)) {
            found.insert((*holder, *target));
        }
    }
    found
}

/// Which struct holds which by value in a field.
fn fields<'a>(catalogue: &Catalogue<'a>) -> Edges<'a> {
    let mut edges = Edges::new();
    for (name, ty, _) in catalogue.structured() {
        let plain = |held: &QualifiedName| catalogue.named(held).is_some_and(|named| named.any.is_none());
        let fields = ty.properties.values().filter(|property| !property.ty.collection);
        let targets = edges.entry(name).or_default();
        for property in fields {
            if let TypeName::Structured(held) = &property.ty.name
                && plain(held)
            {
                targets.insert(held);
            }
        }
    }
    edges
}

/// Takes away, again and again, what holds nothing: what stays leads into a cycle.
fn prune(edges: &mut Edges<'_>) {
    let mut holders: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (holder, targets) in edges.iter() {
        for target in targets {
            holders.entry(target).or_default().push(holder);
        }
    }
    let mut ends: Vec<&QualifiedName> =
        edges.iter().filter(|(_, targets)| targets.is_empty()).map(|(name, _)| *name).collect();
    while let Some(end) = ends.pop() {
        edges.remove(end);
        for holder in holders.remove(end).unwrap_or_default() {
            if let Some(targets) = edges.get_mut(holder) {
                targets.remove(end);
                if targets.is_empty() {
                    ends.push(holder);
                }
            }
        }
    }
}

fn reaches(edges: &Edges<'_>, from: &QualifiedName, to: &QualifiedName) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(edges.get(name).into_iter().flatten());
        }
    }
    false
}
