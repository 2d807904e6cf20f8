//! Needs: GraphClient.users, UserCollectionRequests.list, UserRequests.messages
//! Needs: UserCollectionRequests.id, MessageCollectionRequests.list

use msgraph::client::{Caller, Coverage, least_privileged};
use msgraph::v1::GraphClient;

/// What an application must be granted to do all of this; nothing is sent.
pub fn needed(graph: &GraphClient) -> Coverage {
    let users = graph.users().list().permissions();
    let messages = graph.users().id("any").messages().list().permissions();
    least_privileged(Caller::Application, [users, messages])
}
