//! The finished schema: nothing refers to a type that is not there, and the totals.
//!
//! In: a [`Schema`]. Out: the same; a reference to nothing gets an open stub and a message.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::schema::{EnumType, RequestBody, Schema, StructuredKind, StructuredType, TypeName, TypeRef};

/// Completes and counts.
pub(crate) fn check(schema: &mut Schema, report: &mut Report) {
    let mut structured: BTreeMap<QualifiedName, bool> = BTreeMap::new();
    let mut enums: BTreeSet<QualifiedName> = BTreeSet::new();
    for ty in references(schema) {
        match &ty.name {
            TypeName::Structured(name) if !schema.types.contains_key(name) => {
                structured.entry(name.clone()).or_default();
            }
            TypeName::Enum(name) if !schema.enums.contains_key(name) => {
                enums.insert(name.clone());
            }
            TypeName::Structured(_) | TypeName::Enum(_) | TypeName::Primitive(_) => {}
        }
    }
    let targets =
        schema.types.values().flat_map(|ty| ty.navigation.values().map(|navigation| &navigation.target));
    let entities = targets.chain(schema.container.values().map(|child| &child.ty));
    for name in entities.filter(|name| !schema.types.contains_key(*name)) {
        structured.insert(name.clone(), true);
    }
    let bases = schema.types.values().filter_map(|ty| ty.base.as_ref());
    for name in bases.filter(|name| !schema.types.contains_key(*name)) {
        structured.entry(name.clone()).or_default();
    }
    for (name, entity) in structured {
        report.push(missing(&name));
        let kind = if entity { StructuredKind::Entity } else { StructuredKind::Complex };
        schema.types.insert(name, StructuredType::stub(kind));
    }
    for name in enums {
        report.push(missing(&name));
        schema.enums.insert(name, stub_enum());
    }
    for ty in schema.types.values() {
        report.count("types.described", !ty.stub);
    }
    for ty in schema.enums.values() {
        report.count("enums.described", !ty.stub);
    }
}

fn missing(name: &QualifiedName) -> Diagnostic {
    let message = format!("`{name}` is referred to, and no page describes it");
    Diagnostic { code: Code::UndocumentedType, span: None, message, help: None }
}

/// Every type reference of the schema.
fn references(schema: &Schema) -> Vec<&TypeRef> {
    let mut references: Vec<&TypeRef> = Vec::new();
    for ty in schema.types.values() {
        references.extend(ty.properties.values().map(|property| &property.ty));
    }
    for operation in &schema.operations {
        references.extend(operation.binding.iter().chain(&operation.returns));
        references.extend(operation.parameters.values().map(|parameter| &parameter.ty));
    }
    for request in &schema.requests {
        references.extend(request.addresses.iter().chain(&request.response.ty));
        references.extend(request.segments.iter().filter_map(|segment| segment.ty.as_ref()));
        match &request.body {
            RequestBody::Instance(ty) => references.push(ty),
            RequestBody::Parameters(parameters) => {
                references.extend(parameters.values().map(|parameter| &parameter.ty));
            }
            RequestBody::None | RequestBody::Binary(_) | RequestBody::Reference | RequestBody::Untyped => {}
        }
    }
    references
}

fn stub_enum() -> EnumType {
    EnumType {
        members: IndexMap::new(),
        flags: false,
        stub: true,
        product: None,
        pages: Vec::new(),
        sources: Vec::new(),
    }
}
