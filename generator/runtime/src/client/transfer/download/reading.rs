//! Reading content piece by piece, and going on where a broken connection left off.

use std::time::Duration;

use azure_core::http::response::AsyncResponseBody;
use bytes::Bytes;
use futures::{
    StreamExt as _,
    stream::{self, BoxStream},
};

use super::{
    announced::{Announced, Expected},
    open::open,
};
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    policy::clock::within,
    request::{
        response::{About, header},
        send::{self, Outgoing},
    },
};

/// What is needed to go on, here or on a new connection.
pub(super) struct Reading {
    pub(super) outgoing: Outgoing,
    pub(super) about: About,
    pub(super) body: Option<AsyncResponseBody>,
    pub(super) expected: Expected,
    /// How many bytes came since.
    pub(super) position: u64,
    /// How many will have come at the end of the present answer, if it says so.
    pub(super) counted: Option<u64>,
    pub(super) resumes: Resumes,
    /// When the clock shows this, the time is up.
    pub(super) end: Option<Duration>,
}

/// How often it may go on after a break without having come any further.
pub(super) struct Resumes {
    most: u32,
    left: u32,
    /// Where the last break was.
    position: u64,
}

impl Resumes {
    pub(super) fn new(most: u32) -> Self {
        Self { most, left: most, position: 0 }
    }

    /// Whether it may go on after a break at this place: what came since the last one makes good for it.
    fn take(&mut self, position: u64) -> bool {
        if position > self.position {
            *self = Self { position, ..Self::new(self.most) };
        }
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }
}

impl Reading {
    pub(super) fn into_stream(self) -> BoxStream<'static, Result<Bytes>> {
        Box::pin(stream::try_unfold(self, |mut reading| async move {
            let piece = reading.next().await?;
            Ok(piece.map(|piece| (piece, reading)))
        }))
    }

    async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let trouble = match self.read().await {
                Ok(Some(piece)) => return self.take(piece).map(Some),
                Ok(None) if self.is_all() => return Ok(None),
                Ok(None) => GraphError::new(GraphErrorKind::Transport, "the content ended too early"),
                Err(error) => error,
            };
            self.body = None;
            if !self.resumes.take(self.position) {
                return Err(self.about.tell(trouble));
            }
            self.reopen().await?;
        }
    }

    fn take(&mut self, piece: Bytes) -> Result<Bytes> {
        self.position += piece.len() as u64;
        let most = self.counted.or(self.expected.most());
        if most.is_some_and(|most| self.position > most) {
            let message = "the server sent more bytes of the content than it announced";
            return Err(self.about.tell(GraphError::new(GraphErrorKind::Decode, message)));
        }
        Ok(piece)
    }

    fn is_all(&self) -> bool {
        let all = self.expected.length.max(self.counted);
        all.is_none_or(|all| self.position >= all)
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
        let asked = self.expected.asked;
        let next = asked.first().saturating_add(self.position);
        // A weak version does not promise the same bytes, so `If-Range` does not take it.
        let strong = self.expected.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        let opening = open(&self.outgoing, Some((next, asked.last(), strong)), self.end);
        let (answer, about) = opening.await.map_err(|error| self.about.tell(error))?;
        let status = u16::from(answer.status());
        let announced = Announced::read(status, answer.headers());
        let etag = header(answer.headers(), "etag");
        let expected = &mut self.expected;
        let good = announced.filter(|announced| expected.goes_on(self.position, status, *announced, etag));
        let Some(announced) = good else {
            let message = "the content broke off and cannot be continued, or has changed";
            return Err(about.tell(GraphError::new(GraphErrorKind::Transport, message)));
        };
        self.counted = announced.count.map(|count| self.position.saturating_add(count));
        self.body = Some(answer.into_body());
        Ok(())
    }
}
