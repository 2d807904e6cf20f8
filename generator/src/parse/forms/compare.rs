//! What two schemas have in common, one line a fact.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use crate::schema::{Schema, TypeName, TypeRef};

/// What is compared.
pub(super) const KINDS: &[&str] = &[
    "types",
    "base types",
    "type details",
    "members",
    "member types",
    "member facts",
    "enums",
    "enum members",
    "enum values",
    "operations",
    "operation details",
    "requests",
    "addressed types",
    "actions",
    "bodies",
    "responses",
    "permissions",
    "headers",
    "query options",
    "clouds",
];

/// The facts of a schema by kind.
pub(super) struct Facts {
    by_kind: BTreeMap<&'static str, BTreeSet<String>>,
}

/// How much of the facts of one kind another schema has.
pub(super) struct Share {
    pub(super) kind: &'static str,
    pub(super) found: usize,
    pub(super) all: usize,
    /// Facts that only the other schema has.
    pub(super) more: usize,
}

impl Facts {
    /// All facts of a schema, without their places.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut facts = Self { by_kind: BTreeMap::new() };
        facts.add_types(schema);
        facts.add_enums(schema);
        for operation in &schema.operations {
            let parameters: Vec<String> = operation
                .parameters
                .iter()
                .map(|(name, parameter)| format!("{name} {}", shown(&parameter.ty)))
                .collect();
            let returns = operation.returns.as_ref().map(shown);
            let name = &operation.name;
            facts.add("operations", &(name.as_str(), operation.kind, &operation.binding));
            facts.add("operation details", &(name.as_str(), &operation.binding, parameters, returns));
        }
        facts.add_requests(schema);
        facts
    }

    fn add(&mut self, kind: &'static str, fact: &impl Debug) {
        self.by_kind.entry(kind).or_default().insert(format!("{fact:?}"));
    }

    fn add_types(&mut self, schema: &Schema) {
        for (name, ty) in &schema.types {
            let name = name.as_str();
            self.add("types", &(name, ty.kind));
            self.add("base types", &(name, ty.base.as_ref().map(crate::odata::QualifiedName::as_str)));
            self.add("type details", &(name, ty.abstract_, ty.open, ty.media, &ty.key));
            for (member, property) in &ty.properties {
                self.add("members", &(name, member));
                self.add("member types", &(name, member, shown(&property.ty)));
                self.add("member facts", &(name, member, &property.facts));
            }
            for (member, navigation) in &ty.navigation {
                self.add("members", &(name, member));
                self.add(
                    "member types",
                    &(name, member, "nav", navigation.target.as_str(), navigation.collection),
                );
                self.add("member facts", &(name, member, &navigation.facts));
            }
        }
    }

    fn add_enums(&mut self, schema: &Schema) {
        for (name, ty) in &schema.enums {
            self.add("enums", &(name.as_str(), ty.flags));
            for (member, facts) in &ty.members {
                self.add("enum members", &(name.as_str(), member));
                self.add("enum values", &(name.as_str(), member, facts.value, facts.evolvable));
            }
        }
    }

    fn add_requests(&mut self, schema: &Schema) {
        for request in &schema.requests {
            let line = (request.method.as_str(), request.template.as_str(), request.page.as_str());
            self.add("requests", &line);
            self.add("addressed types", &(line, request.resolved, request.addresses.as_ref().map(shown)));
            self.add("actions", &(line, request.action));
            self.add("bodies", &(line, &request.body));
            self.add("responses", &(line, &request.response));
            self.add("permissions", &(line, &request.permissions));
            self.add("headers", &(line, &request.headers));
            self.add("query options", &(line, &request.query_options));
            self.add("clouds", &(line, &request.clouds));
        }
    }

    /// How much of these facts `others` has, by kind; prints examples of the rest where that is asked for.
    pub(super) fn shares(&self, others: &Self) -> Vec<Share> {
        let shown =
            std::env::var("FORMS_SHOW").ok().and_then(|shown| shown.parse::<usize>().ok()).unwrap_or(0);
        let none = BTreeSet::new();
        let share = |(kind, facts): (&&'static str, &BTreeSet<String>)| {
            let other = others.by_kind.get(kind).unwrap_or(&none);
            facts.difference(other).take(shown).for_each(|lost| println!("  - {kind}: {lost}"));
            other.difference(facts).take(shown).for_each(|more| println!("  + {kind}: {more}"));
            let found = facts.intersection(other).count();
            Share { kind, found, all: facts.len(), more: other.len() - found }
        };
        self.by_kind.iter().map(share).collect()
    }
}

fn shown(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => primitive.name(),
        TypeName::Structured(name) | TypeName::Enum(name) => name.as_str(),
    };
    if ty.collection { format!("Collection({name})") } else { name.to_owned() }
}
