//! What services answer to slices, and where the upload goes on or ends.

use super::*;

const OUTLOOK: &str = "https://outlook.office.com/api/gv1.0/users('a')/AttachmentSessions('c')?authtoken=t";
const OUTLOOK_PATH: &str = "/api/gv1.0/users('a')/AttachmentSessions('c')";

fn ranges_of(graph: &MockGraph) -> Vec<String> {
    let puts = graph.calls().into_iter().filter(|call| call.method == Method::Put);
    puts.map(|call| call.header("content-range").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn an_intermediate_answer_of_mail_is_no_end() {
    let graph = MockGraph::new();
    let first =
        json!({"@odata.context": "x", "ExpirationDateTime": "soon", "NextExpectedRanges": ["327680"]});
    let location = "https://outlook.office.com/api/gv1.0/users('a')/messages('b')/attachments('d')";
    graph
        .on(Method::Put, OUTLOOK_PATH)
        .reply(Reply::json(first))
        .reply(Reply::status(201).header("location", location));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = seen.clone();
    let upload = graph.client().upload(UploadSession::new(OUTLOOK), vec![7; 400_000]).expect("a good URL");
    let response: Response = upload
        .slice_size(SLICE_STEP)
        .on_progress(move |progress| told.lock().expect("not poisoned").push((progress.done, progress.total)))
        .send()
        .await
        .expect("uploaded");
    assert_eq!(response.header("location"), Some(location));
    assert_eq!(ranges_of(&graph), ["bytes 0-327679/400000", "bytes 327680-399999/400000"]);
    assert_eq!(*seen.lock().expect("not poisoned"), [(327_680, 400_000), (400_000, 400_000)]);
    assert!(graph.calls().iter().all(|call| call.header("authorization").is_none()));
}

#[tokio::test]
async fn a_session_on_graph_gets_the_token_and_its_content() {
    let path = "/users/u/todo/lists/l/tasks/t/attachmentSessions/s";
    let content = format!("{path}/content");
    for version in ["v1.0", "beta"] {
        let graph = MockGraph::new();
        let steps = json!({"id": "s", "nextExpectedRanges": [at(1)]});
        graph.on(Method::Put, &content).reply(Reply::status(202)).reply(Reply::status(201));
        graph.on(Method::Get, path).reply(Reply::json(steps));
        graph.on(Method::Delete, path).reply(Reply::status(204));
        let session = || UploadSession::new(format!("https://graph.microsoft.com/{version}{path}"));
        let client = graph.client_with(version, GraphClientOptions::default()).expect("a client");
        let upload = client.upload(session(), vec![7; 400_000]).expect("a good URL");
        upload.slice_size(SLICE_STEP).send::<()>().await.expect("uploaded");
        client.upload(session(), vec![7]).expect("a good URL").cancel().await.expect("cancelled");
        let calls = graph.calls();
        assert_eq!(calls.len(), 4);
        assert!(calls.iter().all(|call| call.header("authorization") == Some("Bearer test-token")));
    }
}

#[tokio::test]
async fn the_usual_slice_is_below_four_megabytes() {
    let graph = MockGraph::new();
    let next = json!({"nextExpectedRanges": ["3932160-"]});
    graph.on(Method::Put, "/up/1").reply(Reply::json(next).with_status(202)).reply(Reply::status(201));
    let content = Bytes::from(vec![1; 4_000_000]);
    let mut upload = graph.client().upload(UploadSession::new(URL), content).expect("a good URL");
    upload.send::<()>().await.expect("uploaded");
    assert_eq!(ranges_of(&graph), ["bytes 0-3932159/4000000", "bytes 3932160-3999999/4000000"]);
}

/// After a first slice that was answered so, where the second one begins, and whether the state was asked for.
async fn check_goes_on(first: Reply, state: Option<Reply>, start: u64) {
    let shown = format!("{first:?}");
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(first).then_nothing();
    graph.on(Method::Put, "/up/1").reply(Reply::json(json!({"id": "item"})).with_status(201));
    let asked = usize::from(state.is_some());
    if let Some(state) = state {
        graph.on(Method::Get, "/up/1").reply(state);
    }
    let upload = graph.client().upload(UploadSession::new(URL), vec![1; 800_000]).expect("a good URL");
    let item: Value = upload.slice_size(2 * SLICE_STEP).send().await.expect("uploaded");
    assert_eq!(item["id"], "item", "{shown}");
    assert_eq!(ranges_of(&graph)[1], format!("bytes {start}-799999/800000"), "{shown}");
    assert_eq!(graph.count(Method::Get, "/up/1"), asked, "{shown}");
}

#[tokio::test]
async fn an_answer_that_does_not_say_what_is_missing_makes_the_state_be_asked_for() {
    let state = || Some(missing(&["700000-", "500000-600000"]).with_status(200));
    let silent = || Reply::json(json!({"expirationDateTime": "2026-01-01T00:00:00Z"}));
    check_goes_on(missing(&["700000-", "500000-"]), None, 500_000).await;
    check_goes_on(missing(&["500000"]).with_status(200), None, 500_000).await;
    check_goes_on(silent().with_status(202), state(), 500_000).await;
    check_goes_on(silent().with_status(200), state(), 500_000).await;
    check_goes_on(Reply::status(202), state(), 500_000).await;
    check_goes_on(Reply::status(200), state(), 500_000).await;
    check_goes_on(Reply::status(204), state(), 500_000).await;
    check_goes_on(Reply::json("{").with_status(202), state(), 500_000).await;
    check_goes_on(missing(&[]), state(), 500_000).await;
    check_goes_on(missing(&["800000-"]), state(), 500_000).await;
    check_goes_on(missing(&["999999-"]), state(), 500_000).await;
    check_goes_on(Reply::json(json!({"nextExpectedRanges": null})).with_status(202), state(), 500_000).await;
    check_goes_on(Reply::json(json!({"nextExpectedRanges": [null]})).with_status(202), state(), 500_000)
        .await;
    // Nobody says anything, but the slice was taken.
    check_goes_on(Reply::status(202), Some(silent()), 655_360).await;
}

#[tokio::test]
async fn an_item_before_the_last_slice_has_come_too_early() {
    for first in [
        Reply::status(201),
        Reply::json(json!({"id": "item"})).with_status(201),
        Reply::json(json!({"id": "item"})),
        Reply::json(json!({"id": "item", "nextExpectedRanges": ["327680-"]})),
    ] {
        let graph = MockGraph::new();
        let (status, _, body) = first.clone().parts();
        graph.on(Method::Put, "/up/1").reply(first);
        let error = five_steps(&graph.client()).send::<()>().await.expect_err("too early");
        assert_eq!((error.kind(), error.status()), (GraphErrorKind::Decode, Some(status)));
        assert_eq!(error.body(), Some(&*body), "what came is kept");
        assert!(
            error.to_string().contains("ended early: the service takes 327680 of 1638400 bytes"),
            "{error}"
        );
        assert_eq!(graph.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_state_that_fails_is_an_error() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::status(202));
    let error = five_steps(&graph.client()).send::<()>().await.expect_err("no state");
    assert!(error.is_not_found(), "{error}");
    // Nothing is claimed of bytes that the content does not have.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(missing(&["9999999-"]));
    graph.on(Method::Get, "/up/1").reply(missing(&["9999999-"]).with_status(200));
    let error = five_steps(&graph.client()).send::<()>().await.expect_err("another content");
    assert_eq!(error.kind(), GraphErrorKind::Decode, "{error}");
}

#[tokio::test]
async fn a_server_that_counts_in_bytes_is_left() {
    let graph = MockGraph::new();
    let count = AtomicUsize::new(0);
    graph.on(Method::Put, "/up/1").made(move |_| match count.fetch_add(1, Ordering::SeqCst) + 1 {
        // Else the test would not end if nobody kept count.
        1000.. => Reply::status(201),
        bytes => missing(&[&format!("{bytes}-")]),
    });
    let error = five_steps(&graph.client()).send::<()>().await.expect_err("no progress");
    assert_eq!(error.kind(), GraphErrorKind::Limit);
    assert_eq!(graph.calls().len(), 4);

    // The same, seen only by asking.
    let graph = MockGraph::new();
    let count = AtomicUsize::new(0);
    graph.on(Method::Put, "/up/1").reply(Reply::status(202));
    graph
        .on(Method::Get, "/up/1")
        .made(move |_| missing(&[&format!("{}-", count.fetch_add(1, Ordering::SeqCst))]));
    let error = five_steps(&graph.client()).send::<()>().await.expect_err("no progress");
    assert_eq!((error.kind(), graph.count(Method::Put, "/up/1")), (GraphErrorKind::Limit, 4));
}

#[tokio::test]
async fn slices_that_are_taken_in_part_go_on() {
    let graph = MockGraph::new();
    let rule = graph.on(Method::Put, "/up/1");
    let rule = (1..15).fold(rule, |rule, part| rule.reply(missing(&[&format!("{}-", part * 110_000)])));
    rule.reply(Reply::status(201));
    five_steps(&graph.client()).send::<()>().await.expect("uploaded");
    assert_eq!(graph.calls().len(), 15);
}

#[tokio::test]
async fn only_an_answer_without_ranges_ends() {
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(missing(&["4-"]).with_status(201)).reply(Reply::status(200));
    upload(&graph).send::<()>().await.expect("uploaded");
    assert_eq!(ranges_of(&graph), ["bytes 0-9/10", "bytes 4-9/10"]);

    // A session in the last answer is not an item.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(missing(&[]).with_status(200));
    assert_eq!(upload(&graph).send::<Option<Value>>().await.expect("uploaded"), None);

    // It did not say so at once.
    let graph = MockGraph::new();
    graph.on(Method::Put, "/up/1").reply(Reply::status(202));
    graph.on(Method::Get, "/up/1").reply(Reply::json(json!({"id": "s", "nextExpectedRanges": ["10-"]})));
    let mut upload = upload(&graph);
    assert_eq!(upload.send::<Option<Value>>().await.expect("uploaded"), None);
    assert_eq!(upload.refresh().await.expect("known").done, 10);
    assert_eq!(graph.calls().len(), 2);
}

#[tokio::test]
async fn a_content_type_that_is_none_is_not_sent() {
    let graph = MockGraph::new();
    for kind in ["image/jpeg\r\nx-evil: 1", "image/jpeg\n", "image", "", "image/jpég"] {
        for method in [Method::Put, Method::Post] {
            let content = Content::new(vec![1], kind);
            let error = graph.client().raw(method, "/me/photo/$value").content(content).await;
            assert_eq!(error.expect_err("refused").kind(), GraphErrorKind::Request, "{kind:?}");
        }
        let batched =
            graph.client().raw(Method::Put, "/me/photo/$value").content(Content::new(vec![1], kind));
        let mut batch = graph.client().batch();
        let handle = batch.add(batched);
        let mut results = batch.send().await.expect("the batch itself has no failure");
        let error = results.take(&handle).expect_err("refused");
        assert_eq!(error.kind(), GraphErrorKind::Request, "{kind:?}");
    }
    assert!(graph.calls().is_empty());
}
