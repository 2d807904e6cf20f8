//! Signs in as an application with a secret, over the HTTP client of this crate, and says which organization it is in.
//!
//! The variables `TENANT`, `CLIENT_ID` and `CLIENT_SECRET` say who signs in; the application needs Organization.Read.All.
//! Needs: GraphClient.organization, OrganizationCollectionRequests.list, Organization.display_name

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::env;

use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use msgraph::client::{ClientOptions, GraphClientOptions, default_transport};
use msgraph::v1::GraphClient;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client_options = ClientOptions { transport: Some(default_transport()?), ..Default::default() };
    let options = ClientSecretCredentialOptions { client_options: client_options.clone() };
    let (tenant, secret) = (env::var("TENANT")?, env::var("CLIENT_SECRET")?);
    let credential =
        ClientSecretCredential::new(&tenant, env::var("CLIENT_ID")?, secret.into(), Some(options))?;
    let graph =
        GraphClient::new(credential, Some(GraphClientOptions { client_options, ..Default::default() }))?;

    for organization in graph.organization().list().await? {
        println!("{:?}", organization.display_name);
    }
    Ok(())
}
