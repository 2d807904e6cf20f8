//! First wing: which types there are, and what they are called.
//!
//! In: the pages of a version. Out: the [`Names`] of all types, described or only referred to.

mod ambiguous;
pub(crate) mod context;
mod declare;
pub(crate) mod from_bodies;
mod naming;
pub(crate) mod referred;
mod spelling;
mod undocumented;

use crate::diagnostic::Report;
use crate::resolve::shared::corpus::Corpus;
use crate::resolve::shared::declared::Names;

/// Declares every type that is described or referred to.
pub(crate) fn names(corpus: &Corpus<'_>, report: &mut Report) -> Names {
    let mut names = declare::declare(corpus, report);
    undocumented::declare_stubs(&mut names, corpus, report);
    ambiguous::report(&names, corpus, report);
    names
}
