//! Needs: GraphClient.drives, DriveCollectionRequests.id, DriveRequests.items, DriveItemCollectionRequests.id
//! Needs: DriveItemRequests.copy, DriveItemCopyParameters, DriveItemCopyParameters.name, DriveItem

use msgraph::client::Result;
use msgraph::new;
use msgraph::v1::GraphClient;
use msgraph::v1::models::DriveItem;
use msgraph::v1::parameters::DriveItemCopyParameters;

/// Copies a file, and waits until that is done.
pub async fn copy(graph: &GraphClient, drive: &str, file: &str) -> Result<DriveItem> {
    let file = graph.drives().id(drive).items().id(file);
    let operation = file.copy(&new!(DriveItemCopyParameters { name: "Copy.xlsx" })).await?;
    operation.wait().await
}
