//! The one place where requests leave: builds `azure_core`'s pipeline, sends, and turns every outcome into a response or an
//! error. Nothing here is generic over result types, so it is compiled once.

use std::{
    error::Error as StdError,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use azure_core::{
    error::ErrorKind,
    http::{AsyncRawResponse, Context, Method, PipelineStreamOptions, Request as CoreRequest},
};
use bytes::Bytes;
use futures::{TryStreamExt as _, future::BoxFuture};
use url::Url;

use super::{
    content::Content,
    response::{About, Response, header},
};
use crate::client::{
    Client,
    error::{GraphError, GraphErrorKind, Result, Shown},
    options::Retries,
    policy::{origin, retry, trace::Trace},
};

/// A request whose URL is complete and checked.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) client: Client,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) template: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Content>,
    /// Pre-signed URLs get neither a token nor any header, trace or policy of the application.
    pub(crate) presigned: bool,
    pub(crate) idempotent: bool,
    pub(crate) retries: Option<Retries>,
    /// What is to be thought of a failure of this very request; shared with its clones.
    pub(crate) doubt: Doubt,
}

impl Outgoing {
    /// The same request to a further URL of the same conversation: same headers, no body.
    pub(crate) fn follow(&self, url: Url) -> Self {
        Self { method: Method::Get, url, body: None, ..self.clone() }
    }

    /// A request to a pre-signed URL.
    pub(crate) fn presigned(client: &Client, method: Method, url: Url, template: &str) -> Self {
        Self {
            client: client.clone(),
            method,
            url,
            template: template.to_owned(),
            headers: Vec::new(),
            body: None,
            presigned: true,
            idempotent: false,
            retries: None,
            doubt: Doubt::default(),
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
    }

    pub(crate) fn about(&self) -> About {
        let id = self.headers.iter().find(|(name, _)| name == "client-request-id");
        About {
            method: self.method,
            template: self.template.clone(),
            client_request_id: id.map(|(_, id)| id.clone()),
            max_error_body: self.client.0.limits.max_error_body,
        }
    }
}

/// Whether a request may have been carried out although no answer says so: one of its tries reached the service, perhaps,
/// and was never answered, or with a failure that says nothing about what was done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doubt(Arc<AtomicBool>);

impl Doubt {
    /// Before a try leaves; whether there was doubt already.
    pub(crate) fn raise(&self) -> bool {
        self.0.swap(true, Ordering::Relaxed)
    }

    /// After an answer that leaves none.
    pub(crate) fn dispel(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    pub(crate) fn remains(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What the policies need to know about the request they see.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) idempotent: bool,
    pub(crate) doubt: Doubt,
    pub(crate) retries: Retries,
    /// What a pause asked for by Graph concerns.
    pub(crate) workload: String,
    /// Whether the body is handed on as a stream.
    pub(crate) stream: bool,
}

/// Failures of our own policies, carried through `azure_core`'s error type.
#[derive(Debug)]
pub(crate) enum Failure {
    NoAnswerInTime,
    /// What remains of a pause that Graph asked for is longer than the request may take.
    Throttled(Duration),
    /// Why the credential gave no token, and whether it may give one soon.
    NoToken {
        reason: String,
        transient: bool,
    },
    BodyTooLarge(u64),
    ForeignOrigin,
    NoCall,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswerInTime => f.write_str("no answer in time"),
            Self::Throttled(remaining) => {
                let seconds = remaining.as_secs_f64();
                write!(
                    f,
                    "Graph asked for a pause, and {seconds:.1} s remain, more than the request may take"
                )
            }
            Self::NoToken { reason, .. } => write!(f, "no token from the credential: {reason}"),
            Self::BodyTooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
            Self::ForeignOrigin => f.write_str("a token must not go to this host"),
            Self::NoCall => f.write_str("the request was not made by this client"),
        }
    }
}

impl StdError for Failure {}

impl From<Failure> for azure_core::Error {
    fn from(failure: Failure) -> Self {
        Self::new(ErrorKind::Other, failure)
    }
}

impl Failure {
    fn kind(&self) -> GraphErrorKind {
        match self {
            Self::NoAnswerInTime | Self::Throttled(_) => GraphErrorKind::Timeout,
            Self::NoToken { .. } => GraphErrorKind::Credential,
            Self::BodyTooLarge(_) => GraphErrorKind::Limit,
            Self::ForeignOrigin => GraphErrorKind::Refused,
            Self::NoCall => GraphErrorKind::Request,
        }
    }
}

/// Sends and reads the whole answer; anything but a success is an error.
pub(crate) fn send(outgoing: Outgoing) -> BoxFuture<'static, Result<Response>> {
    Box::pin(async move { success(send_for_any_status(outgoing).await?) })
}

/// An answer that is a success, or the error that it is.
pub(crate) fn success(response: Response) -> Result<Response> {
    let good = (200..300).contains(&response.status) && !response.is_error_in_disguise();
    if good { Ok(response) } else { Err(service_error(response)) }
}

/// Sends and reads the whole answer, whatever its status.
pub(crate) fn send_for_any_status(outgoing: Outgoing) -> BoxFuture<'static, Result<Response>> {
    Box::pin(async move {
        let (answer, about) = transmit(&outgoing, false).await?;
        read_whole(answer, about).await
    })
}

/// Sends and hands the body on as a stream; a failure's body is read into the error.
pub(crate) async fn open(outgoing: &Outgoing) -> Result<(AsyncRawResponse, About)> {
    transmit(outgoing, true).await
}

/// The error that an answer is, with the pause it asks for.
pub(crate) fn service_error(response: Response) -> GraphError {
    let pause = retry::retry_after(&response.headers, azure_core::time::OffsetDateTime::now_utc());
    let mut error = response.into_error();
    error.detail_mut().retry_after = pause;
    error
}

/// The wire policy has buffered and capped the body, so this only collects.
pub(crate) async fn read_whole(answer: AsyncRawResponse, about: About) -> Result<Response> {
    let (status, headers, body) = answer.deconstruct();
    let pieces: Vec<Bytes> = body.try_collect().await.map_err(|error| about.tell(translate(&error, None)))?;
    let body = match <[Bytes; 1]>::try_from(pieces) {
        Ok([body]) => body,
        Err(pieces) => Bytes::from(pieces.concat()),
    };
    Ok(Response { status: status.into(), headers, body, about })
}

async fn transmit(outgoing: &Outgoing, stream: bool) -> Result<(AsyncRawResponse, About)> {
    let client = &outgoing.client;
    let mut about = outgoing.about();
    let mut request = core_request(outgoing);
    if about.client_request_id.is_none() && !outgoing.presigned {
        let id = azure_core::Uuid::new_v4().to_string();
        request.insert_header("client-request-id", id.clone());
        about.client_request_id = Some(id);
    }
    let call = Call {
        idempotent: outgoing.idempotent,
        doubt: outgoing.doubt.clone(),
        retries: outgoing.retries.clone().unwrap_or_else(|| client.0.retries.clone()),
        workload: workload(outgoing),
        stream,
    };
    let context = Context::new().with_value(call);
    let trace = Trace::start(client.0.tracer.as_deref(), &about);
    if !outgoing.presigned {
        trace.propagate(&mut request);
    }
    let pipeline = if outgoing.presigned { &client.0.presigned } else { &client.0.pipeline };
    let options = PipelineStreamOptions { skip_checks: true, ..PipelineStreamOptions::default() };
    let result = pipeline.stream(&context, &mut request, Some(options)).await;
    match result {
        Ok(answer) => {
            trace.answered(answer.status().into(), header(answer.headers(), "request-id"));
            Ok((answer, about))
        }
        Err(error) => {
            let error = about.tell(translate(&error, Some(&outgoing.url)));
            trace.failed(error.kind());
            Err(error)
        }
    }
}

fn core_request(outgoing: &Outgoing) -> CoreRequest {
    let mut request = CoreRequest::new(outgoing.url.clone(), outgoing.method);
    if !outgoing.presigned {
        request.insert_header("accept", "application/json");
    }
    if let Some(content) = &outgoing.body {
        request.insert_header("content-type", content.content_type().to_owned());
        request.set_body(content.bytes().clone());
    }
    let standing: &[_] = if outgoing.presigned { &[] } else { &outgoing.client.0.headers };
    for (name, value) in merged(standing, &outgoing.headers) {
        request.insert_header(name, value);
    }
    request
}

/// The headers that every request of a client gets, and those of one, which stand where both say something. `Prefer`
/// collects the values of both.
pub(crate) fn merged(standing: &[(String, String)], own: &[(String, String)]) -> Vec<(String, String)> {
    let mut headers = standing.to_vec();
    for (name, value) in own {
        match headers.iter_mut().find(|(known, _)| known == name) {
            Some((_, list)) if name == "prefer" => *list = format!("{list}, {value}"),
            Some((_, known)) => known.clone_from(value),
            None => headers.push((name.clone(), value.clone())),
        }
    }
    headers
}

/// Graph throttles by service; the first segment of the path is the nearest thing to it. Another host is its own.
fn workload(outgoing: &Outgoing) -> String {
    if outgoing.presigned {
        return origin::shown(&outgoing.url);
    }
    workload_of(&outgoing.template)
}

/// The workload of a path on Graph itself.
pub(crate) fn workload_of(template: &str) -> String {
    let first = template.trim_start_matches('/').split(['/', '(', '?']).next().unwrap_or_default();
    if first.eq_ignore_ascii_case("me") { "users".to_owned() } else { first.to_ascii_lowercase() }
}

/// `azure_core`'s error as ours. Causes are kept as texts without the URL, which may hold names and tokens.
pub(crate) fn translate(error: &azure_core::Error, url: Option<&Url>) -> GraphError {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        let mut told = GraphError::new(failure.kind(), failure.to_string());
        if let Failure::Throttled(remaining) = failure {
            told.detail_mut().retry_after = Some(*remaining);
        }
        return told;
    }
    let (kind, message) = match error.kind() {
        ErrorKind::Credential => (GraphErrorKind::Credential, "no token from the credential"),
        ErrorKind::Connection => (GraphErrorKind::Transport, "no connection"),
        ErrorKind::Io | ErrorKind::HttpResponse { .. } => (GraphErrorKind::Transport, "the connection broke"),
        ErrorKind::DataConversion => (GraphErrorKind::Decode, "the answer cannot be read"),
        ErrorKind::Other => (GraphErrorKind::Transport, "the request failed on its way"),
    };
    GraphError::new(kind, message).with_source(Cause::of(error, url))
}

/// How many characters of a cause are kept.
const LONGEST_CAUSE: usize = 500;

/// A chain of causes, as texts.
#[derive(Debug)]
struct Cause {
    text: String,
    next: Option<Box<Cause>>,
}

impl Cause {
    fn of(error: &(dyn StdError + 'static), url: Option<&Url>) -> Self {
        let text = error.to_string();
        let text = match url {
            Some(url) => text.replace(url.as_str(), &origin::shown(url)),
            None => text,
        };
        let text = Shown(&text, LONGEST_CAUSE).to_string();
        Self { text, next: error.source().map(|source| Box::new(Self::of(source, url))) }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.next.as_deref().map(|next| next as &(dyn StdError + 'static))
    }
}

/// A span or a policy keeps the tracer of the application.
pub(crate) type SharedTracer = Arc<dyn azure_core::tracing::Tracer>;
