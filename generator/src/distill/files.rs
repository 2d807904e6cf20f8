//! The folder that `import` writes: one facts-only page a page, and where all of them come from.
//!
//! In: the pages as mended. Out: files for [`write`](crate::write), laid out like the documentation.

use crate::file::{Content, File};
use crate::page::Page;
use crate::read::{PROVENANCE_FILE, Provenance};
use crate::source::SourceMap;

use super::{carries_facts, reduce, render};

/// The facts-only pages of `pages` with their [`Provenance`].
///
/// Pages without facts are left out.
pub fn files(sources: &SourceMap, pages: &[Page], provenance: Option<&Provenance>) -> Vec<File<'static>> {
    let kept = reduce(sources, pages);
    let pages = kept.iter().filter(|page| carries_facts(page)).map(|page| File {
        path: markdown_path(page, &sources.file(page.id).path),
        content: Content::Page(render(page)),
    });
    provenance.map(provenance_file).into_iter().chain(pages).collect()
}

fn provenance_file(provenance: &Provenance) -> File<'static> {
    let text = toml::to_string(provenance).expect("strings are TOML");
    File { path: PROVENANCE_FILE.to_owned(), content: Content::Text(text) }
}

/// The place of a page in the layout of the documentation, whatever form and place it came from.
fn markdown_path(page: &Page, path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    if stem.starts_with("api-reference/") {
        // Without the language that a file name may end with.
        let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = stem.get(..folder.len() + 1 + page.slug.len()).unwrap_or(stem);
        return format!("{name}.md");
    }
    let folder = if page.operation.is_some() { "api" } else { "resources" };
    format!("api-reference/{}/{folder}/{}.md", page.version.segment(), page.slug)
}
