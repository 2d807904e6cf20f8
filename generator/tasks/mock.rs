//! Needs: GraphClient.users, UserCollectionRequests.id, UserRequests.get, User.display_name

use msgraph::client::{Method, Result};
use msgraph::testing::{Fault, MockGraph, Reply};
use msgraph::v1::GraphClient;

/// Greets a user.
pub async fn greeting(graph: &GraphClient, id: &str) -> Result<String> {
    let user = graph.users().id(id).get().await?;
    Ok(format!("Hello, {}!", user.display_name.as_deref().unwrap_or("you")))
}

#[tokio::test]
async fn users_are_greeted_even_when_graph_is_busy() -> Result<()> {
    let mock = MockGraph::new();
    let busy = mock.on(Method::Get, "/users/{id}").fault(2, Fault::Throttled("1")); // in a time that takes no time
    busy.reply(Reply::json(r#"{ "id": "1", "displayName": "Adele" }"#));
    let graph = GraphClient::from_client(mock.client());
    assert_eq!(greeting(&graph, "1").await?, "Hello, Adele!");
    assert_eq!(mock.count(Method::Get, "/users/{id}"), 3);
    Ok(())
}
