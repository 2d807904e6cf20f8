//! Monitors against the mock: how they are asked, what statuses mean, how long it takes.

use std::sync::atomic::{AtomicUsize, Ordering};

use azure_core::http::Method;
use serde_json::json;

use super::*;
use crate::client::{Endpoint, Retries};
use crate::testing::{Fault, MockGraph, Reply};

const COPY: Endpoint = Endpoint::post(&[]);

fn start(graph: &MockGraph, location: &str) -> Request<Value, LongRunning> {
    graph.on(Method::Post, "/copy").reply(Reply::status(202).header("location", location));
    Request::new(&graph.client().root().push("copy"), COPY)
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
    let request: Request<Value, LongRunning> = Request::new(&graph.client().root().push("copy"), COPY);
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
    for status in ["failed", "submissionFailed", "SUBMISSIONFAILED", "deleteFailed", "cancelled", "skipped"] {
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
            0..9 => ("dormant", "0"),
            9..2000 => ("dormant", "300"),
            // Else the test would not end if nobody kept count.
            _ => ("completed", "0"),
        };
        Reply::json(json!({"status": status})).header("retry-after", pause)
    });
    let error = start(&graph, MONITOR).await.expect("started").wait().await.expect_err("never done");
    assert!(error.is_timeout() && error.to_string().contains("dormant"), "{error}");
    assert!(graph.clock().waits().iter().all(|wait| *wait >= SHORTEST_PAUSE));
    let (waited, day) = (graph.clock().waited(), Duration::from_secs(86_400));
    assert!(waited <= day && day <= waited + Duration::from_secs(300), "{waited:?}");
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
