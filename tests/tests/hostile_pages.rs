//! Real pages with damage, a million ways: parsing each ends with a page and a report.
//!
//! `MSGRAPH_DAMAGE=1000000 cargo test --release -p msgraph-tests --test hostile_pages` tries so many; without it, a few
//! thousand that are always the same. A panic says which seed it was.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use msgraph_codegen::parse;
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_tests::hostile::{Dice, damaged};
use msgraph_tests::root;
use rayon::prelude::*;

/// So many pages are taken out of the documentation, evenly.
const PAGES: usize = 400;

#[test]
fn damaged_pages_are_parsed() {
    let count: u64 = std::env::var("MSGRAPH_DAMAGE")
        .map_or(3000, |count| count.parse().expect("MSGRAPH_DAMAGE is a number"));
    let pages = pages();
    let failed: Vec<u64> = (0..count).into_par_iter().filter(|seed| !is_parsed(&pages, *seed)).collect();
    assert!(
        failed.is_empty(),
        "{} of {count} panic, among them {:?}",
        failed.len(),
        &failed[..failed.len().min(9)]
    );
}

/// Pages of all kinds with their paths.
fn pages() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for version in ["v1.0", "beta"] {
        for folder in ["resources", "api"] {
            let path = format!("api-reference/{version}/{folder}");
            let entries = fs::read_dir(root().join("docs-input").join(&path)).expect("docs-input is there");
            let names =
                entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
            found.extend(names.map(|name| format!("{path}/{name}")));
        }
    }
    found.sort();
    let every = (found.len() / PAGES).max(1);
    let text = |path: &String| fs::read_to_string(root().join("docs-input").join(path)).expect("readable");
    found.iter().step_by(every).map(|path| (path.clone(), text(path))).collect()
}

fn is_parsed(pages: &[(String, String)], seed: u64) -> bool {
    let mut dice = Dice::new(seed);
    let (path, text) = &pages[dice.below(pages.len())];
    let (_, other) = &pages[dice.below(pages.len())];
    let text = damaged(&mut dice, text, other);
    let mut sources = SourceMap::default();
    // Some as a copy out of a browser would be.
    let path = if dice.once_in(8) { path.replace(".md", ".txt") } else { path.clone() };
    let id = sources.add(SourceFile { path, text, corpus: 0 });
    catch_unwind(AssertUnwindSafe(|| parse::parse_page(&sources, id))).is_ok_and(|(page, report)| {
        let within = |end: u32| end as usize <= sources.file(page.id).text.len();
        report
            .diagnostics
            .iter()
            .filter_map(|said| said.span)
            .all(|span| span.start <= span.end && within(span.end))
    })
}
