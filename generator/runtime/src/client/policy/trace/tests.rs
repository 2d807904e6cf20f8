//! Whose headers carry the trace of the application: those of Graph, and of nobody else.

use std::borrow::Cow;

use azure_core::{
    http::Context,
    tracing::{AsAny, AttributeValue, SpanGuard, TracerProvider},
};
use bytes::Bytes;
use serde_json::{Value, json};

use super::*;
use crate::client::{
    ClientOptions, Download, Endpoint, GraphClientOptions, LongRunning, Method, Request as GraphRequest,
    UploadSession,
};
use crate::testing::{MockGraph, Reply, SeenCall};

/// Everything that a tracer has to be.
#[derive(Debug)]
struct Telltale;

impl TracerProvider for Telltale {
    fn get_tracer(
        &self,
        _: Option<&'static str>,
        _: &'static str,
        _: Option<&'static str>,
    ) -> Arc<dyn Tracer> {
        Arc::new(Telltale)
    }
}

impl Tracer for Telltale {
    fn start_span(&self, _: Cow<'static, str>, _: SpanKind, _: Vec<Attribute>) -> Arc<dyn Span> {
        Arc::new(Telltale)
    }

    fn start_span_with_parent(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
        _: Arc<dyn Span>,
    ) -> Arc<dyn Span> {
        self.start_span(name, kind, attributes)
    }

    fn namespace(&self) -> Option<&'static str> {
        None
    }
}

impl AsAny for Telltale {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Span for Telltale {
    fn is_recording(&self) -> bool {
        true
    }

    fn span_id(&self) -> [u8; 8] {
        [7; 8]
    }

    fn end(&self) {}

    fn set_status(&self, _: SpanStatus) {}

    fn set_attribute(&self, _: &'static str, _: AttributeValue) {}

    fn record_error(&self, _: &dyn std::error::Error) {}

    fn set_current(&self, _: &Context<'_>) -> Box<dyn SpanGuard> {
        Box::new(Telltale)
    }

    fn propagate_headers(&self, request: &mut Request) {
        request.insert_header("traceparent", "00-contoso");
        request.insert_header("baggage", "tenant=contoso");
    }
}

impl SpanGuard for Telltale {
    fn end(self) {}
}

const GET: Endpoint = Endpoint::get(&[]);
const POST: Endpoint = Endpoint::post(&[]);

/// Whether anything of the application's goes along, a trace or a name.
fn shows_the_application(call: &SeenCall) -> bool {
    call.headers
        .iter()
        .any(|(name, value)| name == "traceparent" || format!("{name}{value}").contains("contoso"))
}

#[tokio::test]
async fn nothing_of_the_application_goes_to_presigned_hosts() {
    let graph = MockGraph::new();
    let elsewhere = |path: &str| format!("https://files.example{path}?tempauth=secret");
    let away = |status, path: &str| Reply::status(status).header("location", &elsewhere(path));
    graph.on(Method::Get, "/drive/content").reply(away(302, "/file"));
    graph
        .on(Method::Get, "/file")
        .reply(Reply::bytes("he").header("content-length", "5"))
        .reply(Reply::bytes("llo").with_status(206).header("content-range", "bytes 2-4/5"));
    graph.on(Method::Put, "/up").reply(Reply::status(201));
    graph.on(Method::Delete, "/up").reply(Reply::status(204));
    graph.on(Method::Post, "/copy").reply(away(202, "/monitor"));
    graph.on(Method::Get, "/monitor").reply(Reply::json(json!({"status": "completed"})));

    let mut client_options = ClientOptions::default();
    client_options.instrumentation.tracer_provider = Some(Arc::new(Telltale));
    let options = GraphClientOptions {
        client_options,
        headers: vec![("X-Tenant".to_owned(), "contoso".to_owned())],
        application_id: Some("contoso-sync/2.1".to_owned()),
        ..Default::default()
    };
    let client = graph.client_with("v1.0", options).expect("a client");
    let root = client.root();
    let content: GraphRequest<Bytes, Download> = GraphRequest::new(&root.push("drive").push("content"), GET);
    let content = content.header("baggage", "tenant=contoso").header("X-Own", "contoso");
    assert_eq!(content.await.expect("the content"), "hello");
    let session = || UploadSession::new(elsewhere("/up"));
    client.upload(session(), vec![7; 10]).expect("a good URL").send::<()>().await.expect("uploaded");
    client.upload(session(), vec![7; 10]).expect("a good URL").cancel().await.expect("cancelled");
    let copy: GraphRequest<Value, LongRunning> = GraphRequest::new(&root.push("copy"), POST);
    copy.await.expect("started").wait().await.expect("done");

    let calls = graph.calls();
    let (own, others): (Vec<_>, Vec<_>) =
        calls.iter().partition(|call| call.url.starts_with("https://graph.microsoft.com/"));
    assert_eq!((own.len(), others.len()), (3, 5));
    assert!(own.iter().all(|call| shows_the_application(call) && call.header("authorization").is_some()));
    for call in others {
        assert!(!shows_the_application(call) && call.header("authorization").is_none(), "{call:?}");
        assert_eq!(call.header("user-agent"), Some(concat!("msgraph-core/", env!("CARGO_PKG_VERSION"))));
        assert_eq!(call.header("client-request-id"), None);
        assert_ne!(call.header("accept"), Some("application/json"));
    }
}
