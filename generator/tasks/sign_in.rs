//! Needs: GraphClient

use std::error::Error;
use std::sync::Arc;

use azure_identity::{ClientSecretCredential, DeveloperToolsCredential, ManagedIdentityCredential};
use msgraph::client::{Cloud, GraphClientOptions, StaticTokenCredential};
use msgraph::v1::GraphClient;

type Graph = Result<GraphClient, Box<dyn Error>>;

/// Whoever did `az login`.
pub fn as_developer() -> Graph {
    Ok(GraphClient::new(DeveloperToolsCredential::new(None)?, None)?)
}

/// An application with a secret.
pub fn as_application(tenant: &str, application: &str, secret: &str) -> Graph {
    let credential =
        ClientSecretCredential::new(tenant, application.to_owned(), secret.to_owned().into(), None)?;
    Ok(GraphClient::new(credential, None)?)
}

/// The identity of the machine in Azure that the program runs on.
pub fn as_machine() -> Graph {
    Ok(GraphClient::new(ManagedIdentityCredential::new(None)?, None)?)
}

/// Whoever a token was given to elsewhere.
pub fn with_token(token: String) -> Graph {
    Ok(GraphClient::new(Arc::new(StaticTokenCredential::new(token)), None)?)
}

/// A national cloud: address, scope and the hosts that get a token all come with it.
pub fn in_china(token: String) -> Graph {
    let options = GraphClientOptions { cloud: Cloud::China, ..Default::default() };
    Ok(GraphClient::new(Arc::new(StaticTokenCredential::new(token)), Some(options))?)
}
