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
//! form of its type, `function` brings the arguments of a function into its path, and `notes` keeps what is said about it.
//!
//! The text is not trusted: only [literals](code::Code::literal) of it get into the code, names come from the crate.

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
mod function;
mod headers;
pub mod index;
mod kin;
mod made;
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
pub use arguments::in_query;
pub use headers::is_set_by_application;
pub use notes::Notes;
pub use query::is_selectable;
pub use translation::{Outcome, Translation};

use index::Index;
use made::Made;
use request::HttpRequest;

/// Translates a request; `page` is wanted where several pages document its path.
pub fn translate<'a>(index: &'a Index<'a>, request: &HttpRequest, page: &str) -> Translation<'a> {
    if batch::is_one(request) {
        return batch::translate(index, request);
    }
    let made = Made::of(index, request, page);
    let statements = made.sending(index, request);
    made.translation(index, &statements)
}
