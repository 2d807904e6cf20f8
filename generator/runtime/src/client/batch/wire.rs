//! How a batch looks on the wire: requests to JSON, JSON to responses.

use azure_core::http::headers::{HeaderName, HeaderValue, Headers};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{Entry, Sealed};
use crate::client::{
    Client,
    content::Content,
    error::{GraphErrorKind, Result},
    request::{Parts, checked_header},
    response::{About, Response},
    send::{self, Outgoing},
};

/// One call with these requests.
pub(crate) fn call(client: &Client, entries: &[Entry], chosen: &[usize]) -> Result<Outgoing> {
    let requests: Vec<Value> = chosen
        .iter()
        .filter_map(|index| {
            let entry = &entries[*index];
            let sealed = entry.request.as_ref().ok()?;
            // What an earlier call has answered is no dependency any more.
            let needs: Vec<String> = entry
                .depends_on
                .iter()
                .filter(|need| chosen.contains(need))
                .map(ToString::to_string)
                .collect();
            Some(request(*index, sealed, &needs))
        })
        .collect();
    let body = json!({ "requests": requests });
    let mut parts = Parts::new(&client.root().push("$batch"), azure_core::http::Method::Post, None);
    parts.body = Some(Content::json(body.to_string()));
    parts.outgoing(false)
}

fn request(index: usize, sealed: &Sealed, needs: &[String]) -> Value {
    let parts = &sealed.parts;
    let stated = send::merged(&parts.client.0.headers, &parts.headers);
    let mut headers: Map<String, Value> =
        stated.into_iter().map(|(name, value)| (name, value.into())).collect();
    headers.entry("client-request-id").or_insert_with(|| sealed.client_request_id.as_str().into());
    let mut request = Map::new();
    request.insert("id".to_owned(), index.to_string().into());
    request.insert("method".to_owned(), parts.method.as_ref().into());
    request.insert("url".to_owned(), parts.relative_url().into());
    if !needs.is_empty() {
        request.insert("dependsOn".to_owned(), needs.into());
    }
    if let Some(content) = &parts.body {
        headers.insert("content-type".to_owned(), content.content_type().into());
        request.insert("body".to_owned(), body(content));
    }
    request.insert("headers".to_owned(), headers.into());
    request.into()
}

/// JSON stands in the batch as it is, everything else as base64.
fn body(content: &Content) -> Value {
    let json = content.content_type().contains("json");
    let value = json.then(|| serde_json::from_slice(content.bytes()).ok()).flatten();
    value.unwrap_or_else(|| STANDARD.encode(content.bytes()).into())
}

/// The answers, in order of their requests; an error for each request that has none.
pub(crate) fn read(
    response: &Response,
    entries: &[Entry],
    chosen: &[usize],
) -> Result<Vec<(usize, Result<Response>)>> {
    let mut body: Map<String, Value> = response.json()?;
    let Some(Value::Array(answers)) = body.remove("responses") else {
        return Err(response.fail(GraphErrorKind::Decode, "the answer is no batch".to_owned()));
    };
    let mut found: Vec<Option<Response>> = entries.iter().map(|_| None).collect();
    for answer in answers {
        let id = answer["id"].as_str().and_then(|id| id.parse::<usize>().ok());
        let sealed = id.and_then(|index| entries.get(index)?.request.as_ref().ok());
        if let (Some(index), Some(sealed)) = (id, sealed) {
            found[index] = Some(part(answer, sealed));
        }
    }
    let missing =
        || response.fail(GraphErrorKind::Decode, "a request of the batch was not answered".to_owned());
    Ok(chosen.iter().map(|index| (*index, found[*index].take().ok_or_else(missing))).collect())
}

fn part(mut answer: Value, sealed: &Sealed) -> Response {
    let headers = headers(&answer["headers"]);
    let status = answer["status"].as_u64().or_else(|| answer["status"].as_str()?.parse().ok());
    let body = answer.get_mut("body").map(Value::take).unwrap_or_default();
    let about = About {
        method: sealed.parts.method,
        template: sealed.parts.template.clone(),
        client_request_id: Some(sealed.client_request_id.clone()),
        max_error_body: sealed.parts.client.0.limits.max_error_body,
    };
    let mut part = Response {
        status: status.and_then(|status| u16::try_from(status).ok()).unwrap_or(500),
        headers,
        body: Bytes::new(),
        about,
    };
    part.body = bytes(body, part.header("content-type").unwrap_or_default());
    part
}

fn headers(value: &Value) -> Headers {
    let mut headers = Headers::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if let Ok((name, text)) = checked_header(name, &text) {
            headers.insert(HeaderName::from(name), HeaderValue::from(text));
        }
    }
    headers
}

/// The body as it would have come alone.
fn bytes(body: Value, content_type: &str) -> Bytes {
    match body {
        Value::Null => Bytes::new(),
        Value::String(text) if content_type.contains("json") => Value::from(text).to_string().into(),
        Value::String(text) if content_type.starts_with("text/") => text.into(),
        Value::String(text) => STANDARD.decode(&text).map_or_else(|_| Bytes::from(text), Bytes::from),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: Value, content_type: &str, expected: &str) {
        assert_eq!(bytes(body, content_type), expected);
    }

    #[test]
    fn bodies_of_answers() {
        check(json!({"a": 1}), "application/json", r#"{"a":1}"#);
        check(json!("a"), "application/json; charset=x", r#""a""#);
        check(json!("aGk="), "image/png", "hi");
        check(json!("not base64!"), "image/png", "not base64!");
        check(json!("1234"), "text/plain", "1234");
        check(Value::Null, "", "");
    }

    #[test]
    fn bodies_of_requests() {
        assert_eq!(body(&Content::json(r#"{"a":1}"#)), json!({"a": 1}));
        assert_eq!(body(&Content::new("hi", "image/png")), json!("aGk="));
    }
}
