//! Names that translation damaged and that the page alone could not put right.
//!
//! In: the pages and the declared types. Out: [`Repairs`]: the right name by the place of the printed one.

use std::collections::BTreeMap;

use crate::page::Repair;
use crate::source::{Span, Spanned};

/// Right names by the place of the damaged ones.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    by_place: BTreeMap<Span, (String, Repair)>,
}

impl Repairs {
    /// The right name of what is printed here.
    pub(super) fn name<'a>(&'a self, printed: &'a Spanned<String>) -> &'a str {
        self.by_place.get(&printed.span).map_or(printed.value.as_str(), |(name, _)| name.as_str())
    }
}
