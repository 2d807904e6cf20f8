//! The same requests in batches, of which each is translated as one request.
//!
//! In: requests. Out: requests to `/$batch` that hold them, every third after the one before, and whether what is sent holds
//! the same. What stands in base64 there is left out: `call` cannot know which file it comes from.

use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::request::{Body as Sent, HttpRequest};
use msgraph_codegen::odata::Method;
use serde_json::{Map, Value, json};

use super::Translated;
use crate::replay::compare;
use crate::replay::example::{Body, Example};

/// As many as the service takes.
const LARGEST: usize = 20;

/// The requests in batches, translated.
pub fn translated<'a>(index: &'a Index<'a>, examples: &[Example]) -> Vec<Translated<'a>> {
    let plain: Vec<&Example> =
        examples.iter().filter(|example| !matches!(example.body, Body::Text(_))).collect();
    let batches = plain.chunks(LARGEST).enumerate().map(|(number, part)| batch(number, part));
    super::translated(index, batches.collect())
}

fn batch(number: usize, parts: &[&Example]) -> Example {
    let requests: Vec<Value> = parts.iter().enumerate().map(|(at, part)| entry(at, part)).collect();
    Example {
        name: format!("batch#{number}"),
        page: String::new(),
        version: parts[0].version,
        area: String::new(),
        method: Method::Post,
        url: "/$batch".to_owned(),
        headers: Vec::new(),
        body: Body::Json(json!({ "requests": requests })),
        answer: None,
    }
}

fn entry(at: usize, part: &Example) -> Value {
    let mut entry = json!({ "id": format!("r{at}"), "method": part.method.as_str(), "url": part.url });
    let headers: Map<String, Value> =
        part.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    entry["headers"] = headers.into();
    if let Some(body) = part.body.json() {
        entry["body"] = body.clone();
    }
    if at % 3 == 2 {
        entry["dependsOn"] = json!([format!("r{}", at - 1)]);
    }
    entry
}

/// How what was sent differs from the batch; one line each.
pub(super) fn differences(case: &Translated<'_>, received: &Value) -> Vec<String> {
    let sent = received["body"]["requests"].as_array().map_or(&[][..], Vec::as_slice);
    let wanted = case.example.body.json().and_then(|body| body["requests"].as_array());
    let wanted = wanted.map_or(&[][..], Vec::as_slice);
    if sent.len() != wanted.len() || case.translation.parts.len() != wanted.len() {
        return vec![format!("{} requests instead of {}", sent.len(), wanted.len())];
    }
    let mut found = Vec::new();
    for (at, (request, part)) in case.translation.parts.iter().enumerate() {
        let one = alone(&case.example, request);
        let received = received_alone(&case.example, &sent[at]);
        found.extend(match &part.way {
            Some(way) => compare::differences(&one, way, &received),
            None => compare::by_hand(&one, &received),
        });
        let (asked, after) = (after(wanted, &wanted[at]), after(sent, &sent[at]));
        if asked != after {
            found.push(format!("request {at} comes after {after:?} instead of {asked:?}"));
        }
    }
    found
}

/// The places of the requests that one comes after.
fn after(requests: &[Value], request: &Value) -> Vec<Option<usize>> {
    let others = request["dependsOn"].as_array().into_iter().flatten();
    others.map(|id| requests.iter().position(|other| other["id"] == *id)).collect()
}

/// A request of the batch as one by itself.
fn alone(batch: &Example, request: &HttpRequest) -> Example {
    Example {
        method: request.method,
        url: request.address(),
        headers: request.headers.clone(),
        body: match &request.body {
            Sent::Json(value) => Body::Json(value.clone()),
            _ => Body::None,
        },
        ..batch.clone()
    }
}

/// The same of what was received.
fn received_alone(batch: &Example, sent: &Value) -> Value {
    let url = sent["url"].as_str().unwrap_or_default();
    let headers = sent["headers"].as_object().into_iter().flatten();
    let headers: Vec<Value> =
        headers.map(|(name, value)| json!([name.to_ascii_lowercase(), value])).collect();
    json!({
        "method": sent["method"],
        "target": format!("/{}{url}", batch.version.segment()),
        "headers": headers,
        "body": sent["body"],
        "text": sent.get("body").map(ToString::to_string).unwrap_or_default(),
    })
}
