//! Structured types with their properties, enum types with their members.

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::{read_only, stated};
use super::super::words::{collection_text, short, type_text};
use super::change::{Class, Recorder, Thing};
use crate::odata::Facts;
use crate::schema::{EnumType, Schema, StructuredKind, StructuredType};

/// What is gone counts as breaking, what is new as additive; what stands on both sides is given to `both`.
pub(super) fn pair<'a, K: Ord + ?Sized, V>(
    old: impl IntoIterator<Item = (&'a K, &'a V)>,
    new: impl IntoIterator<Item = (&'a K, &'a V)>,
) -> Vec<(&'a K, Option<&'a V>, Option<&'a V>)> {
    let old: BTreeMap<&K, &V> = old.into_iter().collect();
    let new: BTreeMap<&K, &V> = new.into_iter().collect();
    let keys: BTreeSet<&K> = old.keys().chain(new.keys()).copied().collect();
    keys.into_iter().map(|key| (key, old.get(key).copied(), new.get(key).copied())).collect()
}

pub(super) fn structured_types(cx: &mut Recorder, old: &Schema, new: &Schema) {
    for (name, old, new) in pair(&old.types, &new.types) {
        let subject = short(name);
        match (old, new) {
            (Some(old), Some(new)) => structured_type(cx, subject, old, new),
            (Some(old), None) => cx.removed(thing(old), subject),
            (None, Some(new)) => cx.added(thing(new), subject),
            (None, None) => {}
        }
    }
}

fn thing(ty: &StructuredType) -> Thing {
    match ty.kind {
        StructuredKind::Entity => Thing::EntityType,
        StructuredKind::Complex => Thing::ComplexType,
    }
}

fn structured_type(cx: &mut Recorder, subject: &str, old: &StructuredType, new: &StructuredType) {
    let of = (thing(new), subject);
    let (worse, better) = (Class::Breaking, Class::Additive);
    cx.compare(worse, of, "kind", (thing(old).name().to_owned(), thing(new).name().to_owned()));
    let base = |ty: &StructuredType| ty.base.as_ref().map_or("none", short).to_owned();
    cx.compare(worse, of, "base type", (base(old), base(new)));
    cx.compare(worse, of, "key", (or_none(old.key.join(", ")), or_none(new.key.join(", "))));
    cx.compare_flag((worse, better), of, "abstract", (old.abstract_, new.abstract_));
    cx.compare_flag((better, worse), of, "open", (old.open, new.open));
    cx.compare_flag((better, worse), of, "media entity", (old.media, new.media));
    let said = (Class::Documentation, Class::Documentation);
    cx.compare_flag(said, of, "documented by no page", (old.stub, new.stub));
    cx.compare_flag(said, of, "deprecated", (old.deprecated, new.deprecated));
    let product = |ty: &StructuredType| ty.product.clone().unwrap_or_else(|| "none".to_owned());
    cx.compare(Class::Documentation, of, "product", (product(old), product(new)));
    properties(cx, subject, old, new);
    navigation(cx, subject, old, new);
}

fn or_none(text: String) -> String {
    if text.is_empty() { "none".to_owned() } else { text }
}

fn properties(cx: &mut Recorder, owner: &str, old: &StructuredType, new: &StructuredType) {
    for (name, old, new) in pair(&old.properties, &new.properties) {
        let subject = format!("{owner}.{name}");
        let of = (Thing::Property, subject.as_str());
        match (old, new) {
            (Some(old), Some(new)) => {
                cx.compare(Class::Breaking, of, "type", (type_text(&old.ty), type_text(&new.ty)));
                facts(cx, of, &old.facts, &new.facts);
            }
            (Some(_), None) => cx.removed(of.0, of.1),
            (None, Some(_)) => cx.added(of.0, of.1),
            (None, None) => {}
        }
    }
}

fn navigation(cx: &mut Recorder, owner: &str, old: &StructuredType, new: &StructuredType) {
    for (name, old, new) in pair(&old.navigation, &new.navigation) {
        let subject = format!("{owner}.{name}");
        let of = (Thing::NavigationProperty, subject.as_str());
        match (old, new) {
            (Some(old), Some(new)) => {
                let old_type = collection_text(short(&old.target), old.collection);
                let new_type = collection_text(short(&new.target), new.collection);
                cx.compare(Class::Breaking, of, "type", (old_type, new_type));
                let said = (Class::Documentation, Class::Documentation);
                cx.compare_flag(said, of, "contained", (old.contains_target, new.contains_target));
                facts(cx, of, &old.facts, &new.facts);
            }
            (Some(_), None) => cx.removed(of.0, of.1),
            (None, Some(_)) => cx.added(of.0, of.1),
            (None, None) => {}
        }
    }
}

/// What became read-only can no longer be set in a patch; every other fact is only said.
pub(super) fn facts(cx: &mut Recorder, of: (Thing, &str), old: &Facts, new: &Facts) {
    cx.compare_flag((Class::Breaking, Class::Additive), of, read_only(), (old.read_only, new.read_only));
    let said = |facts| {
        stated(facts).into_iter().filter(|(label, _)| *label != read_only()).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (said(old), said(new));
    for (label, old, new) in pair(
        old.iter().map(|(label, value)| (*label, value)),
        new.iter().map(|(label, value)| (*label, value)),
    ) {
        let word = |value: Option<&String>| match value {
            Some(value) if value.is_empty() => "yes".to_owned(),
            Some(value) => value.clone(),
            None => "not stated".to_owned(),
        };
        cx.compare(Class::Documentation, of, label, (word(old), word(new)));
    }
}

pub(super) fn enum_types(cx: &mut Recorder, old: &Schema, new: &Schema) {
    for (name, old, new) in pair(&old.enums, &new.enums) {
        let subject = short(name);
        match (old, new) {
            (Some(old), Some(new)) => enum_type(cx, subject, old, new),
            (Some(_), None) => cx.removed(Thing::EnumType, subject),
            (None, Some(_)) => cx.added(Thing::EnumType, subject),
            (None, None) => {}
        }
    }
}

fn enum_type(cx: &mut Recorder, subject: &str, old: &EnumType, new: &EnumType) {
    let of = (Thing::EnumType, subject);
    let (worse, said) = ((Class::Breaking, Class::Breaking), (Class::Documentation, Class::Documentation));
    cx.compare_flag(worse, of, "members may be combined", (old.flags, new.flags));
    cx.compare_flag(said, of, "documented by no page", (old.stub, new.stub));
    for (name, old, new) in pair(&old.members, &new.members) {
        let subject = format!("{subject}.{name}");
        let of = (Thing::Member, subject.as_str());
        match (old, new) {
            (Some(old), Some(new)) => {
                let value =
                    |value: Option<i64>| value.map_or_else(|| "none".to_owned(), |value| value.to_string());
                cx.compare(Class::Documentation, of, "value", (value(old.value), value(new.value)));
                cx.compare_flag(said, of, "sent only when asked for", (old.evolvable, new.evolvable));
            }
            (Some(_), None) => cx.removed(of.0, of.1),
            (None, Some(_)) => cx.added(of.0, of.1),
            (None, None) => {}
        }
    }
}
