//! A TLS server on loopback that answers by a function and remembers what it was asked.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::{Duration, OffsetDateTime};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A request as the server got it.
#[derive(Debug, Clone)]
pub struct Received {
    /// `GET`
    pub method: String,
    /// Path and query, as they were on the wire.
    pub target: String,
    /// Headers with lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body; null where it is empty or no JSON.
    pub body: Value,
    /// The body as it was on the wire.
    pub bytes: Vec<u8>,
}

impl Received {
    /// The header `name`, written in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// An answer of the server.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Headers; JSON is said to be some where no type is given.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub bytes: Vec<u8>,
}

/// Status and JSON; null is no body.
impl From<(u16, Value)> for Reply {
    fn from((status, body): (u16, Value)) -> Self {
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        Self { status, headers: Vec::new(), bytes }
    }
}

/// Key and certificate of a server on loopback.
pub type Identity = rcgen::CertifiedKey<rcgen::KeyPair>;

/// A new identity, which nobody trusts yet.
pub fn identity() -> Identity {
    rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])
        .expect("a certificate")
}

/// An HTTP client that trusts the certificate `der` and no other.
pub fn trusting(der: &[u8]) -> reqwest::Client {
    let certificate = reqwest::Certificate::from_der(der).expect("our own certificate");
    reqwest::Client::builder()
        .tls_backend_rustls()
        .tls_certs_only([certificate])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("an HTTP client")
}

/// A running server; it stops with the runtime of the test.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    certificate: Vec<u8>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server that answers each request with what `answer` makes of it; `answer` also gets the origin.
    pub async fn start<R: Into<Reply>>(
        answer: impl Fn(&str, &Received) -> R + Send + Sync + 'static,
    ) -> Self {
        let identity = identity();
        let certificate = identity.cert.der().to_vec();
        let key = PrivateKeyDer::try_from(identity.signing_key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the usual versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![identity.cert.der().clone()], key)
            .expect("key and certificate belong together");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port on loopback");
        let address = listener.local_addr().expect("a bound port");
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::new((format!("https://localhost:{}", address.port()), answer, received.clone()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, shared) = (acceptor.clone(), shared.clone());
                tokio::spawn(async move {
                    // A client that breaks off is its own business.
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service = service_fn(|request| {
                        let shared = shared.clone();
                        async move {
                            let request = receive(request).await;
                            let answer = (shared.1)(&shared.0, &request).into();
                            shared.2.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                            Ok::<_, Infallible>(respond(answer))
                        }
                    });
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self { address, certificate, received }
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// Its certificate.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Everything received so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything received since the last time.
    pub fn take_received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// An HTTP client that trusts this server.
    pub fn transport(&self) -> reqwest::Client {
        trusting(&self.certificate)
    }
}

async fn receive(request: hyper::Request<Incoming>) -> Received {
    let (head, body) = request.into_parts();
    let bytes = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    Received {
        method: head.method.to_string(),
        target: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
        bytes: bytes.to_vec(),
    }
}

fn respond(reply: Reply) -> hyper::Response<Full<Bytes>> {
    let mut response = hyper::Response::new(Full::new(Bytes::from(reply.bytes)));
    *response.status_mut() = hyper::StatusCode::from_u16(reply.status).unwrap_or_default();
    let json = ("content-type".to_owned(), "application/json".to_owned());
    for (name, value) in std::iter::once(json).chain(reply.headers) {
        // What no header can hold is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A credential that hands out one token and remembers nothing.
#[derive(Debug)]
pub struct FakeCredential;

/// The token of the [`FakeCredential`].
pub const TOKEN: &str = "a-token-for-loopback";

#[async_trait::async_trait]
impl TokenCredential for FakeCredential {
    async fn get_token(
        &self,
        _scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        Ok(AccessToken::new(TOKEN.to_owned(), OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
