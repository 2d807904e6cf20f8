//! What generated code stands on.
//!
//! The model half (this crate without default features) needs serde, and nothing of HTTP: object-safe models over one
//! shared (de)serializer, values that keep what was read, property tokens, filters and patches.
//!
//! # What is kept
//!
//! Reading JSON and writing it back gives the same JSON value: unknown members, annotations, nulls, type names, texts in
//! their own form, values of the wrong kind. Three things are not kept, all of them where JSON says more than
//! [`serde_json::Value`] does:
//!
//! - The digits of a number beyond 64 bits of integer, or beyond the nearest `f64`. A [`Decimal`] property keeps them, in
//!   JSON and in other formats. Unknown members, annotations, relationships, JSON of any kind, and numbers where
//!   something else was expected are [`Value`]s, and hold a number as `serde_json` does: the digits are kept in a program
//!   that turns on the feature `arbitrary_precision` of `serde_json`, which costs every number of that program an
//!   allocation, and for that reason is nothing this crate does for all. Without it a number outside of `f64` (`1e400`)
//!   makes the text unreadable.
//! - Of several equal keys the last one counts, and it alone is written; an answer with two results is an error.
//! - Half of a surrogate pair becomes the replacement character.

// Badges say which features an item needs, where the compiler can show them.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "client")]
pub mod client;
#[cfg(all(feature = "client", any(test, feature = "testing")))]
#[cfg_attr(docsrs, doc(auto_cfg = false, cfg(feature = "testing")))]
pub mod testing;

#[doc(hidden)]
pub mod model;
mod query;
#[cfg(doctest)]
mod refused;
mod values;

#[cfg(feature = "client")]
pub use azure_core;
pub use jiff;
pub use serde_json::{Map, Value};

pub use model::any::{AnyModel, AnyModelExt};
pub use model::element::Element;
pub use model::extends::Extends;
pub use model::json::{
    Mismatch, from_json, from_json_envelope, from_value, page_from_json, page_to_json, to_json, to_value,
};
pub use model::misfit::{Misfit, Oddity};
pub use model::page::Page;
pub use model::patch::{IntoPatch, Patch};
pub use model::related::Related;
pub use model::rest::{Kept, Rest};
pub use model::structured::{Model, ModelExt};
pub use query::expand::{Expand, Expansion, Levels};
pub use query::filter::{Filter, Item};
pub use query::literal::Literal;
pub use query::order::{OrderBy, Ordering};
pub use query::select::Selection;
pub use query::token::{Navigation, Property, PropertyPath, ReadOnly, Writable};
pub use values::flags::Flags;
pub use values::open_enum::{OpenEnum, UnknownMember};
pub use values::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Stream, TimeOfDay, ValueError};
