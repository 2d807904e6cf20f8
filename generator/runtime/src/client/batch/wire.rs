//! How the requests of a batch look on the wire.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Entry, Sealed};
use crate::client::{
    Client,
    error::Result,
    request::{
        Parts,
        content::Content,
        send::{self, Outgoing},
    },
};

#[derive(Serialize)]
struct Call<'e> {
    requests: Vec<Part<'e>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'e> {
    id: String,
    method: &'e str,
    url: &'e str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<String>,
    headers: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body<'e>>,
}

/// JSON stands in the batch as it was written, everything else as base64.
#[derive(Serialize)]
#[serde(untagged)]
enum Body<'e> {
    Json(&'e RawValue),
    Bytes(String),
}

/// One call with these requests.
pub(super) fn call(client: &Client, entries: &[Entry], chosen: &[usize]) -> Result<Outgoing> {
    let sealed = |index: &usize| Some((*index, entries[*index].request.as_ref().ok()?));
    let requests = chosen.iter().filter_map(sealed).map(|(index, sealed)| {
        // What an earlier call has answered is not a dependency any more.
        let needs = entries[index].depends_on.iter().filter(|need| chosen.contains(need));
        part(index, sealed, needs.map(ToString::to_string).collect())
    });
    let call = Call { requests: requests.collect() };
    let mut parts = Parts::new(&client.root().push("$batch"), azure_core::http::Method::Post, None);
    parts.set_json(&call);
    parts.outgoing(false)
}

fn part(index: usize, sealed: &Sealed, depends_on: Vec<String>) -> Part<'_> {
    let request = &sealed.outgoing;
    let stated = send::merged(&request.client.0.headers, &request.headers);
    let mut headers: BTreeMap<String, String> = stated.into_iter().collect();
    headers.entry("client-request-id".to_owned()).or_insert_with(|| sealed.client_request_id.clone());
    if let Some(content) = &request.body {
        headers.insert("content-type".to_owned(), content.content_type().to_owned());
    }
    Part {
        id: index.to_string(),
        method: request.method.as_ref(),
        url: sealed.relative_url(),
        depends_on,
        headers,
        body: request.body.as_ref().map(body),
    }
}

fn body(content: &Content) -> Body<'_> {
    match json(content) {
        Some(Ok(json)) => Body::Json(json),
        _ => Body::Bytes(STANDARD.encode(content.bytes())),
    }
}

/// The JSON that a body is by its type; `Err` where it is not.
pub(super) fn json(content: &Content) -> Option<serde_json::Result<&RawValue>> {
    content.content_type().contains("json").then(|| serde_json::from_slice(content.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_requests() {
        let check = |content: &Content, expected: &str| {
            assert_eq!(serde_json::to_string(&body(content)).ok().as_deref(), Some(expected));
        };
        // Digits that no number of this machine holds stay too.
        check(
            &Content::json(r#"{"a":1.10000000000000000000000001}"#),
            r#"{"a":1.10000000000000000000000001}"#,
        );
        check(&Content::new("hi", "image/png"), r#""aGk=""#);
    }
}
