//! Needs: GraphClient.me, UserRequests.drive, DriveRequests.root, DriveItemRequests.at
//! Needs: DriveItemRequests.create_upload_session, DriveItemCreateUploadSessionParameters, DriveItem

use msgraph::client::{Client, Result, UploadSession};
use msgraph::v1::GraphClient;
use msgraph::v1::models::DriveItem;
use msgraph::v1::parameters::DriveItemCreateUploadSessionParameters;

/// Uploads a file in slices. Where that fails, the session is what is left: to go on with, now or in another process.
pub async fn upload(
    graph: &GraphClient,
    path: &str,
    content: Vec<u8>,
) -> Result<std::result::Result<DriveItem, UploadSession>> {
    let file = graph.me().drive().root().at(path);
    let session = file.create_upload_session(&DriveItemCreateUploadSessionParameters::default());
    let mut upload = session.upload_with(content).await?;
    match upload.send().await {
        Ok(item) => Ok(Ok(item)),
        Err(_) => Ok(Err(upload.session().clone())), // serde reads and writes it
    }
}

/// Goes on where an upload was broken off.
pub async fn resume(client: &Client, session: UploadSession, content: Vec<u8>) -> Result<DriveItem> {
    let mut upload = client.upload(session, content)?;
    upload.refresh().await?; // what the service has
    upload.send().await
}
