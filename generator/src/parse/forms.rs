//! The pages of the corpora, turned into the other forms of documentation, give the same schema.
//!
//! In: the English pages of `../shared/docs`, or a part of them. Out: the same pages bilingual, as the site serves
//! them, as the repository has them since 2024, and as text without marks; each read, resolved and compared with the
//! original fact by fact. Skipped, and said so, where `../shared/docs` is absent.
//!
//! `FORMS_ALL=1` takes all pages of v1.0 instead of a part, `FORMS_SHOW=20` prints so many differences of a kind,
//! and `FORMS_INTO=DIR` writes the converted pages, so that they can be generated from and scored.

#![allow(clippy::print_stdout, reason = "what a run over the corpora measures is told with --nocapture")]
#![allow(clippy::format_push_string, reason = "pages are put together from lines")]

mod bilingual;
mod compare;
mod lines;
mod recent;
mod rendered;
mod site;

pub(in crate::parse) use rendered::rendered_page;

use std::path::{Path, PathBuf};

use compare::{Facts, Share};

use crate::odata::ApiVersion;
use crate::parse;
use crate::resolve::{self, ResolveOptions};
use crate::schema::Schema;
use crate::skipped::skipped;
use crate::source::{SourceFile, SourceMap};

/// A page with its path, and the files that it includes.
type Converted = Vec<(String, String)>;

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs").join(name)
}

/// The v1.0 pages of a corpus and everything that pages include: all of them, or those that a part needs.
fn corpus(name: &str) -> Option<SourceMap> {
    let Ok((all, _)) = crate::read::read(&docs(name), &[]) else {
        skipped(module_path!(), &format!("{} is not there", docs(name).display()));
        return None;
    };
    let whole = std::env::var_os("FORMS_ALL").is_some();
    let mut kept = SourceMap::default();
    for (_, file) in all.iter() {
        let slug = file.path.rsplit('/').next().unwrap_or_default();
        let part = whole || slug.starts_with(['c', 'e']);
        if !parse::is_page(&file.path) || (file.path.contains("/v1.0/") && part) {
            kept.add(file.clone());
        }
    }
    Some(kept)
}

/// All files of `sources`, each page of them as `convert` makes it.
fn converted(form: &str, sources: &SourceMap, convert: impl Fn(&SourceFile) -> Converted) -> SourceMap {
    let mut result = SourceMap::default();
    for (_, file) in sources.iter() {
        if parse::is_page(&file.path) {
            for (path, text) in convert(file) {
                write_out(form, &path, &text);
                result.add(SourceFile { path, text, corpus: 0 });
            }
        } else {
            result.add(file.clone());
        }
    }
    result
}

fn write_out(form: &str, path: &str, text: &str) {
    let Some(root) = std::env::var_os("FORMS_INTO") else { return };
    let path = Path::new(&root).join(form).join(path);
    std::fs::create_dir_all(path.parent().expect("a page lies in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a page can be written");
}

fn schema(sources: &SourceMap) -> Schema {
    let (pages, _) = parse::parse(sources, &|| ());
    let (pages, _) = crate::mend::mend(sources, pages);
    resolve::resolve(sources, &pages, ApiVersion::V1, &ResolveOptions::default()).0
}

/// Compares the facts of `sources` with those that its pages give after `convert`, and holds the shares to goals.
fn check(form: &str, sources: &SourceMap, convert: impl Fn(&SourceFile) -> Converted, goals: &[(&str, f64)]) {
    let original = Facts::of(&schema(sources));
    let others = Facts::of(&schema(&converted(form, sources, convert)));
    let mut missed = Vec::new();
    for Share { kind, found, all, more } in original.shares(&others) {
        let share = percent(found, all);
        println!("{form}: {kind}: {found} of {all} the same ({share:.2} %), {more} others");
        let goal = goals.iter().find(|(of, _)| *of == kind).map_or(0.0, |(_, goal)| *goal);
        if share < goal {
            missed.push(format!("{kind}: {share:.2} % of {goal} %"));
        }
    }
    assert!(missed.is_empty(), "{form}: {}", missed.join(", "));
}

/// One goal for facts of all kinds.
fn all(goal: f64) -> Vec<(&'static str, f64)> {
    compare::KINDS.iter().map(|kind| (*kind, goal)).collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 100.0 } else { 100.0 * number(part) / number(whole) }
}

#[test]
fn bilingual_pages_give_the_same_schema() {
    let Some(sources) = corpus("en") else { return };
    let convert = |file: &SourceFile| vec![(file.path.clone(), bilingual::page(&file.text))];
    check("bilingual", &sources, convert, &all(100.0));
}

#[test]
fn pages_of_the_site_give_the_same_schema() {
    let Some(sources) = corpus("en") else { return };
    let convert = |file: &SourceFile| vec![(file.path.clone(), site::page(file))];
    // Without metadata comments, some types have another name, and base types that only these tell are lost.
    let goals = [
        ("requests", 100.0),
        ("permissions", 100.0),
        ("headers", 100.0),
        ("types", 97.0),
        ("members", 97.0),
        ("member types", 96.0),
        ("enum members", 99.0),
        ("bodies", 98.0),
        ("responses", 96.0),
    ];
    check("site", &sources, convert, &goals);
}

#[test]
fn pages_of_recent_years_give_the_same_schema() {
    let Some(sources) = corpus("en") else { return };
    check("recent", &sources, recent::page, &all(100.0));
}

#[test]
fn text_without_marks_gives_nearly_the_same_schema() {
    let goals = [
        ("requests", 99.0),
        ("permissions", 93.0),
        ("headers", 94.0),
        ("types", 96.0),
        ("members", 97.0),
        ("member types", 96.0),
        ("enum members", 84.0),
        ("bodies", 89.7),
        ("responses", 93.0),
    ];
    for (folder, locale) in [("en", "en-US"), ("zh-cn", "zh-CN")] {
        let Some(sources) = corpus(folder) else { return };
        let convert = |file: &SourceFile| {
            let stem = file.path.trim_end_matches(".md");
            vec![(format!("{stem}.txt"), rendered::rendered_page(&file.text))]
        };
        check(&format!("text-{locale}"), &sources, convert, &goals);
    }
}
