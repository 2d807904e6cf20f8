//! Facts-only pages: pages reduced to what resolving needs, written as ordinary documentation Markdown.
//!
//! In: [`Page`]s. Out: [`reduce`]d pages without samples, and the Markdown of a page ([`render`]) that
//! [`parse`](crate::parse) reads back as the same facts: `parse(render(page))` equals the page in everything that
//! [`facts()`] keeps. No descriptive sentence and no literal of a sample gets into it.

mod examples;
mod facts;
mod files;
mod json;
mod markdown;
mod operation;
mod phrases;
mod reduce;
mod references;
mod resource;
mod skeleton;
mod titles;

pub use facts::facts;
pub use files::files;
pub use reduce::{carries_facts, reduce};

use crate::page::Page;
use markdown::{Document, plain};

/// The page as facts-only Markdown.
pub fn render(page: &Page) -> String {
    let title = titles::english(page);
    let mut document = Document::default();
    document.front_matter(&[
        ("title", Some(quoted(&title))),
        ("doc_type", page.doc_type.as_deref().map(one_line)),
        ("ms.prod", page.product.as_deref().map(quoted)),
    ]);
    document.heading(1, &plain(&title));
    if let Some(namespace) = &page.namespace {
        document.paragraph(&format!("Namespace: {}", plain(&namespace.value)));
    }
    if page.deprecated {
        document.paragraph("Deprecated.");
    }
    if let Some(section) = &page.operation {
        operation::introduction(&mut document, section);
    }
    for section in &page.resources {
        resource::resource(&mut document, section);
    }
    for section in &page.enums {
        resource::enumeration(&mut document, section);
    }
    if let Some(section) = &page.operation {
        operation::operation(&mut document, section);
    }
    document.finish()
}

/// A value of the front matter in quotes; what would end them is left out.
fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('"', "'"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;
