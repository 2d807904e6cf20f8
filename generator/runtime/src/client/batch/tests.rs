//! Batches against the mock: splitting, needs, throttling, failures.

use serde_json::{Value, json};

use super::*;
use crate::client::{GraphClientOptions, Raw, Request, Retries};
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
    assert_eq!(results.successes(), 45);
    for (id, handle) in handles.iter().enumerate() {
        assert_eq!(results.take(handle).expect("a user")["id"], id.to_string());
    }
    assert_eq!(results.successes(), 0);
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
    let mut chain = vec![batch.add(user(&client, 2))];
    for id in 3..30 {
        chain.push(batch.add_after(user(&client, id), &[&chain[chain.len() - 1]]));
    }
    let long_after_broken = batch.add_after(user(&client, 30), &[&broken]);
    let mut results = batch.send().await.expect("all calls succeed");
    assert_eq!(results.take(&broken).expect_err("broken").status(), Some(400));
    assert!(results.take(&after_broken).is_err());
    let unsent = results.take(&long_after_broken).expect_err("not sent").to_string();
    assert!(unsent.contains("depends on failed"), "{unsent}");
    for (handle, id) in chain.iter().zip(2..) {
        assert_eq!(results.take(handle).expect("a link of the chain")["id"], id.to_string());
    }
    assert_eq!(graph.count(Method::Get, "/users/{id}"), chain.len());
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
async fn what_is_tried_once_does_not_wait_for_others() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/things/1").fault(1, Fault::Throttled("200"));
    graph.on(Method::Get, "/things/2").reply(Reply::json("{}"));
    let client = graph.client();
    let thing = |id: usize| client.raw(Method::Get, &format!("/things/{id}"));
    assert!(thing(1).retries(Retries::none()).await.expect_err("throttled").is_throttled());
    let mut batch = client.batch();
    let two = batch.add(thing(2).retries(Retries::none()));
    batch.send().await.expect("the call succeeds").take(&two).expect("a thing");
    assert_eq!(graph.clock().waited(), Duration::ZERO);
    let mut batch = client.batch();
    batch.add(thing(2));
    batch.send().await.expect("the call succeeds");
    assert_eq!(graph.clock().waited(), Duration::from_secs(200));
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
    let bad_delta = batch.add(client.raw(Method::Get, "/users/../x").into_delta());
    let good = batch.add(user(&client, 1));
    let foreign = graph.client().batch().add(user(&client, 1));
    let after_foreign = batch.add_after(user(&client, 1), &[&foreign]);
    let mut results = batch.send().await.expect("the call succeeds");
    let mistake = results.take(&bad).expect_err("no path").to_string();
    assert_eq!(results.take(&bad_delta).expect_err("no path").to_string(), mistake);
    assert!(results.take(&after_foreign).is_err());
    assert!(results.take(&foreign).is_err());
    assert!(results.take(&good).is_ok());
}

#[tokio::test]
async fn an_empty_batch_sends_nothing() {
    let graph = graph();
    assert!(graph.client().batch().send().await.is_ok());
    assert!(graph.calls().is_empty());
}
