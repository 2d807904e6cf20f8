//! The program that reads bodies into the types of the generated crate and writes them back.
//!
//! In: bodies with their types. Out: one [`Answer`] each.

use std::collections::BTreeSet;
use std::fmt::Write;

use msgraph_tests::program;
use serde_json::{Value, json};

use crate::bodies::Bodies;

/// What became of a value.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// Why it could not be read.
    pub(crate) error: Option<String>,
    /// What it was written back as, where that is another value.
    pub(crate) written: Option<Value>,
    /// What the type does not know in it.
    pub(crate) misfits: Vec<String>,
}

/// Reads and writes every typed body and every value of a relationship in it; untyped ones have no answer. Members of an
/// open type may have any name.
pub(crate) fn read(bodies: &Bodies, open: &[BTreeSet<String>]) -> Result<Vec<Option<Answer>>, String> {
    let program = program::build("examples", &source(&bodies.types), crate::FOLDER)?;
    let mut input = String::new();
    for body in &bodies.bodies {
        for (ty, value) in values(body) {
            input.push_str(&json!([ty, value]).to_string());
            input.push('\n');
        }
    }
    let output = String::from_utf8(program.run(input.into_bytes())?).map_err(|error| error.to_string())?;
    let mut lines = output.lines();
    let mut answer = |number: usize, version: usize| -> Result<Answer, String> {
        let line = lines.next().ok_or_else(|| format!("no answer for body {number}"))?;
        let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let misfits = line["misfits"].as_array().into_iter().flatten();
        let misfits =
            misfits.filter(|misfit| !misfit[1].as_str().is_some_and(|owner| open[version].contains(owner)));
        let misfits = misfits.filter_map(|misfit| misfit[0].as_str());
        Ok(Answer {
            error: line["error"].as_str().map(str::to_owned),
            written: line.get("written").cloned(),
            misfits: misfits.map(str::to_owned).collect(),
        })
    };
    let mut answers = Vec::new();
    for (number, body) in bodies.bodies.iter().enumerate() {
        let mut whole: Option<Answer> = None;
        for _ in values(body) {
            let part = answer(number, body.version)?;
            let whole = whole.get_or_insert_default();
            whole.error = whole.error.take().or(part.error);
            whole.written = whole.written.take().or(part.written);
            whole.misfits.extend(part.misfits);
        }
        answers.push(whole);
    }
    Ok(answers)
}

/// A typed body, then the values of relationships in it.
fn values(body: &crate::bodies::Body) -> impl Iterator<Item = (usize, &Value)> {
    let own = body.ty.iter().map(|(ty, _)| (*ty, &body.value));
    own.chain(body.related.iter().map(|(ty, value)| (*ty, value)))
}

/// The program for these types.
fn source(types: &[String]) -> String {
    let mut source = String::from(include_str!("reader_program.txt"));
    source.push_str("\nstatic TYPES: &[fn() -> Box<dyn Model>] = &[\n");
    for ty in types {
        writeln!(source, "    || Box::<{ty}>::default(),").expect("writing to a string does not fail");
    }
    source.push_str("];\n");
    source
}
