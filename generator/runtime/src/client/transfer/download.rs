//! Content as bytes: whole, or as a stream that continues where a broken connection left off.
//!
//! Graph answers content requests with a redirect to a pre-signed URL. Exactly one such hop is made, without the token.

mod announced;
mod open;
mod reading;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    future::IntoFuture,
    ops::{Bound, RangeBounds},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt as _, TryStreamExt as _, future::BoxFuture, stream::BoxStream};

use self::{
    announced::{Announced, Asked, Expected},
    open::{not_in_time, open},
    reading::{Reading, Resumes},
};
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    policy::clock::within,
    request::{Download, Request, response::header, send::Outgoing},
};

impl Request<Bytes, Download> {
    /// Only a part. Bounds count bytes from the start. An empty range is an error, and so is an answer of a server that
    /// does not know ranges and sends something else than this part.
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        let first = match range.start_bound() {
            Bound::Included(first) => Some(*first),
            Bound::Excluded(before) => before.checked_add(1),
            Bound::Unbounded => Some(0),
        };
        let last = match range.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(end) => end.checked_sub(1),
            Bound::Unbounded => Some(u64::MAX),
        };
        match (first, last) {
            // The whole needs no range, and of empty content there is none.
            (Some(0), Some(u64::MAX)) => self.parts.headers.retain(|(name, _)| name != "range"),
            (Some(first), Some(u64::MAX)) => self.parts.set_header("Range", &format!("bytes={first}-")),
            (Some(first), Some(last)) if first <= last => {
                self.parts.set_header("Range", &format!("bytes={first}-{last}"));
            }
            _ => self.parts.fail("an empty range of bytes"),
        }
        self
    }

    /// Opens the content as a stream. Nothing is read into memory beyond the piece in hand. How long the whole takes is for
    /// who reads to say; only the time to open and between two pieces is limited.
    pub fn stream(self) -> BoxFuture<'static, Result<ContentStream>> {
        let outgoing = self.parts.outgoing(false);
        Box::pin(async move { ContentStream::open(outgoing?, None).await })
    }
}

impl IntoFuture for Request<Bytes, Download> {
    type Output = Result<Bytes>;
    type IntoFuture = BoxFuture<'static, Result<Bytes>>;

    /// Reads the whole content into memory, up to the client's limit, and in the time that a request may take.
    fn into_future(self) -> Self::IntoFuture {
        let outgoing = self.parts.outgoing(false);
        Box::pin(async move {
            let outgoing = outgoing?;
            let clock = outgoing.client.0.clock.clone();
            let (method, template) = (outgoing.method, outgoing.template.clone());
            let limit = outgoing.retries.as_ref().unwrap_or(&outgoing.client.0.retries).total_timeout;
            within(&*clock, limit, read_whole(outgoing, limit)).await.unwrap_or_else(|| {
                let mut error = not_in_time();
                let detail = error.detail_mut();
                (detail.method, detail.template) = (Some(method), Some(template));
                Err(error)
            })
        })
    }
}

async fn read_whole(outgoing: Outgoing, time: Option<Duration>) -> Result<Bytes> {
    let limit = outgoing.client.0.limits.max_body;
    let end = time.map(|time| outgoing.client.0.clock.now().saturating_add(time));
    let mut content = ContentStream::open(outgoing, end).await?;
    let mut whole = BytesMut::new();
    while let Some(piece) = content.try_next().await? {
        if (whole.len() + piece.len()) as u64 > limit {
            return Err(GraphError::limit(format!("the content is larger than {limit} bytes")));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// Content on its way. A stream of pieces; a broken connection is taken up again where it broke.
pub struct ContentStream {
    length: Option<u64>,
    content_type: Option<String>,
    etag: Option<String>,
    pieces: BoxStream<'static, Result<Bytes>>,
}

impl ContentStream {
    /// Opens the content. With an `end`, all of it must have come when the clock shows that.
    async fn open(mut outgoing: Outgoing, end: Option<Duration>) -> Result<Self> {
        // Compressed pieces could not be taken up again at a byte of the content.
        outgoing.set_header("accept-encoding", "identity");
        outgoing.set_header("accept", "*/*");
        let asked = Asked::of(&outgoing);
        let (answer, about) = open(&outgoing, None, end).await?;
        let (status, headers) = (u16::from(answer.status()), answer.headers().clone());
        let announced = Announced::read(status, &headers).filter(|found| found.answers(asked, status));
        let Some(announced) = announced else {
            let message = "the server sent other bytes of the content than were asked for";
            return Err(about.tell(GraphError::new(GraphErrorKind::Decode, message)));
        };
        let text = |name| header(&headers, name).map(str::to_owned);
        let etag = text("etag");
        let expected = Expected::new(asked, announced, etag.as_deref());
        let resumes = outgoing.retries.as_ref().unwrap_or(&outgoing.client.0.retries).max_retries;
        let reading = Reading {
            // Where an unknown range goes on cannot be said.
            resumes: Resumes::new(if asked == Asked::Unknown { 0 } else { resumes }),
            outgoing,
            about,
            body: Some(answer.into_body()),
            counted: announced.count,
            expected,
            position: 0,
            end,
        };
        let length = announced.count;
        Ok(Self { length, content_type: text("content-type"), etag, pieces: reading.into_stream() })
    }

    /// How many bytes there will be, if the server says so.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The type of the content.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The version of the content.
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// The next piece.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>> {
        self.pieces.try_next().await
    }
}

impl Stream for ContentStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(cx)
    }
}

impl fmt::Debug for ContentStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContentStream").field("length", &self.length).finish_non_exhaustive()
    }
}
