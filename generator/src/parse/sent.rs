//! Parameters that a page does not file under the request body although its examples send them.
//!
//! In: the operation of a page that only describes POST. Out: the same; rows that no placeholder of a path is called
//! move into the body, if an example sends one of them. A page that says no body is needed means that it may be sent.

use crate::odata::{Method, PathTemplate, letters};
use crate::page::{Json, OperationSection, ParameterPlace, ParameterRow};

/// Moves the parameters that are sent into the body.
pub(super) fn parameters(operation: &mut OperationSection) {
    let posts = operation.requests.iter().all(|request| request.method == Method::Post);
    let shown = |parameter: &ParameterRow| sent(operation).any(|key| key == parameter.row.name.value);
    let moves = |parameter: &ParameterRow| match parameter.place {
        ParameterPlace::Function => !in_path(operation, &parameter.row.name.value),
        // A row for a placeholder may call it by another name.
        ParameterPlace::Path => !in_path(operation, &parameter.row.name.value) && shown(parameter),
        ParameterPlace::Query => false,
    };
    let marks: Vec<bool> = operation.parameters.iter().map(moves).collect();
    let any = operation.parameters.iter().zip(&marks).any(|(parameter, moves)| *moves && shown(parameter));
    if !posts || !operation.body.rows.is_empty() || !any {
        return;
    }
    let optional = std::mem::take(&mut operation.body.none);
    for (mut parameter, moves) in std::mem::take(&mut operation.parameters).into_iter().zip(marks) {
        if !moves {
            operation.parameters.push(parameter);
            continue;
        }
        if optional {
            parameter.row.facts.required.get_or_insert(false);
        }
        operation.body.rows.push(parameter.row);
    }
    operation.body.parameters = true;
}

/// The keys that examples send.
fn sent(operation: &OperationSection) -> impl Iterator<Item = &str> {
    let bodies = operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.as_ref());
    bodies.flat_map(|body| match &body.value {
        Json::Object(members) => members.iter().map(|(key, _)| key.as_str()).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => Vec::new(),
    })
}

/// Whether a placeholder or an argument of a path is called so.
fn in_path(operation: &OperationSection, name: &str) -> bool {
    let name = letters(name);
    operation.templates().flat_map(PathTemplate::words).any(|word| letters(word) == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Example, ExampleRequest, PropertyRow, RequestLine, Sample};
    use crate::source::{PageId, SourceFile, SourceMap, Span, Spanned};

    fn line(page: PageId, url: &str) -> RequestLine {
        RequestLine::new(Method::Post, Spanned::new(url.to_owned(), Span::new(page, 0..0)))
    }

    /// Rows `path name` or `function name`, an example with one key: the rows that are moved.
    fn check(url: &str, rows: &[&str], key: &str, expected: &[&str]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
        let row = |row: &&str| {
            let (place, name) = row.split_once(' ').expect("a place and a name");
            let path = place == "path";
            ParameterRow {
                row: PropertyRow::named(Spanned::new(name.to_owned(), Span::new(page, 0..0))),
                place: if path { ParameterPlace::Path } else { ParameterPlace::Function },
            }
        };
        let value = Json::Object(vec![(key.to_owned(), Json::Bool(true))]);
        let request = ExampleRequest {
            line: line(page, url),
            headers: Vec::new(),
            body: Some(Sample { value, span: Span::new(page, 0..0) }),
            text: None,
            odata_type: None,
        };
        let mut operation = OperationSection {
            requests: vec![line(page, url)],
            parameters: rows.iter().map(row).collect(),
            examples: vec![Example { request: Some(request), responses: Vec::new() }],
            ..OperationSection::default()
        };
        operation.body.none = true;
        parameters(&mut operation);
        let moved: Vec<&str> = operation.body.rows.iter().map(|row| row.name.value.as_str()).collect();
        assert_eq!(moved, expected);
        assert_eq!(operation.body.none, expected.is_empty());
        assert!(operation.body.rows.iter().all(|row| row.facts.required == Some(false)));
    }

    #[test]
    fn what_examples_send_is_the_body() {
        let rows = ["path jarId", "function lid", "function late"];
        check("/jars/{jar-id}/seal", &rows, "lid", &["lid", "late"]);
        check("/jars/{id}/seal", &rows, "lid", &["lid", "late"]);
        check("/jars/{id}/seal(lid={lid},late={late})", &rows, "lid", &[]);
        check("/jars/{id}/seal", &rows, "other", &[]);
    }
}
