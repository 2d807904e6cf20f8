//! The pages of one API version, and the places that facts of theirs stand at.
//!
//! In: all pages of a run. Out: what the other stages of resolving look at, in the order of paths.

use std::collections::BTreeMap;

use crate::odata::{ApiVersion, QualifiedName};
use crate::page::{EnumSection, Page, Prose, ResourceSection};
use crate::schema::{Origin, Source};
use crate::source::{PageId, SourceMap, Span};

/// A section of a page: index of the page in [`Corpus::pages`], index of the section in it.
pub(crate) type Place = (usize, usize);

/// The pages that one schema is made from.
#[derive(Debug)]
pub(crate) struct Corpus<'a> {
    /// The pages that describe the API.
    pub pages: Vec<&'a Page>,
    sources: &'a SourceMap,
    prose: bool,
}

impl<'a> Corpus<'a> {
    /// The pages of `api`, those of `completed` in place of the ones they were made from.
    pub(crate) fn new(
        sources: &'a SourceMap,
        pages: &'a [Page],
        completed: &'a BTreeMap<PageId, Page>,
        api: ApiVersion,
        prose: bool,
    ) -> Self {
        let of_api = pages.iter().filter(|page| page.version == api);
        let mut ordered: Vec<&Page> = of_api.map(|page| completed.get(&page.id).unwrap_or(page)).collect();
        // Pages of several corpora stand among each other, whatever the order in which those were given.
        ordered.sort_by(|a, b| (&sources.file(a.id).path, a.id).cmp(&(&sources.file(b.id).path, b.id)));
        Self { pages: ordered, sources, prose }
    }

    /// A stated fact.
    pub(crate) fn stated(&self, span: Span, origin: Origin) -> Source {
        let file = self.sources.file(span.page);
        Source {
            page: file.path.clone(),
            corpus: file.corpus,
            span: (span.start, span.end),
            origin,
            guessed: false,
        }
    }

    /// A fact that was concluded rather than stated.
    pub(crate) fn guessed(&self, span: Span, origin: Origin) -> Source {
        Source { guessed: true, ..self.stated(span, origin) }
    }

    /// What is printed at a place.
    pub(crate) fn printed(&self, span: Span) -> &'a str {
        self.sources.text(span)
    }

    /// Descriptive text, where it is wanted.
    pub(crate) fn prose(&self, prose: Option<&Prose>) -> Option<String> {
        prose.filter(|_| self.prose).map(|Prose(text)| text.clone())
    }
}

/// The enum section at `place`.
pub(crate) fn enum_section<'a>(corpus: &Corpus<'a>, (page, section): Place) -> &'a EnumSection {
    &corpus.pages[page].enums[section]
}

/// The resource section at `place`.
pub(crate) fn resource_section<'a>(corpus: &Corpus<'a>, (page, section): Place) -> &'a ResourceSection {
    &corpus.pages[page].resources[section]
}

/// The namespace of a page.
pub(crate) fn near(page: &Page) -> &str {
    page.namespace.as_ref().map_or(QualifiedName::DEFAULT_NAMESPACE, |namespace| namespace.value.as_str())
}
