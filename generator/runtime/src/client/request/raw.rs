//! Requests by method and path, for what is not documented: as free as the application wants, within the client's own
//! service and version.
//!
//! In: a path, or a whole URL of the service. Out: a request that goes the same way as every other, and that can become
//! any other kind: [`into_list`](Request::into_list) pages, [`into_delta`](Request::into_delta) follows changes,
//! [`into_download`](Request::into_download) streams, [`into_long_running`](Request::into_long_running) waits.

use azure_core::{Bytes, http::Method};
use serde_json::Value;
use url::Url;

use super::{Count, Delta, Download, List, LongRunning, Parts, Raw, Request, decode::FromResponse, encode};
use crate::client::Client;

impl Client {
    /// A request by method and path, for what is not documented. The path counts from the version (`/users/x?$top=5`) or is
    /// a whole URL of the client's own service and version. What no URL can hold is encoded in the query, and so must it
    /// be in the path. Goes the same way as every other request.
    pub fn raw(&self, method: Method, path: &str) -> Request<Value, Raw> {
        let mut parts = Parts::new(&self.root(), method, None);
        match self.below_version(path) {
            Ok(below) => {
                // Keys cannot be told from segments here, so that nothing but the first segment goes into errors and spans.
                let first = below.trim_start_matches('/').split(['/', '?', '(']).next().unwrap_or_default();
                parts.template = format!("/{first}/…");
                parts.path = below;
            }
            Err(what) => parts.fail(what),
        }
        Request::of(parts)
    }

    /// Path and query behind the version; `Err` says why there are none.
    fn below_version(&self, text: &str) -> Result<String, &'static str> {
        let below = if is_absolute(text) { self.below_own_url(text)? } else { text };
        let (path, query) = match below.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (below, None),
        };
        if encode::has_dot_segment(path) {
            return Err("the path has a dot segment");
        }
        // What a URL leaves out when it is parsed could put dots together again.
        if path.chars().any(char::is_control) {
            return Err("the path has a control character");
        }
        if path.contains('#') {
            return Err("the path has a fragment; in a key, # is written %23");
        }
        let query = query.map(|query| format!("?{}", encode::typed_query(query))).unwrap_or_default();
        Ok(format!("/{}{query}", path.trim_start_matches('/')))
    }

    /// The part of a whole URL that stands behind the version.
    fn below_own_url<'t>(&self, text: &'t str) -> Result<&'t str, &'static str> {
        let own = Url::parse(text).is_ok_and(|url| self.0.origin.is_own(&url));
        let (_, rest) = text.split_once("://").unwrap_or_default();
        let path = rest.find(['/', '?', '#']).map_or("", |start| &rest[start..]);
        let below = path
            .strip_prefix(self.base_path())
            .filter(|below| below.is_empty() || below.starts_with(['/', '?']));
        below.filter(|_| own).ok_or("the URL does not lead to the client's own service and version")
    }
}

/// Whether a text begins with a scheme. `://` anywhere else belongs to a key, an argument or the query.
fn is_absolute(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte) || byte.is_ascii_whitespace())
    })
}

impl<T> Request<T, Raw> {
    /// Reads the answer as another type.
    pub fn read_as<U: FromResponse>(self) -> Request<U, Raw> {
        self.cast()
    }

    /// Reads a collection, page by page.
    pub fn into_list(self) -> Request<T, List> {
        self.cast()
    }

    /// Reads the changes of a collection.
    pub fn into_delta(self) -> Request<T, Delta> {
        self.cast()
    }

    /// Reads a number, such as what a path to `/$count` answers.
    pub fn into_count(self) -> Request<i64, Count> {
        self.cast()
    }

    /// Reads bytes, whole or as a stream.
    pub fn into_download(self) -> Request<Bytes, Download> {
        self.cast()
    }

    /// Starts something that takes longer than the request.
    pub fn into_long_running(self) -> Request<T, LongRunning> {
        self.cast()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::client::{DeltaState, GraphClientOptions, Limits, Retries, tests::offline};
    use crate::testing::{MockGraph, Reply};

    /// The path and query that a raw text becomes, or why it is refused.
    fn sent(text: &str) -> Result<String, String> {
        let request = offline().raw(Method::Get, text);
        let url = request.clone().parts.outgoing(false).map_err(|error| error.to_string())?.url;
        assert_eq!(url.host_str(), Some("graph.microsoft.com"), "{text}");
        Ok(request.relative_url())
    }

    #[test]
    fn any_query_goes_through() {
        let check = |text: &str, expected: &str| assert_eq!(sent(text).as_deref(), Ok(expected), "{text}");
        check("/users?$filter=a eq 'https://b/c'", "/users?$filter=a%20eq%20'https://b/c'");
        check("users?a=../..&b=C#", "/users?a=../..&b=C%23");
        check("/users?a=%2B+%", "/users?a=%2B+%25");
        check("/sites/getByUrl(url='https://b')", "/sites/getByUrl(url='https://b')");
        check("https://graph.microsoft.com/v1.0/users?$skiptoken=x%2B", "/users?$skiptoken=x%2B");
        check("HTTPS://Graph.Microsoft.Com:443/v1.0/users?a=b://c", "/users?a=b://c");
        check("https://graph.microsoft.com/v1.0?a=b", "/?a=b");
        check("?a=b", "/?a=b");
    }

    #[test]
    fn nothing_leads_away_from_service_and_version() {
        for text in [
            "https://evil.example/v1.0/users",
            "http://graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com/beta/users",
            "https://graph.microsoft.com/v1.0x/users",
            "https://graph.microsoft.com",
            "https://user@graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com@evil.example/v1.0/users",
            "https:///graph.microsoft.com/v1.0/users",
            "\thttps://evil.example/v1.0/users",
            "ftp://graph.microsoft.com/v1.0/users",
            "/users/../admin",
            "/users/%2e%2E/admin",
            "/users/.\t./admin",
            "/users/.\n./..\t/beta/x",
            "https://graph.microsoft.com/v1.0/../beta/users",
            "/users/a#EXT#@b",
        ] {
            assert!(sent(text).is_err(), "{text:?} became {:?}", sent(text));
        }
        assert_eq!(sent("//evil.example/x").as_deref(), Ok("/evil.example/x"));
    }

    #[test]
    fn further_options_join_those_of_the_path() {
        let raw = |text: &str| offline().raw(Method::Get, text);
        let list = raw("/users?$filter=a eq 'b+c%26'&$select=id&$top=5").into_list();
        assert_eq!(
            list.filter("d").select("mail").top(6).relative_url(),
            "/users?$select=id,mail&$filter=(a%20eq%20'b%20c%26')%20and%20(d)&$top=6"
        );
        assert_eq!(raw("/users?$top=5").query_option("$top", "6").relative_url(), "/users?$top=6");
        assert_eq!(raw("/users?a=b+c").query_option("d", "e").relative_url(), "/users?a=b%20c&d=e");
    }

    #[tokio::test]
    async fn raw_requests_page() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/things").made(|call| match call.query("$skiptoken") {
            None => {
                let next = "https://graph.microsoft.com/v1.0/things?$skiptoken=x";
                Reply::json(json!({"value": [{"id": "1"}], "@odata.nextLink": next}))
            }
            Some(_) => Reply::json(json!({"value": [{"id": "2"}]})),
        });
        let things = graph.client().raw(Method::Get, "/things?$filter=u eq 'https://a'").into_list();
        let all = things.items().collect().await.expect("two pages");
        assert_eq!(all, [json!({"id": "1"}), json!({"id": "2"})]);
        let evil = json!({"value": [], "@odata.nextLink": "https://evil.example/v1.0/things"});
        graph.on(Method::Get, "/evil").reply(Reply::json(evil));
        assert!(graph.client().raw(Method::Get, "/evil").into_list().items().collect().await.is_err());
    }

    #[tokio::test]
    async fn requests_say_what_they_send_and_want() {
        let graph = MockGraph::new();
        graph.on(Method::Post, "/things").reply(Reply::status(204)).reply(Reply::status(204));
        let post = || graph.client().raw(Method::Post, "/things");
        post().await.expect("no body");
        post().json("a").await.expect("a body");
        let calls = graph.calls();
        assert_eq!((calls[0].header("content-length"), calls[0].header("content-type")), (Some("0"), None));
        assert_ne!(calls[1].header("content-length"), Some("0"));
        assert_eq!(calls[1].header("content-type"), Some("application/json"));
        assert!(calls.iter().all(|call| call.header("accept") == Some("application/json")));
    }

    #[tokio::test]
    async fn a_body_that_announces_too_much_is_not_read() {
        let graph = MockGraph::new();
        let announces = |length: &str| Reply::bytes("[1]").header("content-length", length);
        graph.on(Method::Get, "/things").reply(announces("8")).reply(announces("9"));
        let limits = Limits { max_body: 8, ..Limits::default() };
        let options =
            GraphClientOptions { limits, retries: Retries::none(), ..GraphClientOptions::default() };
        let client = graph.client_with("v1.0", options).expect("a client");
        client.raw(Method::Get, "/things").await.expect("within the limit");
        let error = client.raw(Method::Get, "/things").await.expect_err("beyond the limit");
        assert!(error.to_string().contains("8 bytes"), "{error}");
    }

    #[tokio::test]
    async fn raw_requests_follow_deltas() {
        let graph = MockGraph::new();
        let link = "https://graph.microsoft.com/v1.0/things/delta?$deltatoken=x";
        graph
            .on(Method::Get, "/things/delta")
            .reply(Reply::json(json!({"value": [{"id": "1"}], "@odata.deltaLink": link})));
        let round = graph.client().raw(Method::Get, "/things/delta").into_delta().await.expect("a round");
        assert_eq!(round.changed, [json!({"id": "1"})]);
        let DeltaState::Done(token) = round.state else { panic!("the round is done") };
        graph.client().raw(Method::Get, token.link()).into_delta().await.expect("the next round");
        assert_eq!(graph.calls()[1].query("$deltatoken"), Some("x"));
    }

    #[tokio::test]
    async fn raw_requests_stream_count_and_wait() {
        let graph = MockGraph::new();
        let place = Reply::status(302).header("location", "https://content.contoso.com/x");
        graph.on(Method::Get, "/things/1/$value").reply(place);
        graph.on(Method::Get, "/x").reply(Reply::bytes("content"));
        graph
            .on(Method::Get, "/things/$count")
            .reply(Reply::bytes("12").header("content-type", "text/plain"));
        let monitor = "https://graph.microsoft.com/v1.0/things/operations/1";
        graph.on(Method::Post, "/things/1/copy").reply(Reply::status(202).header("location", monitor));
        graph.on(Method::Get, "/things/operations/1").reply(Reply::json(json!({"status": "succeeded"})));
        let client = graph.client();
        let mut stream =
            client.raw(Method::Get, "/things/1/$value").into_download().stream().await.expect("a stream");
        assert_eq!(stream.try_next().await.expect("a piece").as_deref(), Some(&b"content"[..]));
        assert_eq!(client.raw(Method::Get, "/things/$count").into_count().await.expect("a number"), 12);
        let copy = client.raw(Method::Post, "/things/1/copy").into_long_running().await.expect("started");
        assert_eq!(copy.wait().await.expect("done")["status"], "succeeded");
    }
}
