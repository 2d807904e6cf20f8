//! Members of enum types that JSON shows, which no translation touches.
//!
//! In: the pages and the declared types. Out: the values that representations and examples give to properties of an enum
//! type. Where one name is that of properties of several types, an example tells nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::declared::Names;
use crate::corpus::pages::Corpus;
use crate::corpus::spelled::is_identifier;
use crate::corpus::value_lists::typed_rows;
use crate::odata::QualifiedName;
use crate::page::{Json, Page};

/// Shown values by type.
pub(super) type Shown<'a> = BTreeMap<QualifiedName, BTreeSet<&'a str>>;

/// Collects what all pages show.
pub(super) fn collect<'a>(corpus: &Corpus<'a>, names: &Names) -> Shown<'a> {
    let mut shown = Shown::new();
    let mut by_property: BTreeMap<&str, Option<QualifiedName>> = BTreeMap::new();
    for (row, section, ty) in typed_rows(corpus, names, |row| &row.name.value) {
        let sample = section.and_then(|section| section.representation.as_ref());
        if let (Some(ty), Some(value)) = (&ty, sample.and_then(|sample| sample.value.get(&row.name.value))) {
            shown.entry(ty.clone()).or_default().extend(words(value));
        }
        let known = by_property.entry(&row.name.value).or_insert_with(|| ty.clone());
        if *known != ty {
            *known = None;
        }
    }
    for page in &corpus.pages {
        for body in bodies(page) {
            each_member(body, &mut |name, value| {
                if let Some(Some(ty)) = by_property.get(name) {
                    shown.entry(ty.clone()).or_default().extend(words(value));
                }
            });
        }
    }
    shown
}

fn bodies(page: &Page) -> impl Iterator<Item = &Json> {
    page.operation.iter().flat_map(|operation| &operation.examples).flat_map(|example| {
        let sent = example.request.iter().flat_map(|request| &request.body);
        let received = example.responses.iter().filter(|response| response.status < 300);
        sent.chain(received.flat_map(|response| &response.body)).map(|sample| &sample.value)
    })
}

fn each_member<'j>(json: &'j Json, see: &mut impl FnMut(&'j str, &'j Json)) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                see(name, value);
                each_member(value, see);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| each_member(item, see)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
    }
}

/// The members that a value holds: one, or several with marks between them.
fn words(value: &Json) -> Vec<&str> {
    let text = match value {
        Json::Text(text) => text.as_str(),
        Json::Array(items) => return items.iter().flat_map(words).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => return Vec::new(),
    };
    let placeholder = |word: &str| ["string", "enum", "value"].contains(&word.to_ascii_lowercase().as_str());
    let parts: Vec<&str> = text.split([',', '|']).map(str::trim).collect();
    let sound = parts.iter().all(|part| is_identifier(part) && !placeholder(part));
    if sound { parts } else { Vec::new() }
}
