//! Takes from pages what nobody needs to resolve them: prose, sample contents, examples that show nothing new.
//!
//! In: all pages of a version or of several. Out: the same pages, smaller; `reduce(reduce(x))` is `reduce(x)`.

use crate::page::{Example, Page, PageKind, PropertyRow, Sample};

use super::skeleton::skeleton;

/// The pages without prose and without the contents of samples.
pub fn reduce(pages: &[Page]) -> Vec<Page> {
    pages.iter().map(reduced).collect()
}

/// Whether anything of the page would be missed: an overview states nothing that resolving looks at.
pub fn carries_facts(page: &Page) -> bool {
    page.kind != PageKind::Overview
        || !page.resources.is_empty()
        || !page.enums.is_empty()
        || page.operation.is_some()
}

fn reduced(page: &Page) -> Page {
    let mut page = page.clone();
    page.summary = None;
    for section in &mut page.resources {
        section.properties.iter_mut().chain(&mut section.relationships).for_each(without_prose);
        strip(section.representation.as_mut());
    }
    for section in &mut page.enums {
        section.members.iter_mut().for_each(|member| member.prose = None);
    }
    if let Some(operation) = &mut page.operation {
        operation.body.rows.iter_mut().for_each(without_prose);
        operation.parameters.iter_mut().for_each(|parameter| without_prose(&mut parameter.row));
        operation.examples.iter_mut().for_each(reduced_example);
    }
    page
}

fn without_prose(row: &mut PropertyRow) {
    row.prose = None;
}

fn reduced_example(example: &mut Example) {
    if let Some(request) = &mut example.request {
        request.headers.clear();
        strip(request.body.as_mut());
    }
    for response in &mut example.responses {
        strip(response.body.as_mut());
    }
}

fn strip(sample: Option<&mut Sample>) {
    if let Some(sample) = sample {
        sample.value = skeleton(&sample.value);
    }
}
