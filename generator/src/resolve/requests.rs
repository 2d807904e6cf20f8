//! Fourth wing: what requests do.
//!
//! In: the request lines and all that their paths are followed through. Out: [`Requests`]: the overloads of actions and
//! functions, the requests themselves, and the navigation properties that contain what they lead to.

mod kinship;
mod operations;
mod query_parameters;
mod request;

use std::collections::BTreeSet;

use crate::diagnostic::Report;
use crate::resolve::names::context::Cx;
use crate::resolve::paths::calls::Walked;
use crate::resolve::paths::containment::{self, Through};
use crate::resolve::paths::{Paths, placeholders};
use crate::schema::{Operation, Request};

/// What requests do.
#[derive(Debug)]
pub(crate) struct Requests {
    /// Actions and functions with their overloads.
    pub operations: Vec<Operation>,
    /// One a line and page.
    pub documented: Vec<Request>,
    /// Navigation properties whose targets live in them.
    pub contained: BTreeSet<Through>,
}

/// Makes the requests of all lines.
pub(crate) fn requests(cx: &Cx<'_>, paths: &Paths<'_>, report: &mut Report) -> Requests {
    let world = paths.world(cx.names);
    let exchanges = &paths.types.exchanges;
    let walked =
        paths.calls.iter().map(|call| Walked { walk: world.walk(&call.template), call: call.clone() });
    let walked: Vec<Walked<'_>> = walked.collect();
    let operations = operations::overloads(cx, &world, &walked, exchanges);
    let walked = placeholders::spell_out(&world, walked);
    let contained = containment::contained(&world, &walked);
    let documented = request::requests(cx, &world, walked, exchanges, &operations, report);
    Requests { operations, documented, contained }
}
