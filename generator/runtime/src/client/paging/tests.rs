//! Lists against the mock: pages, items, places to continue from, limits.

use azure_core::http::Method;
use serde_json::json;

use super::*;
use crate::client::{Endpoint, GraphErrorKind};
use crate::testing::{Fault, MockGraph, Reply, SeenCall};

const LIST: Endpoint = Endpoint::get(&[]);
const NEXT: &str = "https://graph.microsoft.com/v1.0/users?$skiptoken=";

fn list(graph: &MockGraph) -> Request<Value, List> {
    Request::new(&graph.client().root().push("users"), LIST)
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
async fn a_page_alone_does_not_hide_that_there_are_more() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").reply(Reply::json(json!({"value": [1], "@odata.nextLink": 5})));
    let error = list(&graph).await.expect_err("it would seem to be the last");
    assert_eq!((error.kind(), error.template()), (GraphErrorKind::Decode, Some("/users")), "{error}");
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
    assert!(again.try_next().await.is_err(), "a list is not a page");
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
    let request: Request<Crate, List> = Request::new(&graph.client().root().push("users"), LIST);
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

/// A first page and a second, whose next link is this.
fn two_pages(graph: &MockGraph, link: Value) {
    graph.on(Method::Get, "/users").made(move |call| match call.query("$skiptoken") {
        Some("1") => Reply::json(json!({"value": [2, 3], "@odata.nextLink": link})),
        Some(_) => Reply::json(json!({"value": [4]})),
        None => Reply::json(json!({"value": [0, 1], "@odata.nextLink": format!("{NEXT}1")})),
    });
}

async fn check_bad_link(link: Value, kind: GraphErrorKind) {
    let graph = MockGraph::new();
    two_pages(&graph, link.clone());
    let mut pages = list(&graph).pages();
    for _ in 0..2 {
        let page = pages.try_next().await.expect("a page").expect("two of them");
        assert_eq!(page.value.len(), 2, "{link}");
    }
    let error = pages.try_next().await.expect_err("no way on");
    assert_eq!((error.kind(), error.template()), (kind, Some("/users")), "{link}: {error}");
    assert!(pages.try_next().await.is_ok_and(|page| page.is_none()));
    assert_eq!(graph.calls().len(), 2);

    let mut items = list(&graph).items();
    for expected in 0..4 {
        assert_eq!(items.try_next().await.expect("an item"), Some(json!(expected)), "{link}");
    }
    let before = items.resume_token().expect("the end of the second page");
    assert!(items.try_next().await.is_err_and(|error| error.kind() == kind));
    let token = items.resume_token().expect("the place is kept");
    assert!(token == before && token.link() == format!("{NEXT}1"));
    // The page is asked for again, and none of its items comes twice.
    let graph = MockGraph::new();
    two_pages(&graph, json!(format!("{NEXT}2")));
    assert_eq!(list(&graph).items().resume(&token).collect().await.expect("the rest"), [json!(4)]);
    // As long as the link is bad, it stays so.
    let graph = MockGraph::new();
    two_pages(&graph, link);
    let mut again = list(&graph).items().resume(&token);
    assert!(again.try_next().await.is_err_and(|error| error.kind() == kind));
    assert!(again.resume_token() == Some(token));
}

#[tokio::test]
async fn what_came_is_there_before_the_error_about_the_next_link() {
    let refused = GraphErrorKind::Refused;
    check_bad_link(json!("https://contoso.sharepoint.com/_api/v2.0/drives/x/items?$skiptoken=1"), refused)
        .await;
    check_bad_link(json!("https://user@graph.microsoft.com/v1.0/users?$skiptoken=2"), refused).await;
    check_bad_link(json!("javascript:alert(1)"), refused).await;
    check_bad_link(json!("http://["), refused).await;
    check_bad_link(json!("https://graph.microsoft.com/v1.0/users"), GraphErrorKind::Limit).await;
    check_bad_link(json!(format!("{NEXT}1")), GraphErrorKind::Limit).await;
    check_bad_link(json!(format!("{NEXT}1#again")), GraphErrorKind::Limit).await;
    check_bad_link(json!(2), GraphErrorKind::Decode).await;
    check_bad_link(json!([format!("{NEXT}2")]), GraphErrorKind::Decode).await;
}

#[tokio::test]
async fn no_link_is_the_end() {
    for link in [json!(""), json!("  "), json!(null)] {
        let graph = MockGraph::new();
        two_pages(&graph, link);
        let mut items = list(&graph).items();
        let mut count = 0;
        while items.try_next().await.expect("four items").is_some() {
            count += 1;
        }
        assert_eq!(count, 4);
        assert!(items.resume_token().is_none());
        graph.on(Method::Get, "/groups").reply(Reply::json(json!({"value": [1], "@odata.nextLink": ""})));
        let groups: Request<Value, List> = Request::new(&graph.client().root().push("groups"), LIST);
        assert!(groups.await.expect("a page").next.is_none());
    }
}

#[test]
fn of_two_next_links_the_last_one_counts() {
    let last = format!("{NEXT}2");
    let check = |links: String, expected: Option<&str>| {
        let text = format!(r#"{{"value":[],{links}}}"#);
        let page: crate::Page<Value> = crate::page_from_json(text.as_bytes()).expect("a page");
        assert_eq!(page.next_link.as_deref(), expected, "{text}");
        let raw: Value = crate::from_json(text.as_bytes()).expect("JSON");
        assert_eq!(raw["@odata.nextLink"].as_str(), expected, "{text}");
        assert_eq!(serde_json::to_value(&page).expect("plain data"), raw, "{text}");
    };
    let link = |value: &str| format!("\"@odata.nextLink\":{value}");
    let (first, second) = (link("\"a\""), link(&format!("\"{last}\"")));
    check(format!("{first},{second}"), Some(&last));
    check(format!("{first},{}", link("null")), None);
    check(format!("{},{second}", link("7")), Some(&last));
    check(format!("{first},{},{second}", link("7")), Some(&last));
}

#[tokio::test]
async fn an_action_that_answers_with_a_list_is_called_again_as_it_was() {
    const CALL: Endpoint = Endpoint::post(&[]);
    let graph = MockGraph::new();
    let bad = json!({"value": [1, 2], "@odata.nextLink": "https://evil.example/"});
    let good = Reply::json(json!({"value": [1, 2, 3]}));
    graph.on(Method::Post, "/find").reply(Reply::json(bad)).reply(good);
    let request = || {
        let request: Request<Value, WriteList> = Request::new(&graph.client().root().push("find"), CALL);
        request.json(&json!({"a": 1}))
    };
    let mut items = request().items();
    assert_eq!(items.try_next().await.ok().flatten(), Some(json!(1)));
    let token = items.resume_token().expect("the middle of the page");
    assert_eq!(items.try_next().await.ok().flatten(), Some(json!(2)));
    assert!(items.try_next().await.is_err());
    assert_eq!(request().items().resume(&token).collect().await.expect("the rest"), [json!(2), json!(3)]);
    assert!(graph.calls().iter().all(|call| call.method == Method::Post && call.json() == json!({"a": 1})));
}

#[tokio::test]
async fn a_token_that_is_refused_is_not_lost() {
    let graph = MockGraph::new();
    let token: ResumeToken =
        serde_json::from_value(json!({"link": "https://evil.example/", "skip": 3})).expect("plain data");
    let mut items = list(&graph).items().resume(&token);
    assert!(items.try_next().await.is_err_and(|error| error.kind() == GraphErrorKind::Refused));
    assert!(items.try_next().await.is_ok_and(|item| item.is_none()));
    assert!(items.resume_token() == Some(token));
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
    check_failure(Reply::bytes(""), GraphErrorKind::Decode).await;
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
    let mut pages = list(&graph).pages().max_pages(1);
    pages.try_next().await.expect("one page");
    let next = pages.resume_token().expect("the second page");
    assert!(pages.try_next().await.is_err());
    assert!(pages.resume_token() == Some(next));
}

#[tokio::test]
async fn a_stream_ends_after_an_error() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users").reply(Reply::error(403, "Forbidden", "no"));
    let mut items = list(&graph).items();
    assert!(items.try_next().await.is_err_and(|error| error.is_forbidden()));
    assert!(items.try_next().await.is_ok_and(|item| item.is_none()));
    let path = graph.client().root().push("users").push_key("..");
    let mut broken = Request::<Value, List>::new(&path, LIST).items();
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
