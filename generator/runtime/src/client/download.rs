//! Content as bytes: whole, or as a stream that continues where a broken connection left off.
//!
//! Graph answers content requests with a redirect to a pre-signed URL. Exactly one such hop is made, without the token.

#[cfg(test)]
mod tests;

use std::{
    fmt,
    future::IntoFuture,
    ops::{Bound, RangeBounds},
    pin::Pin,
    task::{Context, Poll},
};

use azure_core::http::{AsyncRawResponse, response::AsyncResponseBody};
use bytes::{Bytes, BytesMut};
use futures::{
    Stream, StreamExt as _, TryStreamExt as _,
    future::BoxFuture,
    stream::{self, BoxStream},
};

use super::{
    clock::within,
    error::{GraphError, GraphErrorKind, Result},
    request::{Download, Request},
    response::{About, header},
    send::{self, Outgoing},
};

impl Request<Bytes, Download> {
    /// Only a part. Bounds count bytes from the start.
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        let first = match range.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let last = match range.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(end) => Some(end.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        match last {
            Some(last) if last < first => self.parts.fail("an empty range of bytes"),
            Some(last) => self.parts.set_header("Range", &format!("bytes={first}-{last}")),
            None => self.parts.set_header("Range", &format!("bytes={first}-")),
        }
        self
    }

    /// Opens the content as a stream. Nothing is read into memory beyond the piece in hand.
    pub fn stream(self) -> BoxFuture<'static, Result<ContentStream>> {
        let outgoing = self.parts.outgoing(false);
        Box::pin(async move { ContentStream::open(outgoing?).await })
    }
}

impl IntoFuture for Request<Bytes, Download> {
    type Output = Result<Bytes>;
    type IntoFuture = BoxFuture<'static, Result<Bytes>>;

    /// Reads the whole content into memory, up to the client's limit.
    fn into_future(self) -> Self::IntoFuture {
        let limit = self.parts.client.0.limits.max_body;
        let opening = self.stream();
        Box::pin(async move {
            let mut content = opening.await?;
            let mut whole = BytesMut::new();
            while let Some(piece) = content.try_next().await? {
                if (whole.len() + piece.len()) as u64 > limit {
                    return Err(GraphError::limit(format!("the content is larger than {limit} bytes")));
                }
                whole.extend_from_slice(&piece);
            }
            Ok(whole.freeze())
        })
    }
}

/// Content on its way. A stream of pieces; a broken connection is taken up again where it broke.
pub struct ContentStream {
    length: Option<u64>,
    content_type: Option<String>,
    etag: Option<String>,
    pieces: BoxStream<'static, Result<Bytes>>,
}

impl ContentStream {
    async fn open(mut outgoing: Outgoing) -> Result<Self> {
        // Compressed pieces could not be taken up again at a byte of the content.
        outgoing.set_header("accept-encoding", "identity");
        outgoing.set_header("accept", "*/*");
        let first = requested_start(&outgoing);
        let (answer, about) = open(&outgoing, None).await?;
        let headers = answer.headers().clone();
        let text = |name| header(&headers, name).map(str::to_owned);
        let length = text("content-length").and_then(|length| length.parse().ok());
        let etag = text("etag");
        let reading = Reading {
            etag: etag.clone().filter(|etag| !etag.starts_with("W/")),
            resumes: outgoing.retries.as_ref().unwrap_or(&outgoing.client.0.retries).max_retries,
            outgoing,
            about,
            body: Some(answer.into_body()),
            first,
            position: 0,
            length,
        };
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

/// What is needed to go on, here or on a new connection.
struct Reading {
    outgoing: Outgoing,
    about: About,
    body: Option<AsyncResponseBody>,
    /// The first byte asked for.
    first: u64,
    /// How many bytes came since.
    position: u64,
    length: Option<u64>,
    etag: Option<String>,
    resumes: u32,
}

impl Reading {
    fn into_stream(self) -> BoxStream<'static, Result<Bytes>> {
        Box::pin(stream::try_unfold(self, |mut reading| async move {
            let piece = reading.next().await?;
            Ok(piece.map(|piece| (piece, reading)))
        }))
    }

    async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let trouble = match self.read().await {
                Ok(Some(piece)) => {
                    self.position += piece.len() as u64;
                    return Ok(Some(piece));
                }
                Ok(None) if self.length.is_none_or(|length| self.position >= length) => return Ok(None),
                Ok(None) => GraphError::new(GraphErrorKind::Transport, "the content ended too early"),
                Err(error) => error,
            };
            self.body = None;
            if self.resumes == 0 {
                return Err(self.about.tell(trouble));
            }
            self.resumes -= 1;
            self.reopen().await?;
        }
    }

    async fn read(&mut self) -> Result<Option<Bytes>> {
        let Some(body) = &mut self.body else { return Ok(None) };
        let client = &self.outgoing.client.0;
        match within(&*client.clock, client.limits.stream_timeout, body.next()).await {
            None => Err(GraphError::new(GraphErrorKind::Timeout, "the content stopped coming")),
            Some(None) => Ok(None),
            Some(Some(piece)) => {
                piece.map(Some).map_err(|error| send::translate(&error, Some(&self.outgoing.url)))
            }
        }
    }

    /// Asks for the rest. A server that sends everything again must at least send the same thing.
    async fn reopen(&mut self) -> Result<()> {
        let (answer, about) =
            open(&self.outgoing, Some((self.first + self.position, self.etag.as_deref()))).await?;
        let status = u16::from(answer.status());
        let same = header(answer.headers(), "etag") == self.etag.as_deref();
        let starts = header(answer.headers(), "content-range").and_then(range_start);
        let continues = status == 206 && starts == Some(self.first + self.position);
        if !(continues || (self.position == 0 && same)) {
            let message = "the content broke off and cannot be continued, or has changed";
            return Err(about.tell(GraphError::new(GraphErrorKind::Transport, message)));
        }
        self.body = Some(answer.into_body());
        Ok(())
    }
}

/// Sends the request, and after a redirect the one hop to where the content is.
async fn open(outgoing: &Outgoing, rest: Option<(u64, Option<&str>)>) -> Result<(AsyncRawResponse, About)> {
    let mut request = outgoing.clone();
    if let Some((position, etag)) = rest {
        let end = requested_end(outgoing).map(|end| end.to_string()).unwrap_or_default();
        request.set_header("range", format!("bytes={position}-{end}"));
        if let Some(etag) = etag {
            request.set_header("if-range", etag);
        }
    }
    let (answer, about) = send::open(&request).await?;
    let status = u16::from(answer.status());
    if (200..300).contains(&status) {
        return Ok((answer, about));
    }
    let location = header(answer.headers(), "location").map(str::to_owned);
    let Some(location) = location.filter(|_| matches!(status, 301..=303 | 307 | 308)) else {
        return Err(send::service_error(send::read_whole(answer, about).await?));
    };
    let client = &request.client;
    let url = client
        .presigned_url(&request.url, &location, "the place of the content")
        .map_err(|error| about.tell(error))?;
    let mut hop = Outgoing::presigned(client, request.method, url, &request.template);
    hop.retries.clone_from(&request.retries);
    for (name, value) in &request.headers {
        if matches!(name.as_str(), "range" | "if-range" | "accept-encoding" | "accept") {
            hop.set_header(name, value.clone());
        }
    }
    let (answer, about) = send::open(&hop).await?;
    match u16::from(answer.status()) {
        200..300 => Ok((answer, about)),
        300..400 => Err(about.tell(GraphError::refused("the place of the content redirects again"))),
        _ => Err(send::service_error(send::read_whole(answer, about).await?)),
    }
}

fn requested(outgoing: &Outgoing) -> Option<(&str, &str)> {
    let (_, range) = outgoing.headers.iter().find(|(name, _)| name == "range")?;
    range.strip_prefix("bytes=")?.split_once('-')
}

fn requested_start(outgoing: &Outgoing) -> u64 {
    requested(outgoing).and_then(|(start, _)| start.parse().ok()).unwrap_or(0)
}

fn requested_end(outgoing: &Outgoing) -> Option<u64> {
    requested(outgoing).and_then(|(_, end)| end.parse().ok())
}

/// The first byte of `bytes 10-19/100`.
fn range_start(text: &str) -> Option<u64> {
    text.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}
