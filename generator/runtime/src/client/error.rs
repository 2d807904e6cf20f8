//! The one error type of the client: what failed, where, and everything Graph said about it, without secrets.

mod body;
mod cut;
mod markup;
mod shown;

use std::{borrow::Cow, error::Error as StdError, time::Duration};

use azure_core::http::Method;
pub(crate) use body::read as read_body;
use bytes::Bytes;
pub(crate) use shown::Shown;

use super::long_running::Operated;

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
    /// The last slice of an upload was sent, but its answer was lost: whether the upload succeeded is not known. The cause
    /// says how it was lost. Look for what was uploaded before doing it again.
    AnswerLost,
}

/// A level of `innerError`, or an entry of `details`.
#[derive(Clone, Default, PartialEq, Eq)]
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
/// Shows status, code, message, request ids, method and path template; never keys, query values or tokens. Whatever the
/// server sent, that is one line of less than 700 characters, without any that would not be seen: what is longer
/// is cut off, the rest is in [`message`](Self::message) and [`body`](Self::body).
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

    /// The message, as long as it is and with whatever characters it holds.
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

    /// How long Graph asked to wait, where it did; of a request that was not sent because of an earlier answer, how much of
    /// that pause remained. Capped to the longest that the client understands.
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

    /// Graph asks for a pause: 429, 503 with a time to wait, the code for too many requests, or the request was not sent
    /// because the pause of an earlier one is longer than it may take (then [`is_timeout`](Self::is_timeout) too).
    pub fn is_throttled(&self) -> bool {
        let asks = self.0.retry_after.is_some();
        self.status() == Some(429)
            || (asks && matches!(self.status(), None | Some(503)))
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
    fn whatever_a_server_sends_is_one_line_of_bounded_length() {
        let evil = "a\r\n\u{1b}[2J\u{202e}".repeat(10_000);
        let error = GraphError::from_detail(Detail {
            status: Some(500),
            code: Some(evil.clone()),
            message: evil.clone().into(),
            inner: vec![
                ErrorDetail {
                    code: Some(format!("b{evil}")),
                    message: Some(evil.clone()),
                    target: None
                };
                100
            ],
            request_id: Some(evil.clone()),
            client_request_id: Some(evil.clone()),
            method: Some(Method::Delete),
            template: Some(evil.clone()),
            ..Detail::default()
        });
        let text = error.to_string();
        assert!(text.starts_with("DELETE a\\r\\n\\u{1b}[2J\\u{202e}a") && text.contains(": 500 "), "{text}");
        assert!(text.chars().count() < 700 && !text.contains(char::is_control), "{text}");
        assert!(!text.contains('\u{202e}'), "{text}");
        assert_eq!(error.message(), evil, "the message itself is whole");
        let debug = format!("{error:?}");
        assert!(debug.len() < 10_000 && !debug.contains(char::is_control), "{}", debug.len());
    }

    #[test]
    fn a_single_word_is_said_once() {
        let detail = Detail { code: Some("A".into()), message: "A".into(), ..Detail::default() };
        assert_eq!(GraphError::from_detail(detail).to_string(), "A");
    }

    #[test]
    fn throttling_has_several_faces() {
        let check = |status, retry_after: Option<u64>, expected| {
            let retry_after = retry_after.map(Duration::from_secs);
            let error = GraphError::from_detail(Detail { status, retry_after, ..Detail::default() });
            assert_eq!(error.is_throttled(), expected, "{status:?} {retry_after:?}");
        };
        check(Some(429), None, true);
        check(Some(503), Some(1), true);
        check(Some(503), None, false);
        check(None, Some(1), true);
        check(None, None, false);
        check(Some(202), Some(1), false);
        let code = |code: &str| {
            GraphError::from_detail(Detail { code: Some(code.into()), ..Detail::default() }).is_throttled()
        };
        assert!(code("TooManyRequests") && code("ActivityLimitReached") && !code("Other"));
    }

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<GraphError>(), size_of::<usize>());
    }
}
