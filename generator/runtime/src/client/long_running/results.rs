//! Results of operations against the mock: what is told, where it is read, and what an error keeps.

use azure_core::http::Method;
use serde_json::json;

use super::*;
use crate::client::Endpoint;
use crate::testing::{MockGraph, Reply};

const COPY: Endpoint = Endpoint::post(&[]);

/// Apart from the room's own `Result`.
mod sample {
    use crate::Rest;

    #[derive(Clone, Default)]
    pub(super) struct Team {
        pub(super) rest: Rest,
        pub(super) id: Option<String>,
        pub(super) name: Option<String>,
        pub(super) status: Option<String>,
    }
    crate::model! { Team: root "#x.team", untagged; 1 id "id", 2 name "displayName", 3 status "status", }

    #[derive(Clone, Default)]
    pub(super) struct Named {
        pub(super) rest: Rest,
        pub(super) id: Option<String>,
        pub(super) name: Option<String>,
    }
    crate::model! { Named: root "#x.named", untagged; 1 id "id", 2 name "displayName", }

    #[derive(Clone, Default)]
    pub(super) struct Task {
        pub(super) rest: Rest,
        pub(super) id: Option<String>,
        pub(super) status: Option<String>,
        pub(super) target: Option<String>,
    }
    crate::model! { Task: root "#x.task", untagged; 1 id "id", 2 status "status", 3 target "targetResourceLocation", }
}
use sample::{Task, Team};

/// Starts something at `/teams/1/clone` whose monitor answers this.
async fn cloned<T: FromResponse>(graph: &MockGraph, done: &Value) -> Result<OperationHandle<T>> {
    const CLONE: Endpoint = Endpoint::post(&[]);
    let accepted = Reply::status(202).header("location", "/teams('1')/operations('2')");
    graph.on(Method::Post, "/teams/{id}/clone").reply(accepted);
    graph.on(Method::Get, "/teams('1')/operations('2')").reply(Reply::json(done));
    let path = graph.client().root().push("teams").push_key("1").push("clone");
    let request: Request<T, LongRunning> = Request::new(&path, CLONE);
    request.await
}

fn done() -> Value {
    json!({"id": "2", "operationType": "cloneTeam", "createdDateTime": "2024-01-31T00:00:00Z", "attemptsCount": 1,
        "status": "succeeded", "targetResourceId": "9", "targetResourceLocation": "/teams('9')", "error": null})
}

#[tokio::test]
async fn a_handle_tells_what_the_operation_tells() {
    let graph = MockGraph::new();
    let mut handle = cloned::<()>(&graph, &done()).await.expect("started");
    assert_eq!(handle.location(), Some("https://graph.microsoft.com/v1.0/teams('1')/operations('2')"));
    assert_eq!((handle.resource_id(), handle.resource_location(), handle.operation()), (None, None, None));
    assert_eq!(handle.start().map(Response::status), Some(202));
    assert_eq!(handle.poll().await.ok(), Some(OperationStatus::Finished));
    assert_eq!((handle.resource_id(), handle.resource_location()), (Some("9"), Some("/teams('9')")));
    assert_eq!(handle.operation().map(|operation| &operation["attemptsCount"]), Some(&json!(1)));
    assert!(handle.location().is_some() && handle.token().is_none());
    handle.wait().await.expect("nothing is wanted");
    assert_eq!(graph.calls().len(), 2, "nothing is read for nothing");
    let text = format!("{:?}", cloned::<()>(&graph, &done()).await.expect("started"));
    assert_eq!(text, "OperationHandle { running: true, .. }");
}

#[tokio::test]
async fn a_typed_result_is_read_from_its_place() {
    let team = json!({"id": "9", "displayName": "x"});
    let mut nowhere = done();
    nowhere["targetResourceLocation"] = Value::Null;
    for told in [done(), nowhere] {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/teams/{id}").reply(Reply::json(&team));
        let handle = cloned::<Team>(&graph, &told).await.expect("started");
        assert_eq!(handle.wait().await.expect("the team").name.as_deref(), Some("x"), "{told}");
        assert_eq!(
            graph.calls().last().and_then(|call| call.header("authorization")),
            Some("Bearer test-token")
        );
    }
}

#[tokio::test]
async fn a_typed_result_is_read_where_it_was_answered() {
    // The thing itself, whatever the monitor said before; the thing in the operation; the operation itself.
    for told in [
        json!({"id": "9", "displayName": "x"}),
        json!({"id": "2", "status": {"state": "succeeded"}, "certificate": "c", "team": {"id": "9", "displayName": "x"}}),
    ] {
        let graph = MockGraph::new();
        let handle = cloned::<Option<Team>>(&graph, &told).await.expect("started");
        let team = handle.wait().await.expect("the team").expect("a team");
        assert_eq!((team.id.as_deref(), team.name.as_deref()), (Some("9"), Some("x")), "{told}");
        assert_eq!(graph.calls().len(), 2, "{told}");
    }
    let graph = MockGraph::new();
    let told = json!({"id": "2", "status": "succeeded", "targetResourceLocation": "/teams('9')", "new": 1});
    let task = cloned::<Task>(&graph, &told).await.expect("started").wait().await.expect("the operation");
    assert_eq!((task.id.as_deref(), task.target.as_deref()), (Some("2"), Some("/teams('9')")));
    assert_eq!(graph.calls().len(), 2);
}

#[tokio::test]
async fn a_result_that_was_told_at_the_start_is_not_lost() {
    let graph = MockGraph::new();
    let told = json!({"id": "9", "displayName": "once"});
    let monitor = "https://graph.microsoft.com/v1.0/operations/1";
    let accepted = Reply::json(&told).with_status(202).header("location", monitor);
    graph.on(Method::Post, "/copy").reply(accepted);
    let status =
        json!({"id": "1", "status": "succeeded", "resourceLocation": "/teams/1", "statusDetail": "x"});
    graph.on(Method::Get, "/operations/1").reply(Reply::json(status));
    let request: Request<Team, LongRunning> = Request::new(&graph.client().root().push("copy"), COPY);
    let handle = request.await.expect("started");
    assert_eq!(handle.start().and_then(|start| start.json().ok()), Some(told));
    assert_eq!(handle.wait().await.expect("the result").name.as_deref(), Some("once"));
}

#[tokio::test]
async fn a_place_in_a_header_counts() {
    let place = "https://graph.microsoft.com/v1.0/teams('9')";
    let monitor = "https://graph.microsoft.com/v1.0/operations/1";
    let accepted =
        || Reply::status(202).header("location", monitor).header("content-location", "/teams('9')");
    let created = Reply::status(201).header("operation-location", monitor).header("location", place);
    let done = || Reply::json(json!({"status": "succeeded"}));
    let other = Reply::status(303).header("location", place);
    let own = done().header("content-location", &format!("{monitor}?api=1"));
    for (start, end) in [
        (accepted(), done()),
        (accepted(), own),
        (accepted(), Reply::status(204)),
        (created, done()),
        (Reply::status(202).header("location", monitor), other),
    ] {
        let graph = MockGraph::new();
        graph.on(Method::Post, "/copy").reply(start.clone());
        graph
            .on(Method::Get, "/operations/1")
            .reply(Reply::json(json!({"status": "notStarted"})))
            .reply(end.clone());
        graph.on(Method::Get, "/teams('9')").reply(Reply::json(json!({"id": "9"})));
        let request: Request<Team, LongRunning> = Request::new(&graph.client().root().push("copy"), COPY);
        let team = request.await.expect("started").wait().await.expect("the team");
        assert_eq!(team.id.as_deref(), Some("9"), "{start:?} {end:?}");
    }
}

#[tokio::test]
async fn an_error_keeps_what_is_known() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/teams('9')").reply(Reply::error(404, "NotFound", "not yet"));
    let error = cloned::<Team>(&graph, &done())
        .await
        .expect("started")
        .wait()
        .await
        .map(drop)
        .expect_err("not there");
    assert_eq!((error.status(), error.resource_id()), (Some(404), Some("9")));
    assert_eq!(error.resource_location(), Some("/teams('9')"));
    assert!(error.monitor().is_some() && !format!("{error:?} {error}").contains("teams('9')"));

    // A place that must not be called, or says no more than that it is done, or no end at all.
    for told in [
        json!({"status": "succeeded", "resourceId": "9", "resourceLocation": "http://evil.example/x"}),
        json!({"id": "2", "status": "running", "resourceId": "9"}),
    ] {
        let graph = MockGraph::new();
        let handle = cloned::<Team>(&graph, &told).await.expect("started");
        let error = handle.wait().await.map(drop).expect_err("no result");
        assert_eq!(error.resource_id(), Some("9"), "{told}");
        let again = OperationHandle::<()>::resume(&graph.client(), error.monitor().expect("the monitor"));
        assert!(again.is_ok_and(|handle| handle.token().is_some()));
        assert!(graph.calls().iter().all(|call| !call.url.contains("evil")));
    }
    let graph = MockGraph::new();
    let named_nothing = json!({"id": "2", "status": "succeeded", "operationType": "x"});
    let handle = cloned::<Team>(&graph, &named_nothing).await.expect("started");
    let error = handle.wait().await.map(drop).expect_err("no result");
    assert_eq!(error.body(), Some(named_nothing.to_string().as_bytes()));
    let handle = cloned::<Option<Team>>(&MockGraph::new(), &named_nothing).await.expect("started");
    assert!(handle.wait().await.expect("done").is_none(), "the operation is not a team");
}

#[tokio::test]
async fn a_place_elsewhere_is_asked_without_the_token() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/result").reply(Reply::json(json!({"id": "9"})));
    let told = json!({"status": "Completed", "resourceLocation": "https://contoso.sharepoint.com/result"});
    cloned::<Team>(&graph, &told).await.expect("started").wait().await.expect("the result");
    assert_eq!(graph.calls().last().and_then(|call| call.header("authorization")), None);
}

#[tokio::test]
async fn an_id_is_waited_for_without_reading_the_result() {
    for (told, id) in [
        (done(), Some("9")),
        (json!({"status": "completed", "resourceId": 9}), Some("9")),
        (json!({"id": "9", "name": "the item"}), Some("9")),
        (json!({"id": "2", "status": "completed"}), None),
    ] {
        let graph = MockGraph::new();
        let handle = cloned::<Team>(&graph, &told).await.expect("started");
        assert_eq!(handle.wait_for_id().await.ok().as_deref(), id, "{told}");
        assert_eq!(graph.calls().len(), 2, "{told}");
    }
}

#[tokio::test]
async fn what_is_changed_in_place_is_read_there() {
    const CHANGE: Endpoint = Endpoint::patch(&[]);
    let graph = MockGraph::new();
    let monitor = "https://graph.microsoft.com/v1.0/operations/1";
    graph.on(Method::Patch, "/teams/1").reply(Reply::status(202).header("location", monitor));
    graph
        .on(Method::Get, "/operations/1")
        .reply(Reply::json(json!({"id": "x", "status": "completed", "error": null})));
    graph.on(Method::Get, "/teams/1").reply(Reply::json(json!({"id": "1", "displayName": "x"})));
    let path = graph.client().root().push("teams").push_key("1");
    let request: Request<sample::Named, LongRunning> = Request::new(&path, CHANGE);
    assert_eq!(request.await.expect("started").wait().await.expect("the thing").name.as_deref(), Some("x"));
}

#[tokio::test]
async fn failures_say_why_whatever_they_are_called() {
    let check = |told: Value, code: Option<&'static str>, text: &'static str| async move {
        let error =
            cloned::<()>(&MockGraph::new(), &told).await.expect("started").wait().await.expect_err("failed");
        assert_eq!((error.code(), error.message()), (code, text), "{told}");
        assert_eq!(error.body(), Some(told.to_string().as_bytes()));
        error
    };
    let inner = json!({"code": "a", "message": "m", "innerError": {"code": "GenericFileOpenError"}});
    let told = check(
        json!({"status": "Failed", "error": inner}),
        Some("a"),
        "the operation ended with status failed: m",
    )
    .await;
    assert!(told.has_code("GenericFileOpenError"));
    check(
        json!({"status": "failed", "resultInfo": {"code": 500, "message": "m"}}),
        Some("500"),
        "the operation ended with status failed: m",
    )
    .await;
    check(
        json!({"status": {"state": "failed", "description": "no paper"}}),
        None,
        "the operation ended with status failed: no paper",
    )
    .await;
    check(
        json!({"status": "cancelled", "statusDetail": "by hand"}),
        None,
        "the operation ended with status cancelled: by hand",
    )
    .await;
    check(json!({"status": "failed"}), None, "the operation ended with status failed: no message").await;
}

#[tokio::test]
async fn progress_is_a_number_or_a_text() {
    for (told, expected) in [
        (json!({"status": "running", "percentComplete": "40"}), Some(40.0)),
        (json!({"status": "running", "percentComplete": "40 %"}), Some(40.0)),
        (json!({"status": {"state": "running"}, "percentageComplete": 12.5}), Some(12.5)),
        (json!({"status": "running", "percentProgress": 7}), Some(7.0)),
        (json!({"status": "running", "percentComplete": "some"}), None),
    ] {
        let mut handle = cloned::<()>(&MockGraph::new(), &told).await.expect("started");
        let OperationStatus::Running { percent, .. } = handle.poll().await.expect("an answer") else {
            panic!("it runs: {told}")
        };
        assert_eq!(percent, expected, "{told}");
    }
}

#[tokio::test]
async fn a_result_that_no_page_states_can_be_read_all_the_same() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/teams/{id}").reply(Reply::json(json!({"id": "9", "displayName": "x"})));
    let handle = cloned::<()>(&graph, &done()).await.expect("started").read_as::<Team>();
    assert_eq!(handle.wait().await.expect("the team").name.as_deref(), Some("x"));
}

#[tokio::test]
async fn what_is_accepted_without_a_place_to_ask_is_not_called_done() {
    let graph = MockGraph::new();
    graph.on(Method::Post, "/copy").reply(Reply::status(202));
    let copy = graph.client().root().push("copy");
    let request: Request<Team, LongRunning> = Request::new(&copy, COPY);
    let handle = request.await.expect("accepted");
    assert_eq!((handle.location(), handle.token()), (None, None));
    let error = handle.wait().await.map(drop).expect_err("no result");
    assert!(error.to_string().contains("was accepted"), "{error}");
    let request: Request<(), LongRunning> = Request::new(&copy, COPY);
    request.await.expect("accepted").wait().await.expect("nothing is wanted");
}

#[tokio::test]
async fn a_failure_at_once_is_a_failure() {
    let graph = MockGraph::new();
    let told = json!({"id": "2", "status": "failed", "resultInfo": {"code": 400, "message": "busy"}});
    graph.on(Method::Post, "/copy").reply(Reply::json(told));
    let request: Request<(), LongRunning> = Request::new(&graph.client().root().push("copy"), COPY);
    assert_eq!(request.await.map(drop).expect_err("failed").code(), Some("400"));
}

#[tokio::test]
async fn an_operation_told_at_once_is_asked_until_it_is_done() {
    let graph = MockGraph::new();
    let monitor = "https://graph.microsoft.com/v1.0/operations/1";
    let running = json!({"id": "1", "status": "running"});
    graph.on(Method::Post, "/copy").reply(Reply::json(running).header("location", monitor));
    graph.on(Method::Get, "/operations/1").reply(Reply::json(json!({"id": "1", "status": "completed"})));
    let request: Request<Task, LongRunning> = Request::new(&graph.client().root().push("copy"), COPY);
    let task = request.await.expect("started").wait().await.expect("the operation");
    assert_eq!(task.status.as_deref(), Some("completed"));
}
