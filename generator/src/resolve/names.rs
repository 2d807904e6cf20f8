//! First wing: which types there are, what they are called, and what damaged names in tables and cells stand for.
//!
//! In: the pages of a version. Out: the [`Names`] of all types and the [`Repairs`] of names, which
//! [`Cx`](context::Cx) holds together with the pages for the wings that follow.

pub(crate) mod cell_words;
pub(crate) mod context;
mod declare;
pub(crate) mod from_bodies;
pub(crate) mod repair;
mod spelling;
mod undocumented;

use crate::diagnostic::Report;
use crate::resolve::shared::corpus::Corpus;
use crate::resolve::shared::declared::Names;
use repair::Repairs;

/// Declares every type that is described or referred to, and puts right what translation damaged in the pages.
pub(crate) fn names(corpus: &Corpus<'_>, report: &mut Report) -> (Names, Repairs) {
    let mut names = declare::declare(corpus, report);
    cell_words::learn(corpus, &mut names);
    undocumented::declare_stubs(&mut names, corpus, report);
    let repairs = repair::repair(corpus, &names, report);
    (names, repairs)
}
