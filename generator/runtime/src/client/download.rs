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

use azure_core::http::{AsyncRawResponse, headers::Headers, response::AsyncResponseBody};
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
        let asked = Asked::of(&outgoing);
        let (answer, about) = open(&outgoing, None).await?;
        let headers = answer.headers().clone();
        asked.check(answer.status().into(), &headers).map_err(|error| about.tell(error))?;
        let text = |name| header(&headers, name).map(str::to_owned);
        let length = text("content-length").and_then(|length| length.parse().ok());
        let etag = text("etag");
        let resumes = outgoing.retries.as_ref().unwrap_or(&outgoing.client.0.retries).max_retries;
        let reading = Reading {
            etag: etag.clone(),
            // Where an unknown range goes on cannot be said.
            resumes: if asked == Asked::Unknown { 0 } else { resumes },
            outgoing,
            about,
            body: Some(answer.into_body()),
            asked,
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
    asked: Asked,
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
        let next = self.asked.first().saturating_add(self.position);
        // A weak version does not promise the same bytes, so `If-Range` does not take it.
        let strong = self.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        let (answer, about) = open(&self.outgoing, Some((next, self.asked.last(), strong))).await?;
        let status = u16::from(answer.status());
        let continues = status == 206 && self.is_continued_by(answer.headers(), next);
        let same = header(answer.headers(), "etag") == self.etag.as_deref();
        let begins_again = status != 206 && self.asked == Asked::Whole && self.position == 0 && same;
        if !(continues || begins_again) {
            let message = "the content broke off and cannot be continued, or has changed";
            return Err(about.tell(GraphError::new(GraphErrorKind::Transport, message)));
        }
        self.body = Some(answer.into_body());
        Ok(())
    }

    /// Whether a part is what is missing: from the right byte, not of another version, and not longer than announced.
    fn is_continued_by(&self, headers: &Headers, next: u64) -> bool {
        let span = header(headers, "content-range").and_then(Span::parse);
        let version = header(headers, "etag").zip(self.etag.as_deref());
        let rest = header(headers, "content-length").and_then(|length| length.parse::<u64>().ok());
        let end = rest.map(|rest| self.position.saturating_add(rest));
        span.is_some_and(|span| span.first == next)
            && version.is_none_or(|(new, old)| new == old)
            && end.zip(self.length).is_none_or(|(end, length)| end <= length)
    }
}

/// Which bytes of the content a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Whole,
    Part {
        first: u64,
        last: Option<u64>,
    },
    /// A range that the application wrote by hand: the last bytes, several parts.
    Unknown,
}

impl Asked {
    fn of(outgoing: &Outgoing) -> Self {
        let Some((_, range)) = outgoing.headers.iter().find(|(name, _)| name == "range") else {
            return Self::Whole;
        };
        let bounds = range.strip_prefix("bytes=").and_then(|bounds| bounds.split_once('-'));
        let (first, last) = bounds.unwrap_or_default();
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => Self::Part { first, last: Some(last) },
            (Ok(first), Err(_)) if last.is_empty() => Self::Part { first, last: None },
            _ => Self::Unknown,
        }
    }

    fn first(self) -> u64 {
        if let Self::Part { first, .. } = self { first } else { 0 }
    }

    fn last(self) -> Option<u64> {
        if let Self::Part { last, .. } = self { last } else { None }
    }

    /// A server may ignore a range and send everything; that must not pass for the part, nor a part for the whole.
    fn check(self, status: u16, headers: &Headers) -> Result<()> {
        let range = header(headers, "content-range");
        let good = match self {
            Self::Whole => status != 206,
            Self::Unknown => status == 206,
            Self::Part { first, last } => {
                let fits = |range| Span::parse(range).is_some_and(|span| span.is_all_of(first, last));
                status == 206 && range.is_none_or(fits)
            }
        };
        if good {
            return Ok(());
        }
        let message = "the server sent other bytes of the content than were asked for";
        Err(GraphError::new(GraphErrorKind::Decode, message))
    }
}

/// What `bytes 10-19/100` says; the total can be `*`.
struct Span {
    first: u64,
    last: u64,
    total: Option<u64>,
}

impl Span {
    fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        Some(Self { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok() })
    }

    /// Whether these are all bytes from `first` to `last` that the content has.
    fn is_all_of(&self, first: u64, last: Option<u64>) -> bool {
        let wanted = last.unwrap_or(u64::MAX);
        let complete = match self.total {
            Some(total) => self.last == wanted.min(total.saturating_sub(1)),
            None => self.last <= wanted,
        };
        self.first == first && complete
    }
}

/// First and last byte that are missing, and the version they must be of.
type Rest<'a> = (u64, Option<u64>, Option<&'a str>);

/// Sends the request, and after a redirect the one hop to where the content is.
async fn open(outgoing: &Outgoing, rest: Option<Rest<'_>>) -> Result<(AsyncRawResponse, About)> {
    let mut request = outgoing.clone();
    if let Some((first, last, etag)) = rest {
        let last = last.map(|last| last.to_string()).unwrap_or_default();
        request.set_header("range", format!("bytes={first}-{last}"));
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
