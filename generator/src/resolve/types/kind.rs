//! Entity type or complex type: no page says it outright.
//!
//! In: a [`Draft`] with base types. Out: a kind for every structured type. The signs, best first: the target of a
//! relationship is an entity type; the type of a property whose page has no requests of its own is a complex one;
//! a Methods table with requests, or a key in the annotation, makes an entity type; else base and derived types
//! decide; else a property `id`. A line of descent has one kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::resource_section;
use crate::corpus::rows::each_row;
use crate::odata::QualifiedName;
use crate::resolve::shared::draft::Draft;
use crate::schema::{Origin, StructuredKind, TypeName};

/// The signs that pages give, which paths add nothing to.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    relationship_targets: BTreeSet<QualifiedName>,
    property_types: BTreeSet<QualifiedName>,
    with_requests: BTreeSet<QualifiedName>,
    with_key: BTreeSet<QualifiedName>,
}

/// Decides the kind of every type. `keyed` are types that request paths address by key.
pub(crate) fn decide(signs: &Signs, draft: &mut Draft, keyed: &BTreeSet<QualifiedName>) {
    let mut kinds: BTreeMap<QualifiedName, StructuredKind> = BTreeMap::new();
    for name in draft.types.keys() {
        let has_key = draft.member(name, "id").is_some()
            || draft.types[name].key.iter().any(|key| draft.member(name, key).is_some());
        if let Some(kind) = stated(signs, keyed, name, has_key) {
            kinds.insert(name.clone(), kind);
        }
    }
    spread(draft, &mut kinds);
    let with_id: BTreeSet<QualifiedName> =
        draft.types.keys().filter(|name| draft.member(name, "id").is_some()).cloned().collect();
    for (name, ty) in &mut draft.types {
        let by_id = if with_id.contains(name) { StructuredKind::Entity } else { StructuredKind::Complex };
        ty.kind = Some(kinds.get(name).copied().unwrap_or(by_id));
    }
    level(draft);
}

/// Looks for them on all pages.
pub(crate) fn signs(cx: &Cx<'_>) -> Signs {
    let mut signs = Signs::default();
    for (page, _, row, relationship) in each_row(cx.corpus) {
        let Some(name) = row.ty.as_ref().and_then(|ty| cx.linker().structured(&ty.value, page)) else {
            continue;
        };
        let targets = if relationship { &mut signs.relationship_targets } else { &mut signs.property_types };
        targets.insert(name.clone());
    }
    for (name, declared) in cx.names.iter() {
        for place in &declared.places {
            if cx.names.nature(name) != Some(Nature::Structured) {
                continue;
            }
            let section = resource_section(cx.corpus, *place);
            if section.methods.iter().any(|method| method.link.as_ref().is_some_and(|link| link.api)) {
                signs.with_requests.insert(name.clone());
            }
            if section.annotation.as_ref().is_some_and(|annotation| annotation.value.key_property.is_some()) {
                signs.with_key.insert(name.clone());
            }
        }
    }
    signs
}

fn stated(
    signs: &Signs,
    keyed: &BTreeSet<QualifiedName>,
    name: &QualifiedName,
    has_key: bool,
) -> Option<StructuredKind> {
    let with_requests = signs.with_requests.contains(name);
    if signs.relationship_targets.contains(name) || keyed.contains(name) {
        Some(StructuredKind::Entity)
    } else if signs.property_types.contains(name) && !with_requests {
        Some(StructuredKind::Complex)
    } else if with_requests && signs.property_types.contains(name) && !has_key {
        // Requests that return it; without a key nothing can be addressed.
        Some(StructuredKind::Complex)
    } else if with_requests || signs.with_key.contains(name) {
        Some(StructuredKind::Entity)
    } else {
        None
    }
}

/// Hands the kind of base types down, then that of derived types up, to types without a sign of their own.
fn spread(draft: &Draft, kinds: &mut BTreeMap<QualifiedName, StructuredKind>) {
    for name in draft.types.keys() {
        if !kinds.contains_key(name) {
            let inherited = draft.lineage(name).skip(1).find_map(|(base, _)| kinds.get(base).copied());
            kinds.extend(inherited.map(|kind| (name.clone(), kind)));
        }
    }
    let mut from_derived: BTreeMap<QualifiedName, StructuredKind> = BTreeMap::new();
    for (name, kind) in kinds.iter() {
        for (base, _) in draft.lineage(name).skip(1) {
            if !kinds.contains_key(base) {
                from_derived.entry(base.clone()).or_insert(*kind);
            }
        }
    }
    kinds.extend(from_derived);
}

/// One kind a line of descent: the root's, unless most of those below it say otherwise.
fn level(draft: &mut Draft) {
    let mut families: BTreeMap<QualifiedName, Vec<QualifiedName>> = BTreeMap::new();
    for name in draft.types.keys() {
        let root = draft.lineage(name).last().map_or(name, |(root, _)| root).clone();
        families.entry(root).or_default().push(name.clone());
    }
    for family in families.values().filter(|family| family.len() > 1) {
        let entities =
            family.iter().filter(|name| draft.types[*name].kind == Some(StructuredKind::Entity)).count();
        let kind =
            if entities * 2 >= family.len() { StructuredKind::Entity } else { StructuredKind::Complex };
        for name in family {
            draft.types.get_mut(name).expect("families are made of the draft's types").kind = Some(kind);
        }
    }
}

/// A representation that shows an entity where no table names the member: a relationship of an entity type, and a
/// sample of something else in a complex type.
pub(crate) fn settle_shown_entities(draft: &mut Draft) {
    let entities: BTreeSet<QualifiedName> = draft
        .types
        .iter()
        .filter(|(_, ty)| ty.kind == Some(StructuredKind::Entity))
        .map(|(name, _)| name.clone())
        .collect();
    for (owner, ty) in &mut draft.types {
        let entity_type = entities.contains(owner);
        ty.members.retain(|_, member| {
            let shown = member.sources.iter().all(|source| source.origin == Origin::Representation);
            let target = matches!(&member.ty.name, TypeName::Structured(name) if entities.contains(name));
            member.relationship |= shown && target && entity_type;
            !(shown && target) || entity_type
        });
    }
}

/// Every entity type has a key: one without a base type is derived from the documented type `entity`, which has
/// nothing but that. The metadata says so of nearly all of them, the pages of few.
pub(crate) fn root_entities(draft: &mut Draft) {
    let entity = QualifiedName::new(QualifiedName::DEFAULT_NAMESPACE, "entity");
    let is_root = draft.types.get(&entity).is_some_and(|ty| {
        ty.kind == Some(StructuredKind::Entity)
            && ty.base.is_none()
            && ty.members.keys().all(|name| name == "id")
    });
    if !is_root {
        return;
    }
    for (name, ty) in &mut draft.types {
        let other_key = ty.key.iter().any(|key| key != "id" && ty.members.contains_key(key));
        let entity_type = ty.kind == Some(StructuredKind::Entity) && !ty.sources.is_empty();
        if entity_type && ty.base.is_none() && !other_key && *name != entity {
            ty.base = Some(entity.clone());
        }
    }
}
