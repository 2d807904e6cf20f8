//! The throttle gate: when Graph tells one request to wait, all requests to the same workload wait.
//! Clients of one tenant share one gate; it holds nothing but times.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Holds back requests to a workload that asked for a pause. Cheap to clone; clones are the same gate.
///
/// Graph throttles per application, tenant and service, so hand the same gate to every client of one tenant. A workload
/// is the first segment of the path (`users`, `deviceManagement`): a pause for one does not stop the others. Nor does it
/// stop requests that are tried only once ([`Retries::none`](crate::client::Retries::none)).
#[derive(Debug, Clone)]
pub struct ThrottleGate(Option<Arc<Mutex<BTreeMap<String, Duration>>>>);

/// An open gate.
impl Default for ThrottleGate {
    fn default() -> Self {
        Self(Some(Arc::default()))
    }
}

impl ThrottleGate {
    /// An open gate.
    pub fn new() -> Self {
        Self::default()
    }

    /// No gate at all: each request waits for the pauses that it was itself asked for, and for nobody else's.
    ///
    /// ```
    /// use msgraph_core::client::{GraphClientOptions, ThrottleGate};
    /// let options = GraphClientOptions { throttle: Some(ThrottleGate::off()), ..Default::default() };
    /// ```
    pub fn off() -> Self {
        Self(None)
    }

    /// Closes the gate for `workload` until `until` (a time of the client's clock). Never opens it earlier than it was.
    pub(crate) fn close(&self, workload: &str, until: Duration) {
        let Some(gate) = &self.0 else { return };
        let mut closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
        match closed.get_mut(workload) {
            Some(time) => *time = until.max(*time),
            None => {
                closed.insert(workload.to_owned(), until);
            }
        }
    }

    /// How long a request to `workload` has to wait at `now`; forgets pauses that are over.
    pub(crate) fn remaining(&self, workload: &str, now: Duration) -> Option<Duration> {
        let mut closed = self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let until = *closed.get(workload)?;
        let remaining = until.checked_sub(now).filter(|remaining| !remaining.is_zero());
        if remaining.is_none() {
            closed.remove(workload);
        }
        remaining
    }
}

#[cfg(test)]
mod tests {
    use azure_core::http::Method;

    use super::*;
    use crate::client::{Client, GraphClientOptions, GraphError, Retries};
    use crate::testing::{Fault, MockGraph, Reply};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_pause_holds_back_its_workload_only() {
        let gate = ThrottleGate::new();
        gate.close("users", 10 * SECOND);
        gate.clone().close("users", 5 * SECOND);
        assert_eq!(gate.remaining("users", 4 * SECOND), Some(6 * SECOND));
        assert_eq!(gate.remaining("groups", 4 * SECOND), None);
        assert_eq!(gate.remaining("users", 10 * SECOND), None);
        assert_eq!(gate.remaining("users", 4 * SECOND), None, "a pause that is over is forgotten");
    }

    #[test]
    fn a_gate_that_is_off_never_closes() {
        let gate = ThrottleGate::off();
        gate.close("users", 10 * SECOND);
        assert_eq!(gate.remaining("users", Duration::ZERO), None);
    }

    /// A client that Graph has just told to wait for so long.
    async fn paused(seconds: &'static str, options: GraphClientOptions) -> (MockGraph, Client) {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(1, Fault::Throttled(seconds)).reply(Reply::json("{}"));
        graph.on(Method::Get, "/users/2").reply(Reply::json("{}"));
        let client = graph.client_with("v1.0", options).expect("good options");
        let error = get(&client, "/users/1", Retries::none()).await.expect_err("a pause");
        assert!(error.is_throttled() && error.retry_after().is_some());
        (graph, client)
    }

    async fn get(client: &Client, path: &str, retries: Retries) -> Result<(), GraphError> {
        client.raw(Method::Get, path).retries(retries).await.map(|_| ())
    }

    #[tokio::test]
    async fn whoever_tries_once_does_not_wait_for_others() {
        let (graph, client) = paused("200", GraphClientOptions::default()).await;
        get(&client, "/users/2", Retries::none()).await.expect("an answer at once");
        assert_eq!(graph.clock().waited(), Duration::ZERO);
        get(&client, "/users/2", Retries { max_retries: 1, ..Retries::default() }).await.expect("an answer");
        assert_eq!(graph.clock().waited(), 200 * SECOND);
    }

    #[tokio::test]
    async fn a_pause_that_takes_too_long_is_told_with_what_remains() {
        let (graph, client) = paused("200", GraphClientOptions::default()).await;
        graph.clock().advance(50 * SECOND);
        let retries = Retries { total_timeout: Some(100 * SECOND), ..Retries::default() };
        let error = get(&client, "/users/2", retries.clone()).await.expect_err("not in time");
        assert!(error.is_throttled() && error.is_timeout() && error.is_transient());
        assert_eq!((error.status(), error.retry_after()), (None, Some(150 * SECOND)));
        assert!(error.to_string().contains("150.0 s"), "{error}");
        assert_eq!(graph.count(Method::Get, "/users/2"), 0);
        graph.clock().advance(60 * SECOND);
        get(&client, "/users/2", retries).await.expect("in time");
    }

    #[tokio::test]
    async fn the_end_of_time_says_that_it_was_throttling() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/1").fault(9, Fault::Throttled("60"));
        let retries = Retries { total_timeout: Some(100 * SECOND), ..Retries::default() };
        let error = get(&graph.client(), "/users/1", retries).await.expect_err("throttled");
        assert_eq!((error.is_throttled(), error.retry_after()), (true, Some(60 * SECOND)));
        assert_eq!(graph.count(Method::Get, "/users/1"), 2);
    }

    #[tokio::test]
    async fn without_a_gate_each_waits_for_itself() {
        let options = GraphClientOptions { throttle: Some(ThrottleGate::off()), ..Default::default() };
        let (graph, client) = paused("200", options).await;
        get(&client, "/users/2", Retries::default()).await.expect("an answer at once");
        assert_eq!(graph.clock().waited(), Duration::ZERO);
        graph.on(Method::Get, "/users/3").fault(1, Fault::Throttled("7")).reply(Reply::json("{}"));
        get(&client, "/users/3", Retries::default()).await.expect("after its own pause");
        assert_eq!(graph.clock().waited(), 7 * SECOND);
    }
}
