//! What descriptions describe.

use crate::odata::Primitive;
use crate::page::{TypePhrase, TypeTerm};

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

    /// Whether its values are numbers.
    pub(super) fn is_number(&self) -> bool {
        self.primitive().is_some_and(Primitive::is_number)
    }

    /// Whether its values are collections.
    pub(super) fn is_collection(&self) -> bool {
        self.ty.is_some_and(|ty| ty.collection)
    }
}
