//! Needs: GraphClient.me, UserRequests.send_mail, UserSendMailParameters, UserSendMailParameters.message
//! Needs: Message, Message.subject, Message.body, Message.to_recipients, Message.attachments, ItemBody.content
//! Needs: Recipient.email_address, EmailAddress.address, FileAttachment, FileAttachment.name
//! Needs: FileAttachment.content_bytes

use msgraph::client::Result;
use msgraph::v1::GraphClient;
use msgraph::v1::models::{FileAttachment, Message, Recipient};
use msgraph::v1::parameters::UserSendMailParameters;
use msgraph::{Binary, new};

/// Sends a message with a file.
pub async fn send(graph: &GraphClient, to: &str, file: &[u8]) -> Result<()> {
    let parameters = new!(UserSendMailParameters {
        message: Message {
            subject: "Minutes",
            body: { content: "They are attached." },
            to_recipients: [Recipient { email_address: { address: to } }],
            attachments: [FileAttachment {
                name: "minutes.pdf",
                content_bytes: Binary::from_bytes(file),
            }],
        },
    });
    graph.me().send_mail(&parameters).await
}
