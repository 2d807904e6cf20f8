//! The HTTP transport: reqwest behind `azure_core`'s trait. `azure_core` has an adapter of its own, but that one logs the
//! path of every URL, in which names of people stand, and of an upload URL the secret.

mod tls;

use std::{collections::HashMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use azure_core::{
    error::{Error, ErrorKind},
    http::{
        AsyncRawResponse, Body, HttpClient, Method, Request, Transport,
        headers::{HeaderName, HeaderValue, Headers},
    },
};
use futures::TryStreamExt as _;

use crate::client::error::{GraphError, Result};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// A transport over a reqwest client of one's own (proxy, certificates, pool). It should not follow redirects by itself:
/// build it with `redirect(Policy::none())`.
pub fn reqwest_transport(client: reqwest::Client) -> Transport {
    Transport::new(Arc::new(Adapter(client)))
}

/// The transport of a client whose application gives none, over the TLS that the features of this crate choose. Hand it to
/// credentials too, so that both use the same TLS and connections, and a client by
/// [`ClientOptions::transport`](azure_core::http::ClientOptions::transport).
///
/// # Errors
///
/// Without a feature that brings TLS, and if there are no certificates of authorities to trust.
pub fn default_transport() -> Result<Transport> {
    transport(true)
}

/// The same, which may also be let through to a server without TLS.
pub(crate) fn transport(https_only: bool) -> Result<Transport> {
    let client = tls::choose(reqwest::Client::builder(), https_only)?
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .https_only(https_only)
        .build()
        .map_err(unbuilt)?;
    Ok(reqwest_transport(client))
}

fn unbuilt(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> GraphError {
    GraphError::request("the HTTP client cannot be built").with_source(error)
}

#[derive(Debug)]
struct Adapter(reqwest::Client);

#[async_trait]
impl HttpClient for Adapter {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let mut outgoing = self.0.request(method(request.method())?, request.url().clone());
        for (name, value) in request.headers().iter() {
            outgoing = outgoing.header(name.as_str(), value.as_str());
        }
        let outgoing = match request.body().clone() {
            Body::Bytes(bytes) => outgoing.body(bytes),
            Body::SeekableStream(stream) => outgoing.body(reqwest::Body::wrap_stream(stream)),
        };
        let answer = outgoing.send().await.map_err(failure)?;
        let status = answer.status().as_u16().into();
        let headers = headers(answer.headers());
        Ok(AsyncRawResponse::new(status, headers, Box::pin(answer.bytes_stream().map_err(failure))))
    }
}

fn method(method: Method) -> azure_core::Result<reqwest::Method> {
    let unknown = |error| Error::with_error(ErrorKind::Other, error, "HTTP has no such method");
    reqwest::Method::from_bytes(method.as_ref().as_bytes()).map_err(unknown)
}

/// Values that are not text are left out: nothing here could read them.
fn headers(map: &reqwest::header::HeaderMap) -> Headers {
    let texts = map
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
    let texts = texts.map(|(name, value)| (HeaderName::from(name), HeaderValue::from(value)));
    Headers::from(texts.collect::<HashMap<_, _>>())
}

/// reqwest's errors show the whole URL unless it is taken out.
fn failure(error: reqwest::Error) -> Error {
    let kind = if error.is_connect() {
        ErrorKind::Connection
    } else if error.is_builder() {
        ErrorKind::Other
    } else {
        ErrorKind::Io
    };
    Error::new(kind, error.without_url())
}
