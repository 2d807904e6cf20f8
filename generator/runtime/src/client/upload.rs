//! Upload sessions: large content in slices, to a pre-signed URL and so without the token; can be broken off and taken up
//! again, in the same process or another.

mod source;
#[cfg(test)]
mod tests;

use std::fmt;

use azure_core::http::Method;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
pub use source::{SeekSource, UploadSource};
use url::Url;

use super::{
    Client,
    content::Content,
    decode::FromResponse,
    error::{GraphError, GraphErrorKind, Result},
    request::{Request, Write},
    response::Response,
    send::{self, Outgoing},
};

/// Graph takes slices in multiples of this many bytes.
pub const SLICE_STEP: u64 = 320 << 10;
/// The largest slice that Graph takes.
const LARGEST_SLICE: u64 = (60 << 20) / SLICE_STEP * SLICE_STEP;
const USUAL_SLICE: u64 = 16 * SLICE_STEP;
const TEMPLATE: &str = "/{upload session}";
/// How often the server may claim to have nothing of a slice it took, or less than before, until it has more than ever.
const MOST_STANDSTILLS: u32 = 3;
/// The codes of a 409 that says that the name is taken: the content is there, sending it again changes nothing.
const NAME_TAKEN: [&str; 2] = ["nameAlreadyExists", "upload_name_conflict"];

/// A session, as Graph gave it. Can be stored to go on later; treat it as a secret: whoever has the URL can write.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadSession {
    upload_url: String,
    /// When the session ends, if nothing is uploaded.
    #[serde(rename = "expirationDateTime", default, skip_serializing_if = "Option::is_none")]
    expiration: Option<String>,
    #[serde(default)]
    next_expected_ranges: Vec<String>,
}

impl UploadSession {
    /// A session by its URL.
    pub fn new(upload_url: impl Into<String>) -> Self {
        Self { upload_url: upload_url.into(), expiration: None, next_expected_ranges: Vec::new() }
    }

    /// When the session ends, as Graph wrote it.
    pub fn expiration(&self) -> Option<&str> {
        self.expiration.as_deref()
    }

    /// The first byte that is missing.
    fn next_offset(&self) -> u64 {
        let first = self.next_expected_ranges.first().and_then(|range| range.split('-').next());
        first.and_then(|start| start.trim().parse().ok()).unwrap_or(0)
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("expiration", &self.expiration)
            .field("next_expected_ranges", &self.next_expected_ranges)
            .finish_non_exhaustive()
    }
}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadProgress {
    /// Bytes that the server has.
    pub done: u64,
    /// Bytes there are.
    pub total: u64,
}

type OnProgress = Box<dyn FnMut(UploadProgress) + Send>;

/// An upload to a session.
#[must_use = "an upload is done by `send`"]
pub struct Upload<S> {
    client: Client,
    session: UploadSession,
    url: Url,
    source: S,
    slice: u64,
    on_progress: Option<OnProgress>,
    /// The farthest that the server ever was.
    highest: u64,
    standstills: u32,
    restarts: u32,
    /// Whether a slice went out. Before that, a server that names nothing missing has nothing.
    begun: bool,
    /// The answer that named nothing missing, without its body.
    complete: Option<Response>,
}

impl Client {
    /// An upload to a session that was made before.
    pub fn upload<S: UploadSource>(&self, session: UploadSession, source: S) -> Result<Upload<S>> {
        if Url::parse(&session.upload_url).is_err() {
            return Err(GraphError::refused("the upload URL is not a whole URL"));
        }
        let url = self.presigned_url(&self.0.endpoint, &session.upload_url, "the upload URL")?;
        Ok(Upload {
            client: self.clone(),
            highest: session.next_offset(),
            session,
            url,
            source,
            slice: USUAL_SLICE,
            on_progress: None,
            standstills: 0,
            restarts: self.0.retries.max_retries,
            begun: false,
            complete: None,
        })
    }
}

impl<T> Request<T, Write> {
    /// Makes a session with this request (`createUploadSession`), to upload the source to.
    pub async fn upload_with<S: UploadSource>(self, source: S) -> Result<Upload<S>> {
        let client = self.parts.client.clone();
        let response = self.send_raw().await?;
        let session: UploadSession = response.json()?;
        client.upload(session, source)
    }
}

impl<S: UploadSource> Upload<S> {
    /// Bytes of a slice; rounded down to the step that Graph wants, within its limits.
    pub fn slice_size(mut self, bytes: u64) -> Self {
        self.slice = (bytes / SLICE_STEP * SLICE_STEP).clamp(SLICE_STEP, LARGEST_SLICE);
        self
    }

    /// Is told after every slice.
    pub fn on_progress(mut self, callback: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// The session, to be stored.
    pub fn session(&self) -> &UploadSession {
        &self.session
    }

    /// Asks the server what it has.
    pub async fn refresh(&mut self) -> Result<UploadProgress> {
        let response = send::send(self.outgoing(Method::Get)).await?;
        self.take_state(&response)?;
        Ok(self.progress())
    }

    /// Gives the session up.
    pub async fn cancel(self) -> Result<()> {
        send::send(self.outgoing(Method::Delete)).await.map(|_| ())
    }

    /// Uploads what is missing. May be called again after an error: it goes on where it was.
    ///
    /// What comes out is what the last answer holds: the item for a drive, nothing for an attachment or where the session
    /// defers the commit (`Option<T>` or `()`).
    pub async fn send<T: FromResponse>(&mut self) -> Result<T> {
        let total = self.source.len();
        if total == 0 {
            return Err(GraphError::request("an upload session takes no empty content"));
        }
        (self.restarts, self.standstills) = (self.client.0.retries.max_retries, 0);
        loop {
            if let Some(response) = self.complete.clone() {
                return T::from_response(response);
            }
            let offset = self.session.next_offset();
            if offset >= total {
                let message = "the server expects bytes beyond the end of the content";
                return Err(GraphError::new(GraphErrorKind::Decode, message));
            }
            self.begun = true;
            let response = match self.send_slice(offset, total).await {
                Ok(response) => response,
                Err(error) => {
                    self.recover(error).await?;
                    continue;
                }
            };
            if response.status != 202 {
                self.tell(UploadProgress { done: total, total });
                return T::from_response(response);
            }
            self.take_state(&response)?;
            self.watch_standstill(offset)?;
            self.tell(self.progress());
        }
    }

    async fn send_slice(&self, offset: u64, total: u64) -> Result<Response> {
        let length = self.slice.min(total - offset);
        let bytes = self
            .source
            .read(offset, usize::try_from(length).unwrap_or(usize::MAX))
            .await
            .map_err(|error| GraphError::request("the content cannot be read").with_source(error))?;
        if bytes.len() as u64 != length {
            return Err(GraphError::request("the content ended too early"));
        }
        let mut outgoing = self.outgoing(Method::Put);
        outgoing.set_header("content-range", format!("bytes {offset}-{}/{total}", offset + length - 1));
        outgoing.set_header("content-length", length.to_string());
        outgoing.body = Some(Content::from(bytes));
        send::send(outgoing).await
    }

    /// After a slice that failed: the server knows what it has. What it has no more is an error for good.
    async fn recover(&mut self, error: GraphError) -> Result<()> {
        let name_is_taken = error.is_conflict() && NAME_TAKEN.iter().any(|code| error.has_code(code));
        let range_is_wrong = error.status() == Some(416) || (error.is_conflict() && !name_is_taken);
        if self.restarts == 0 || !(range_is_wrong || error.is_transient()) {
            return Err(error);
        }
        self.restarts -= 1;
        match self.refresh().await {
            // That the session is gone says less than why the slice was refused.
            Err(_) if range_is_wrong => Err(error),
            outcome => outcome.map(|_| ()),
        }
    }

    /// A server that never has what it took, or loses it again and again, must not keep us sending for ever.
    fn watch_standstill(&mut self, sent_from: u64) -> Result<()> {
        if self.complete.is_some() || self.session.next_offset() > sent_from {
            return Ok(());
        }
        self.standstills += 1;
        if self.standstills > MOST_STANDSTILLS {
            return Err(GraphError::limit("the server takes slices, but never has them"));
        }
        Ok(())
    }

    fn take_state(&mut self, response: &Response) -> Result<()> {
        let state: Value = response.json()?;
        let ranges =
            state["nextExpectedRanges"].as_array().or_else(|| state["NextExpectedRanges"].as_array());
        let Some(ranges) = ranges else {
            let message = "the answer does not say what is missing".to_owned();
            return Err(response.fail(GraphErrorKind::Decode, message));
        };
        let texts: Option<Vec<String>> =
            ranges.iter().map(|range| range.as_str().map(str::to_owned)).collect();
        let Some(texts) = texts else {
            let message = "the answer says in no known way what is missing".to_owned();
            return Err(response.fail(GraphErrorKind::Decode, message));
        };
        // A session that defers the commit answers the last slice like this, and has no item yet.
        let complete = self.begun && texts.is_empty();
        self.complete = complete.then(|| Response { body: Bytes::new(), ..response.clone() });
        self.session.next_expected_ranges = texts;
        self.note_progress();
        if let Some(expiration) = state["expirationDateTime"].as_str() {
            self.session.expiration = Some(expiration.to_owned());
        }
        Ok(())
    }

    /// More than ever before is progress, and what went wrong until then is forgiven. Less than that is not: a server can
    /// go to and fro without end.
    fn note_progress(&mut self) {
        let offset = self.session.next_offset();
        if offset > self.highest {
            self.highest = offset;
            (self.restarts, self.standstills) = (self.client.0.retries.max_retries, 0);
        }
    }

    fn progress(&self) -> UploadProgress {
        let total = self.source.len();
        let done = if self.complete.is_some() { total } else { self.session.next_offset() };
        UploadProgress { done, total }
    }

    fn tell(&mut self, progress: UploadProgress) {
        if let Some(callback) = &mut self.on_progress {
            callback(progress);
        }
    }

    fn outgoing(&self, method: Method) -> Outgoing {
        Outgoing::presigned(&self.client, method, self.url.clone(), TEMPLATE)
    }
}

impl<S> fmt::Debug for Upload<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("session", &self.session).finish_non_exhaustive()
    }
}
