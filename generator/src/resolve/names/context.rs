//! What the first wing gives to the others.

use crate::resolve::shared::corpus::Corpus;
use crate::resolve::shared::declared::Names;
use crate::resolve::shared::link::Linker;

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
