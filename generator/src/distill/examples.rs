//! Examples without everything that other parts of the pages say too.
//!
//! In: the examples of a page and what resolving needs of them. Out: the shapes of its answers, if they tell what
//! comes back, each with the line that it shows; the members that only a sample shows; the members of a body that no row
//! describes, or that wraps what rows describe.

use std::collections::{BTreeMap, BTreeSet};

use crate::odata::Method;
use crate::page::{
    Example, ExampleRequest, ExampleResponse, Json, OperationSection, PropertyRow, RequestLine, Sample,
    TypeTerm, Voice,
};
use crate::resolve::Needed;
use crate::source::{PageId, Spanned};

use super::skeleton::{merge, skeleton};

/// What stays of the examples of a page.
pub(super) fn reduced(needed: &Needed, page: PageId, operation: &OperationSection) -> Vec<Example> {
    let mut requests: Vec<ExampleRequest> = undescribed(operation).into_iter().collect();
    let written = operation.examples.iter().filter_map(|example| example.request.as_ref());
    for request in written.filter_map(|request| with_needed_members(needed, operation, request)) {
        add(&mut requests, request);
    }
    let mut examples = answers(needed, page, operation);
    for request in requests {
        let same =
            |example: &&mut Example| example.request.as_ref().is_some_and(|known| known.line == request.line);
        match examples.iter_mut().find(same) {
            Some(example) => example.request = Some(request),
            None => examples.push(Example { request: Some(request), responses: Vec::new() }),
        }
    }
    examples
}

/// The answers of a page: together where its examples speak for all of its lines, else each with the line that it shows;
/// what shows no line comes first, and what shows another request last.
fn answers(needed: &Needed, page: PageId, operation: &OperationSection) -> Vec<Example> {
    let shows_members = |response: &ExampleResponse| {
        response.body.as_ref().and_then(|body| needed.members(body.span)).is_some()
    };
    let mut all = operation.examples.iter().flat_map(|example| &example.responses);
    if !needed.answers(page) && !all.any(shows_members) {
        return Vec::new();
    }
    let mut groups: BTreeMap<Option<usize>, Vec<&ExampleResponse>> = BTreeMap::new();
    let mut others: Vec<Example> = Vec::new();
    for example in &operation.examples {
        let shown = operation.shown_line(example);
        let voices = (0..operation.requests.len()).map(|at| operation.voice(example, at));
        if shown.is_some() || voices.min().is_none_or(|voice| voice == Voice::Page) {
            groups.entry(shown).or_default().extend(&example.responses);
        } else if example.responses.iter().any(shows_members) {
            let responses: Vec<&ExampleResponse> = example.responses.iter().collect();
            others.push(Example { request: elsewhere(example), responses: shapes(needed, &responses) });
        }
    }
    let grouped = groups.into_iter().map(|(line, responses)| Example {
        request: line.map(|at| bare_request(operation.requests[at].clone())),
        responses: shapes(needed, &responses),
    });
    let mut examples: Vec<Example> = grouped.filter(|example| !example.responses.is_empty()).collect();
    examples.extend(others);
    let reduced = OperationSection { examples, ..operation.clone() };
    if speak_for_all(&reduced) { together(reduced.examples) } else { reduced.examples }
}

/// The request of an example of another request, without what is a sample in it.
fn elsewhere(example: &Example) -> Option<ExampleRequest> {
    let line = &example.request.as_ref()?.line;
    let path = line.template.as_ref()?.without_ids();
    Some(bare_request(RequestLine::new(line.method, Spanned::new(path, line.url.span))))
}

/// All answers, each once, without the lines.
fn together(examples: Vec<Example>) -> Vec<Example> {
    let mut responses: Vec<ExampleResponse> = Vec::new();
    for response in examples.into_iter().flat_map(|example| example.responses) {
        if !responses.iter().any(|known| is_same(known, &response)) {
            responses.push(response);
        }
    }
    let alone = Example { request: None, responses };
    [alone].into_iter().filter(|example| !example.responses.is_empty()).collect()
}

/// Whether the same examples speak for every line, as their own or as those of the page.
fn speak_for_all(operation: &OperationSection) -> bool {
    let answered = operation.examples.iter().filter(|example| !example.responses.is_empty());
    answered.clone().all(|example| {
        let voices = (0..operation.requests.len()).map(|at| operation.voice(example, at));
        let voices: BTreeSet<Voice> = voices.collect();
        voices.len() <= 1 && voices.iter().all(|voice| *voice <= Voice::Page)
    }) && {
        let voices: BTreeSet<Voice> = answered.map(|example| operation.voice(example, 0)).collect();
        voices.len() <= 1
    }
}

fn bare_request(line: RequestLine) -> ExampleRequest {
    ExampleRequest { line, headers: Vec::new(), body: None, text: None, odata_type: None }
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
    let whole = operation.wrapper().is_some();
    let objects = bodies().filter_map(|sample| match &sample.value {
        Json::Object(_) if whole => Some(skeleton(&sample.value)),
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

/// The shapes of answers, each once.
fn shapes(needed: &Needed, responses: &[&ExampleResponse]) -> Vec<ExampleResponse> {
    let mut shapes: Vec<ExampleResponse> = Vec::new();
    for response in responses {
        let body = response
            .body
            .as_ref()
            .map(|body| Sample { value: shape(&body.value, needed.members(body.span)), ..*body });
        let shape = ExampleResponse { body, headers: Vec::new(), text: None, ..(*response).clone() };
        if !shapes.iter().any(|known| is_same(known, &shape)) {
            shapes.push(shape);
        }
    }
    shapes
}

fn is_same(one: &ExampleResponse, other: &ExampleResponse) -> bool {
    let value = |response: &ExampleResponse| response.body.as_ref().map(|body| body.value.clone());
    (one.status, &one.odata_type, one.collection) == (other.status, &other.odata_type, other.collection)
        && value(one) == value(other)
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
