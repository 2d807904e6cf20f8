//! What the API is, in the words of OData: the intermediate schema. Data only, serde, no Rust word in it.
//!
//! One [`Schema`] describes one version of the API. Types refer to each other by qualified name; all maps are
//! sorted or in document order, lists are always present, and "not stated" is a value. Every fact keeps its
//! [`Source`], and says whether it was stated or guessed. [`resolve`](mod@crate::resolve) makes it from pages,
//! [`export`](crate::export) writes it, [`lower`](crate::lower) turns it into Rust constructs.

mod operation;
mod reference;
mod request;
mod totals;

use crate::odata::{ApiVersion, Facts, QualifiedName};
use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub use operation::{Operation, OperationKind, Parameter};
pub use reference::{Origin, Source, TypeName, TypeRef};
pub use request::{Header, Request, RequestAction, RequestBody, Response, Segment, SegmentKind};
pub use totals::Totals;

/// Version of the JSON form; raised when a reader of the old form would misread the new one.
pub const FORMAT_VERSION: u32 = 2;

/// Everything known about one version of the API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// [`FORMAT_VERSION`].
    pub format: u32,
    /// Which version of the API.
    pub api: ApiVersion,
    /// Entity and complex types by name.
    pub types: BTreeMap<QualifiedName, StructuredType>,
    /// Enum types by name.
    pub enums: BTreeMap<QualifiedName, EnumType>,
    /// Actions and functions, sorted by name, then binding type.
    pub operations: Vec<Operation>,
    /// Entity sets and singletons by name.
    pub container: BTreeMap<String, ContainerChild>,
    /// Documented requests, sorted by template, then method.
    pub requests: Vec<Request>,
}

/// An entity type or a complex type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Base type.
    pub base: Option<QualifiedName>,
    /// Abstract, as far as is known.
    pub abstract_: bool,
    /// Takes undeclared properties.
    pub open: bool,
    /// Is a media entity.
    pub media: bool,
    /// Own key properties; empty where inherited.
    pub key: Vec<String>,
    /// Own structural properties, in document order.
    pub properties: IndexMap<String, Property>,
    /// Own navigation properties, in document order.
    pub navigation: IndexMap<String, NavigationProperty>,
    /// Only referred to, documented by no page: an open stub.
    pub stub: bool,
    /// "Deprecated".
    pub deprecated: bool,
    /// Product area of its page.
    pub product: Option<String>,
    /// Slugs of its pages, best first: the first is what documentation links to.
    pub pages: Vec<String>,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is defined.
    pub sources: Vec<Source>,
}

impl StructuredType {
    /// A type of which nothing but its name is known.
    pub fn stub(kind: StructuredKind) -> Self {
        Self {
            kind,
            base: None,
            abstract_: false,
            open: true,
            media: false,
            key: Vec::new(),
            properties: IndexMap::new(),
            navigation: IndexMap::new(),
            stub: true,
            deprecated: false,
            product: None,
            pages: Vec::new(),
            prose: None,
            sources: Vec::new(),
        }
    }
}

/// Entity type or complex type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StructuredKind {
    /// Has a key, or is the type of navigation properties.
    Entity,
    /// Has none.
    Complex,
}

/// A structural property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its type.
    pub ty: TypeRef,
    /// What the documentation states about it.
    pub facts: Facts,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is stated, best first.
    pub sources: Vec<Source>,
}

/// A navigation property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NavigationProperty {
    /// The structured type it leads to.
    pub target: QualifiedName,
    /// Whether it leads to many.
    pub collection: bool,
    /// Whether the targets live in it rather than in an entity set.
    pub contains_target: bool,
    /// What the documentation states about it.
    pub facts: Facts,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is stated, best first.
    pub sources: Vec<Source>,
}

/// An enum type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnumType {
    /// Members by name, in document order.
    pub members: IndexMap<String, Member>,
    /// Members may be combined.
    pub flags: bool,
    /// Only referred to, documented by no page.
    pub stub: bool,
    /// Product area of its page.
    pub product: Option<String>,
    /// Slugs of its pages, best first.
    pub pages: Vec<String>,
    /// Where it is defined.
    pub sources: Vec<Source>,
}

/// A member of an enum type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Numeric value, where the documentation gives it.
    pub value: Option<i64>,
    /// Sent by the service only with `Prefer: include-unknown-enum-members`.
    pub evolvable: bool,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
}

/// An entity set or a singleton.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerChild {
    /// Which of both.
    pub kind: ContainerKind,
    /// Its entity type.
    pub ty: QualifiedName,
    /// Where it is stated.
    pub sources: Vec<Source>,
}

/// Entity set or singleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ContainerKind {
    /// A collection at the root: `/users`.
    EntitySet,
    /// One entity at the root: `/me`.
    Singleton,
}

impl Schema {
    /// An empty schema of `api`.
    pub fn new(api: ApiVersion) -> Self {
        Self {
            format: FORMAT_VERSION,
            api,
            types: BTreeMap::new(),
            enums: BTreeMap::new(),
            operations: Vec::new(),
            container: BTreeMap::new(),
            requests: Vec::new(),
        }
    }

    /// Whether nothing is known: no type, no request.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
            && self.enums.is_empty()
            && self.operations.is_empty()
            && self.requests.is_empty()
    }

    /// The type `name` and its base types, nearest first; a cycle ends the walk.
    pub fn chain<'a>(&'a self, name: &'a QualifiedName) -> Vec<(&'a QualifiedName, &'a StructuredType)> {
        let mut chain: Vec<(&QualifiedName, &StructuredType)> = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next {
            let Some(ty) = self.types.get(name) else { break };
            if chain.iter().any(|(seen, _)| *seen == name) {
                break;
            }
            chain.push((name, ty));
            next = ty.base.as_ref();
        }
        chain
    }
}
