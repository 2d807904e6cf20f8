//! Third wing: what request paths lead to.
//!
//! In: the types and the request lines of all pages. Out: [`Paths`]: entity sets and singletons, actions and functions,
//! and the types once more, completed by what only paths tell. [`Paths::world`] is what every path is followed through.

pub(crate) mod calls;
pub(crate) mod containment;
mod counts;
mod discover;
mod evidence;
pub(crate) mod found;
mod identities;
pub(crate) mod placeholders;
pub(crate) mod walk;

use crate::corpus::context::Cx;
use crate::corpus::declared::Names;
use crate::diagnostic::Report;
use crate::resolve::types::vocabulary::Vocabulary;
use crate::resolve::types::{self, Shown, Types};
use calls::Call;
use found::Found;
use walk::World;

/// What the paths tell, and the types as they are with it.
#[derive(Debug)]
pub(crate) struct Paths<'a> {
    /// All request lines.
    pub calls: Vec<Call<'a>>,
    /// Entity sets, singletons and operations.
    pub found: Found,
    /// The types.
    pub types: Types,
    /// What only examples told of them.
    pub shown: Vec<Shown>,
}

/// Follows the paths of all request lines.
pub(crate) fn paths<'a>(cx: &Cx<'a>, mut types: Types, report: &mut Report) -> Paths<'a> {
    let calls = calls::collect(cx.corpus, report);
    let found = discover::discover(cx, &mut types.draft, &calls, &types.exchanges, report);
    let identities = identities::identities(cx, &types.draft, &found, &calls);
    let shown = types::complete(cx, &mut types, &identities);
    Paths { calls, found, types, shown }
}

impl Paths<'_> {
    /// What a path is followed through, once everything is known.
    pub(crate) fn world<'p>(&'p self, names: &'p Names) -> World<'p> {
        let mut world = World::new(&self.types.draft, names, &self.found);
        world.vocabulary = Vocabulary::collect(&self.types.draft);
        world
    }
}
