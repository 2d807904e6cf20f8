//! Documentation folders to a [`SourceMap`]: the sorted walk, size limits, revisions of a repository.
//!
//! In: a folder laid out like the documentation repository (`api-reference/{v1.0,beta}/{resources,api}`), a handful
//! of loose pages, one page, or a git revision of such a folder. Out: every text below it in the order of its path,
//! include files too. Only this room and [`write`](crate::write) touch the disk. What is no regular file of the folder
//! (a link, a pipe, a device) is left out with a message, and nothing is fetched.

mod error;
mod file;
mod provenance;
mod revision;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{Date, Edition, SourceFile, SourceMap, Span};
use file::{PAGE, is_page};

pub use error::ReadError;
pub use file::MAX_PAGE_BYTES;
pub use provenance::{PROVENANCE_FILE, Provenance, provenance};

/// Reads the documentation at `docs`, then each folder of `also`, which complete what it lost.
pub fn read(docs: &Path, also: &[PathBuf]) -> Result<(SourceMap, Report), ReadError> {
    let mut sources = SourceMap::default();
    let mut report = Report::default();
    for (corpus, root) in std::iter::once(docs).chain(also.iter().map(PathBuf::as_path)).enumerate() {
        let corpus = u8::try_from(corpus).unwrap_or(u8::MAX);
        let found = find(root)?;
        let date =
            if also.is_empty() { None } else { provenance(root)?.and_then(|from| Date::parse(&from.date)) };
        sources.add_edition(Edition { name: root.display().to_string(), date });
        let texts: Vec<Loaded> = found.par_iter().map(|(_, place)| load(place)).collect();
        for ((name, _), text) in found.iter().zip(texts) {
            add(&mut sources, &mut report, corpus, name, text);
        }
    }
    Ok((sources, report))
}

/// Reads the documentation in `folder` as it was in the git revision `revision` of the repository around it.
pub fn read_revision(revision: &str, folder: &str) -> Result<(SourceMap, Report), ReadError> {
    let mut sources = SourceMap::default();
    let mut report = Report::default();
    let files =
        revision::files(revision, folder).map_err(|error| ReadError::Revision(revision.to_owned(), error))?;
    for (name, bytes) in files {
        add(&mut sources, &mut report, 0, &name, bytes.map_or_else(Loaded::Refused, decode));
    }
    Ok((sources, report))
}

/// Text files that are no pages end here: no real baseline comes near it.
const MAX_TEXT_BYTES: u64 = 64 * 1024 * 1024;

/// Reads one text file that is no page, such as a baseline.
pub fn text(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(path)?.take(MAX_TEXT_BYTES + 1).read_to_string(&mut text)?;
    if read as u64 > MAX_TEXT_BYTES {
        return Err(std::io::Error::other(format!("it has more than {MAX_TEXT_BYTES} bytes")));
    }
    Ok(text)
}

/// What came of reading one file.
enum Loaded {
    /// Its text, and the offset of the first byte that is not UTF-8.
    Text(String, Option<usize>),
    /// Why it was left out.
    Refused(String),
}

fn add(sources: &mut SourceMap, report: &mut Report, corpus: u8, name: &str, loaded: Loaded) {
    match loaded {
        Loaded::Text(text, bad) => {
            let page = sources.add(SourceFile { path: name.to_owned(), text, corpus });
            if let Some(at) = bad {
                let message = "the page is not UTF-8 here; the bytes were replaced";
                report.push(
                    Diagnostic::new(Code::UnreadablePage, Span::new(page, at..at + 1), message)
                        .help("save the page as UTF-8"),
                );
            }
        }
        Loaded::Refused(why) => report.push(Diagnostic {
            code: Code::UnreadablePage,
            span: None,
            message: format!("{name}: {why}; the page was left out"),
            help: None,
        }),
    }
}

/// Where a page stands, or why it is none.
type Found = (String, Result<PathBuf, String>);

fn load(place: &Result<PathBuf, String>) -> Loaded {
    let bytes = place.clone().and_then(|path| file::bytes(&path, PAGE));
    bytes.map_or_else(Loaded::Refused, decode)
}

fn decode(bytes: Vec<u8>) -> Loaded {
    let (text, bad) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let (before, _) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
            let at = unix(String::from_utf8_lossy(before).into_owned()).len();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    };
    Loaded::Text(unix(text), bad)
}

/// Without a byte order mark, and with line ends of one byte.
fn unix(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text }
}

/// Every text below `root` with the name it gets in the source map, sorted by that name.
fn find(root: &Path) -> Result<Vec<Found>, ReadError> {
    let metadata = fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::Missing(root.to_owned()),
        _ => ReadError::Io(root.to_owned(), error),
    })?;
    if metadata.is_file() {
        // Whoever names a link means what it leads to.
        let page = fs::canonicalize(root).map_err(|error| ReadError::Io(root.to_owned(), error))?;
        return Ok(vec![(file_name(root), Ok(page))]);
    }
    let Some(prefix) = layout(root) else { return loose(root) };
    let mut found = Vec::new();
    let mut walk = ignore::WalkBuilder::new(root);
    walk.standard_filters(false).follow_links(false);
    // What else stands in the repository is none of our business.
    walk.filter_entry(move |entry| {
        !prefix.is_empty() || entry.depth() != 1 || entry.file_name() == "api-reference"
    });
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.push(unreadable(root, prefix, error)?);
                continue;
            }
        };
        let Ok(below) = entry.path().strip_prefix(root) else { continue };
        let name = format!("{prefix}{}", slashes(below));
        let Some(kind) = entry.file_type().filter(|_| name.starts_with("api-reference/")) else { continue };
        if kind.is_file() && is_page(&name) {
            found.push((name, Ok(entry.into_path())));
        } else if kind.is_symlink() || !kind.is_dir() && is_page(&name) {
            found.push((name, Err(format!("it is {}, not a regular file", file::kind(kind)))));
        }
    }
    if !found.iter().any(|(name, place)| place.is_ok() && is_documented(name)) {
        return Err(ReadError::Empty(root.to_owned()));
    }
    found.sort();
    Ok(found)
}

/// What cannot be looked at, by its name; an error where that is the whole folder.
fn unreadable(root: &Path, prefix: &str, error: ignore::Error) -> Result<Found, ReadError> {
    let place = place_of(&error).and_then(|path| path.strip_prefix(root).ok()).map(slashes);
    let message = error.to_string();
    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other(message));
    match place.filter(|below| !below.is_empty()) {
        Some(below) => Ok((format!("{prefix}{below}"), Err(format!("it cannot be read: {error}")))),
        None => Err(ReadError::Io(root.to_owned(), error)),
    }
}

fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithDepth { err, .. } => place_of(err),
        ignore::Error::WithPath { path, .. } => Some(path),
        _ => None,
    }
}

/// Whether `docs` is a page or a handful of them, rather than a folder laid out like the documentation.
pub fn is_loose(docs: &Path) -> bool {
    layout(docs).is_none()
}

/// What stands before the names of files below `root`: nothing, or `api-reference/` where `root` is that folder.
fn layout(root: &Path) -> Option<&'static str> {
    if root.join("api-reference").is_dir() {
        Some("")
    } else if root.join("v1.0/resources").is_dir()
        || root.join("beta/resources").is_dir()
        || root.join("v1.0/api").is_dir()
        || root.join("beta/api").is_dir()
    {
        Some("api-reference/")
    } else {
        None
    }
}

/// A handful of pages that lie in one folder.
fn loose(root: &Path) -> Result<Vec<Found>, ReadError> {
    let failed = |error| ReadError::Io(root.to_owned(), error);
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(root).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if kind.is_dir() {
            folders.push(path);
        } else if is_page(&name) && !name.eq_ignore_ascii_case("readme.md") {
            let regular = kind.is_file().then_some(path);
            found.push((
                name,
                regular.ok_or_else(|| format!("it is {}, not a regular file", file::kind(kind))),
            ));
        }
    }
    folders.sort();
    if let Some(nearest) = folders.iter().find(|folder| layout(folder).is_some()) {
        return Err(ReadError::Layout(root.to_owned(), Some(nearest.clone())));
    }
    if found.iter().any(|(_, place)| place.is_ok()) {
        found.sort();
        return Ok(found);
    }
    Err(if folders.is_empty() {
        ReadError::Empty(root.to_owned())
    } else {
        ReadError::Layout(root.to_owned(), None)
    })
}

fn is_documented(name: &str) -> bool {
    ["resources/", "api/"].iter().any(|part| name.contains(part))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests;
