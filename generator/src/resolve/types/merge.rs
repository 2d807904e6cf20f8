//! All that resource pages say of a type, joined: tables first, then the JSON representation.
//!
//! In: the declared types, the pages, the names put right. Out: a [`Draft`] with members but without base types
//! and kinds. A type with several pages takes the rows of all of them; where rows contradict each other the better
//! page wins, and the conflict is reported.

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::{Place, near, resource_section};
use crate::corpus::rows::translated;
use crate::corpus::sample::shown_type;
use crate::corpus::spelled::is_member_name;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Facts, Primitive};
use crate::page::{Json, Page, PropertyRow, ResourceSection};
use crate::resolve::shared::draft::{Draft, DraftMember, DraftType};
use crate::resolve::shared::facts;
use crate::schema::{Origin, TypeName, TypeRef};

/// Joins the resource sections of every structured type.
pub(crate) fn merge(cx: &Cx<'_>, report: &mut Report) -> Draft {
    let mut draft = Draft::default();
    for (name, declared) in cx.names.iter().filter(|(_, declared)| declared.nature == Nature::Structured) {
        let mut ty = DraftType::default();
        for place in &declared.places {
            add_section(cx, &mut ty, *place, report);
        }
        for place in &declared.places {
            add_representation(cx, &mut ty, *place);
        }
        draft.types.insert(name.clone(), ty);
    }
    draft
}

fn add_section(cx: &Cx<'_>, ty: &mut DraftType, place: Place, report: &mut Report) {
    let (page, section) = (cx.corpus.pages[place.0], resource_section(cx.corpus, place));
    ty.sources.push(cx.corpus.stated(section.name.span, Origin::ResourceTable));
    ty.abstract_ |= section.abstract_;
    ty.open |= section.open;
    ty.deprecated |= page.deprecated && page.resources.len() == 1;
    if let Some(annotation) = &section.annotation {
        ty.abstract_ |= annotation.value.abstract_ == Some(true);
        ty.open |= annotation.value.open_type == Some(true);
        ty.media |= annotation.value.media_entity == Some(true);
        if ty.key.is_empty() {
            ty.key.extend(annotation.value.key_property.clone());
        }
    }
    for row in &section.properties {
        add_row(cx, ty, Table { page, section, relationships: false }, row, report);
    }
    for row in &section.relationships {
        add_row(cx, ty, Table { page, section, relationships: true }, row, report);
    }
}

/// A table of a resource page.
#[derive(Clone, Copy)]
struct Table<'p> {
    page: &'p Page,
    section: &'p ResourceSection,
    /// Whether its rows are relationships.
    relationships: bool,
}

fn add_row(cx: &Cx<'_>, ty: &mut DraftType, table: Table<'_>, row: &PropertyRow, report: &mut Report) {
    let Table { page, section, relationships } = table;
    let name = row.name.value.as_str();
    let usable = is_member_name(name) && !row.lost;
    report.count("members.row", usable);
    if !usable {
        let diagnostic = if row.lost || !name.is_ascii() {
            translated(&row.name)
        } else {
            Diagnostic::new(Code::TableRow, row.name.span, format!("`{name}` is not the name of a property"))
        };
        report.push(diagnostic);
        return;
    }
    let (found, doubt) = row_type(cx, (page, section), row);
    let guessed = doubt.is_some();
    if let Some((code, message)) = doubt {
        report.push(Diagnostic::new(code, row.name.span, message));
    }
    if row.facts.key && ty.key.is_empty() {
        ty.key.push(name.to_owned());
    }
    let mut source = cx.corpus.stated(row.name.span, Origin::ResourceTable);
    source.guessed = guessed;
    let heard = row.heard.iter().map(|place| cx.corpus.stated(*place, Origin::ResourceTable));
    let inherited = row.facts.inherited_from.iter();
    let member = DraftMember {
        facts: facts::of_row(&row.facts, name, &found),
        ty: found,
        relationship: relationships,
        contains: false,
        inherited_from: inherited
            .filter_map(|phrase| cx.linker().structured(&phrase.value, page).cloned())
            .collect(),
        prose: cx.corpus.prose(row.prose.as_ref()),
        sources: std::iter::once(source).chain(heard).collect(),
    };
    if let Some(message) = ty.join(name, member) {
        report.push(Diagnostic::new(Code::Conflict, row.name.span, message));
    }
}

/// The type of a row, and what there is to say of one that its cell does not state: what the cell links to, else what
/// stands in the JSON representation, else a text.
fn row_type(
    cx: &Cx<'_>,
    (page, section): (&Page, &ResourceSection),
    row: &PropertyRow,
) -> (TypeRef, Option<(Code, String)>) {
    let name = row.name.value.as_str();
    let phrase = row.ty.as_ref().map(|phrase| &phrase.value);
    let linked = phrase.and_then(|phrase| cx.linker().link(phrase, page));
    let collection = phrase.is_some_and(|phrase| phrase.collection);
    let no_type = || {
        let raw = &phrase?.raw;
        let message = format!("\"{raw}\" is not a type; that of `{name}` is taken from what the page shows");
        Some((Code::Repaired, message))
    };
    if let Some(own) = phrase.and_then(|_| cx.linker().own_enum(section, name, linked.as_ref(), page)) {
        let found = TypeRef { name: TypeName::Enum(own.clone()), collection };
        let said = "is said to be a String; it is taken as";
        let message = || format!("`{name}` {said} `{own}`, which is called like its type and it");
        return (found, if linked.is_some() { Some((Code::Conflict, message())) } else { no_type() });
    }
    if let Some(linked) = linked {
        return (linked, None);
    }
    let shown = section.representation.as_ref().and_then(|sample| sample.value.get(name));
    if let Some(shown) = shown.and_then(|value| shown_type(value, cx.names, near(page))) {
        return (TypeRef { collection: shown.collection || collection, ..shown }, no_type());
    }
    let text = TypeRef { name: TypeName::Primitive(Primitive::String), collection: false };
    let message = format!("the type of `{name}` is not stated and taken as String");
    (text, Some((Code::TypePhrase, message)))
}

/// Members that only the JSON representation shows.
fn add_representation(cx: &Cx<'_>, ty: &mut DraftType, place: Place) {
    let (page, section) = (cx.corpus.pages[place.0], resource_section(cx.corpus, place));
    let Some(sample) = &section.representation else { return };
    let Json::Object(members) = &sample.value else { return };
    // What an open type without a table shows are somebody's own properties.
    if ty.open && section.properties.is_empty() {
        return;
    }
    for (key, value) in members {
        if let Some(known) = ty.spelled(key) {
            respell(ty, &known, key);
            continue;
        }
        if !is_member_name(key) {
            continue;
        }
        let Some(shown) = shown_type(value, cx.names, near(page)) else { continue };
        let member = DraftMember {
            ty: shown,
            relationship: false,
            contains: false,
            facts: Facts::default(),
            inherited_from: Vec::new(),
            prose: None,
            sources: vec![cx.corpus.guessed(sample.span, Origin::Representation)],
        };
        ty.members.insert(key.clone(), member);
    }
}

/// Samples are copied from the service: their case is right where it is not plain lower case.
fn respell(ty: &mut DraftType, known: &str, key: &str) {
    if known != key
        && key.chars().skip(1).any(char::is_uppercase)
        && let Some((at, _, member)) = ty.members.shift_remove_full(known)
    {
        ty.members.shift_insert(at, key.to_owned(), member);
    }
}
