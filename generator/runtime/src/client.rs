//! The client half: everything that generated requests stand on. In: paths, options, models. Out: typed results, streams
//! and errors. HTTP, tokens and telemetry are `azure_core`'s; what Graph needs beside that is in the rooms below.

mod batch;
mod cloud;
mod error;
mod long_running;
mod options;
mod paging;
mod policy;
mod request;
mod transfer;

use std::{fmt, sync::Arc};

pub use async_trait::async_trait;
use azure_core::http::Pipeline;
pub use azure_core::{
    Bytes,
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    http::{ClientOptions, Method, Transport, Url},
};
pub use batch::{AnyHandle, Batch, BatchContent, BatchHandle, BatchPart, BatchResults, Batchable};
pub use cloud::{Cloud, Clouds};
pub use error::{ErrorDetail, GraphError, GraphErrorKind, Result};
pub use long_running::{OperationHandle, OperationStatus, OperationToken};
pub use options::{GraphClientOptions, Limits, Retries};
pub use paging::delta::{
    Change, DeltaItems, DeltaPage, DeltaPages, DeltaState, DeltaToken, RemovalReason, Removed, Resync,
    ResyncAdvice,
};
pub use paging::{Items, Pages, ResultPage, ResumeToken};
#[cfg(feature = "reqwest")]
pub use policy::transport::{default_transport, reqwest_transport};
pub use policy::{
    clock::{Clock, SystemClock},
    credential::StaticTokenCredential,
    throttle::ThrottleGate,
};
#[doc(hidden)]
pub use request::decode::Likeness;
pub use request::{
    Count, Delta, Download, Fixed, FixedList, Get, List, LongRunning, Pending, Raw, Request, Upsert, Write,
    WriteList,
    content::Content,
    decode::{FromResponse, Reading, Wrapped},
    endpoint::{Endpoint, QueryOption},
    kind,
    path::Path,
    permissions::{
        Caller, Coverage, Grant, LimitedPermissions, PermissionSet, Permissions, least_privileged,
    },
    query::{Condition, Selectable},
    reference::Reference,
    response::Response,
};
pub use transfer::{
    download::ContentStream,
    upload::{SLICE_STEP, SeekSource, Upload, UploadProgress, UploadSession, UploadSource},
};

pub use crate::Literal;
use policy::{origin::OriginPolicy, pipeline, retry::RetryPolicy};
use request::{checked_header, send};

/// A connection to Microsoft Graph. Cheap to clone; clones share token, connections and throttle gate.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    cloud: Cloud,
    /// The service with its version, without a slash at the end.
    root: String,
    endpoint: Url,
    origin: OriginPolicy,
    pipeline: Pipeline,
    presigned: Pipeline,
    retries: Retries,
    limits: Limits,
    headers: Vec<(String, String)>,
    tracer: Option<send::SharedTracer>,
    clock: Arc<dyn Clock>,
    throttle: ThrottleGate,
}

impl Client {
    /// A client for one version of Graph (`v1.0`, `beta`).
    pub fn new(
        credential: Arc<dyn TokenCredential>,
        version: &str,
        options: Option<GraphClientOptions>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        let endpoint = match &options.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => Url::parse(options.cloud.endpoint())
                .map_err(|error| GraphError::request("the endpoint is not a URL").with_source(error))?,
        };
        let origin = OriginPolicy::new(endpoint.clone(), options.allow_plain_loopback)?;
        let scope = options.scope.as_deref().unwrap_or_else(|| options.cloud.scope());
        let headers = checked_headers(&options.headers)?;
        let throttle = options.throttle.unwrap_or_default();
        let client_options = options.client_options;
        let transport = match &client_options.transport {
            Some(transport) => transport.clone(),
            None => own_transport(!options.allow_plain_loopback)?,
        };
        let parts = pipeline::Parts {
            retry: Arc::new(RetryPolicy { clock: options.clock.clone(), gate: throttle.clone() }),
            transport,
            limits: options.limits.clone(),
            user_agent: user_agent(options.application_id.as_deref())?,
        };
        let tracer = client_options.instrumentation.tracer_provider.as_ref().map(|provider| {
            provider.get_tracer(None, env!("CARGO_PKG_NAME"), Some(env!("CARGO_PKG_VERSION")))
        });
        Ok(Self(Arc::new(Inner {
            cloud: options.cloud,
            root: format!("{}/{}", endpoint.as_str().trim_end_matches('/'), version.trim_matches('/')),
            endpoint,
            pipeline: parts.pipeline(client_options, &origin, credential, scope),
            presigned: parts.presigned(),
            origin,
            retries: options.retries,
            limits: options.limits,
            headers,
            tracer,
            clock: options.clock,
            throttle,
        })))
    }

    /// The path that all others begin with.
    pub fn root(&self) -> Path {
        Path::root(self.clone())
    }

    /// The cloud it was made for.
    pub fn cloud(&self) -> Cloud {
        self.0.cloud
    }

    /// The service and version that paths count from: `https://graph.microsoft.com/v1.0`.
    pub fn service_root(&self) -> &str {
        &self.0.root
    }

    /// The gate that holds back requests while Graph asks for a pause; hand it to further clients of the same tenant.
    pub fn throttle_gate(&self) -> &ThrottleGate {
        &self.0.throttle
    }

    /// The URL of a path (with its query) below the version.
    pub(crate) fn url(&self, relative: &str) -> Result<Url> {
        let url = Url::parse(&format!("{}{relative}", self.0.root))
            .map_err(|error| GraphError::request("the path makes no URL").with_source(error))?;
        if self.0.origin.is_own(&url) && url.path().starts_with(self.base_path()) {
            return Ok(url);
        }
        Err(GraphError::request("the path leads away from the service"))
    }

    /// A URL from a server that continues a conversation with Graph.
    pub(crate) fn own_url(&self, base: &Url, link: &str, what: &str) -> Result<Url> {
        self.0.origin.own(base, link, what)
    }

    /// A URL from a server that is called without a token.
    pub(crate) fn presigned_url(&self, base: &Url, link: &str, what: &str) -> Result<Url> {
        self.0.origin.presigned(base, link, what)
    }

    /// The path of the service root: `/v1.0`.
    pub(crate) fn base_path(&self) -> &str {
        let after_scheme = self.0.root.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("", |slash| &after_scheme[slash..])
    }
}

/// Shows which service it talks to.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("cloud", &self.0.cloud)
            .field("endpoint", &policy::origin::shown(&self.0.endpoint))
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn own_transport(https_only: bool) -> Result<Transport> {
    policy::transport::transport(https_only)
}

#[cfg(not(feature = "reqwest"))]
fn own_transport(_: bool) -> Result<Transport> {
    Err(GraphError::request("no transport was given, and there is none without the feature `reqwest`"))
}

fn user_agent(application: Option<&str>) -> Result<String> {
    let own = pipeline::OWN_USER_AGENT;
    match application {
        None => Ok(own.to_owned()),
        Some(name) if name.chars().all(|c| (' '..='~').contains(&c)) => Ok(format!("{name} {own}")),
        Some(_) => Err(GraphError::request("the application id has characters that no header can hold")),
    }
}

fn checked_headers(headers: &[(String, String)]) -> Result<Vec<(String, String)>> {
    let check = |(name, value): &(String, String)| checked_header(name, value);
    headers.iter().map(check).collect::<std::result::Result<_, _>>().map_err(GraphError::request)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[derive(Debug)]
    struct NoToken;

    #[async_trait::async_trait]
    impl TokenCredential for NoToken {
        async fn get_token(
            &self,
            _: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AccessToken> {
            Err(azure_core::Error::with_message(azure_core::error::ErrorKind::Credential, "offline"))
        }
    }

    /// A client that never gets as far as the network.
    pub(crate) fn offline() -> Client {
        Client::new(Arc::new(NoToken), "v1.0", None).expect("the defaults make a client")
    }

    #[test]
    fn clients_know_their_service() {
        let client = offline();
        assert_eq!(client.service_root(), "https://graph.microsoft.com/v1.0");
        let options = GraphClientOptions { cloud: Cloud::China, ..Default::default() };
        let client = Client::new(Arc::new(NoToken), "beta", Some(options)).expect("a national cloud");
        assert_eq!(client.service_root(), "https://microsoftgraph.chinacloudapi.cn/beta");
        assert_eq!(
            format!("{client:?}"),
            r#"Client { cloud: China, endpoint: "https://microsoftgraph.chinacloudapi.cn", .. }"#
        );
    }

    #[test]
    fn everything_can_move_between_threads() {
        fn check<T: Send>() {}
        fn check_future<F: Future + Send>(_: impl Fn(Batch, Items<serde_json::Value>) -> F) {}
        check::<Client>();
        check::<GraphError>();
        check::<Request<serde_json::Value, List>>();
        check::<Pending<serde_json::Value>>();
        check::<Items<serde_json::Value>>();
        check::<DeltaPages<serde_json::Value>>();
        check::<ContentStream>();
        check::<Batch>();
        check::<Upload<Vec<u8>>>();
        check::<OperationHandle<serde_json::Value>>();
        check_future(
            |batch, items| async move { (batch.send().await.is_ok(), items.collect().await.is_ok()) },
        );
    }

    #[test]
    fn options_are_checked() {
        let check = |options: GraphClientOptions| {
            Client::new(Arc::new(NoToken), "v1.0", Some(options)).expect_err("must be refused").to_string()
        };
        let endpoint = Url::parse("http://graph.microsoft.com").ok();
        check(GraphClientOptions { endpoint, ..Default::default() });
        check(GraphClientOptions { application_id: Some("a\nb".into()), ..Default::default() });
        check(GraphClientOptions { headers: vec![("a b".into(), "c".into())], ..Default::default() });
    }
}
