//! Whatever the pages say: the run ends well, and the crate compiles under our lints, with descriptions and without.
//!
//! `MSGRAPH_HOSTILE=0..240 cargo test -p msgraph-tests --test hostile_corpora` tries the corpora of these seeds; without it, a
//! fixed few of each theme.

use std::path::Path;
use std::process::Command;

use msgraph_tests::hostile::workspace::{self, Workspace};
use msgraph_tests::hostile::{self, THEMES};

/// Base types in a row, as many as the compiler follows.
const LONG_CHAIN: u64 = 77;

/// So many corpora are in the workspace at once: what rustdoc writes of each crate, it writes again with the next one.
const BATCH: usize = 10;

#[test]
fn crates_of_hostile_corpora_compile() {
    let generator = workspace::generator().expect("the generator builds");
    let seeds: Vec<u64> = match std::env::var("MSGRAPH_HOSTILE") {
        Ok(range) => seeds(&range).expect("MSGRAPH_HOSTILE is a range of numbers: 0..240").collect(),
        Err(_) => (0..u64::try_from(THEMES.len()).expect("few themes")).chain([LONG_CHAIN]).collect(),
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let docs = tempfile::tempdir().expect("a folder for pages");
    let mut failed = Vec::new();
    for batch in seeds.chunks(BATCH) {
        let mut crates = Workspace::new(folder.clone()).expect("a folder for crates");
        for seed in batch {
            let place = docs.path().join(seed.to_string());
            workspace::write(&place, &hostile::corpus(*seed)).expect("pages are written");
            for prose in ["none", "full"] {
                let name = format!("corpus_{seed}_{prose}");
                let mut run = Command::new(&generator);
                run.arg("generate").arg("--docs").arg(&place).arg("--out").arg(crates.member(&name));
                let output = run.args(["--prose", prose]).output().expect("the generator starts");
                if output.status.success() {
                    crates.add(&name).expect("a crate was written");
                } else {
                    let said = String::from_utf8_lossy(&output.stderr).into_owned();
                    failed.push(format!("{name}: {}: {said}", output.status));
                }
            }
        }
        for output in [crates.lint(), crates.document()] {
            let output = output.expect("cargo starts");
            if !output.status.success() {
                failed.push(String::from_utf8_lossy(&output.stderr).into_owned());
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn seeds(range: &str) -> Option<std::ops::Range<u64>> {
    let (start, end) = range.split_once("..")?;
    Some(start.parse().ok()?..end.parse().ok()?)
}
