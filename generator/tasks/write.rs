//! Needs: GraphClient.groups, GroupCollectionRequests.create, GroupCollectionRequests.id, GroupRequests.update, Group
//! Needs: Group.display_name, Group.mail_nickname, Group.mail_enabled, Group.security_enabled, Group.id
//! Needs: Group::DESCRIPTION, Group::PREFERRED_LANGUAGE

use msgraph::client::Result;
use msgraph::v1::GraphClient;
use msgraph::v1::models::Group;
use msgraph::{Patch, new};

/// Creates a group.
pub async fn create(graph: &GraphClient) -> Result<Group> {
    let group = new!(Group {
        display_name: "Reading circle",
        mail_nickname: "reading-circle",
        mail_enabled: false,
        security_enabled: true,
    });
    graph.groups().create(&group).await
}

/// Changes a group: what the patch does not name stays as it is.
pub async fn describe(graph: &GraphClient, group: &Group) -> Result<()> {
    let id = group.id.as_deref().unwrap_or_default(); // a property of a base type
    let changes = Patch::new().set(Group::DESCRIPTION, "Mondays").clear(Group::PREFERRED_LANGUAGE);
    graph.groups().id(id).update(changes).await?;
    Ok(())
}
