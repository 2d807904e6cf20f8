//! Answers to batches as services write them, and as they should not.

use serde_json::{Value, json};

use super::*;
use crate::client::{
    Content, Count, Delta, DeltaState, Download, Endpoint, LongRunning, Raw, Request, Retries,
};
use crate::testing::{MockGraph, Reply};

const GET: Endpoint = Endpoint::get(&[]);
const POST: Endpoint = Endpoint::post(&[]);

/// A service that answers each batch with the next of these texts.
fn answering(texts: &[&str]) -> MockGraph {
    let graph = MockGraph::new();
    let rule = graph.on(Method::Post, "/$batch");
    texts.iter().fold(rule, |rule, text| rule.reply(Reply::json(text)));
    graph
}

fn thing(client: &Client, id: usize) -> Request<Value, Raw> {
    client.raw(Method::Get, &format!("/things/{id}"))
}

#[tokio::test]
async fn html_in_one_part_costs_no_other() {
    let html = "<!DOCTYPE HTML><html><h2>Service Unavailable</h2></html>";
    let unavailable = format!(
        r#"{{"id":"0","status":503,"headers":{{"Content-Type":"text/html; charset=us-ascii"}},"body":{html}}}"#
    );
    let done = r#"{"id":"1","status":201,"headers":{"Content-Type":"application/json"},"body":{"id":"2"}}"#;
    let graph = answering(&[
        &format!(r#"{{"responses":[{done},{unavailable}]}}"#),
        &format!(r#"{{"responses":[{unavailable}]}}"#),
    ]);
    let client = graph.client();
    let mut batch = client.batch();
    let zero = batch.add(client.raw(Method::Post, "/things").json(&json!({"a": 1})));
    let one = batch.add(client.raw(Method::Post, "/things").json(&json!({"a": 2})));
    let mut results = batch.send().await.expect("an answer to a batch");
    assert_eq!(results.take(&one).expect("done")["id"], "2");
    let error = results.take(&zero).expect_err("unavailable");
    assert_eq!((error.status(), error.body()), (Some(503), Some(html.as_bytes())));
    // What is done is not sent again.
    let calls = graph.calls();
    assert_eq!(calls[1].json()["requests"].as_array().map(Vec::len), Some(1));
    assert_eq!(calls[1].json()["requests"][0]["id"], "0");
}

#[tokio::test]
async fn an_unclear_answer_is_of_its_request_alone() {
    let graph = answering(&[r#"{"responses":[
        {"id":"0","status":200,"body":{"n":0}}, {"id":"0","status":200,"body":{"n":9}},
        {"id":"01","status":200,"body":{"n":1}}, {"id":"2","status":"200","body":null},
        {"id":"3","body":{"n":3}}, {"id":"77","status":200,"body":{"n":77}}, null
    ]}"#]);
    let client = graph.client();
    let mut batch = client.batch();
    let handles: Vec<_> = (0..4).map(|id| batch.add(thing(&client, id))).collect();
    let needing = batch.add_after(thing(&client, 5), &[&handles[3]]);
    let mut results = batch.send().await.expect("an answer to a batch");
    let mut told = |index: usize| results.take(&handles[index]).map_err(|error| error.message().to_owned());
    assert!(told(0).is_err_and(|message| message.contains("more than once")));
    assert!(told(1).is_err_and(|message| message.contains("not answered")));
    assert_eq!(told(2), Ok(Value::Null));
    assert!(told(3).is_err_and(|message| message.contains("without a status")));
    assert!(results.take(&needing).is_err());
    assert_eq!(graph.calls().len(), 1, "what may be done is not sent again");
}

#[tokio::test]
async fn an_answer_of_an_earlier_call_does_not_count_twice() {
    let first = r#"{"responses":[{"id":"0","status":200,"body":{"n":0}},{"id":"1","status":429}]}"#;
    let second =
        r#"{"responses":[{"id":"0","status":200,"body":{"n":9}},{"id":"1","status":200,"body":{"n":1}}]}"#;
    let graph = answering(&[first, second]);
    let client = graph.client();
    let mut batch = client.batch();
    let (zero, one) = (batch.add(thing(&client, 0)), batch.add(thing(&client, 1)));
    let mut results = batch.send().await.expect("two answers");
    assert_eq!(results.take(&zero).expect("done")["n"], 0);
    assert_eq!(results.take(&one).expect("done")["n"], 1);
}

#[tokio::test]
async fn an_error_as_success_is_not_a_success() {
    let error = r#"{"responses":[{"id":"0","status":200,"body":{"error":{"code":"A","message":"m"}}}]}"#;
    let graph = answering(&[error]);
    let client = graph.client();
    let mut batch = client.batch();
    let bad = batch.add(thing(&client, 0));
    let after = batch.add_after(thing(&client, 1), &[&bad]);
    let mut results = batch.send().await.expect("an answer to a batch");
    assert_eq!(results.successes(), 0);
    assert_eq!(results.take(&bad).expect_err("an error").code(), Some("A"));
    assert!(results.take(&after).is_err());
}

#[tokio::test]
async fn bodies_arrive_as_they_were_written() {
    let digits = r#"{"price":0.1000000000000000000000000001}"#;
    let graph = answering(&[&format!(r#"{{"responses":[{{"id":"0","status":200,"body":{digits}}}]}}"#)]);
    let client = graph.client();
    let mut batch = client.batch();
    let body = Content::json(digits);
    let price = batch.add(client.raw(Method::Post, "/things").content(body).read_as::<Response>());
    let broken = batch.add(client.raw(Method::Post, "/things").content(Content::json("{\"a\":")));
    let mut results = batch.send().await.expect("an answer to a batch");
    assert_eq!(results.take(&price).expect("a price").body(), digits);
    let sent = String::from_utf8_lossy(&graph.calls()[0].body).into_owned();
    assert!(sent.contains(digits) && !sent.contains(r#""id":"1""#), "{sent}");
    assert_eq!(results.take(&broken).expect_err("not JSON").kind(), GraphErrorKind::Request);
}

#[tokio::test]
async fn counts_stand_in_a_batch() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/$count").reply(Reply::bytes("12").header("content-type", "text/plain"));
    let client = graph.client();
    let count = || -> Request<i64, Count> { Request::new(&client.root().push("users").push("$count"), GET) };
    let mut batch = client.batch();
    let users = batch.add(count().filter(crate::Filter::<()>::raw("a eq 'b'")));
    assert_eq!(batch.send().await.expect("answered").take(&users).expect("a number"), 12);
    let call = &graph.calls()[1];
    assert_eq!(
        (call.header("consistencylevel"), call.query("$filter")),
        (Some("eventual"), Some("a eq 'b'"))
    );
    for body in [r#""12""#, "12", r#""MTI=""#, r#""77u/MTI=""#] {
        for kind in ["text/plain", "application/json", ""] {
            let headers = json!({"Content-Type": kind});
            let part = format!(r#"{{"id":"0","status":200,"headers":{headers},"body":{body}}}"#);
            let graph = answering(&[&format!(r#"{{"responses":[{part}]}}"#)]);
            let client = graph.client();
            let mut batch = client.batch();
            let users = batch.add(client.raw(Method::Get, "/users/$count").into_count());
            let count = batch.send().await.expect("answered").take(&users);
            assert_eq!(count.ok(), Some(12), "{part}");
        }
    }
}

#[tokio::test]
async fn rounds_of_changes_begin_in_a_batch() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/delta").made(|call| match call.query("$deltatoken") {
        Some("old") => Reply::error(410, "resyncRequired", "too old"),
        Some(_) => Reply::json(json!({"value": [{"id": "2"}],
            "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=y"})),
        None => Reply::json(json!({"value": [{"id": "1"}],
            "@odata.nextLink": "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x"})),
    });
    let client = graph.client();
    let delta = || -> Request<Value, Delta> { Request::new(&client.root().push("users").push("delta"), GET) };
    let mut batch = client.batch();
    let (first, old) = (batch.add(delta()), batch.add(delta().query_option("$deltatoken", "old")));
    let mut results = batch.send().await.expect("answered");
    let page = results.take(&first).expect("a page");
    let DeltaState::More(token) = page.state else { panic!("there is more") };
    assert_eq!(delta().resume(&token).collect().await.expect("the rest").changed, [json!({"id": "2"})]);
    assert!(matches!(results.take(&old).expect("an outcome").state, DeltaState::Resync(_)));
}

fn content(client: &Client, path: &str) -> Request<azure_core::Bytes, Download> {
    client.raw(Method::Get, path).into_download()
}

#[tokio::test]
async fn content_comes_with_the_batch_or_from_its_place() {
    let graph = MockGraph::new();
    let photo = Reply::bytes(&b"\xff\xd8\xff"[..]).header("content-type", "image/jpeg");
    graph.on(Method::Get, "/me/photo/$value").reply(photo);
    let json = Reply::json(r#"{"error":{"code":"A","message":"m"}}"#);
    graph.on(Method::Get, "/me/drive/items/0/content").reply(json);
    let at = |place: &str| Reply::status(302).header("location", place);
    graph
        .on(Method::Get, "/me/drive/items/1/content")
        .reply(at("https://contoso.sharepoint.com/x?tempauth=secret"));
    graph.on(Method::Get, "/me/drive/items/2/content").reply(at("http://contoso.sharepoint.com/x"));
    graph.on(Method::Get, "/me/drive/items/3/content").reply(at("https://contoso.sharepoint.com/y"));
    graph.on(Method::Get, "/x").reply(Reply::bytes("content"));
    graph.on(Method::Get, "/y").reply(at("https://contoso.sharepoint.com/x"));
    let client = graph.client();
    let mut batch = client.batch();
    let photo = batch.add(content(&client, "/me/photo/$value"));
    let mut file = |id: usize| batch.add(content(&client, &format!("/me/drive/items/{id}/content")));
    let (json, good, plain, twice, missing) = (file(0), file(1), file(2), file(3), file(4));
    let part = batch.add(content(&client, "/me/photo/$value").range(1..2));
    let mut results = batch.send().await.expect("answered");
    let here = results.take(&photo).expect("a photo");
    assert!(here.is_here());
    assert_eq!(here.await.expect("bytes"), &b"\xff\xd8\xff"[..]);
    assert!(results.take(&json).expect("a file").await.is_ok(), "a file may look like an error");
    let elsewhere = results.take(&good).expect("a place");
    assert!(!elsewhere.is_here() && !format!("{elsewhere:?}").contains("secret"));
    assert_eq!(elsewhere.await.expect("bytes"), "content");
    let hop = graph.calls().into_iter().find(|call| call.path == "/x").expect("the place was called");
    assert_eq!(hop.header("authorization"), None);
    assert!(results.take(&plain).is_err(), "without TLS");
    assert!(results.take(&twice).expect("a place").await.is_err(), "one hop, no more");
    assert_eq!(results.take(&missing).expect_err("no rule").status(), Some(404));
    assert_eq!(results.take(&part).expect_err("a range").kind(), GraphErrorKind::Request);
}

#[tokio::test]
async fn operations_are_started_in_a_batch() {
    let graph = MockGraph::new();
    let monitor = Reply::status(202).header("location", "https://contoso.sharepoint.com/monitor/1");
    graph.on(Method::Post, "/me/drive/items/1/copy").reply(monitor);
    graph.on(Method::Post, "/me/drive/items/2/copy").reply(Reply::error(409, "nameAlreadyExists", "taken"));
    let done = json!({"status": "completed", "resourceId": "r"});
    graph.on(Method::Get, "/monitor/1").reply(Reply::json(done));
    graph.on(Method::Get, "/me/drive/items/r").reply(Reply::json(json!({"id": "r", "name": "copy"})));
    let client = graph.client();
    let copy = |id: &str| -> Request<Value, LongRunning> {
        let items = client.root().push("me").push("drive").push("items");
        Request::new(&items.push_key(id).push("copy"), POST).retries(Retries::none())
    };
    let mut batch = client.batch();
    let (good, taken) = (batch.add(copy("1")), batch.add(copy("2")));
    let mut results = batch.send().await.expect("answered");
    let handle = results.take(&good).expect("started");
    assert_eq!(handle.location(), Some("https://contoso.sharepoint.com/monitor/1"));
    assert_eq!(handle.wait().await.expect("the copy")["name"], "copy");
    assert_eq!(results.take(&taken).expect_err("taken").code(), Some("nameAlreadyExists"));
}
