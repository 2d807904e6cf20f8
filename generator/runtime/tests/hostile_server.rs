//! The client against a server that means it no good, over real TLS on loopback: links that lead elsewhere, redirects that
//! go round, bodies that never end or break off, pauses of a year, resets in the middle.

#[path = "hostile_server/server.rs"]
mod server;
#[path = "hostile_server/transfers.rs"]
mod transfers;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use msgraph_core::Value;
use msgraph_core::client::{
    Bytes, Client, Delta, DeltaToken, Download, Endpoint, GraphClientOptions, GraphErrorKind, Limits, List,
    LongRunning, Method, Request, Result, Retries, UploadSession, Url,
};
use msgraph_core::testing::TestCredential;
use server::{Act, Seen, Server, answer, json};

const GET: Endpoint = Endpoint::get(&[]);
const POST: Endpoint = Endpoint::post(&[]);

fn users<T, K>(client: &Client) -> Request<T, K> {
    Request::new(&client.root().push("users"), GET)
}

async fn get(client: &Client) -> Result<Value> {
    client.raw(Method::Get, "/users").await
}

async fn post(client: &Client) -> Result<Value> {
    client.raw(Method::Post, "/users").json(&"x".repeat(100_000)).await
}

/// Answers the first requests in one way and the later ones well.
fn first(times: usize, act: impl Fn() -> Act + Send + Sync + 'static) -> impl Fn(&Seen) -> Act + Send + Sync {
    let count = AtomicUsize::new(0);
    move |_| if count.fetch_add(1, Ordering::SeqCst) < times { act() } else { json(200, "", r#"{"id":"1"}"#) }
}

#[tokio::test]
async fn an_honest_answer_arrives() {
    let server = Server::start(|_| json(200, "", r#"{"id":"1"}"#)).await;
    let (client, _) = server.client(GraphClientOptions::default());
    assert_eq!(get(&client).await.expect("an answer")["id"], "1");
    let seen = server.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].target.as_str()), ("GET", "/v1.0/users"));
    assert_eq!(seen[0].header("authorization"), Some("Bearer test-token"));
    assert!(
        seen[0].header("client-request-id").is_some() && seen[0].header("x-ms-client-request-id").is_none()
    );
    assert_eq!(seen[0].header("user-agent"), Some(concat!("msgraph-core/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen[0].header("sdkversion"), None);
}

/// A list whose next link is this must end with a refusal, and nobody else must be asked anything.
async fn check_next_link(link: impl Fn(&Server, &Server) -> String) {
    let other = Server::start(|_| json(200, "", r#"{"value":[]}"#)).await;
    let own_link = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let shown = own_link.clone();
    let server = Server::start(move |_| {
        let link = shown.get().cloned().unwrap_or_default();
        json(200, "", &format!(r#"{{"value":[1],"@odata.nextLink":"{link}"}}"#))
    })
    .await;
    let link = own_link.get_or_init(|| link(&server, &other));
    let (client, _) = server.client(GraphClientOptions::default());
    let error = users::<Value, List>(&client).items().collect().await.expect_err("refused");
    assert_eq!(error.kind(), GraphErrorKind::Refused, "{link}: {error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    assert_eq!(server.seen().len(), 1, "{link}");
    assert!(other.seen().is_empty(), "{link}");
}

#[tokio::test]
async fn next_links_elsewhere_are_refused() {
    let path = "/v1.0/users?$skiptoken=secret";
    check_next_link(|own, _| own.url("evil.test", path)).await;
    check_next_link(|_, other| other.url("graph.test", path)).await;
    check_next_link(|own, _| own.url("graph.test", path).replace("https:", "http:")).await;
    check_next_link(|own, _| own.url("graph.test@evil.test", path)).await;
    check_next_link(|own, _| own.url("graph.test", path).replace("https:", "ftp:")).await;
}

#[tokio::test]
async fn identical_next_links_end() {
    let server = Server::start(|seen| {
        let host = seen.header("host").unwrap_or_default();
        json(200, "", &format!(r#"{{"value":[1],"@odata.nextLink":"https://{host}/v1.0/users?same"}}"#))
    })
    .await;
    let (client, _) = server.client(GraphClientOptions::default());
    let error = users::<Value, List>(&client).items().collect().await.expect_err("a loop");
    assert_eq!(error.kind(), GraphErrorKind::Limit, "{error}");
    assert_eq!(server.seen().len(), 2);
    let delta = users::<Value, Delta>(&client).pages().collect().await.expect_err("a loop");
    assert_eq!(delta.kind(), GraphErrorKind::Limit, "{delta}");
}

#[tokio::test]
async fn delta_tokens_of_others_are_refused() {
    let server = Server::start(|_| json(200, "", "{}")).await;
    let (client, _) = server.client(GraphClientOptions::default());
    let token = DeltaToken::from_link(server.url("evil.test", "/v1.0/users/delta?secret"));
    let error = users::<Value, Delta>(&client).resume(&token).collect().await.expect_err("refused");
    assert_eq!(error.kind(), GraphErrorKind::Refused);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn redirects_do_not_go_round() {
    let server = Server::start(|seen| {
        let location = format!("https://{}{}", seen.header("host").unwrap_or_default(), seen.target);
        json(302, &format!("location: {location}\r\n"), "")
    })
    .await;
    let (client, _) = server.client(GraphClientOptions::default());
    let error = get(&client).await.expect_err("not followed");
    assert_eq!((error.status(), server.seen().len()), (Some(302), 1));
    let error = users::<Bytes, Download>(&client).await.expect_err("one hop only");
    assert_eq!((error.kind(), server.seen().len()), (GraphErrorKind::Refused, 3));
}

#[tokio::test]
async fn a_body_that_grows_is_cut_off() {
    let server = Server::start(|_| Act::Bomb).await;
    let limits = Limits { max_body: 8 << 20, ..Limits::default() };
    let (client, _) = server.client(GraphClientOptions { limits, ..Default::default() });
    let before = peak_memory();
    let error = get(&client).await.expect_err("too large");
    assert_eq!(error.kind(), GraphErrorKind::Limit, "{error}");
    assert_eq!(server.seen().len(), 1, "what is too large once is too large twice");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after - before < 200 << 10, "{} KiB more", after - before);
    }
    // The server may be ahead by what fits into buffers, but never by the whole gigabyte.
    let sent = *server.bytes_sent.lock().expect("not poisoned");
    assert!(sent < 1 << 30, "{sent} bytes were taken");
}

/// The most memory this process ever held, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn errors_without_end_are_cut_off() {
    let page = "<html>".repeat(2_000_000);
    let server = Server::start(move |_| Act::Send(answer(500, "content-type: text/html\r\n", &page))).await;
    let (client, _) = server.client(GraphClientOptions::default());
    let error = post(&client).await.expect_err("an error");
    assert_eq!((error.status(), error.body().map(<[u8]>::len)), (Some(500), Some(64 << 10)));
    assert!(error.to_string().len() < 400, "{error}");
}

/// What the client makes of a pause asked for on the wire: the number of requests, and the time it waited.
async fn check_pause(header: &'static str, requests: usize, waited: Duration) {
    let server =
        Server::start(first(1, move || json(429, &format!("retry-after: {header}\r\n"), "{}"))).await;
    let (client, clock) = server.client(GraphClientOptions::default());
    let outcome = post(&client).await;
    assert_eq!(outcome.is_ok(), requests > 1, "{header}");
    assert_eq!((server.seen().len(), clock.waited()), (requests, waited), "{header}");
}

#[tokio::test]
async fn pauses_of_all_kinds() {
    let usual = Duration::from_millis(250);
    check_pause("2", 2, Duration::from_secs(2)).await;
    check_pause("0.75", 2, Duration::from_millis(750)).await;
    check_pause("31536000", 1, Duration::ZERO).await;
    check_pause("Fri, 31 Dec 2999 23:59:59 GMT", 1, Duration::ZERO).await;
    check_pause("Fri, 31 Dec 1999 23:59:59 GMT", 2, usual).await;
    check_pause("-1", 2, usual).await;
    check_pause("99999999999999999999999999", 1, Duration::ZERO).await;
    check_pause("soon; or later", 2, usual).await;
    check_pause("", 2, usual).await;
}

/// How often a GET and a POST reach a server that fails the first time, and whether they succeed.
async fn check_failure(act: fn() -> Act, gets: usize, posts: usize) {
    for (method, requests) in [("GET", gets), ("POST", posts)] {
        let server = Server::start(first(1, act)).await;
        let retries = Retries { try_timeout: Some(Duration::from_secs(2)), ..Retries::default() };
        let (client, _) = server.client(GraphClientOptions { retries, ..Default::default() });
        let outcome = if method == "GET" { get(&client).await } else { post(&client).await };
        assert_eq!(outcome.is_ok(), requests > 1, "{method}: {outcome:?}");
        assert_eq!(server.seen().len(), requests, "{method}");
    }
}

#[tokio::test]
async fn resets_are_tried_again_only_where_that_is_safe() {
    check_failure(|| Act::ResetBeforeBody, 2, 1).await;
    check_failure(|| Act::SendAndReset(Vec::new()), 2, 1).await;
    check_failure(
        || Act::SendAndReset(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"id\"".to_vec()),
        2,
        1,
    )
    .await;
}

#[tokio::test]
async fn broken_bodies_are_tried_again_only_where_that_is_safe() {
    let chunks =
        || Act::Send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"id\":".to_vec());
    check_failure(chunks, 2, 1).await;
    let bad_chunk =
        || Act::Send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n".to_vec());
    check_failure(bad_chunk, 2, 1).await;
    check_failure(|| Act::Send(answer(200, "content-encoding: gzip\r\n", "this is not gzip")), 2, 1).await;
    check_failure(|| Act::Send(b"this is not HTTP".to_vec()), 2, 1).await;
    check_failure(
        || Act::SendAndStall(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"id\"".to_vec()),
        2,
        1,
    )
    .await;
}

#[tokio::test]
async fn errors_as_successes_are_errors() {
    let body = r#"{"error":{"code":"InternalServerError","message":"went wrong"}}"#;
    let server = Server::start(|_| json(200, "request-id: r\r\n", body)).await;
    let (client, _) = server.client(GraphClientOptions::default());
    let error = get(&client).await.expect_err("an error");
    assert_eq!((error.code(), error.request_id()), (Some("InternalServerError"), Some("r")));
    assert_eq!(error.client_request_id(), server.seen()[0].header("client-request-id"));
}

#[tokio::test]
async fn depth_is_limited() {
    let server = Server::start(|_| json(200, "", &"[".repeat(1_000_000))).await;
    let (client, _) = server.client(GraphClientOptions::default());
    assert_eq!(get(&client).await.expect_err("too deep").kind(), GraphErrorKind::Decode);
    let list = users::<Value, List>(&client).items().collect().await;
    assert_eq!(list.expect_err("too deep").kind(), GraphErrorKind::Decode);
}

#[tokio::test]
async fn an_unknown_certificate_is_no_connection() {
    let server = Server::start(|_| json(200, "", "{}")).await;
    let other = rcgen::generate_simple_self_signed(["graph.test".to_owned()]).expect("a certificate");
    let (client, _) = server.client_that_trusts(other.cert.der(), GraphClientOptions::default());
    let session = UploadSession::new(server.url("content.test", "/up?tempauth=secret"));
    let mut upload = client.upload(session, vec![7; 10]).expect("a good URL");
    let errors =
        [get(&client).await.expect_err("no trust"), upload.send::<()>().await.expect_err("no trust")];
    for error in errors {
        assert_eq!(error.kind(), GraphErrorKind::Transport);
        let texts = format!("{error} {error:?}");
        assert!(!texts.contains("secret") && !texts.contains("test-token"), "{texts}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_dropped_request_stops() {
    let server = Server::start(|_| Act::SendAndStall(Vec::new())).await;
    let (client, _) = server.client(GraphClientOptions::default());
    let sending = tokio::time::timeout(Duration::from_millis(300), get(&client));
    assert!(sending.await.is_err());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn without_tls_there_is_no_token_and_only_loopback() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback can be bound");
    let address = listener.local_addr().expect("a bound socket has an address");
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("the client connects");
        let mut head = vec![0; 8192];
        let length = tokio::io::AsyncReadExt::read(&mut socket, &mut head).await.expect("a request");
        let sending =
            tokio::io::AsyncWriteExt::write_all(&mut socket, &answer(200, "", r#"{"id":"1"}"#)).await;
        sending.expect("an answer");
        String::from_utf8_lossy(&head[..length]).to_ascii_lowercase()
    });
    let client = |allow_plain_loopback| {
        let endpoint = Url::parse(&format!("http://{address}")).ok();
        let options = GraphClientOptions { endpoint, allow_plain_loopback, ..Default::default() };
        Client::new(std::sync::Arc::new(TestCredential), "v1.0", Some(options))
    };
    assert!(client(false).is_err());
    assert_eq!(get(&client(true).expect("asked for")).await.expect("an answer")["id"], "1");
    let head = server.await.expect("the server ended");
    assert!(head.starts_with("get /v1.0/users http/1.1") && !head.contains("authorization"), "{head}");
}
