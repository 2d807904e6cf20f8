//! Needs: GraphClient.users, UserCollectionRequests.id, UserRequests.get, User

use std::time::Duration;

use msgraph::client::{GraphClientOptions, Result, Retries};
use msgraph::v1::GraphClient;
use msgraph::v1::models::User;

/// Looks for a user.
pub async fn find(graph: &GraphClient, id: &str) -> Result<Option<User>> {
    match graph.users().id(id).get().await {
        Ok(user) => Ok(Some(user)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) if error.is_throttled() => {
            // It was sent again already, as often as the options say and not before Graph asked for it.
            println!("busy; not before {:?} from now", error.retry_after());
            Err(error)
        }
        Err(error) => {
            println!("{:?} {:?}: {}", error.status(), error.code(), error.message());
            Err(error)
        }
    }
}

/// More patience than usual.
pub fn patient() -> GraphClientOptions {
    let retries =
        Retries { max_retries: 10, max_retry_after: Duration::from_secs(600), ..Retries::default() };
    GraphClientOptions { retries, ..GraphClientOptions::default() }
}
