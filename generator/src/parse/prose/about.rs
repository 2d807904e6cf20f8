//! What descriptions describe, and the words that are never values of it.

use crate::odata::Primitive;
use crate::page::{TypePhrase, TypeTerm};

/// Operators of `$filter`, lower case. Lists of these are no values.
const OPERATORS: &[&str] = &[
    "eq",
    "ne",
    "not",
    "ge",
    "le",
    "gt",
    "lt",
    "in",
    "and",
    "or",
    "has",
    "startswith",
    "endswith",
    "contains",
    "any",
    "all",
    "add",
    "sub",
    "substringof",
];

/// Whether `word` is an operator of `$filter`.
pub(super) fn is_operator(word: &str) -> bool {
    OPERATORS.contains(&word.to_ascii_lowercase().as_str())
}

/// What a description describes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About<'a> {
    /// The name of the row.
    pub(crate) name: &'a str,
    /// Its type, where a cell states it.
    pub(crate) ty: Option<&'a TypePhrase>,
}

impl About<'_> {
    /// The primitive type of the row.
    pub(super) fn primitive(&self) -> Option<Primitive> {
        match self.ty?.terms[..] {
            [TypeTerm::Primitive(primitive)] => Some(primitive),
            _ => None,
        }
    }

    /// Whether its values are collections.
    pub(super) fn is_collection(&self) -> bool {
        self.ty.is_some_and(|ty| ty.collection)
    }
}
