//! One file, whole or not at all: the new text under another name in the same folder, then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::lock::Lock;
use super::marks::{PREFIX, SUFFIX, is_absent, is_leftover};

/// Puts a file with `text` at `path`, where none or a regular one stands. The permissions of that one are kept.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    let fresh_permissions = fresh_permissions();
    if let Some(permissions) = fresh_permissions {
        builder.permissions(permissions);
    }
    let mut fresh = builder.tempfile_in(folder_of(path))?;
    fresh.write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(path) {
        fresh.as_file().set_permissions(metadata.permissions())?;
    }
    fresh.persist(path)?;
    Ok(())
}

/// What files are created with, of which the user's mask takes away; without it only the user could read them.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have none")]
fn fresh_permissions() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn fresh_permissions() -> Option<fs::Permissions> {
    None
}

/// Writes one file of the user's choice, such as `export -o` names it. A link is followed, since the user named it; a
/// device or a pipe takes the text as it is.
pub fn text(path: &Path, text: &str) -> Result<(), WriteError> {
    let io = |error| WriteError::Io(path.to_owned(), error);
    let place = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::canonicalize(path).map_err(io)?,
        Ok(metadata) if metadata.is_dir() => return Err(io(io::ErrorKind::IsADirectory.into())),
        Ok(_) => return fs::write(path, text).map_err(io),
        Err(error) if is_absent(&error) && fs::symlink_metadata(path).is_ok() => {
            return Err(io(io::Error::new(io::ErrorKind::NotFound, "it is a link to nothing")));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(io(error)),
    };
    let folder = folder_of(&place);
    let _lock = Lock::wait(&folder).map_err(|error| match error {
        WriteError::Io(_, error) => io(error),
        other => other,
    })?;
    // Whatever has such a name now was left by a run that was killed: its owner would hold the lock.
    for name in leftovers(&folder).map_err(io)? {
        fs::remove_file(folder.join(name)).map_err(io)?;
    }
    replace(&place, text).map_err(io)
}

/// Names of what killed runs left directly in `folder`.
pub(super) fn leftovers(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().filter(|name| is_leftover(name))
            && entry.file_type()?.is_file()
        {
            found.push(name.to_owned());
        }
    }
    Ok(found)
}

/// The folder that holds `path`.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
        None => PathBuf::from("."),
    }
}
