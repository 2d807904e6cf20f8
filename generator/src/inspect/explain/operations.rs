//! Actions and functions.

use super::super::facts::line;
use super::super::places::Places;
use super::super::words::type_text;
use super::query::names;
use super::rows::{columns, statements};
use crate::schema::{Operation, OperationKind, Parameter, Schema};

/// Every overload of the name; empty where there is none.
pub(super) fn explain(schema: &Schema, places: &Places<'_>, asked: &str) -> String {
    let found = schema.operations.iter().filter(|operation| names(asked, &operation.name));
    found.map(|operation| overload(schema, places, operation)).collect()
}

fn overload(schema: &Schema, places: &Places<'_>, operation: &Operation) -> String {
    let kind = match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let mut text = format!("{kind} {} ({})\n", operation.name, schema.api.segment());
    let binding = operation.binding.as_ref().map_or_else(|| "nothing".to_owned(), type_text);
    let mut rows = vec![("bound to".to_owned(), binding)];
    rows.extend(operation.parameters.iter().map(|(name, of)| (format!("parameter {name}"), parameter(of))));
    rows.push((
        "returns".to_owned(),
        operation.returns.as_ref().map_or_else(|| "nothing".to_owned(), type_text),
    ));
    rows.push(("pages".to_owned(), operation.pages.join(", ")));
    text.push_str(&columns(2, &rows));
    text.push_str(&statements(places, &operation.sources));
    text
}

/// Type, requiredness and facts in one line.
pub(super) fn parameter(parameter: &Parameter) -> String {
    let required = match parameter.required {
        Some(true) => "required",
        Some(false) => "optional",
        None => "",
    };
    let parts = [type_text(&parameter.ty), required.to_owned(), line(&parameter.facts)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
