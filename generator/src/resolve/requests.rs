//! Fourth wing: what requests do.
//!
//! In: the request lines and all that their paths are followed through. Out: [`Requests`]: the overloads of actions and
//! functions, the requests themselves, and the navigation properties that contain what they lead to.

mod answers;
mod creations;
mod kinship;
mod operations;
mod query_parameters;
mod request;
mod running;
mod wrapped;

use std::collections::BTreeSet;

use crate::corpus::context::Cx;
use crate::diagnostic::Report;
use crate::resolve::paths::calls::Walked;
use crate::resolve::paths::containment::{self, Through};
use crate::resolve::paths::{Paths, placeholders};
use crate::schema::{Operation, Request};
use request::{Made, Maker};
use running::Running;

/// What requests do.
#[derive(Debug)]
pub(crate) struct Requests {
    /// Actions and functions with their overloads.
    pub operations: Vec<Operation>,
    /// One a line and page.
    pub documented: Vec<Request>,
    /// Navigation properties whose targets live in them.
    pub contained: BTreeSet<Through>,
    /// Properties without which nothing of their type is created.
    pub needed: BTreeSet<Through>,
}

/// Makes the requests of all lines.
pub(crate) fn requests(cx: &Cx<'_>, paths: &Paths<'_>, report: &mut Report) -> Requests {
    let world = paths.world(cx.names);
    let exchanges = &paths.types.exchanges;
    let walked =
        paths.calls.iter().map(|call| Walked { walk: world.walk(&call.template), call: call.clone() });
    let walked: Vec<Walked<'_>> = walked.collect();
    let running = Running { cx, world: &world, exchanges };
    let operations = operations::overloads(running, &walked);
    let walked = placeholders::spell_out(&world, walked);
    let contained = containment::contained(&world, &walked);
    let maker = Maker { running, operations: &operations };
    let Made { documented, creations } = maker.requests(walked, report);
    let needed = creations.needed(paths);
    Requests { operations, documented, contained, needed }
}
