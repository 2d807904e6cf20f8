//! What a run read, understood and changed, in a few lines.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use msgraph_codegen::diagnostic::{Report, Severity};
use msgraph_codegen::emit::LeftOut;
use msgraph_codegen::write::some;
use msgraph_codegen::{End, Run};

/// The closing lines of `generate`.
pub(super) fn of_run(run: &Run, took: Duration) -> String {
    let mut text = of_report(&run.report);
    for totals in &run.totals {
        let _ = writeln!(text, "{totals}");
    }
    if let End::Done(outcome) = &run.end {
        let _ = writeln!(
            text,
            "files: {} written, {} unchanged, {} removed",
            outcome.added.len() + outcome.changed.len(),
            outcome.unchanged,
            outcome.removed.len()
        );
    }
    if !run.left_out.is_empty() {
        let _ = writeln!(text, "{}", of_left_out(&run.left_out));
    }
    if run.lacks_prose {
        let _ = writeln!(text, "--prose full adds nothing: all pages are facts-only");
    }
    let _ = write!(text, "done in {:.1} s", took.as_secs_f64());
    text
}

/// At most so many programs are named.
const PROGRAMS: usize = 3;

/// The programs that the introduction leaves out, and what is missing for the first of them.
fn of_left_out(left_out: &[LeftOut]) -> String {
    let each = |task: &LeftOut| format!("{} (no {})", task.task, some(&task.missing));
    let mut each: Vec<String> = left_out.iter().take(PROGRAMS).map(each).collect();
    if left_out.len() > PROGRAMS {
        each.push(format!("{} more", left_out.len() - PROGRAMS));
    }
    format!("programs left out of the introduction: {}", each.join(", "))
}

/// At most so many folders are told apart.
const FOLDERS: usize = 8;

/// Files of an output folder: how many lie in which folder, and the first few names; or each.
pub(super) fn of_files(what: &str, paths: &[String], each: bool) -> String {
    if each {
        let line = |path: &String| format!("{what}: {}", some(std::slice::from_ref(path)));
        return paths.iter().map(line).collect::<Vec<_>>().join("\n");
    }
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        folders.entry(folder).or_default().push(name);
    }
    let mut text = format!("{what}: {} files (-v lists them)", paths.len());
    for (folder, names) in folders.iter().take(FOLDERS) {
        let _ = write!(text, "\n  {} in {}: {}", names.len(), some(&[folder]), some(names));
    }
    if let Some(more) = folders.len().checked_sub(FOLDERS).filter(|more| *more > 0) {
        let _ = write!(text, "\n  ... and in {more} more folders");
    }
    text
}

/// Totals of what was seen and understood, then the number of messages.
pub(super) fn of_report(report: &Report) -> String {
    let mut text = String::new();
    for (what, tally) in &report.tallies {
        let missed = tally.seen - tally.understood.min(tally.seen);
        let _ = write!(text, "{what}: {}", tally.seen);
        if missed > 0 {
            let _ = write!(text, " ({missed} not understood)");
        }
        text.push('\n');
    }
    let count = |severity| report.diagnostics.iter().filter(|said| said.code.severity() == severity).count();
    let _ = writeln!(
        text,
        "messages: {} errors, {} warnings, {} notes (`lint` shows them)",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    );
    text
}
