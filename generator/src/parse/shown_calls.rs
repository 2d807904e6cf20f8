//! What only the examples of a page show of a function: other sets of arguments, and what those are.
//!
//! In: the operation of a page whose lines end with a function. Out: the same with a line for each other set of described
//! parameters that an example calls it with, since not all of them need to be given, though no word says so; and with a
//! row for each argument that none describes and an example gives a value.

use std::collections::BTreeSet;

use crate::odata::{Argument, Method, PathTemplate, Primitive, StepForm};
use crate::page::{OperationSection, ParameterPlace, ParameterRow, PropertyRow, RequestLine, TypePhrase};
use crate::source::Spanned;

/// Adds the lines.
pub(super) fn add(operation: &mut OperationSection) {
    let described = described(operation, |_| true);
    let needed = self::described(operation, |required| required != Some(false));
    let mut found: Vec<RequestLine> = Vec::new();
    for line in operation.examples.iter().filter_map(|example| Some(&example.request.as_ref()?.line)) {
        let Some(shown) = called(line) else { continue };
        let names = shown.names();
        let lines = operation.requests.iter().chain(&found).filter_map(called);
        let same: Vec<Called<'_>> = lines.filter(|known| known.is_same_function(&shown)).collect();
        // A line without arguments stands for all of them, and for those that must be given.
        let stands_for = |known: &Called<'_>| {
            known.names() == names || known.arguments.is_empty() && (names == described || names == needed)
        };
        let is_new = !names.is_empty() && names.is_subset(&described) && !same.iter().any(stands_for);
        let way = same.iter().find(|known| known.last() == shown.last());
        if let Some(way) = way.filter(|_| is_new) {
            let called = format!("{}({})", way.name, shown.placeholders());
            let url = way.template.with_name(way.last(), &called).text;
            found.push(RequestLine::new(Method::Get, Spanned::new(url, line.url.span)));
        }
    }
    operation.requests.extend(found);
}

/// Describes the arguments that no row does and no quotes tell as texts: by the first value that an example gives to each.
pub(super) fn describe(operation: &mut OperationSection) {
    let mut rows: Vec<ParameterRow> = Vec::new();
    for Argument { name, quoted, .. } in operation.templates().flat_map(PathTemplate::arguments) {
        let known = operation.parameters.iter().chain(&rows).map(|parameter| &parameter.row);
        let mut known = known.chain(&operation.body.rows);
        if name.is_empty() || *quoted || known.any(|row| row.name.value.eq_ignore_ascii_case(name)) {
            continue;
        }
        if let Some(ty) = given(operation, name) {
            let row = PropertyRow::named(Spanned::new(name.clone(), ty.span));
            let ty = Some(Spanned::new(TypePhrase::primitive(ty.value), ty.span));
            rows.push(ParameterRow { row: PropertyRow { ty, ..row }, place: ParameterPlace::Function });
        }
    }
    operation.parameters.extend(rows);
}

/// The type of the first value without quotes that an example gives to an argument.
fn given(operation: &OperationSection, name: &str) -> Option<Spanned<Primitive>> {
    let mut lines = operation.examples.iter().filter_map(|example| Some(&example.request.as_ref()?.line));
    let (value, span) = lines.find_map(|line| {
        let mut arguments = line.template.as_ref()?.arguments();
        let given = arguments.find(|given| !given.quoted && given.name.eq_ignore_ascii_case(name))?;
        Some((given.value.as_str(), line.url.span))
    })?;
    Some(Spanned::new(literal(value)?, span))
}

/// The type of a value as it stands in a URL without quotes.
fn literal(value: &str) -> Option<Primitive> {
    match value {
        "true" | "false" => Some(Primitive::Boolean),
        _ if value.parse::<i32>().is_ok() => Some(Primitive::Int32),
        _ if value.parse::<i64>().is_ok() => Some(Primitive::Int64),
        _ => Primitive::of_date(value),
    }
}

/// The parameters of the function that are needed so, in small letters.
fn described(operation: &OperationSection, is_needed: impl Fn(Option<bool>) -> bool) -> BTreeSet<String> {
    let of_function = operation.parameters.iter().filter(|row| row.place == ParameterPlace::Function);
    let rows = of_function.map(|parameter| &parameter.row).filter(|row| is_needed(row.facts.required));
    rows.map(|row| row.name.value.to_lowercase()).collect()
}

/// A path that ends with a function, and its arguments.
struct Called<'l> {
    template: &'l PathTemplate,
    name: &'l str,
    arguments: &'l [Argument],
}

fn called(line: &RequestLine) -> Option<Called<'_>> {
    let template = line.template.as_ref().filter(|_| line.method == Method::Get)?;
    match &template.steps.last()?.form {
        StepForm::Name { name, arguments } => {
            Some(Called { template, name, arguments: arguments.as_deref().unwrap_or_default() })
        }
        StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
    }
}

impl Called<'_> {
    fn names(&self) -> BTreeSet<String> {
        self.arguments.iter().map(|argument| argument.name.to_lowercase()).collect()
    }

    fn is_same_function(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(other.name)
    }

    /// The place of the function in its path.
    fn last(&self) -> usize {
        self.template.steps.len() - 1
    }

    /// The arguments with placeholders for their values.
    fn placeholders(&self) -> String {
        let placeholder = |Argument { name, quoted, .. }: &Argument| {
            let quote = if *quoted { "'" } else { "" };
            format!("{name}={quote}{{{name}}}{quote}")
        };
        self.arguments.iter().map(placeholder).collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Example, ExampleRequest};
    use crate::source::{PageId, SourceFile, SourceMap, Span};

    fn line(page: PageId, url: &str) -> RequestLine {
        RequestLine::new(Method::Get, Spanned::new(url.to_owned(), Span::new(page, 0..0)))
    }

    /// The lines of a page with one line, parameters `a` and `b` of its function, and the examples.
    fn check(documented: &str, examples: &[&str], expected: &[&str]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
        let parameter = |name: &str| ParameterRow {
            row: PropertyRow::named(Spanned::new(name.to_owned(), Span::new(page, 0..0))),
            place: ParameterPlace::Function,
        };
        let example = |url: &&str| {
            let request = ExampleRequest {
                line: line(page, url),
                headers: Vec::new(),
                body: None,
                text: None,
                odata_type: None,
            };
            Example { request: Some(request), responses: Vec::new() }
        };
        let mut operation = OperationSection {
            requests: vec![line(page, documented)],
            parameters: vec![parameter("a"), parameter("b")],
            examples: examples.iter().map(example).collect(),
            ..OperationSection::default()
        };
        add(&mut operation);
        let urls: Vec<&str> = operation.requests.iter().map(|line| line.url.value.as_str()).collect();
        assert_eq!(urls[1..], *expected);
    }

    #[test]
    fn examples_leave_arguments_out() {
        let documented = "/jars/{id}/f(a='{a}',b={b})";
        check(documented, &["/jars/7/f(b=5)", "/jars/8/f(b=6)"], &["/jars/{id}/f(b={b})"]);
        check(documented, &["/jars/7/F(A='x')", "/jars/7/f(b=1,a='y')"], &["/jars/{id}/f(A='{A}')"]);
        check(documented, &["/jars/7/f(c=1)", "/jars/7/f", "/jars/7/g(a=1)", "/x/jars/7/f(a=1)"], &[]);
        check("/jars/{id}/f", &["/jars/7/f(a='x')", "/jars/7/f"], &["/jars/{id}/f(a='{a}')"]);
        check("/jars/{id}/f", &["/jars/7/f(a='x',b=1)"], &[]);
    }
}
