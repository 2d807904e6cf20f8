//! The course of an upload: slice after slice, and after each what its answer, or the lack of one, means.

use azure_core::http::Method;
use bytes::Bytes;

use super::{
    SLICE_STEP, Upload, UploadProgress, UploadSource,
    place::TEMPLATE,
    state::{self, State, Verdict},
};
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{content::Content, response::Response, send},
};

/// How often the server may be less than a step ahead of where a slice began, until it has more than ever.
const MOST_STANDSTILLS: u32 = 3;
/// The codes of a 409 that says that the name is taken: the content is there, sending it again changes nothing.
const NAME_TAKEN: [&str; 2] = ["nameAlreadyExists", "upload_name_conflict"];

/// A slice of the content: the bytes from `start` to before `end`.
#[derive(Clone, Copy)]
struct Slice {
    start: u64,
    end: u64,
    total: u64,
}

impl Slice {
    fn is_last(self) -> bool {
        self.end == self.total
    }
}

impl<S: UploadSource> Upload<S> {
    /// Sends what is missing, until there is an answer that ends it.
    pub(super) async fn run(&mut self) -> Result<Response> {
        let total = self.source.len();
        if total == 0 {
            return Err(GraphError::request("an upload session takes no empty content"));
        }
        (self.restarts, self.standstills) = (self.client.0.retries.max_retries, 0);
        loop {
            if let Some(end) = &self.end {
                return Ok(end.clone());
            }
            let start = self.session.next_offset();
            if self.stale || start >= total {
                self.catch_up(total).await?;
            }
            let start = self.session.next_offset();
            let slice = Slice { start, end: start.saturating_add(self.slice).min(total), total };
            match self.send_slice(slice).await? {
                Ok(response) => self.take(response, slice).await?,
                Err(error) => self.recover(error, slice).await?,
            }
        }
    }

    /// Learns from the server where to go on, when the session does not tell.
    async fn catch_up(&mut self, total: u64) -> Result<()> {
        let is_known = self.session.next_offset() < total;
        match self.ask().await {
            Ok((State::Missing(ranges), _)) => self.settle(ranges),
            Ok((State::Nothing, _)) if self.session.last_slice_unanswered || !is_known => {
                return Err(answer_lost(None));
            }
            Ok((State::Beyond, response)) => {
                let lost = self.session.last_slice_unanswered;
                return Err(if lost { answer_lost(None) } else { beyond(&response) });
            }
            // The slice is sent again; a server that has it says so.
            Ok((State::Nothing | State::Unsaid, _)) if is_known => {}
            Ok((_, response)) => return Err(beyond(&response)),
            Err(error) if self.session.last_slice_unanswered => return Err(answer_lost(Some(error))),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Sends a slice. Notes down before what must not be forgotten when this future is dropped.
    async fn send_slice(&mut self, slice: Slice) -> Result<Result<Response>> {
        let mut outgoing = self.outgoing(Method::Put);
        outgoing.body = Some(Content::from(self.read(slice).await?));
        outgoing
            .set_header("content-range", format!("bytes {}-{}/{}", slice.start, slice.end - 1, slice.total));
        outgoing.set_header("content-length", (slice.end - slice.start).to_string());
        let doubt = outgoing.doubt.clone();
        let doubtful = self.session.last_slice_unanswered;
        (self.stale, self.session.last_slice_unanswered) = (true, doubtful || slice.is_last());
        let outcome = send::send(outgoing).await;
        if outcome.is_err() {
            self.stale = doubt.remains();
            self.session.last_slice_unanswered = doubtful || (slice.is_last() && doubt.remains());
        }
        Ok(outcome)
    }

    async fn read(&self, slice: Slice) -> Result<Bytes> {
        let length = slice.end - slice.start;
        let reading = self.source.read(slice.start, usize::try_from(length).unwrap_or(usize::MAX));
        let bytes = reading
            .await
            .map_err(|error| GraphError::request("the content cannot be read").with_source(error))?;
        if bytes.len() as u64 != length {
            return Err(GraphError::request("the content ended too early"));
        }
        Ok(bytes)
    }

    /// After a slice that was answered with success.
    async fn take(&mut self, response: Response, slice: Slice) -> Result<()> {
        self.note_expiration(&response);
        match state::judge(&response, slice.total, slice.is_last()) {
            Verdict::GoesOn(ranges) => self.settle(ranges),
            Verdict::Ended => self.finish(response),
            Verdict::Complete => self.finish(without_item(response)),
            Verdict::EndedEarly => {
                let message = format!(
                    "the upload ended early: the service takes {} of {} bytes for everything",
                    slice.end, slice.total
                );
                return Err(response.fail(GraphErrorKind::Decode, message));
            }
            Verdict::Unclear => self.clear_up(slice).await?,
        }
        if self.end.is_none() {
            self.watch_standstill(slice)?;
            self.tell(self.session.next_offset());
        }
        Ok(())
    }

    /// After a slice that was taken without a word about what is missing.
    async fn clear_up(&mut self, slice: Slice) -> Result<()> {
        match self.ask().await {
            Ok((State::Missing(ranges), _)) => self.settle(ranges),
            Ok((State::Nothing, state)) if slice.is_last() => self.finish(without_item(state)),
            Ok(_) if slice.is_last() => return Err(answer_lost(None)),
            Ok((State::Beyond, state)) => return Err(beyond(&state)),
            Ok((State::Nothing | State::Unsaid, _)) => self.settle(vec![format!("{}-", slice.end)]),
            Err(error) if slice.is_last() => return Err(answer_lost(Some(error))),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// After a slice that failed: the server knows what it has. What it no longer has is an error for good.
    async fn recover(&mut self, error: GraphError, slice: Slice) -> Result<()> {
        let name_is_taken = error.is_conflict() && NAME_TAKEN.iter().any(|code| error.has_code(code));
        let range_is_wrong = error.status() == Some(416) || (error.is_conflict() && !name_is_taken);
        let again = self.restarts > 0 && (range_is_wrong || error.is_transient());
        let lost = self.session.last_slice_unanswered;
        if !again && !lost {
            return Err(error);
        }
        self.restarts = self.restarts.saturating_sub(1);
        match self.ask().await {
            Ok((State::Missing(ranges), _)) => {
                self.settle(ranges);
                if again { Ok(()) } else { Err(error) }
            }
            // A session that lives on has made nothing of its content, so that the name is another's.
            Ok(_) if name_is_taken => Err(error),
            // The slice is sent again; a server that has it says so.
            Ok((State::Unsaid, _)) if again => Ok(()),
            Ok(_) if lost => Err(answer_lost(Some(error))),
            Ok((State::Nothing, state)) if range_is_wrong && slice.is_last() => {
                self.finish(without_item(state));
                Ok(())
            }
            Ok((State::Nothing, _)) if again => Ok(()),
            Ok(_) => Err(error),
            Err(asking) if lost => Err(answer_lost(Some(asking))),
            // That the session is gone says less than why the slice was refused.
            Err(asking) if range_is_wrong && !asking.is_transient() => Err(error),
            Err(asking) => Err(asking),
        }
    }

    /// A server that never has what it took, loses it again and again or counts in bytes must not keep us sending for ever.
    fn watch_standstill(&mut self, slice: Slice) -> Result<()> {
        if self.session.next_offset() >= slice.start.saturating_add(SLICE_STEP) {
            return Ok(());
        }
        self.standstills += 1;
        if self.standstills > MOST_STANDSTILLS {
            return Err(GraphError::limit("the server takes slices, but never has them"));
        }
        Ok(())
    }

    /// Asks for the state. A service that does not know the question has said nothing.
    pub(super) async fn ask(&mut self) -> Result<(State, Response)> {
        let response = send::send_for_any_status(self.outgoing(Method::Get)).await?;
        if matches!(response.status, 405 | 501) {
            return Ok((State::Unsaid, response));
        }
        let response = send::success(response)?;
        self.note_expiration(&response);
        Ok((State::of(&state::body(&response), self.source.len()), response))
    }

    /// Sessions live longer with every slice.
    fn note_expiration(&mut self, response: &Response) {
        let body = state::body(response);
        if let Some(expiration) = state::member(&body, "expirationDateTime").and_then(|text| text.as_str()) {
            self.session.expiration = Some(expiration.to_owned());
        }
    }

    /// Goes on with these ranges. A whole step more than ever before is progress, and what went wrong until then is forgiven.
    /// Less than that is not: a server can go to and fro without end.
    pub(super) fn settle(&mut self, ranges: Vec<String>) {
        self.session.next_expected_ranges = ranges;
        (self.stale, self.session.last_slice_unanswered) = (false, false);
        let offset = self.session.next_offset();
        if offset >= self.highest.saturating_add(SLICE_STEP) {
            self.highest = offset;
            (self.restarts, self.standstills) = (self.client.0.retries.max_retries, 0);
        }
    }

    /// Ends with this answer.
    fn finish(&mut self, response: Response) {
        self.end = Some(response);
        (self.stale, self.session.last_slice_unanswered) = (false, false);
        self.tell(self.source.len());
    }

    fn tell(&mut self, done: u64) {
        let total = self.source.len();
        if let Some(callback) = &mut self.on_progress {
            callback(UploadProgress { done, total });
        }
    }
}

/// An answer that holds the session: one that defers the commit has no item yet.
fn without_item(response: Response) -> Response {
    Response { body: Bytes::new(), ..response }
}

pub(super) fn beyond(response: &Response) -> GraphError {
    let message = "the server expects bytes beyond the end of the content".to_owned();
    response.fail(GraphErrorKind::Decode, message)
}

pub(super) fn answer_lost(cause: Option<GraphError>) -> GraphError {
    let message = "the content was sent whole, but the answer to the last slice was lost: the upload may have succeeded";
    let mut error = GraphError::new(GraphErrorKind::AnswerLost, message);
    let detail = error.detail_mut();
    (detail.method, detail.template) = (Some(Method::Put), Some(TEMPLATE.to_owned()));
    match cause {
        Some(cause) => error.with_source(cause),
        None => error,
    }
}
