//! Translations are held to what was measured: the Chinese corpus, and languages that were invented from it, of
//! which no word table knows a word.
//!
//! The schema of each is scored against the official metadata by the scripts that lie beside the corpora; without
//! those, or without Python, it is said that the test is skipped. `LANGUAGES=name,name` chooses languages,
//! `LANGUAGES_OUT=FOLDER` keeps the invented pages and the exported schemas.

#![allow(clippy::print_stderr, reason = "says what it measured")]

#[path = "languages/invent.rs"]
mod invent;
#[path = "languages/known.rs"]
mod known;
#[path = "languages/original.rs"]
mod original;
#[path = "languages/score.rs"]
mod score;
#[path = "../src/skipped.rs"]
mod skipped;
#[path = "languages/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use invent::Language;
use known::Pages;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::page::Page;
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::{export, mend, parse, read, resolve};
use words::Vocabulary;

/// A folder beside the workspace.
fn shared(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder)
}

/// The pages of a corpus.
fn pages_of(folder: &str) -> Vec<SourceFile> {
    let (sources, _) = read::read(&shared(folder), &[]).expect("the corpus is readable");
    sources.iter().map(|(_, file)| file.clone()).collect()
}

fn translated(language: &Language, pages: &[SourceFile]) -> Vec<SourceFile> {
    let mut vocabulary = Vocabulary::default();
    for file in pages {
        vocabulary.see(&file.text);
    }
    let mut tallies = invent::Tallies::new();
    let mut page = |file: &SourceFile| SourceFile {
        text: invent::page(language, &vocabulary, (&file.path, &file.text), &mut tallies),
        ..file.clone()
    };
    let translated = pages.iter().map(&mut page).collect();
    for (what, (rows, damaged)) in tallies {
        eprintln!("{}: {damaged} of {rows} {what} damaged", language.name);
    }
    translated
}

/// The English pages in a language.
fn translated_from_english(language: &Language) -> Vec<SourceFile> {
    let pages = pages_of("docs/en").into_iter();
    let prepared: Vec<SourceFile> =
        pages.map(|file| SourceFile { text: original::prepared(&file.text), ..file }).collect();
    translated(language, &prepared)
}

/// Pages put right, and the schema that is made of them.
fn understood(sources: &SourceMap, api: ApiVersion) -> (Vec<Page>, String) {
    let (pages, _) = parse::parse(sources, &|| {});
    let (pages, _) = mend::mend(sources, pages);
    let (schema, _) = resolve::resolve(sources, &pages, api, &resolve::ResolveOptions::default());
    (pages, export::csdl(&schema))
}

/// Whether a test cannot be run here; says why.
fn is_skipped(test: &str, takes_long: bool) -> bool {
    let long =
        (takes_long && cfg!(debug_assertions)).then(|| "it takes long without optimisation".to_owned());
    let why = score::missing(&shared("oracle"), &shared("docs")).or(long);
    if let Some(why) = &why {
        skipped::skipped(test, why);
    }
    why.is_some()
}

/// The pages of a corpus of the tests.
fn pages_of_corpus(corpus: &known::Corpus) -> Vec<SourceFile> {
    match (corpus.language, corpus.pages) {
        (None, Pages::English) => pages_of("docs/en"),
        (None, Pages::Chinese) => pages_of("docs/zh-cn"),
        (Some(language), Pages::Chinese) => translated(language, &pages_of("docs/zh-cn")),
        (Some(language), Pages::English) => translated_from_english(language),
    }
}

/// Corpora together are not worse than the best of those that are as new, but for what is known of them: a fixed sample of
/// pairs and triples, two minutes in an optimised build. `COMBINATIONS=zh+pt,zh+hard+en` chooses others.
#[test]
fn corpora_complete_each_other() {
    if is_skipped("corpora_complete_each_other", true) {
        return;
    }
    let chosen = std::env::var("COMBINATIONS").ok();
    let sample: Vec<(&str, f64)> = chosen.as_deref().map_or_else(
        || known::SAMPLE.to_vec(),
        |chosen| chosen.split(',').map(|names| (names, known::WANTED)).collect(),
    );
    let names: BTreeSet<&str> = sample.iter().flat_map(|(names, _)| names.split('+')).collect();
    let corpora: BTreeMap<&str, (Pages, Vec<SourceFile>)> = known::CORPORA
        .iter()
        .filter(|corpus| names.contains(corpus.name))
        .map(|corpus| (corpus.name, (corpus.pages, pages_of_corpus(corpus))))
        .collect();
    let measured = |names: &[&str]| {
        let newest = names.iter().map(|name| corpora[name].0).max().expect("names of corpora");
        let mut sources = SourceMap::default();
        for (at, name) in (0..).zip(names) {
            corpora[name].1.iter().for_each(|file| {
                sources.add(SourceFile { corpus: at, ..file.clone() });
            });
        }
        let (_, csdl) = understood(&sources, ApiVersion::V1);
        (newest, score::scores(&csdl, &shared("oracle"), &newest.truth(&shared("oracle")), None))
    };
    let single: BTreeMap<&str, (Pages, score::Scores)> =
        names.iter().map(|name| (*name, measured(&[*name]))).collect();
    let mut failures = Vec::new();
    for (combination, less) in sample {
        let names: Vec<&str> = combination.split('+').collect();
        let (newest, scores) = measured(&names);
        eprintln!("{combination}\n{scores}");
        for (_, alone) in names.iter().map(|name| single[name]).filter(|(pages, _)| *pages == newest) {
            failures.extend(
                alone.less(less).failures(&scores).iter().map(|failure| format!("{combination}: {failure}")),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What came of a corpus.
struct Outcome {
    scores: score::Scores,
}

fn run(name: &str, main: Vec<SourceFile>, also: Vec<SourceFile>) -> Outcome {
    let start = Instant::now();
    if let Some(folder) = std::env::var_os("LANGUAGES_OUT") {
        keep(&Path::new(&folder).join(name), &main);
    }
    let mut sources = SourceMap::default();
    for file in main.into_iter().chain(also.into_iter().map(|file| SourceFile { corpus: 1, ..file })) {
        sources.add(file);
    }
    let (pages, csdl) = understood(&sources, ApiVersion::V1);
    let kept =
        std::env::var_os("LANGUAGES_OUT").map(|folder| Path::new(&folder).join(format!("{name}.json.gz")));
    let scores =
        score::scores(&csdl, &shared("oracle"), &Pages::Chinese.truth(&shared("oracle")), kept.as_deref());
    eprintln!("{name}: {:.0} s\n{scores}", start.elapsed().as_secs_f64());
    if !cfg!(debug_assertions) {
        let main: Vec<&Page> = pages.iter().filter(|page| sources.file(page.id).corpus == 0).collect();
        score::show_repairs(&main, &shared("oracle"));
    }
    Outcome { scores }
}

fn keep(folder: &Path, pages: &[SourceFile]) {
    for file in pages {
        let path = folder.join(&file.path);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        if let Err(error) = made.and_then(|()| std::fs::write(&path, &file.text)) {
            eprintln!("{}: {error}", path.display());
        }
    }
}

/// What is run without optimization, which takes ten times as long.
const QUICK: [&str; 3] = ["zh", "letters", "pt"];

#[test]
fn translations_keep_what_was_measured() {
    if is_skipped("translations_keep_what_was_measured", false) {
        return;
    }
    let wanted = std::env::var("LANGUAGES").ok();
    let is_wanted =
        |name: &str| wanted.as_deref().is_none_or(|wanted| wanted.split(',').any(|one| one == name));
    let chinese = pages_of("docs/zh-cn");
    for goal in known::GOALS {
        let quick = wanted.is_none() && cfg!(debug_assertions);
        if quick && !QUICK.contains(&goal.name) || !is_wanted(goal.name) {
            continue;
        }
        let main = goal.language.map_or_else(|| chinese.clone(), |language| translated(language, &chinese));
        let also = if goal.with_english { pages_of("docs/en") } else { Vec::new() };
        let outcome = run(goal.name, main, also);
        let failures = goal.floor.failures(&outcome.scores);
        assert!(failures.is_empty(), "{}: {}", goal.name, failures.join(", "));
    }
}

/// The beta pages of a translation keep what the original has, alone and beside those of v1.0, from which they learn.
#[test]
fn corpora_of_beta_keep_what_the_original_has() {
    if is_skipped("corpora_of_beta_keep_what_the_original_has", true) {
        return;
    }
    let oracle = shared("oracle");
    let schema = |pages: &[SourceFile]| {
        let mut sources = SourceMap::default();
        for file in pages {
            sources.add(file.clone());
        }
        understood(&sources, ApiVersion::Beta).1
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let resources = shared("docs/en/api-reference/beta/resources");
    let measure =
        score::Measure::by_original(&schema(&pages_of("docs/en")), &resources, &oracle, folder.path());
    let wanted = std::env::var("LANGUAGES").ok();
    let out = std::env::var_os("LANGUAGES_OUT").map(PathBuf::from);
    let mut failures = Vec::new();
    for goal in known::BETA {
        if wanted.as_deref().map_or(!goal.sample, |wanted| !wanted.split(',').any(|one| one == goal.name)) {
            continue;
        }
        let both = translated_from_english(goal.language);
        let alone: Vec<SourceFile> =
            both.iter().filter(|file| file.path.contains("/beta/")).cloned().collect();
        for (what, pages, floor) in [("alone", &alone, &goal.alone), ("beside v1.0", &both, &goal.beside)] {
            let kept = out.as_deref().map(|out| out.join(format!("beta-{}.json.gz", goal.name)));
            if let Some(out) = &out {
                keep(&out.join(format!("beta-{}", goal.name)), pages);
            }
            let found = score::scores(&schema(pages), &oracle, &measure, kept.as_deref());
            eprintln!("beta, {}, {what}\n{found}", goal.name);
            let low = floor.failures(&found);
            failures.extend(low.iter().map(|low| format!("{}, {what}: {low}", goal.name)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
