//! What users of the crate can name: types, fields, members, methods, each with what code that uses it depends on.
//!
//! In: a lowered version, and its schema for the words of OData. Out: a [`Face`]. Two faces are compared item by item.

mod models;
mod requests;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::thing::Thing;
use crate::odata::ApiVersion;
use crate::schema::Schema;
use crate::sdk::{Sdk, Version};

/// What can be named.
#[derive(Debug, Default)]
pub(super) struct Face {
    /// By what makes it the same in two states.
    pub(super) items: BTreeMap<Key, Item>,
    /// Rust paths by what the documentation calls them.
    pub(super) paths: BTreeMap<(Thing, String), String>,
    /// The page that was taken for each request.
    pub(super) pages: BTreeMap<String, String>,
    /// What holds items: where it is new or gone, that says enough about them.
    pub(super) holders: BTreeSet<String>,
    /// Fields by the type that has them from a base type.
    pub(super) inherited: BTreeSet<(String, String)>,
    /// Types that values of fields, bodies and answers have.
    pub(super) used: BTreeSet<String>,
}

/// What is the same in two states: names of the documentation where there are some, else of Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A type by its name on the wire.
    Type(String),
    /// A property of a type.
    Field(String, String),
    /// A member of an enum.
    Member(String, String),
    /// A derived type in the enum of a base type.
    Variant(String, String),
    /// A parameter of an action, by the struct that holds it.
    Parameter(String, String),
    /// A method that makes a request, by its Rust path.
    Call(String),
    /// A method that lengthens the path.
    Step(String),
    /// A method that sets a parameter of the query.
    Setter(String),
}

/// One thing that can be named.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) thing: Thing,
    /// As the documentation calls it.
    pub(super) subject: String,
    /// As programs call it.
    pub(super) rust: String,
    /// It comes and goes with these.
    pub(super) within: Vec<String>,
    /// What code depends on.
    pub(super) aspects: Vec<Aspect>,
}

/// Something that code depends on.
#[derive(Debug)]
pub(super) struct Aspect {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) matters: Matters,
}

/// What another value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matters {
    /// Code stops compiling.
    Always,
    /// The higher number can do more, so that only the way down stops code from compiling.
    Rank(u8),
    /// A list, of which nothing may go.
    List,
    /// Code stops compiling where values of the type are used; this is the type.
    Used,
}

impl Aspect {
    fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), matters: Matters::Always }
    }
}

impl Face {
    pub(super) fn new(version: &Version, schema: &Schema) -> Self {
        let mut face = Self::default();
        models::models(&mut face, version, schema);
        requests::requests(&mut face, version);
        face
    }

    fn add(&mut self, key: Key, item: Item) {
        self.paths.entry((item.thing, item.subject.clone())).or_insert_with(|| item.rust.clone());
        self.items.insert(key, item);
    }
}

/// What the crate calls the things of the documentation, and which page each of its methods took.
#[derive(Debug, Default)]
pub struct Names {
    rust: BTreeMap<(ApiVersion, Thing, String), String>,
    pages: BTreeMap<(ApiVersion, String), String>,
}

impl Names {
    /// The names of a crate.
    pub fn new(schemas: &[Schema], sdk: &Sdk) -> Self {
        let mut names = Self::default();
        for schema in schemas {
            let segment = schema.api.segment();
            let Some(version) = sdk.versions.iter().find(|version| version.segment == segment) else {
                continue;
            };
            let face = Face::new(version, schema);
            names
                .rust
                .extend(face.paths.into_iter().map(|((thing, of), rust)| ((schema.api, thing, of), rust)));
            names.pages.extend(face.pages.into_iter().map(|(request, page)| ((schema.api, request), page)));
        }
        names
    }

    /// `msgraph::v1::models::User::display_name` of the property `user.displayName`.
    pub(super) fn rust(&self, api: ApiVersion, thing: Thing, subject: &str) -> Option<&str> {
        self.rust.get(&(api, thing, subject.to_owned())).map(String::as_str)
    }

    /// The page that the method of `GET /users` took.
    pub(super) fn page(&self, api: ApiVersion, request: &str) -> Option<&str> {
        self.pages.get(&(api, request.to_owned())).map(String::as_str)
    }
}
