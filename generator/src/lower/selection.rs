//! `--include` and `--exclude`: which requests are taken, and which types they need.
//!
//! In: the schema and globs over request templates. Out: the requests that stay and the types to generate. Without
//! globs that is everything. With globs, a type is needed if a request sends, gets or passes it, or if a needed type
//! holds it, derives from it or is its base; a navigation property stays only if its target is needed anyway, because
//! relationships would drag in nearly all of Graph.

use std::collections::{BTreeMap, BTreeSet};

use crate::odata::{BadGlob, PathGlob, QualifiedName};
use crate::schema::{Request, RequestBody, Schema, SegmentKind, TypeName, TypeRef};

/// The globs of the options.
#[derive(Debug, Clone, Default)]
pub(super) struct Globs {
    include: Vec<PathGlob>,
    exclude: Vec<PathGlob>,
}

impl Globs {
    pub(super) fn new(include: &[String], exclude: &[String]) -> Result<Self, BadGlob> {
        let understood =
            |globs: &[String]| globs.iter().map(|glob| PathGlob::new(glob)).collect::<Result<_, _>>();
        Ok(Self { include: understood(include)?, exclude: understood(exclude)? })
    }

    /// Every glob as it was given.
    pub(super) fn all(&self) -> Vec<String> {
        self.include.iter().chain(&self.exclude).map(|glob| glob.as_str().to_owned()).collect()
    }
}

/// What is taken.
pub(super) struct Selection<'a> {
    /// Requests, in the order of the schema.
    pub(super) requests: Vec<&'a Request>,
    /// Structured and enum types.
    pub(super) types: BTreeSet<&'a QualifiedName>,
    /// Globs that matched something.
    pub(super) matched: BTreeSet<String>,
}

pub(super) fn select<'a>(schema: &'a Schema, globs: &Globs) -> Selection<'a> {
    let mut matched = BTreeSet::new();
    let mut hits = |globs: &[PathGlob], request: &Request| {
        let mut any = false;
        for glob in globs.iter().filter(|glob| glob.matches(&request.template)) {
            any = true;
            if !matched.contains(glob.as_str()) {
                matched.insert(glob.as_str().to_owned());
            }
        }
        any
    };
    let requests: Vec<&Request> = schema
        .requests
        .iter()
        .filter(|request| {
            let included = hits(&globs.include, request) || globs.include.is_empty();
            let excluded = hits(&globs.exclude, request);
            included && !excluded
        })
        .collect();
    let everything = globs.include.is_empty() && globs.exclude.is_empty();
    let types = if everything {
        schema.types.keys().chain(schema.enums.keys()).collect()
    } else {
        needed(schema, &requests)
    };
    Selection { requests, types, matched }
}

fn needed<'a>(schema: &'a Schema, requests: &[&'a Request]) -> BTreeSet<&'a QualifiedName> {
    let mut derived: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, ty) in &schema.types {
        if let Some(base) = &ty.base {
            derived.entry(base).or_default().push(name);
        }
    }
    let mut open: Vec<(&QualifiedName, bool)> = Vec::new();
    for request in requests {
        mention(&mut open, request, schema);
    }
    let mut values = BTreeSet::new();
    let mut found = BTreeSet::new();
    while let Some((name, as_value)) = open.pop() {
        if as_value && values.insert(name) {
            open.extend(derived.get(name).into_iter().flatten().map(|name| (*name, true)));
        }
        if !found.insert(name) {
            continue;
        }
        if let Some(ty) = schema.types.get(name) {
            open.extend(ty.base.iter().map(|base| (base, false)));
            open.extend(
                ty.properties.values().filter_map(|property| named(&property.ty)).map(|name| (name, true)),
            );
        }
    }
    found.retain(|name| schema.types.contains_key(*name) || schema.enums.contains_key(*name));
    found
}

/// The types that a request speaks of.
fn mention<'a>(open: &mut Vec<(&'a QualifiedName, bool)>, request: &'a Request, schema: &'a Schema) {
    let mut add = |ty: &'a TypeRef| open.extend(named(ty).map(|name| (name, true)));
    request.addresses.iter().for_each(&mut add);
    request.response.ty.iter().for_each(&mut add);
    match &request.body {
        RequestBody::Instance(ty) => add(ty),
        RequestBody::Parameters(parameters) => parameters.values().for_each(|parameter| add(&parameter.ty)),
        RequestBody::None | RequestBody::Binary(_) | RequestBody::Reference | RequestBody::Untyped => {}
    }
    for operation in &schema.operations {
        let called = |kind: &SegmentKind| matches!(kind, SegmentKind::Operation { name, .. } if name == operation.name.name());
        if request.segments.iter().any(|segment| called(&segment.kind)) {
            operation.parameters.values().for_each(|parameter| add(&parameter.ty));
        }
    }
    // What lies on the way is only passed through: its own shape is enough.
    open.extend(
        request
            .segments
            .iter()
            .filter_map(|segment| segment.ty.as_ref())
            .filter_map(named)
            .map(|name| (name, false)),
    );
}

fn named(ty: &TypeRef) -> Option<&QualifiedName> {
    match &ty.name {
        TypeName::Primitive(_) => None,
        TypeName::Structured(name) | TypeName::Enum(name) => Some(name),
    }
}
