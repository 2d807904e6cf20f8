//! From an HTTP request to the Rust that makes it.
//!
//! In: a request as it was pasted, and a version of the crate as it will be generated, never the printed Rust. Out: a
//! [`Translation`]: statements over a `graph: &GraphClient`, what they answer, and what had to stay untyped, and why.
//!
//! ```text
//! text ─read→ HttpRequest ─way→ methods ┬ query, headers → methods of the request
//!                                          └ body, patch    → what is sent            ─code→ Rust
//! ```
//!
//! The requests of a `$batch` go the same way each, and `batch` sends them together.
//!
//! Where page and request do not say the same, `kin` finds the derived type that is meant, with its page, `fit` gives a value the
//! form of its type, and `notes` keeps what is said about it.
//!
//! The text is not trusted: only [literals](code::Code::literal) of it get into the code, names come from the crate.

pub mod address;
mod answer;
mod arguments;
mod batch;
mod block;
mod body;
pub mod code;
mod conditions;
mod curl;
mod expand;
pub mod filter;
mod fit;
mod headers;
pub mod index;
mod kin;
mod notes;
mod patch;
mod query;
mod raw;
pub mod read;
pub mod request;
mod sent;
mod statement;
pub mod steps;
mod translation;
mod typed;
pub mod way;
mod words;

#[cfg(test)]
mod tests;

pub use answer::{answers_of, human, json, rust_name_of};
pub use headers::is_set_by_application;
pub use notes::Notes;
pub use query::is_selectable;
pub use translation::{Outcome, Translation};

use std::collections::BTreeSet;

use code::Import;
use index::Index;
use request::HttpRequest;
use statement::{Statement, Unsent};
use way::Way;

use crate::sdk::Struct;

/// Translates a request; `page` is wanted where several pages document its path.
pub fn translate<'a>(index: &'a Index<'a>, request: &HttpRequest, page: &str) -> Translation<'a> {
    if batch::is_one(request) {
        return batch::translate(index, request);
    }
    let made = Made::of(index, request, page);
    let mut statements = made.unsent.before.clone();
    statements.extend(match &made.way {
        Some(way) => typed::sending(index, way, &made.unsent),
        None => raw::sending(request, made.landed, &made.unsent),
    });
    translation(index, &statements, made)
}

/// A request as the crate makes it.
struct Made<'a> {
    unsent: Unsent,
    notes: Notes,
    outcome: Outcome,
    is_known: bool,
    way: Option<Way<'a>>,
    landed: Option<(&'a Struct, bool)>,
}

impl<'a> Made<'a> {
    fn of(index: &'a Index<'a>, request: &HttpRequest, page: &str) -> Self {
        let tokens = address::path(&request.path);
        let way::Found { way, landed } = way::find(index, request.method, page, &tokens);
        // A placeholder stands for some value; what is another value cannot be said with the method.
        let misfit =
            way.as_ref().and_then(|way| way.misfit.clone()).filter(|misfit| !misfit.contains(['{', '<']));
        let way = way.filter(|_| misfit.is_none());
        let way = way.map(|way| kin::of_sent(index, request, way));
        let (unsent, mut notes) = match &way {
            Some(way) => typed::unsent(index, request, way),
            None => raw::unsent(request, landed, misfit.as_deref().or(raw::reason(index, request))),
        };
        let outcome = match &way {
            Some(_) if notes.untyped.is_empty() => Outcome::Typed,
            Some(_) => Outcome::Partly,
            None => Outcome::Raw,
        };
        notes.of_cloud(request);
        let is_known = way.is_some()
            || misfit.is_some()
            || landed.is_some()
            || raw::of_protocol(&request.path).is_some();
        Made { unsent, notes, outcome, is_known, way, landed }
    }
}

fn translation<'a>(index: &Index<'_>, statements: &[Statement], made: Made<'a>) -> Translation<'a> {
    let (imports, code) = printed(index, statements);
    let Made { notes, outcome, is_known, way, .. } = made;
    Translation { outcome, imports, is_known, code, notes, way, parts: Vec::new() }
}

/// The code of statements, and the `use` lines that it needs.
fn printed(index: &Index<'_>, statements: &[Statement]) -> (Vec<String>, String) {
    let mut imports = BTreeSet::new();
    let mut code = String::new();
    for statement in statements {
        statement.print(&mut code);
        statement.imports(&mut imports);
    }
    (uses(index, &imports), code)
}

/// `use` lines, one a module.
fn uses(index: &Index<'_>, imports: &BTreeSet<Import>) -> Vec<String> {
    let of =
        |pick: fn(&Import) -> Option<&'static str>| imports.iter().filter_map(pick).collect::<BTreeSet<_>>();
    let line = |module: &str, names: BTreeSet<&str>| {
        let names: Vec<&str> = names.into_iter().collect();
        match &names[..] {
            [] => None,
            [single] => Some(format!("use {module}::{single};")),
            several => Some(format!("use {module}::{{{}}};", several.join(", "))),
        }
    };
    let library = &index.version.library.name;
    let lines = [
        line(
            &format!("{library}::client"),
            of(|import| if let Import::Client(name) = import { Some(name) } else { None }),
        ),
        line(
            &index.version.place(),
            of(|import| if let Import::Room(name) = import { Some(name) } else { None }),
        ),
        line(library, of(|import| if let Import::Crate(name) = import { Some(name) } else { None })),
        line("serde_json", of(|import| if let Import::Json(name) = import { Some(name) } else { None })),
    ];
    lines.into_iter().flatten().collect()
}
