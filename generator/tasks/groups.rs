//! Creates a security group, lists groups with their owners, and describes the new one.
//!
//! Sign in with `az login` first; the account needs Group.ReadWrite.All.
//! Needs: GraphClient.groups, GroupCollectionRequests.create, GroupCollectionRequests.list, GroupCollectionRequests.id
//! Needs: GroupRequests.update, Group, Group.display_name, Group.mail_nickname, Group.mail_enabled, Group.security_enabled
//! Needs: Group.owners, Group.id, Group::ID, Group::DISPLAY_NAME, Group::OWNERS, Group::DESCRIPTION, Group::CLASSIFICATION
//! Needs: AnyDirectoryObject, AnyDirectoryObject::User, User.mail, DirectoryObject.id

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use msgraph::v1::GraphClient;
use msgraph::v1::models::{AnyDirectoryObject, Group};
use msgraph::{Patch, new};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credential = azure_identity::DeveloperToolsCredential::new(None)?;
    let graph = GraphClient::new(credential, None)?;

    let group = new!(Group {
        display_name: "Reading circle",
        mail_nickname: "reading-circle",
        mail_enabled: false,
        security_enabled: true,
    });
    let created = graph.groups().create(&group).await?;

    let mut groups = graph
        .groups()
        .list()
        .select((Group::ID, Group::DISPLAY_NAME))
        .filter(Group::DISPLAY_NAME.starts_with("Reading"))
        .expand(Group::OWNERS)
        .top(50)
        .items(); // over all pages
    while let Some(group) = groups.try_next().await? {
        for owner in group.owners.get()?.unwrap_or_default() {
            match owner {
                AnyDirectoryObject::User(user) => println!("{:?}: {:?}", group.display_name, user.mail),
                other => println!("{:?}: {:?}", group.display_name, other.id), // what all of them have
            }
        }
    }

    let id = created.id.clone().unwrap_or_default(); // a property of a base type
    let changes = Patch::new().set(Group::DESCRIPTION, "Mondays").clear(Group::CLASSIFICATION);
    graph.groups().id(id).update(changes).await?;
    Ok(())
}
