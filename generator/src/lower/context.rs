//! What the lowering of one node looks things up in.

use super::catalogue::Catalogue;
use super::parameters::Parameters;
use super::walk::{Node, Tree};

/// What the lowering of one node looks things up in.
pub(super) struct Context<'c, 'a> {
    pub(super) catalogue: &'c Catalogue<'a>,
    pub(super) tree: &'c Tree<'a>,
    pub(super) parameters: &'c Parameters<'a>,
    pub(super) node: Node<'a>,
}
