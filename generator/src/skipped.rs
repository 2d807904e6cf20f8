//! How a test says that it is skipped. For tests of the library, and by its path for those in `generator/tests`.

use std::io::Write;

/// Says on standard error, past the capture of the test harness, that a test was skipped.
pub(crate) fn skipped(test: &str, why: &str) {
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}
