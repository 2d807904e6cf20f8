use azure_core::http::Method;

use super::*;
use crate::client::Operation;
use crate::testing::{Fault, MockGraph, Reply};

static CONTENT: Operation = Operation { method: Method::Get, documented: &[] };
const PLACE: &str = "https://contoso.sharepoint.com/file/1?tempauth=secret";

fn request(graph: &MockGraph) -> Request<Bytes, Download> {
    Request::new(&graph.client().root().push("drive").push("content"), &CONTENT)
}

fn redirect(graph: &MockGraph, location: &str) {
    graph.on(Method::Get, "/drive/content").reply(Reply::status(302).header("location", location));
}

#[tokio::test]
async fn one_hop_without_the_token() {
    let graph = MockGraph::new();
    redirect(&graph, PLACE);
    graph.on(Method::Get, "/file/1").reply(Reply::bytes("hello"));
    assert_eq!(request(&graph).await.expect("the content"), "hello");
    let calls = graph.calls();
    assert_eq!(calls[0].header("authorization"), Some("Bearer test-token"));
    assert_eq!(calls[1].header("authorization"), None);
}

#[tokio::test]
async fn a_second_hop_and_bad_places_are_refused() {
    for place in ["http://contoso.sharepoint.com/file/1", "https://127.0.0.1/file/1", "https://[::1]/"] {
        let graph = MockGraph::new();
        redirect(&graph, place);
        let error = request(&graph).await.expect_err("refused");
        assert_eq!(error.kind(), GraphErrorKind::Refused, "{place}");
    }
    let graph = MockGraph::new();
    redirect(&graph, PLACE);
    graph.on(Method::Get, "/file/1").reply(Reply::status(302).header("location", PLACE));
    let error = request(&graph).await.expect_err("refused");
    assert_eq!(error.kind(), GraphErrorKind::Refused);
    assert_eq!(graph.calls().len(), 2);
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test]
async fn a_broken_stream_goes_on_where_it_broke() {
    let graph = MockGraph::new();
    redirect(&graph, PLACE);
    let short = Reply::bytes("hel").header("etag", "\"1\"").header("content-length", "5");
    graph
        .on(Method::Get, "/file/1")
        .reply(short)
        .reply(Reply::bytes("lo").with_status(206).header("content-range", "bytes 3-4/5"));
    let mut stream = request(&graph).stream().await.expect("opened");
    assert_eq!((stream.length(), stream.etag()), (Some(5), Some("\"1\"")));
    let mut whole = Vec::new();
    while let Some(piece) = stream.try_next().await.expect("a piece") {
        whole.extend_from_slice(&piece);
    }
    assert_eq!(whole, b"hello");
    let last = graph.calls().pop().expect("calls were made");
    assert_eq!(last.header("range"), Some("bytes=3-"));
    assert_eq!(last.header("if-range"), Some("\"1\""));
}

#[tokio::test]
async fn content_that_changed_meanwhile_is_not_mixed() {
    let graph = MockGraph::new();
    let short = Reply::bytes("hel").header("etag", "\"1\"").header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(short).reply(Reply::bytes("HELLO").header("etag", "\"2\""));
    let error = request(&graph).await.expect_err("changed");
    assert_eq!(error.kind(), GraphErrorKind::Transport, "{error}");
}

#[tokio::test]
async fn ranges_limits_and_errors() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::bytes("el").with_status(206));
    assert_eq!(request(&graph).range(1..3).await.expect("a part"), "el");
    assert_eq!(graph.calls()[0].header("range"), Some("bytes=1-2"));
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
    let empty = request(&graph).range(3..1).await;
    assert!(empty.is_err());

    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::error(404, "itemNotFound", "gone"));
    assert!(request(&graph).await.is_err_and(|error| error.is_not_found()));
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").fault(2, Fault::Unavailable).reply(Reply::bytes("x"));
    assert_eq!(request(&graph).await.expect("after two tries"), "x");
}
