//! Options of a query in one form, so that two spellings of one option are equal.

use msgraph_codegen::call::filter::{self, Expression};
use msgraph_codegen::odata::address::decode;

/// Name and value in their one form.
pub fn normal(name: &str, value: &str) -> (String, String) {
    let lower = name.to_ascii_lowercase();
    let name = lower.trim_start_matches('$');
    let value = value.trim();
    let value = match name {
        "filter" => filter::parse(value).map_or_else(|| words(value), |tree| shown(&tree, &mut Vec::new())),
        "select" | "expand" => spaceless(value).to_ascii_lowercase().replace('$', ""),
        "orderby" => terms(value),
        // An address, whose keys are encoded once more.
        "id" => decode(value),
        // A phrase may stand without its quotes where the option itself says so.
        _ => value.to_owned(),
    };
    // `search` without a dollar sign is another option.
    (if name == "search" { lower } else { name.to_owned() }, value)
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spaceless(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn terms(text: &str) -> String {
    let term = |term: &str| {
        let term = words(term).to_ascii_lowercase();
        term.strip_suffix(" asc").unwrap_or(&term).to_owned()
    };
    text.split(',').map(term).collect::<Vec<_>>().join(",")
}

/// A condition in full parentheses, its variables by their depth.
fn shown<'e>(tree: &'e Expression, variables: &mut Vec<&'e str>) -> String {
    match tree {
        Expression::And(left, right) => {
            format!("({} and {})", shown(left, variables), shown(right, variables))
        }
        Expression::Or(left, right) => format!("({} or {})", shown(left, variables), shown(right, variables)),
        Expression::Not(inner) => format!("(not {})", shown(inner, variables)),
        Expression::Compare(names, operator, value) => {
            format!("{} {operator} {value:?}", path(names, variables))
        }
        Expression::In(names, values) => format!("{} in {values:?}", path(names, variables)),
        Expression::Call(name, names, value) => format!("{name}({}, {value:?})", path(names, variables)),
        Expression::IsOf(name) => format!("isof({})", name.to_ascii_lowercase()),
        Expression::Lambda(names, which, None) => format!("{}/{which}()", path(names, variables)),
        Expression::Lambda(names, which, Some((variable, inner))) => {
            let start = path(names, variables);
            variables.push(variable);
            let inner = shown(inner, variables);
            variables.pop();
            format!("{start}/{which}({inner})")
        }
    }
}

fn path(names: &[String], variables: &[&str]) -> String {
    let first = names.first().and_then(|first| variables.iter().rposition(|known| known == first));
    let start = first.map(|depth| format!("#{depth}"));
    let names = names.iter().skip(usize::from(start.is_some())).map(|name| name.to_ascii_lowercase());
    start.into_iter().chain(names).collect::<Vec<_>>().join("/")
}
