//! Requests for numbers of things, which most pages show as an example only: `GET /barns/$count`.
//!
//! In: the lines of a page and its examples. Out: one more line for each way to the collection that an example counts, with
//! the place of the example.

use crate::odata::{Method, PathStep, PathTemplate, StepForm};
use crate::page::{OperationSection, RequestLine};
use crate::source::Spanned;

/// Adds the lines.
pub(super) fn lines(operation: &mut OperationSection) {
    let mut found: Vec<RequestLine> = Vec::new();
    for example in operation.examples.iter().filter_map(|example| example.request.as_ref()) {
        let printed = &example.line;
        let counted = printed.template.as_ref().filter(|_| printed.method == Method::Get).and_then(counted);
        let Some((collection, behind)) = counted else { continue };
        for line in operation.requests.iter().filter(|line| line.method == Method::Get) {
            let Some(template) = line.template.as_ref().filter(|template| is_way(template, &collection))
            else {
                continue;
            };
            let url = format!("{}{behind}", template.text);
            found.push(RequestLine::new(Method::Get, Spanned::new(url, printed.url.span)));
        }
    }
    for line in found {
        let text = |line: &RequestLine| line.template.as_ref().map(|template| template.text.clone());
        if !operation.requests.iter().any(|known| known.method == line.method && text(known) == text(&line)) {
            operation.requests.push(line);
        }
    }
}

/// The path of a collection that is counted, and what stands behind it: `/$count`, or a type and that.
fn counted(printed: &PathTemplate) -> Option<(PathTemplate, String)> {
    let (last, steps) = printed.steps.split_last()?;
    let count = matches!(&last.form, StepForm::System(name) if name.eq_ignore_ascii_case("$count"));
    let cast = |step: &PathStep| matches!(&step.form, StepForm::Name { name, .. } if name.contains('.'));
    let collection = match steps.split_last().filter(|_| count)? {
        (ty, rest) if cast(ty) && !rest.is_empty() => rest,
        _ => steps,
    };
    let behind: Vec<&str> =
        printed.steps[collection.len()..].iter().flat_map(|step| ["/", step.text.as_str()]).collect();
    Some((PathTemplate { steps: collection.to_vec(), ..printed.clone() }, behind.concat()))
}

/// Whether a line leads to what is counted: by the path that is printed, or by another that ends with the same name.
fn is_way(line: &PathTemplate, printed: &PathTemplate) -> bool {
    line.shown_by(printed).is_some() || line.ends_like(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: Option<(&str, &str)>) {
        let found = PathTemplate::parse(printed).and_then(|template| counted(&template));
        let text =
            |steps: &[PathStep]| steps.iter().flat_map(|step| ["/", step.text.as_str()]).collect::<String>();
        let found = found.map(|(collection, behind)| (text(&collection.steps), behind));
        assert_eq!(found.as_ref().map(|(path, behind)| (path.as_str(), behind.as_str())), expected);
    }

    #[test]
    fn what_is_counted_stands_before_the_last_step() {
        check("/barns/$count", Some(("/barns", "/$count")));
        check("/barns/7/cows/farm.dairyCow/$count", Some(("/barns/7/cows", "/farm.dairyCow/$count")));
        check("/barns", None);
        check("/$count", None);
    }
}
