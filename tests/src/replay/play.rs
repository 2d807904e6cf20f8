//! What a program that replays examples consists of beside its calls: cases, the TLS server that answers them, and one
//! runner for all results, so that a call costs the compiler little.
//!
//! In: cases as JSON on the standard input. Out: what the server received and whether the result could be read, as
//! JSON on the standard output.

use std::collections::BTreeMap;
use std::future::Future;
use std::io::{Read as _, Write as _};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use azure_core::http::ClientOptions;
use futures::FutureExt;
use msgraph_core::Patch;
use msgraph_core::client::{
    Client, Content, DeltaPage, FromResponse, GraphClientOptions, LongRunning, OperationHandle, Path,
    Reference, Request, Result, ResultPage, Retries, reqwest_transport,
};
use msgraph_core::model::{Member, Structured};
use serde_json::{Value, json};

use crate::server::{FakeCredential, Received, Reply, Server};

/// What came of a call: nothing, or why its result could not be read.
pub type Run = Pin<Box<dyn Future<Output = std::result::Result<(), Trouble>> + Send>>;

/// A call, ready to be awaited, or why it could not be built.
pub type Step = std::result::Result<Run, String>;

/// A generated function.
pub type Play<C> = fn(&C, &Case) -> Step;

/// Why a result could not be read.
#[derive(Debug)]
pub struct Trouble {
    status: Option<u16>,
    text: String,
}

/// An example, as the generated functions see it.
#[derive(Debug)]
pub struct Case(Value);

impl Case {
    /// The body as a model.
    pub fn model<M>(&self) -> std::result::Result<M, String>
    where
        M: Default,
        Option<M>: Member,
    {
        if self.0["body"].is_null() { Ok(M::default()) } else { self.value() }
    }

    /// The body as a value.
    pub fn value<T>(&self) -> std::result::Result<T, String>
    where
        Option<T>: Member,
    {
        msgraph_core::from_value(&self.0["body"]).map_err(|error| format!("body: {error}"))
    }

    /// The body as a patch: what a value with these members changes in an empty one. Members that the type does not
    /// let change are set raw, and so are annotations.
    pub fn patch<M>(&self) -> std::result::Result<Patch<M>, String>
    where
        M: Structured + Default,
        Option<M>: Member,
    {
        let after = self.model::<M>()?;
        let mut patch = Patch::between(&M::default(), &after);
        for (name, value) in self.0["body"].as_object().into_iter().flatten() {
            if !patch.members().contains_key(name) {
                patch = patch.set_raw(name.as_str(), value.clone());
            }
        }
        Ok(patch)
    }

    /// The body as bytes.
    pub fn content(&self, media_type: &str) -> Content {
        let text = self.0["text"].as_str().unwrap_or("bytes").to_owned();
        let media_type = self.0["content_type"].as_str().unwrap_or(media_type).to_owned();
        Content::new(text, media_type)
    }
}

/// A reference to a path.
pub fn reference(path: &Path) -> std::result::Result<Reference, String> {
    Reference::to(path).map_err(|error| error.to_string())
}

impl From<Box<dyn std::error::Error + Send + Sync>> for Trouble {
    fn from(error: Box<dyn std::error::Error + Send + Sync>) -> Self {
        Self { status: None, text: error.to_string() }
    }
}

fn trouble(error: &msgraph_core::client::GraphError) -> Trouble {
    Trouble { status: error.status(), text: format!("{error}") }
}

/// A call with one result.
pub fn plain<T, K>(request: Request<T, K>) -> Run
where
    Request<T, K>: IntoFuture<Output = Result<T>>,
    <Request<T, K> as IntoFuture>::IntoFuture: Send + 'static,
{
    Box::pin(request.into_future().map(|result| result.map(drop).map_err(|error| trouble(&error))))
}

/// A call with pages of results: each of them must be readable.
pub fn page<T, K>(request: Request<T, K>) -> Run
where
    Request<T, K>: IntoFuture<Output = Result<ResultPage<T>>>,
    <Request<T, K> as IntoFuture>::IntoFuture: Send + 'static,
{
    Box::pin(request.into_future().map(|result| match result {
        Ok(page) => all_read(&page.malformed),
        Err(error) => Err(trouble(&error)),
    }))
}

/// A call of a delta function.
pub fn changes<T, K>(request: Request<T, K>) -> Run
where
    Request<T, K>: IntoFuture<Output = Result<DeltaPage<T>>>,
    <Request<T, K> as IntoFuture>::IntoFuture: Send + 'static,
{
    Box::pin(request.into_future().map(|result| match result {
        Ok(page) => all_read(&page.malformed),
        Err(error) => Err(trouble(&error)),
    }))
}

/// A call that starts an operation: its result is read where it is there at once.
pub fn operation<T: FromResponse>(request: Request<T, LongRunning>) -> Run {
    Box::pin(request.into_future().then(|started| match started {
        Ok(handle) if handle.token().is_none() => finished(handle),
        Ok(_) => Box::pin(std::future::ready(Ok(()))),
        Err(error) => Box::pin(std::future::ready(Err(trouble(&error)))),
    }))
}

fn finished<T: FromResponse>(handle: OperationHandle<T>) -> Run {
    Box::pin(handle.wait().map(|result| result.map(drop).map_err(|error| trouble(&error))))
}

fn all_read(malformed: &[Value]) -> std::result::Result<(), Trouble> {
    match malformed.first() {
        None => Ok(()),
        Some(first) => Err(Trouble { status: None, text: format!("an item is of another kind: {first}") }),
    }
}

/// Server and runtime of a program.
#[derive(Debug)]
pub struct Stage {
    runtime: tokio::runtime::Runtime,
    server: Server,
    answer: Arc<Mutex<Value>>,
    cases: Vec<BTreeMap<String, Value>>,
    results: Vec<Value>,
}

impl Stage {
    /// Reads the cases and starts the server.
    pub fn start() -> Self {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).expect("cases on the standard input");
        let parts: Vec<Vec<Value>> = serde_json::from_str(&text).expect("cases are JSON");
        let name = |case: &Value| case["name"].as_str().unwrap_or_default().to_owned();
        let named = |part: Vec<Value>| part.into_iter().map(|case| (name(&case), case)).collect();
        let cases = parts.into_iter().map(named).collect();
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let answer = Arc::new(Mutex::new(Value::Null));
        let shared = answer.clone();
        let server = runtime.block_on(Server::start(move |origin, request| {
            reply(origin, request, &shared.lock().unwrap_or_else(PoisonError::into_inner))
        }));
        Self { runtime, server, answer, cases, results: Vec::new() }
    }

    /// A client of the server.
    pub fn client(&self, version: &'static str) -> Client {
        let options = GraphClientOptions {
            endpoint: Some(self.server.origin().parse().expect("an URL")),
            client_options: ClientOptions {
                transport: Some(reqwest_transport(self.server.transport())),
                ..ClientOptions::default()
            },
            retries: Retries { max_retries: 0, ..Retries::default() },
            ..GraphClientOptions::default()
        };
        // The transport is made for the runtime.
        let _guard = self.runtime.enter();
        Client::new(Arc::new(FakeCredential), version, Some(options)).expect("a client")
    }

    /// Plays the cases of one version.
    pub fn play<C>(&mut self, part: usize, client: &C, plays: &[(&str, Play<C>)]) {
        for (name, play) in plays {
            let Some(case) = self.cases[part].remove(*name).map(Case) else { continue };
            *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = case.0["answer"].clone();
            let built = {
                let _guard = self.runtime.enter();
                play(client, &case)
            };
            let end = match built {
                Err(why) => json!({ "unbuilt": why }),
                Ok(run) => {
                    let limit = tokio::time::timeout;
                    let end = self.runtime.block_on(async { limit(Duration::from_secs(20), run).await });
                    match end {
                        Ok(Ok(())) => json!({ "read": true }),
                        Ok(Err(trouble)) => json!({ "error": trouble.text, "status": trouble.status }),
                        Err(_) => json!({ "error": "no end within 20 seconds" }),
                    }
                }
            };
            let received: Vec<Value> = self.server.take_received().iter().map(told).collect();
            self.results.push(json!({ "part": part, "name": name, "received": received, "end": end }));
        }
    }

    /// Writes the results.
    pub fn end(self) {
        let origin = self.server.origin();
        let text = Value::from(self.results).to_string().replace(&origin, super::HOST);
        std::io::stdout().write_all(text.as_bytes()).expect("the standard output is open");
    }
}

fn told(received: &Received) -> Value {
    let headers: Vec<[&str; 2]> =
        received.headers.iter().map(|(name, value)| [name.as_str(), value.as_str()]).collect();
    json!({
        "method": received.method,
        "target": received.target,
        "headers": headers,
        "body": received.body,
        "text": String::from_utf8_lossy(&received.bytes),
    })
}

const CONTENT: &str = "/replayed-content";

/// The answer of the example. Its own host stands for Graph, and content that lies elsewhere lies here.
fn reply(origin: &str, request: &Received, answer: &Value) -> Reply {
    let here = |text: &str| text.replace(super::HOST, origin);
    let bytes = match (&answer["body"], answer["text"].as_str()) {
        (Value::Null, text) => here(text.unwrap_or_default()),
        (body, _) => here(&body.to_string()),
    };
    let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(204);
    let mut headers = Vec::new();
    for pair in answer["headers"].as_array().into_iter().flatten() {
        let (Some(name), Some(value)) = (pair[0].as_str(), pair[1].as_str()) else { continue };
        headers.push((name.to_owned(), here(value)));
    }
    if request.target.starts_with(CONTENT) {
        return Reply { status: 200, headers: Vec::new(), bytes: bytes.into_bytes() };
    }
    if (300..400).contains(&status) {
        headers.retain(|(name, _)| name != "location");
        headers.push(("location".to_owned(), format!("{origin}{CONTENT}")));
    }
    Reply { status, headers, bytes: bytes.into_bytes() }
}
