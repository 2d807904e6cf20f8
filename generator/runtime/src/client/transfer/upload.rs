//! Upload sessions: large content in slices, to a pre-signed URL and so without the token, or to Graph itself and so with
//! it; can be broken off and taken up again, in the same process or another.
//!
//! An upload ends when the service says so, and only behind the last slice. Whenever an answer leaves open what the service
//! has, it is asked.

mod course;
mod place;
mod session;
mod source;
mod state;
#[cfg(test)]
mod tests;

use std::fmt;

use azure_core::http::Method;
pub use session::UploadSession;
pub use source::{SeekSource, UploadSource};

use crate::client::{
    Client,
    error::{GraphErrorKind, Result},
    request::{
        Request, Write,
        decode::FromResponse,
        response::Response,
        send::{self, Outgoing},
    },
};
use course::{answer_lost, beyond};
use place::Place;
use state::State;

/// Graph takes slices in multiples of this many bytes.
pub const SLICE_STEP: u64 = 320 << 10;
/// The largest slice that Graph takes.
const LARGEST_SLICE: u64 = (60 << 20) / SLICE_STEP * SLICE_STEP;
/// 3,932,160 bytes. Drives take more, mail and tasks no more than 4 MB; one size for all needs no rule by host.
const USUAL_SLICE: u64 = 12 * SLICE_STEP;

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
    place: Place,
    source: S,
    slice: u64,
    on_progress: Option<OnProgress>,
    /// The farthest that the server ever was, in whole steps of progress.
    highest: u64,
    standstills: u32,
    restarts: u32,
    /// Whether a slice went out and the session does not tell what became of it.
    stale: bool,
    /// The answer that ended it.
    end: Option<Response>,
}

impl Client {
    /// An upload to a session that was made before.
    pub fn upload<S: UploadSource>(&self, session: UploadSession, source: S) -> Result<Upload<S>> {
        Ok(Upload {
            client: self.clone(),
            place: Place::of(self, &session.upload_url)?,
            highest: session.next_offset(),
            stale: session.last_slice_unanswered,
            session,
            source,
            slice: USUAL_SLICE,
            on_progress: None,
            standstills: 0,
            restarts: self.0.retries.max_retries,
            end: None,
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
    /// Bytes of a slice; rounded down to the step that Graph wants, within its limits. Usually 3,932,160: mail and tasks take
    /// no more than 4 MB at once.
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
        let total = self.source.len();
        if self.end.is_some() {
            return Ok(UploadProgress { done: total, total });
        }
        let lost = self.session.last_slice_unanswered;
        let asked = self.ask().await;
        let (state, response) = asked.map_err(|error| if lost { answer_lost(Some(error)) } else { error })?;
        let done = match state {
            State::Missing(ranges) => {
                self.settle(ranges);
                self.session.next_offset()
            }
            // A session of which nothing was used yet says the same.
            State::Nothing if lost => total,
            State::Nothing => self.session.next_offset().min(total),
            State::Beyond if lost => return Err(answer_lost(None)),
            State::Beyond => return Err(beyond(&response)),
            State::Unsaid => {
                let message = "the answer does not say what is missing".to_owned();
                return Err(response.fail(GraphErrorKind::Decode, message));
            }
        };
        Ok(UploadProgress { done, total })
    }

    /// Gives the session up.
    pub async fn cancel(self) -> Result<()> {
        send::send(self.outgoing(Method::Delete)).await.map(|_| ())
    }

    /// Uploads what is missing. May be called again after an error, or when its future was dropped: it goes on where it was.
    ///
    /// What comes out is what the last answer holds: the item for a drive, nothing for an attachment or where the session
    /// defers the commit (`Option<T>` or `()`).
    ///
    /// An error of the kind [`AnswerLost`](GraphErrorKind::AnswerLost) says that everything was sent and nobody knows what
    /// became of it, for the answer to the last slice was lost and the session cannot tell either.
    pub async fn send<T: FromResponse>(&mut self) -> Result<T> {
        T::from_response(self.run().await?)
    }

    fn outgoing(&self, method: Method) -> Outgoing {
        self.place.outgoing(&self.client, method)
    }
}

impl<S> fmt::Debug for Upload<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("session", &self.session).finish_non_exhaustive()
    }
}
