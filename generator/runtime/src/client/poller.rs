//! Long-running operations: Graph answers 202 with the place to ask how it goes. A place on Graph itself is asked with the
//! token; a pre-signed one elsewhere without.

use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    time::Duration,
};

use azure_core::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{
    Client,
    decode::FromResponse,
    error::{GraphError, GraphErrorKind, Result},
    request::{LongRunning, Request},
    response::Response,
    retry,
    send::{self, Outgoing},
};
use crate::json::any_from_json;

/// Something that Graph does in its own time. `T` is what comes out.
#[must_use = "the operation goes on, but its result is lost"]
pub struct OperationHandle<T> {
    client: Client,
    state: State,
    pause: Duration,
    /// What the service last called its state.
    status: String,
    result: PhantomData<fn() -> T>,
}

enum State {
    /// To be asked for at the monitor.
    Running(Box<Outgoing>),
    /// The answer that has the result.
    Finished(Box<Response>),
    /// The result is a resource of its own.
    Elsewhere(Box<Outgoing>),
}

/// The monitor of an operation, to be stored and asked later. Treat it as a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OperationToken(String);

impl fmt::Debug for OperationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperationToken")
    }
}

/// How an operation stands.
#[derive(Debug, Clone, PartialEq)]
pub enum OperationStatus {
    /// Still going; with the percentage, where it is told.
    Running {
        /// How much is done, from 0 to 100.
        percent: Option<f64>,
        /// How long to wait before asking again.
        pause: Duration,
    },
    /// Done; the result can be read.
    Finished,
}

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Pauses are not shorter than this, whatever the service says: with `Retry-After: 0` it would be asked without end.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
/// How long `wait` waits. A status that is not documented may well be the last one, so there must be an end.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

impl<T: FromResponse> IntoFuture for Request<T, LongRunning> {
    type Output = Result<OperationHandle<T>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Starts the operation.
    fn into_future(self) -> Self::IntoFuture {
        let client = self.parts.client.clone();
        let outgoing = self.parts.outgoing(false);
        Box::pin(async move {
            let outgoing = outgoing?;
            let start = outgoing.clone();
            let response = send::send(outgoing).await?;
            let state = match monitor_link(&response) {
                Some(link) if response.status == 202 => State::Running(Box::new(follow(&start, link)?)),
                _ => State::Finished(Box::new(response)),
            };
            Ok(OperationHandle::new(client, state))
        })
    }
}

impl<T: FromResponse> OperationHandle<T> {
    fn new(client: Client, state: State) -> Self {
        Self { client, state, pause: FIRST_PAUSE, status: String::new(), result: PhantomData }
    }

    /// An operation that was started earlier.
    pub fn resume(client: &Client, token: &OperationToken) -> Result<Self> {
        let outgoing = monitor(client, &client.0.endpoint, &token.0, "/{operation}")?;
        Ok(Self::new(client.clone(), State::Running(Box::new(outgoing))))
    }

    /// The monitor, to ask later; `None` when it is done.
    pub fn token(&self) -> Option<OperationToken> {
        match &self.state {
            State::Running(outgoing) => Some(OperationToken(outgoing.url.to_string())),
            State::Finished(_) | State::Elsewhere(_) => None,
        }
    }

    /// Asks once how it goes.
    pub async fn poll(&mut self) -> Result<OperationStatus> {
        let State::Running(outgoing) = &self.state else { return Ok(OperationStatus::Finished) };
        let response = send::send_for_any_status((**outgoing).clone()).await?;
        let pause = retry::retry_after(&response.headers, self.client.0.clock.utc());
        match judge(response)? {
            Verdict::Running { percent, status } => {
                let longest = outgoing.retries.as_ref().unwrap_or(&self.client.0.retries).max_retry_after;
                let pause = pause.unwrap_or(self.pause).min(longest).max(SHORTEST_PAUSE);
                self.pause = (self.pause * 2).min(LONGEST_PAUSE);
                self.status = status;
                Ok(OperationStatus::Running { percent, pause })
            }
            Verdict::Finished(response) => {
                self.state = State::Finished(response);
                Ok(OperationStatus::Finished)
            }
            Verdict::Elsewhere(link, response) => {
                let result = follow(outgoing, &link).map_err(|error| response.about.tell(error))?;
                self.state = State::Elsewhere(Box::new(result));
                Ok(OperationStatus::Finished)
            }
        }
    }

    /// Asks until it is done, and reads the result. Gives up after a day; [`wait_for`](Self::wait_for) takes another limit.
    pub async fn wait(self) -> Result<T> {
        self.wait_for(LONGEST_WAIT).await
    }

    /// Asks until it is done, but no longer than this, and reads the result.
    pub async fn wait_for(mut self, limit: Duration) -> Result<T> {
        let clock = self.client.0.clock.clone();
        let end = clock.now().saturating_add(limit);
        while let OperationStatus::Running { pause, .. } = self.poll().await? {
            if clock.now().saturating_add(pause) > end {
                let message =
                    format!("the operation is not done in time; its last status was {:?}", self.status);
                return Err(GraphError::new(GraphErrorKind::Timeout, message));
            }
            clock.wait(pause).await;
        }
        match self.state {
            State::Finished(response) => T::from_response(*response),
            State::Elsewhere(outgoing) => T::from_response(send::send(*outgoing).await?),
            State::Running(_) => Err(GraphError::new(GraphErrorKind::Timeout, "the operation is not done")),
        }
    }
}

impl<T> fmt::Debug for OperationHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running = matches!(self.state, State::Running(_));
        f.debug_struct("OperationHandle").field("running", &running).finish_non_exhaustive()
    }
}

enum Verdict {
    Running { percent: Option<f64>, status: String },
    Finished(Box<Response>),
    Elsewhere(String, Box<Response>),
}

/// What the monitor's answer means.
fn judge(response: Response) -> Result<Verdict> {
    if matches!(response.status, 301..=303 | 307 | 308) {
        let Some(link) = response.header("location").map(str::to_owned) else {
            return Err(send::service_error(response));
        };
        return Ok(Verdict::Elsewhere(link, Box::new(response)));
    }
    let success = (200..300).contains(&response.status);
    if !success || response.is_error_in_disguise() {
        return Err(send::service_error(response));
    }
    let body: Value = any_from_json(&response.body).unwrap_or_default();
    let status = body["status"].as_str().unwrap_or_default().to_ascii_lowercase();
    let percent = ["percentageComplete", "percentComplete"].iter().find_map(|name| body[*name].as_f64());
    match status.as_str() {
        "cancelled" | "canceled" | "timedout" => Err(failure(&response, &body, &status)),
        // Services have their own kinds of failure: `deleteFailed`, `submissionFailed`.
        failed if failed.ends_with("failed") => Err(failure(&response, &body, &status)),
        "complete" | "completed" | "succeeded" | "success" | "partiallysucceeded" => {
            Ok(finished(response, &body))
        }
        "" if response.status != 202 => Ok(finished(response, &body)),
        _ => Ok(Verdict::Running { percent, status }),
    }
}

fn finished(response: Response, body: &Value) -> Verdict {
    let links = ["resourceLocation", "targetResourceLocation"];
    match links.iter().find_map(|name| body[*name].as_str()).filter(|link| !link.is_empty()) {
        Some(link) => Verdict::Elsewhere(link.to_owned(), Box::new(response)),
        None => Verdict::Finished(Box::new(response)),
    }
}

/// An operation that failed has its error beside its status.
fn failure(response: &Response, body: &Value, status: &str) -> GraphError {
    let error = &body["error"];
    let text =
        error["message"].as_str().or_else(|| body["statusDescription"].as_str()).unwrap_or("no message");
    let mut failure =
        response.fail(GraphErrorKind::Service, format!("the operation ended with status {status}: {text}"));
    let code = error["code"].as_str().or_else(|| body["errorCode"].as_str());
    failure.detail_mut().code = code.map(str::to_owned);
    failure
}

fn monitor_link(response: &Response) -> Option<&str> {
    ["location", "operation-location", "azure-asyncoperation"].iter().find_map(|name| response.header(name))
}

/// The next request of an operation, under the same rules for retries and time as the one before.
fn follow(before: &Outgoing, link: &str) -> Result<Outgoing> {
    let next = monitor(&before.client, &before.url, link, &before.template)?;
    Ok(Outgoing { retries: before.retries.clone(), ..next })
}

/// A request to a monitor or to the result: with the token on Graph itself, without anywhere else.
fn monitor(client: &Client, base: &Url, link: &str, template: &str) -> Result<Outgoing> {
    // Some services leave out the version: `/teams('1')/operations('2')`.
    let versioned;
    let link = if link.starts_with('/') && !link.starts_with("//") && !link.starts_with(client.base_path()) {
        versioned = format!("{}{link}", client.service_root());
        &versioned
    } else {
        link
    };
    if let Ok(url) = client.own_url(base, link, "the monitor") {
        return Ok(Outgoing { presigned: false, ..Outgoing::presigned(client, Method::Get, url, template) });
    }
    let url = client.presigned_url(base, link, "the monitor")?;
    Ok(Outgoing::presigned(client, Method::Get, url, template))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use serde_json::json;

    use super::*;
    use crate::client::{Operation, Retries};
    use crate::testing::{Fault, MockGraph, Reply};

    static COPY: Operation = Operation { method: Method::Post, documented: &[] };

    fn start(graph: &MockGraph, location: &str) -> Request<Value, LongRunning> {
        graph.on(Method::Post, "/copy").reply(Reply::status(202).header("location", location));
        Request::new(&graph.client().root().push("copy"), &COPY)
    }

    #[tokio::test]
    async fn a_monitor_elsewhere_is_asked_without_the_token() {
        let graph = MockGraph::new();
        let running = json!({"status": "inProgress", "percentageComplete": 27.8});
        graph
            .on(Method::Get, "/monitor/1")
            .reply(Reply::json(&running).with_status(202).header("retry-after", "3"))
            .reply(Reply::json(&running).with_status(202))
            .reply(Reply::json(json!({"status": "completed", "resourceId": "r"})));
        let handle = start(&graph, "https://contoso.sharepoint.com/monitor/1").await.expect("started");
        let token = serde_json::to_string(&handle.token()).expect("plain data");
        let done = handle.wait().await.expect("done");
        assert_eq!(done["resourceId"], "r");
        let waits: Vec<u64> = graph.clock().waits().iter().map(Duration::as_secs).collect();
        assert_eq!(waits, [3, 2]);
        let monitored = graph.calls().into_iter().filter(|call| call.path == "/monitor/1");
        assert!(monitored.into_iter().all(|call| call.header("authorization").is_none()));
        let token: OperationToken = serde_json::from_str(&token).expect("what was written");
        let again = OperationHandle::<Value>::resume(&graph.client(), &token).expect("a good monitor");
        assert!(again.wait().await.is_ok());
    }

    #[tokio::test]
    async fn an_operation_of_graph_is_asked_with_the_token() {
        let graph = MockGraph::new();
        let location = "https://graph.microsoft.com/v1.0/teams('1')";
        graph
            .on(Method::Get, "/teams('1')/operations('2')")
            .reply(Reply::json(json!({"status": "succeeded", "targetResourceLocation": location})));
        graph.on(Method::Get, "/teams('1')").reply(Reply::json(json!({"id": "1"})));
        let handle = start(&graph, "/teams('1')/operations('2')").await.expect("started");
        assert_eq!(handle.wait().await.expect("the team")["id"], "1");
        assert!(graph.calls().iter().all(|call| call.header("authorization").is_some()));
        assert!(graph.calls().iter().all(|call| call.url.contains("/v1.0/")));
    }

    #[tokio::test]
    async fn failures_and_time() {
        let graph = MockGraph::new();
        let error = json!({"status": "failed", "error": {"code": "nameAlreadyExists", "message": "taken"}});
        graph.on(Method::Get, "/monitor/1").reply(Reply::json(error));
        let handle = start(&graph, "https://contoso.sharepoint.com/monitor/1").await.expect("started");
        assert_eq!(handle.wait().await.expect_err("failed").code(), Some("nameAlreadyExists"));

        let graph = MockGraph::new();
        graph.on(Method::Get, "/monitor/1").reply(Reply::json(json!({"status": "running"})));
        let handle = start(&graph, "https://contoso.sharepoint.com/monitor/1").await.expect("started");
        let error = handle.wait_for(Duration::from_secs(100)).await.expect_err("never done");
        assert!(error.is_timeout());
        assert!(graph.clock().waited() <= Duration::from_secs(101));

        assert!(start(&MockGraph::new(), "http://contoso.sharepoint.com/monitor").await.is_err());
        assert!(start(&MockGraph::new(), "https://10.0.0.1/monitor").await.is_err());
    }

    #[tokio::test]
    async fn an_answer_at_once_is_a_result() {
        let graph = MockGraph::new();
        graph.on(Method::Post, "/copy").reply(Reply::json(json!({"id": "1"})).with_status(201));
        let request: Request<Value, LongRunning> = Request::new(&graph.client().root().push("copy"), &COPY);
        assert_eq!(request.await.expect("done").wait().await.expect("the result")["id"], "1");
    }

    const MONITOR: &str = "https://contoso.sharepoint.com/monitor/1";

    /// How it ends when the monitor says first this, then that it is done.
    async fn check_status(status: &str, done: bool, polls: usize) {
        let graph = MockGraph::new();
        graph
            .on(Method::Get, "/monitor/1")
            .reply(Reply::json(json!({"status": status})))
            .reply(Reply::json(json!({"status": "completed"})));
        let outcome = start(&graph, MONITOR).await.expect("started").wait().await;
        assert_eq!(outcome.is_ok(), done, "{status}: {outcome:?}");
        assert_eq!(graph.count(Method::Get, "/monitor/1"), polls, "{status}");
    }

    #[tokio::test]
    async fn statuses_that_end_an_operation() {
        for status in ["failed", "submissionFailed", "SUBMISSIONFAILED", "deleteFailed", "cancelled"] {
            check_status(status, false, 1).await;
        }
        for status in ["succeeded", "Completed", "complete", "partiallySucceeded"] {
            check_status(status, true, 1).await;
        }
        for status in ["running", "notStarted", "failedOver", "unheardOf"] {
            check_status(status, true, 2).await;
        }
    }

    #[tokio::test]
    async fn nothing_is_asked_for_ever_or_without_a_pause() {
        let graph = MockGraph::new();
        let asked = AtomicUsize::new(0);
        graph.on(Method::Get, "/monitor/1").made(move |_| {
            let (status, pause) = match asked.fetch_add(1, Ordering::SeqCst) {
                0..9 => ("skipped", "0"),
                9..2000 => ("skipped", "300"),
                // Else the test would not end if nobody kept count.
                _ => ("completed", "0"),
            };
            Reply::json(json!({"status": status})).header("retry-after", pause)
        });
        let error = start(&graph, MONITOR).await.expect("started").wait().await.expect_err("never done");
        assert!(error.is_timeout() && error.to_string().contains("skipped"), "{error}");
        assert!(graph.clock().waits().iter().all(|wait| *wait >= SHORTEST_PAUSE));
        assert!(graph.clock().waited() <= LONGEST_WAIT);
    }

    #[tokio::test]
    async fn the_longest_of_all_times_do_no_harm() {
        let graph = MockGraph::new();
        graph
            .on(Method::Get, "/monitor/1")
            .reply(Reply::json(json!({"status": "running"})).header("retry-after", "1e300"))
            .reply(Reply::json(json!({"status": "completed"})));
        graph.clock().advance(Duration::from_secs(1));
        let retries = Retries { max_retry_after: Duration::MAX, ..Retries::default() };
        let handle = start(&graph, MONITOR).retries(retries).await.expect("started");
        assert!(handle.wait_for(Duration::MAX).await.is_ok());
    }

    #[tokio::test]
    async fn the_retries_of_the_start_hold_to_the_end() {
        for faulty in ["/monitor/1", "/result"] {
            let graph = MockGraph::new();
            graph.on(Method::Get, faulty).fault(1, Fault::Unavailable).then_nothing();
            let place = "https://graph.microsoft.com/v1.0/result";
            let done = json!({"status": "succeeded", "resourceLocation": place});
            graph.on(Method::Get, "/monitor/1").reply(Reply::json(done));
            graph.on(Method::Get, "/result").reply(Reply::json("{}"));
            let handle = start(&graph, MONITOR).retries(Retries::none()).await.expect("started");
            let error = handle.wait().await.expect_err("one try, no more");
            assert_eq!((error.status(), graph.count(Method::Get, faulty)), (Some(503), 1), "{faulty}");
        }
        let graph = MockGraph::new();
        graph
            .on(Method::Get, "/monitor/1")
            .reply(Reply::json(json!({"status": "running"})).header("retry-after", "900"));
        let retries = Retries { max_retry_after: Duration::from_secs(7), ..Retries::default() };
        let mut handle = start(&graph, MONITOR).retries(retries).await.expect("started");
        let pause = Duration::from_secs(7);
        assert_eq!(handle.poll().await.ok(), Some(OperationStatus::Running { percent: None, pause }));
    }
}
