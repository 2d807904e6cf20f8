//! `$batch`: many requests in few calls, each with a typed handle to its own result.
//!
//! A call holds at most 20 requests; more are sent in further calls, in order, so that a request never comes before one it
//! depends on. Requests that Graph throttles inside of a call are sent again after the longest pause asked for.

mod answer;
mod answered;
mod answers;
mod content;
mod kinds;
mod part;
mod results;
mod wire;

use std::{fmt, sync::Arc, time::Duration};

use answered::Answered;
use azure_core::{Uuid, http::Method};
pub use content::BatchContent;
pub use kinds::{BatchPart, Batchable};
use results::Outcome;
pub use results::{AnyHandle, BatchHandle, BatchResults};

use super::{
    Client,
    error::{GraphError, GraphErrorKind, Result},
    options::Retries,
    policy::retry,
    request::{
        response::{About, Response},
        send::{self, Outgoing},
    },
};

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
struct Entry {
    /// The checked request, or why it cannot be sent; `Err(None)` once its outcome is known.
    request: std::result::Result<Sealed, Option<GraphError>>,
    depends_on: Vec<usize>,
    tries: u32,
}

/// What a batch needs of a request.
struct Sealed {
    outgoing: Box<Outgoing>,
    idempotent: bool,
    client_request_id: String,
}

impl Sealed {
    fn new(outgoing: Outgoing) -> Result<Self> {
        if outgoing.body.as_ref().and_then(wire::json).is_some_and(|json| json.is_err()) {
            let error = GraphError::request("the body is not the JSON that its type says it is");
            return Err(About { client_request_id: None, ..outgoing.about() }.tell(error));
        }
        let idempotent =
            outgoing.idempotent || matches!(outgoing.method, Method::Get | Method::Put | Method::Delete);
        let stated = outgoing.about().client_request_id;
        let client_request_id = stated.unwrap_or_else(|| Uuid::new_v4().to_string());
        Ok(Self { outgoing: Box::new(outgoing), idempotent, client_request_id })
    }

    /// Path and query below the version.
    fn relative_url(&self) -> &str {
        let path = &self.outgoing.url[url::Position::BeforePath..];
        path.strip_prefix(self.outgoing.client.base_path()).unwrap_or(path)
    }

    fn about(&self) -> About {
        About { client_request_id: Some(self.client_request_id.clone()), ..self.outgoing.about() }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").finish_non_exhaustive()
    }
}

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
        let BatchPart { request, read } = request.into_batch();
        let checked = request.and_then(|request| {
            if Arc::ptr_eq(&request.client.0, &self.client.0) {
                Sealed::new(request)
            } else {
                Err(GraphError::request("a request of a batch belongs to another client"))
            }
        });
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
        let about = |index: &usize| Some((*index, self.entries[*index].request.as_ref().ok()?.about()));
        answers::read(&response, &chosen.iter().filter_map(about).collect::<Vec<_>>())
    }

    /// Waits until no workload of these requests is paused. What is tried only once does not wait for others.
    async fn wait_at_gate(&self, chosen: &[usize]) {
        let client = &self.client.0;
        let now = client.clock.now();
        let sealed = chosen.iter().filter_map(|index| self.entries[*index].request.as_ref().ok());
        let waiting = sealed.filter(|sealed| self.retries(sealed).max_retries > 0);
        let pauses = waiting.filter_map(|sealed| {
            client.throttle.remaining(&send::workload_of(&sealed.outgoing.template), now)
        });
        if let Some(pause) = pauses.max() {
            client.clock.wait(pause).await;
        }
    }

    fn retries<'b>(&'b self, sealed: &'b Sealed) -> &'b Retries {
        sealed.outgoing.retries.as_ref().unwrap_or(&self.client.0.retries)
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
            } else if let Ok(sealed) = std::mem::replace(&mut self.entries[index].request, Err(None)) {
                outcomes[index] = Some(Outcome::Answered(Answered { response, request: sealed.outgoing }));
            }
        }
        pause
    }

    fn next_delay(&self, index: usize, response: &Response) -> Option<Duration> {
        let entry = &self.entries[index];
        let sealed = entry.request.as_ref().ok()?;
        let retries = self.retries(sealed);
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
            self.client.0.throttle.close(&send::workload_of(&sealed.outgoing.template), until);
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

#[cfg(test)]
mod tests;

#[cfg(test)]
mod exchanges;
