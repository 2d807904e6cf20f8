//! Downloads: ranges, resumption, versions, redirects.

use azure_core::http::Method;

use super::*;
use crate::client::{Endpoint, Retries};
use crate::testing::{Fault, MockGraph, Reply};

const CONTENT: Endpoint = Endpoint::get(&[]);
const PLACE: &str = "https://contoso.sharepoint.com/file/1?tempauth=secret";

fn request(graph: &MockGraph) -> Request<Bytes, Download> {
    Request::new(&graph.client().root().push("drive").push("content"), CONTENT)
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
async fn what_has_come_makes_good_for_breaks() {
    let graph = MockGraph::new();
    let mut route = graph.on(Method::Get, "/drive/content");
    for (at, piece) in ["h", "e", "l", "l", "o"].into_iter().enumerate() {
        let reply = Reply::bytes(piece).header("content-length", &(5 - at).to_string());
        let range = format!("bytes {at}-4/5");
        let rest = |reply: Reply| reply.with_status(206).header("content-range", &range);
        route = route.reply(if at == 0 { reply } else { rest(reply) });
    }
    let once = Retries { max_retries: 1, ..Retries::default() };
    let whole = request(&graph).retries(once.clone()).await.expect("four breaks");
    assert_eq!(whole, "hello");

    let graph = MockGraph::new();
    let nothing = Reply::bytes("").header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(nothing.clone()).reply(nothing);
    let error = request(&graph).retries(once).await.expect_err("nothing came, twice");
    assert_eq!((error.kind(), graph.calls().len()), (GraphErrorKind::Transport, 2), "{error}");
}

#[tokio::test]
async fn content_that_changed_meanwhile_is_not_mixed() {
    let graph = MockGraph::new();
    let short = Reply::bytes("hel").header("etag", "\"1\"").header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(short).reply(Reply::bytes("HELLO").header("etag", "\"2\""));
    let error = request(&graph).await.expect_err("changed");
    assert_eq!(error.kind(), GraphErrorKind::Transport, "{error}");
}

/// What comes of content that breaks off after `hel` of five bytes and goes on with this.
async fn check_continued(etag: Option<&str>, rest: Reply, expected: Option<&str>) {
    let graph = MockGraph::new();
    let short = Reply::bytes("hel").header("content-length", "5");
    let short = etag.map_or(short.clone(), |etag| short.header("etag", etag));
    graph.on(Method::Get, "/drive/content").reply(short).reply(rest);
    match (request(&graph).await, expected) {
        (Ok(whole), Some(expected)) => assert_eq!(whole, expected),
        (Err(error), None) => assert_eq!(error.kind(), GraphErrorKind::Transport, "{error}"),
        (outcome, _) => panic!("{outcome:?}"),
    }
}

#[tokio::test]
async fn a_part_of_another_version_is_no_continuation() {
    let rest =
        |bytes: &'static str| Reply::bytes(bytes).with_status(206).header("content-range", "bytes 3-4/5");
    check_continued(Some("W/\"1\""), rest("LO").header("etag", "W/\"2\""), None).await;
    check_continued(Some("\"1\""), rest("LO").header("etag", "\"2\""), None).await;
    check_continued(Some("W/\"1\""), rest("lo").header("etag", "W/\"1\""), Some("hello")).await;
    check_continued(Some("W/\"1\""), rest("lo"), Some("hello")).await;
    check_continued(None, rest("lo").header("etag", "W/\"2\""), Some("hello")).await;
    // Without versions, a rest that is too long still gives another version away.
    check_continued(None, rest("LOOO").header("content-length", "4"), None).await;
}

/// What is asked for with this range, what is answered, and what comes of it.
async fn check_range(range: impl RangeBounds<u64>, sent: Option<&str>, reply: Reply, expected: Option<&str>) {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(reply);
    let outcome = request(&graph).range(range).await;
    assert_eq!(outcome.as_deref().ok(), expected.map(str::as_bytes), "{outcome:?}");
    assert_eq!(graph.calls()[0].header("range"), sent);
}

#[tokio::test]
async fn only_the_part_that_was_asked_for_is_handed_out() {
    let part = |bytes: &'static str, range: &str| {
        Reply::bytes(bytes).with_status(206).header("content-range", range)
    };
    check_range(6.., Some("bytes=6-"), Reply::bytes("hello world"), None).await;
    check_range(6.., Some("bytes=6-"), part("world", "bytes 6-10/11"), Some("world")).await;
    check_range(6.., Some("bytes=6-"), part("hello", "bytes 0-4/11"), None).await;
    check_range(1..3, Some("bytes=1-2"), part("ello", "bytes 1-4/5"), None).await;
    check_range(1..9, Some("bytes=1-8"), part("ello", "bytes 1-4/5"), Some("ello")).await;
    check_range(1..9, Some("bytes=1-8"), part("ell", "bytes 1-3/5"), None).await;
    check_range(1..9, Some("bytes=1-8"), part("ello", "bytes 1-4/*"), Some("ello")).await;
    check_range(1..9, Some("bytes=1-8"), part("ello", "nonsense"), None).await;
    check_range(.., None, Reply::bytes("hello"), Some("hello")).await;
    check_range(0.., None, Reply::bytes("hello"), Some("hello")).await;
    check_range(0.., None, part("he", "bytes 0-1/5"), None).await;
}

#[tokio::test]
async fn a_part_that_broke_off_is_not_continued_with_the_whole() {
    let graph = MockGraph::new();
    let broken = Reply::bytes("wo").with_status(206).header("content-length", "5");
    let rest = Reply::bytes("rld").with_status(206).header("content-range", "bytes 8-10/11");
    graph.on(Method::Get, "/drive/content").reply(broken.clone()).reply(rest);
    assert_eq!(request(&graph).range(6..).await.expect("the part"), "world");

    let graph = MockGraph::new();
    let nothing = Reply::bytes("").with_status(206).header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(nothing).reply(Reply::bytes("hello world"));
    assert!(request(&graph).range(6..).await.is_err());
}

#[tokio::test]
async fn empty_ranges_are_not_sent() {
    let before = |end| (Bound::Unbounded, Bound::Excluded(end));
    for range in
        [before(0), (Bound::Included(5), Bound::Excluded(5)), (Bound::Excluded(u64::MAX), Bound::Unbounded)]
    {
        let graph = MockGraph::new();
        let error = request(&graph).range(range).await.expect_err("nothing to read");
        assert_eq!((error.kind(), graph.calls().len()), (GraphErrorKind::Request, 0), "{range:?}");
    }
}

#[tokio::test]
async fn ranges_written_by_hand_are_handed_out_but_not_continued() {
    let graph = MockGraph::new();
    let part = Reply::bytes("ld").with_status(206).header("content-range", "bytes 3-4/5");
    graph.on(Method::Get, "/drive/content").reply(part).reply(Reply::bytes("hello"));
    let suffix = || request(&graph).header("Range", "bytes=-2");
    assert_eq!(suffix().await.expect("the end"), "ld");
    assert!(suffix().await.is_err(), "the whole is not the end");
}

#[tokio::test]
async fn ranges_limits_and_errors() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::bytes("el").with_status(206));
    assert_eq!(request(&graph).range(1..3).await.expect("a part"), "el");
    assert_eq!(graph.calls()[0].header("range"), Some("bytes=1-2"));
    let again = request(&graph).header("X-Other", "kept").range(1..3).range(..);
    again.await.expect_err("a part is not the whole");
    assert_eq!((graph.calls()[1].header("range"), graph.calls()[1].header("x-other")), (None, Some("kept")));
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

#[tokio::test]
async fn what_goes_on_agrees_with_what_was_announced() {
    let rest = |range: &str| Reply::bytes("lo").with_status(206).header("content-range", range);
    check_continued(None, rest("bytes 3-4/5"), Some("hello")).await;
    check_continued(None, rest("bytes 3-4/*"), Some("hello")).await;
    check_continued(None, rest("bytes 3-4/9"), None).await;
    check_continued(None, rest("bytes 3-4/4"), None).await;
    check_continued(None, rest("bytes 3-1/5"), None).await;
    check_continued(None, rest("bytes 2-3/5"), None).await;
    check_continued(None, rest("bytes 4-5/5"), None).await;
    check_continued(None, rest("bytes 3-5/*"), None).await;
    check_continued(None, rest("bytes 3-4/nonsense"), None).await;
    check_continued(None, rest("bytes 3-4/5").header("content-length", "1"), None).await;
    check_continued(None, rest("bytes 3-4/5").header("content-encoding", "gzip"), None).await;
    check_continued(None, Reply::bytes("lo").with_status(206), None).await;
    check_continued(None, Reply::bytes("hello"), None).await;
    check_continued(Some("\"1\""), Reply::bytes("hello").header("etag", "\"1\""), None).await;
}

#[tokio::test]
async fn a_rest_in_parts_is_put_together() {
    let graph = MockGraph::new();
    let part = |bytes: &'static str, range: &str| {
        Reply::bytes(bytes).with_status(206).header("content-range", range)
    };
    graph
        .on(Method::Get, "/drive/content")
        .reply(Reply::bytes("hel").header("content-length", "5"))
        .reply(part("l", "bytes 3-3/5"))
        .reply(part("o", "bytes 4-4/5"));
    assert_eq!(request(&graph).await.expect("the content"), "hello");

    // The second part is of another version, which only the first one has named.
    let graph = MockGraph::new();
    graph
        .on(Method::Get, "/drive/content")
        .reply(Reply::bytes("hel").header("content-length", "5"))
        .reply(part("l", "bytes 3-3/5").header("etag", "\"1\""))
        .reply(part("O", "bytes 4-4/5").header("etag", "\"2\""));
    assert_eq!(request(&graph).await.expect_err("changed").kind(), GraphErrorKind::Transport);
}

#[tokio::test]
async fn content_of_unknown_length_is_taken_up_too() {
    let graph = MockGraph::new();
    let part = |bytes: &'static str, range: &str| {
        Reply::bytes(bytes).with_status(206).header("content-range", range)
    };
    graph
        .on(Method::Get, "/drive/content")
        .fault(1, Fault::BrokenBody)
        .reply(part("ab", "bytes 21-24/*"))
        .reply(part("cd", "bytes 23-24/*"));
    assert_eq!(request(&graph).await.expect("the content"), r#"{"value":[{"id":"1"},abcd"#);
}

#[tokio::test]
async fn a_server_that_begins_again_begins_with_the_same() {
    let nothing = || Reply::bytes("").header("content-length", "5");
    for (again, expected) in [("hello", true), ("hell", false), ("hello!", false)] {
        let graph = MockGraph::new();
        let length = again.len().to_string();
        let again = Reply::bytes(again).header("content-length", &length);
        graph.on(Method::Get, "/drive/content").reply(nothing()).reply(again);
        assert_eq!(request(&graph).await.is_ok(), expected, "{length}");
    }
}

#[tokio::test]
async fn more_bytes_than_announced_are_not_taken() {
    let part = |bytes: &'static str, range: &str| {
        Reply::bytes(bytes).with_status(206).header("content-range", range)
    };
    check_range(.., None, Reply::bytes("hello").header("content-length", "4"), None).await;
    check_range(1..3, Some("bytes=1-2"), part("ell", "bytes 1-2/5"), None).await;
    check_range(1..3, Some("bytes=1-2"), Reply::bytes("ell").with_status(206), None).await;
    check_range(1..3, Some("bytes=1-2"), part("el", "bytes 1-2/5").header("content-length", "3"), None).await;
    check_range(1.., Some("bytes=1-"), part("ello", "bytes 1-4/6"), None).await;
    let several =
        Reply::bytes("--x").with_status(206).header("content-type", "multipart/byteranges; boundary=x");
    check_range(1.., Some("bytes=1-"), several, None).await;
    check_continued(None, part("lo", "bytes 3-4/5"), Some("hello")).await;
    let graph = MockGraph::new();
    let short = Reply::bytes("hel").header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(short).reply(part("lo!", "bytes 3-4/5"));
    assert_eq!(request(&graph).await.expect_err("too many").kind(), GraphErrorKind::Decode);
}

#[tokio::test]
async fn encoded_content_is_not_handed_out_as_the_content() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::bytes("hello").header("content-encoding", "br"));
    let error = request(&graph).await.expect_err("encoded");
    assert_eq!(error.kind(), GraphErrorKind::Decode);
    check_range(.., None, Reply::bytes("hello").header("content-encoding", "identity"), Some("hello")).await;
}

#[tokio::test]
async fn a_range_that_cannot_be_is_the_error_of_the_server() {
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::error(416, "invalidRange", "no such bytes"));
    assert_eq!(request(&graph).range(9..).await.expect_err("no such bytes").status(), Some(416));
    check_continued_kind(Reply::error(416, "invalidRange", "no such bytes"), GraphErrorKind::Service).await;
}

async fn check_continued_kind(rest: Reply, expected: GraphErrorKind) {
    let graph = MockGraph::new();
    let short = Reply::bytes("hel").header("content-length", "5");
    graph.on(Method::Get, "/drive/content").reply(short).reply(rest);
    assert_eq!(request(&graph).await.expect_err("no rest").kind(), expected);
}

#[tokio::test]
async fn the_total_time_holds_for_an_awaited_download_as_a_whole() {
    let retries = |limit| Retries { total_timeout: Some(limit), ..Retries::default() };
    let slow = || Reply::bytes(vec![1; 1000]).slowly(1, Duration::from_millis(20));
    let graph = MockGraph::new();
    redirect(&graph, PLACE);
    graph.on(Method::Get, "/file/1").reply(slow());
    let start = std::time::Instant::now();
    let error = request(&graph).retries(retries(Duration::from_millis(200))).await.expect_err("too slow");
    assert!(error.is_timeout() && start.elapsed() < Duration::from_secs(5), "{error}");
    assert_eq!((error.method(), error.template()), (Some(Method::Get), Some("/drive/content")));

    // A stream takes as long as its reader lets it.
    let graph = MockGraph::new();
    graph.on(Method::Get, "/drive/content").reply(Reply::bytes("hello").slowly(1, Duration::from_millis(20)));
    let request_of = request(&graph).retries(retries(Duration::from_millis(50)));
    let pieces: Vec<Bytes> =
        request_of.stream().await.expect("opened").try_collect().await.expect("all of it");
    assert_eq!(pieces.concat(), b"hello");
}

#[tokio::test]
async fn pauses_between_parts_count_into_the_total_time() {
    let graph = MockGraph::new();
    let rule = graph.on(Method::Get, "/drive/content").reply(Reply::bytes("h").header("content-length", "5"));
    let rule = (1..5).fold(rule, |rule, byte| {
        let range = format!("bytes {byte}-{byte}/5");
        let part = Reply::bytes("x").with_status(206).header("content-range", &range);
        rule.fault(1, Fault::Throttled("60")).reply(part)
    });
    drop(rule);
    let retries = Retries { total_timeout: Some(Duration::from_secs(150)), ..Retries::default() };
    let error = request(&graph).retries(retries).await.expect_err("four minutes of pauses");
    assert!(error.is_throttled() || error.is_timeout(), "{error}");
    assert!(graph.clock().waited() < Duration::from_secs(150));
}
