//! Examples that no request of their page makes.
//!
//! In: the request lines and the examples of an operation page. Out: a message for each example that sends another
//! method to a documented path, and one where no example of the page takes a documented path. The request lines win:
//! they are what is generated.

use super::context::Context;
use crate::diagnostic::Code;
use crate::odata::{Argument, PathStep, PathTemplate, StepForm};
use crate::page::{OperationSection, RequestLine};

/// Says what contradicts itself.
pub(super) fn say(cx: &mut Context<'_>, operation: &OperationSection) {
    let documented = || operation.requests.iter().filter(|line| line.template.is_some());
    if documented().next().is_none() {
        return;
    }
    let sent: Vec<&RequestLine> =
        operation.examples.iter().filter_map(|example| Some(&example.request.as_ref()?.line)).collect();
    let same_path = |example: &RequestLine| -> Vec<&RequestLine> {
        documented().filter(|line| fits(line.template.as_ref(), example.template.as_ref())).collect()
    };
    let mut strange = Vec::new();
    for example in &sent {
        let lines = same_path(example);
        if lines.is_empty() {
            strange.push(*example);
        } else if lines.iter().all(|line| line.method != example.method) {
            let methods: Vec<&str> = lines.iter().map(|line| line.method.as_str()).collect();
            let message = format!(
                "the example sends {}, and the page documents {} for this path",
                example.method.as_str(),
                methods.join(", ")
            );
            cx.say(Code::Conflict, example.url.span, message);
        }
    }
    if let (Some(first), true) = (strange.first(), strange.len() == sent.len()) {
        cx.say(Code::Conflict, first.url.span, "no request of the page makes this example");
    }
}

/// Whether an example takes a documented path: names are equal but for case, and anything may stand for a placeholder.
fn fits(line: Option<&PathTemplate>, example: Option<&PathTemplate>) -> bool {
    let (Some(line), Some(example)) = (line, example) else { return false };
    let (line, example) = (steps(line), steps(example));
    line.len() == example.len() && line.iter().zip(&example).all(|(line, example)| fits_step(line, example))
}

/// The steps of a path. `/me` is one of the users.
fn steps(path: &PathTemplate) -> Vec<&PathStep> {
    let user = |step: &PathStep| step.text.eq_ignore_ascii_case("users");
    let named = path.steps.len() > 1 && path.steps.first().is_some_and(user);
    path.steps.iter().skip(usize::from(named)).collect()
}

fn fits_step(line: &PathStep, example: &PathStep) -> bool {
    match (&line.form, &example.form) {
        (StepForm::Key(_) | StepForm::Member(_), _) => true,
        (_, StepForm::Key(_) | StepForm::Member(_)) => line.text.eq_ignore_ascii_case("me"),
        (StepForm::Name { name, arguments }, StepForm::Name { arguments: given, .. }) => {
            let names = |list: &Option<Vec<Argument>>| {
                let mut names: Vec<String> =
                    list.iter().flatten().map(|argument| argument.name.to_ascii_lowercase()).collect();
                names.sort();
                names
            };
            // Functions are documented without what they take, too; and who is meant may stand there by an id.
            let takes = arguments.is_none() || names(arguments) == names(given);
            name.eq_ignore_ascii_case("me") || is_id(name) || line.form.is_like(&example.form) && takes
        }
        (line, example) => line.is_like(example),
    }
}

/// Whether a step is an id rather than a name: nobody calls anything by so many digits.
fn is_id(step: &str) -> bool {
    step.bytes().filter(u8::is_ascii_digit).count() >= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, example: &str, expected: bool) {
        let [line, example] = [line, example].map(PathTemplate::parse);
        assert_eq!(fits(line.as_ref(), example.as_ref()), expected);
    }

    #[test]
    fn anything_may_stand_for_a_placeholder() {
        check("/mills/{id}/stones", "/mills/9/stones?$top=3", true);
        check("/mills(code='{code}')", "/mills(code='north')", true);
        check("/users/{id}/mills", "/me/mills", true);
        check("/me/mills", "/users/9/mills", true);
        check("/mills/{id}/grind", "/mills/9/Microsoft.Graph.grind(speed=3)", true);
        check("/yard/root:/{path}:/size", "/yard/root:/a/b:/size", true);
        check("/mills/{id}/photo/$value", "/mills/9/photo/$Value", true);
        check("/mills/8b01c1d0-4afc/size", "/mills/fbe51c90-78b7/size", true);
    }

    #[test]
    fn names_are_names() {
        check("/mills/{id}/stones", "/mills/9/sails", false);
        check("/mills/{id}", "/mills/9/sails", false);
        check("/mills(code='{code}')", "/mills(name='north')", false);
        check("/mills/{id}/photo/$value", "/mills/9/photo/$count", false);
        check("/yard/root:/{path}:/size", "/yard/root/lid/size", false);
    }
}
