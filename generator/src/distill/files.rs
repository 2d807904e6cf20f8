//! The folder that `import` writes: one facts-only page a page, and where all of them come from.
//!
//! In: the pages as mended. Out: files for [`write`](crate::write), laid out like the documentation.

use std::collections::BTreeMap;

use crate::file::{Content, File};
use crate::page::Page;
use crate::read::{PROVENANCE_FILE, Provenance};
use crate::source::SourceMap;

use super::{carries_facts, reduce, render};

/// The facts-only pages of `pages` with their [`Provenance`].
///
/// Pages without facts are left out. Where two pages have one place, the second keeps its own file name; if that is the
/// same too, the second is left out: the texts say which.
pub fn files(
    sources: &SourceMap,
    pages: &[Page],
    provenance: Option<&Provenance>,
) -> (Vec<File<'static>>, Vec<String>) {
    let mut left_out = Vec::new();
    let mut files: Vec<File<'static>> = provenance.map(provenance_file).into_iter().collect();
    // Some file systems do not tell capital from small letters.
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let kept = reduce(sources, pages);
    for page in kept.iter().filter(|page| carries_facts(page)) {
        let source = sources.file(page.id).path.as_str();
        let own = in_layout(source).then(|| format!("{}.md", stem(source)));
        let place = markdown_path(page, source);
        let free =
            std::iter::once(&place).chain(&own).find(|place| !taken.contains_key(&place.to_lowercase()));
        let Some(free) = free else {
            let first = taken.get(&place.to_lowercase()).copied().unwrap_or_default();
            left_out.push(format!(
                "{source} is left out: {first} is the same page; remove or rename one of them"
            ));
            continue;
        };
        taken.insert(free.to_lowercase(), source);
        files.push(File { path: free.clone(), content: Content::Page(render(page)) });
    }
    (files, left_out)
}

fn provenance_file(provenance: &Provenance) -> File<'static> {
    let text = toml::to_string(provenance).expect("strings are TOML");
    File { path: PROVENANCE_FILE.to_owned(), content: Content::Text(text) }
}

/// The place of a page in the layout of the documentation, whatever form and place it came from.
fn markdown_path(page: &Page, path: &str) -> String {
    let stem = stem(path);
    if in_layout(path) {
        // Without the language that a file name may end with.
        let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = stem.get(..folder.len() + 1 + page.slug.len()).unwrap_or(stem);
        return format!("{name}.md");
    }
    let folder = if page.operation.is_some() { "api" } else { "resources" };
    format!("api-reference/{}/{folder}/{}.md", page.version.segment(), page.slug)
}

fn in_layout(path: &str) -> bool {
    path.starts_with("api-reference/")
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}
