//! Puts `azure_core`'s pipeline together: the application's policies, our retry policy, the guard in front of
//! the token, the token, and the wire.
//!
//! The wire ends the pipeline itself instead of leaving that to `azure_core`'s own last policies: those log the whole path,
//! in which names of people stand, and read bodies without a limit.

#![expect(
    elided_lifetimes_in_paths,
    reason = "async_trait wants the lifetimes as azure_core's traits leave them out"
)]

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::{
    credentials::{TokenCredential, TokenRequestOptions},
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientMethodOptions, ClientOptions, Context, Method, Pipeline, Request,
        RetryOptions, StatusCode, Transport,
        headers::Headers,
        policies::{
            Policy, PolicyResult,
            auth::{Authorizer, BearerTokenAuthorizationPolicy, OnChallenge},
        },
    },
};
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;

use super::{explained::Explained, origin::OriginPolicy, retry::RetryPolicy};
use crate::client::{
    options::Limits,
    request::{
        response::header,
        send::{Call, Failure},
    },
};

/// How the library names itself.
pub(crate) const OWN_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What both pipelines of a client share.
pub(crate) struct Parts {
    pub(crate) retry: Arc<RetryPolicy>,
    pub(crate) transport: Transport,
    pub(crate) limits: Limits,
    pub(crate) user_agent: String,
}

impl Parts {
    fn wire(&self, user_agent: &str) -> Arc<dyn Policy> {
        Arc::new(Wire {
            transport: self.transport.clone(),
            limits: self.limits.clone(),
            user_agent: user_agent.to_owned(),
        })
    }

    /// For requests to Graph itself.
    pub(crate) fn pipeline(
        &self,
        options: ClientOptions,
        origin: &OriginPolicy,
        credential: Arc<dyn TokenCredential>,
        scope: &str,
    ) -> Pipeline {
        let mut per_try: Vec<Arc<dyn Policy>> =
            vec![self.retry.clone(), Arc::new(OriginGuard(origin.clone()))];
        // Without TLS (a test server on the machine itself) no token is asked for, let alone sent.
        if origin.may_carry_token() {
            let challenge = Arc::new(Reauthorize { scope: scope.to_owned() });
            let credential = Arc::new(Explained(credential));
            let bearer =
                BearerTokenAuthorizationPolicy::new(credential, [scope]).with_on_challenge(challenge);
            per_try.push(Arc::new(bearer));
        }
        per_try.extend(options.per_try_policies.iter().cloned());
        per_try.push(self.wire(&self.user_agent));
        build(ClientOptions { per_try_policies: Vec::new(), ..options }, per_try)
    }

    /// For pre-signed URLs: no token, no policy of the application either, for it may add secrets of its own, and not its
    /// name.
    pub(crate) fn presigned(&self) -> Pipeline {
        build(ClientOptions::default(), vec![self.retry.clone(), self.wire(OWN_USER_AGENT)])
    }
}

fn build(options: ClientOptions, per_try: Vec<Arc<dyn Policy>>) -> Pipeline {
    let mut options = options;
    options.retry = RetryOptions::none();
    options.user_agent.application_id = None;
    // Spans are made where the path template is known.
    options.instrumentation.tracer_provider = None;
    // azure_core makes a transport of its own where none is given; the wire has it already.
    options.transport = Some(Transport::with_policy(Arc::new(Unreachable)));
    Pipeline::new(
        Some(env!("CARGO_PKG_NAME")),
        Some(env!("CARGO_PKG_VERSION")),
        options,
        Vec::new(),
        per_try,
        None,
    )
}

/// The last look before a token is added. Every URL is checked where it comes in; this is the lock behind the door.
#[derive(Debug)]
struct OriginGuard(OriginPolicy);

#[async_trait]
impl Policy for OriginGuard {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        if !self.0.is_own(request.url()) {
            return Err(Failure::ForeignOrigin.into());
        }
        next[0].send(ctx, request, &next[1..]).await
    }
}

/// After a 401 that challenges: one more try, with a fresh token. `azure_core` has dropped the old one by then.
#[derive(Debug)]
struct Reauthorize {
    scope: String,
}

#[async_trait]
impl OnChallenge for Reauthorize {
    async fn on_challenge(
        &self,
        context: &Context,
        request: &mut Request,
        authorizer: &dyn Authorizer,
        _headers: &Headers,
    ) -> azure_core::Result<()> {
        let method_options = ClientMethodOptions { context: context.to_owned() };
        authorizer.authorize(request, &[&self.scope], TokenRequestOptions { method_options }).await
    }
}

/// Hands the request to the transport and reads the answer within its limits, so that a broken or bloated body is known
/// while there is still a retry policy to judge it.
#[derive(Debug)]
struct Wire {
    transport: Transport,
    limits: Limits,
    user_agent: String,
}

#[async_trait]
impl Policy for Wire {
    async fn send(&self, ctx: &Context, request: &mut Request, _next: &[Arc<dyn Policy>]) -> PolicyResult {
        let call = ctx.value::<Call>().ok_or_else(|| azure_core::Error::from(Failure::NoCall))?;
        // `azure_core` has set these two in its own way; Graph wants `client-request-id`, which is set already.
        request.insert_header("user-agent", self.user_agent.clone());
        request.headers_mut().remove("x-ms-client-request-id");
        let writes = matches!(request.method(), Method::Post | Method::Patch | Method::Put);
        if writes && request.body().is_empty() == Some(true) {
            request.insert_header("content-length", "0");
        }
        let doubtful = call.doubt.raise();
        let result = self.exchange(ctx, request, call.stream).await;
        if !doubtful && tells_what_was_done(&result) {
            call.doubt.dispel();
        }
        result
    }
}

/// Whether after this it is known if the request was carried out. A service that is busy has not begun with it, and what
/// never left the machine has not arrived; after other failures of service or connection everything is possible.
fn tells_what_was_done(result: &azure_core::Result<AsyncRawResponse>) -> bool {
    match result {
        Ok(answer) => !matches!(u16::from(answer.status()), 408 | 500 | 502 | 504),
        Err(error) => *error.kind() == ErrorKind::Connection,
    }
}

fn is_success(status: StatusCode) -> bool {
    (200..300).contains(&u16::from(status))
}

impl Wire {
    async fn exchange(&self, ctx: &Context<'_>, request: &mut Request, stream: bool) -> PolicyResult {
        let answer = self.transport.send(ctx, request).await?;
        if !is_success(answer.status()) {
            return self.read_error(answer).await;
        }
        // The answer to HEAD says how long a body would be, and has none.
        let unread = stream || request.method() == Method::Head;
        if unread { Ok(answer) } else { self.read_success(answer).await }
    }

    async fn read_success(&self, answer: AsyncRawResponse) -> PolicyResult {
        let limit = self.limits.max_body;
        let (status, headers, mut body) = answer.deconstruct();
        // Only a hint (compressed bodies are longer than it says), but a cheap one.
        let announced = header(&headers, "content-length").and_then(|text| text.parse::<u64>().ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(Failure::BodyTooLarge(limit).into());
        }
        let mut first: Option<Bytes> = None;
        let mut whole = BytesMut::new();
        let mut length = 0_u64;
        while let Some(piece) = body.next().await {
            let piece = piece?;
            length += piece.len() as u64;
            if length > limit {
                return Err(Failure::BodyTooLarge(limit).into());
            }
            // A body that comes in one piece is not copied.
            match first.take() {
                None if whole.is_empty() => first = Some(piece),
                earlier => {
                    whole.extend_from_slice(&earlier.unwrap_or_default());
                    whole.extend_from_slice(&piece);
                }
            }
        }
        let bytes = first.unwrap_or_else(|| whole.freeze());
        Ok(AsyncRawResponse::from_bytes(status, headers, bytes))
    }

    /// Of an error as much as fits is enough; a body that breaks off must not hide the status.
    async fn read_error(&self, answer: AsyncRawResponse) -> PolicyResult {
        let limit = self.limits.max_error_body;
        let (status, headers, mut body) = answer.deconstruct();
        let mut whole = BytesMut::new();
        while let Some(Ok(piece)) = body.next().await {
            let room = limit.saturating_sub(whole.len());
            whole.extend_from_slice(&piece[..piece.len().min(room)]);
            if whole.len() >= limit {
                break;
            }
        }
        Ok(AsyncRawResponse::from_bytes(status, headers, whole.freeze()))
    }
}

/// Stands where `azure_core` wants a transport; the wire never hands anything on to it.
#[derive(Debug)]
struct Unreachable;

#[async_trait]
impl Policy for Unreachable {
    async fn send(&self, _ctx: &Context, _request: &mut Request, _next: &[Arc<dyn Policy>]) -> PolicyResult {
        Err(Failure::NoCall.into())
    }
}
