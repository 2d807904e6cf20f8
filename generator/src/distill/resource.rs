//! Writes what a page states about structured types and enum types.
//!
//! In: [`ResourceSection`]s and [`EnumSection`]s. Out: the sections of a resource page and of an enum page.

use crate::odata::Fact;
use crate::page::{
    EnumPlace, EnumSection, MethodRow, NameSource, PropertyRow, ResourceAnnotation, ResourceSection,
    StatedName, TypePhrase,
};

use super::facts::method_name;
use super::json;
use super::markdown::{Document, cell, code, link, plain};
use super::phrases;

/// All sections of one structured type.
pub(super) fn resource(document: &mut Document, section: &ResourceSection) {
    introduction(document, section);
    methods(document, &section.methods);
    rows(document, "Properties", "Property", &section.properties);
    rows(document, "Relationships", "Relationship", &section.relationships);
    representation(document, section);
}

/// Base type, derived types, abstract and open.
fn introduction(document: &mut Document, section: &ResourceSection) {
    let mut sentences = Vec::new();
    if let Some(base) = &section.inherits {
        sentences.push(format!("Inherits from {}.", in_sentence(&base.value)));
    }
    if section.abstract_ {
        sentences.push("This is an abstract type.".to_owned());
    }
    if section.open {
        sentences.push("This is an open type.".to_owned());
    }
    document.paragraph(&sentences.join("\n\n"));
    if !section.derived.is_empty() {
        document.heading(3, "Derived types");
        document.list(section.derived.iter().map(|derived| phrases::type_phrase(&derived.value)));
    }
}

/// A type in a sentence, with "collection of" before it.
pub(super) fn in_sentence(phrase: &TypePhrase) -> String {
    let marked = phrases::marked(phrase);
    if phrase.collection { format!("a collection of {marked}") } else { marked }
}

/// A table of properties or relationships; nothing where there is no row.
pub(super) fn rows(document: &mut Document, heading: &str, first_column: &str, rows: &[PropertyRow]) {
    if rows.is_empty() {
        return;
    }
    document.heading(2, heading);
    table(document, first_column, rows);
}

/// The table alone.
pub(super) fn table(document: &mut Document, first_column: &str, rows: &[PropertyRow]) {
    let rows: Vec<[String; 3]> = rows.iter().map(row).collect();
    document.table([first_column, "Type", "Description"], &rows, true);
}

fn row(row: &PropertyRow) -> [String; 3] {
    [
        cell(&plain(&row.name.value)),
        cell(&row.ty.as_ref().map(|ty| phrases::type_phrase(&ty.value)).unwrap_or_default()),
        cell(&phrases::facts(&row.facts)),
    ]
}

fn methods(document: &mut Document, rows: &[MethodRow]) {
    if rows.is_empty() {
        return;
    }
    document.heading(2, "Methods");
    let rows: Vec<[String; 2]> = rows
        .iter()
        .map(|row| {
            let returns = row.returns.as_ref().map_or_else(|| "None".to_owned(), phrases::type_phrase);
            [cell(&link(&plain(&method_name(row)), row.link.as_ref())), cell(&returns)]
        })
        .collect();
    document.table(["Method", "Return type"], &rows, false);
}

fn representation(document: &mut Document, section: &ResourceSection) {
    let silent = section.annotation.is_none() && section.representation.is_none();
    if silent && !section.properties.is_empty() {
        return;
    }
    if silent {
        // Nothing else tells that the page describes a type.
        document.heading(2, "Properties");
        document.paragraph("None");
    }
    document.heading(2, "JSON representation");
    if let Some(annotation) = &section.annotation {
        document.comment(&annotation_json(&annotation.value));
    }
    if let Some(sample) = &section.representation {
        document.fence("json", &json::block(&sample.value));
    }
}

/// The metadata comment, with the keys that pages use.
fn annotation_json(annotation: &ResourceAnnotation) -> String {
    let mut members = vec![("blockType", json::string("resource"))];
    let mut text = |key, value: &Option<String>| {
        if let Some(value) = value {
            members.push((key, json::string(value)));
        }
    };
    text("@odata.type", &annotation.odata_type);
    text("keyProperty", &annotation.key_property);
    if let Some(base) = &annotation.base_type {
        members.push(("baseType", if base.is_empty() { "null".to_owned() } else { json::string(base) }));
    }
    let mut flag = |key, value: Option<bool>| {
        if let Some(value) = value {
            members.push((key, value.to_string()));
        }
    };
    flag("abstract", annotation.abstract_);
    flag("openType", annotation.open_type);
    flag("isMediaEntity", annotation.media_entity);
    if !annotation.optional_properties.is_empty() {
        let names: Vec<String> =
            annotation.optional_properties.iter().map(|name| json::string(name)).collect();
        members.push(("optionalProperties", format!("[{}]", names.join(","))));
    }
    let members: Vec<String> = members.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// One enum type: the Members section of its own page, or a `### x values` section.
pub(super) fn enumeration(document: &mut Document, section: &EnumSection) {
    match section.place {
        EnumPlace::OwnPage => document.heading(2, "Members"),
        EnumPlace::EnumsPage | EnumPlace::ResourcePage => {
            document.heading(3, &format!("{} values", plain(&stated(&section.name.value))));
        }
    }
    let mut sentences = Vec::new();
    if section.flags {
        sentences.push(phrases::sentence(Fact::Flags));
    }
    sentences.extend(phrases::evolvable(&section.evolvable_values).map(phrases::sentence));
    document.paragraph(&sentences.join(" "));
    if section.members.is_empty() {
        return;
    }
    let rows: Vec<[String; 2]> = section
        .members
        .iter()
        .map(|member| {
            let name = &member.name.value;
            let name = if name.contains(' ') { code(name) } else { plain(name) };
            [cell(&name), member.value.map(|value| value.to_string()).unwrap_or_default()]
        })
        .collect();
    document.table(["Member", "Value"], &rows, true);
}

/// A name as a heading shows it. A name that only the file name gives is not repeated.
fn stated(name: &StatedName) -> String {
    match name.source {
        NameSource::Annotation
        | NameSource::Heading
        | NameSource::Representation
        | NameSource::Anchor
        | NameSource::FileName => name.text.clone(),
    }
}
