//! Types whose own page is not at hand, but a page that creates or updates them is.
//!
//! In: the pages. Out: those operation pages once more, each with the resource sections that its table amounts to:
//! the type of the request body with its rows, and for rows "inherited from" a type that no page describes, that
//! type with these rows. A page that came alone, such as *Create windowsIdentityProtectionConfiguration*, thus gives
//! its entity type and the base type of it. Where a resource page is there, it says all of this better.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::spelled::split;
use crate::odata::{Method, StepForm};
use crate::page::{
    NameSource, OperationSection, Page, PropertyRow, ResourceSection, StatedName, TypePhrase, TypeTerm,
};
use crate::source::{PageId, Spanned};

/// The pages of `pages` that describe a type nobody else describes, completed.
pub(crate) fn complete<'a>(pages: impl Iterator<Item = &'a Page> + Clone) -> BTreeMap<PageId, Page> {
    let mut known: BTreeSet<String> = pages.clone().flat_map(described).collect();
    let mut completed = BTreeMap::new();
    for page in pages {
        let sections =
            page.operation.as_ref().map_or_else(Vec::new, |operation| sections(page, operation, &known));
        if !sections.is_empty() {
            known.extend(sections.iter().map(|section| simple(&section.name.value.text)));
            completed.insert(page.id, Page { resources: sections, ..page.clone() });
        }
    }
    completed
}

/// What a page describes, as simple names in lower case. The slug counts too: its page may call the type otherwise.
fn described(page: &Page) -> Vec<String> {
    let resources = page.resources.iter().map(|section| &section.name.value);
    let enums = page.enums.iter().map(|section| &section.name.value);
    let filed = page.operation.is_none().then(|| page.slug.rsplit('-').next().unwrap_or_default().to_owned());
    resources.chain(enums).map(|name| simple(&name.text)).chain(filed).collect()
}

fn simple(text: &str) -> String {
    split(text).1.to_lowercase()
}

/// The sections that the body table of an operation amounts to; none where its type is described elsewhere.
fn sections(page: &Page, operation: &OperationSection, known: &BTreeSet<String>) -> Vec<ResourceSection> {
    let Some(ty) = instance(page, operation) else { return Vec::new() };
    let Some(name) = name(ty) else { return Vec::new() };
    let rows = &operation.body.rows;
    if rows.is_empty() || known.contains(&simple(&name.value.text)) || !is_subject(page, ty, &name) {
        return Vec::new();
    }
    let mut base: Option<(Spanned<TypePhrase>, Vec<PropertyRow>)> = None;
    let mut own = Vec::new();
    for row in rows {
        match row.facts.inherited_from.first() {
            None => own.push(row.clone()),
            Some(from) => base.get_or_insert_with(|| (from.clone(), Vec::new())).1.push(inherited(row)),
        }
    }
    let inherits = base.as_ref().map(|(from, _)| from.clone());
    let sent = operation.examples.iter().find_map(|example| example.request.as_ref()?.body.clone());
    let mut sections = vec![ResourceSection { representation: sent, ..section(name, own, inherits) }];
    if let Some((from, rows)) = base
        && let Some(name) = self::name(&from)
        && !known.contains(&simple(&name.value.text))
    {
        sections.push(section(name, rows, None));
    }
    sections
}

/// Whether the page is about the type: a bold word of the body section may be a property as well.
fn is_subject(page: &Page, ty: &Spanned<TypePhrase>, name: &Spanned<StatedName>) -> bool {
    let linked = ty.value.link.as_ref().is_some_and(|link| !link.api);
    let titled = page.title.value.split_whitespace().any(|word| simple(word) == simple(&name.value.text));
    linked || titled
}

/// The type that a create or update request carries: the body's, else what a create request answers with.
fn instance<'p>(page: &Page, operation: &'p OperationSection) -> Option<&'p Spanned<TypePhrase>> {
    let method = operation.requests.first()?.method;
    let creates = operation.response.codes.contains(&201) && !calls(page, operation);
    match method {
        Method::Post if operation.body.parameters && !creates => None,
        Method::Post | Method::Put => {
            operation.body.ty.as_ref().or_else(|| operation.response.ty.as_ref().filter(|_| creates))
        }
        Method::Patch => operation.body.ty.as_ref().or(operation.response.ty.as_ref()),
        Method::Get | Method::Delete => None,
    }
}

/// Whether the title names the last step of a path as an operation: `pallet: stack`.
fn calls(page: &Page, operation: &OperationSection) -> bool {
    let title = page.title.value.rsplit_once([':', '：']).map(|(_, operation)| operation.trim());
    let mut last = operation.templates().filter_map(|template| template.steps.last());
    title.is_some_and(|title| {
        last.any(|step| matches!(&step.form, StepForm::Name { name, .. } if split(name).1.eq_ignore_ascii_case(title)))
    })
}

/// A row as the type that owns the property would state it.
fn inherited(row: &PropertyRow) -> PropertyRow {
    let mut row = row.clone();
    row.facts.inherited_from.clear();
    row
}

fn name(ty: &Spanned<TypePhrase>) -> Option<Spanned<StatedName>> {
    let [TypeTerm::Named { namespace, name }] = ty.value.terms.as_slice() else { return None };
    let text = if namespace.is_empty() { name.clone() } else { format!("{namespace}.{name}") };
    Some(Spanned::new(StatedName { text, source: NameSource::Heading }, ty.span))
}

fn section(
    name: Spanned<StatedName>,
    properties: Vec<PropertyRow>,
    inherits: Option<Spanned<TypePhrase>>,
) -> ResourceSection {
    ResourceSection {
        name,
        annotation: None,
        inherits,
        derived: Vec::new(),
        abstract_: false,
        open: false,
        properties,
        relationships: Vec::new(),
        methods: Vec::new(),
        representation: None,
    }
}
