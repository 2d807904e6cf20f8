//! Types, their properties, and the members of enum types.

use std::collections::BTreeSet;

use super::super::facts::{line, stated};
use super::super::places::Places;
use super::super::thing::Thing;
use super::super::words::{collection_text, push_line, short, type_text};
use super::operations;
use super::query::names;
use super::rows::{columns, statements};
use crate::odata::{Facts, QualifiedName};
use crate::schema::{
    EnumType, NavigationProperty, Property, Schema, Source, StructuredKind, StructuredType, TypeName, TypeRef,
};

/// What the schema knows about a type, a property or member, or an action or function of that name.
pub(super) fn explain(schema: &Schema, places: &Places<'_>, asked: &str) -> Option<String> {
    let mut text: String = whole_types(schema, places, asked);
    text.push_str(&operations::explain(schema, places, asked));
    if text.is_empty()
        && let Some((owner, member)) = asked.rsplit_once('.')
    {
        text = members(schema, places, owner, member);
    }
    (!text.is_empty()).then_some(text)
}

fn whole_types(schema: &Schema, places: &Places<'_>, asked: &str) -> String {
    let structured = schema.types.iter().filter(|(name, _)| names(asked, name));
    let mut text: String = structured.map(|(name, ty)| structured_type(schema, places, name, ty)).collect();
    let enums = schema.enums.iter().filter(|(name, _)| names(asked, name));
    text.extend(enums.map(|(name, ty)| enum_type(schema, places, name, ty)));
    text
}

fn structured_type(
    schema: &Schema,
    places: &Places<'_>,
    name: &QualifiedName,
    ty: &StructuredType,
) -> String {
    let thing = match ty.kind {
        StructuredKind::Entity => Thing::EntityType,
        StructuredKind::Complex => Thing::ComplexType,
    };
    let mut text = format!("{} {name} ({})\n", thing.name(), schema.api.segment());
    let mut rows: Vec<_> = places.rust(schema.api, thing, short(name)).into_iter().collect();
    rows.extend(about(schema, name, ty));
    text.push_str(&columns(2, &rows));
    text.push_str(&statements(places, &ty.sources));
    for (owner, ty) in schema.chain(name) {
        let inherited = if owner == name { String::new() } else { format!(" of {}", short(owner)) };
        text.push_str(&section(&format!("properties{inherited}"), &properties(places, ty)));
        text.push_str(&section(&format!("navigation properties{inherited}"), &navigation(places, ty)));
    }
    text.push_str(&section("requests", &requests(schema, name)));
    text
}

fn about(schema: &Schema, name: &QualifiedName, ty: &StructuredType) -> Vec<(String, String)> {
    let row = |label: &str, value: String| (!value.is_empty()).then(|| (label.to_owned(), value));
    let list = |names: Vec<&QualifiedName>| names.into_iter().map(short).collect::<Vec<_>>().join(", ");
    let flags = [
        ("documented by no page", ty.stub),
        ("abstract", ty.abstract_),
        ("open", ty.open),
        ("media entity", ty.media),
        ("deprecated", ty.deprecated),
    ];
    let stated: Vec<&str> = flags.into_iter().filter(|(_, stated)| *stated).map(|(flag, _)| flag).collect();
    let bases: Vec<_> = schema.chain(name).into_iter().skip(1).map(|(base, _)| base).collect();
    let derived: Vec<_> = schema
        .types
        .iter()
        .filter(|(_, other)| other.base.as_ref() == Some(name))
        .map(|(derived, _)| derived)
        .collect();
    [
        row("stated", stated.join(", ")),
        row("base types", list(bases)),
        row("derived types", list(derived)),
        row("key", ty.key.join(", ")),
        row("product", ty.product.clone().unwrap_or_default()),
        row("pages", ty.pages.join(", ")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn section(title: &str, rows: &[(String, String)]) -> String {
    if rows.is_empty() { String::new() } else { format!("\n  {title}\n{}", columns(4, rows)) }
}

fn properties(places: &Places<'_>, ty: &StructuredType) -> Vec<(String, String)> {
    let row = |(name, property): (&String, &Property)| {
        (name.clone(), brief(places, &type_text(&property.ty), &property.facts, &property.sources))
    };
    ty.properties.iter().map(row).collect()
}

fn navigation(places: &Places<'_>, ty: &StructuredType) -> Vec<(String, String)> {
    let row = |(name, property): (&String, &NavigationProperty)| {
        (name.clone(), brief(places, &target(property), &property.facts, &property.sources))
    };
    ty.navigation.iter().map(row).collect()
}

fn target(property: &NavigationProperty) -> String {
    let contained = if property.contains_target { ", contained" } else { "" };
    format!("{}{contained}", collection_text(short(&property.target), property.collection))
}

/// Type, facts and the best source in one line.
fn brief(places: &Places<'_>, ty: &str, facts: &Facts, sources: &[Source]) -> String {
    let parts =
        [ty.to_owned(), line(facts), sources.first().map(|source| places.line(source)).unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn requests(schema: &Schema, name: &QualifiedName) -> Vec<(String, String)> {
    let is = |ty: &TypeRef| ty.name == TypeName::Structured(name.clone());
    let about = schema.requests.iter().filter(|request| request.addresses.as_ref().is_some_and(is));
    let mut rows: Vec<(String, String)> = about
        .map(|request| (format!("{} {}", request.method.as_str(), request.template), request.title.clone()))
        .collect();
    // Pages that describe one request call it alike, or not.
    let mut seen = BTreeSet::new();
    rows.retain(|(request, _)| seen.insert(request.clone()));
    rows
}

fn enum_type(schema: &Schema, places: &Places<'_>, name: &QualifiedName, ty: &EnumType) -> String {
    let mut text = format!("enum type {name} ({})\n", schema.api.segment());
    let rust: Vec<_> = places.rust(schema.api, Thing::EnumType, short(name)).into_iter().collect();
    text.push_str(&columns(2, &rust));
    let flags = [("documented by no page", ty.stub), ("members may be combined", ty.flags)];
    for (flag, _) in flags.into_iter().filter(|(_, stated)| *stated) {
        push_line(&mut text, format_args!("  {flag}"));
    }
    text.push_str(&statements(places, &ty.sources));
    let members: Vec<_> = ty.members.keys().map(|member| (member.clone(), member_line(ty, member))).collect();
    text.push_str(&section("members", &members));
    text.push_str(&section("properties of this type", &uses(schema, places, name)));
    text
}

fn member_line(ty: &EnumType, member: &str) -> String {
    let Some(member) = ty.members.get(member) else { return String::new() };
    let value = member.value.map(|value| value.to_string());
    let evolvable =
        member.evolvable.then(|| "sent only with Prefer: include-unknown-enum-members".to_owned());
    value.into_iter().chain(evolvable).collect::<Vec<_>>().join("  ")
}

fn uses(schema: &Schema, places: &Places<'_>, name: &QualifiedName) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for (owner, ty) in &schema.types {
        for (property, of) in
            ty.properties.iter().filter(|(_, of)| of.ty.name == TypeName::Enum(name.clone()))
        {
            let place = of.sources.first().map(|source| places.line(source)).unwrap_or_default();
            rows.push((format!("{}.{property}", short(owner)), place));
        }
    }
    rows
}

/// Everything about one property or member, of each type that is called so.
fn members(schema: &Schema, places: &Places<'_>, owner: &str, member: &str) -> String {
    let mut text = String::new();
    for name in schema.types.keys().filter(|name| names(owner, name)) {
        text.extend(property(schema, places, name, member));
    }
    for (name, ty) in schema.enums.iter().filter(|(name, _)| names(owner, name)) {
        for found in ty.members.keys().filter(|found| found.eq_ignore_ascii_case(member)) {
            let line = member_line(ty, found);
            push_line(&mut text, format_args!("member {found} of {name} ({})", schema.api.segment()));
            let subject = format!("{}.{found}", short(name));
            let mut rows: Vec<_> = places.rust(schema.api, Thing::Member, &subject).into_iter().collect();
            rows.push(("value".to_owned(), line));
            text.push_str(&columns(2, &rows));
            text.push_str(&statements(places, &ty.sources));
        }
    }
    text
}

/// The property of the type or of the nearest base type that has it.
fn property(schema: &Schema, places: &Places<'_>, name: &QualifiedName, member: &str) -> Option<String> {
    let is = |found: &&String| found.eq_ignore_ascii_case(member);
    schema.chain(name).into_iter().find_map(|(owner, ty)| {
        let structural = ty.properties.keys().find(is).map(|found| {
            let property = &ty.properties[found];
            (Thing::Property, found, type_text(&property.ty), &property.facts, &property.sources)
        });
        let navigation = || {
            let found = ty.navigation.keys().find(is)?;
            let property = &ty.navigation[found];
            Some((Thing::NavigationProperty, found, target(property), &property.facts, &property.sources))
        };
        let (thing, found, ty_text, facts, sources) = structural.or_else(navigation)?;
        let mut text = format!("{} {found} of {owner} ({})\n", thing.name(), schema.api.segment());
        let subject = format!("{}.{found}", short(owner));
        let mut rows: Vec<_> = places.rust(schema.api, thing, &subject).into_iter().collect();
        rows.push(("type".to_owned(), ty_text));
        if owner != name {
            rows.push(("inherited by".to_owned(), short(name).to_owned()));
        }
        rows.extend(ty.key.contains(found).then(|| ("key".to_owned(), String::new())));
        rows.extend(stated(facts).into_iter().map(|(label, value)| (label.to_owned(), value)));
        text.push_str(&columns(2, &rows));
        text.push_str(&statements(places, sources));
        Some(text)
    })
}
