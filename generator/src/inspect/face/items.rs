//! What a [`Face`] consists of.

use std::collections::{BTreeMap, BTreeSet};

use super::super::thing::Thing;

/// What can be named.
#[derive(Debug, Default)]
pub(in crate::inspect) struct Face {
    /// By what makes it the same in two states.
    pub(in crate::inspect) items: BTreeMap<Key, Item>,
    /// Rust paths by what the documentation calls them.
    pub(in crate::inspect) paths: BTreeMap<(Thing, String), String>,
    /// The page that was taken for each request.
    pub(in crate::inspect) pages: BTreeMap<String, String>,
    /// What holds items: where it is new or gone, that says enough about them.
    pub(in crate::inspect) holders: BTreeSet<String>,
    /// Fields by the type that has them from a base type.
    pub(in crate::inspect) inherited: BTreeSet<(String, String)>,
    /// Types that values of fields, bodies and answers have.
    pub(in crate::inspect) used: BTreeSet<String>,
}

/// What is the same in two states: names of the documentation where there are some, else of Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) enum Key {
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
pub(in crate::inspect) struct Item {
    pub(in crate::inspect) thing: Thing,
    /// As the documentation calls it.
    pub(in crate::inspect) subject: String,
    /// As programs call it.
    pub(in crate::inspect) rust: String,
    /// It comes and goes with these.
    pub(in crate::inspect) within: Vec<String>,
    /// What code depends on.
    pub(in crate::inspect) aspects: Vec<Aspect>,
}

/// Something that code depends on.
#[derive(Debug)]
pub(in crate::inspect) struct Aspect {
    pub(in crate::inspect) name: &'static str,
    pub(in crate::inspect) value: String,
    pub(in crate::inspect) matters: Matters,
}

/// What another value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect) enum Matters {
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
    pub(super) fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), matters: Matters::Always }
    }
}

impl Face {
    pub(super) fn add(&mut self, key: Key, item: Item) {
        self.paths.entry((item.thing, item.subject.clone())).or_insert_with(|| item.rust.clone());
        self.items.insert(key, item);
    }
}
