//! What became of the bodies, in figures and in words.
//!
//! In: bodies and answers. Out: [`Figures`] by version, and a text that names every body that fell short.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::bodies::{Bodies, Body};
use crate::reader::Answer;

/// How many bodies came how far.
#[derive(Debug, Default, Clone)]
pub(crate) struct Figures {
    /// JSON, read with tolerance.
    pub(crate) parsed: usize,
    /// Of a type that is known.
    pub(crate) typed: usize,
    /// Read into that type.
    pub(crate) read: usize,
    /// Written back as the same JSON value.
    pub(crate) equal: usize,
    /// Without anything that the type does not know.
    pub(crate) strict: usize,
}

/// Which part of the whole this is.
#[expect(clippy::cast_precision_loss, reason = "there are some thousands of each")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What there is to say, by what it is about.
type Lines = BTreeMap<&'static str, Vec<String>>;

pub(crate) struct Report {
    pub(crate) figures: Vec<Figures>,
    pub(crate) text: String,
}

pub(crate) fn report(bodies: &Bodies, answers: &[Option<Answer>]) -> Report {
    let mut figures = vec![Figures::default(); 2];
    let mut lines =
        BTreeMap::from([("error", vec![]), ("other", vec![]), ("misfit", vec![]), ("untyped", vec![])]);
    for (body, answer) in bodies.bodies.iter().zip(answers) {
        let figures = &mut figures[body.version];
        figures.parsed += 1;
        let name = body.ty.as_ref().map_or("", |(_, name)| name.as_str());
        let mut say = |kind: &'static str, what: String| {
            lines.entry(kind).or_default().push(format!("{} {name}: {what}", body.place));
        };
        match answer {
            None => say("Without a type", untyped(body)),
            Some(answer) => {
                figures.typed += 1;
                let fits = answer.misfits.is_empty();
                figures.read += usize::from(answer.error.is_none());
                figures.equal += usize::from(answer.error.is_none() && answer.written.is_none());
                figures.strict += usize::from(answer.error.is_none() && answer.written.is_none() && fits);
                if let Some(error) = &answer.error {
                    say("Errors", error.clone());
                }
                if let Some(written) = &answer.written {
                    say("Written differently", format!("{} written as {written}", body.value));
                }
                for misfit in &answer.misfits {
                    say("Misfits", misfit.clone());
                }
            }
        }
    }
    Report { text: text(bodies, &figures, &lines), figures }
}

fn untyped(body: &Body) -> String {
    let text = body.value.to_string();
    text.chars().take(120).collect()
}

fn text(bodies: &Bodies, figures: &[Figures], lines: &Lines) -> String {
    let mut text = format!("# Bodies of examples\n\n{} types\n\n", bodies.types.len());
    text.push_str("| | parsed | typed | read | written back | strict |\n|---|---|---|---|---|---|\n");
    for (name, figures) in ["v1.0", "beta"].into_iter().zip(figures) {
        let Figures { parsed, typed, read, equal, strict } = *figures;
        let share = |part: usize| format!("{part} ({:.2} %)", 100.0 * share(part, typed));
        let row = [parsed.to_string(), typed.to_string(), share(read), share(equal), share(strict)];
        writeln!(text, "| {name} | {} |", row.join(" | ")).expect("writing to a string does not fail");
    }
    for (kind, lines) in lines {
        writeln!(text, "\n## {kind}: {}\n", lines.len()).expect("writing to a string does not fail");
        for line in lines {
            writeln!(text, "- {line}").expect("writing to a string does not fail");
        }
    }
    text
}
