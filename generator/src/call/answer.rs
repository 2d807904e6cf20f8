//! A translation for people and for programs: the code, what it answers, who may call it, and what is not typed.

use serde_json::{Value, json as object};

use super::index::{Index, Place};
use super::kin;
use super::request::HttpRequest;
use super::translation::{Outcome, Translation};
use super::way::Way;
use crate::inspect::{methods, words};
use crate::odata::ApiVersion;
use crate::odata::address::skeleton;
use crate::schema::Request;
use crate::sdk::{Call, ItemType, Output};

/// Raised when a key changes its meaning or goes.
const FORMAT_VERSION: u32 = 1;

/// Imports, statements over `graph`, and comments about them.
pub fn human(
    index: &Index<'_>,
    request: &HttpRequest,
    translation: &Translation<'_>,
    near: &[String],
) -> String {
    let mut text = String::new();
    for line in &translation.imports {
        text.push_str(line);
        text.push('\n');
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&translation.code);
    text.push('\n');
    let mut comment = |line: &str| text.extend(["// ", one_line(line).as_str(), "\n"]);
    if let Some(way) = &translation.way {
        about(index, way, &mut comment);
    }
    for (at, (request, part)) in translation.parts.iter().enumerate() {
        comment(&format!("Request {}: {} {}", at + 1, request.method.as_str(), request.path));
        if let Some(way) = &part.way {
            about(index, way, &mut comment);
        }
    }
    for remark in &translation.notes.remarks {
        comment(&format!("Note: {remark}."));
    }
    for note in &translation.notes.untyped {
        let what = if translation.outcome == Outcome::Raw { "Raw" } else { "Not typed" };
        comment(&format!("{what}: {note}."));
    }
    if !near.is_empty() {
        comment(&format!("Near to {}: {}.", request.path, near.join(", ")));
    }
    text
}

/// The method, what it answers, and who may call it.
fn about(index: &Index<'_>, way: &Way<'_>, comment: &mut impl FnMut(&str)) {
    comment(&format!("Method: {}", rust_name_of(index, way.place, way.call)));
    let answers = answers_of(index, way.call);
    match way.derived {
        Some(derived) => {
            comment(&format!("Answers: {answers}, here {}.", derived.wire.trim_start_matches('#')));
        }
        None => comment(&format!("Answers: {answers}.")),
    }
    if way.of_another {
        comment("`@odata.type` says which of several types it is; for one of them the page says:");
    }
    if let Some(elsewhere) = way.elsewhere {
        let at = |page: &&Request| skeleton(&page.template) == skeleton(&elsewhere.template);
        let which = match way.page.filter(|page| !at(page)) {
            Some(_) => "the one without the cast",
            None => "others that lead to the same method",
        };
        comment(&format!("No page documents this very path; of {which} it is said:"));
    }
    if let Some(documented) = kin::documented(way) {
        comment(&format!("{}: {}", documented.title, link(request_api(index), &documented.page)));
        for (caller, names) in words::permissions(&documented.permissions) {
            comment(&format!("Permissions ({caller}): {names}."));
        }
        for table in &documented.limited {
            let to = table.limit().unwrap_or_default();
            for (caller, names) in words::permissions(table) {
                comment(&format!("Permissions ({caller}; {to}): {names}."));
            }
        }
        if !documented.permissions.is_stated() && documented.limited.is_empty() {
            comment("Permissions: the page states none, or in a file that is not there; `lint` tells.");
        }
    }
}

/// The same as one JSON document on one line.
pub fn json(
    index: &Index<'_>,
    request: &HttpRequest,
    translation: &Translation<'_>,
    near: &[String],
) -> String {
    let requests: Vec<Value> =
        translation.parts.iter().map(|(request, part)| part_of(index, request, part)).collect();
    let document = object!({
        "version": FORMAT_VERSION,
        "api": index.version.segment,
        "method": request.method.as_str(),
        "path": request.path,
        "outcome": translation.outcome.name(),
        "imports": translation.imports,
        "rust": translation.code,
        "notes": translation.notes.untyped,
        "remarks": translation.notes.remarks,
        "call": method(index, translation),
        "requests": requests,
        "near": near,
    });
    let mut text = Value::to_string(&document);
    text.push('\n');
    text
}

/// A request of a batch.
fn part_of(index: &Index<'_>, request: &HttpRequest, part: &Translation<'_>) -> Value {
    object!({
        "method": request.method.as_str(),
        "path": request.path,
        "outcome": part.outcome.name(),
        "call": method(index, part),
    })
}

fn method(index: &Index<'_>, translation: &Translation<'_>) -> Option<Value> {
    let way = translation.way.as_ref()?;
    let documented = way.documented.and_then(|_| kin::documented(way));
    let name = rust_name_of(index, way.place, way.call);
    Some(methods::method(index.version, &name, way.call, documented.as_deref()))
}

fn request_api(index: &Index<'_>) -> ApiVersion {
    let known = ApiVersion::ALL.into_iter().find(|api| api.segment() == index.version.segment);
    known.unwrap_or(ApiVersion::V1)
}

/// Where the page is, for people.
fn link(api: ApiVersion, page: &str) -> String {
    let view = match api {
        ApiVersion::V1 => "graph-rest-1.0",
        ApiVersion::Beta => "graph-rest-beta",
    };
    format!("https://learn.microsoft.com/graph/api/{page}?view={view}")
}

/// `msgraph::v1::requests::UserRequests::get`
pub fn rust_name_of(index: &Index<'_>, place: Place<'_>, call: &Call) -> String {
    let owner = match place.path {
        Some(path) => super::code::spelled("requests", path),
        None => place.requests.ident.as_str().to_owned(),
    };
    format!("{}::{owner}::{}", index.version.place(), call.ident.as_str())
}

/// What a method gives, for people.
pub fn answers_of(index: &Index<'_>, call: &Call) -> String {
    let (Output::Value(ty) | Output::Optional(ty)) = &call.output else {
        return if call.output == Output::Binary { "bytes" } else { "nothing" }.to_owned();
    };
    let name = match &ty.item {
        ItemType::Scalar(scalar) => {
            methods::edm_name(*scalar).unwrap_or("JSON without a stated type").to_owned()
        }
        ItemType::Model(path) => index.structure(path).map_or_else(String::new, |found| {
            let any = if index.is_any(path) { " or a type derived from it" } else { "" };
            format!("{}{any}", found.wire.trim_start_matches('#'))
        }),
        ItemType::Enum(path) | ItemType::Flags(path) => {
            index.enumeration(path).map_or_else(String::new, |found| found.wire.clone())
        }
    };
    let name = if ty.collection || call.kind.is_paged() { format!("a collection of {name}") } else { name };
    let pages = if call.kind.is_paged() { ", in pages" } else { "" };
    let optional = if matches!(call.output, Output::Optional(_)) { ", or nothing" } else { "" };
    format!("{name}{pages}{optional}")
}

/// A comment stays one, whatever is in it.
fn one_line(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() || !c.is_ascii() && c.escape_debug().count() > 1 { '\u{fffd}' } else { c }
    };
    text.chars().map(shown).collect()
}
