//! Changes against the mock: rounds, removals, tokens, and what a service leaves out.

use azure_core::http::Method;
use serde_json::json;

use super::*;
use crate::client::{Endpoint, Path};
use crate::testing::{MockGraph, Reply};

const DELTA: Endpoint = Endpoint::get(&[]);
const LINK: &str = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=1";

fn request(graph: &MockGraph) -> Request<Value, Delta> {
    Request::new(&graph.client().root().push("users").push("delta"), DELTA)
}

#[tokio::test]
async fn a_round_of_changes_and_the_next() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/delta").made(|call| {
        if call.query("$deltatoken").is_some() {
            return Reply::json(json!({"value": [], "@odata.deltaLink": LINK}));
        }
        if call.query("$skiptoken").is_none() {
            let next = "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x";
            return Reply::json(json!({"value": [{"id": "1"}], "@odata.nextLink": next}));
        }
        let context = "https://graph.microsoft.com/v1.0/$metadata#users/$deletedEntity";
        Reply::json(json!({"@odata.deltaLink": LINK, "value": [
            {"id": "2", "@removed": {"reason": "changed"}},
            {"id": "3", "@removed": {"reason": "deleted"}},
            {"id": "4", "@odata.context": context, "reason": "deleted"},
            {"id": "5", "@odata.context": "other"},
        ]}))
    });
    let round = request(&graph).select("id").pages().collect().await.expect("two pages");
    assert_eq!(round.changed.len(), 2);
    let removed: Vec<_> = round.removed.iter().map(|gone| (gone.id.as_str(), gone.reason.clone())).collect();
    let (changed, deleted) = (RemovalReason::Changed, RemovalReason::Deleted);
    assert_eq!(removed, [("2", changed), ("3", deleted.clone()), ("4", deleted)]);
    let DeltaState::Done(token) = round.state else { panic!("the round is done") };
    let stored = serde_json::to_string(&token).expect("plain data");
    assert_eq!(stored, format!("\"{LINK}\""));
    let token: DeltaToken = serde_json::from_str(&stored).expect("what was written");
    let next = request(&graph).resume(&token).collect().await.expect("no changes");
    assert!(next.changed.is_empty() && next.state == DeltaState::Done(token));
}

#[tokio::test]
async fn a_forgotten_token_is_an_outcome() {
    let graph = MockGraph::new();
    let gone = Reply::error(410, "resyncChangesApplyDifferences", "old").header("location", LINK);
    graph.on(Method::Get, "/users/delta").reply(gone);
    let page = request(&graph).resume(&DeltaToken::from_link(LINK)).collect().await.expect("an outcome");
    let DeltaState::Resync(resync) = page.state else { panic!("a resync") };
    assert_eq!(resync.advice, ResyncAdvice::ApplyDifferences);
    assert_eq!(resync.restart, Some(DeltaToken::from_link(LINK)));
    let mut pages = request(&graph).pages();
    assert!(pages.try_next().await.is_ok_and(|page| page.is_some()));
    assert!(pages.resume_token().is_none(), "what is forgotten cannot be continued");
    assert!(pages.try_next().await.is_ok_and(|page| page.is_none()));
}

#[tokio::test]
async fn foreign_tokens_are_refused() {
    let graph = MockGraph::new();
    let foreign = DeltaToken::from_link("https://evil.example/delta");
    let mut pages = request(&graph).resume(&foreign);
    assert!(pages.try_next().await.is_err_and(|error| error.kind() == GraphErrorKind::Refused));
    assert!(pages.try_next().await.is_ok_and(|page| page.is_none()));
    assert_eq!(pages.resume_token().as_ref(), Some(&foreign), "what was refused is not lost");
    assert!(graph.calls().is_empty());
    assert!(!format!("{foreign:?}").contains("evil"));
}

const NEXT: &str = "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x";

/// Two pages, of which the second says this of how it goes on.
fn two_pages(graph: &MockGraph, end: Value) {
    graph.on(Method::Get, "/users/delta").made(move |call| {
        if call.query("$skiptoken").is_none() {
            return Reply::json(json!({"value": [{"id": "1"}, {"id": "2"}], "@odata.nextLink": NEXT}));
        }
        let mut page = end.clone();
        page["value"] = json!([{"id": "3"}, {"id": "4", "@removed": {"reason": "deleted"}}]);
        Reply::json(page)
    });
}

#[tokio::test]
async fn a_round_without_a_token_gives_its_changes() {
    for end in
        [json!({}), json!({"@odata.nextLink": ""}), json!({"@odata.deltaLink": " ", "@odata.nextLink": null})]
    {
        let graph = MockGraph::new();
        two_pages(&graph, end);
        let round = request(&graph).collect().await.expect("two pages");
        assert_eq!((round.changed.len(), round.removed.len()), (3, 1));
        assert_eq!(round.state, DeltaState::NoToken);
    }
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/delta").reply(Reply::status(204));
    let page = request(&graph).await.expect("nothing at all");
    assert!(page.changed.is_empty() && page.state == DeltaState::NoToken);
}

#[tokio::test]
async fn a_page_alone_does_not_hide_that_there_are_more() {
    let graph = MockGraph::new();
    let page = json!({"value": [], "@odata.nextLink": {"href": NEXT}});
    graph.on(Method::Get, "/users/delta").reply(Reply::json(page));
    let error = request(&graph).await.expect_err("it would seem to be all");
    assert_eq!(error.kind(), GraphErrorKind::Decode, "{error}");
}

async fn check_bad_link(link: Value, kind: GraphErrorKind) {
    let graph = MockGraph::new();
    two_pages(&graph, json!({"@odata.nextLink": link, "@odata.deltaLink": 7}));
    let mut pages = request(&graph).pages();
    for count in [2, 1] {
        let page = pages.try_next().await.expect("a page").expect("two of them");
        assert_eq!(page.changed.len(), count, "{link}");
    }
    let token = pages.resume_token().expect("the second page");
    let error = pages.try_next().await.expect_err("no way on");
    assert_eq!((error.kind(), error.template()), (kind, Some("/users/delta")), "{link}: {error}");
    assert_eq!(pages.resume_token().as_ref(), Some(&token));
    assert_eq!(token.link(), NEXT);
    assert!(pages.try_next().await.is_ok_and(|page| page.is_none()));

    let mut items = request(&graph).items();
    for _ in 0..4 {
        items.try_next().await.expect("a change").expect("four of them");
    }
    assert!(items.try_next().await.is_err_and(|error| error.kind() == kind));
    assert_eq!(items.resume_token().as_ref(), Some(&token));
}

#[tokio::test]
async fn changes_come_before_the_error_about_the_next_link() {
    check_bad_link(json!("https://evil.example/delta"), GraphErrorKind::Refused).await;
    check_bad_link(json!("http://["), GraphErrorKind::Refused).await;
    check_bad_link(json!(NEXT), GraphErrorKind::Limit).await;
    check_bad_link(json!(format!("{NEXT}#other")), GraphErrorKind::Limit).await;
    check_bad_link(json!(1), GraphErrorKind::Decode).await;
    check_bad_link(json!({"href": NEXT}), GraphErrorKind::Decode).await;
}

#[tokio::test]
async fn what_failed_can_be_continued() {
    for broken in [Reply::error(400, "BadRequest", "no"), Reply::json("[]")] {
        let graph = MockGraph::new();
        let next = json!({"value": [{"id": "1"}], "@odata.nextLink": NEXT});
        let end = json!({"value": [{"id": "2"}], "@odata.deltaLink": LINK});
        graph.on(Method::Get, "/users/delta").reply(Reply::json(next)).reply(broken).reply(Reply::json(end));
        let mut pages = request(&graph).pages();
        pages.try_next().await.expect("the first page");
        assert!(pages.try_next().await.is_err() && pages.try_next().await.is_ok_and(|page| page.is_none()));
        let token = pages.resume_token().expect("the second page");
        let rest = request(&graph).resume(&token).collect().await.expect("it is there");
        assert_eq!((rest.changed.len(), rest.state), (1, DeltaState::Done(DeltaToken::from_link(LINK))));
    }
}

#[tokio::test]
async fn changes_one_by_one_keep_their_order_and_the_token() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/delta").made(|call| {
        if call.query("$skiptoken").is_none() {
            let gone = json!({"id": "1", "@removed": {"reason": "changed"}});
            return Reply::json(json!({"value": [gone, {"id": "1"}, 7], "@odata.nextLink": NEXT}));
        }
        Reply::json(json!({"value": [{"id": "2"}], "@odata.deltaLink": LINK}))
    });
    let request: Request<Crate, Delta> =
        Request::new(&graph.client().root().push("users").push("delta"), DELTA);
    let mut items = request.items();
    assert!(items.state().is_none());
    let first = items.try_next().await.expect("a page").expect("a change");
    assert!(matches!(first, Change::Removed(Removed { id, .. }) if id == "1"));
    assert!(items.state().is_none(), "a change is left");
    assert_eq!(
        items.resume_token().expect("the first page").link(),
        "https://graph.microsoft.com/v1.0/users/delta"
    );
    let second = items.try_next().await.expect("a page").expect("a change");
    assert!(matches!(second, Change::Changed(Crate { id: Some(id), .. }) if id == "1"));
    assert_eq!(items.state(), Some(&DeltaState::More(DeltaToken::from_link(NEXT))));
    assert_eq!(items.resume_token().expect("the second page").link(), NEXT);
    assert!(items.try_next().await.is_ok_and(|change| change.is_some()));
    assert!(items.try_next().await.is_ok_and(|change| change.is_none()));
    assert_eq!(items.state(), Some(&DeltaState::Done(DeltaToken::from_link(LINK))));
    assert!(items.resume_token().is_none());
    assert_eq!(items.malformed(), [json!(7)]);
}

/// Apart from the room's own `Result`.
mod sample {
    #[derive(Clone, Default)]
    pub(super) struct Crate {
        rest: crate::Rest,
        pub(super) id: Option<String>,
    }
    crate::model! { Crate: root "#x.crate", untagged; 1 id "id", }
}
use sample::Crate;

#[tokio::test]
async fn a_drive_tells_its_deletions() {
    let graph = MockGraph::new();
    let page = json!({"value": [
        {"id": "a", "name": "live.txt", "file": {}},
        {"id": "b", "deleted": {"state": "deleted"}, "file": {}},
        {"id": "c", "deleted": {}},
        {"id": "d", "@removed": null},
    ], "@odata.deltaLink": LINK});
    graph.on(Method::Get, "/me/drive/root/delta").reply(Reply::json(page));
    let path = graph.client().root().push("me").push("drive").push("root").push("delta");
    let request: Request<Value, Delta> = Request::new(&path, DELTA);
    let page = request.clone().select("name,size").await.expect("a page");
    let removed: Vec<&str> = page.removed.iter().map(|gone| gone.id.as_str()).collect();
    assert_eq!((page.changed.len(), removed), (2, vec!["b", "c"]));
    request.clone().select("Deleted, ID").await.expect("a page");
    request.clone().select("*").await.expect("a page");
    request.clone().query_option("$select", "").await.expect("a page");
    request.await.expect("a page");
    let asked: Vec<Option<String>> =
        graph.calls().iter().map(|call| call.query("$select").map(str::to_owned)).collect();
    let asked: Vec<Option<&str>> = asked.iter().map(Option::as_deref).collect();
    assert_eq!(asked, [Some("name,size,id,deleted"), Some("Deleted, ID"), Some("*"), Some(""), None]);
}

#[tokio::test]
async fn others_are_not_asked_for_a_facet() {
    let graph = MockGraph::new();
    two_pages(&graph, json!({}));
    request(&graph).select("name").await.expect("a page");
    assert_eq!(graph.calls()[0].query("$select"), Some("name"));
}

#[tokio::test]
async fn beginning_now() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/users/delta").reply(Reply::json(json!({"value": [], "@odata.deltaLink": LINK})));
    request(&graph).from_now().await.expect("an empty page");
    assert_eq!(graph.calls()[0].query("$deltatoken"), Some("latest"));
}

/// What is asked for of what changes from now on.
fn from_now(path: &Path, endpoint: Endpoint) -> String {
    Request::<Value, Delta>::new(path, endpoint).from_now().relative_url()
}

#[test]
fn drives_lists_and_sites_have_a_token_of_their_own() {
    let root = crate::client::tests::offline().root();
    let delta = |path: Path| from_now(&path.push("delta"), DELTA);
    assert_eq!(delta(root.push("drive").push("root")), "/drive/root/delta?token=latest");
    assert_eq!(delta(root.push("sites")), "/sites/delta?token=latest");
    let items = root.push("sites").push_key("s").push("lists").push_key("l").push("items");
    assert_eq!(delta(items), "/sites/s/lists/l/items/delta?token=latest");
    assert_eq!(delta(root.push("users").push_key("drive")), "/users/drive/delta?$deltatoken=latest");
    let lists = root.push("me").push("todo").push("lists");
    assert_eq!(delta(lists), "/me/todo/lists/delta?$deltatoken=latest");
}

#[test]
fn the_page_decides_where_it_says_something() {
    const TOKEN: Endpoint = Endpoint::get(&["/delta", "token: token"]);
    const DELTA_TOKEN: Endpoint = Endpoint::get(&["/delta", "token: $deltatoken"]);
    const NEITHER: Endpoint = Endpoint::get(&["/delta"]);
    let root = crate::client::tests::offline().root();
    let (vaults, drive) = (root.push("vaults").push("delta"), root.push("drive").push("delta"));
    assert_eq!(from_now(&vaults, TOKEN), "/vaults/delta?token=latest");
    assert_eq!(from_now(&vaults, NEITHER), "/vaults/delta?$deltatoken=latest");
    assert_eq!(from_now(&drive, DELTA_TOKEN), "/drive/delta?$deltatoken=latest");
    assert_eq!(from_now(&drive, NEITHER), "/drive/delta?token=latest");
    let selected = |path: &Path| {
        let request = Request::<Value, Delta>::new(path, TOKEN).select("name");
        request.pages().resume_token().expect("the first page").link().to_owned()
    };
    assert!(selected(&vaults).ends_with("/vaults/delta?$select=name,id,deleted"), "{}", selected(&vaults));
    assert!(selected(&root.push("sites").push("delta")).ends_with("/sites/delta?$select=name"));
}

#[tokio::test]
async fn from_now_and_since_then_do_not_go_together() {
    let graph = MockGraph::new();
    let path = graph.client().root().push("drive").push_call("delta", &[("token", "x".into())]);
    let error = Request::<Value, Delta>::new(&path, DELTA).from_now().await.expect_err("a contradiction");
    assert_eq!(error.kind(), GraphErrorKind::Request);
    assert!(graph.calls().is_empty());
}

#[test]
fn what_is_printed_tells_how_much_and_no_values() {
    let removed = Removed { id: "a".into(), reason: RemovalReason::Deleted, data: json!({"x": "hunter2"}) };
    let page = DeltaPage {
        changed: vec![1],
        removed: vec![removed],
        malformed: vec![json!("hunter2")],
        state: DeltaState::Done(DeltaToken::from_link("https://hunter2")),
    };
    assert_eq!(
        format!("{page:?}"),
        "DeltaPage { changed: [1], removed: [Removed { id: \"a\", reason: Deleted, .. }], malformed: 1, \
         state: Done(DeltaToken) }"
    );
    let graph = MockGraph::new();
    assert_eq!(format!("{:?}", request(&graph).pages()), "DeltaPages { .. }");
    assert_eq!(format!("{:?}", request(&graph).items()), "DeltaItems { pages: 0, .. }");
}
