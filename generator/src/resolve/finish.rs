//! The draft becomes the schema: members are told apart into properties and navigation properties, keys are set.
//!
//! In: a [`Draft`] with base types and kinds, and what paths and requests are. Out: the [`Schema`].

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::resource_section;
use crate::odata::{ApiVersion, QualifiedName};
use crate::resolve::paths::Paths;
use crate::resolve::requests::Requests;
use crate::resolve::shared::draft::{Draft, DraftMember, DraftType};
use crate::schema::{NavigationProperty, Property, Schema, StructuredKind, StructuredType, TypeName};

/// Puts together what the wings made.
pub(crate) fn finish(cx: &Cx<'_>, api: ApiVersion, paths: Paths<'_>, requests: Requests) -> Schema {
    let mut schema = Schema::new(api);
    schema.container = paths.found.container;
    schema.operations = requests.operations;
    schema.requests = requests.documented;
    let mut draft = paths.types.draft;
    for (owner, name) in requests.contained {
        if let Some(member) = draft.types.get_mut(&owner).and_then(|ty| ty.members.get_mut(&name)) {
            member.contains = true;
        }
    }
    for (owner, name) in requests.needed {
        if let Some(member) = draft.types.get_mut(&owner).and_then(|ty| ty.members.get_mut(&name)) {
            member.facts.required_on_create = true;
        }
    }
    let kinds: BTreeMap<QualifiedName, StructuredKind> = draft
        .types
        .iter()
        .map(|(name, ty)| (name.clone(), ty.kind.unwrap_or(StructuredKind::Complex)))
        .collect();
    let keys = keys(&draft);
    for (name, ty) in draft.types {
        let key = keys.get(&name).cloned().unwrap_or_default();
        let finished = structured(cx, &name, ty, &kinds, key);
        schema.types.insert(name, finished);
    }
    schema.enums = draft.enums;
    schema
}

fn structured(
    cx: &Cx<'_>,
    name: &QualifiedName,
    ty: DraftType,
    kinds: &BTreeMap<QualifiedName, StructuredKind>,
    key: Vec<String>,
) -> StructuredType {
    let mut properties = IndexMap::new();
    let mut navigation = IndexMap::new();
    for (member_name, member) in ty.members {
        match target(&member, kinds) {
            Some(target) => navigation.insert(member_name, navigation_property(member, target)).map(drop),
            None => properties.insert(member_name, property(member)).map(drop),
        };
    }
    let places = if cx.names.nature(name) == Some(Nature::Structured) { cx.names.places(name) } else { &[] };
    let mut pages: Vec<String> = Vec::new();
    for place in places {
        let page = cx.corpus.pages[place.0];
        let slug = &page.slug;
        // A page that only creates the type is no page about it.
        if page.operation.is_none() && !pages.contains(slug) {
            pages.push(slug.clone());
        }
    }
    let product = places.iter().find_map(|place| cx.corpus.pages[place.0].product.clone());
    let prose = places.iter().find_map(|place| {
        let page = cx.corpus.pages[place.0];
        // The introduction belongs to the page's first type.
        (resource_section(cx.corpus, *place) == &page.resources[0])
            .then(|| cx.corpus.prose(page.summary.as_ref()))
            .flatten()
    });
    StructuredType {
        kind: ty.kind.unwrap_or(StructuredKind::Complex),
        base: ty.base,
        abstract_: ty.abstract_,
        open: ty.open || places.is_empty(),
        media: ty.media,
        key,
        properties,
        navigation,
        stub: places.is_empty(),
        deprecated: ty.deprecated,
        product,
        pages,
        prose,
        sources: ty.sources,
    }
}

/// What a navigation property leads to; `None` for a structural property.
fn target(member: &DraftMember, kinds: &BTreeMap<QualifiedName, StructuredKind>) -> Option<QualifiedName> {
    match &member.ty.name {
        TypeName::Structured(name)
            if member.relationship && kinds.get(name) == Some(&StructuredKind::Entity) =>
        {
            Some(name.clone())
        }
        TypeName::Structured(_) | TypeName::Primitive(_) | TypeName::Enum(_) => None,
    }
}

fn navigation_property(member: DraftMember, target: QualifiedName) -> NavigationProperty {
    NavigationProperty {
        target,
        collection: member.ty.collection,
        contains_target: member.contains,
        facts: member.facts,
        prose: member.prose,
        sources: member.sources,
    }
}

fn property(member: DraftMember) -> Property {
    Property { ty: member.ty, facts: member.facts, prose: member.prose, sources: member.sources }
}

/// Own keys of entity types: a stated one that is an own property, else `id`; none where a base type has one.
fn keys(draft: &Draft) -> BTreeMap<QualifiedName, Vec<String>> {
    let mut keys: BTreeMap<QualifiedName, Vec<String>> = BTreeMap::new();
    for (name, ty) in draft.types.iter().filter(|(_, ty)| ty.kind == Some(StructuredKind::Entity)) {
        let stated: Vec<String> = ty.key.iter().filter_map(|key| ty.spelled(key)).collect();
        let key = if stated.is_empty() { ty.spelled("id").into_iter().collect() } else { stated };
        if !key.is_empty() {
            keys.insert(name.clone(), key);
        }
    }
    let inherited: Vec<QualifiedName> = keys
        .keys()
        .filter(|name| draft.lineage(name).skip(1).any(|(base, _)| keys.contains_key(base)))
        .cloned()
        .collect();
    for name in inherited {
        keys.remove(&name);
    }
    keys
}
