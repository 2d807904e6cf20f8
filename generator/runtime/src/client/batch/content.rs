//! Content asked for in a batch. Graph answers with the bytes, or with the place where they are: a pre-signed URL, which
//! is called without the token when the content is awaited.

use std::{fmt, future::IntoFuture};

use azure_core::{Bytes, http::Method};
use futures::future::{self, BoxFuture};

use super::answered::Answered;
use crate::client::{
    error::{GraphError, Result},
    request::send::{self, Outgoing},
};

/// Content asked for in a batch. Awaiting it gives the bytes, up to the client's limit; to stream large content, send its
/// request alone.
#[must_use = "the content may not be here yet: await it"]
pub struct BatchContent(Place);

enum Place {
    Here(Bytes),
    Elsewhere(Box<Outgoing>),
}

impl BatchContent {
    pub(super) fn of(answer: Answered) -> Result<Self> {
        let Answered { response, request } = answer;
        let location =
            response.header("location").filter(|_| matches!(response.status, 301..=303 | 307 | 308));
        match location {
            Some(location) => {
                let client = &request.client;
                let url = client
                    .presigned_url(&request.url, location, "the place of the content")
                    .map_err(|error| response.about.tell(error))?;
                let hop = Outgoing::presigned(client, Method::Get, url, &request.template);
                Ok(Self(Place::Elsewhere(Box::new(Outgoing { retries: request.retries.clone(), ..hop }))))
            }
            // Content may be JSON with a member `error`, so that only the status says whether it is one.
            None if (200..300).contains(&response.status) => Ok(Self(Place::Here(response.body))),
            None => Err(send::service_error(response)),
        }
    }

    /// Whether the bytes are here, so that awaiting them sends nothing.
    pub fn is_here(&self) -> bool {
        matches!(self.0, Place::Here(_))
    }
}

impl IntoFuture for BatchContent {
    type Output = Result<Bytes>;
    type IntoFuture = BoxFuture<'static, Result<Bytes>>;

    fn into_future(self) -> Self::IntoFuture {
        match self.0 {
            Place::Here(bytes) => Box::pin(future::ready(Ok(bytes))),
            Place::Elsewhere(hop) => Box::pin(async move {
                let response = send::send_for_any_status(*hop).await?;
                match response.status {
                    200..300 => Ok(response.body),
                    300..400 => {
                        let refused = GraphError::refused("the place of the content redirects again");
                        Err(response.about.tell(refused))
                    }
                    _ => Err(send::service_error(response)),
                }
            }),
        }
    }
}

impl fmt::Debug for BatchContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchContent").field("is_here", &self.is_here()).finish_non_exhaustive()
    }
}
