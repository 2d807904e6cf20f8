//! The one error type of the client: what failed, where, and everything Graph said about it, without secrets.

use std::{borrow::Cow, error::Error as StdError, fmt, time::Duration};

use azure_core::http::Method;
use bytes::Bytes;

use super::poller::Operated;

/// What the client's functions return.
pub type Result<T> = std::result::Result<T, GraphError>;

/// At which point a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GraphErrorKind {
    /// Graph answered with an error.
    Service,
    /// No answer: the connection could not be made or broke.
    Transport,
    /// No answer in time.
    Timeout,
    /// The credential gave no token.
    Credential,
    /// The request cannot be sent as it was built.
    Request,
    /// A server handed out a URL that must not be called.
    Refused,
    /// A limit of the client was passed: size, number of pages, depth, a next link seen before.
    Limit,
    /// The answer is not what the documentation promises.
    Decode,
}

/// A level of `innerError`, or an entry of `details`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code, as precise as this level is.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// What it is about.
    pub target: Option<String>,
}

/// Why a request failed.
///
/// Shows status, code, message, request ids, method and path template; never keys, query values or tokens. The body is
/// kept (capped) for [`body`](Self::body) but not shown.
pub struct GraphError(Box<Detail>);

#[derive(Default)]
pub(crate) struct Detail {
    pub(crate) kind: Option<GraphErrorKind>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) message: Cow<'static, str>,
    pub(crate) target: Option<String>,
    pub(crate) inner: Vec<ErrorDetail>,
    pub(crate) details: Vec<ErrorDetail>,
    pub(crate) request_id: Option<String>,
    pub(crate) client_request_id: Option<String>,
    pub(crate) method: Option<Method>,
    pub(crate) template: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// Where Graph says to go on; the origin policy is asked by whoever goes there.
    pub(crate) location: Option<String>,
    /// What is known of the long-running operation that it is about.
    pub(crate) operated: Option<Box<Operated>>,
    pub(crate) body: Option<Bytes>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl GraphError {
    pub(crate) fn new(kind: GraphErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Detail { kind: Some(kind), message: message.into(), ..Detail::default() }))
    }

    pub(crate) fn from_detail(detail: Detail) -> Self {
        Self(Box::new(detail))
    }

    pub(crate) fn request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(GraphErrorKind::Request, message)
    }

    pub(crate) fn refused(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(GraphErrorKind::Refused, message)
    }

    pub(crate) fn limit(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(GraphErrorKind::Limit, message)
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn operated(&self) -> Option<&Operated> {
        self.0.operated.as_deref()
    }

    pub(crate) fn detail_mut(&mut self) -> &mut Detail {
        &mut self.0
    }

    /// At which point the request failed.
    pub fn kind(&self) -> GraphErrorKind {
        self.0.kind.unwrap_or(GraphErrorKind::Service)
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Graph's code: `Request_ResourceNotFound`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What the error is about, where Graph says so.
    pub fn target(&self) -> Option<&str> {
        self.0.target.as_deref()
    }

    /// The chain of `innerError`, outermost first; the last one is the most precise.
    pub fn inner(&self) -> &[ErrorDetail] {
        &self.0.inner
    }

    /// The list of `details`.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// The id that Graph gave the request; support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The id that this client gave the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.client_request_id.as_deref()
    }

    /// The HTTP method.
    pub fn method(&self) -> Option<Method> {
        self.0.method
    }

    /// The path without its keys.
    pub fn template(&self) -> Option<&str> {
        self.0.template.as_deref()
    }

    /// How long Graph asked to wait, where it did; capped to the longest that the client understands.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    pub(crate) fn location(&self) -> Option<&str> {
        self.0.location.as_deref()
    }

    /// The body of the answer, up to the client's limit for error bodies.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    /// Whether this code stands at the top or anywhere in the inner chain. Graph writes codes in varying case.
    pub fn has_code(&self, code: &str) -> bool {
        let inner = self.0.inner.iter().filter_map(|inner| inner.code.as_deref());
        self.0.code.as_deref().into_iter().chain(inner).any(|found| found.eq_ignore_ascii_case(code))
    }

    /// 404, or the code for a thing that is not there.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404) || self.has_code("itemNotFound") || self.has_code("ResourceNotFound")
    }

    /// 429, or the code for too many requests.
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(429)
            || self.has_code("TooManyRequests")
            || self.has_code("activityLimitReached")
    }

    /// 401: no token, or one that Graph does not accept.
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(401) || self.kind() == GraphErrorKind::Credential
    }

    /// 403: a permission is missing.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// 409, for example a name that is taken.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(409)
    }

    /// 412: the thing has changed since its `ETag` was read.
    pub fn is_precondition_failed(&self) -> bool {
        self.status() == Some(412)
    }

    /// 400: Graph does not understand the request.
    pub fn is_bad_request(&self) -> bool {
        self.status() == Some(400)
    }

    /// The delta token is too old: begin again without it.
    pub fn is_resync_required(&self) -> bool {
        self.status() == Some(410) || self.has_code("resyncRequired") || self.has_code("syncStateNotFound")
    }

    /// No answer in time.
    pub fn is_timeout(&self) -> bool {
        self.kind() == GraphErrorKind::Timeout
    }

    /// Whether the same request may work later without anything being changed.
    pub fn is_transient(&self) -> bool {
        matches!(self.kind(), GraphErrorKind::Transport | GraphErrorKind::Timeout)
            || matches!(self.status(), Some(408 | 429 | 500 | 502 | 503 | 504))
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = &*self.0;
        if let (Some(method), Some(template)) = (detail.method, &detail.template) {
            write!(f, "{method} {template}: ")?;
        }
        if let Some(status) = detail.status {
            write!(f, "{status} ")?;
        }
        if let Some(code) = &detail.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(if detail.message.is_empty() { "no message" } else { &detail.message })?;
        let last = detail.inner.iter().rev().find_map(|inner| inner.code.as_deref());
        if let Some(code) = last.filter(|code| detail.code.as_deref() != Some(*code)) {
            write!(f, " [{code}]")?;
        }
        let ids = [("request-id", &detail.request_id), ("client-request-id", &detail.client_request_id)];
        let mut separator = " (";
        for (name, id) in ids {
            if let Some(id) = id {
                write!(f, "{separator}{name} {id}")?;
                separator = ", ";
            }
        }
        f.write_str(if separator == ", " { ")" } else { "" })
    }
}

impl fmt::Debug for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("GraphError");
        out.field("kind", &self.kind()).field("text", &format_args!("{self}"));
        if !self.0.inner.is_empty() {
            out.field("inner", &self.0.inner);
        }
        if !self.0.details.is_empty() {
            out.field("details", &self.0.details);
        }
        if let Some(body) = &self.0.body {
            out.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for GraphError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> GraphError {
        GraphError::from_detail(Detail {
            kind: Some(GraphErrorKind::Service),
            status: Some(404),
            code: Some("Request_ResourceNotFound".into()),
            message: "not there".into(),
            inner: vec![ErrorDetail { code: Some("itemNotFound".into()), ..ErrorDetail::default() }],
            request_id: Some("r1".into()),
            client_request_id: Some("c1".into()),
            method: Some(Method::Get),
            template: Some("/users/{id}".into()),
            body: Some(Bytes::from_static(b"password=hunter2")),
            ..Detail::default()
        })
    }

    #[test]
    fn errors_say_what_happened() {
        assert_eq!(
            sample().to_string(),
            "GET /users/{id}: 404 Request_ResourceNotFound: not there [itemNotFound] \
             (request-id r1, client-request-id c1)"
        );
        assert_eq!(GraphError::limit("too many pages").to_string(), "too many pages");
    }

    #[test]
    fn errors_answer_questions() {
        let error = sample();
        assert!(error.is_not_found() && error.has_code("ITEMNOTFOUND"));
        assert!(!error.is_throttled() && !error.is_transient() && !error.is_resync_required());
    }

    #[test]
    fn debug_does_not_show_the_body() {
        let text = format!("{:?}", sample());
        assert!(text.contains("16 bytes") && !text.contains("hunter2"), "{text}");
    }

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<GraphError>(), size_of::<usize>());
    }
}
