//! `$batch` for the mock: every request in it goes through the rules by itself, dependencies included.

use std::collections::BTreeMap;

use azure_core::{
    Bytes,
    http::{Method, Url},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::{MockGraph, Reply, SeenCall};

/// Answers a batch request by answering its parts.
pub(crate) fn answer(graph: &MockGraph, call: &SeenCall) -> Reply {
    let body = call.json();
    let Some(requests) = body["requests"].as_array() else {
        return Reply::error(400, "BadRequest", "a batch without requests");
    };
    if requests.len() > 20 {
        return Reply::error(400, "BadRequest", "a batch has at most 20 requests");
    }
    let mut statuses: BTreeMap<String, u16> = BTreeMap::new();
    let mut responses = Vec::new();
    for request in requests {
        let id = request["id"].as_str().unwrap_or_default().to_owned();
        let needs = request["dependsOn"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let failed = needs.into_iter().any(|need| statuses.get(need).is_none_or(|status| *status >= 400));
        let reply = if failed {
            Reply::error(424, "FailedDependency", "a request it depends on failed")
        } else {
            part(graph, call, request)
        };
        let (status, headers, body) = reply.parts();
        statuses.insert(id.clone(), status);
        let headers: Map<String, Value> =
            headers.into_iter().map(|(name, value)| (name, value.into())).collect();
        let body = written(&body, headers.get("content-type").and_then(Value::as_str).unwrap_or_default());
        responses.push(json!({"id": id, "status": status, "headers": headers, "body": body}));
    }
    // Graph answers in any order; the reverse shows whether anybody relies on it.
    responses.reverse();
    Reply::json(json!({"responses": responses}))
}

/// JSON as it is, texts as texts, everything else as base64.
fn written(body: &Bytes, content_type: &str) -> Value {
    match serde_json::from_slice(body) {
        Ok(json) => json,
        Err(_) if body.is_empty() => Value::Null,
        Err(_) if content_type.starts_with("text/") => String::from_utf8_lossy(body).into(),
        Err(_) => STANDARD.encode(body).into(),
    }
}

fn part(graph: &MockGraph, batch: &SeenCall, request: &Value) -> Reply {
    let method = request["method"].as_str().and_then(|method| method.parse::<Method>().ok());
    let root = batch.url.split("/$batch").next().unwrap_or_default();
    let url = format!("{root}/{}", request["url"].as_str().unwrap_or_default().trim_start_matches('/'));
    let (Some(method), Ok(url)) = (method, Url::parse(&url)) else {
        return Reply::error(400, "BadRequest", "a part without method or URL");
    };
    let body =
        if request["body"].is_null() { Bytes::new() } else { Bytes::from(request["body"].to_string()) };
    let mut call = SeenCall::of(method, &url, body);
    let headers = request["headers"].as_object().into_iter().flatten();
    call.headers = headers
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    call.headers.sort();
    graph.answer(call)
}
