//! The answer to the last slice is lost: an outcome of its own.

use std::error::Error as _;

use futures::FutureExt as _;

use super::*;

fn gone() -> Reply {
    Reply::error(404, "itemNotFound", "the session is gone")
}

/// After a last slice that fails like this, then a state like this: the kind of the error, or none.
async fn check(slice: Reply, state: Reply, expected: Option<GraphErrorKind>) {
    let shown = format!("{slice:?} {state:?}");
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(slice);
    graph.on(Method::Get, "/up/1").reply(state);
    let mut upload = upload(&graph);
    let outcome = upload.send::<()>().await;
    assert_eq!(outcome.as_ref().err().map(GraphError::kind), expected, "{shown}");
    if expected == Some(GraphErrorKind::AnswerLost) {
        let error = outcome.expect_err("an error");
        assert!(
            !error.is_transient() && !error.is_not_found(),
            "nobody begins again because of this: {error}"
        );
        assert!(error.to_string().contains("may have succeeded"), "{error}");
        let puts = graph.count(Method::Put, "/up/1");
        let again = upload.send::<()>().await.expect_err("still not known");
        assert_eq!((again.kind(), graph.count(Method::Put, "/up/1")), (error.kind(), puts), "{shown}");
        match upload.refresh().await {
            Ok(progress) => assert_eq!(progress.done, 10, "{shown}"),
            Err(error) => assert_eq!(error.kind(), GraphErrorKind::AnswerLost, "{shown}"),
        }
    }
}

#[tokio::test]
async fn what_nobody_answered_may_have_succeeded() {
    let lost = Some(GraphErrorKind::AnswerLost);
    let states =
        || [gone(), Reply::error(410, "gone", "gone"), missing(&[]), missing(&["10-"]), missing(&["99-"])];
    for state in states() {
        for fault in
            [Fault::Reset, Fault::BrokenBody, Fault::GatewayTimeout, Fault::Html(500), Fault::Html(502)]
        {
            check(Reply::fault(fault), state.clone(), lost).await;
        }
    }
    // It was answered, but so that nobody knows.
    check(Reply::status(202), gone(), lost).await;
    check(Reply::fault(Fault::Html(200)), gone(), lost).await;
    check(Reply::fault(Fault::Html(200)), Reply::fault(Fault::Reset), lost).await;
}

#[tokio::test]
async fn a_session_that_tells_nothing_gets_the_last_slice_again() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::status(202)).reply(Reply::status(201));
    graph.on(Method::Get, "/up/1").reply(Reply::json("{}"));
    let mut upload = upload(&graph);
    assert_eq!(upload.send::<()>().await.expect_err("not known").kind(), GraphErrorKind::AnswerLost);
    upload.send::<()>().await.expect("now it is");
}

#[tokio::test]
async fn what_was_answered_is_not_lost() {
    let service = Some(GraphErrorKind::Service);
    check(gone(), gone(), service).await;
    check(Reply::error(410, "gone", "gone"), gone(), service).await;
    check(Reply::fault(Fault::Throttled("1")), gone(), service).await;
    check(Reply::fault(Fault::Unavailable), gone(), service).await;
    check(Reply::error(403, "accessDenied", "no"), gone(), service).await;
    check(Reply::error(416, "invalidRange", "no"), gone(), service).await;
    check(Reply::error(416, "invalidRange", "no"), missing(&["99-"]), service).await;
    check(
        Reply::fault(Fault::NoConnection),
        Reply::fault(Fault::NoConnection),
        Some(GraphErrorKind::Transport),
    )
    .await;
    // The server is asked and has nothing of it.
    check(Reply::fault(Fault::Html(500)), missing(&["0-"]), service).await;
    check(Reply::fault(Fault::Reset), missing(&["0-"]), Some(GraphErrorKind::Transport)).await;
}

#[tokio::test]
async fn a_try_that_was_never_answered_counts_when_the_next_one_is_refused() {
    for refused in
        [gone(), Reply::error(409, "nameAlreadyExists", "taken"), Reply::error(416, "invalidRange", "no")]
    {
        let graph = MockGraph::new();
        graph.on(Method::Put, "/up/1").fault(1, Fault::Reset).reply(refused);
        graph.on(Method::Get, "/up/1").reply(gone());
        let error = upload(&graph).send::<()>().await.expect_err("not known");
        assert_eq!(error.kind(), GraphErrorKind::AnswerLost);
        assert!(error.source().is_some_and(|cause| cause.to_string().contains("404")), "{error:?}");
    }
    // A session that is still there has made nothing of it: the name is somebody else's.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").fault(1, Fault::Reset).reply(Reply::error(
        409,
        "nameAlreadyExists",
        "taken",
    ));
    graph.on(Method::Get, "/up/1").reply(missing(&[]));
    assert!(upload(&graph).send::<()>().await.expect_err("taken").is_conflict());
    // Before the last slice nothing can have been finished.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").fault(1, Fault::Reset).reply(gone());
    assert!(five_steps(&graph.client()).send::<()>().await.expect_err("gone").is_not_found());
}

#[tokio::test]
async fn without_retries_it_is_asked_once() {
    let options = GraphClientOptions { retries: Retries::none(), ..Default::default() };
    for (state, expected) in
        [(gone(), GraphErrorKind::AnswerLost), (missing(&["0-"]), GraphErrorKind::Transport)]
    {
        let graph = MockGraph::new();
        graph.on(Method::Put, "/up/1").fault(1, Fault::Reset).reply(Reply::status(201));
        graph.on(Method::Get, "/up/1").reply(state);
        let client = graph.client_with("v1.0", options.clone()).expect("a client");
        let mut upload = client.upload(UploadSession::new(URL), vec![1; 10]).expect("a good URL");
        assert_eq!(upload.send::<()>().await.expect_err("reset").kind(), expected);
        assert_eq!(graph.calls().len(), 2);
        let done = upload.send::<()>().await.is_ok();
        assert_eq!(done, expected == GraphErrorKind::Transport, "what is not there is sent again");
    }
}

/// A future that was dropped while the last slice was on its way; then this state.
async fn check_dropped(state: Reply, expected: Option<GraphErrorKind>, resumed: bool) {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(missing(&[&at(4)])).fault(1, Fault::Silence).then_nothing();
    graph.on(Method::Put, "/up/1").reply(Reply::status(201));
    graph.on(Method::Get, "/up/1").reply(state);
    let client = graph.client();
    let mut upload = five_steps(&client);
    assert!(upload.send::<()>().now_or_never().is_none(), "the server is silent");
    if resumed {
        let stored = serde_json::to_string(upload.session()).expect("plain data");
        let session = serde_json::from_str(&stored).expect("what was stored");
        upload = client.upload(session, Bytes::from(vec![1; 1_638_400])).expect("a good URL");
    }
    let outcome = upload.send::<()>().await;
    assert_eq!(outcome.err().map(|error| error.kind()), expected);
    assert_eq!(graph.count(Method::Put, "/up/1"), if expected.is_none() { 3 } else { 2 });
}

#[tokio::test]
async fn a_dropped_future_is_taken_up_by_asking() {
    for resumed in [false, true] {
        check_dropped(gone(), Some(GraphErrorKind::AnswerLost), resumed).await;
        check_dropped(missing(&[]), Some(GraphErrorKind::AnswerLost), resumed).await;
        check_dropped(missing(&["1638400-"]), Some(GraphErrorKind::AnswerLost), resumed).await;
        check_dropped(missing(&[&at(4)]), None, resumed).await;
        check_dropped(Reply::json("{}"), None, resumed).await;
    }
}

#[tokio::test]
async fn a_session_that_has_everything_already_says_so() {
    for (stored, kind) in [("10-", GraphErrorKind::AnswerLost), ("11-", GraphErrorKind::Decode)] {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/up/1").reply(missing(&[stored]));
        let session = json!({"uploadUrl": URL, "nextExpectedRanges": [stored]});
        let session = serde_json::from_value(session).expect("a session");
        let mut upload = graph.client().upload(session, vec![1; 10]).expect("a good URL");
        assert_eq!(upload.send::<()>().await.expect_err("nothing to send").kind(), kind);
        assert_eq!(graph.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_service_that_cannot_be_asked_gets_the_slice_again() {
    let unknown = || Reply::error(405, "methodNotAllowed", "no");
    check_dropped(unknown(), None, false).await;
    let graph = MockGraph::new();
    graph.on(Method::Get, "/up/1").reply(unknown());
    let rule = graph.on(Method::Put, "/up/1").fault(1, Fault::Silence).reply(Reply::status(202));
    rule.reply(missing(&[&at(4)])).reply(Reply::status(201));
    let mut upload = five_steps(&graph.client());
    assert!(upload.send::<()>().now_or_never().is_none(), "the server is silent");
    upload.send::<()>().await.expect("uploaded");
    let starts: Vec<String> = graph
        .calls()
        .iter()
        .filter_map(|call| call.header("content-range")?.split('-').next().map(str::to_owned))
        .collect();
    assert_eq!(starts, ["bytes 0", "bytes 0", "bytes 327680", "bytes 1310720"]);
    assert_eq!(upload.refresh().await.expect("known").done, 1_638_400);
}
