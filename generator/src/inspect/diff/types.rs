//! What is said of structured types with their properties, and of enum types with their members.

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::stated;
use super::super::thing::Thing;
use super::super::words::{short, type_text};
use super::change::{Class, Recorder};
use crate::odata::Facts;
use crate::schema::{EnumType, Schema, StructuredKind, StructuredType};

/// What stands on either side, by its key.
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
        if let (Some(old), Some(new)) = (old, new) {
            structured_type(cx, short(name), old, new);
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
    let said = Class::Documentation;
    cx.compare(said, of, "kind", (thing(old).name().to_owned(), thing(new).name().to_owned()));
    cx.compare(said, of, "key", (or_none(old.key.join(", ")), or_none(new.key.join(", "))));
    cx.compare_flag(of, "abstract", (old.abstract_, new.abstract_));
    cx.compare_flag(of, "open", (old.open, new.open));
    cx.compare_flag(of, "media entity", (old.media, new.media));
    cx.compare_flag(of, "documented by no page", (old.stub, new.stub));
    cx.compare_flag(of, "deprecated", (old.deprecated, new.deprecated));
    let product = |ty: &StructuredType| ty.product.clone().unwrap_or_else(|| "none".to_owned());
    cx.compare(said, of, "product", (product(old), product(new)));
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
        if let (Some(old), Some(new)) = (old, new) {
            cx.compare(Class::Documentation, of, "type", (type_text(&old.ty), type_text(&new.ty)));
            facts(cx, of, &old.facts, &new.facts);
        }
    }
}

fn navigation(cx: &mut Recorder, owner: &str, old: &StructuredType, new: &StructuredType) {
    for (name, old, new) in pair(&old.navigation, &new.navigation) {
        let subject = format!("{owner}.{name}");
        let of = (Thing::NavigationProperty, subject.as_str());
        if let (Some(old), Some(new)) = (old, new) {
            cx.compare_flag(of, "contained", (old.contains_target, new.contains_target));
            facts(cx, of, &old.facts, &new.facts);
        }
    }
}

/// What is read-only can no longer be set in a patch, which code feels; where it could not be set before, it is only said.
pub(super) fn facts(cx: &mut Recorder, of: (Thing, &str), old: &Facts, new: &Facts) {
    let said = |facts| stated(facts).into_iter().collect::<BTreeMap<_, _>>();
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
        if let (Some(old), Some(new)) = (old, new) {
            enum_type(cx, short(name), old, new);
        }
    }
}

fn enum_type(cx: &mut Recorder, subject: &str, old: &EnumType, new: &EnumType) {
    let of = (Thing::EnumType, subject);
    cx.compare_flag(of, "documented by no page", (old.stub, new.stub));
    for (name, old, new) in pair(&old.members, &new.members) {
        let subject = format!("{subject}.{name}");
        let of = (Thing::Member, subject.as_str());
        if let (Some(old), Some(new)) = (old, new) {
            let value =
                |value: Option<i64>| value.map_or_else(|| "none".to_owned(), |value| value.to_string());
            cx.compare(Class::Documentation, of, "value", (value(old.value), value(new.value)));
            cx.compare_flag(of, "sent only when asked for", (old.evolvable, new.evolvable));
        }
    }
}
