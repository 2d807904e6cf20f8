//! All that resource pages say of a type, joined: tables first, then the JSON representation.
//!
//! In: the declared types, the pages, the names put right. Out: a [`Draft`] with members but without base types
//! and kinds. A type with several pages takes the rows of all of them; where rows contradict each other the better
//! page wins, and the conflict is reported.

use indexmap::map::Entry;

use super::corpus::Corpus;
use super::declare::{Names, Nature, Place, resource_section};
use super::draft::{Draft, DraftMember, DraftType};
use super::facts;
use super::link::{Linker, near};
use super::repair::Repairs;
use super::sample::shown_type;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{ApiVersion, Facts, Primitive, QualifiedName};
use crate::page::{Json, Language, Page, PropertyRow, ResourceSection};
use crate::schema::{Origin, TypeName, TypeRef};

/// What merging looks things up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cx<'a> {
    /// The pages.
    pub corpus: &'a Corpus<'a>,
    /// The types.
    pub names: &'a Names,
    /// Names put right.
    pub repairs: &'a Repairs,
}

impl<'a> Cx<'a> {
    /// Links type cells.
    pub(super) fn linker(&self) -> Linker<'a> {
        Linker { names: self.names }
    }
}

/// Joins the resource sections of every structured type.
pub(super) fn merge(cx: &Cx<'_>, report: &mut Report) -> Draft {
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
        add_row(cx, ty, page, section, row, false, report);
    }
    for row in &section.relationships {
        add_row(cx, ty, page, section, row, true, report);
    }
}

fn add_row(
    cx: &Cx<'_>,
    ty: &mut DraftType,
    page: &Page,
    section: &ResourceSection,
    row: &PropertyRow,
    relationship: bool,
    report: &mut Report,
) {
    let printed = row.name.value.as_str();
    let name = cx.repairs.name(&row.name);
    let lost = row.repair.is_none() && cx.repairs.is_lost(&row.name);
    let usable = is_member_name(name) && !lost;
    report.count("members.row", usable);
    if !usable {
        let diagnostic = if lost || !printed.is_ascii() {
            let message = format!("`{printed}` is a translated name");
            Diagnostic::new(Code::Unrepaired, row.name.span, message).help(super::repair::HELP)
        } else {
            Diagnostic::new(Code::TableRow, row.name.span, format!("`{printed}` is no property name"))
        };
        report.push(diagnostic);
        return;
    }
    let shown = section.representation.as_ref().and_then(|sample| sample.value.get(name));
    let found = row_type(cx, page, row, shown);
    let lost = row.ty.as_ref().filter(|ty| cx.linker().link(&ty.value, page).is_none());
    match (&found, lost) {
        (None, _) => {
            let message = format!("the type of `{name}` is not stated and taken as String");
            report.push(Diagnostic::new(Code::TypePhrase, row.name.span, message));
        }
        (Some(_), Some(lost)) => {
            let message = format!(
                "\"{}\" is no type; that of `{name}` is taken from what the page shows",
                lost.value.raw
            );
            report.push(Diagnostic::new(Code::Repaired, row.name.span, message));
        }
        (Some(_), None) => {}
    }
    let guessed = found.is_none() || lost.is_some();
    let found = found.unwrap_or(TypeRef { name: TypeName::Primitive(Primitive::String), collection: false });
    if row.facts.key && ty.key.is_empty() {
        ty.key.push(name.to_owned());
    }
    let mut source = cx.corpus.stated(row.name.span, Origin::ResourceTable);
    source.guessed = guessed;
    let inherited = row.facts.inherited_from.iter();
    let member = DraftMember {
        facts: facts::of_row(&row.facts, name, &found),
        ty: found,
        relationship,
        contains: false,
        inherited_from: inherited
            .filter_map(|phrase| cx.linker().structured(&phrase.value, page).cloned())
            .filter(|base| may_inherit(cx, page, section, base, name))
            .collect(),
        prose: cx.corpus.prose(row.prose.as_ref()),
        sources: vec![source],
    };
    if let Some(message) = join(ty, name, member) {
        report.push(Diagnostic::new(Code::Conflict, row.name.span, message));
    }
}

/// Takes claims about base types out of pages in unknown words that the pages of these types do not bear out.
pub(super) fn settle_claims(cx: &Cx<'_>, pages: &mut [Page], api: ApiVersion) {
    let unlisted = |page: &&mut Page| page.version == api && page.language == Language::Unlisted;
    for page in pages.iter_mut().filter(unlisted) {
        let printed = page.clone();
        for (section, from) in page.resources.iter_mut().zip(&printed.resources) {
            for row in section.rows_mut() {
                let name = row.name.value.clone();
                row.facts.inherited_from.retain(|phrase| {
                    let base = cx.linker().structured(&phrase.value, &printed);
                    base.is_some_and(|base| may_inherit(cx, &printed, from, base, &name))
                });
            }
            section.inherits = section.inherits.take().filter(|phrase| {
                let base = cx.linker().structured(&phrase.value, &printed);
                base.is_some_and(|base| may_derive(cx, &printed, from, base))
            });
        }
        // What is sent repeats rows of the type's own page.
        let sent = page.operation.iter_mut().flat_map(|operation| &mut operation.body.rows);
        sent.for_each(|row| row.facts.inherited_from.clear());
    }
}

/// Whether a row that links to `base` may say that its property is inherited from there.
fn may_inherit(
    cx: &Cx<'_>,
    page: &Page,
    section: &ResourceSection,
    base: &QualifiedName,
    name: &str,
) -> bool {
    page.language != Language::Unlisted
        || names_property(cx, base, name) && may_derive(cx, page, section, base)
}

/// Whether the pages of a type name a property in a table of theirs.
fn names_property(cx: &Cx<'_>, ty: &QualifiedName, name: &str) -> bool {
    let sections = cx.names.places(ty).iter().map(|place| resource_section(cx.corpus, *place));
    let mut rows = sections.flat_map(ResourceSection::rows);
    rows.any(|row| cx.repairs.name(&row.name) == name)
}

/// Whether the page of a type may say that it is derived from `base`: in unknown words, most of what `base` has must
/// stand on the page, too. Every entity type has an identifier, so that this one tells nothing.
fn may_derive(cx: &Cx<'_>, page: &Page, section: &ResourceSection, base: &QualifiedName) -> bool {
    if page.language != Language::Unlisted {
        return true;
    }
    let rows = |section: &'_ ResourceSection| -> Vec<String> {
        section.rows().map(|row| cx.repairs.name(&row.name).to_owned()).filter(|name| name != "id").collect()
    };
    let own = rows(section);
    let sections = cx.names.places(base).iter().map(|place| resource_section(cx.corpus, *place));
    let bases: Vec<String> = sections.flat_map(rows).collect();
    let shared = bases.iter().filter(|name| own.contains(name)).count();
    shared > 0 && shared * 2 > bases.len()
}

/// The type of a row: its cell, else what stands in the JSON representation.
fn row_type(cx: &Cx<'_>, page: &Page, row: &PropertyRow, shown: Option<&Json>) -> Option<TypeRef> {
    let shown = || shown.and_then(|value| shown_type(value, cx.names, near(page)));
    match &row.ty {
        None => shown(),
        Some(phrase) => cx.linker().link(&phrase.value, page).or_else(|| {
            shown().map(|found| TypeRef { collection: found.collection || phrase.value.collection, ..found })
        }),
    }
}

/// Adds a member, or what it knows beyond the one that is there; says so where they contradict each other.
pub(super) fn join(ty: &mut DraftType, name: &str, member: DraftMember) -> Option<String> {
    let name = ty.spelled(name).unwrap_or_else(|| name.to_owned());
    match ty.members.entry(name) {
        Entry::Vacant(entry) => {
            entry.insert(member);
            None
        }
        Entry::Occupied(mut entry) => {
            let name = entry.key().clone();
            let known = entry.get_mut();
            let differs = known.ty != member.ty;
            if known.sources.iter().all(|source| source.guessed)
                && member.sources.iter().any(|source| !source.guessed)
            {
                known.ty = member.ty;
            }
            known.relationship |= member.relationship;
            known.facts.complete(member.facts);
            known.inherited_from.extend(member.inherited_from);
            known.prose = known.prose.take().or(member.prose);
            known.sources.extend(member.sources);
            differs.then(|| format!("`{name}` has another type on a page of higher rank, which wins"))
        }
    }
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

/// Whether a text can be the name of a member.
pub(super) fn is_member_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && name.len() <= 128
}

/// The names of base types and owners that a type's sections state, in their order.
pub(super) fn stated_bases(cx: &Cx<'_>, name: &QualifiedName) -> Vec<(QualifiedName, bool)> {
    let mut stated = Vec::new();
    for place in cx.names.places(name) {
        let (page, section) = (cx.corpus.pages[place.0], resource_section(cx.corpus, *place));
        if let Some(phrase) = &section.inherits {
            let base = cx.linker().structured(&phrase.value, page);
            let base = base.filter(|base| may_derive(cx, page, section, base));
            stated.extend(base.map(|base| (base.clone(), true)));
        }
        let annotated =
            section.annotation.as_ref().and_then(|annotation| annotation.value.base_type.as_deref());
        if let Some(base) = annotated.filter(|base| !base.is_empty()) {
            let (namespace, simple) = super::declare::split(base);
            let found = cx.names.find(namespace, simple, near(page));
            stated.extend(
                found
                    .filter(|name| cx.names.nature(name) == Some(Nature::Structured))
                    .map(|name| (name.clone(), false)),
            );
        }
    }
    stated
}
