//! Takes from pages what nobody needs to resolve them: prose, and the contents of samples.
//!
//! In: pages. Out: the same pages, smaller; `reduce(reduce(x))` is `reduce(x)`. Which parts of examples are needed
//! is decided by [`resolve::needed`]; [`examples`](super::examples) takes the rest off.

use crate::page::{Page, PageKind};
use crate::resolve;
use crate::source::SourceMap;

use super::examples;
use super::skeleton::skeleton;

/// The pages without prose and without the contents of samples.
pub fn reduce(sources: &SourceMap, pages: &[Page]) -> Vec<Page> {
    let needed = resolve::needed(sources, pages);
    pages
        .iter()
        .map(|page| {
            let mut page = without_prose(page.clone());
            for section in &mut page.resources {
                if let Some(sample) = &mut section.representation {
                    sample.value = skeleton(&sample.value);
                }
            }
            if let Some(operation) = &mut page.operation {
                operation.examples = examples::reduced(&needed, page.id, operation);
            }
            page
        })
        .collect()
}

/// Whether anything of the page would be missed: an overview states nothing that resolving looks at.
pub fn carries_facts(page: &Page) -> bool {
    page.kind != PageKind::Overview
        || !page.resources.is_empty()
        || !page.enums.is_empty()
        || page.operation.is_some()
}

fn without_prose(mut page: Page) -> Page {
    page.summary = None;
    page.rows_mut().for_each(|row| row.prose = None);
    for section in &mut page.enums {
        section.members.iter_mut().for_each(|member| member.prose = None);
    }
    page
}
