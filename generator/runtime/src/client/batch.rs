//! `$batch`: many requests in few calls, each with a typed handle to its own result.
//!
//! A call holds at most 20 requests; more are sent in further calls, in order, so that a request never comes before one it
//! depends on. Requests that Graph throttles inside of a call are sent again after the longest pause asked for.

mod wire;

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use azure_core::{Uuid, http::Method};

use super::{
    Client,
    decode::FromResponse,
    error::{GraphError, GraphErrorKind, Result},
    paging::ResultPage,
    request::{Fixed, FixedList, Get, List, Parts, Raw, Request, Write, WriteList},
    response::Response,
    retry, send,
};
use crate::Element;

/// How many requests Graph takes in one call.
const MOST: usize = 20;

/// Requests that are sent together.
#[must_use = "a batch is sent by `send`"]
pub struct Batch {
    client: Client,
    /// Tells handles of this batch from handles of others.
    identity: Arc<()>,
    entries: Vec<Entry>,
}

/// A request in a batch.
pub(crate) struct Entry {
    /// The checked request, or why it cannot be sent.
    request: std::result::Result<Box<Sealed>, Option<GraphError>>,
    depends_on: Vec<usize>,
    tries: u32,
}

/// What a batch needs of a request.
pub(crate) struct Sealed {
    parts: Parts,
    idempotent: bool,
    client_request_id: String,
}

/// How an answer becomes a result.
type Read<T> = fn(Response) -> Result<T>;

/// The place of a result.
pub struct BatchHandle<T> {
    identity: Arc<()>,
    index: usize,
    read: Read<T>,
}

/// The results of a batch.
pub struct BatchResults {
    identity: Arc<()>,
    outcomes: Vec<Option<Outcome>>,
}

pub(crate) enum Outcome {
    Answered(Box<Response>),
    Failed(GraphError),
}

/// A request that can stand in a batch.
pub trait Batchable: sealed::Sealed {
    /// What its handle gives.
    type Output;
    #[doc(hidden)]
    fn into_batch(self) -> (BatchPart, Read<Self::Output>);
}

/// A request without its types.
pub struct BatchPart(Box<Parts>);

impl fmt::Debug for BatchPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchPart").field(&self.0.template).finish()
    }
}

mod sealed {
    /// Only requests are batchable.
    pub trait Sealed {}
    impl<T, K> Sealed for crate::client::Request<T, K> {}
}

macro_rules! batchable {
    ($($kind:ty => $output:ty, $bound:path);* $(;)?) => {
        $(impl<T: $bound + Send> Batchable for Request<T, $kind> {
            type Output = $output;

            fn into_batch(self) -> (BatchPart, Read<$output>) {
                (BatchPart(self.parts), <$output>::from_response)
            }
        })*
    };
}
batchable!(
    Get => T, FromResponse;
    Fixed => T, FromResponse;
    Write => T, FromResponse;
    Raw => T, FromResponse;
    List => ResultPage<T>, Element;
    FixedList => ResultPage<T>, Element;
    WriteList => ResultPage<T>, Element;
);

impl Client {
    /// An empty batch.
    pub fn batch(&self) -> Batch {
        Batch { client: self.clone(), identity: Arc::new(()), entries: Vec::new() }
    }
}

impl Batch {
    /// Adds a request.
    pub fn add<R: Batchable>(&mut self, request: R) -> BatchHandle<R::Output> {
        self.push(request, Vec::new())
    }

    /// Adds a request that must not be sent before others have succeeded.
    pub fn add_after<R: Batchable>(
        &mut self,
        request: R,
        others: &[&dyn AnyHandle],
    ) -> BatchHandle<R::Output> {
        let mut depends_on = Vec::new();
        for other in others {
            let (identity, index) = other.place();
            if Arc::ptr_eq(identity, &self.identity) {
                depends_on.push(index);
            } else {
                let handle = self.push(request, Vec::new());
                let error = GraphError::request("a request of a batch depends on one of another batch");
                self.entries[handle.index].request = Err(Some(error));
                return handle;
            }
        }
        self.push(request, depends_on)
    }

    /// How many requests there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn push<R: Batchable>(&mut self, request: R, depends_on: Vec<usize>) -> BatchHandle<R::Output> {
        let (BatchPart(parts), read) = request.into_batch();
        let own = Arc::ptr_eq(&parts.client.0, &self.client.0);
        let checked = if own {
            (*parts).clone().outgoing(false).map(|outgoing| {
                let idempotent = outgoing.idempotent
                    || matches!(outgoing.method, Method::Get | Method::Put | Method::Delete);
                // The headers that completing the request has added belong to it here too.
                let parts = Parts { headers: outgoing.headers, ..parts.with_consistency() };
                Box::new(Sealed { parts, idempotent, client_request_id: Uuid::new_v4().to_string() })
            })
        } else {
            Err(GraphError::request("a request of a batch belongs to another client"))
        };
        self.entries.push(Entry { request: checked.map_err(Some), depends_on, tries: 0 });
        BatchHandle { identity: self.identity.clone(), index: self.entries.len() - 1, read }
    }

    /// Sends everything. An error here is one of the first call; errors of single requests come out of their handles,
    /// and so does one of a later call, for what the earlier ones did is done.
    pub async fn send(mut self) -> Result<BatchResults> {
        let mut outcomes: Vec<Option<Outcome>> = self.entries.iter().map(|_| None).collect();
        let mut answered = false;
        loop {
            self.settle(&mut outcomes);
            let chosen = self.choose(&outcomes);
            if chosen.is_empty() {
                break;
            }
            self.wait_at_gate(&chosen).await;
            let pause = match self.call(&chosen).await {
                Ok(answers) => self.take_in(answers, &mut outcomes),
                Err(error) if answered => {
                    give_up(error, &chosen, &mut outcomes);
                    break;
                }
                Err(error) => return Err(error),
            };
            answered = true;
            if let Some(pause) = pause {
                self.client.0.clock.wait(pause).await;
            }
        }
        Ok(BatchResults { identity: self.identity, outcomes })
    }

    async fn call(&self, chosen: &[usize]) -> Result<Vec<(usize, Result<Response>)>> {
        let response = send::send(wire::call(&self.client, &self.entries, chosen)?).await?;
        wire::read(&response, &self.entries, chosen)
    }

    /// Waits until no workload of these requests is paused.
    async fn wait_at_gate(&self, chosen: &[usize]) {
        let client = &self.client.0;
        let now = client.clock.now();
        let sealed = chosen.iter().filter_map(|index| self.entries[*index].request.as_ref().ok());
        let pauses = sealed
            .filter_map(|sealed| client.throttle.remaining(&send::workload_of(&sealed.parts.template), now));
        if let Some(pause) = pauses.max() {
            client.clock.wait(pause).await;
        }
    }

    /// Gives an outcome to what can never be sent: mistakes, and what depends on something that failed.
    fn settle(&mut self, outcomes: &mut [Option<Outcome>]) {
        for index in 0..self.entries.len() {
            if outcomes[index].is_some() {
                continue;
            }
            let failed = |need: &usize| outcomes[*need].as_ref().is_some_and(|outcome| !outcome.is_success());
            if let Err(error) = &mut self.entries[index].request {
                let error = error.take().unwrap_or_else(|| GraphError::request("the request was not sent"));
                outcomes[index] = Some(Outcome::Failed(error));
            } else if self.entries[index].depends_on.iter().any(failed) {
                let message = "the request was not sent: one that it depends on failed";
                outcomes[index] = Some(Outcome::Failed(GraphError::new(GraphErrorKind::Service, message)));
            }
        }
    }

    /// The next requests in order whose needs are met by earlier calls or by this one.
    fn choose(&self, outcomes: &[Option<Outcome>]) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let is_met = |need: &usize| outcomes[*need].is_some() || chosen.contains(need);
            if outcomes[index].is_none() && entry.depends_on.iter().all(is_met) {
                chosen.push(index);
            }
            if chosen.len() == MOST {
                break;
            }
        }
        chosen
    }

    /// Keeps the answers, except of what is to be sent again; gives the pause before that.
    fn take_in(
        &mut self,
        answers: Vec<(usize, Result<Response>)>,
        outcomes: &mut [Option<Outcome>],
    ) -> Option<Duration> {
        let mut pause: Option<Duration> = None;
        let mut again = vec![false; self.entries.len()];
        // In order of the requests, so that needs are judged before what needs them.
        for (index, answer) in answers {
            let response = match answer {
                Ok(response) => response,
                Err(error) => {
                    outcomes[index] = Some(Outcome::Failed(error));
                    continue;
                }
            };
            let needs_again = self.entries[index].depends_on.iter().any(|need| again[*need]);
            let own = self.next_delay(index, &response);
            if response.status == 424 && needs_again {
                again[index] = true;
            } else if let Some(delay) = own {
                self.entries[index].tries += 1;
                again[index] = true;
                pause = Some(pause.map_or(delay, |longest| longest.max(delay)));
            } else {
                outcomes[index] = Some(Outcome::Answered(Box::new(response)));
            }
        }
        pause
    }

    fn next_delay(&self, index: usize, response: &Response) -> Option<Duration> {
        let entry = &self.entries[index];
        let sealed = entry.request.as_ref().ok()?;
        let retries = sealed.parts.retries.as_ref().unwrap_or(&self.client.0.retries);
        let again = match response.status {
            429 | 503 => true,
            408 | 500 | 502 | 504 => sealed.idempotent,
            _ => false,
        };
        let clock = &*self.client.0.clock;
        let asked = retry::retry_after(&response.headers, clock.utc());
        let delay = asked.unwrap_or_else(|| retry::backoff(retries, entry.tries + 1, clock.chance()));
        if matches!(response.status, 429 | 503) {
            // Requests outside of the batch wait as well.
            let until = clock.now().saturating_add(delay.min(retries.max_retry_after));
            self.client.0.throttle.close(&send::workload_of(&sealed.parts.template), until);
        }
        let allowed = again && entry.tries < retries.max_retries && delay <= retries.max_retry_after;
        allowed.then_some(delay)
    }
}

/// Gives an outcome to a call that failed, and to what comes after it.
fn give_up(error: GraphError, chosen: &[usize], outcomes: &mut [Option<Outcome>]) {
    let message = format!("the call of the batch failed: {error}");
    let kind = error.kind();
    let mut error = Some(error);
    for (index, outcome) in outcomes.iter_mut().enumerate().filter(|(_, outcome)| outcome.is_none()) {
        let failure = if chosen.contains(&index) {
            error.take().unwrap_or_else(|| GraphError::new(kind, message.clone()))
        } else {
            GraphError::new(kind, "the request was not sent: an earlier call of the batch failed")
        };
        *outcome = Some(Outcome::Failed(failure));
    }
}

impl Outcome {
    fn is_success(&self) -> bool {
        match self {
            Self::Answered(response) => (200..300).contains(&response.status),
            Self::Failed(_) => false,
        }
    }
}

impl BatchResults {
    /// Takes a result out. Each can be taken once.
    pub fn take<T>(&mut self, handle: &BatchHandle<T>) -> Result<T> {
        if !Arc::ptr_eq(&handle.identity, &self.identity) {
            return Err(GraphError::request("the handle belongs to another batch"));
        }
        match self.outcomes[handle.index].take() {
            None => Err(GraphError::request("the result was taken before")),
            Some(Outcome::Failed(error)) => Err(error),
            Some(Outcome::Answered(response)) => {
                let success = (200..300).contains(&response.status) && !response.is_error_in_disguise();
                if success { (handle.read)(*response) } else { Err(send::service_error(*response)) }
            }
        }
    }

    /// How many requests succeeded and were not taken yet.
    pub fn successes(&self) -> usize {
        self.outcomes.iter().flatten().filter(|outcome| outcome.is_success()).count()
    }
}

/// A handle of whatever type, to depend on.
pub trait AnyHandle: sealed_handle::Sealed {
    #[doc(hidden)]
    fn place(&self) -> (&Arc<()>, usize);
}

mod sealed_handle {
    /// Only handles are handles.
    pub trait Sealed {}
    impl<T> Sealed for super::BatchHandle<T> {}
}

impl<T> AnyHandle for BatchHandle<T> {
    fn place(&self) -> (&Arc<()>, usize) {
        (&self.identity, self.index)
    }
}

macro_rules! opaque {
    ($($type:ty: $name:literal),*) => {
        $(impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name).finish_non_exhaustive()
            }
        })*
    };
}
opaque!(Batch: "Batch", BatchResults: "BatchResults");

impl<T> fmt::Debug for BatchHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchHandle").field(&self.index).field(&PhantomData::<T>).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::client::{GraphClientOptions, Retries};
    use crate::testing::{Fault, MockGraph, Reply, SeenCall};

    fn user(client: &Client, id: usize) -> Request<Value, Raw> {
        client.raw(Method::Get, &format!("/users/{id}"))
    }

    fn graph() -> MockGraph {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/{id}").made(|call| {
            let id = call.path.rsplit('/').next().unwrap_or_default();
            Reply::json(json!({"id": id}))
        });
        graph
    }

    #[tokio::test]
    async fn many_requests_go_in_few_calls() {
        let (graph, mut handles) = (graph(), Vec::new());
        let client = graph.client();
        let mut batch = client.batch();
        for id in 0..45 {
            handles.push(batch.add(user(&client, id)));
        }
        let mut results = batch.send().await.expect("all calls succeed");
        for (id, handle) in handles.iter().enumerate() {
            assert_eq!(results.take(handle).expect("a user")["id"], id.to_string());
        }
        assert!(results.take(&handles[0]).is_err(), "a result is taken once");
        assert_eq!(graph.count(Method::Post, "/$batch"), 3);
        assert_eq!(graph.count(Method::Get, "/users/{id}"), 45);
    }

    #[tokio::test]
    async fn dependencies_hold_across_calls() {
        let graph = graph();
        graph.on(Method::Get, "/broken").reply(Reply::error(400, "BadRequest", "no"));
        let client = graph.client();
        let mut batch = client.batch();
        let broken = batch.add(client.raw(Method::Get, "/broken"));
        let after_broken = batch.add_after(user(&client, 1), &[&broken]);
        let mut last = batch.add(user(&client, 2));
        for id in 3..30 {
            last = batch.add_after(user(&client, id), &[&last]);
        }
        let mut results = batch.send().await.expect("all calls succeed");
        assert_eq!(results.take(&broken).expect_err("broken").status(), Some(400));
        assert!(results.take(&after_broken).is_err());
        assert_eq!(results.take(&last).expect("the end of the chain")["id"], "29");
    }

    #[tokio::test]
    async fn throttled_requests_are_sent_again_with_what_depends_on_them() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/a").fault(1, Fault::Throttled("0.25")).reply(Reply::json("{}"));
        graph.on(Method::Get, "/b").fault(1, Fault::Throttled("1.5")).reply(Reply::json("{}"));
        graph.on(Method::Get, "/c").reply(Reply::json("{}"));
        graph.on(Method::Post, "/d").fault(9, Fault::GatewayTimeout);
        let client = graph.client();
        let mut batch = client.batch();
        let a = batch.add(client.raw(Method::Get, "/a"));
        let b = batch.add(client.raw(Method::Get, "/b"));
        let c = batch.add_after(client.raw(Method::Get, "/c"), &[&a]);
        let d = batch.add(client.raw(Method::Post, "/d"));
        let mut results = batch.send().await.expect("all calls succeed");
        assert!(results.take(&a).is_ok() && results.take(&b).is_ok() && results.take(&c).is_ok());
        assert_eq!(results.take(&d).expect_err("not idempotent").status(), Some(504));
        assert_eq!(graph.clock().waits(), [Duration::from_secs_f64(1.5)]);
        assert_eq!((graph.count(Method::Get, "/c"), graph.count(Method::Post, "/d")), (1, 1));
    }

    #[tokio::test]
    async fn what_a_batch_is_told_holds_for_other_requests() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/a").fault(1, Fault::Throttled("9")).reply(Reply::json("{}"));
        let client = graph.client();
        let none = Retries { max_retries: 0, ..Retries::default() };
        let mut batch = client.batch();
        let a = batch.add(client.raw(Method::Get, "/a").retries(none));
        let mut results = batch.send().await.expect("the call succeeds");
        assert!(results.take(&a).expect_err("throttled").is_throttled());
        client.raw(Method::Get, "/a").await.expect("after the pause");
        assert_eq!(graph.clock().waits(), [Duration::from_secs(9)]);
    }

    #[tokio::test]
    async fn a_call_that_fails_costs_no_result_of_an_earlier_one() {
        let graph = MockGraph::new();
        // Everything but the first request of a call is answered.
        let answered = |call: &SeenCall| {
            let requests = call.json()["requests"].take();
            let answers = requests.as_array().into_iter().flatten().skip(1);
            let responses: Vec<Value> =
                answers.map(|part| json!({"id": part["id"], "status": 200, "body": part})).collect();
            Reply::json(json!({"responses": responses}))
        };
        let failure = Reply::error(500, "InternalServerError", "no");
        graph.on(Method::Post, "/$batch").made(answered).reply(failure);
        let client = graph.client();
        let mut batch = client.batch();
        let handles: Vec<_> = (0..45).map(|id| batch.add(user(&client, id))).collect();
        let mut results = batch.send().await.expect("the first call succeeded");
        assert!(results.take(&handles[0]).expect_err("no answer").to_string().contains("not answered"));
        assert_eq!(results.take(&handles[19]).expect("of the first call")["id"], "19");
        assert_eq!(results.take(&handles[20]).expect_err("of the second").status(), Some(500));
        let unsent = results.take(&handles[44]).expect_err("of the third").to_string();
        assert!(unsent.contains("was not sent"), "{unsent}");
    }

    #[tokio::test]
    async fn parts_have_the_headers_of_the_client() {
        let graph = graph();
        let headers = vec![("Prefer".to_owned(), "IdType=\"ImmutableId\"".to_owned())];
        let options = GraphClientOptions { headers, ..GraphClientOptions::default() };
        let client = graph.client_with("v1.0", options).expect("a client");
        let mut batch = client.batch();
        let one = batch.add(user(&client, 1).header("Prefer", "x"));
        batch.send().await.expect("the call succeeds").take(&one).expect("a user");
        user(&client, 2).header("prefer", "x").await.expect("a user");
        for call in graph.calls().iter().filter(|call| call.path.starts_with("/users")) {
            assert_eq!(call.header("prefer"), Some("IdType=\"ImmutableId\", x"), "{}", call.path);
        }
    }

    #[tokio::test]
    async fn mistakes_concern_their_request_only() {
        let graph = graph();
        let client = graph.client();
        let mut batch = client.batch();
        let bad = batch.add(client.raw(Method::Get, "/users/../x"));
        let good = batch.add(user(&client, 1));
        let foreign = graph.client().batch().add(user(&client, 1));
        let after_foreign = batch.add_after(user(&client, 1), &[&foreign]);
        let mut results = batch.send().await.expect("the call succeeds");
        assert!(results.take(&bad).is_err() && results.take(&after_foreign).is_err());
        assert!(results.take(&foreign).is_err());
        assert!(results.take(&good).is_ok());
    }

    #[tokio::test]
    async fn an_empty_batch_sends_nothing() {
        let graph = graph();
        assert!(graph.client().batch().send().await.is_ok());
        assert!(graph.calls().is_empty());
    }
}
