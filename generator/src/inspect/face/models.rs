//! Structs with their fields, enums with their members.

use std::collections::BTreeMap;

use super::super::thing::Thing;
use super::super::words::short;
use super::items::{Aspect, Face, Item, Key, Matters};
use super::text::{Speller, below, model, path};
use crate::odata::QualifiedName;
use crate::schema::{Schema, StructuredKind};
use crate::sdk::{Field, OpenEnum, Struct, TypeItem, TypePath, Version};

pub(super) fn models(face: &mut Face, version: &Version, schema: &Schema) {
    let speller = Speller::new(version);
    let lineages = lineages(version);
    for folder in &version.models {
        for file in &folder.files {
            match &file.item {
                TypeItem::Struct(item) => {
                    structure(face, version, schema, &speller, item);
                    variants(face, version, schema, &lineages, item);
                }
                TypeItem::Enum(item) => {
                    let place = TypePath { modules: folder.path.clone(), ident: item.ident.clone() };
                    enumeration(face, version, &place, item);
                }
            }
        }
    }
}

/// The struct of a type with its fields, and the enum of what is derived from it.
fn structure(face: &mut Face, version: &Version, schema: &Schema, speller: &Speller, item: &Struct) {
    let wire = item.wire.trim_start_matches('#');
    let (name, thing) = named(schema, wire);
    let rust = format!("{}::models::{}", version.place(), path(&item.path));
    let ancestors: Vec<String> = item.ancestors.iter().map(path).collect();
    let ancestors = ancestors.join(", ");
    face.holders.insert(wire.to_owned());
    face.holders.insert(lineage(item));
    let value = item.any.as_ref().map_or_else(|| item.path.ident.to_string(), |any| any.ident.to_string());
    let aspects = vec![
        Aspect::new("Rust name", path(&item.path)),
        Aspect { name: "base types", value: ancestors, matters: Matters::List },
        Aspect { name: "values come as", value, matters: Matters::Used },
    ];
    for field in &item.fields {
        self::field(face, speller, (wire, &name, &rust), field);
    }
    for token in &item.inherited {
        face.inherited.insert((wire.to_owned(), token.wire.clone()));
    }
    face.add(Key::Type(wire.to_owned()), Item { thing, subject: name, rust, within: Vec::new(), aspects });
}

/// The enum of a type, by what is derived from it.
fn variants(
    face: &mut Face,
    version: &Version,
    schema: &Schema,
    lineages: &BTreeMap<&str, String>,
    item: &Struct,
) {
    let Some(any) = &item.any else { return };
    let wire = item.wire.trim_start_matches('#');
    let (name, _) = named(schema, wire);
    let place = below(&item.path.modules, any.ident.as_str());
    for variant in &any.variants {
        let of = variant.wire.trim_start_matches('#');
        let lineage = lineages.get(of).cloned().unwrap_or_default();
        face.add(
            Key::Variant(wire.to_owned(), of.to_owned()),
            Item {
                thing: Thing::DerivedType,
                subject: format!("{name} as {}", named(schema, of).0),
                rust: format!("{}::models::{place}::{}", version.place(), variant.ident),
                within: vec![wire.to_owned(), lineage],
                aspects: vec![Aspect::new("Rust name", variant.ident.as_str())],
            },
        );
    }
}

/// Each type with all of its base types: what is derived from another is in its enum for that.
fn lineages(version: &Version) -> BTreeMap<&str, String> {
    let files = version.models.iter().flat_map(|folder| &folder.files);
    let structs = files.filter_map(|file| match &file.item {
        TypeItem::Struct(item) => Some((item.wire.trim_start_matches('#'), lineage(item))),
        TypeItem::Enum(_) => None,
    });
    structs.collect()
}

fn lineage(item: &Struct) -> String {
    let ancestors: Vec<String> = item.ancestors.iter().map(path).collect();
    format!("{}: {}", item.wire.trim_start_matches('#'), ancestors.join(", "))
}

fn named(schema: &Schema, wire: &str) -> (String, Thing) {
    let (namespace, name) = wire.rsplit_once('.').unwrap_or(("", wire));
    let below = namespace.strip_prefix(QualifiedName::DEFAULT_NAMESPACE).unwrap_or(namespace);
    let ty = schema.types.iter().find(|(known, _)| known.as_str() == wire);
    let shown = ty.map_or_else(
        || {
            if below.is_empty() {
                name.to_owned()
            } else {
                format!("{}.{name}", below.trim_start_matches('.'))
            }
        },
        |(known, _)| short(known).to_owned(),
    );
    let thing = match ty.map(|(_, ty)| ty.kind) {
        Some(StructuredKind::Entity) => Thing::EntityType,
        Some(StructuredKind::Complex) | None => Thing::ComplexType,
    };
    (shown, thing)
}

fn field(face: &mut Face, speller: &Speller, (wire, owner, place): (&str, &str, &str), field: &Field) {
    let token = &field.token;
    face.used.extend(model(&token.ty).map(|path| speller.named(path)));
    let thing = if token.navigation { Thing::NavigationProperty } else { Thing::Property };
    let value = speller.value(&token.ty);
    let value = match (token.navigation, field.boxed) {
        (true, _) => format!("Related<{value}>"),
        (false, true) => format!("Box<{value}>"),
        (false, false) => value,
    };
    let read_only = token.read_only && !token.navigation;
    let word = if read_only { "yes" } else { "no" };
    let aspects = vec![
        Aspect::new("Rust name", format!("{}, {}", field.ident, token.ident)),
        Aspect::new("type", value),
        Aspect { name: "read-only", value: word.to_owned(), matters: Matters::Rank(u8::from(!read_only)) },
    ];
    face.add(
        Key::Field(wire.to_owned(), token.wire.clone()),
        Item {
            thing,
            subject: format!("{owner}.{}", token.wire),
            rust: format!("{place}::{}", field.ident),
            within: vec![wire.to_owned()],
            aspects,
        },
    );
}

fn enumeration(face: &mut Face, version: &Version, place: &TypePath, item: &OpenEnum) {
    let name = item.wire.strip_prefix(QualifiedName::DEFAULT_NAMESPACE).unwrap_or(&item.wire);
    let name = name.trim_start_matches('.').to_owned();
    let rust = format!("{}::models::{}", version.place(), path(place));
    face.holders.insert(item.wire.clone());
    for member in &item.members {
        face.add(
            Key::Member(item.wire.clone(), member.wire.clone()),
            Item {
                thing: Thing::Member,
                subject: format!("{name}.{}", member.wire),
                rust: format!("{rust}::{}", member.ident),
                within: vec![item.wire.clone()],
                aspects: vec![Aspect::new("Rust name", member.ident.as_str())],
            },
        );
    }
    let combined = if item.flags { "yes" } else { "no" };
    let aspects =
        vec![Aspect::new("Rust name", path(place)), Aspect::new("members may be combined", combined)];
    face.add(
        Key::Type(item.wire.clone()),
        Item { thing: Thing::EnumType, subject: name, rust, within: Vec::new(), aspects },
    );
}
