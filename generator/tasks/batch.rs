//! Needs: GraphClient.me, UserRequests.get, UserRequests.messages, MessageCollectionRequests.list, User, AnyMessage

use msgraph::client::Result;
use msgraph::v1::GraphClient;
use msgraph::v1::models::{AnyMessage, User};

/// Two requests in one call, each with its own result.
pub async fn overview(graph: &GraphClient) -> Result<(User, Vec<AnyMessage>)> {
    let mut batch = graph.client().batch();
    let me = batch.add(graph.me().get());
    let latest = batch.add(graph.me().messages().list().top(5));
    let mut results = batch.send().await?;
    Ok((results.take(&me)?, results.take(&latest)?.value))
}
