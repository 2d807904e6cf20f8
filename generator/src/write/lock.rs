//! One run at a time in a folder: a file that is locked while a run writes, and gone when it has ended.
//!
//! The operating system lets go of the lock of a killed run, so that what such a run leaves is taken over by the next.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};
use same_file::Handle;

use super::error::WriteError;
use super::marks::{LOCK_FILE, is_absent};

/// The right to write into a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: fs::File,
    /// Folders that were made for it, innermost first; they go with it if nothing came into them.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Locks `folder`, which is made if it is not there. Another run that writes into it is an error.
    pub(super) fn take(folder: &Path) -> Result<Self, WriteError> {
        loop {
            let made = make_folders(folder).map_err(|error| WriteError::Io(folder.to_owned(), error))?;
            let taken = Self::locked(folder, made, |file| match FileExt::try_lock(file) {
                Ok(()) => Ok(()),
                Err(TryLockError::WouldBlock) => Err(WriteError::Busy(folder.to_owned())),
                Err(TryLockError::Error(error)) => Err(WriteError::Io(folder.to_owned(), error)),
            });
            match taken {
                Ok(Some(lock)) => return Ok(lock),
                Ok(None) => {}
                // The run before took away the folder that it had made.
                Err(WriteError::Io(_, error)) if is_absent(&error) && !folder.exists() => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Locks `folder` as soon as other runs have written into it.
    pub(super) fn wait(folder: &Path) -> Result<Self, WriteError> {
        loop {
            let wait = |file: &fs::File| {
                FileExt::lock(file).map_err(|error| WriteError::Io(folder.to_owned(), error))
            };
            if let Some(lock) = Self::locked(folder, Vec::new(), wait)? {
                return Ok(lock);
            }
        }
    }

    /// None where the run that had the lock took the file away meanwhile, and perhaps another made a new one.
    fn locked(
        folder: &Path,
        made: Vec<PathBuf>,
        lock: impl Fn(&fs::File) -> Result<(), WriteError>,
    ) -> Result<Option<Self>, WriteError> {
        let path = folder.join(LOCK_FILE);
        let io = |error| WriteError::Io(folder.to_owned(), error);
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(WriteError::Io(path, io::Error::other("it is not a regular file")));
        }
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(io)?;
        lock(&file)?;
        let locked = file.try_clone().and_then(Handle::from_file).map_err(io)?;
        let is_there = Handle::from_path(&path).is_ok_and(|there| there == locked);
        Ok(is_there.then(|| Self { path, file, made }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be taken away is taken over by the next run.
        let _ = fs::remove_file(&self.path);
        let _ = FileExt::unlock(&self.file);
        for folder in &self.made {
            // A folder that is not empty refuses, which is what is wanted.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Makes a folder and what is missing above it; tells which were made, innermost first.
fn make_folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let missing = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    fs::create_dir_all(folder)?;
    Ok(missing)
}
