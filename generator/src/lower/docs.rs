//! Documentation comments: the stated facts in fixed wording, links to types and to the page, and on demand the page's
//! own description. What has no stated fact has no comment: its name stands beside it.
//!
//! In: facts and text of the schema, which nobody vouches for. Out: [`Doc`](crate::sdk::Doc) lines in which no HTML, no
//! code that rustdoc would run, no link of rustdoc's own to a page's words and no bare URL can stand.

mod given;
mod methods;
mod permissions;
mod said;
mod text;
mod types;

pub(super) use given::Given;
pub(super) use methods::{Answer, MethodDoc};
pub(super) use text::{Paragraphs, code, harmless, request_page, rust_path, type_page};
pub(super) use types::{
    argument, enumeration, member, navigation, parameter, polymorphic, property, setter, step, structured,
    token,
};
