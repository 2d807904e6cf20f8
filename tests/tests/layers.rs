//! The rooms of the generator: who may import what, what every file starts with, and how long it may be.
//!
//! Reads the source text, so that a wrong import is named with its line. Test modules may look into any room.

use std::path::{Path, PathBuf};

use msgraph_tests::root;

/// Each room with the rooms it may look into. Data flow one way: models know nothing of stages, and a stage knows the
/// models on both of its sides.
const ROOMS: &[(&str, &[&str])] = &[
    // The words that all models share.
    ("odata", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    // Files on the way in; `import` marks its output with the marker that `write` prunes by.
    ("read", &["diagnostic", "source", "write"]),
    ("page", &["odata", "source"]),
    ("schema", &["odata"]),
    ("parse", &["diagnostic", "odata", "page", "source"]),
    // Which observations of an example are needed is decided by `resolve` alone.
    // Which types there are is told by the first wing of `resolve`, of damaged pages as of sound ones.
    ("mend", &["diagnostic", "odata", "page", "resolve", "schema", "source"]),
    ("distill", &["odata", "page", "parse", "read", "resolve", "source", "write"]),
    ("resolve", &["diagnostic", "odata", "page", "schema", "source"]),
    ("export", &["odata", "schema"]),
    ("inspect", &["diagnostic", "odata", "schema", "sdk", "source"]),
    // Namespaces are words of OData; everything else about names is decided here.
    ("names", &["diagnostic", "odata"]),
    ("sdk", &["names", "odata"]),
    ("lower", &["diagnostic", "names", "odata", "schema", "sdk", "source"]),
    ("emit", &["names", "odata", "read", "sdk", "write"]),
    // The ownership file names versions of the API.
    ("write", &["odata"]),
];

/// The wings of `resolve` in their order, after what all of them need: each looks into those before it.
const WINGS: [&str; 5] = ["shared", "names", "types", "paths", "requests"];

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
    ("serde_sarif", &["inspect/"]),
    ("quote", &["emit.rs", "emit/"]),
    ("proc_macro2", &["emit.rs", "emit/", "names.rs", "names/", "write.rs", "write/"]),
    ("prettyplease", &["write.rs", "write/"]),
    ("clap", &["cli.rs", "cli/"]),
    ("indicatif", &["cli.rs", "cli/"]),
    ("anstream", &["cli.rs", "cli/"]),
    ("tempfile", &["write/replace.rs"]),
    ("fs4", &["write/lock.rs"]),
    ("same_file", &["write/"]),
    ("pathdiff", &["write/ownership.rs"]),
];

/// Lines that a file may have.
const LINES: usize = 450;

struct File {
    /// Below `generator/src`, with `/`.
    path: String,
    text: String,
}

impl File {
    /// First part of the path without the ending.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Number of modules from the crate to this one.
    fn depth(&self) -> usize {
        self.path.split('/').count()
    }

    /// The numbered lines of code without comments and without test modules; an import is one line, however long.
    fn code(&self) -> Vec<(usize, String)> {
        let mut kept: Vec<(usize, String)> = Vec::new();
        let mut lines = self.text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            if line == TEST {
                let item = lines.find(|(_, line)| !line.starts_with('#')).map_or("", |(_, line)| line);
                // A module in braces ends with a brace in the first column, everything else on its own line.
                if item.ends_with('{') {
                    lines.find(|(_, line)| *line == "}");
                }
            } else if !line.trim().starts_with("//") {
                match kept.last_mut().filter(|(_, before)| is_import(before) && !before.ends_with(';')) {
                    Some((_, import)) => import.push_str(line.trim()),
                    None => kept.push((at + 1, line.trim().to_owned())),
                }
            }
        }
        kept
    }

    /// Paths of the files that are test modules of this one.
    fn test_files(&self) -> Vec<String> {
        let folder = match self.path.strip_suffix("/mod.rs").or_else(|| self.path.strip_suffix(".rs")) {
            Some("lib" | "main") | None => String::new(),
            Some(folder) => format!("{folder}/"),
        };
        let lines: Vec<&str> = self.text.lines().collect();
        let pairs = lines.windows(2).filter(|pair| pair[0] == TEST);
        let names = pairs.filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'));
        names.map(|name| format!("{folder}{name}.rs")).collect()
    }
}

const TEST: &str = "#[cfg(test)]";

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of sources is there") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn generator() -> Vec<File> {
    let folder = root().join("generator/src");
    let file = |path: PathBuf| File {
        path: path.strip_prefix(&folder).expect("below it").to_string_lossy().replace('\\', "/"),
        text: std::fs::read_to_string(&path).expect("a source file is text"),
    };
    let mut files: Vec<File> = files_below(&folder).into_iter().map(file).collect();
    let of_tests: Vec<String> = files.iter().flat_map(File::test_files).collect();
    // What stands below a module of tests belongs to it.
    let below =
        |file: &File, test: &String| file.path.starts_with(&format!("{}/", test.trim_end_matches(".rs")));
    files.retain(|file| !of_tests.iter().any(|test| *test == file.path || below(file, test)));
    assert!(files.len() > 20, "the generator is somewhere else");
    files
}

/// Fails with all findings at once.
fn report(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

fn is_import(line: &str) -> bool {
    let visibility = line.split_once("use ").map(|(before, _)| before.trim_end());
    visibility.is_some_and(|before| before.is_empty() || before == "pub" || before.starts_with("pub("))
}

/// Whether a line uses a crate or a module of one, however it is written.
fn uses(line: &str, path: &str) -> bool {
    match path.rsplit_once("::") {
        Some((start, name)) => names_below(line, start).contains(&name),
        None => names_imported(line).contains(&path) || names_crate(line, path),
    }
}

/// Whether `name::` stands in the line as a crate, not within a longer path and not as a method.
fn names_crate(line: &str, name: &str) -> bool {
    words(line, &format!("{name}::")).any(|at| {
        let before = line[..at].strip_suffix("::").unwrap_or(&line[..at]);
        !before.ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | '.'))
    })
}

/// The first names of an import: `use a::b`, `use {a::b, c}`.
fn names_imported(line: &str) -> Vec<&str> {
    let import = line.split_once("use ").filter(|_| is_import(line));
    import.map_or_else(Vec::new, |(_, rest)| first_names(rest.trim_start_matches("::")))
}

/// The rooms that a line looks into: `crate::page::Page`, `use crate::{page, schema}`.
fn rooms_named(line: &str) -> Vec<&str> {
    names_below(line, "crate")
}

/// The names that follow `start::` in the line.
fn names_below<'a>(line: &'a str, start: &str) -> Vec<&'a str> {
    let start = format!("{start}::");
    words(line, &start).flat_map(|at| first_names(&line[at + start.len()..])).collect()
}

/// The first names of a path or of a group of paths.
fn first_names(text: &str) -> Vec<&str> {
    if text.starts_with('{') { top_names(text) } else { vec![first_name(text)] }
}

/// Where `word` stands in the line and is not the end of a longer one.
fn words(line: &str, word: &str) -> impl Iterator<Item = usize> {
    let is_whole =
        |at: &usize| !line[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
    line.match_indices(word).map(|(at, _)| at).filter(is_whole)
}

fn first_name(text: &str) -> &str {
    let end =
        text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len());
    &text[..end]
}

/// The first names of the parts of `{page::Page, schema::{A, B}}`.
fn top_names(group: &str) -> Vec<&str> {
    let (mut depth, mut names) = (0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 1 && matches!(character, '{' | ',') {
            names.push(first_name(group[at + 1..].trim_start()));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn rooms_are_found_in_lines() {
    assert_eq!(rooms_named("use crate::page::{Page, Form};"), ["page"]);
    assert_eq!(rooms_named("use crate::{page::{A, B}, schema};"), ["page", "schema"]);
    assert_eq!(rooms_named("fn f(a: crate::sdk::A) -> xcrate::b::B"), ["sdk"]);
}

#[test]
fn uses_are_found_however_they_are_written() {
    for line in [
        "use std::fs;",
        "use std::fs as disk;",
        "use std::fs::File;",
        "use std::{env, fs};",
        "use std::{env, fs::{self, File}};",
        "pub(crate) use ::std::fs;",
        "std::fs::read(path)",
    ] {
        assert!(uses(line, "std::fs"), "{line}");
    }
    for line in ["use std::{env, io};", "use std::{path::{fs}};", "use nostd::fs;", "std::fsx::y()"] {
        assert!(!uses(line, "std::fs"), "{line}");
    }
    for line in
        ["use quote;", "use quote::quote;", "quote::quote! {}", "use {heck::A, quote};", "use quote as q;"]
    {
        assert!(uses(line, "quote"), "{line}");
    }
    for line in
        ["quote(text)", "let quote = 1;", "use crate::text::quote;", "self.quote::<A>()", "(a, quote)"]
    {
        assert!(!uses(line, "quote"), "{line}");
    }
}

#[test]
fn test_modules_are_no_code() {
    let text = "a\n#[cfg(test)]\nmod one;\nb\n#[cfg(test)]\n#[x]\nmod two {\n    c\n}\n// d\n    e\nuse f::{\n    g,\n};\nh\n";
    let file = File { path: "room/part.rs".to_owned(), text: text.to_owned() };
    let code = file.code();
    let code: Vec<(usize, &str)> = code.iter().map(|(number, line)| (*number, line.as_str())).collect();
    assert_eq!(code, [(1, "a"), (4, "b"), (11, "e"), (12, "use f::{g,};"), (15, "h")]);
    assert_eq!(file.test_files(), ["room/part/one.rs"]);
}

#[test]
fn rooms_look_only_where_they_may() {
    let files = generator();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| !ABOVE_THE_ROOMS.contains(&file.room())) {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == file.room()) else {
            findings.push(format!("{}: this room is not in the table", file.path));
            continue;
        };
        for (number, line) in file.code() {
            for named in rooms_named(&line) {
                let is_room = ROOMS.iter().any(|(room, _)| *room == named);
                if is_room && named != file.room() && !allowed.contains(&named) {
                    findings.push(format!(
                        "{}:{number}: {} must not look into {named}",
                        file.path,
                        file.room()
                    ));
                }
            }
            // `super` as often as the file is deep would leave the room by the back door.
            if line.contains(&"super::".repeat(file.depth())) {
                findings
                    .push(format!("{}:{number}: leaves the room with `super`; write `crate::`", file.path));
            }
        }
    }
    report(&findings);
}

#[test]
fn wings_look_only_back() {
    let place = |name: &str| WINGS.iter().position(|wing| *wing == name);
    let mut findings = Vec::new();
    let mut seen = [false; WINGS.len()];
    for file in generator() {
        let Some(inner) = file.path.strip_prefix("resolve/") else { continue };
        let name = inner.split(['/', '.']).next().unwrap_or_default();
        let Some(wing) = place(name) else { continue };
        seen[wing] = true;
        for (number, line) in file.code() {
            let forward = |named: &&str| place(named).is_none_or(|other| other > wing);
            for named in names_below(&line, "crate::resolve").into_iter().filter(forward) {
                findings.push(format!("{}:{number}: {name} must not look into {named}", file.path));
            }
        }
    }
    report(&findings);
    assert!(seen.iter().all(|seen| *seen), "a wing of the table is not in generator/src/resolve");
}

#[test]
fn every_room_of_the_table_exists() {
    let files = generator();
    let missing = ROOMS.iter().filter(|(room, _)| !files.iter().any(|file| file.room() == *room));
    report(
        &missing
            .map(|(room, _)| format!("{room} is in the table and not in generator/src"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn libraries_are_used_where_they_belong() {
    let mut findings = Vec::new();
    for file in generator() {
        for (number, line) in file.code() {
            for (used, places) in ONLY_IN {
                let here = places.iter().any(|place| file.path.starts_with(place));
                if !here && uses(&line, used) {
                    findings.push(format!("{}:{number}: {used} belongs in {}", file.path, places.join(", ")));
                }
            }
        }
    }
    report(&findings);
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
    report(&findings);
}

#[test]
fn files_are_short() {
    let files = generator();
    let long =
        files.iter().map(|file| (&file.path, file.text.lines().count())).filter(|(_, lines)| *lines > LINES);
    let findings: Vec<String> =
        long.map(|(path, lines)| format!("{path}: {lines} lines; split it by concern")).collect();
    report(&findings);
}
