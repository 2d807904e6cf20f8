//! Files: format, header, compare or update, prune.
//!
//! In: the files of the crate as tokens and text. Out: the folder, or what differs from it. Only what differs is
//! written, each file under another name first and then renamed, so that an interrupted run leaves whole files. Only
//! files that carry the marker are ever overwritten or removed.

mod file;
mod format;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use file::{Content, File, Item, Source};

/// What every generated file says in its first line.
pub const MARKER: &str = "@generated";

/// The line that opens front matter.
const FRONT_MATTER: &str = "---\n";

/// What a generated page says in the first line of its front matter.
const PAGE_MARKER: &str = "generator: \"@generated\"\n";

/// At most this many files are named in a message.
const NAMED: usize = 3;

/// The command that makes the files of the crate anew.
const GENERATE: &str = "cargo run --release";

/// The command that makes the facts-only pages anew.
const IMPORT: &str = "cargo run --release -- import";

/// Whether files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what differs, remove what is no longer there.
    Write,
    /// Write what differs, and refuse to write anything where something would have to be removed.
    Keep,
    /// Only tell.
    Check,
}

/// What became of the files, or would: paths below the folder of the crate, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that are new.
    pub added: Vec<String>,
    /// Files that differed.
    pub changed: Vec<String>,
    /// Generated files that are no longer part of the crate.
    pub removed: Vec<String>,
    /// How many are as they should be.
    pub unchanged: usize,
    /// Bytes of all files together.
    pub bytes: usize,
}

impl Outcome {
    /// Whether nothing differs.
    pub fn is_up_to_date(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why the crate could not be written. Nothing that is not generated was touched.
#[derive(Debug)]
pub enum WriteError {
    /// A file of the crate's name is there without the marker: somebody wrote it.
    Foreign(PathBuf),
    /// These files of the folder would have been removed, and were to be kept.
    Extra(PathBuf, Vec<String>),
    /// The operating system refused.
    Io(PathBuf, io::Error),
    /// A mistake of the generator: its output is no Rust.
    Syntax(String, String),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(
                f,
                "{} is not a generated file (it has no {MARKER} marker) and is not overwritten; move it away or choose \
                 another folder",
                path.display()
            ),
            Self::Extra(out, files) => write!(
                f,
                "{} holds {} generated files that these pages alone do not give ({}{}), and loose pages remove nothing; \
                 choose another folder, or add --force to have them removed",
                out.display(),
                files.len(),
                files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", "),
                if files.len() > NAMED { ", ..." } else { "" }
            ),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Syntax(path, error) => write!(f, "the generator made a {path} that is no Rust: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

/// A file as it should be, and whether it is.
struct Planned {
    path: String,
    text: String,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    Differs,
    Same,
}

/// Brings the folder `out` up to date with `files`, or tells what differs.
pub fn write(files: Vec<File<'_>>, out: &Path, mode: Mode) -> Result<Outcome, WriteError> {
    let mut planned = files.into_par_iter().map(|file| plan(file, out)).collect::<Result<Vec<_>, _>>()?;
    planned.sort_by(|a, b| a.path.cmp(&b.path));
    let wanted: BTreeSet<&str> = planned.iter().map(|file| file.path.as_str()).collect();
    let removed = extra(out, &wanted)?;
    if mode == Mode::Keep && !removed.is_empty() {
        return Err(WriteError::Extra(out.to_owned(), removed));
    }
    if mode != Mode::Check {
        planned.par_iter().filter(|file| file.state != State::Same).try_for_each(|file| store(out, file))?;
        for path in &removed {
            let path = out.join(path);
            fs::remove_file(&path).map_err(|error| WriteError::Io(path.clone(), error))?;
            remove_empty(out, &path);
        }
    }
    let of = |state| planned.iter().filter(move |file| file.state == state);
    Ok(Outcome {
        added: of(State::Missing).map(|file| file.path.clone()).collect(),
        changed: of(State::Differs).map(|file| file.path.clone()).collect(),
        unchanged: of(State::Same).count(),
        bytes: planned.iter().map(|file| file.text.len()).sum(),
        removed,
    })
}

/// Writes one file of the user's choice, which needs no marker.
pub fn text(path: &Path, text: &str) -> Result<(), WriteError> {
    fs::write(path, text).map_err(|error| WriteError::Io(path.to_owned(), error))
}

fn plan(file: File<'_>, out: &Path) -> Result<Planned, WriteError> {
    let File { path, content } = file;
    let text = match content {
        Content::Text(text) => format!("{}{text}", header(&path, GENERATE, None)),
        Content::Imported(text) => format!("{}{text}", header(&path, IMPORT, None)),
        Content::Page(text) => match text.strip_prefix(FRONT_MATTER) {
            Some(rest) => format!("{FRONT_MATTER}{PAGE_MARKER}{rest}"),
            None => format!("{}{text}", header(&path, IMPORT, None)),
        },
        Content::Rust { page, source } => {
            let body = format::print(&source()).map_err(|error| WriteError::Syntax(path.clone(), error))?;
            format!("{}{body}", header(&path, GENERATE, page))
        }
    };
    let place = out.join(&path);
    let state = match fs::read(&place) {
        Ok(found) if found == text.as_bytes() => State::Same,
        Ok(found) if is_marked(&found) => State::Differs,
        Ok(_) => return Err(WriteError::Foreign(place)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => State::Missing,
        Err(error) => return Err(WriteError::Io(place, error)),
    };
    Ok(Planned { path, text, state })
}

/// The first line, as a comment of the file's language.
fn header(path: &str, command: &str, page: Option<&str>) -> String {
    let page = page.map(|page| format!(" from {page}")).unwrap_or_default();
    let text = format!("{MARKER} by `{command}`{page}. Do not edit.");
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => format!("// {text}\n"),
        Some("md") => format!("<!-- {text} -->\n\n"),
        _ => format!("# {text}\n\n"),
    }
}

/// Whether a file says that it is generated: in its first line, or in the first line of its front matter.
fn is_marked(text: &[u8]) -> bool {
    let text = text.strip_prefix(FRONT_MATTER.as_bytes()).unwrap_or(text);
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
}

fn store(out: &Path, file: &Planned) -> Result<(), WriteError> {
    let path = out.join(&file.path);
    let failed = |error| WriteError::Io(path.clone(), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let fresh = path.with_file_name(name);
    let done = fs::write(&fresh, &file.text).and_then(|()| fs::rename(&fresh, &path));
    done.map_err(|error| {
        // The write has failed already, and that is what is told; a leftover carries the marker and goes next time.
        let _ = fs::remove_file(&fresh);
        failed(error)
    })
}

/// Generated files below `out` that are not wanted, in order.
fn extra(out: &Path, wanted: &BTreeSet<&str>) -> Result<Vec<String>, WriteError> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        let place = out.join(&folder);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(WriteError::Io(place, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| WriteError::Io(place.clone(), error))?;
            let kind = entry.file_type().map_err(|error| WriteError::Io(entry.path(), error))?;
            let below = folder.join(entry.file_name());
            if kind.is_dir() && !is_foreign_folder(&entry.path()) {
                open.push(below);
            } else if kind.is_file()
                && let Some(path) = slashes(&below)
                && !wanted.contains(path.as_str())
            {
                let marked = first_line(&entry.path())?;
                found.extend(is_marked(&marked).then_some(path));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Build output and version control are none of ours, however large.
fn is_foreign_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "target" || name.to_string_lossy().starts_with('.'))
}

fn slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Enough of a file to see the marker.
fn first_line(path: &Path) -> Result<Vec<u8>, WriteError> {
    use io::Read;
    let mut text = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(512).read_to_end(&mut text));
    read.map(|_| text).map_err(|error| WriteError::Io(path.to_owned(), error))
}

/// Removes folders that became empty.
fn remove_empty(out: &Path, file: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != out && folder.starts_with(out)) {
        // A folder that is not empty refuses, which is what is wanted.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<File<'static>> {
        let rust = |name: &&str| File {
            path: format!("src/{name}.rs"),
            content: Content::Rust {
                page: Some("a/b.md"),
                source: Box::new(|| Source {
                    doc: vec!["A module.".into()],
                    items: vec![
                        Item::Tokens(quote::quote! { use a::b; }),
                        Item::Tokens(quote::quote! { pub struct X { a: i32 } }),
                        Item::Text("model! {\n    X\n}".into()),
                    ],
                }),
            },
        };
        names.iter().map(rust).collect()
    }

    fn check(out: &Path, names: &[&str], mode: Mode, expected: (&[&str], &[&str], &[&str], usize)) {
        let outcome = write(files(names), out, mode).expect("the folder is ours");
        let Outcome { added, changed, removed, unchanged, .. } = outcome;
        let (a, c, r, u) = expected;
        assert_eq!((added, changed, removed, unchanged), (a.map_into(), c.map_into(), r.map_into(), u));
    }

    trait MapInto {
        fn map_into(&self) -> Vec<String>;
    }

    impl MapInto for &[&str] {
        fn map_into(&self) -> Vec<String> {
            self.iter().map(|text| (*text).to_owned()).collect()
        }
    }

    #[test]
    fn only_what_differs_is_written_and_only_marked_files_go() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let out = folder.path();
        check(out, &["a", "b/c"], Mode::Check, (&["src/a.rs", "src/b/c.rs"], &[], &[], 0));
        assert!(!out.join("src").exists(), "checking writes nothing");
        check(out, &["a", "b/c"], Mode::Write, (&["src/a.rs", "src/b/c.rs"], &[], &[], 0));
        check(out, &["a", "b/c"], Mode::Write, (&[], &[], &[], 2));
        fs::write(out.join("src/a.rs"), "// @generated, and changed\n").expect("writable");
        fs::write(out.join("src/mine.rs"), "// mine\n").expect("writable");
        check(out, &["a"], Mode::Check, (&[], &["src/a.rs"], &["src/b/c.rs"], 0));
        check(out, &["a"], Mode::Write, (&[], &["src/a.rs"], &["src/b/c.rs"], 0));
        assert!(out.join("src/mine.rs").exists() && !out.join("src/b").exists());
    }

    #[test]
    fn what_is_to_be_kept_stops_the_run() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let out = folder.path();
        check(out, &["a", "b"], Mode::Keep, (&["src/a.rs", "src/b.rs"], &[], &[], 0));
        let error = write(files(&["b", "c"]), out, Mode::Keep).expect_err("a file would go").to_string();
        assert!(error.contains("1 generated files") && error.contains("(src/a.rs)"), "{error}");
        assert!(out.join("src/a.rs").exists() && !out.join("src/c.rs").exists(), "nothing is changed");
        check(out, &["a", "b", "c"], Mode::Keep, (&["src/c.rs"], &[], &[], 2));
    }

    #[test]
    fn files_of_people_are_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        fs::create_dir(folder.path().join("src")).expect("writable");
        fs::write(folder.path().join("src/a.rs"), "fn mine() {}\n").expect("writable");
        let error = write(files(&["a", "b"]), folder.path(), Mode::Write).expect_err("somebody's file");
        assert!(error.to_string().contains("not a generated file"), "{error}");
        assert!(!folder.path().join("src/b.rs").exists(), "nothing is written at all");
    }

    #[test]
    fn files_read_well() {
        let folder = tempfile::tempdir().expect("a folder for tests");
        write(files(&["a"]), folder.path(), Mode::Write).expect("an empty folder");
        let text = fs::read_to_string(folder.path().join("src/a.rs")).expect("just written");
        let expected = "// @generated by `cargo run --release` from a/b.md. Do not edit.\n//! A module.\n\nuse a::b;\n\n\
                        pub struct X {\n    a: i32,\n}\n\nmodel! {\n    X\n}\n";
        assert_eq!(text, expected);
    }
}
