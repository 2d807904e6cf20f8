//! All rows of all pages, each with the page it stands on.

use super::pages::Corpus;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PropertyRow, ResourceSection};
use crate::source::Spanned;

/// The rows of operation pages, with these.
pub(crate) fn each_sent_row<'a>(corpus: &Corpus<'a>) -> impl Iterator<Item = (&'a Page, &'a PropertyRow)> {
    corpus.pages.clone().into_iter().flat_map(|page| {
        page.operation.iter().flat_map(move |operation| operation.rows().map(move |row| (page, row)))
    })
}

/// The rows of resource pages, with what they stand in and whether in a table of relationships.
pub(crate) fn each_row<'a>(
    corpus: &Corpus<'a>,
) -> impl Iterator<Item = (&'a Page, &'a ResourceSection, &'a PropertyRow, bool)> {
    corpus.pages.clone().into_iter().flat_map(|page| {
        page.resources.iter().flat_map(move |section| {
            let properties = section.properties.iter().map(move |row| (page, section, row, false));
            properties.chain(section.relationships.iter().map(move |row| (page, section, row, true)))
        })
    })
}

/// What there is to say of a name that stays lost, and what a maintainer can do about it.
pub(crate) fn translated(name: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` is a translated name", name.value);
    let help = "give the same pages in English, or of another year, with --also";
    Diagnostic::new(Code::Unrepaired, name.span, message).help(help)
}
