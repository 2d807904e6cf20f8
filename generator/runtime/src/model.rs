//! What generated code and its macros stand on: models over one shared (de)serializer.
//!
//! In: what the macros state of a type. Out: reading, writing, comparing and showing of values, without code of their own
//! for each type. What an application uses of it stands at the root of the crate.

pub(crate) mod annotation;
pub(crate) mod any;
pub mod body;
pub(crate) mod de;
pub(crate) mod debug;
pub(crate) mod element;
pub(crate) mod envelope;
pub(crate) mod equal;
pub(crate) mod extends;
pub(crate) mod json;
pub(crate) mod leaf;
mod macros;
mod member;
pub(crate) mod misfit;
pub(crate) mod page;
pub(crate) mod patch;
pub(crate) mod related;
pub(crate) mod rest;
pub(crate) mod ser;
pub(crate) mod shape;
pub(crate) mod slot;
pub(crate) mod structured;
mod table;
mod without;

pub use de::{read, read_leaf};
pub use debug::fmt_model;
pub use element::{Kind, LeafKind, ModelKind, PlainKind};
pub use equal::equal;
pub use leaf::{Leaf, LeafLines, LeafListSlot, LeafSlot, LeafView, Scalar};
pub use related::Target;
pub use ser::{write, write_leaf};
pub use serde;
pub use shape::Shape;
pub use slot::{Each, ListSlot, ListView, Member, ModelSlot, Slot, View};
pub use structured::Structured;

pub use crate::query::literal::Comparable;
pub use crate::values::flags::FlagsMember;
pub use crate::values::open_enum::member_of;
