//! Pages of one construct without end: time and memory grow as the page does.
//!
//! `MSGRAPH_SIZES=1 cargo test -p msgraph-tests --test hostile_sizes -- --nocapture` measures and prints a table; how many
//! steps the rooms take that look through pages is counted by their own tests.

#![allow(clippy::print_stdout, reason = "a table for whoever asks for it")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use msgraph_tests::hostile::sizes::KINDS;
use msgraph_tests::hostile::workspace;

/// Sizes of pages in bytes, the last just below what is read at all.
const SIZES: [usize; 5] = [250_000, 500_000, 1_000_000, 2_000_000, 4_000_000];

/// A page of 4 MB is done in this time.
const MOST_SECONDS: f64 = 6.0;

/// Twice the page takes at most so many times the time, where it takes long enough to be measured.
const MOST_A_DOUBLING: f64 = 2.3;
const MEASURABLE: f64 = 0.5;

/// Bytes of memory for each byte more from 1 MB to 4 MB.
const MOST_MEMORY: f64 = 60.0;

#[test]
fn time_and_memory_grow_as_the_page_does() {
    if std::env::var_os("MSGRAPH_SIZES").is_none() {
        msgraph_tests::skipped("hostile_sizes", "MSGRAPH_SIZES is not set");
        return;
    }
    let generator = workspace::generator().expect("the generator builds");
    let folder = tempfile::tempdir().expect("a folder for pages");
    let mut failed = Vec::new();
    for (kind, page) in KINDS {
        let runs: Vec<(f64, f64)> =
            SIZES.iter().map(|size| run(&generator, folder.path(), &page(*size))).collect();
        let shown: Vec<String> =
            runs.iter().map(|(seconds, bytes)| format!("{seconds:6.2} s {:4.0} MB", bytes / 1e6)).collect();
        println!("{kind:30} {}", shown.join("  "));
        let slow = runs[4].0 > MOST_SECONDS
            || runs.windows(2).any(|pair| pair[1].0 > MEASURABLE && pair[1].0 > MOST_A_DOUBLING * pair[0].0);
        let large = (runs[4].1 - runs[2].1) / 3e6 > MOST_MEMORY;
        if slow || large {
            failed.push(format!("{kind}: {}", shown.join(", ")));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Seconds and bytes that a run over one page takes.
fn run(generator: &Path, folder: &Path, page: &str) -> (f64, f64) {
    let rendered = !page.starts_with(['#', '-']);
    let docs = folder.join(if rendered { "q.txt" } else { "q.md" });
    std::fs::write(&docs, page).expect("the page is written");
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M"]).arg(generator).args(["generate", "--force", "--docs"]).arg(&docs);
    let start = Instant::now();
    let output = command.arg("--out").arg(folder.join("out")).output().expect("/usr/bin/time is there");
    let seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let kilobytes = said.lines().last().and_then(|line| line.trim().parse::<f64>().ok());
    (seconds, kilobytes.unwrap_or_else(|| panic!("{said}")) * 1024.0)
}
