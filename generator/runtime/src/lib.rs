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

#[cfg(feature = "client")]
pub mod client;
#[cfg(all(feature = "client", any(test, feature = "testing")))]
pub mod testing;

mod annotation;
mod any;
mod de;
mod debug;
mod element;
mod envelope;
mod equal;
mod extends;
mod filter;
mod flags;
mod json;
mod leaf;
mod literal;
mod macros;
mod member;
mod misfit;
mod model;
mod open_enum;
mod page;
mod patch;
mod query;
#[cfg(doctest)]
mod refused;
mod related;
mod rest;
mod ser;
mod shape;
mod slot;
mod table;
mod token;
mod value;
mod without;

#[cfg(feature = "client")]
pub use azure_core;
pub use jiff;

pub use any::{AnyModel, AnyModelExt};
pub use element::{Element, Kind, LeafKind, ModelKind, PlainKind};
pub use extends::Extends;
pub use filter::{Filter, Item};
pub use flags::{Flags, FlagsMember};
pub use json::{
    Mismatch, from_json, from_json_envelope, from_value, page_from_json, page_to_json, to_json, to_value,
};
pub use leaf::{Leaf, LeafLines, LeafListSlot, LeafSlot, LeafView, Scalar};
pub use literal::Literal;
pub use member::Member;
pub use misfit::{Misfit, Oddity};
pub use model::{Model, ModelExt, Structured};
pub use open_enum::{OpenEnum, UnknownMember};
pub use page::Page;
pub use patch::Patch;
pub use query::{Expand, Expansion, Levels, OrderBy, Ordering, Selection};
pub use related::{Related, Target};
pub use rest::{Kept, Rest};
pub use serde_json::{Map, Value};
pub use shape::{Fact, Shape};
pub use slot::{ListSlot, ListView, ModelSlot, Slot, View};
pub use token::{Navigation, Property, PropertyPath, ReadOnly, Writable};
pub use value::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Stream, TimeOfDay, ValueError};

/// What the macros of this crate refer to; no part of its interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::de::{read, read_leaf};
    pub use crate::debug::fmt_model;
    pub use crate::equal::equal;
    pub use crate::ser::{write, write_leaf};
    pub use serde;
}
