//! What a page tells of an operation that goes on after the answer: where to ask how far it is, and what it makes.
//!
//! In: the sentences about the response, and the examples. Out: the facts of [`ResponseFacts`] about it. Names of headers
//! and members are not translated, so that no words are needed.

use super::context::Context;
use super::http::path_of;
use super::reading::{Reading, Sentence};
use crate::odata::PathTemplate;
use crate::page::{Example, ExampleResponse, Json, ResponseFacts};

/// Whether a header of this name leads to the monitor of an operation.
pub(super) fn is_monitor_header(word: &str) -> bool {
    matches!(word, "Location" | "Operation-Location" | "Azure-AsyncOperation")
}

/// What a sentence says: the page to read on how to ask, the place of the thing made, that the monitor names its id.
pub(super) fn sentence(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    facts: &mut ResponseFacts,
) {
    let range = reading.plain_range(&sentence.range);
    if facts.monitor && facts.status.is_none() {
        let links = reading.text.links().filter(|(mark, _, _)| range.contains(&mark.range.start));
        facts.status = links.filter_map(|(_, _, target)| cx.links.target(target)).find(|target| target.api);
    }
    let codes: Vec<&str> = reading
        .text
        .codes()
        .filter(|(mark, _)| range.contains(&mark.range.start))
        .map(|(_, code)| code)
        .collect();
    if codes.iter().any(|code| code.eq_ignore_ascii_case("content-location")) {
        let place = codes.iter().find(|code| code.starts_with('/')).and_then(|code| place(code));
        facts.place = facts.place.take().or(place);
    }
    facts.resource_id |= facts.monitor && reading.text.plain[range].contains("resourceId");
}

/// What the examples show beyond that; only of operations that can be asked.
pub(super) fn shown(examples: &[Example], facts: &mut ResponseFacts) {
    if !facts.monitor {
        *facts = ResponseFacts { status: None, place: None, resource_id: false, ..std::mem::take(facts) };
        return;
    }
    for response in examples.iter().flat_map(|example| &example.responses) {
        let headers = response.headers.iter();
        let named = headers.filter(|(name, _)| name.eq_ignore_ascii_case("content-location"));
        let in_header = named.map(|(_, value)| value.as_str()).next();
        let place = in_header.or_else(|| location_in_body(response)).and_then(place);
        facts.place = facts.place.take().or(place);
        facts.resource_id |= is_elsewhere(response) || member(response, "resourceId").is_some();
    }
}

/// Where the operation says that its result is.
fn location_in_body(response: &ExampleResponse) -> Option<&str> {
    member(response, "targetResourceLocation").or_else(|| member(response, "resourceLocation"))
}

fn member<'r>(response: &'r ExampleResponse, name: &str) -> Option<&'r str> {
    match response.body.as_ref()?.value.get(name)? {
        Json::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether the monitor is outside of Graph.
fn is_elsewhere(response: &ExampleResponse) -> bool {
    let mut monitors = response.headers.iter().filter(|(name, _)| is_monitor_header(name));
    monitors.any(|(_, url)| {
        let host = url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        host.is_some_and(|host| !host.to_lowercase().contains("graph") && !host.contains(['{', '<']))
    })
}

/// The path of an address without ids.
fn place(address: &str) -> Option<String> {
    Some(PathTemplate::parse(path_of(address.trim()))?.without_ids())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(place(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn a_place_keeps_no_ids() {
        check("/barns('4')", Some("/barns/{id}"));
        check("https://graph.microsoft.com/v1.0/barns/3f-2/doors('x')", Some("/barns/{id}/doors/{id}"));
        check("/barns/{id}/roof", Some("/barns/{id}/roof"));
        check("", None);
    }
}
