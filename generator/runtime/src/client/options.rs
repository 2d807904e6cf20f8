//! What an application can set on a client. Every field has a default that is fit for production.

use std::{fmt, sync::Arc, time::Duration};

use azure_core::http::ClientOptions;
use url::Url;

use super::{
    cloud::Cloud,
    policy::{
        clock::{Clock, SystemClock},
        throttle::ThrottleGate,
    },
};

/// Settings of a client. Write `GraphClientOptions { cloud: Cloud::China, ..Default::default() }`.
#[derive(Clone)]
pub struct GraphClientOptions {
    /// Sets the endpoint, the scope of the token and the host that may see it.
    pub cloud: Cloud,
    /// Another endpoint (scheme, host, port, perhaps a path), for proxies and tests. Must use https.
    pub endpoint: Option<Url>,
    /// Another scope for the token.
    pub scope: Option<String>,
    /// The options of `azure_core`: transport, further policies per call and per try, tracer. Its retry options are not
    /// used: [`retries`](Self::retries) are, which look at the method.
    pub client_options: ClientOptions,
    /// When and how often a request is tried again, and how long it may take.
    pub retries: Retries,
    /// How much a server may make the client read.
    pub limits: Limits,
    /// Headers that every request gets.
    pub headers: Vec<(String, String)>,
    /// The gate to share with other clients of the same tenant; [`ThrottleGate::off`] for none. The client has one of its
    /// own otherwise.
    pub throttle: Option<ThrottleGate>,
    /// The clock; tests put in one whose waits take no time.
    pub clock: Arc<dyn Clock>,
    /// Put before the library's own name in `User-Agent`, for example `contoso-sync/2.1`.
    pub application_id: Option<String>,
    /// For tests only: lets `http://127.0.0.1` and `http://localhost` through as endpoint, without any token.
    pub allow_plain_loopback: bool,
}

impl Default for GraphClientOptions {
    fn default() -> Self {
        Self {
            cloud: Cloud::Global,
            endpoint: None,
            scope: None,
            client_options: ClientOptions::default(),
            retries: Retries::default(),
            limits: Limits::default(),
            headers: Vec::new(),
            throttle: None,
            clock: Arc::new(SystemClock),
            application_id: None,
            allow_plain_loopback: false,
        }
    }
}

/// Leaves out header values and the transport's inner workings.
impl fmt::Debug for GraphClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("GraphClientOptions")
            .field("cloud", &self.cloud)
            .field("endpoint", &self.endpoint.as_ref().map(super::policy::origin::shown))
            .field("retries", &self.retries)
            .field("limits", &self.limits)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// When and how often a request is tried again.
///
/// 429 and 503 are tried again whatever the method, for Graph has not begun with the request; so is a connection that was
/// never made. Anything else that smells of bad luck (408, 500, 502, 504, a broken connection, no answer in time) is tried
/// again only where doing it twice is as good as once: GET, HEAD, PUT, DELETE, and requests marked with `.idempotent()`.
#[derive(Debug, Clone, PartialEq)]
pub struct Retries {
    /// How many times after the first.
    pub max_retries: u32,
    /// The first wait where the server names none; doubles each time, spread by chance.
    pub first_delay: Duration,
    /// The longest wait where the server names none.
    pub max_delay: Duration,
    /// The longest `Retry-After` that is waited for. A longer one ends the request: trying earlier would be rude.
    pub max_retry_after: Duration,
    /// How long one try may take, until the answer (of a stream: its head) is there.
    pub try_timeout: Option<Duration>,
    /// How long the request may take with all tries and waits.
    pub total_timeout: Option<Duration>,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            max_retries: 5,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(300),
            try_timeout: Some(Duration::from_secs(100)),
            total_timeout: Some(Duration::from_secs(600)),
        }
    }
}

impl Retries {
    /// One try, no more, and at once: a pause that other requests were asked for is not waited for.
    pub fn none() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }
}

/// How much a server may make the client read or do. JSON is read to a depth of 128 by the reader itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of an answer that is read as a whole, after decompression.
    pub max_body: u64,
    /// Bytes of an error's body that are read and kept, whichever way the error comes.
    pub max_error_body: usize,
    /// Result pages that one list follows.
    pub max_pages: u64,
    /// How long a stream may stay silent between two pieces.
    pub stream_timeout: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_body: 100 << 20,
            max_error_body: 64 << 10,
            max_pages: 100_000,
            stream_timeout: Some(Duration::from_secs(100)),
        }
    }
}
