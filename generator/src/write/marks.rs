//! Names of files that this tool keeps for itself in the folders that it writes.

use std::io;

/// Name of the file that says which files of a folder are ours.
pub const OWNERSHIP_FILE: &str = "msgraph-codegen.toml";

/// Name of the file that is locked while a run writes.
pub(super) const LOCK_FILE: &str = ".msgraph-codegen.lock";

/// How files begin and end that are about to be renamed. Such a file that no running process writes is a leftover of a
/// killed one.
pub(super) const PREFIX: &str = ".msgraph-codegen-";
pub(super) const SUFFIX: &str = ".tmp";

/// Whether a file of this name is one that was to be renamed.
pub(super) fn is_leftover(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|rest| rest.ends_with(SUFFIX))
}

/// Whether there is nothing at a path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
