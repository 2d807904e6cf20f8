//! Every page of the corpora, distilled and read again.
//!
//! Skipped, and said so, where `../shared/docs` is absent.

#![allow(clippy::print_stdout, reason = "what a run over the corpora measures is told with --nocapture")]

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::file::Content;
use crate::mend;
use crate::odata::ApiVersion;
use crate::parse;
use crate::resolve::{self, ResolveOptions};
use crate::skipped::skipped;
use crate::source::{SourceFile, SourceMap};

/// A corpus; an empty one where it is absent.
fn corpus(name: &str) -> (SourceMap, Vec<Page>) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs").join(name);
    let Ok((sources, _)) = crate::read::read(&docs, &[]) else {
        skipped(module_path!(), &format!("{} is not there", docs.display()));
        return (SourceMap::default(), Vec::new());
    };
    let (pages, _) = parse::parse(&sources, &|| ());
    (sources, pages)
}

fn read_again(path: &str, text: String) -> Page {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile { path: path.to_owned(), text, corpus: 0 });
    parse::parse_page(&sources, id).0
}

#[test]
fn english_pages_keep_every_fact() {
    let (sources, pages) = corpus("en");
    let mut lost = Vec::new();
    for page in &pages {
        let path = &sources.file(page.id).path;
        let text = render(page);
        let again = read_again(path, text.clone());
        if facts(page, again.id) != facts(&again, again.id) || render(&again) != text {
            show_difference(path, page, &again);
            lost.push(path);
        }
    }
    println!("{} of {} pages keep every fact", pages.len() - lost.len(), pages.len());
    assert!(lost.is_empty(), "{} pages lose facts, {:?} and others", lost.len(), &lost[..lost.len().min(5)]);
}

/// Prints where two readings of a page part, where `SHOW_DIFFERENCES` asks for it.
fn show_difference(path: &str, page: &Page, again: &Page) {
    if std::env::var_os("SHOW_DIFFERENCES").is_none() {
        return;
    }
    let (page, again) = (facts(page, again.id), facts(again, again.id));
    let (one, other) = (format!("{page:#?}"), format!("{again:#?}"));
    let parting = one.lines().zip(other.lines()).enumerate().find(|(_, (one, other))| one != other);
    let Some((at, (one_line, other_line))) = parting else {
        println!("{path}\tunstable");
        return;
    };
    let place: Vec<&str> = one
        .lines()
        .take(at)
        .filter(|line| line.contains(':') && line.ends_with(['[', '{', '(']))
        .map(str::trim)
        .collect();
    let place = &place[place.len().saturating_sub(4)..];
    println!("{path}\t{}\t{}\t{}", place.join(" "), one_line.trim(), other_line.trim());
}

#[test]
fn distilled_pages_are_small_and_give_the_same_schema() {
    let (sources, pages) = corpus("en");
    let reduced: Vec<Page> = reduce(&sources, &pages).into_iter().filter(carries_facts).collect();
    let mut distilled = SourceMap::default();
    for page in &reduced {
        let path = sources.file(page.id).path.clone();
        distilled.add(SourceFile { path, text: render(page), corpus: 0 });
    }
    let bytes: usize = distilled.iter().map(|(_, file)| file.text.len()).sum();
    println!("{} pages, {bytes} bytes", distilled.len());

    let (again, _) = parse::parse(&distilled, &|| ());
    let twice = reduce(&distilled, &again);
    let changed: Vec<&str> = twice
        .iter()
        .map(|page| (render(page), distilled.file(page.id)))
        .filter(|(text, file)| *text != file.text)
        .map(|(_, file)| file.path.as_str())
        .collect();
    println!("{} pages change when they are distilled again", changed.len());
    for api in ApiVersion::ALL {
        let schema = |sources: &SourceMap, pages: &[Page]| {
            let (schema, _) = resolve::resolve(sources, pages, api, &ResolveOptions::default());
            let mut schema = serde_json::to_value(&schema).expect("a schema is JSON");
            without_places(&mut schema);
            serde_json::to_string_pretty(&schema).expect("JSON is text")
        };
        let (full, small) = (schema(&sources, &pages), schema(&distilled, &again));
        let differing = full.lines().zip(small.lines()).find(|(full, small)| full != small);
        assert!(full == small, "{api:?}: the distilled pages give another schema: {differing:?}");
    }
    assert!(
        changed.is_empty(),
        "{} pages change, {:?} and others",
        changed.len(),
        &changed[..changed.len().min(5)]
    );
    assert!(bytes <= 15_000_000, "{bytes} bytes");
}

/// Takes out where facts stand, which is the one thing that distilled pages say otherwise.
fn without_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            members.retain(|key, _| key != "source" && key != "sources");
            members.values_mut().for_each(without_places);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// A part of the v1.0 pages of a corpus as `import` writes them, by path.
fn imported(sources: &SourceMap) -> BTreeMap<String, String> {
    let (pages, _) = parse::parse(sources, &|| ());
    let (pages, _) = mend::mend(sources, pages);
    let pages = files(sources, &pages, None).0.into_iter().map(|file| match file.content {
        Content::Page(text) | Content::Text(text) => (file.path, text),
        Content::Rust { .. } => panic!("importing writes no code"),
    });
    pages.collect()
}

fn part_of(name: &str) -> SourceMap {
    let (sources, _) = corpus(name);
    let mut part = SourceMap::default();
    for (_, file) in sources.iter() {
        let slug = file.path.rsplit('/').next().unwrap_or_default();
        if !parse::is_page(&file.path) || (file.path.contains("/v1.0/") && slug.starts_with(['c', 'e', 'o']))
        {
            part.add(file.clone());
        }
    }
    part
}

/// The whole of a translation: of a part, what an answer shows may be needed to know a type that no page describes, and not
/// be needed any more once it is.
#[test]
fn importing_what_was_imported_changes_nothing() {
    let (sources, _) = corpus("zh-cn");
    if sources.is_empty() {
        return;
    }
    let once = imported(&sources);
    let mut again = SourceMap::default();
    for (path, text) in &once {
        again.add(SourceFile { path: path.clone(), text: text.clone(), corpus: 0 });
    }
    let again = imported(&again);
    let changed: Vec<&String> = once.keys().filter(|path| once.get(*path) != again.get(*path)).collect();
    assert!(changed.is_empty() && once.len() == again.len(), "changed: {changed:?}");
}

#[test]
fn translated_pages_are_imported_as_english_ones() {
    let (english, chinese) = (part_of("en"), part_of("zh-cn"));
    if english.is_empty() || chinese.is_empty() {
        return;
    }
    let (english, chinese) = (imported(&english), imported(&chinese));

    // The two corpora are a year apart, so that not all of them can be the same.
    let both = chinese.iter().filter(|(path, _)| english.contains_key(*path)).count();
    let same = chinese.iter().filter(|(path, text)| english.get(*path) == Some(text)).count();
    let foreign = chinese.values().filter(|text| text.chars().any(is_chinese)).count();
    println!(
        "{same} of {both} translated pages are as the English ones of the year before, {foreign} of {} hold words of the translation",
        chinese.len()
    );
    assert!(same * 100 >= both * 45, "{same} of {both} are the same");
    assert!(foreign * 100 <= chinese.len() * 12, "{foreign} of {}", chinese.len());
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
