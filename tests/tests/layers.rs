//! The rooms of the generator: who may import what, what every file starts with, and how long it may be.
//!
//! Reads the source as [`sources`](msgraph_tests::sources) does. Test modules may look into any room.

use std::sync::LazyLock;

use msgraph_tests::root;
use msgraph_tests::sources::{File, Mention, Sources, files_below};

/// Each room with the rooms it may look into. Data flow one way: models know nothing of stages, and a stage knows the
/// models on both of its sides.
const ROOMS: &[(&str, &[&str])] = &[
    // The words that all models share.
    ("odata", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    // What a file consists of, before it has a text.
    ("file", &[]),
    ("read", &["diagnostic", "source"]),
    ("page", &["odata", "source"]),
    ("schema", &["odata"]),
    ("parse", &["diagnostic", "odata", "page", "source"]),
    // Which types there are, of damaged pages as of sound ones.
    ("corpus", &["diagnostic", "odata", "page", "schema", "source"]),
    ("mend", &["corpus", "diagnostic", "odata", "page", "schema", "source"]),
    // Which observations of an example are needed is decided by `resolve` alone.
    ("distill", &["file", "odata", "page", "parse", "read", "resolve", "source"]),
    ("resolve", &["corpus", "diagnostic", "odata", "page", "schema", "source"]),
    ("export", &["odata", "schema"]),
    ("inspect", &["diagnostic", "names", "odata", "schema", "sdk", "source"]),
    // Namespaces are words of OData; everything else about names is decided here.
    ("names", &["diagnostic", "odata"]),
    ("sdk", &["names", "odata"]),
    ("lower", &["diagnostic", "names", "odata", "schema", "sdk", "source"]),
    ("call", &["inspect", "names", "odata", "schema", "sdk"]),
    ("site", &["call", "file", "odata", "page", "sdk"]),
    ("emit", &["file", "names", "odata", "read", "sdk"]),
    // The ownership file names versions of the API.
    ("write", &["file", "odata"]),
];

/// The wings of `resolve` in their order, after what all of them need: each looks into those before it.
const WINGS: [&str; 4] = ["shared", "types", "paths", "requests"];

/// The library's own page shows the whole way, and the command line is a user of the library.
const ABOVE_THE_ROOMS: &[&str] = &["lib", "main", "cli"];

/// What is used in some places only: a crate or a module of one, and where it may be.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("heck", &["names/"]),
    ("pulldown_cmark", &["parse/cursor.rs"]),
    ("std::fs", &["read.rs", "read/", "write.rs", "write/"]),
    // The exit code comes from there too.
    ("std::process", &["read.rs", "read/", "cli.rs", "main.rs"]),
    ("quick_xml", &["export/"]),
    ("miette", &["inspect/"]),
    ("percent_encoding", &["call/curl.rs", "inspect/"]),
    ("semver", &["inspect/", "cli.rs", "cli/"]),
    ("quote", &["emit.rs", "emit/"]),
    ("proc_macro2", &["emit.rs", "emit/", "file.rs", "names.rs", "names/", "write/"]),
    ("prettyplease", &["write/format/parsed.rs"]),
    ("syn", &["write/format/"]),
    ("base64", &["site.rs"]),
    ("sha2", &["site.rs"]),
    ("mimalloc", &["main.rs"]),
    ("clap", &["cli.rs", "cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("indicatif", &["cli.rs", "cli/"]),
    ("anstream", &["cli.rs", "cli/"]),
    ("tempfile", &["write/replace.rs"]),
    ("fs4", &["write/lock.rs"]),
    ("same_file", &["write/"]),
    ("pathdiff", &["write/ownership.rs"]),
];

/// Lines that a file may have.
const LINES: usize = 450;

/// The folders of both crates that people write.
const CRATES: [&str; 2] = ["generator/src", "generator/runtime/src"];

/// Circles of files that may stay: what the paths of their files below `generator/` begin with, how many files they have
/// at most, and why.
const CIRCLES: &[(&str, usize, &str)] = &[
    ("src/page", 2, "sections of operations are made of the rows that stand in the root"),
    ("src/parse/words", 11, "the table of words, and the languages that fill it"),
    ("src/sdk", 2, "requests are made of the values that stand in the root"),
    ("runtime/src/client/batch", 2, "entries of a batch, and their form on the wire"),
    ("runtime/src/client/paging/delta", 2, "pages of changes, and the stream of their items"),
    ("runtime/src/client/transfer/upload", 2, "an upload, and its course"),
    (
        "runtime/src/client",
        21,
        "an error holds the operation that can be asked again, which is sent by the client",
    ),
    ("runtime/src/testing", 4, "rules answer calls that the mock has seen"),
    ("runtime/src/", 26, "values of models hold models: mutual recursion"),
];

/// Both, read once.
static SOURCES: LazyLock<[Sources; 2]> = LazyLock::new(|| {
    CRATES.map(|folder| {
        let sources = Sources::read(&root().join(folder));
        assert!(sources.files.len() > 20, "the code is somewhere else");
        sources
    })
});

fn generator() -> &'static Sources {
    &SOURCES[0]
}

/// First part of the path without the ending.
fn room(file: &File) -> &str {
    let first = file.path.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The room of the crate that a path leads into.
fn room_named(mention: &Mention) -> Option<&str> {
    below(mention, "crate")
}

/// The name behind `start` in a path that begins so.
fn below<'m>(mention: &'m Mention, start: &str) -> Option<&'m str> {
    let mut names = mention.names.iter().map(String::as_str);
    start.split("::").all(|part| names.next() == Some(part)).then(|| names.next()).flatten()
}

/// Whether a path is a crate or a module of one, or leads into it.
fn is_within(mention: &Mention, path: &str) -> bool {
    path.split("::")
        .zip(mention.names.iter().map(String::as_str).chain(std::iter::repeat("")))
        .all(|(a, b)| a == b)
}

/// Fails with all findings at once.
fn report(mut findings: Vec<String>) {
    findings.dedup();
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn rooms_look_only_where_they_may() {
    let sources = generator();
    let mut findings = Vec::new();
    for file in sources.files.iter().filter(|file| !ABOVE_THE_ROOMS.contains(&room(file))) {
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room(file)) else {
            findings.push(format!("{}: this room is not in the table", file.path));
            continue;
        };
        for mention in sources.mentions(file) {
            let named = room_named(mention).unwrap_or_default();
            let is_room = ROOMS.iter().any(|(room, _)| *room == named);
            if is_room && named != room(file) && !allowed.contains(&named) {
                let path = mention.names.join("::");
                findings.push(format!("{}: {} must not look into {path}", file.path, room(file)));
            }
            if mention.climbs {
                let path = mention.names.join("::");
                findings.push(format!("{}: leaves the room with `super`; write `{path}`", file.path));
            }
        }
    }
    report(findings);
}

#[test]
fn wings_look_only_back() {
    let sources = generator();
    let place = |name: &str| WINGS.iter().position(|wing| *wing == name);
    let mut findings = Vec::new();
    let mut seen = [false; WINGS.len()];
    for file in &sources.files {
        let Some(wing) =
            file.path.strip_prefix("resolve/").and_then(|inner| place(inner.split(['/', '.']).next()?))
        else {
            continue;
        };
        seen[wing] = true;
        let forward = |named: &&str| place(named).is_none_or(|other| other > wing);
        for named in
            sources.mentions(file).filter_map(|mention| below(mention, "crate::resolve")).filter(forward)
        {
            findings.push(format!("{}: {} must not look into {named}", file.path, WINGS[wing]));
        }
    }
    report(findings);
    assert!(seen.iter().all(|seen| *seen), "a wing of the table is not in generator/src/resolve");
}

#[test]
fn no_files_need_each_other() {
    let mut findings = Vec::new();
    let mut unused: Vec<&str> = CIRCLES.iter().map(|(start, ..)| *start).collect();
    for (folder, sources) in CRATES.iter().zip(&*SOURCES) {
        let inner = folder.strip_prefix("generator/").unwrap_or(folder);
        for circle in sources.circles() {
            let circle: Vec<String> = circle.iter().map(|path| format!("{inner}/{path}")).collect();
            let holds = |start: &str| circle.iter().all(|path| path.starts_with(start));
            match CIRCLES.iter().find(|(start, ..)| holds(start)) {
                Some((start, most, _)) if circle.len() <= *most => unused.retain(|known| known != start),
                _ => findings.push(format!("{} files in a circle: {}", circle.len(), circle.join(", "))),
            }
        }
    }
    findings
        .extend(unused.iter().map(|start| format!("no circle is left in {start}: take it from the list")));
    report(findings);
}

#[test]
fn every_room_of_the_table_exists() {
    let sources = generator();
    let missing = ROOMS.iter().filter(|(name, _)| !sources.files.iter().any(|file| room(file) == *name));
    report(missing.map(|(room, _)| format!("{room} is in the table and not in generator/src")).collect());
}

#[test]
fn libraries_are_used_where_they_belong() {
    let sources = generator();
    let mut findings = Vec::new();
    for file in &sources.files {
        for (used, places) in ONLY_IN {
            let here = places.iter().any(|place| file.path.starts_with(place));
            if !here && sources.mentions(file).any(|mention| is_within(mention, used)) {
                findings.push(format!("{}: {used} belongs in {}", file.path, places.join(", ")));
            }
        }
    }
    report(findings);
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut findings = Vec::new();
    for folder in ["generator/src", "generator/runtime/src", "tests/src", "tests/tests"] {
        for path in files_below(&root().join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a source file is text");
            if !text.starts_with("//! ") {
                findings.push(format!("{}: does not start with `//!`", path.display()));
            }
        }
    }
    report(findings);
}

#[test]
fn files_are_short() {
    let sources = generator();
    let long = sources.files.iter().map(|file| (&file.path, file.text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LINES);
    report(long.map(|(path, lines)| format!("{path}: {lines} lines; split it by concern")).collect());
}
