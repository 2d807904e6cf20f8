//! The result of a replay in figures and lines.
//!
//! In: plans, and what the programs tell of them. Out: counts by version, and a file with the reason of every failure.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::compare;
use super::plan::{Plan, Plans};
use msgraph_codegen::call::index::Index;

/// Counts of one version.
#[derive(Debug, Default, Clone)]
pub struct Counts {
    /// Documented request lines.
    pub lines: usize,
    /// Those that a method makes.
    pub callable_lines: usize,
    /// Examples of documented paths.
    pub examples: usize,
    /// Those with a typed call.
    pub called: usize,
    /// Calls that were played.
    pub played: usize,
    /// Those that sent what the example shows.
    pub identical: usize,
    /// Those whose example contradicts its own page.
    pub wrong_requests: usize,
    /// Answers that the examples of played calls show.
    pub answers: usize,
    /// Those that were read.
    pub read: usize,
    /// Those that contradict their own page.
    pub wrong_answers: usize,
    /// Played calls with query options that only the raw method takes.
    pub raw_options: usize,
    /// Played calls with members of the body that its type does not have.
    pub raw_members: usize,
}

/// Counts and failures of one version.
#[derive(Debug, Default)]
pub struct Report {
    /// The counts.
    pub counts: Counts,
    /// Failures: what failed, why, and which example.
    pub failures: Vec<[String; 3]>,
}

/// Judges the results of one version.
pub fn judge(api: &Index<'_>, plans: &Plans<'_>, results: &BTreeMap<String, Value>) -> Report {
    let mut report = Report::default();
    let (lines, uncallable) = &plans.lines;
    report.counts.lines = *lines;
    report.counts.callable_lines = lines - uncallable.len();
    for line in uncallable {
        report.fail("line", "no method", line);
    }
    for example in &plans.undocumented {
        report.fail(
            "undocumented",
            "path",
            &format!("{}: {} {}", example.name, example.method.as_str(), example.url),
        );
    }
    for plan in &plans.plans {
        report.counts.examples += 1;
        let name = format!("{}: {} {}", plan.example.name, plan.example.method.as_str(), plan.example.url);
        match &plan.code {
            Err(why) => report.fail("call", why, &name),
            Ok(code) => {
                report.counts.called += 1;
                let Some(result) = results.get(&plan.example.name) else { continue };
                report.counts.played += 1;
                report.counts.raw_options += usize::from(!code.raw_options.is_empty());
                report.counts.raw_members += usize::from(!code.raw_members.is_empty());
                if !code.raw_options.is_empty() {
                    report.fail("raw option", &code.raw_options.join(" "), &name);
                }
                if !code.raw_members.is_empty() {
                    report.fail("raw member", &code.raw_members.join(" "), &name);
                }
                report.played(api, plan, result, &name);
            }
        }
    }
    report
}

impl Report {
    fn fail(&mut self, what: &str, why: &str, example: &str) {
        self.failures.push([what.to_owned(), why.to_owned(), example.to_owned()]);
    }

    fn played(&mut self, api: &Index<'_>, plan: &Plan<'_>, result: &Value, name: &str) {
        let Some(chain) = &plan.chain else { return };
        if let Some(why) = result["end"]["unbuilt"].as_str() {
            self.fail("request", why, name);
            return;
        }
        let differences = match result["received"].get(0) {
            Some(received) => compare::differences(&plan.example, chain, received),
            None => vec![format!("unsent: {}", result["end"])],
        };
        if differences.is_empty() {
            self.counts.identical += 1;
        } else {
            let wrong = differences.iter().all(|difference| difference.starts_with(compare::DOCUMENTATION));
            self.counts.wrong_requests += usize::from(wrong);
            self.fail("request", &differences.join("; "), name);
        }
        let Some(answer) = &plan.example.answer else { return };
        self.counts.answers += 1;
        match compare::reading(api, chain, answer, &result["end"]) {
            Ok(()) => self.counts.read += 1,
            Err(why) => {
                self.counts.wrong_answers += usize::from(why.starts_with(compare::DOCUMENTATION));
                self.fail("answer", &why, name);
            }
        }
    }

    /// The failures, sorted by what failed and why.
    pub fn text(&self) -> String {
        let mut failures = self.failures.clone();
        failures.sort();
        let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for [what, why, _] in &failures {
            *kinds.entry((what, why.split(':').next().unwrap_or_default())).or_default() += 1;
        }
        let mut text = String::new();
        for ((what, why), count) in kinds {
            let _ = writeln!(text, "{count:6} {what}: {why}");
        }
        text.push('\n');
        for [what, why, example] in failures {
            let _ = writeln!(text, "{what}: {why}\n    {example}");
        }
        text
    }
}

impl Counts {
    /// The counts in a row of a table.
    pub fn row(&self, version: &str) -> String {
        let share = |part: usize, whole: usize| {
            #[expect(clippy::cast_precision_loss, reason = "counts are small")]
            let percent = if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 };
            format!("{part} of {whole} ({percent:.2} %)")
        };
        format!(
            "| {version} | {} | {} | {} | {} | {} | {} | {} | {} |",
            share(self.callable_lines, self.lines),
            share(self.called, self.examples),
            share(self.identical, self.played),
            self.wrong_requests,
            share(self.read, self.answers),
            self.wrong_answers,
            self.raw_options,
            self.raw_members,
        )
    }

    /// The head of the table.
    pub const HEAD: &'static str = "| version | request lines with a method | examples with a call | identical requests \
                                    | of the others, contradict their page | answers read \
                                    | of the others, contradict their page | with raw options \
                                    | with members unknown to the type |\n\
                                    |---|---|---|---|---|---|---|---|---|";
}
