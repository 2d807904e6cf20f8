//! Long-running operations: Graph answers 202 with the place to ask how it goes. A place on Graph itself is asked with the
//! token; a pre-signed one elsewhere without.

mod outcome;
mod place;
mod told;

use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    time::Duration,
};

use outcome::Outcome;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use told::{Told, Verdict};

use super::{
    Client,
    error::{GraphError, GraphErrorKind, Result},
    policy::retry,
    request::{
        LongRunning, Request,
        decode::FromResponse,
        response::Response,
        send::{self, Outgoing},
    },
};

/// Something that Graph does in its own time. `T` is what comes out.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> msgraph_core::client::Result<()> {
/// # use msgraph_core::{client::Method, testing::{MockGraph, Reply}};
/// # let graph = MockGraph::new();
/// # let monitor = "https://contoso.sharepoint.com/monitor/1";
/// # graph.on(Method::Post, "/me/drive/items/{id}/copy").reply(Reply::status(202).header("location", monitor));
/// # graph.on(Method::Get, "/monitor/1").reply(Reply::json(r#"{"status":"completed","resourceId":"2"}"#));
/// # graph.on(Method::Get, "/me/drive/items/2").reply(Reply::json(r#"{"id":"2","name":"May.xlsx"}"#));
/// # let client = graph.client();
/// let copy = client.raw(Method::Post, "/me/drive/items/1/copy").into_long_running().await?;
/// let token = copy.token(); // to be stored, for `OperationHandle::resume`
/// let file = copy.wait().await?;
/// assert_eq!(file["name"], "May.xlsx");
/// # assert!(token.is_some());
/// # Ok(()) }
/// ```
#[must_use = "the operation goes on, but its result is lost"]
pub struct OperationHandle<T> {
    client: Client,
    /// What started it, with the answer; `None` where it was resumed.
    start: Option<Box<(Outgoing, Response)>>,
    /// Asks how it goes; `None` where it was done at once.
    monitor: Option<Box<Outgoing>>,
    /// The answer that said it is done.
    last: Option<Box<Response>>,
    pause: Duration,
    /// What the service last called its state.
    status: String,
    operation: Option<Value>,
    resource: Resource,
    result: PhantomData<fn() -> T>,
}

/// What an operation names as its result.
#[derive(Clone, Default)]
struct Resource {
    id: Option<String>,
    location: Option<String>,
}

/// What an error keeps of an operation.
pub(crate) struct Operated {
    monitor: Option<OperationToken>,
    resource: Resource,
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
        let outgoing = self.parts.outgoing(false);
        Box::pin(async move {
            let start = outgoing?;
            let response = send::send(start.clone()).await?;
            OperationHandle::started(start, response)
        })
    }
}

impl<T> OperationHandle<T> {
    fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            start: None,
            monitor: None,
            last: None,
            pause: FIRST_PAUSE,
            status: String::new(),
            operation: None,
            resource: Resource::default(),
            result: PhantomData,
        }
    }

    /// An operation that a request has started, or that is done with its answer.
    pub(crate) fn started(start: Outgoing, response: Response) -> Result<Self> {
        let mut handle = Self::new(&start.client);
        let told = Told::of(&response);
        let (monitor, verdict) = (told.monitor(&response).map(str::to_owned), told.verdict(&response));
        handle.learn(&start, &response, told);
        if let Some(link) = monitor {
            let next = place::request(&start.client, &link, &start.template);
            let next = next.map_err(|error| handle.kept(response.about.tell(error)))?;
            handle.monitor = Some(Box::new(Outgoing { retries: start.retries.clone(), ..next }));
        } else {
            // Done as far as anybody can tell: there is no place to ask whether it goes on.
            verdict.map_err(|error| handle.kept(error))?;
            handle.last = Some(Box::new(response.clone()));
        }
        handle.start = Some(Box::new((start, response)));
        Ok(handle)
    }

    /// An operation that was started earlier.
    pub fn resume(client: &Client, token: &OperationToken) -> Result<Self> {
        let monitor = place::request(client, &token.0, "/{operation}")?;
        Ok(Self { monitor: Some(Box::new(monitor)), ..Self::new(client) })
    }

    /// The same operation with another type of result, which [`wait`](OperationHandle::wait) then reads.
    pub fn read_as<U: FromResponse>(self) -> OperationHandle<U> {
        let Self { client, start, monitor, last, pause, status, operation, resource, result: _ } = self;
        OperationHandle {
            client,
            start,
            monitor,
            last,
            pause,
            status,
            operation,
            resource,
            result: PhantomData,
        }
    }

    /// The monitor, to ask later; `None` when it is done.
    pub fn token(&self) -> Option<OperationToken> {
        self.monitor_token().filter(|_| self.last.is_none())
    }

    /// Where the operation is asked how it goes; `None` where it was done at once. Treat it as a secret.
    pub fn location(&self) -> Option<&str> {
        self.monitor.as_ref().map(|monitor| monitor.url.as_str())
    }

    /// The id of the result, where and as soon as the service tells it.
    pub fn resource_id(&self) -> Option<&str> {
        self.resource.id.as_deref()
    }

    /// Where the result is, as the service tells it and as soon as it does: a whole URL or a path below the version.
    pub fn resource_location(&self) -> Option<&str> {
        self.resource.location.as_deref()
    }

    /// The operation's own body, as it was last told: its id, its status, when it began.
    pub fn operation(&self) -> Option<&Value> {
        self.operation.as_ref()
    }

    /// The answer that started the operation, which can hold what is told only once; `None` where it was resumed.
    pub fn start(&self) -> Option<&Response> {
        self.start.as_ref().map(|start| &start.1)
    }

    /// Asks once how it goes.
    pub async fn poll(&mut self) -> Result<OperationStatus> {
        let Some(monitor) = self.monitor.as_ref().filter(|_| self.last.is_none()) else {
            return Ok(OperationStatus::Finished);
        };
        let monitor = (**monitor).clone();
        let response = send::send_for_any_status(monitor.clone()).await?;
        let told = Told::of(&response);
        let verdict = told.verdict(&response);
        self.learn(&monitor, &response, told);
        match verdict? {
            Verdict::Running { percent, status } => {
                let asked = retry::retry_after(&response.headers, self.client.0.clock.utc());
                let longest = monitor.retries.as_ref().unwrap_or(&self.client.0.retries).max_retry_after;
                let pause = asked.unwrap_or(self.pause).min(longest).max(SHORTEST_PAUSE);
                self.pause = (self.pause * 2).min(LONGEST_PAUSE);
                self.status = status;
                Ok(OperationStatus::Running { percent, pause })
            }
            Verdict::Finished => {
                self.last = Some(Box::new(response));
                Ok(OperationStatus::Finished)
            }
        }
    }

    /// Asks until it is done, and gives the id of the result without reading it. An error if none is told.
    pub async fn wait_for_id(mut self) -> Result<String> {
        self.finish(LONGEST_WAIT).await?;
        let message = "the operation is done, but names no id";
        let missing = || self.kept(GraphError::new(GraphErrorKind::Decode, message));
        self.resource.id.clone().ok_or_else(missing)
    }

    /// Asks until it is done, but no longer than this.
    async fn finish(&mut self, limit: Duration) -> Result<()> {
        let clock = self.client.0.clock.clone();
        let end = clock.now().saturating_add(limit);
        loop {
            let OperationStatus::Running { pause, .. } =
                self.poll().await.map_err(|error| self.kept(error))?
            else {
                return Ok(());
            };
            if clock.now().saturating_add(pause) > end {
                let message =
                    format!("the operation is not done in time; its last status was {:?}", self.status);
                return Err(self.kept(GraphError::new(GraphErrorKind::Timeout, message)));
            }
            clock.wait(pause).await;
        }
    }

    /// Takes in what an answer tells. What it does not tell stays as it was.
    fn learn(&mut self, request: &Outgoing, response: &Response, told: Told) {
        let header = told::named_in_headers(request, response);
        let Told { id, location, body, .. } = told;
        self.resource.id = id.or(self.resource.id.take());
        self.resource.location = location.or(header).or(self.resource.location.take());
        self.operation = body.or(self.operation.take());
    }

    fn monitor_token(&self) -> Option<OperationToken> {
        self.location().map(|location| OperationToken(location.to_owned()))
    }

    /// An error with what is known of the operation, which went on or is done whatever went wrong here.
    fn kept(&self, mut error: GraphError) -> GraphError {
        let operated = Operated { monitor: self.monitor_token(), resource: self.resource.clone() };
        error.detail_mut().operated = Some(Box::new(operated));
        error
    }
}

impl<T: FromResponse> OperationHandle<T> {
    /// Asks until it is done, and reads the result: where it was answered, else where the service says that it is. Gives
    /// up after a day; [`wait_for`](Self::wait_for) takes another limit. Where the service accepts an operation without
    /// saying where to ask how it goes, there is nothing to wait for.
    ///
    /// An error keeps what is known: [`monitor`](GraphError::monitor), [`resource_id`](GraphError::resource_id),
    /// [`resource_location`](GraphError::resource_location).
    pub async fn wait(self) -> Result<T> {
        self.wait_for(LONGEST_WAIT).await
    }

    /// Asks until it is done, but no longer than this, and reads the result.
    pub async fn wait_for(mut self, limit: Duration) -> Result<T> {
        self.finish(limit).await?;
        let result = match self.outcome() {
            Outcome::Here(response) => T::from_response(response),
            Outcome::There(request) => match request {
                Ok(request) => send::send(request).await.and_then(T::from_response),
                Err(error) => Err(error),
            },
        };
        result.map_err(|error| self.kept(error))
    }
}

/// What is known of a long-running operation when waiting for it, or reading its result, fails.
impl GraphError {
    /// Where the operation can be asked again.
    pub fn monitor(&self) -> Option<&OperationToken> {
        self.operated()?.monitor.as_ref()
    }

    /// The id of what the operation has made.
    pub fn resource_id(&self) -> Option<&str> {
        self.operated()?.resource.id.as_deref()
    }

    /// Where the operation says that its result is.
    pub fn resource_location(&self) -> Option<&str> {
        self.operated()?.resource.location.as_deref()
    }
}

impl<T> fmt::Debug for OperationHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationHandle").field("running", &self.last.is_none()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod results;
#[cfg(test)]
mod tests;
