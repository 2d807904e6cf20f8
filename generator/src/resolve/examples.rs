//! What resolving takes from examples, so that pages can be written without the rest of them.
//!
//! In: what was concluded from the examples. Out: [`Needed`], which [`distill`](crate::distill) trims examples by.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::names::referred;
use crate::page::{Json, Sample};
use crate::resolve::paths::Paths;
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
    pub(crate) fn add(&mut self, cx: &Cx<'_>, paths: &Paths<'_>) {
        for shown in &paths.shown {
            self.members.entry(shown.span).or_default().insert(shown.name.clone());
        }
        self.add_stand_ins(cx);
        let pages = paths.types.exchanges.that_need_examples(cx, &paths.types.draft);
        self.answers.extend(pages.into_iter().map(|at| cx.corpus.pages[at].id));
        let named = cx.corpus.pages.iter().filter(|page| referred::need_examples(cx, page));
        self.answers.extend(named.map(|page| page.id));
    }

    /// Adds the members that only the body of a request shows, where it is all the representation that a type has.
    fn add_stand_ins(&mut self, cx: &Cx<'_>) {
        let operations = cx.corpus.pages.iter().filter(|page| page.operation.is_some());
        for section in operations.flat_map(|page| &page.resources) {
            let Some(Sample { value: Json::Object(members), span }) = &section.representation else {
                continue;
            };
            let rows = &section.properties;
            let undescribed = members
                .iter()
                .map(|(name, _)| name)
                .filter(|name| !rows.iter().any(|row| row.name.value == **name));
            self.members.entry(*span).or_default().extend(undescribed.cloned());
        }
    }
}
