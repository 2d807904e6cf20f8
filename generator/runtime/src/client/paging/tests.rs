//! Lists against the mock: pages, items, places to continue from, limits.

use azure_core::http::Method;
use serde_json::json;

use super::*;
use crate::client::{GraphErrorKind, Operation};
use crate::testing::{Fault, MockGraph, Reply, SeenCall};

static LIST: Operation = Operation { method: Method::Get, documented: &[] };
const NEXT: &str = "https://graph.microsoft.com/v1.0/users?$skiptoken=";

fn list(graph: &MockGraph) -> Request<Value, List> {
    Request::new(&graph.client().root().push("users"), &LIST)
}

/// Three pages of two.
fn pages(graph: &MockGraph) {
    graph.on(Method::Get, "/users").made(|call| {
        let page = call.query("$skiptoken").and_then(|token| token.parse().ok()).unwrap_or(0);
        let mut body = json!({"value": [page * 2, page * 2 + 1], "@odata.count": 6, "@odata.context": "c"});
        if page < 2 {
            body["@odata.nextLink"] = format!("{NEXT}{}", page + 1).into();
        }
        Reply::json(body)
    });
}

#[tokio::test]
async fn all_items_of_all_pages() {
    let graph = MockGraph::new();
    pages(&graph);
    let request = list(&graph).top(2).select("id").header("Prefer", "x");
    let items = request.items().collect().await.expect("three pages");
    assert_eq!(items, [0, 1, 2, 3, 4, 5].map(Value::from));
    let calls = graph.calls();
    assert_eq!(calls[0].query, [("$top".into(), "2".into()), ("$select".into(), "id".into())]);
    assert!(calls.iter().all(|call| call.header("prefer") == Some("x")), "headers go to every page");
    assert_eq!(calls[2].url, format!("{NEXT}2"));
}

#[tokio::test]
async fn what_failed_can_be_continued() {
    let graph = MockGraph::new();
    let page = |call: &SeenCall| {
        let first = call.query("$skiptoken").is_none();
        let next = first.then(|| format!("{NEXT}1"));
        Reply::json(json!({"value": [u8::from(!first)], "@odata.nextLink": next}))
    };
    let broken = Reply::error(400, "BadRequest", "no");
    graph.on(Method::Get, "/users").made(page).reply(broken).reply(Reply::json("[]")).made(page);
    let mut items = list(&graph).items();
    assert_eq!(items.try_next().await.expect("the first page"), Some(json!(0)));
    assert!(items.try_next().await.is_err() && items.try_next().await.expect("the end").is_none());
    let token = items.resume_token().expect("the second page");
    let mut again = list(&graph).items().resume(&token);
    assert!(again.try_next().await.is_err(), "a list is no page");
    let token = again.resume_token().expect("the second page still");
    assert_eq!(list(&graph).items().resume(&token).collect().await.expect("it is there"), [json!(1)]);
}

/// Apart from the room's own `Result`.
mod sample {
    #[derive(Clone, Default)]
    pub(super) struct Crate {
        rest: crate::Rest,
        id: Option<String>,
    }
    crate::model! { Crate: root "#x.crate", untagged; 1 id "id", }
}
use sample::Crate;

#[tokio::test]
async fn results_of_another_kind_are_put_aside() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").reply(Reply::json(json!({"value": [{"id": "a"}, 7]})));
    let request: Request<Crate, List> = Request::new(&graph.client().root().push("users"), &LIST);
    let mut items = request.items();
    assert!(items.try_next().await.expect("a page").is_some());
    assert!(items.try_next().await.expect("the end").is_none());
    assert_eq!(items.malformed(), [json!(7)]);
}

#[tokio::test]
async fn one_page_at_a_time() {
    let graph = MockGraph::new();
    pages(&graph);
    let page = list(&graph).await.expect("the first page");
    assert_eq!((page.value.len(), page.count), (2, Some(6)));
    assert_eq!(page.annotations.get("@odata.context"), Some(&json!("c")));
    let mut rest = list(&graph).pages().resume(&page.next.expect("a second page"));
    let mut seen = Vec::new();
    while let Some(page) = rest.try_next().await.expect("further pages") {
        seen.push(page.value[0].clone());
    }
    assert_eq!(seen, [json!(2), json!(4)]);
}

#[tokio::test]
async fn items_resume_in_the_middle_of_a_page() {
    let graph = MockGraph::new();
    pages(&graph);
    for taken in 0..=6_usize {
        let mut items = list(&graph).items();
        for expected in 0..taken {
            assert_eq!(items.try_next().await.ok().flatten(), Some(json!(expected)));
        }
        let rest = match items.resume_token() {
            None => Vec::new(),
            Some(token) => {
                let stored = serde_json::to_string(&token).expect("plain data");
                let token = serde_json::from_str(&stored).expect("what was written");
                let again = list(&graph).items().resume(&token);
                let mut resumed = again.collect().await.expect("the rest");
                // A token taken from a resumed stream works too.
                let mut halfway = list(&graph).items().resume(&token);
                halfway.try_next().await.expect("an item or the end");
                if let Some(token) = halfway.resume_token() {
                    let rest = list(&graph).items().resume(&token).collect().await.expect("the rest");
                    assert_eq!(rest, resumed[1..], "after {taken} and one more");
                }
                std::mem::take(&mut resumed)
            }
        };
        assert_eq!(rest, (taken..6).map(Value::from).collect::<Vec<_>>(), "after {taken}");
    }
}

async fn check_failure(reply: Reply, kind: GraphErrorKind) {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").reply(reply);
    let error = list(&graph).items().collect().await.expect_err("must fail");
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.template(), Some("/users"), "{error}");
}

#[tokio::test]
async fn links_that_are_not_followed() {
    let link = |link: &str| Reply::json(json!({"value": [], "@odata.nextLink": link}));
    check_failure(link("https://evil.example/v1.0/users?a=b"), GraphErrorKind::Refused).await;
    check_failure(link("http://graph.microsoft.com/v1.0/users"), GraphErrorKind::Refused).await;
    check_failure(link("https://graph.microsoft.com/v1.0/users"), GraphErrorKind::Limit).await;
    check_failure(link(&format!("{NEXT}same")), GraphErrorKind::Limit).await;
    check_failure(Reply::json("{}"), GraphErrorKind::Decode).await;
    check_failure(Reply::fault(Fault::TruncatedJson), GraphErrorKind::Decode).await;
    check_failure(Reply::fault(Fault::ErrorAsSuccess), GraphErrorKind::Service).await;
    check_failure(Reply::fault(Fault::Html(200)), GraphErrorKind::Decode).await;
}

#[tokio::test]
async fn pages_are_limited() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").made(|call| {
        let link =
            format!("{}x", call.url.replace("users?", "users?$skiptoken=").replace("users", "users?x"));
        Reply::json(json!({"value": [1], "@odata.nextLink": link}))
    });
    let error = list(&graph).items().max_pages(7).collect().await.expect_err("endless");
    assert_eq!(error.kind(), GraphErrorKind::Limit);
    assert_eq!(graph.calls().len(), 7);
}

#[tokio::test]
async fn a_stream_ends_after_an_error() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").reply(Reply::error(403, "Forbidden", "no"));
    let mut items = list(&graph).items();
    assert!(items.try_next().await.is_err_and(|error| error.is_forbidden()));
    assert!(items.try_next().await.is_ok_and(|item| item.is_none()));
    let path = graph.client().root().push("users").push_key("..");
    let mut broken = Request::<Value, List>::new(&path, &LIST).items();
    assert!(broken.try_next().await.is_err());
}

#[tokio::test]
async fn a_page_is_gone_through_by_value_and_by_reference() {
    let graph = MockGraph::new();
    pages(&graph);
    let mut page = list(&graph).await.expect("the first page");
    assert_eq!(page.iter().len(), 2);
    for item in &mut page {
        *item = json!({ "was": *item });
    }
    let seen: Vec<&Value> = page.iter().collect();
    assert_eq!(seen, [&json!({"was": 0}), &json!({"was": 1})]);
    let mut taken = page.into_iter();
    assert_eq!((taken.len(), taken.next()), (2, Some(json!({"was": 0}))));
}

#[test]
fn whatever_an_element_is_can_be_gone_through_in_a_task_of_its_own() {
    fn check<T: Element>(items: Items<T>) -> impl Future<Output = Result<Vec<T>>> + Send + 'static {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<T>();
        items.collect()
    }
    drop(check::<Value>(list(&MockGraph::new()).items()));
}
