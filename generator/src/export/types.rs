//! Enum types, complex types and entity types as elements.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::annotations::{alternate_keys, deprecated, description, facts};
use super::words::{collection_text, is_identifier, reference, type_text, with_named};
use super::xml::Element;
use crate::odata::{Facts, Primitive, QualifiedName};
use crate::schema::{
    EnumType, Member, NavigationProperty, Property, Schema, StructuredKind, StructuredType, TypeName, TypeRef,
};

/// Member that stands for all others in an enum type of which no member is documented: CSDL has no empty enum types.
const UNKNOWN_MEMBER: &str = "unknownFutureValue";

/// `<EnumType Name="..." IsFlags="true">` with its members.
pub(super) fn enum_type(name: &QualifiedName, ty: &EnumType) -> Element {
    let values = member_values(ty);
    // Members of a flags enum must have values; without room for them it is written as a plain one.
    let flags = ty.flags && values.is_some();
    let mut element = Element::new("EnumType").attribute("Name", name.name()).flag("IsFlags", flags);
    for (at, (member_name, member)) in ty.members.iter().enumerate() {
        let value = values.as_ref().map(|values| values[at]);
        element = with_named(element, "member", member_name, |name| enum_member(name, member, value));
    }
    if !ty.members.keys().any(|name| is_identifier(name)) {
        let value = values.is_some().then_some(0);
        let sentinel =
            Member { value: None, evolvable: false, prose: Some("No page documents the members.".into()) };
        element = element.child(enum_member(UNKNOWN_MEMBER, &sentinel, value));
    }
    element
}

fn enum_member(name: &str, member: &Member, value: Option<i64>) -> Element {
    let element = Element::new("Member").attribute("Name", name);
    let element = match value {
        Some(value) => element.attribute("Value", value.to_string()),
        None => element,
    };
    element.children(description(member.prose.as_deref()))
}

/// The values of all members or of none, as CSDL wants it. A flags enum must have them: what is not documented gets
/// the next free bit, which harms nobody, since members travel by name; no flag at all is 0.
fn member_values(ty: &EnumType) -> Option<Vec<i64>> {
    let stated: Option<Vec<i64>> = ty.members.values().map(|member| member.value).collect();
    let usable =
        |values: &Vec<i64>| !values.is_empty() && (!ty.flags || values.iter().all(|value| *value >= 0));
    match stated.filter(usable) {
        Some(values) => Some(values),
        None if ty.flags => bits(&ty.members),
        None => None,
    }
}

fn bits(members: &IndexMap<String, Member>) -> Option<Vec<i64>> {
    let stated = |member: &Member| member.value.filter(|value| *value >= 0);
    let taken: BTreeSet<i64> = members.values().filter_map(stated).collect();
    let mut free = (0..63).map(|bit| 1_i64 << bit).filter(|value| !taken.contains(value));
    let nothing = |name: &str| (name.eq_ignore_ascii_case("none") && !taken.contains(&0)).then_some(0);
    members.iter().map(|(name, member)| stated(member).or(nothing(name)).or_else(|| free.next())).collect()
}

/// `<EntityType>` or `<ComplexType>` with everything it has of its own.
pub(super) fn structured_type(schema: &Schema, name: &QualifiedName, ty: &StructuredType) -> Element {
    let (tag, is_entity) = match ty.kind {
        StructuredKind::Entity => ("EntityType", true),
        StructuredKind::Complex => ("ComplexType", false),
    };
    let mut element = Element::new(tag).attribute("Name", name.name());
    if let Some(base) = &ty.base {
        element = element.attribute("BaseType", reference(base));
    }
    element = element
        .flag("Abstract", ty.abstract_)
        .flag("OpenType", ty.open || ty.stub)
        .flag("HasStream", ty.media && is_entity)
        .children(key(ty));
    for (name, property) in &ty.properties {
        let is_key = ty.key.contains(name);
        element = match entity(schema, &property.ty) {
            Some(target) => with_named(element, "property", name, |name| embedded(name, property, target)),
            None => with_named(element, "property", name, |name| structural(name, property, is_key)),
        };
    }
    for (name, property) in &ty.navigation {
        element = with_named(element, "navigation property", name, |name| navigation(name, property));
    }
    element
        .children(description(ty.prose.as_deref()))
        .children(deprecated(ty.deprecated))
        .children(alternate_keys(alternate_names(ty)))
}

/// The properties that are alternate keys, where a type has keys at all.
fn alternate_names(ty: &StructuredType) -> impl Iterator<Item = &str> {
    let alternate = ty.properties.iter().filter(|(name, property)| {
        property.facts.alternate_key
            && ty.kind == StructuredKind::Entity
            && is_identifier(name)
            && !property.ty.collection
    });
    alternate.map(|(name, _)| name.as_str())
}

fn key(ty: &StructuredType) -> Option<Element> {
    let is_key_of_entity = ty.kind == StructuredKind::Entity && !ty.key.is_empty();
    let property = |name: &String| Element::new("PropertyRef").attribute("Name", name);
    is_key_of_entity.then(|| Element::new("Key").children(ty.key.iter().map(property)))
}

/// The entity type that a property is of.
fn entity<'a>(schema: &Schema, ty: &'a TypeRef) -> Option<&'a QualifiedName> {
    let TypeName::Structured(name) = &ty.name else { return None };
    let is_entity = schema.types.get(name).is_some_and(|ty| ty.kind == StructuredKind::Entity);
    is_entity.then_some(name)
}

/// An entity in the place of a value: documented among the properties, and for CSDL a navigation property, since
/// structural properties have no entity types.
fn embedded(name: &str, property: &Property, target: &QualifiedName) -> Element {
    let Property { ty, facts, prose, sources } = property.clone();
    let (target, collection) = (target.clone(), ty.collection);
    navigation(
        name,
        &NavigationProperty { target, collection, contains_target: false, facts, prose, sources },
    )
}

fn structural(name: &str, property: &Property, is_key: bool) -> Element {
    let mut element =
        Element::new("Property").attribute("Name", name).attribute("Type", type_text(&property.ty));
    // A key cannot be null, whatever the page says.
    let stated = if is_key { Some(false) } else { property.facts.nullable };
    // Of a collection it must be said whether null may stand in it; where nobody says, it may.
    if let Some(nullable) = stated.or_else(|| property.ty.collection.then_some(true)) {
        element = element.attribute("Nullable", nullable.to_string());
    }
    facets(element, &property.ty, &property.facts)
        .children(description(property.prose.as_deref()))
        .children(facts(&property.facts, Some(&property.ty)))
}

/// Adds `MaxLength` and `DefaultValue` where the type can have them.
pub(super) fn facets(mut element: Element, ty: &TypeRef, facts: &Facts) -> Element {
    let has_length =
        matches!(ty.name, TypeName::Primitive(Primitive::String | Primitive::Binary | Primitive::Stream));
    if let (Some(length), true) = (facts.max_length, has_length) {
        element = element.attribute("MaxLength", length.to_string());
    }
    match &facts.default {
        Some(default) if is_default(ty, default) => element.attribute("DefaultValue", default),
        Some(_) | None => element,
    }
}

/// Whether `text` is written as a value of `ty`; elsewhere the documented default is prose rather than a value, or null.
fn is_default(ty: &TypeRef, text: &str) -> bool {
    let TypeName::Primitive(primitive) = ty.name else { return false };
    match primitive {
        _ if ty.collection => false,
        Primitive::String => text != "null",
        Primitive::Boolean => matches!(text, "true" | "false"),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => {
            text.parse::<i64>().is_ok() && !text.starts_with('+')
        }
        Primitive::Single
        | Primitive::Double
        | Primitive::Decimal
        | Primitive::Guid
        | Primitive::DateTimeOffset
        | Primitive::Date
        | Primitive::TimeOfDay
        | Primitive::Duration
        | Primitive::Binary
        | Primitive::Stream
        | Primitive::Untyped => false,
    }
}

fn navigation(name: &str, property: &NavigationProperty) -> Element {
    let ty = collection_text(&reference(&property.target), property.collection);
    let mut element = Element::new("NavigationProperty").attribute("Name", name).attribute("Type", ty);
    // A collection of entities is never null, and CSDL forbids to say so.
    if let (Some(nullable), false) = (property.facts.nullable, property.collection) {
        element = element.attribute("Nullable", nullable.to_string());
    }
    element
        .flag("ContainsTarget", property.contains_target)
        .children(description(property.prose.as_deref()))
        .children(facts(&property.facts, None))
}

#[cfg(test)]
mod tests {
    use super::super::xml::render;
    use super::*;

    fn enum_of(members: &[(&str, Option<i64>)], flags: bool) -> EnumType {
        let member = |value| Member { value, evolvable: false, prose: None };
        EnumType {
            members: members.iter().map(|(name, value)| ((*name).to_owned(), member(*value))).collect(),
            flags,
            stub: false,
            product: None,
            pages: Vec::new(),
            sources: Vec::new(),
        }
    }

    fn check(ty: &EnumType, expected: &[&str]) {
        let text = render(&enum_type(&QualifiedName::new("", "e"), ty));
        let lines: Vec<&str> = text.lines().skip(1).map(str::trim).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn all_members_have_values_or_none() {
        let all =
            [r#"<EnumType Name="e">"#, r#"<Member Name="a" Value="0"/>"#, r#"<Member Name="b" Value="-1"/>"#];
        check(&enum_of(&[("a", Some(0)), ("b", Some(-1))], false), &[all[0], all[1], all[2], "</EnumType>"]);
        let some = enum_of(&[("a", Some(0)), ("b", None)], false);
        check(&some, &[all[0], r#"<Member Name="a"/>"#, r#"<Member Name="b"/>"#, "</EnumType>"]);
    }

    #[test]
    fn flags_always_have_values() {
        check(
            &enum_of(&[("a", None), ("b", Some(1)), ("c", None)], true),
            &[
                r#"<EnumType Name="e" IsFlags="true">"#,
                r#"<Member Name="a" Value="2"/>"#,
                r#"<Member Name="b" Value="1"/>"#,
                r#"<Member Name="c" Value="4"/>"#,
                "</EnumType>",
            ],
        );
    }

    #[test]
    fn none_of_the_flags_is_zero() {
        let values = |members: &[(&str, Option<i64>)]| member_values(&enum_of(members, true));
        assert_eq!(values(&[("a", None), ("none", None), ("b", None)]), Some(vec![1, 0, 2]));
        assert_eq!(values(&[("None", Some(4)), ("b", None)]), Some(vec![4, 1]));
        assert_eq!(values(&[("nothing", Some(0)), ("none", None)]), Some(vec![0, 1]));
    }

    #[test]
    fn null_is_no_default_of_a_text() {
        let ty = TypeRef { name: TypeName::Primitive(Primitive::String), collection: false };
        assert!(is_default(&ty, "none") && !is_default(&ty, "null"));
    }

    #[test]
    fn more_flags_than_bits_are_no_flags() {
        let names: Vec<String> = (0..64).map(|at| format!("m{at}")).collect();
        let members: Vec<(&str, Option<i64>)> = names.iter().map(|name| (name.as_str(), None)).collect();
        let text = render(&enum_type(&QualifiedName::new("", "e"), &enum_of(&members, true)));
        assert!(!text.contains("IsFlags") && !text.contains("Value"), "{text}");
    }

    #[test]
    fn an_enum_without_members_gets_one() {
        let text = render(&enum_type(&QualifiedName::new("", "e"), &enum_of(&[("not a name", None)], false)));
        assert!(text.contains("<!-- not a name in OData: member not a name -->"), "{text}");
        assert!(text.contains(r#"<Member Name="unknownFutureValue">"#), "{text}");
    }
}
