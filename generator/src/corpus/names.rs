//! Which types there are, and what they are called.
//!
//! In: the pages of a version. Out: the [`Names`] of all types, described or only referred to.

mod ambiguous;
mod declare;
mod naming;
pub(crate) mod referred;
mod spelling;
mod undocumented;

use crate::corpus::declared::Names;
use crate::corpus::pages::Corpus;
use crate::diagnostic::Report;

/// Declares every type that is described or referred to.
pub(crate) fn names(corpus: &Corpus<'_>, report: &mut Report) -> Names {
    let mut names = declare::declare(corpus, report);
    undocumented::declare_stubs(&mut names, corpus, report);
    ambiguous::report(&names, corpus, report);
    names
}
