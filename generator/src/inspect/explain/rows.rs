//! Lines below the name of a thing: labels with values, and where things are stated.

use super::super::places::Places;
use super::super::words::push_line;
use crate::schema::Source;

/// Lines of `label  value`, the values in one column, each below `indent` spaces.
pub(super) fn columns(indent: usize, rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
    let row = |(label, value): &(String, String)| {
        let line = format!("{:indent$}{label:width$}  {value}", "");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(row).collect()
}

/// `stated at page:line (kind of statement)`, one line each.
pub(super) fn statements(places: &Places<'_>, sources: &[Source]) -> String {
    let mut text = String::new();
    for source in sources {
        push_line(&mut text, format_args!("  stated at {}", places.statement(source)));
    }
    text
}
