//! Derived types where a base type is asked for.
//!
//! In: the type that a method, a property or a page names, and JSON. Out: the type that the JSON is of, and the page that
//! documents the request for it.

use std::borrow::Cow;

use serde_json::Value;

use super::index::Index;
use super::notes::Notes;
use super::request::{Body, HttpRequest};
use super::way::Way;
use super::words::shown;
use crate::odata::{Caller, PermissionTable};
use crate::schema::Request;
use crate::sdk::{Body as Sends, Documented, Output, Struct};

/// What says the type of an object.
pub(super) const TYPE_NAME: &str = "@odata.type";

/// The type of a value: the one that it names, else the only one that is known to have its members.
pub(super) fn of_value<'a>(
    index: &'a Index<'a>,
    declared: &'a Struct,
    value: &Value,
    notes: &mut Notes,
) -> &'a Struct {
    match value.get(TYPE_NAME).and_then(Value::as_str) {
        Some(name) => named(index, declared, name, notes),
        None => by_members(index, declared, value, notes).unwrap_or(declared),
    }
}

/// Whether a name on the wire is the one of the type.
pub(super) fn is_wire(found: &Struct, text: &str) -> bool {
    found.wire.trim_start_matches('#') == text.trim_start_matches('#')
}

fn named<'a>(index: &'a Index<'a>, declared: &'a Struct, name: &str, notes: &mut Notes) -> &'a Struct {
    let found = index.by_wire(name);
    if let Some(found) = found.filter(|found| is_kin(found, declared)) {
        return found;
    }
    // A name without its namespace, or with the one that another service had for it.
    let short = last(name);
    let mut like = derived(index, declared).filter(|found| last(&found.wire).eq_ignore_ascii_case(short));
    if let (Some(found), None) = (like.next(), like.next()) {
        notes.remark(format!("{} is taken for `{}`", shown(name), found.wire.trim_start_matches('#')));
        return found;
    }
    notes.untyped(match found {
        Some(_) => format!("{} is not derived from `{}`", shown(name), declared.wire.trim_start_matches('#')),
        None => format!("no type {} is documented", shown(name)),
    });
    declared
}

fn last(name: &str) -> &str {
    name.rsplit(['.', '#']).next().unwrap_or_default()
}

fn is_kin(found: &Struct, declared: &Struct) -> bool {
    found.path == declared.path || found.ancestors.contains(&declared.path)
}

/// The type itself, and those that are derived from it.
fn derived<'a>(index: &'a Index<'a>, declared: &'a Struct) -> impl Iterator<Item = &'a Struct> {
    let variants = declared.any.iter().flat_map(|any| &any.variants);
    std::iter::once(declared).chain(variants.filter_map(|variant| index.structure(&variant.path)))
}

/// The derived type that has most of the members that the declared one does not have; of several, the one that the others are
/// derived from.
fn by_members<'a>(
    index: &'a Index<'a>,
    declared: &'a Struct,
    value: &Value,
    notes: &mut Notes,
) -> Option<&'a Struct> {
    let has = |found: &'a Struct, name: &str| index.field(found, name).is_some();
    let members = value.as_object()?.keys().map(String::as_str).filter(|name| !name.contains(['@', '#']));
    let unknown: Vec<&str> = members.filter(|name| !has(declared, name)).collect();
    let known = |found: &'a Struct| unknown.iter().filter(|name| has(found, name)).count();
    let most = derived(index, declared).map(known).max().filter(|most| *most > 0)?;
    let best: Vec<&Struct> = derived(index, declared).filter(|found| known(found) == most).collect();
    let found = best.iter().find(|found| best.iter().all(|other| is_kin(other, found)))?;
    let told = unknown.iter().find(|name| has(found, name))?;
    notes.remark(format!(
        "the object with {} is taken for a `{}`, which says its `@odata.type`",
        shown(told),
        found.wire.trim_start_matches('#')
    ));
    Some(found)
}

/// With the page that documents the request for the type of what is sent: with derived types, many pages document one path.
pub(super) fn of_sent<'a>(index: &'a Index<'a>, request: &HttpRequest, mut way: Way<'a>) -> Way<'a> {
    let (Sends::Model(path) | Sends::Patch(path)) = &way.call.body else { return way };
    let (Some(declared), Body::Json(value)) = (index.structure(path), &request.body) else { return way };
    let found = of_value(index, declared, value, &mut Notes::default());
    way.derived = answered(index, &way).filter(|base| found.ancestors.contains(&base.path)).map(|_| found);
    let Some(documented) = way.documented.or(way.elsewhere) else { return way };
    let pages = |ty| index.requests_about(request.method, &documented.template, ty);
    let is_it = |page: &&Request| page.page == documented.page;
    let its_own = pages(found).any(|page| is_it(&page));
    // What the method knows of the path is what the pages of all types say together.
    if !its_own || found.path != declared.path {
        way.page = pages(found).find(is_it).or_else(|| pages(found).next());
        way.of_another =
            way.page.is_none() && derived(index, declared).any(|ty| pages(ty).any(|page| is_it(&page)));
    }
    way
}

/// What is documented of a way at its own page.
pub(super) fn documented<'w>(way: &'w Way<'_>) -> Option<Cow<'w, Documented>> {
    let documented = way.documented.or(way.elsewhere)?;
    let Some(page) = way.page else { return Some(Cow::Borrowed(documented)) };
    let (limited, whole): (Vec<_>, Vec<_>) =
        page.permissions.tables.iter().cloned().partition(PermissionTable::is_limited);
    let mut permissions = PermissionTable::default();
    for table in &whole {
        for caller in Caller::ALL {
            permissions.grant_mut(caller).extend(table.grant(caller).clone());
        }
    }
    let (title, clouds) = (page.title.clone(), page.clouds);
    let page = page.page.clone();
    Some(Cow::Owned(Documented { page, title, permissions, limited, clouds, ..documented.clone() }))
}

fn answered<'a>(index: &'a Index<'a>, way: &Way<'a>) -> Option<&'a Struct> {
    match &way.call.output {
        Output::Value(ty) | Output::Optional(ty) => index.structure_of(ty),
        Output::Binary | Output::Nothing => None,
    }
}
