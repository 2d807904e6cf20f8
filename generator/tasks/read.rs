//! Needs: GraphClient.users, UserCollectionRequests.list, UserCollectionRequests.id, UserRequests.get, User, User::ID,
//! Needs: User::MAIL, User::DISPLAY_NAME, User.mail

use msgraph::client::Result;
use msgraph::v1::GraphClient;
use msgraph::v1::models::User;

/// One of them, with the properties that Graph gives unasked.
pub async fn one(graph: &GraphClient, id: &str) -> Result<User> {
    graph.users().id(id).get().await
}

/// The addresses of all whose names begin like this.
pub async fn addresses(graph: &GraphClient, beginning: &str) -> Result<Vec<String>> {
    let mut users = graph
        .users()
        .list()
        .select((User::ID, User::MAIL))
        .filter(User::DISPLAY_NAME.starts_with(beginning))
        .top(100) // on a page
        .items(); // over all pages
    let mut addresses = Vec::new();
    while let Some(user) = users.try_next().await? {
        addresses.extend(user.mail);
    }
    Ok(addresses)
}
