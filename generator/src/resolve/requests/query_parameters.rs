//! Parameters of the query that a request has beside the options of OData.
//!
//! In: the rows of a page and the query that a line prints. Out: [`Parameter`]s by name. What is an argument of a function
//! or a placeholder of a path is none of them, in whatever section its row stands.

use indexmap::IndexMap;

use super::operations::{parameter, primitive};
use crate::corpus::context::Cx;
use crate::odata::{Facts, PathTemplate, Primitive, is_own_parameter, letters};
use crate::page::{ParameterPlace, PropertyRow};
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::World;
use crate::schema::Parameter;

/// The parameters of the query of one line.
pub(super) fn of(cx: &Cx<'_>, world: &World<'_>, call: &Call<'_>) -> IndexMap<String, Parameter> {
    let rows = call.operation.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Query);
    let rows = rows.map(|parameter| &parameter.row).filter(|row| !is_in_path(call, &row.name.value));
    let mut found: IndexMap<String, Parameter> = rows
        .map(|row: &PropertyRow| (row.name.value.clone(), parameter(cx, world, call, row, &row.name.value)))
        .collect();
    for (name, value) in call.template.query.iter().flat_map(|query| printed(query)) {
        if !found.keys().any(|known| known.eq_ignore_ascii_case(name)) {
            let ty = primitive(if matches!(value, "true" | "false") {
                Primitive::Boolean
            } else {
                Primitive::String
            });
            found.insert(
                name.to_owned(),
                Parameter { ty, required: None, facts: Facts::default(), prose: None },
            );
        }
    }
    found
}

/// Whether a placeholder or an argument in a path of the page is called so.
fn is_in_path(call: &Call<'_>, name: &str) -> bool {
    let name = letters(name);
    call.operation.templates().flat_map(PathTemplate::words).any(|word| letters(word) == name)
}

/// The parameters that a query prints, with their values.
fn printed(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim())).filter(|(name, _)| is_own_parameter(name))
}
