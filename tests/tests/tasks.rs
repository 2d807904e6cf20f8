//! The examples of the introduction do what they say, against a Graph that answers by rules.

#![allow(missing_docs, unreachable_pub, dead_code, reason = "they are written as in a program of their own")]
#![allow(clippy::print_stdout, reason = "programs for a terminal")]
#![allow(clippy::doc_markdown, reason = "the line of what a program needs is read by the generator")]

#[path = "../../generator/tasks/batch.rs"]
mod batch;
#[path = "../../generator/tasks/delta.rs"]
mod delta;
#[path = "../../generator/tasks/errors.rs"]
mod errors;
#[path = "../../generator/tasks/long_running.rs"]
mod long_running;
#[path = "../../generator/tasks/mail.rs"]
mod mail;
#[path = "../../generator/tasks/mock.rs"]
mod mock;
#[path = "../../generator/tasks/permissions.rs"]
mod permissions;
#[path = "../../generator/tasks/read.rs"]
mod read;
#[path = "../../generator/tasks/sign_in.rs"]
mod sign_in;
#[path = "../../generator/tasks/undocumented.rs"]
mod undocumented;
#[path = "../../generator/tasks/upload.rs"]
mod upload;
#[path = "../../generator/tasks/write.rs"]
mod write;

use std::collections::BTreeMap;

use msgraph::client::{Method, Result};
use msgraph::testing::{Fault, MockGraph, Reply};
use msgraph::v1::GraphClient;
use serde_json::json;

fn graph(mock: &MockGraph) -> GraphClient {
    GraphClient::from_client(mock.client())
}

#[test]
fn signing_in_sends_nothing() {
    let graph = sign_in::with_token("a.b.c".into()).expect("a client");
    assert_eq!(graph.client().service_root(), "https://graph.microsoft.com/v1.0");
    let graph = sign_in::in_china("a.b.c".into()).expect("a client");
    assert_eq!(graph.client().service_root(), "https://microsoftgraph.chinacloudapi.cn/v1.0");
}

#[tokio::test]
async fn users_are_read_over_two_pages() -> Result<()> {
    let mock = MockGraph::new();
    let next = "https://graph.microsoft.com/v1.0/users?$skiptoken=2";
    mock.on(Method::Get, "/users")
        .reply(Reply::json(json!({ "value": [{ "id": "1", "mail": "a@b.c" }], "@odata.nextLink": next })))
        .reply(Reply::json(
            json!({ "value": [{ "id": "2", "mail": null }, { "id": "3", "mail": "d@b.c" }] }),
        ));
    mock.on(Method::Get, "/users/{id}").reply(Reply::json(json!({ "id": "1", "mail": "a@b.c" })));
    assert_eq!(read::addresses(&graph(&mock), "A'b").await?, ["a@b.c", "d@b.c"]);
    let first = &mock.calls()[0];
    assert_eq!(first.query("$select"), Some("id,mail"));
    assert_eq!(first.query("$filter"), Some("startswith(displayName,'A''b')"));
    assert_eq!(read::one(&graph(&mock), "1").await?.mail.as_deref(), Some("a@b.c"));
    Ok(())
}

#[tokio::test]
async fn a_group_is_created_and_changed() -> Result<()> {
    let mock = MockGraph::new();
    mock.on(Method::Post, "/groups").reply(Reply::json(json!({ "id": "7" })).with_status(201));
    mock.on(Method::Patch, "/groups/{id}").reply(Reply::status(204));
    let group = write::create(&graph(&mock)).await?;
    write::describe(&graph(&mock), &group).await?;
    let calls = mock.calls();
    assert_eq!(calls[0].json()["mailNickname"], "reading-circle");
    assert_eq!(calls[1].json(), json!({ "description": "Mondays", "preferredLanguage": null }));
    assert_eq!(calls[1].path, "/groups/7");
    Ok(())
}

#[tokio::test]
async fn a_message_takes_a_file_along() -> Result<()> {
    let mock = MockGraph::new();
    mock.on(Method::Post, "/me/sendMail").reply(Reply::status(202));
    mail::send(&graph(&mock), "adele@contoso.com", b"hi").await?;
    let sent = &mock.calls()[0].json()["message"];
    assert_eq!(sent["subject"], "Minutes");
    assert_eq!(sent["body"]["content"], "They are attached.");
    assert_eq!(sent["toRecipients"][0]["emailAddress"]["address"], "adele@contoso.com");
    let file = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "name": "minutes.pdf", "contentBytes": "aGk=" });
    assert_eq!(sent["attachments"], json!([file]));
    Ok(())
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_taken_up() -> Result<()> {
    let mock = MockGraph::new();
    let url = "https://contoso.sharepoint.com/upload/1";
    let session = json!({ "uploadUrl": url, "nextExpectedRanges": ["0-"] });
    mock.on(Method::Post, "/me/drive/root:/{path}:/createUploadSession").reply(Reply::json(session.clone()));
    mock.on(Method::Put, "/upload/1")
        .reply(Reply::error(400, "invalidRequest", "no"))
        .reply(Reply::json(json!({ "id": "5", "name": "May.xlsx" })).with_status(201));
    mock.on(Method::Get, "/upload/1").reply(Reply::json(session));
    let broken =
        upload::upload(&graph(&mock), "May.xlsx", b"abc".to_vec()).await?.expect_err("it was refused");
    let item = upload::resume(graph(&mock).client(), broken, b"abc".to_vec()).await?;
    assert_eq!(item.name.as_deref(), Some("May.xlsx"));
    Ok(())
}

#[tokio::test]
async fn changes_are_followed_until_graph_forgets() -> Result<()> {
    let mock = MockGraph::new();
    let link = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=1";
    let first = json!({ "value": [{ "id": "1" }, { "id": "2" }], "@odata.deltaLink": link });
    let second =
        json!({ "value": [{ "id": "1", "@removed": { "reason": "deleted" } }], "@odata.deltaLink": link });
    mock.on(Method::Get, "/users/delta")
        .reply(Reply::json(first))
        .reply(Reply::json(second))
        .reply(Reply::error(410, "syncStateNotFound", "gone"));
    let mut known = BTreeMap::new();
    let token = delta::follow(&graph(&mock), &mut known, None).await?;
    assert_eq!(known.keys().collect::<Vec<_>>(), ["1", "2"]);
    let token = delta::follow(&graph(&mock), &mut known, token.as_ref()).await?;
    assert_eq!(known.keys().collect::<Vec<_>>(), ["2"]);
    assert!(delta::follow(&graph(&mock), &mut known, token.as_ref()).await?.is_none());
    assert!(known.is_empty());
    Ok(())
}

#[tokio::test]
async fn two_requests_go_in_one_call() -> Result<()> {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/me").reply(Reply::json(json!({ "id": "1" })));
    mock.on(Method::Get, "/me/messages").reply(Reply::json(json!({ "value": [{ "id": "2" }] })));
    let (me, messages) = batch::overview(&graph(&mock)).await?;
    assert_eq!((me.id.as_deref(), messages.len()), (Some("1"), 1));
    assert_eq!(mock.count(Method::Post, "/$batch"), 1);
    Ok(())
}

#[tokio::test]
async fn a_copy_is_waited_for() -> Result<()> {
    let mock = MockGraph::new();
    let monitor = "https://contoso.sharepoint.com/monitor/1";
    mock.on(Method::Post, "/drives/{id}/items/{id}/copy")
        .reply(Reply::status(202).header("location", monitor));
    mock.on(Method::Get, "/monitor/1")
        .reply(Reply::json(json!({ "status": "inProgress" })))
        .reply(Reply::json(json!({ "status": "completed", "resourceId": "9" })));
    mock.on(Method::Get, "/drives/{id}/items/{id}")
        .reply(Reply::json(json!({ "id": "9", "name": "Copy.xlsx" })));
    let copy = long_running::copy(&graph(&mock), "1", "2").await?;
    assert_eq!(copy.name.as_deref(), Some("Copy.xlsx"));
    Ok(())
}

#[tokio::test]
async fn errors_are_told_apart() {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/users/{id}")
        .reply(Reply::error(404, "Request_ResourceNotFound", "no"))
        .reply(Reply::error(403, "Authorization_RequestDenied", "no"));
    assert!(errors::find(&graph(&mock), "1").await.expect("not found").is_none());
    assert!(errors::find(&graph(&mock), "1").await.expect_err("denied").is_forbidden());
    mock.on(Method::Get, "/users/{id}").fault(9, Fault::Throttled("1"));
    assert_eq!(errors::patient().retries.max_retries, 10);
}

#[test]
fn permissions_are_known_before_anything_is_sent() {
    let mock = MockGraph::new();
    let needed = permissions::needed(&graph(&mock));
    assert!(needed.permissions.contains("User.Read.All"), "{needed:?}");
    assert!(needed.permissions.iter().any(|name| name.starts_with("Mail.Read")), "{needed:?}");
    assert!(mock.calls().is_empty());
}

#[tokio::test]
async fn what_is_not_documented_is_asked_by_path() -> Result<()> {
    let mock = MockGraph::new();
    mock.on(Method::Get, "/me/tiles").reply(Reply::json(json!({ "value": [{ "id": "1" }] })));
    assert_eq!(undocumented::tiles(&graph(&mock)).await?.len(), 1);
    Ok(())
}
