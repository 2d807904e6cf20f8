//! Examples without everything that other parts of the pages say too.
//!
//! In: the examples of a page and what resolving needs of them. Out: the shapes of its answers, if they tell what
//! comes back; the members that only a sample shows; the members of a body that no row describes.

use std::collections::BTreeSet;

use crate::odata::Method;
use crate::page::{
    Example, ExampleRequest, ExampleResponse, Json, OperationSection, PropertyRow, RequestLine, Sample,
    TypeTerm,
};
use crate::resolve::Needed;
use crate::source::PageId;

use super::skeleton::{merge, skeleton};

/// What stays of the examples of a page.
pub(super) fn reduced(needed: &Needed, page: PageId, operation: &OperationSection) -> Vec<Example> {
    let mut requests: Vec<ExampleRequest> = undescribed(operation).into_iter().collect();
    let written = operation.examples.iter().filter_map(|example| example.request.as_ref());
    for request in written.filter_map(|request| with_needed_members(needed, operation, request)) {
        add(&mut requests, request);
    }
    let responses = responses(needed, page, operation);
    let last = Example { request: requests.pop(), responses };
    let mut examples: Vec<Example> = requests
        .into_iter()
        .map(|request| Example { request: Some(request), responses: Vec::new() })
        .collect();
    if last.request.is_some() || !last.responses.is_empty() {
        examples.push(last);
    }
    examples
}

/// Adds a request; one that has its line takes its members over.
fn add(requests: &mut Vec<ExampleRequest>, request: ExampleRequest) {
    let Some(known) = requests.iter_mut().find(|known| known.line.method == request.line.method) else {
        requests.push(request);
        return;
    };
    if let (Some(known), Some(body)) = (&mut known.body, request.body) {
        known.value = merge(std::mem::replace(&mut known.value, Json::Null), body.value);
    }
}

/// One request with all members that the examples of an action send and no row describes.
fn undescribed(operation: &OperationSection) -> Option<ExampleRequest> {
    let line = line(operation, Method::Post)?;
    if operation.body.none {
        return None;
    }
    let rows = &operation.body.rows;
    let untyped: Vec<&str> =
        rows.iter().filter(|row| !is_typed(row)).map(|row| row.name.value.as_str()).collect();
    let wanted = |name: &str| rows.is_empty() || untyped.contains(&name);
    let bodies = || operation.examples.iter().filter_map(|example| example.request.as_ref()?.body.as_ref());
    let objects = bodies().filter_map(|sample| match &sample.value {
        Json::Object(members) => {
            let wanted = members.iter().filter(|(name, _)| wanted(name));
            Some(Json::Object(wanted.map(|(name, value)| (name.clone(), shallow(value))).collect()))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => None,
    });
    let value = objects.reduce(merge).filter(|value| *value != Json::Object(Vec::new()))?;
    let span = bodies().next()?.span;
    let (headers, body, text) = (Vec::new(), Some(Sample { value, span }), None);
    Some(ExampleRequest { line, headers, body, text, odata_type: None })
}

/// Whether the row alone tells its type.
fn is_typed(row: &PropertyRow) -> bool {
    row.ty.as_ref().is_some_and(|ty| {
        ty.value.link.is_some() || ty.value.terms.iter().any(|term| !matches!(term, TypeTerm::Words(_)))
    })
}

/// A documented line with this method: examples show the same with the contents of a sample in it.
fn line(operation: &OperationSection, method: Method) -> Option<RequestLine> {
    operation.requests.iter().find(|request| request.method == method).cloned()
}

/// A request, if its body has members that nothing else names.
fn with_needed_members(
    needed: &Needed,
    operation: &OperationSection,
    request: &ExampleRequest,
) -> Option<ExampleRequest> {
    let body = request.body.as_ref()?;
    let value = pruned(&body.value, needed.members(body.span)?)?;
    let line = line(operation, request.line.method).unwrap_or_else(|| request.line.clone());
    Some(ExampleRequest {
        line,
        headers: Vec::new(),
        body: Some(Sample { value, span: body.span }),
        text: None,
        odata_type: request.odata_type.clone(),
    })
}

/// The shapes of the answers, each once; all of them where one is needed, as resolving compares them.
fn responses(needed: &Needed, page: PageId, operation: &OperationSection) -> Vec<ExampleResponse> {
    let all = || operation.examples.iter().flat_map(|example| &example.responses);
    let members =
        |response: &ExampleResponse| response.body.as_ref().and_then(|body| needed.members(body.span));
    if !needed.answers(page) && !all().any(|response| members(response).is_some()) {
        return Vec::new();
    }
    let mut shapes: Vec<ExampleResponse> = Vec::new();
    for response in all() {
        let body = response
            .body
            .as_ref()
            .map(|body| Sample { value: shape(&body.value, members(response)), ..*body });
        let shape = ExampleResponse { body, headers: Vec::new(), text: None, ..response.clone() };
        let same = |known: &ExampleResponse| {
            let value = |response: &ExampleResponse| response.body.as_ref().map(|body| body.value.clone());
            (known.status, &known.odata_type, known.collection)
                == (shape.status, &shape.odata_type, shape.collection)
                && value(known) == value(&shape)
        };
        if !shapes.iter().any(same) {
            shapes.push(shape);
        }
    }
    shapes
}

/// An object or a result page, with its type and the members that only it shows.
fn shape(body: &Json, names: Option<&BTreeSet<String>>) -> Json {
    let kept = names.and_then(|names| pruned(body, names)).unwrap_or_else(|| shallow_object(body));
    match (kept, envelope(body)) {
        (Json::Object(mut members), Some(value)) if !members.iter().any(|(key, _)| key == "value") => {
            members.push(("value".to_owned(), value));
            Json::Object(members)
        }
        (kept, _) => kept,
    }
}

/// Nothing but the type of an object.
fn shallow_object(value: &Json) -> Json {
    match value {
        Json::Object(_) => shallow(value),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => {
            Json::Object(Vec::new())
        }
    }
}

/// What stands in `value`, where that is the envelope of a list, or of one value that is no object.
fn envelope(body: &Json) -> Option<Json> {
    let Json::Object(members) = body else { return None };
    let alone = members.iter().filter(|(key, _)| !key.starts_with('@')).count() == 1;
    match body.get("value")? {
        list @ Json::Array(_) => Some(Json::Array(typed_item(list).into_iter().collect())),
        value @ (Json::Bool(_) | Json::Text(_)) if alone => Some(skeleton(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Object(_) => None,
    }
}

/// The type that the first item of a list calls itself.
fn typed_item(list: &Json) -> Option<Json> {
    let Json::Array(items) = list else { return None };
    items.first().filter(|item| item.odata_type().is_some()).map(shallow_object)
}

/// The members called `names`, at any depth, with what leads to them; nothing where there are none.
fn pruned(value: &Json, names: &BTreeSet<String>) -> Option<Json> {
    match value {
        Json::Object(members) => {
            let kept: Vec<(String, Json)> = members
                .iter()
                .filter_map(|(key, value)| {
                    let inner = pruned(value, names);
                    let inner = inner.or_else(|| names.contains(key).then(|| shallow(value)))?;
                    Some((key.clone(), inner))
                })
                .collect();
            let of_type = members.iter().find(|(key, _)| key == "@odata.type").cloned();
            (!kept.is_empty()).then(|| Json::Object(of_type.into_iter().chain(kept).collect()))
        }
        Json::Array(items) => {
            let kept: Vec<Json> = items.iter().filter_map(|item| pruned(item, names)).collect();
            (!kept.is_empty()).then(|| skeleton(&Json::Array(kept)))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => None,
    }
}

/// The kind of a value: of an object only its type, of a list only what its first item is.
fn shallow(value: &Json) -> Json {
    match value {
        Json::Object(members) => {
            Json::Object(members.iter().filter(|(key, _)| key == "@odata.type").cloned().collect())
        }
        Json::Array(items) => Json::Array(items.first().map(shallow).into_iter().collect()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => skeleton(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(members: &[(&str, Json)]) -> Json {
        Json::Object(members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[track_caller]
    fn check(body: &Json, names: &[&str], expected: &Json) {
        let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let once = shape(body, Some(&names));
        assert_eq!(once, *expected);
        assert_eq!(shape(&once, Some(&names)), once, "a shape is its own shape");
    }

    #[test]
    fn only_needed_members_stay() {
        let item = |tint: &str| {
            object(&[("@odata.type", text("#x.colour")), ("name", text("n")), ("tint", text(tint))])
        };
        check(
            &object(&[("@odata.context", text("c")), ("value", Json::Array(vec![item("a"), item("b")]))]),
            &["tint"],
            &object(&[(
                "value",
                Json::Array(vec![object(&[("@odata.type", text("#x.colour")), ("tint", text("String"))])]),
            )]),
        );
    }

    #[test]
    fn a_list_stays_a_list() {
        check(
            &object(&[("value", Json::Array(vec![text("a")]))]),
            &[],
            &object(&[("value", Json::Array(Vec::new()))]),
        );
        check(&object(&[("name", text("a"))]), &[], &object(&[]));
    }
}
