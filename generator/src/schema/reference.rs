//! What everything in a schema refers to: types, and places in pages.

use serde::{Deserialize, Serialize};

use crate::odata::{Primitive, QualifiedName};

/// What a type reference names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeName {
    /// A primitive type.
    Primitive(Primitive),
    /// A structured type of [`Schema::types`](super::Schema::types).
    Structured(QualifiedName),
    /// An enum type of [`Schema::enums`](super::Schema::enums).
    Enum(QualifiedName),
}

/// A type, or a collection of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeRef {
    /// What it names.
    pub name: TypeName,
    /// Whether it is a collection of that.
    pub collection: bool,
}

/// Where a fact stands: page and bytes. Pages are named by their path below the documentation root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `api-reference/v1.0/resources/user.md`.
    pub page: String,
    /// Which corpus the page is of; what is written down does not say.
    #[serde(skip)]
    pub corpus: u8,
    /// First byte and the byte after the last one.
    pub span: (u32, u32),
    /// What kind of statement it is.
    pub origin: Origin,
    /// Whether it was guessed rather than stated.
    pub guessed: bool,
}

/// What kind of statement a fact comes from, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the sources of the documentation, one word each")]
pub enum Origin {
    ResourceTable,
    EnumTable,
    Representation,
    RequestPath,
    InlineValues,
    Inherited,
    Example,
}
