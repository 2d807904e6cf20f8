//! What the end-to-end tests share.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Says on standard error, past the capture of the test harness, that a test was skipped.
pub fn skipped(test: &str, why: &str) {
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}
