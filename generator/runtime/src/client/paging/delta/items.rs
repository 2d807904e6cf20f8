//! Changes one after the other, over all pages of a round, in the order in which the service tells them.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures::{Stream, StreamExt as _};
use serde_json::Value;

use super::{Change, DeltaPages, DeltaState, DeltaToken};
use crate::{Element, client::error::Result};

/// A stream of changes over all pages of a round. Ends after the round, after a resync, after an error; what came comes out
/// before the error about what comes next.
///
/// ```
/// # use msgraph_core::client::{Change, Delta, DeltaState, Request, Result};
/// # async fn follow(request: Request<serde_json::Value, Delta>) -> Result<()> {
/// let mut changes = request.items();
/// while let Some(change) = changes.try_next().await? {
///     match change {
///         Change::Changed(item) => println!("changed: {item}"),
///         Change::Removed(removed) => println!("gone: {}", removed.id),
///     }
/// }
/// if let Some(DeltaState::Done(token)) = changes.state() {
///     println!("to be stored: {}", token.link());
/// }
/// # Ok(()) }
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct DeltaItems<T> {
    pages: DeltaPages<T>,
    current: std::vec::IntoIter<Change<T>>,
    /// The page that `current` is of.
    here: Option<DeltaToken>,
    state: Option<DeltaState>,
    malformed: Vec<Value>,
}

impl<T: Element> DeltaItems<T> {
    pub(super) fn new(pages: DeltaPages<T>) -> Self {
        let current = Vec::new().into_iter();
        Self { pages, current, here: None, state: None, malformed: Vec::new() }
    }

    /// The next change.
    pub async fn try_next(&mut self) -> Result<Option<Change<T>>> {
        self.next().await.transpose()
    }

    /// How the round goes on behind the last page, once all changes of that page were taken: at the end with the token for
    /// the next round.
    pub fn state(&self) -> Option<&DeltaState> {
        self.state.as_ref().filter(|_| self.current.len() == 0)
    }

    /// The changes so far that are nothing like `T`, or which do not say what they remove; the stream leaves them out.
    pub fn malformed(&self) -> &[Value] {
        &self.malformed
    }

    /// The page of which not all changes were taken, or the next one, or the one that failed; to continue later with the
    /// whole page. `None` when the round is over.
    pub fn resume_token(&self) -> Option<DeltaToken> {
        if self.current.len() == 0 { self.pages.resume_token() } else { self.here.clone() }
    }
}

impl<T: Element> Stream for DeltaItems<T> {
    type Item = Result<Change<T>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(change) = this.current.next() {
                return Poll::Ready(Some(Ok(change)));
            }
            // Asked before the page is read, for afterwards the feed is at the page behind it.
            let here = this.pages.resume_token();
            match ready!(this.pages.poll_changes(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(read)) => {
                    this.malformed.extend(read.malformed);
                    (this.here, this.state) = (here, Some(read.state));
                    this.current = read.told.into_iter();
                }
            }
        }
    }
}

// The changes in hand are plain data; nothing here is pinned.
impl<T> Unpin for DeltaItems<T> {}

impl<T> fmt::Debug for DeltaItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaItems").field("pages", &self.pages.feed.pages).finish_non_exhaustive()
    }
}
