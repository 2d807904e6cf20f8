//! Uploads: slices, sessions that lose their place, conflicts.

mod answers;
mod lost;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use serde_json::{Value, json};

use super::*;
use crate::client::{Content, Endpoint, GraphClientOptions, GraphError, Response, Retries, Wrapped};
use crate::testing::{Fault, MockGraph, Reply};

const CREATE: Endpoint = Endpoint::post(&[]);
const URL: &str = "https://contoso.sharepoint.com/up/1?tempauth=secret";

/// Keeps what is put into the session.
fn server(graph: &MockGraph, total: usize) -> Arc<Mutex<Vec<u8>>> {
    let store = Arc::new(Mutex::new(Vec::new()));
    let kept = store.clone();
    graph.on(Method::Put, "/up/1").fault(1, Fault::Reset).made(move |call| {
        let mut kept = kept.lock().expect("no test panics while it holds the lock");
        assert_eq!(call.header("authorization"), None);
        let range = call.header("content-range").unwrap_or_default();
        let start = format!("bytes {}-{}/{total}", kept.len(), kept.len() + call.body.len() - 1);
        assert_eq!(range, start);
        kept.extend_from_slice(&call.body);
        if kept.len() == total {
            return Reply::json(json!({"id": "item"})).with_status(201);
        }
        let missing = format!("{}-", kept.len());
        Reply::json(json!({"nextExpectedRanges": [missing]})).with_status(202)
    });
    store
}

#[tokio::test]
async fn content_goes_in_slices_without_the_token() {
    let graph = MockGraph::new();
    let content: Vec<u8> = (0..1_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    let store = server(&graph, content.len());
    graph
        .on(Method::Post, "/drive/items/{id}/createUploadSession")
        .reply(Reply::json(json!({"uploadUrl": URL, "nextExpectedRanges": ["0-"]})));
    let client = graph.client();
    let session = client.root().push("drive").push("items").push_key("1").push("createUploadSession");
    let request: Request<Value, Write> = Request::new(&session, CREATE);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = seen.clone();
    let mut upload = request
        .upload_with(content.clone())
        .await
        .expect("a session")
        .slice_size(SLICE_STEP + 7)
        .on_progress(move |progress| told.lock().expect("not poisoned").push(progress.done));
    let item: Value = upload.send().await.expect("uploaded");
    assert_eq!(item["id"], "item");
    assert!(*store.lock().expect("not poisoned") == content);
    assert_eq!(*seen.lock().expect("not poisoned"), [327_680, 655_360, 983_040, 1_000_000]);
    assert!(!format!("{upload:?}").contains("secret"));
}

#[tokio::test]
async fn an_upload_goes_on_where_the_server_says() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").fault(9, Fault::Unavailable).then_nothing();
    graph.on(Method::Put, "/up/1").reply(Reply::json(json!({"id": "item"})).with_status(200));
    graph.on(Method::Get, "/up/1").reply(Reply::json(json!({"nextExpectedRanges": ["5-9"]})));
    let client = graph.client();
    let mut upload = client.upload(UploadSession::new(URL), vec![1; 10]).expect("a good URL");
    let item: Value = upload.send().await.expect("uploaded");
    assert_eq!(item["id"], "item");
    let last = graph.calls().pop().expect("calls were made");
    assert_eq!(last.header("content-range"), Some("bytes 5-9/10"));
}

#[tokio::test]
async fn a_server_that_never_has_anything_is_left() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::json(json!({"nextExpectedRanges": ["0-"]})).with_status(202));
    let mut upload = graph.client().upload(UploadSession::new(URL), vec![1; 10]).expect("a good URL");
    let error = upload.send::<()>().await.expect_err("no progress");
    assert_eq!(error.kind(), GraphErrorKind::Limit);
    assert_eq!(graph.count(Method::Put, "/up/1"), 4);
}

#[tokio::test]
async fn sessions_can_be_cancelled_stored_and_refused() {
    let graph = MockGraph::new();
    graph.on(Method::Delete, "/up/1").reply(Reply::status(204));
    let session = UploadSession::new(URL);
    let stored = serde_json::to_string(&session).expect("plain data");
    assert_eq!(serde_json::from_str::<UploadSession>(&stored).ok(), Some(session.clone()));
    let upload = graph.client().upload(session, vec![1]).expect("a good URL");
    upload.cancel().await.expect("cancelled");
    assert_eq!(graph.count(Method::Delete, "/up/1"), 1);
    for url in ["http://contoso.sharepoint.com/x", "https://10.0.0.1/x", "x"] {
        let refused = graph.client().upload(UploadSession::new(url), vec![1]);
        assert!(refused.is_err(), "{url}");
    }
}

fn missing(ranges: &[&str]) -> Reply {
    Reply::json(json!({"nextExpectedRanges": ranges})).with_status(202)
}

/// Where a step begins, as a range.
fn at(step: u64) -> String {
    format!("{}-", step * SLICE_STEP)
}

/// Five slices.
fn five_steps(client: &Client) -> Upload<Bytes> {
    let content = Bytes::from(vec![1; 1_638_400]);
    client.upload(UploadSession::new(URL), content).expect("a good URL").slice_size(SLICE_STEP)
}

fn upload(graph: &MockGraph) -> Upload<Vec<u8>> {
    graph.client().upload(UploadSession::new(URL), vec![1; 10]).expect("a good URL")
}

#[tokio::test]
async fn a_name_that_is_taken_is_final() {
    for code in ["nameAlreadyExists", "upload_name_conflict"] {
        let graph = MockGraph::new();
        graph.on(Method::Put, "/up/1").reply(Reply::error(409, code, "taken"));
        graph.on(Method::Get, "/up/1").reply(missing(&["0-"]).with_status(200));
        let mut upload = upload(&graph);
        let error = upload.send::<()>().await.expect_err("taken");
        assert_eq!((error.status(), error.code()), (Some(409), Some(code)));
        assert_eq!(graph.calls().len(), 1, "nothing is asked or sent again");
        upload.send::<()>().await.expect_err("still taken");
        assert_eq!(graph.count(Method::Put, "/up/1"), 2, "there is nothing to ask");
        assert_eq!(graph.calls().len(), 2);
    }
}

#[tokio::test]
async fn of_two_errors_the_one_that_says_more_is_shown() {
    let gone = Reply::error(404, "itemNotFound", "gone");
    for (status, shown) in [(409, 409), (416, 416), (503, 404)] {
        let graph = MockGraph::new();
        graph.on(Method::Put, "/up/1").reply(Reply::error(status, "unwilling", "no"));
        graph.on(Method::Get, "/up/1").reply(gone.clone());
        let error = upload(&graph).send::<()>().await.expect_err("no session");
        assert_eq!(error.status(), Some(shown), "{status}");
    }
    // What may pass says more than why it was asked.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::error(416, "invalidRange", "no"));
    graph.on(Method::Get, "/up/1").fault(9, Fault::GatewayTimeout);
    assert!(upload(&graph).send::<()>().await.expect_err("no state").is_transient());
}

#[tokio::test]
async fn every_answer_can_tell_when_the_session_ends() {
    let graph = MockGraph::new();
    let told = |when: &str| json!({"expirationDateTime": when, "nextExpectedRanges": [at(1)]});
    let gone = Reply::error(404, "itemNotFound", "gone");
    graph.on(Method::Put, "/up/1").reply(Reply::json(told("Monday")).with_status(202)).reply(gone);
    graph.on(Method::Get, "/up/1").reply(Reply::json(told("Tuesday")));
    let mut upload = five_steps(&graph.client());
    assert_eq!(upload.session().expiration(), None);
    assert!(upload.send::<()>().await.expect_err("gone").is_not_found());
    assert_eq!(upload.session().expiration(), Some("Monday"));
    upload.refresh().await.expect("a state");
    assert_eq!(upload.session().expiration(), Some("Tuesday"));
}

#[tokio::test]
async fn nothing_missing_is_the_end_even_without_an_item() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(missing(&[]));
    let told = Arc::new(Mutex::new(Vec::new()));
    let seen = told.clone();
    let mut upload =
        upload(&graph).on_progress(move |progress| seen.lock().expect("not poisoned").push(progress.done));
    upload.send::<()>().await.expect("all is there");
    assert_eq!(upload.send::<Option<Value>>().await.expect("still there"), None);
    assert!(upload.send::<Wrapped<Value>>().await.is_err(), "there is no item yet");
    assert_eq!(*told.lock().expect("not poisoned"), [10]);
    assert_eq!(graph.calls().len(), 1);

    // The answer to the last slice was lost; the server says so when it is asked.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::error(416, "invalidRange", "known"));
    graph.on(Method::Get, "/up/1").reply(missing(&[]).with_status(200));
    self::upload(&graph).send::<()>().await.expect("all is there");
    assert_eq!(graph.calls().len(), 2);
}

#[tokio::test]
async fn nothing_missing_is_not_believed_before_anything_was_sent() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/up/1").reply(missing(&[]).with_status(200));
    graph.on(Method::Put, "/up/1").reply(Reply::json(json!({"id": "item"})).with_status(201));
    let mut upload = upload(&graph);
    assert_eq!(upload.refresh().await.expect("an answer").done, 0);
    assert_eq!(upload.send::<Value>().await.expect("uploaded")["id"], "item");
    assert_eq!(graph.count(Method::Put, "/up/1"), 1);
}

#[tokio::test]
async fn a_server_that_goes_to_and_fro_is_left() {
    let graph = MockGraph::new();
    let count = AtomicUsize::new(0);
    graph.on(Method::Put, "/up/1").made(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        // Else the test would not end if nobody kept count.
        1000.. => Reply::status(201),
        even if even % 2 == 0 => missing(&[&at(1)]),
        _ => missing(&["0-"]),
    });
    let error = five_steps(&graph.client()).send::<()>().await.expect_err("no progress");
    assert_eq!(error.kind(), GraphErrorKind::Limit);
    assert_eq!(graph.count(Method::Put, "/up/1"), 8);
}

#[tokio::test]
async fn a_server_that_lost_something_gets_it_again() {
    let graph = MockGraph::new();
    let rule = graph.on(Method::Put, "/up/1");
    let steps = [1, 2, 3, 0, 1, 2, 3, 4];
    let rule = steps.iter().fold(rule, |rule, step| rule.reply(missing(&[&at(*step)])));
    rule.reply(Reply::status(201));
    five_steps(&graph.client()).send::<()>().await.expect("uploaded");
    assert_eq!(graph.count(Method::Put, "/up/1"), 9);
}

#[tokio::test]
async fn restarts_come_back_with_progress_and_with_the_next_call() {
    let retries = Retries { max_retries: 1, ..Retries::default() };
    let options = || GraphClientOptions { retries: retries.clone(), ..Default::default() };
    let made = |graph: &MockGraph| five_steps(&graph.client_with("v1.0", options()).expect("a client"));
    let wrong = || Reply::error(416, "invalidRange", "no");

    let graph = MockGraph::new();
    graph
        .on(Method::Put, "/up/1")
        .reply(wrong())
        .reply(missing(&[&at(4)]))
        .reply(wrong())
        .reply(Reply::status(201));
    graph
        .on(Method::Get, "/up/1")
        .reply(missing(&["0-"]).with_status(200))
        .reply(missing(&[&at(4)]).with_status(200));
    made(&graph).send::<()>().await.expect("one restart for each step forward");

    let graph = MockGraph::new();
    let rule = graph.on(Method::Put, "/up/1").reply(wrong()).reply(wrong()).reply(wrong());
    rule.reply(Reply::status(201));
    graph.on(Method::Get, "/up/1").reply(missing(&[&at(4)]).with_status(200));
    let mut upload = made(&graph);
    assert_eq!(upload.send::<()>().await.expect_err("one restart").status(), Some(416));
    upload.send::<()>().await.expect("the next call has a restart again");
}
