use std::sync::{Arc, Mutex};

use serde_json::json;

use super::*;
use crate::client::Operation;
use crate::testing::{Fault, MockGraph, Reply};

static CREATE: Operation = Operation { method: Method::Post, documented: &[] };
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
    let request: Request<Value, Write> = Request::new(&session, &CREATE);
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
