//! Content on its way to and fro: places elsewhere, connections that break off, drip or fall silent.

use super::*;

#[tokio::test]
async fn content_elsewhere_is_fetched_without_the_token() {
    let server = Server::start(|seen| {
        let port = seen.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default();
        match seen.header("host") {
            Some(host) if host.starts_with("content.test") => Act::Send(answer(200, "", "content")),
            _ => json(302, &format!("location: https://content.test:{port}/x?tempauth=secret\r\n"), ""),
        }
    })
    .await;
    let (client, _) = server.client(GraphClientOptions::default());
    assert_eq!(users::<Bytes, Download>(&client).await.expect("the content"), "content");
    let seen = server.seen();
    assert_eq!(seen[1].target, "/x?tempauth=secret");
    assert_eq!((seen[1].header("authorization"), seen[1].header("cookie")), (None, None));
}

#[tokio::test]
async fn a_stream_that_falls_silent_ends() {
    let server =
        Server::start(|_| Act::SendAndStall(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".to_vec()))
            .await;
    let limits = Limits { stream_timeout: Some(Duration::from_millis(100)), ..Limits::default() };
    let retries = Retries { max_retries: 1, ..Retries::default() };
    let (client, _) = server.client(GraphClientOptions { limits, retries, ..Default::default() });
    let start = Instant::now();
    assert!(users::<Bytes, Download>(&client).await.is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_download_that_drips_ends() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n";
    let server = Server::start(|_| Act::SendAndDrip(head.to_vec())).await;
    let retries = Retries { total_timeout: Some(Duration::from_millis(300)), ..Retries::default() };
    let (client, _) = server.client(GraphClientOptions { retries, ..Default::default() });
    let start = Instant::now();
    let error = users::<Bytes, Download>(&client).await.expect_err("too slow");
    assert!(error.is_timeout() && start.elapsed() < Duration::from_secs(5), "{error}");
}

#[tokio::test]
async fn parts_of_two_versions_are_not_joined() {
    for (range, whole) in [("3-4/5", true), ("3-4/9", false), ("3-1/5", false), ("4-5/6", false)] {
        let server = Server::start(move |seen| match seen.header("range") {
            None => Act::SendAndReset(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel".to_vec()),
            Some(_) => Act::Send(answer(206, &format!("content-range: bytes {range}\r\n"), "lo")),
        })
        .await;
        let (client, _) = server.client(GraphClientOptions::default());
        let content = users::<Bytes, Download>(&client).await;
        assert_eq!(content.is_ok_and(|content| content == "hello"), whole, "{range}");
        assert_eq!(server.seen().len(), 2, "{range}");
    }
}

#[tokio::test]
async fn an_upload_whose_last_answer_is_lost_says_so() {
    for (state, expected) in [
        ("", GraphErrorKind::AnswerLost),
        (r#"{"nextExpectedRanges":["10-"]}"#, GraphErrorKind::AnswerLost),
        (r#"{"nextExpectedRanges":["0-"]}"#, GraphErrorKind::Transport),
    ] {
        let server = Server::start(move |seen| match seen.method.as_str() {
            "PUT" => Act::SendAndReset(Vec::new()),
            _ => json(if state.is_empty() { 404 } else { 200 }, "", state),
        })
        .await;
        let retries = Retries { max_retries: 1, ..Retries::default() };
        let (client, _) = server.client(GraphClientOptions { retries, ..Default::default() });
        let session = UploadSession::new(server.url("content.test", "/up?tempauth=secret"));
        let mut upload = client.upload(session, vec![7; 10]).expect("a good URL");
        let error = upload.send::<()>().await.expect_err("never answered");
        assert_eq!(error.kind(), expected, "{state}: {error}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}

#[tokio::test]
async fn a_session_on_graph_is_called_with_the_token() {
    let server = Server::start(|seen| match (seen.method.as_str(), seen.target.as_str()) {
        ("PUT", "/v1.0/users/u/todo/attachmentSessions/s/content") => json(201, "", ""),
        _ => json(404, "", ""),
    })
    .await;
    let (client, _) = server.client(GraphClientOptions::default());
    let session = UploadSession::new(server.url("graph.test", "/v1.0/users/u/todo/attachmentSessions/s"));
    client.upload(session, vec![7; 10]).expect("a good URL").send::<()>().await.expect("uploaded");
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer test-token"));
}

#[tokio::test]
async fn uploads_and_monitors_elsewhere_see_no_token() {
    let server = Server::start(|seen| {
        let port = seen.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default();
        match (seen.method.as_str(), seen.target.as_str()) {
            ("PUT", _) => json(201, "", r#"{"id":"item"}"#),
            ("POST", _) => {
                json(202, &format!("location: https://content.test:{port}/monitor?secret\r\n"), "")
            }
            _ => json(200, "", r#"{"status":"completed"}"#),
        }
    })
    .await;
    let (client, _) = server.client(GraphClientOptions::default());
    let session = UploadSession::new(server.url("content.test", "/up?tempauth=secret"));
    let item: Value =
        client.upload(session, vec![7; 1000]).expect("a good URL").send().await.expect("uploaded");
    assert_eq!(item["id"], "item");
    let copy: Request<Value, LongRunning> = Request::new(&client.root().push("copy"), POST);
    copy.await.expect("started").wait().await.expect("done");
    let seen = server.seen();
    assert_eq!((seen[0].header("content-range"), seen[0].body.len()), (Some("bytes 0-999/1000"), 1000));
    assert_eq!((seen[0].header("content-length"), seen[0].header("authorization")), (Some("1000"), None));
    assert_eq!((seen[2].target.as_str(), seen[2].header("authorization")), ("/monitor?secret", None));
}
