//! What stands in a folder: files of ours, files of others, links in the way.
//!
//! Links are never followed and nothing but regular files is opened, so that nothing outside of the folder is read or
//! written, and a pipe holds up no run.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{Obstacle, WriteError};
use super::header::{self, Command, HEADER_BYTES};
use super::marks::{OWNERSHIP_FILE, is_absent, is_leftover};
use super::ownership::Parts;

/// What stands in the parts of a folder that are ours, beside the files that are wanted there. Paths below the folder,
/// with `/`, in order.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// Files with our first line.
    pub(super) ours: Vec<String>,
    /// Everything else.
    pub(super) others: Vec<String>,
    /// What a killed run left behind.
    pub(super) leftovers: Vec<PathBuf>,
}

/// How a wanted file compares with what stands at its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Missing,
    Same,
    Differs,
    InTheWay(Obstacle),
}

/// Looks through `parts` of `out`, which `command` wrote.
pub(super) fn scan(
    out: &Path,
    parts: &Parts,
    command: Command,
    wanted: &BTreeSet<&str>,
) -> Result<Present, WriteError> {
    let mut present = Present { leftovers: top_leftovers(out)?, ..Present::default() };
    for file in parts.files.iter().filter(|file| !wanted.contains(file.as_str())) {
        match fs::symlink_metadata(out.join(file)) {
            Ok(metadata) => present.add(out, file.clone(), metadata.is_file(), command)?,
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(WriteError::Io(out.join(file), error)),
        }
    }
    let mut open: Vec<PathBuf> = parts.folders.iter().map(PathBuf::from).collect();
    while let Some(folder) = open.pop() {
        let place = out.join(&folder);
        let io = |error| WriteError::Io(place.clone(), error);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() && !is_nested(&place) => {}
            Ok(metadata) if metadata.is_dir() => continue,
            // A link, or a file by the name of a folder.
            Ok(_) => {
                present.others.push(shown(&folder));
                continue;
            }
            Err(error) if is_absent(&error) => continue,
            Err(error) => return Err(io(error)),
        }
        for entry in fs::read_dir(&place).map_err(io)? {
            let entry = entry.map_err(io)?;
            let kind = entry.file_type().map_err(io)?;
            let below = folder.join(entry.file_name());
            if kind.is_dir() {
                open.push(below);
            } else if kind.is_file() && is_leftover(&entry.file_name().to_string_lossy()) {
                present.leftovers.push(entry.path());
            } else if let Some(path) = slashes(&below) {
                if !wanted.contains(path.as_str()) {
                    present.add(out, path, kind.is_file(), command)?;
                }
            } else {
                present.others.push(shown(&below));
            }
        }
    }
    present.ours.sort();
    present.others.sort();
    Ok(present)
}

impl Present {
    fn add(&mut self, out: &Path, path: String, is_file: bool, command: Command) -> Result<(), WriteError> {
        let is_ours = is_file && is_ours(&out.join(&path), &path, command)?;
        if is_ours {
            self.ours.push(path);
        } else {
            self.others.push(path);
        }
        Ok(())
    }
}

fn top_leftovers(out: &Path) -> Result<Vec<PathBuf>, WriteError> {
    match super::replace::leftovers(out) {
        Ok(names) => Ok(names.into_iter().map(|name| out.join(name)).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(WriteError::Io(out.to_owned(), error)),
    }
}

/// The folders that `files` need and that cannot be written into, with the reason.
pub(super) fn blocked<'a>(
    out: &Path,
    files: impl Iterator<Item = &'a str>,
) -> Result<Vec<(&'a str, Obstacle)>, WriteError> {
    let mut folders = BTreeSet::new();
    for file in files {
        let mut folder = file;
        while let Some((above, _)) = folder.rsplit_once('/') {
            if !folders.insert(above) {
                break;
            }
            folder = above;
        }
    }
    let mut found: Vec<(&str, Obstacle)> = Vec::new();
    for folder in folders {
        // What stands behind an obstacle is none of ours to look at.
        let behind = |(front, _): &(&str, Obstacle)| {
            folder.strip_prefix(front).is_some_and(|rest| rest.starts_with('/'))
        };
        if found.iter().any(behind) {
            continue;
        }
        let place = out.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_symlink() => found.push((folder, Obstacle::Link)),
            Ok(metadata) if !metadata.is_dir() => found.push((folder, Obstacle::Kind)),
            Ok(_) if is_nested(&place) => found.push((folder, Obstacle::Nested)),
            Ok(_) => {}
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(WriteError::Io(place, error)),
        }
    }
    Ok(found)
}

/// Compares the file at `path` below `out` with what it should be. No folder on the way is a link.
pub(super) fn compare(out: &Path, path: &str, text: &str, command: Command) -> Result<State, WriteError> {
    let place = out.join(path);
    let metadata = match fs::symlink_metadata(&place) {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Ok(State::Missing),
        Err(error) => return Err(WriteError::Io(place, error)),
    };
    if metadata.is_symlink() {
        return Ok(State::InTheWay(Obstacle::Link));
    }
    if !metadata.is_file() {
        return Ok(State::InTheWay(Obstacle::Kind));
    }
    let is_same = metadata.len() == text.len() as u64
        && read_start(&place, metadata.len()).map_err(|error| WriteError::Io(place.clone(), error))?
            == text.as_bytes();
    if is_same {
        Ok(State::Same)
    } else if is_ours(&place, path, command)? {
        Ok(State::Differs)
    } else {
        Ok(State::InTheWay(Obstacle::Foreign))
    }
}

fn is_ours(place: &Path, path: &str, command: Command) -> Result<bool, WriteError> {
    let start = read_start(place, HEADER_BYTES).map_err(|error| WriteError::Io(place.to_owned(), error))?;
    Ok(header::is_ours(path, command, &start))
}

/// At most `bytes` of a regular file.
fn read_start(place: &Path, bytes: u64) -> io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    fs::File::open(place)?.take(bytes).read_to_end(&mut text)?;
    Ok(text)
}

/// Whether a folder inside is written by another run.
fn is_nested(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(OWNERSHIP_FILE)).is_ok()
}

fn slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn shown(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
