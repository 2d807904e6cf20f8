//! What resolving takes from examples, so that pages can be written without the rest of them.
//!
//! In: what was concluded from the examples. Out: [`Needed`], which [`distill`](crate::distill) trims examples by.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::draft::Draft;
use super::infer::Believed;
use super::merge::Cx;
use crate::source::{PageId, Span};

/// The parts of examples that no other part of the pages says.
#[derive(Debug, Default)]
pub struct Needed {
    /// Members that only a sample shows, by the place of the sample.
    members: BTreeMap<Span, BTreeSet<String>>,
    /// Pages whose answers are told by their examples.
    answers: BTreeSet<PageId>,
}

impl Needed {
    /// The members of the sample at `span` that nothing else names.
    pub fn members(&self, span: Span) -> Option<&BTreeSet<String>> {
        self.members.get(&span)
    }

    /// Whether the examples of a page tell what its requests get back.
    pub fn answers(&self, page: PageId) -> bool {
        self.answers.contains(&page)
    }

    /// Adds what the examples of one version told.
    pub(super) fn add(
        &mut self,
        cx: &Cx<'_>,
        draft: &Draft,
        answers: &Answers,
        believed: &[Believed<'_, '_>],
    ) {
        for observation in believed.iter().flat_map(|believed| &believed.seen) {
            self.members.entry(observation.span).or_default().insert(observation.name.to_owned());
        }
        let pages = answers.that_need_examples(cx, draft);
        self.answers.extend(pages.into_iter().map(|at| cx.corpus.pages[at].id));
    }
}
