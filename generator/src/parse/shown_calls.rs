//! Calls of a function that only examples of its page show, with other arguments than the documented line.
//!
//! In: the operation of a page whose lines end with a function. Out: the same with a line for each other set of described
//! parameters that an example calls it with: not all of them need to be given, though no word says so.

use std::collections::BTreeSet;

use crate::odata::{Argument, Method, PathStep, PathTemplate, StepForm};
use crate::page::{OperationSection, ParameterPlace, RequestLine};
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
        let way = same.iter().find(|known| known.before.len() == shown.before.len());
        if let Some(way) = way.filter(|_| is_new) {
            let url = format!("{}/{}({})", way.path(), way.name, shown.placeholders());
            found.push(RequestLine::new(Method::Get, Spanned::new(url, line.url.span)));
        }
    }
    operation.requests.extend(found);
}

/// The parameters of the function that are needed so, in small letters.
fn described(operation: &OperationSection, is_needed: impl Fn(Option<bool>) -> bool) -> BTreeSet<String> {
    let of_function = operation.parameters.iter().filter(|row| row.place == ParameterPlace::Function);
    let rows = of_function.map(|parameter| &parameter.row).filter(|row| is_needed(row.facts.required));
    rows.map(|row| row.name.value.to_lowercase()).collect()
}

/// A path that ends with a function, and its arguments.
struct Called<'l> {
    before: &'l [PathStep],
    name: &'l str,
    arguments: &'l [Argument],
}

fn called(line: &RequestLine) -> Option<Called<'_>> {
    let PathTemplate { steps, .. } = line.template.as_ref().filter(|_| line.method == Method::Get)?;
    let (last, before) = steps.split_last()?;
    match &last.form {
        StepForm::Name { name, arguments } => {
            Some(Called { before, name, arguments: arguments.as_deref().unwrap_or_default() })
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

    /// What stands before the function.
    fn path(&self) -> String {
        let slash = |step: &PathStep| if step.form == StepForm::Address { "" } else { "/" };
        self.before.iter().flat_map(|step| [slash(step), step.text.as_str()]).collect()
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
    use crate::page::{Example, ExampleRequest, ParameterRow, PropertyFacts, PropertyRow};
    use crate::source::{PageId, SourceFile, SourceMap, Span};

    fn line(page: PageId, url: &str) -> RequestLine {
        RequestLine::new(Method::Get, Spanned::new(url.to_owned(), Span::new(page, 0..0)))
    }

    /// The lines of a page with one line, parameters `a` and `b` of its function, and the examples.
    fn check(documented: &str, examples: &[&str], expected: &[&str]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
        let parameter = |name: &str| ParameterRow {
            row: PropertyRow {
                name: Spanned::new(name.to_owned(), Span::new(page, 0..0)),
                repair: None,
                lost: false,
                heard: Vec::new(),
                ty: None,
                facts: PropertyFacts::default(),
                prose: None,
            },
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
