//! The pages with their types, as everything that resolves them looks at both.

use crate::corpus::declared::Names;
use crate::corpus::link::Linker;
use crate::corpus::pages::Corpus;

/// The pages of a version, and the types that these name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cx<'a> {
    /// The pages.
    pub corpus: &'a Corpus<'a>,
    /// The types.
    pub names: &'a Names,
}

impl<'a> Cx<'a> {
    /// Links type cells.
    pub(crate) fn linker(&self) -> Linker<'a> {
        Linker { names: self.names }
    }
}
