//! Actions and functions with their parameters, entity sets and singletons.

use std::collections::BTreeMap;

use super::super::words::{short, type_text};
use super::change::{Class, Recorder, Thing, What};
use super::types::{facts, pair};
use crate::schema::{ContainerKind, Operation, OperationKind, Parameter, Schema, TypeRef};

pub(super) fn operations(cx: &mut Recorder, old: &Schema, new: &Schema) {
    let (old, new) = (by_subject(&old.operations), by_subject(&new.operations));
    for (subject, old, new) in pair(&old, &new) {
        overloads(cx, subject, old.map_or(&[][..], Vec::as_slice), new.map_or(&[][..], Vec::as_slice));
    }
}

/// Overloads by `name on binding type`.
fn by_subject(operations: &[Operation]) -> BTreeMap<String, Vec<&Operation>> {
    let mut all: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
    for operation in operations {
        let on = operation.binding.as_ref().map_or_else(String::new, |ty| format!(" on {}", type_text(ty)));
        all.entry(format!("{}{on}", short(&operation.name))).or_default().push(operation);
    }
    all
}

/// Where a name has one overload on each side, they are the same operation; else those with the same parameters are.
fn overloads(cx: &mut Recorder, subject: &str, old: &[&Operation], new: &[&Operation]) {
    if let ([old], [new]) = (old, new) {
        operation(cx, subject, old, new);
        return;
    }
    let with_parameters = |operations: &[&Operation]| {
        let key = |operation: &Operation| operation.parameters.keys().cloned().collect::<Vec<String>>();
        operations.iter().map(|operation| (key(operation), (*operation).clone())).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (with_parameters(old), with_parameters(new));
    for (parameters, old, new) in pair(&old, &new) {
        let subject = if parameters.is_empty() {
            subject.to_owned()
        } else {
            format!("{subject} ({})", parameters.join(", "))
        };
        match (old, new) {
            (Some(old), Some(new)) => operation(cx, &subject, old, new),
            (Some(old), None) => cx.removed(thing(old), &subject),
            (None, Some(new)) => cx.added(thing(new), &subject),
            (None, None) => {}
        }
    }
}

fn thing(operation: &Operation) -> Thing {
    match operation.kind {
        OperationKind::Action => Thing::Action,
        OperationKind::Function => Thing::Function,
    }
}

fn operation(cx: &mut Recorder, subject: &str, old: &Operation, new: &Operation) {
    let of = (thing(new), subject);
    cx.compare(Class::Breaking, of, "kind", (thing(old).name().to_owned(), thing(new).name().to_owned()));
    let returns = |ty: &Option<TypeRef>| ty.as_ref().map_or_else(|| "nothing".to_owned(), type_text);
    cx.compare(Class::Breaking, of, "returns", (returns(&old.returns), returns(&new.returns)));
    cx.compare_flag((Class::Additive, Class::Breaking), of, "composable", (old.composable, new.composable));
    for (name, old, new) in pair(&old.parameters, &new.parameters) {
        parameter(cx, &format!("{subject}.{name}"), old, new);
    }
}

/// A parameter that must be given breaks whoever does not give it.
pub(super) fn parameter(cx: &mut Recorder, subject: &str, old: Option<&Parameter>, new: Option<&Parameter>) {
    let of = (Thing::Parameter, subject);
    match (old, new) {
        (Some(old), Some(new)) => {
            cx.compare(Class::Breaking, of, "type", (type_text(&old.ty), type_text(&new.ty)));
            let is_required = |parameter: &Parameter| parameter.required == Some(true);
            let classes = (Class::Breaking, Class::Additive);
            cx.compare_flag(classes, of, "required", (is_required(old), is_required(new)));
            facts(cx, of, &old.facts, &new.facts);
        }
        (Some(_), None) => cx.removed(of.0, of.1),
        (None, Some(new)) if new.required == Some(true) => {
            cx.record(Class::Breaking, of.0, of.1, What::Added);
        }
        (None, Some(_)) => cx.added(of.0, of.1),
        (None, None) => {}
    }
}

pub(super) fn container(cx: &mut Recorder, old: &Schema, new: &Schema) {
    let thing = |kind: ContainerKind| match kind {
        ContainerKind::EntitySet => Thing::EntitySet,
        ContainerKind::Singleton => Thing::Singleton,
    };
    for (name, old, new) in pair(&old.container, &new.container) {
        match (old, new) {
            (Some(old), Some(new)) => {
                let of = (thing(new.kind), name.as_str());
                let kinds = (thing(old.kind).name().to_owned(), thing(new.kind).name().to_owned());
                cx.compare(Class::Breaking, of, "kind", kinds);
                cx.compare(
                    Class::Breaking,
                    of,
                    "type",
                    (short(&old.ty).to_owned(), short(&new.ty).to_owned()),
                );
            }
            (Some(old), None) => cx.removed(thing(old.kind), name),
            (None, Some(new)) => cx.added(thing(new.kind), name),
            (None, None) => {}
        }
    }
}
