//! What an application names is reachable from `msgraph`: everything here uses that crate, the runtime of its tasks and
//! the combinators of its futures.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::try_join_all;
use msgraph::azure_core::{self, Error, error::ErrorKind, time::OffsetDateTime};
use msgraph::client::{
    AccessToken, ClientOptions, GraphClientOptions, GraphErrorKind, Method, Secret, StaticTokenCredential,
    TokenCredential, TokenRequestOptions, async_trait,
};
use msgraph::jiff::{Timestamp, ToSpan};
use msgraph::testing::{MockGraph, Reply};
use msgraph::v1::GraphClient;
use msgraph::v1::models::{AnyDirectoryObject, MailboxSettings, User};
use msgraph::{DateTimeOffset, Levels, ModelExt, Patch};
use msgraph_tests::root;

fn graph(mock: &MockGraph) -> GraphClient {
    GraphClient::from_client(mock.client())
}

/// A credential as an application writes one: a new token each time, until it runs out of them.
#[derive(Debug)]
struct Purse(AtomicUsize);

#[async_trait]
impl TokenCredential for Purse {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        match self.0.fetch_add(1, Ordering::Relaxed) {
            number @ 0..2 => {
                let token = Secret::new(format!("{number}-for-{}", scopes.len()));
                Ok(AccessToken::new(token, OffsetDateTime::now_utc()))
            }
            _ => Err(Error::with_message(ErrorKind::Credential, "the purse is empty")),
        }
    }
}

fn signed_in(credential: Arc<dyn TokenCredential>, mock: &MockGraph) -> GraphClient {
    let client_options = ClientOptions { transport: Some(mock.transport()), ..Default::default() };
    let options = GraphClientOptions { client_options, ..Default::default() };
    GraphClient::new(credential, Some(options)).expect("a client")
}

#[tokio::test]
async fn a_credential_can_be_written() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/me").reply(Reply::json(r#"{"id":"1"}"#));
    let graph = signed_in(Arc::new(Purse(AtomicUsize::new(0))), &mock);
    for expected in ["Bearer 0-for-1", "Bearer 1-for-1"] {
        graph.me().get().await.expect("a user");
        assert_eq!(mock.calls().last().and_then(|call| call.header("authorization")), Some(expected));
    }
    let error = graph.me().get().await.expect_err("no token");
    assert_eq!(error.kind(), GraphErrorKind::Credential);
}

#[tokio::test]
async fn a_token_at_hand_is_a_credential() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/me").reply(Reply::json(r#"{"id":"1"}"#));
    let soon = Timestamp::now() + 5.minutes();
    let credential = StaticTokenCredential::new("a-token").expires_at(soon);
    signed_in(Arc::new(credential), &mock).me().get().await.expect("a user");
    assert_eq!(mock.calls()[0].header("authorization"), Some("Bearer a-token"));
}

#[tokio::test]
async fn many_requests_are_on_their_way_at_once() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/users/{id}").made(|call| {
        let id = call.path.rsplit('/').next().unwrap_or_default().to_owned();
        Reply::json(format!(r#"{{"id":"{id}"}}"#))
    });
    let users = graph(&mock).users();
    let requests = ["a", "b", "c"].map(|id| users.id(id).get().select(User::ID).into_future());
    let found = try_join_all(requests).await.expect("three users");
    let ids: Vec<&str> = found.iter().filter_map(|user| user.id.as_deref()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_page_is_gone_through() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/users").reply(Reply::json(
        r#"{"value":[{"id":"1","mail":null,"createdDateTime":"2020-01-01T00:00:00Z","new":1}]}"#,
    ));
    let page = graph(&mock).users().list().await.expect("a page");
    for user in &page {
        assert!(user.is_null(User::MAIL) && user.extra("new").is_some(), "what every model offers");
        let created = user.created_date_time.as_ref().map(DateTimeOffset::timestamp).expect("a date");
        assert_eq!(created.expect("a time"), "2020-01-01T00:00:00Z".parse::<Timestamp>().expect("a time"));
    }
    assert_eq!(page.into_iter().len(), 1);
}

#[tokio::test]
async fn derived_types_levels_and_paths_go_into_queries() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/users").reply(Reply::json(
        r##"{"value":[{"id":"1","manager":{"@odata.type":"#microsoft.graph.user","displayName":"M"}}]}"##,
    ));
    let manager = User::MANAGER.cast::<User>().levels(Levels::Max).select((User::ID, User::DISPLAY_NAME));
    let time_zone = User::MAILBOX_SETTINGS.then(MailboxSettings::TIME_ZONE);
    let page = graph(&mock)
        .users()
        .list()
        .expand((manager, User::DIRECT_REPORTS.cast::<User>().select(User::MAIL)))
        .order_by((time_zone, User::DISPLAY_NAME.desc()))
        .await
        .expect("a page");
    let call = &mock.calls()[0];
    assert_eq!(
        call.query("$expand"),
        Some("manager($levels=max;$select=id,displayName),directReports($select=mail)")
    );
    assert_eq!(call.query("$orderby"), Some("mailboxSettings/timeZone,displayName desc"));
    assert_eq!(call.header("consistencylevel"), Some("eventual"));
    let manager = page.value[0].manager.get().expect("an object");
    let Some(AnyDirectoryObject::User(manager)) = manager else { panic!("a user, not {manager:?}") };
    assert_eq!(manager.display_name.as_deref(), Some("M"));
    let _: Patch<User> = Patch::new();
}

/// The crates that a program is built of, with this feature of ours and credentials of `azure_identity`, which the examples
/// use without its default features.
fn crates_with(tls: &str) -> String {
    let features = format!("v1,{tls}");
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "--package", "msgraph", "--no-default-features", "--features", &features])
        .args(["--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn nothing_of_one_tls_is_built_for_another() {
    let has =
        |tls: &str, name: &str| crates_with(tls).lines().any(|line| line.starts_with(&format!("{name} ")));
    for (tls, aws, ring) in
        [("rustls", true, false), ("rustls-ring", false, true), ("native-tls", false, false)]
    {
        assert_eq!((has(tls, "aws-lc-sys"), has(tls, "ring")), (aws, ring), "{tls}");
        assert!(has(tls, "azure_identity") && has(tls, "reqwest"), "{tls}");
    }
}
