//! Graph without Graph, for tests of applications and of this crate: a transport that answers by path template, counts,
//! and misbehaves on demand; a clock whose waits take no time; a credential that always has a token.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> msgraph_core::client::Result<()> {
//! use msgraph_core::{client::Method, testing::{Fault, MockGraph, Reply}};
//!
//! let graph = MockGraph::new();
//! graph.on(Method::Get, "/users/{id}").fault(2, Fault::Throttled("0.5")).reply(Reply::json(r#"{"id":"1"}"#));
//! let user = graph.client().raw(Method::Get, "/users/adele@contoso.com").await?;
//! assert_eq!(user["id"], "1");
//! assert_eq!(graph.count(Method::Get, "/users/{id}"), 3);
//! # Ok(()) }
//! ```

mod batch;
mod clock;
mod reply;
mod rule;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use azure_core::{
    Bytes,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    http::{AsyncRawResponse, Body, HttpClient, Method, Request, Transport},
    time::{Duration, OffsetDateTime},
};

pub use clock::TestClock;
pub use reply::{Fault, Reply};
pub use rule::Rule;

use crate::client::{Client, ClientOptions, GraphClientOptions};

/// A transport that answers from rules. Cheap to clone; clones share rules and records.
#[derive(Clone, Default)]
pub struct MockGraph {
    shared: Arc<Mutex<Shared>>,
    clock: TestClock,
}

#[derive(Default)]
struct Shared {
    rules: Vec<rule::State>,
    calls: Vec<SeenCall>,
}

/// A request as the transport saw it.
#[derive(Debug, Clone)]
pub struct SeenCall {
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The path below the version, still encoded.
    pub path: String,
    /// The query, decoded, in the order of the URL.
    pub query: Vec<(String, String)>,
    /// The headers, names in lower case, sorted.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// The template of the rule that answered; `None` where none did.
    pub template: Option<String>,
}

impl SeenCall {
    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An option of the query.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; `null` where it is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn of(method: Method, url: &azure_core::http::Url, body: Bytes) -> Self {
        Self {
            method,
            url: url.to_string(),
            path: below_version(url.path()),
            query: url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect(),
            headers: Vec::new(),
            body,
            template: None,
        }
    }
}

/// `/v1.0/users` is `/users`; what has no version stays.
fn below_version(path: &str) -> String {
    ["/v1.0/", "/beta/"]
        .iter()
        .find_map(|version| path.strip_prefix(version))
        .map_or_else(|| path.to_owned(), |rest| format!("/{rest}"))
}

impl MockGraph {
    /// A service that knows nothing: every request is answered with 404 until there are rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// A rule for a method and a template below the version. `{..}` stands for one segment (after `:/` for a path). The
    /// first rule that fits a request and still has replies answers it; a `$batch` without a rule is taken apart.
    pub fn on(&self, method: Method, template: &str) -> Rule {
        let index = {
            let mut shared = self.lock();
            shared.rules.push(rule::State::new(method, template));
            shared.rules.len() - 1
        };
        Rule::new(self.clone(), index)
    }

    /// A client of version 1.0 that talks to this service, with a token and a clock whose waits take no time.
    pub fn client(&self) -> Client {
        self.client_with("v1.0", GraphClientOptions::default()).expect("the default options make a client")
    }

    /// A client with options of one's own; transport and clock are replaced.
    pub fn client_with(&self, version: &str, options: GraphClientOptions) -> crate::client::Result<Client> {
        let client_options = ClientOptions { transport: Some(self.transport()), ..options.client_options };
        let options = GraphClientOptions { client_options, clock: Arc::new(self.clock.clone()), ..options };
        Client::new(Arc::new(TestCredential), version, Some(options))
    }

    /// The transport, to be put into options by hand.
    pub fn transport(&self) -> Transport {
        Transport::new(Arc::new(self.clone()))
    }

    /// The clock of its clients.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// Everything that was asked, in order.
    pub fn calls(&self) -> Vec<SeenCall> {
        self.lock().calls.clone()
    }

    /// How often a rule answered, or would have.
    pub fn count(&self, method: Method, template: &str) -> usize {
        let calls = &self.lock().calls;
        calls.iter().filter(|call| call.method == method && rule::fits(template, &call.path)).count()
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds the reply to a call and records the call.
    pub(crate) fn answer(&self, mut call: SeenCall) -> Reply {
        let chosen = {
            let mut shared = self.lock();
            let rule = shared.rules.iter_mut().find(|rule| rule.takes(&call));
            let chosen = rule.map(|rule| (rule.template.clone(), rule.next()));
            call.template = chosen.as_ref().map(|(template, _)| template.clone());
            shared.calls.push(call.clone());
            chosen
        };
        match chosen {
            Some((_, reply)) => reply.made_for(&call),
            None if call.path == "/$batch" => batch::answer(self, &call),
            None => Reply::error(404, "NoRule", "no rule of the test answers this request"),
        }
    }
}

impl fmt::Debug for MockGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("MockGraph")
            .field("rules", &shared.rules.len())
            .field("calls", &shared.calls.len())
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl HttpClient for MockGraph {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let body = match request.body() {
            Body::Bytes(bytes) => bytes.clone(),
            Body::SeekableStream(_) => Bytes::new(),
        };
        let mut call = SeenCall::of(request.method(), request.url(), body);
        let headers = request.headers().iter();
        call.headers =
            headers.map(|(name, value)| (name.as_str().to_owned(), value.as_str().to_owned())).collect();
        call.headers.sort();
        self.answer(call).send().await
    }
}

/// A credential that always has a token: `test-token`, good for an hour.
#[derive(Debug, Clone, Copy, Default)]
pub struct TestCredential;

#[async_trait]
impl TokenCredential for TestCredential {
    async fn get_token(
        &self,
        _scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        Ok(AccessToken::new("test-token", OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
