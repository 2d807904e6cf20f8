//! What the mock answers, and in which ways it can fail.

use std::{fmt, sync::Arc, time::Duration};

use azure_core::{
    Bytes,
    error::{Error, ErrorKind},
    http::{
        AsyncRawResponse, StatusCode,
        headers::{HeaderName, HeaderValue, Headers},
    },
};
use futures::{StreamExt as _, stream};

use super::SeenCall;

/// What Graph does when it is not at its best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429 with this `Retry-After` (any text; empty for none).
    Throttled(&'static str),
    /// 503 without `Retry-After`.
    Unavailable,
    /// 504.
    GatewayTimeout,
    /// Any status, with a page of HTML.
    Html(u16),
    /// The connection breaks before there is an answer.
    Reset,
    /// The connection cannot be made.
    NoConnection,
    /// There is never an answer.
    Silence,
    /// 200, and JSON that ends in the middle, as if it were whole.
    TruncatedJson,
    /// 200, and a connection that breaks in the middle of the body.
    BrokenBody,
    /// 200 with an error as its body.
    ErrorAsSuccess,
}

/// An answer.
#[derive(Clone)]
pub struct Reply(Kind);

#[derive(Clone)]
enum Kind {
    Plain { status: u16, headers: Vec<(String, String)>, body: Bytes, pieces: Option<(usize, Duration)> },
    Fault(Fault),
    Made(Arc<dyn Fn(&SeenCall) -> Reply + Send + Sync>),
}

impl Reply {
    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        Self(Kind::Plain { status, headers: Vec::new(), body: Bytes::new(), pieces: None })
    }

    /// 200 with JSON.
    pub fn json(body: impl fmt::Display) -> Self {
        Self::status(200).body(body.to_string()).header("content-type", "application/json")
    }

    /// 200 with bytes.
    pub fn bytes(body: impl Into<Bytes>) -> Self {
        Self::status(200).body(body).header("content-type", "application/octet-stream")
    }

    /// An error as Graph writes it.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let inner = serde_json::json!({"request-id": "00000000-0000-0000-0000-000000000001"});
        let body = serde_json::json!({"error": {"code": code, "message": message, "innerError": inner}});
        Self::json(body).with_status(status).header("request-id", "00000000-0000-0000-0000-000000000001")
    }

    /// A fault.
    pub fn fault(fault: Fault) -> Self {
        Self(Kind::Fault(fault))
    }

    /// An answer made from the request.
    pub fn made(make: impl Fn(&SeenCall) -> Reply + Send + Sync + 'static) -> Self {
        Self(Kind::Made(Arc::new(make)))
    }

    /// Another status.
    #[must_use]
    pub fn with_status(mut self, code: u16) -> Self {
        if let Kind::Plain { status, .. } = &mut self.0 {
            *status = code;
        }
        self
    }

    /// Another body.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        if let Kind::Plain { body, .. } = &mut self.0 {
            *body = bytes.into();
        }
        self
    }

    /// One more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Plain { headers, .. } = &mut self.0 {
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        self
    }

    /// Sends the body in pieces of so many bytes, with a real pause before each.
    #[must_use]
    pub fn slowly(mut self, bytes: usize, pause: Duration) -> Self {
        if let Kind::Plain { pieces, .. } = &mut self.0 {
            *pieces = Some((bytes.max(1), pause));
        }
        self
    }

    pub(crate) fn made_for(self, call: &SeenCall) -> Self {
        match self.0 {
            Kind::Made(make) => make(call),
            kind => Self(kind),
        }
    }

    /// Status, headers and body of an answer that is not a fault of the connection.
    pub(crate) fn parts(self) -> (u16, Vec<(String, String)>, Bytes) {
        match self.0 {
            Kind::Plain { status, headers, body, .. } => (status, headers, body),
            Kind::Fault(fault) => fault.reply().map_or((500, Vec::new(), Bytes::new()), Self::parts),
            Kind::Made(_) => (500, Vec::new(), Bytes::new()),
        }
    }

    pub(crate) async fn send(self) -> azure_core::Result<AsyncRawResponse> {
        match self.0 {
            Kind::Plain { status, headers, body, pieces } => Ok(plain(status, headers, body, pieces)),
            Kind::Fault(fault) => fault.send().await,
            Kind::Made(_) => {
                Err(Error::with_message(ErrorKind::Other, "a reply that makes a reply that is made"))
            }
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Plain { status, body, .. } => write!(f, "Reply({status}, {} bytes)", body.len()),
            Kind::Fault(fault) => write!(f, "Reply({fault:?})"),
            Kind::Made(_) => f.write_str("Reply(made)"),
        }
    }
}

fn plain(
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    pieces: Option<(usize, Duration)>,
) -> AsyncRawResponse {
    let mut map = Headers::new();
    for (name, value) in headers {
        map.insert(HeaderName::from(name), HeaderValue::from(value));
    }
    let status = StatusCode::from(status);
    let Some((bytes, pause)) = pieces else { return AsyncRawResponse::from_bytes(status, map, body) };
    let pause = azure_core::time::Duration::try_from(pause).unwrap_or(azure_core::time::Duration::ZERO);
    let chunks: Vec<Bytes> = body.chunks(bytes).map(Bytes::copy_from_slice).collect();
    let slow = stream::iter(chunks).then(move |chunk| async move {
        azure_core::sleep::sleep(pause).await;
        Ok(chunk)
    });
    AsyncRawResponse::new(status, map, Box::pin(slow))
}

impl Fault {
    /// The answer, for faults that are one.
    fn reply(&self) -> Option<Reply> {
        match self {
            Self::Throttled(pause) => {
                let reply = Reply::error(429, "TooManyRequests", "too many requests");
                Some(if pause.is_empty() { reply } else { reply.header("retry-after", pause) })
            }
            Self::Unavailable => Some(Reply::error(503, "serviceNotAvailable", "not available")),
            Self::GatewayTimeout => Some(Reply::error(504, "UnknownError", "gateway timeout")),
            Self::Html(status) => {
                let page = "<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>";
                Some(Reply::status(*status).body(page).header("content-type", "text/html; charset=utf-8"))
            }
            Self::TruncatedJson => Some(Reply::json(r#"{"value":[{"id":"1"},{"id":"#)),
            Self::ErrorAsSuccess => Some(Reply::error(200, "InternalServerError", "went wrong")),
            Self::Reset | Self::NoConnection | Self::Silence | Self::BrokenBody => None,
        }
    }

    async fn send(self) -> azure_core::Result<AsyncRawResponse> {
        let broken = |kind, message| Error::with_message(kind, message);
        match self {
            Self::Reset => Err(broken(ErrorKind::Io, "connection reset by peer")),
            Self::NoConnection => Err(broken(ErrorKind::Connection, "connection refused")),
            Self::Silence => std::future::pending().await,
            Self::BrokenBody => {
                let start = Ok(Bytes::from_static(br#"{"value":[{"id":"1"},"#));
                let body = stream::iter([start, Err(broken(ErrorKind::Io, "connection reset by peer"))]);
                Ok(AsyncRawResponse::new(StatusCode::Ok, Headers::new(), Box::pin(body)))
            }
            answer => match answer.reply().map(|reply| reply.0) {
                Some(Kind::Plain { status, headers, body, pieces }) => {
                    Ok(plain(status, headers, body, pieces))
                }
                _ => Err(broken(ErrorKind::Other, "a fault without an answer")),
            },
        }
    }
}
