//! Documentation folders to a [`SourceMap`]: the sorted walk, size limits, revisions of a repository.
//!
//! In: a folder laid out like the documentation repository (`api-reference/{v1.0,beta}/{resources,api}`), a handful
//! of loose pages, one page, or a git revision of such a folder. Out: every text below it in the order of its path,
//! include files too. Only this room and [`write`](crate::write) touch the disk; links out of the folder are not
//! followed, and nothing is fetched.

mod revision;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{SourceFile, SourceMap, Span};

/// Pages above this size are not read: no real page comes near it.
pub const MAX_PAGE_BYTES: u64 = 4 * 1024 * 1024;

/// Where the documentation was taken from: `SOURCE.toml` at its root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Repository: `owner/name`.
    pub repository: String,
    /// Commit.
    pub commit: String,
    /// Date of the commit: `2021-07-16`.
    pub date: String,
    /// Licence of the documentation; empty where nobody stated it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
}

/// File name of the [`Provenance`].
pub const PROVENANCE_FILE: &str = "SOURCE.toml";

/// Why a folder is no usable input. Says what to do about it.
#[derive(Debug)]
pub enum ReadError {
    /// The path does not exist.
    Missing(PathBuf),
    /// It exists, and holds no page.
    Empty(PathBuf),
    /// It holds pages, but not where they belong; the nearest folder that does, if there is one.
    Layout(PathBuf, Option<PathBuf>),
    /// The operating system refused.
    Io(PathBuf, std::io::Error),
    /// `SOURCE.toml` is not readable.
    Provenance(PathBuf, String),
    /// git does not know the revision, or there is no git.
    Revision(String, String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of_argument("the documentation"))
    }
}

impl ReadError {
    /// What is wrong, in words of the argument that named the documentation: `--docs`.
    pub fn of_argument(&self, argument: &str) -> String {
        match self {
            Self::Missing(path) => format!(
                "{} does not exist; {argument} should be a folder with api-reference/{{v1.0,beta}}/{{resources,api}}, \
                 or a page",
                path.display()
            ),
            Self::Empty(path) => format!(
                "{} holds no page; {argument} should be a folder with \
                 api-reference/{{v1.0,beta}}/{{resources,api}}/*.md",
                path.display()
            ),
            Self::Layout(path, Some(nearest)) => format!(
                "{} is not laid out like the documentation; did you mean {}?",
                path.display(),
                nearest.display()
            ),
            Self::Layout(path, None) => format!(
                "{} is not laid out like the documentation: pages belong into \
                 api-reference/{{v1.0,beta}}/{{resources,api}}",
                path.display()
            ),
            Self::Io(path, error) => format!("cannot read {}: {error}", path.display()),
            Self::Provenance(path, error) => format!("{} is not readable: {error}", path.display()),
            Self::Revision(revision, error) => format!("cannot read revision {revision}: {error}"),
        }
    }

    /// The folder or page that was named, where the error is about it.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Missing(path) | Self::Empty(path) | Self::Layout(path, _) => Some(path),
            Self::Io(..) | Self::Provenance(..) | Self::Revision(..) => None,
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads the documentation at `docs`, then each folder of `also`, which complete what it lost.
pub fn read(docs: &Path, also: &[PathBuf]) -> Result<(SourceMap, Report), ReadError> {
    let mut sources = SourceMap::default();
    let mut report = Report::default();
    for (corpus, root) in std::iter::once(docs).chain(also.iter().map(PathBuf::as_path)).enumerate() {
        let corpus = u8::try_from(corpus).unwrap_or(u8::MAX);
        let found = find(root)?;
        let texts: Vec<_> = found.par_iter().map(|(name, path)| (name, load(path))).collect();
        for (name, text) in texts {
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
        add(&mut sources, &mut report, 0, &name, decode(bytes));
    }
    Ok((sources, report))
}

/// The provenance that stands at the root of `docs`, if any.
pub fn provenance(docs: &Path) -> Result<Option<Provenance>, ReadError> {
    let path = docs.join(PROVENANCE_FILE);
    match fs::read_to_string(&path) {
        Ok(text) => match toml::from_str(&text) {
            Ok(provenance) => Ok(Some(provenance)),
            Err(error) => Err(ReadError::Provenance(path, error.message().to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(ReadError::Io(path, error)),
    }
}

/// Reads one text file that is no page, such as a baseline.
pub fn text(path: &Path) -> std::io::Result<String> {
    fs::read_to_string(path)
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

fn load(path: &Path) -> Loaded {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > MAX_PAGE_BYTES => Loaded::Refused(format!(
            "{} bytes are more than a page may have ({MAX_PAGE_BYTES})",
            metadata.len()
        )),
        Ok(_) => match fs::read(path) {
            Ok(bytes) => decode(bytes),
            Err(error) => Loaded::Refused(error.to_string()),
        },
        Err(error) => Loaded::Refused(error.to_string()),
    }
}

fn decode(bytes: Vec<u8>) -> Loaded {
    let (text, bad) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
    Loaded::Text(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned), bad)
}

/// Every text below `root` with the name it gets in the source map, sorted by that name.
fn find(root: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let metadata = fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::Missing(root.to_owned()),
        _ => ReadError::Io(root.to_owned(), error),
    })?;
    if metadata.is_file() {
        return Ok(vec![(file_name(root), root.to_owned())]);
    }
    let (base, prefix) = match layout(root) {
        Some(prefix) => (root.to_owned(), prefix),
        None => return loose(root),
    };
    let mut found = Vec::new();
    let walk = ignore::WalkBuilder::new(&base).standard_filters(false).follow_links(false).build();
    for entry in walk {
        let entry = entry.map_err(|error| {
            let message = error.to_string();
            ReadError::Io(
                base.clone(),
                error.into_io_error().unwrap_or_else(|| std::io::Error::other(message)),
            )
        })?;
        let Ok(below) = entry.path().strip_prefix(&base) else { continue };
        let name = format!("{prefix}{}", slashes(below));
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && is_page(&name)
            && name.starts_with("api-reference/")
        {
            found.push((name, entry.into_path()));
        }
    }
    if !found.iter().any(|(name, _)| is_documented(name)) {
        return Err(ReadError::Empty(root.to_owned()));
    }
    found.sort();
    Ok(found)
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
fn loose(root: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let entries = fs::read_dir(root).map_err(|error| ReadError::Io(root.to_owned(), error))?;
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.map_err(|error| ReadError::Io(root.to_owned(), error))?.path();
        if path.is_dir() {
            folders.push(path);
        } else if is_page(&file_name(&path)) && !file_name(&path).eq_ignore_ascii_case("readme.md") {
            found.push((file_name(&path), path));
        }
    }
    folders.sort();
    if let Some(nearest) = folders.iter().find(|folder| layout(folder).is_some()) {
        return Err(ReadError::Layout(root.to_owned(), Some(nearest.clone())));
    }
    if found.is_empty() && folders.is_empty() {
        return Err(ReadError::Empty(root.to_owned()));
    }
    if found.is_empty() {
        return Err(ReadError::Layout(root.to_owned(), None));
    }
    found.sort();
    Ok(found)
}

fn is_page(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("txt"))
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
mod tests {
    use super::*;

    fn check(files: &[(&str, &[u8])]) -> Result<(Vec<String>, Vec<String>), String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        let (sources, report) = read(folder.path(), &[])
            .map_err(|error| error.to_string().replace(&*folder.path().to_string_lossy(), "DOCS"))?;
        Ok((
            sources.iter().map(|(_, file)| file.path.clone()).collect(),
            report.diagnostics.iter().map(|diagnostic| Report::line(&sources, diagnostic)).collect(),
        ))
    }

    #[test]
    fn pages_come_in_the_order_of_their_paths() {
        let (names, said) = check(&[
            ("api-reference/v1.0/resources/b.md", b"b"),
            ("api-reference/beta/api/z.md", b"z"),
            ("api-reference/includes/i.md", b"i"),
            ("README.md", b"no page"),
        ])
        .expect("readable");
        assert_eq!(
            names,
            [
                "api-reference/beta/api/z.md",
                "api-reference/includes/i.md",
                "api-reference/v1.0/resources/b.md"
            ]
        );
        assert!(said.is_empty());
    }

    #[test]
    fn the_reference_folder_itself_and_loose_pages_do_as_well() {
        let (names, _) = check(&[("v1.0/resources/a.md", b"a")]).expect("readable");
        assert_eq!(names, ["api-reference/v1.0/resources/a.md"]);
        let (names, _) = check(&[("x.txt", b"x"), ("a.md", b"a")]).expect("readable");
        assert_eq!(names, ["a.md", "x.txt"]);
    }

    #[test]
    fn wrong_folders_get_a_suggestion() {
        assert!(check(&[]).expect_err("empty").contains("DOCS holds no page"));
        assert!(
            check(&[("x/y.md", b"")]).expect_err("no layout").contains("pages belong into api-reference")
        );
        let error = check(&[("en/api-reference/v1.0/api/y.md", b"")]).expect_err("one level too high");
        assert!(error.ends_with("did you mean DOCS/en?"), "{error}");
        let missing = read(Path::new("/no/such/folder"), &[]).expect_err("missing").to_string();
        assert!(missing.starts_with("/no/such/folder does not exist"), "{missing}");
    }

    #[test]
    fn bad_bytes_are_replaced_and_said() {
        let (_, said) = check(&[("api-reference/v1.0/api/a.md", b"x\ny\xff")]).expect("readable");
        assert_eq!(
            said,
            [
                "api-reference/v1.0/api/a.md:2:2: warning[unreadable-page]: the page is not UTF-8 here; the bytes were replaced"
            ]
        );
    }

    #[test]
    fn a_huge_page_is_left_out_and_said() {
        let huge = vec![b'x'; usize::try_from(MAX_PAGE_BYTES).expect("fits") + 1];
        let (names, said) =
            check(&[("api-reference/v1.0/api/a.md", &huge), ("api-reference/v1.0/api/b.md", b"b")])
                .expect("readable");
        assert_eq!(names, ["api-reference/v1.0/api/b.md"]);
        assert!(said[0].contains("4194305 bytes are more than a page may have"), "{said:?}");
    }
}
