//! What the end-to-end tests share.

use std::io::Write;
use std::path::{Path, PathBuf};

pub mod hostile;
pub mod npm;
pub mod program;
pub mod replay;
pub mod server;
pub mod sources;
pub mod translations;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Says on standard error, past the capture of the test harness, that a test was skipped.
pub fn skipped(test: &str, why: &str) {
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}

/// A folder of the full corpora, which lie beside the repository where they are at hand; says it where they are not.
pub fn corpus(name: &str, test: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/docs").join(name);
    if folder.exists() {
        return Some(folder);
    }
    skipped(test, &format!("{} is not there", folder.display()));
    None
}
