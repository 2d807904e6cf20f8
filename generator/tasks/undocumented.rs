//! Needs: GraphClient

use msgraph::Value;
use msgraph::client::{Method, Result};
use msgraph::v1::GraphClient;

/// What has no method here is asked for by its path, and read as JSON or, with `read_as`, as any type.
pub async fn tiles(graph: &GraphClient) -> Result<Vec<Value>> {
    let mut tiles = graph.raw(Method::Get, "/me/tiles?$top=50").into_list().items();
    let mut found = Vec::new();
    while let Some(tile) = tiles.try_next().await? {
        found.push(tile);
    }
    Ok(found)
}
