//! An answer as bytes, and what it says when it is an error.

use std::fmt;

use azure_core::http::{Method, headers::Headers};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::client::error::{self, Detail, GraphError, GraphErrorKind, Result};
use crate::model::json::{any_from_json, without_mark};

/// Which request an answer belongs to; goes into every error.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) method: Method,
    pub(crate) template: String,
    pub(crate) client_request_id: Option<String>,
    /// How many bytes of a body an error keeps.
    pub(crate) max_error_body: usize,
}

impl About {
    /// Adds method, template and id to an error that does not have them yet.
    pub(crate) fn tell(&self, mut error: GraphError) -> GraphError {
        let detail = error.detail_mut();
        detail.method.get_or_insert(self.method);
        detail.template.get_or_insert_with(|| self.template.clone());
        if detail.client_request_id.is_none() {
            detail.client_request_id.clone_from(&self.client_request_id);
        }
        error
    }
}

/// An answer that was read as a whole.
#[derive(Clone)]
pub struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
    pub(crate) about: About,
}

impl Response {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header; the name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The body, after decompression.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Takes the body out.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// Reads the body as JSON; an empty one as `null`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let body: &[u8] = if self.is_empty() { b"null" } else { &self.body };
        any_from_json(body).map_err(|error| self.unreadable(&error))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.status == 204 || without_mark(&self.body).iter().all(u8::is_ascii_whitespace)
    }

    /// As much of the body as an error keeps. What is cut off is not held in memory either.
    fn kept_body(&self) -> Bytes {
        match self.body.get(..self.about.max_error_body) {
            Some(start) if start.len() < self.body.len() => Bytes::copy_from_slice(start),
            _ => self.body.clone(),
        }
    }

    /// An error for a body that is not what was promised. Values are cut out of the reader's message.
    pub(crate) fn unreadable(&self, error: &serde_json::Error) -> GraphError {
        let reason = without_values(&error.to_string());
        let kind = match content_type(&self.headers) {
            Some(kind) if !kind.contains("json") => format!(" ({kind})"),
            _ => String::new(),
        };
        self.fail(GraphErrorKind::Decode, format!("the answer{kind} cannot be read: {reason}"))
    }

    pub(crate) fn fail(&self, kind: GraphErrorKind, message: String) -> GraphError {
        let error = GraphError::from_detail(Detail {
            kind: Some(kind),
            status: Some(self.status),
            message: message.into(),
            request_id: self.header("request-id").map(str::to_owned),
            body: Some(self.kept_body()),
            ..Detail::default()
        });
        self.about.tell(error)
    }

    /// The error that this answer is. For answers that are not 2xx, and for 2xx with an error as their body.
    pub(crate) fn into_error(self) -> GraphError {
        let mut detail = Detail {
            kind: Some(GraphErrorKind::Service),
            status: Some(self.status),
            request_id: self.header("request-id").map(str::to_owned),
            client_request_id: self.header("client-request-id").map(str::to_owned),
            location: self.header("location").map(str::to_owned),
            ..Detail::default()
        };
        let body = self.kept_body();
        if !self.is_empty() {
            error::read_body(&mut detail, &body, content_type(&self.headers));
        }
        if detail.message.is_empty() {
            let reason = azure_core::http::StatusCode::from(self.status).canonical_reason();
            detail.message = reason.into_owned().into();
        }
        detail.body = Some(body);
        self.about.tell(GraphError::from_detail(detail))
    }

    /// Whether a success is not one: the only member of the object, annotations aside, is an error with a code or message; or
    /// it is an error of a token service. (An operation with status, id and an error of its own is an ordinary answer.)
    pub(crate) fn is_error_in_disguise(&self) -> bool {
        let start = &self.body[..self.body.len().min(512)];
        let names: [&[u8]; 2] = [b"\"error\"", b"\"odata.error\""];
        if !names.iter().any(|name| start.windows(name.len()).any(|window| window == *name)) {
            return false;
        }
        let Ok(mut body) = any_from_json::<Map<String, Value>>(&self.body) else { return false };
        body.retain(|name, _| !name.starts_with('@'));
        match body.get("error").or_else(|| body.get("odata.error")) {
            Some(Value::Object(error)) => {
                body.len() == 1 && (error.contains_key("code") || error.contains_key("message"))
            }
            Some(Value::String(_)) => body.contains_key("error_description"),
            _ => false,
        }
    }
}

/// Shows neither body nor headers.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("about", &self.about)
            .finish_non_exhaustive()
    }
}

/// A header of `azure_core`'s map, the name in any case. The map's own look-up makes an error, with a backtrace where these
/// are on, of every header that is not there.
pub(crate) fn header<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let mut all = headers.iter();
    all.find(|(known, _)| known.as_str().eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn content_type(headers: &Headers) -> Option<&str> {
    header(headers, "content-type").map(|kind| kind.split(';').next().unwrap_or(kind).trim())
}

/// The reader's message names the value it stumbled over; values may be anybody's secrets.
fn without_values(message: &str) -> String {
    match (message.find('"'), message.rfind('"')) {
        (Some(start), Some(end)) if start < end => format!("{}…{}", &message[..start], &message[end + 1..]),
        _ => message.to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn response(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Response {
        let mut map = Headers::new();
        for (name, value) in headers {
            map.insert(*name, *value);
        }
        let about = About {
            method: Method::Get,
            template: "/users/{id}".into(),
            client_request_id: Some("c".into()),
            max_error_body: 1 << 10,
        };
        Response { status, headers: map, body: Bytes::copy_from_slice(body.as_bytes()), about }
    }

    fn check(status: u16, body: &str, code: Option<&str>, message: &str, inner: &[&str]) {
        let error = response(status, &[("content-type", "text/html; charset=x")], body).into_error();
        assert_eq!((error.code(), error.message()), (code, message), "{body}");
        let found: Vec<&str> = error.inner().iter().filter_map(|inner| inner.code.as_deref()).collect();
        assert_eq!(found, inner, "{body}");
        assert_eq!(error.status(), Some(status));
    }

    #[test]
    fn error_bodies_of_all_kinds() {
        check(
            404,
            r#"{"error":{"code":"A","message":"m","innerError":{"code":"B","innererror":{"code":"C"},"date":"x"}}}"#,
            Some("A"),
            "m",
            &["B", "C"],
        );
        check(
            400,
            r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"m"}}}"#,
            Some("A"),
            "m",
            &[],
        );
        check(400, r#"{"error":"invalid_grant","error_description":"d"}"#, Some("invalid_grant"), "d", &[]);
        check(400, r#"{"code":"A","message":"m"}"#, Some("A"), "m", &[]);
        check(502, "<html><h1>Bad gateway</h1></html>", None, "Bad gateway", &[]);
        check(502, "<html></html>", None, "the answer is not JSON (text/html)", &[]);
        check(503, "", None, "Service Unavailable", &[]);
        check(500, r#"{"error":[1]}"#, None, "Internal Server Error", &[]);
        check(500, r#"{"error":{"code":"","message":null}}"#, None, "Internal Server Error", &[]);
        check(500, "[1,2]", None, "Internal Server Error", &[]);
        check(500, "\u{feff}", None, "Internal Server Error", &[]);
    }

    #[test]
    fn no_error_keeps_more_of_a_body_than_allowed() {
        let long = format!(r#"{{"error":{{"code":"A","message":"{}"}}}}"#, "m".repeat(2000));
        for status in [200, 500] {
            let answer = response(status, &[], &long);
            assert!(answer.is_error_in_disguise());
            let error = answer.into_error();
            assert_eq!(error.body().map(<[u8]>::len), Some(1 << 10));
            assert_eq!(error.code(), Some("A"));
            assert!(
                error.message().len() > 900 && error.message().len() < 1 << 10,
                "{}",
                error.message().len()
            );
            assert!(error.to_string().len() < 400);
        }
        let error = response(200, &[], &"x".repeat(2000)).json::<i32>().expect_err("not a number");
        assert_eq!(error.body().map(<[u8]>::len), Some(1 << 10));
    }

    #[test]
    fn ids_come_from_headers_or_the_body() {
        let body = r#"{"error":{"code":"A","innerError":{"request-id":"r2","client-request-id":"c2"}}}"#;
        let error = response(400, &[("request-id", "r1")], body).into_error();
        assert_eq!((error.request_id(), error.client_request_id()), (Some("r1"), Some("c2")));
        let error = response(400, &[], "").into_error();
        assert_eq!((error.request_id(), error.client_request_id()), (None, Some("c")));
    }

    #[test]
    fn errors_in_disguise() {
        let check = |body: &str, expected: bool| {
            assert_eq!(response(200, &[], body).is_error_in_disguise(), expected, "{body}");
        };
        check(r#"{"error":{"code":"A","message":"m"}}"#, true);
        check(r#"{"@odata.context":"x","error":{"message":"m"}}"#, true);
        check(r#"{"id":"1","status":"failed","error":{"code":"A"}}"#, false);
        check(r#"{"error":null}"#, false);
        check(r#"{"value":[{"error":{"code":"A"}}]}"#, false);
        check(r#"["error"]"#, false);
        check("\u{feff}{\"error\":{\"code\":\"A\"}}", true);
        check(r#"{"odata.error":{"code":"A","message":{"value":"m"}}}"#, true);
        check(r#"{"error":"invalid_grant","error_description":"d"}"#, true);
        check(r#"{"error":"none"}"#, false);
        check(r#"{"error":{"other":1}}"#, false);
    }

    #[test]
    fn messages_of_the_reader_lose_values() {
        let error =
            response(200, &[], r#"{"a":"hunter2"}"#).json::<std::collections::BTreeMap<String, i32>>();
        let text = error.expect_err("a text is not a number").to_string();
        assert!(!text.contains("hunter2") && text.contains("expected i32"), "{text}");
    }
}
