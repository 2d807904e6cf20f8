//! Changes of a collection: what is new or different, what is gone and why, and a token to ask for the next changes with.

mod batched;
mod change;
mod items;
mod manner;

use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub(crate) use batched::{first_page, first_request};
pub use change::{Change, RemovalReason, Removed};
use futures::{Stream, StreamExt as _};
pub use items::DeltaItems;
use manner::Manner;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{PageFeed, check_next, is_link, read_page};
use crate::Element;
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{Delta, Request, response::Response},
};

/// One page of changes.
#[derive(Clone)]
pub struct DeltaPage<T> {
    /// What was created or changed. Only what changed need be set.
    pub changed: Vec<T>,
    /// What is gone.
    pub removed: Vec<Removed>,
    /// Changes that are nothing like `T`, or which do not say what they remove; kept, so that one of them does not
    /// cost the whole page.
    pub malformed: Vec<Value>,
    /// How it goes on.
    pub state: DeltaState,
}

/// Shows of what could not be read only how much it is.
impl<T: fmt::Debug> fmt::Debug for DeltaPage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaPage")
            .field("changed", &self.changed)
            .field("removed", &self.removed)
            .field("malformed", &self.malformed.len())
            .field("state", &self.state)
            .finish()
    }
}

/// How a round of changes goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeltaState {
    /// There are more pages in this round.
    More(DeltaToken),
    /// That was all for now; ask with the token later for what changes from here on.
    Done(DeltaToken),
    /// The token is too old: what is known must be compared with a new full round.
    Resync(Resync),
    /// That was all, but no token came to ask with: what changes from here on can only be learned by a new full round.
    NoToken,
}

/// Graph has forgotten what it told before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resync {
    /// Where to begin again, if Graph says so; else begin without a token.
    pub restart: Option<DeltaToken>,
    /// What to do with differences.
    pub advice: ResyncAdvice,
}

/// What Graph says about differences between the new round and what is known from before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResyncAdvice {
    /// The service is right: take its state, remove what it does not list.
    ApplyDifferences,
    /// Neither side is surely right: keep what the service does not list.
    UploadDifferences,
    /// Nothing is said.
    None,
}

/// A place in the history of a collection. Can be stored; treat it as a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeltaToken(String);

impl DeltaToken {
    /// A link that was stored elsewhere.
    pub fn from_link(link: impl Into<String>) -> Self {
        Self(link.into())
    }

    /// The link as Graph gave it.
    pub fn link(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeltaToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeltaToken")
    }
}

impl<T: Element> Request<T, Delta> {
    /// All pages of this round; the last one has the token for the next round.
    pub fn pages(mut self) -> DeltaPages<T> {
        Manner::of(&self.parts).select_deletions(&mut self.parts);
        DeltaPages { feed: PageFeed::new(self.parts.outgoing(false)), items: PhantomData }
    }

    /// All changes of this round, one after the other as they are taken; [`DeltaItems::state`] has the token for the next
    /// round.
    pub fn items(self) -> DeltaItems<T> {
        self.pages().items()
    }

    /// The whole round as one page.
    pub async fn collect(self) -> Result<DeltaPage<T>> {
        self.pages().collect().await
    }

    /// The changes since a token. Options of the query are part of the token.
    pub fn resume(self, token: &DeltaToken) -> DeltaPages<T> {
        let mut pages = self.pages();
        pages.feed.start_at(token.link());
        pages
    }

    /// Only what changes from now on: an empty first round, and its token. It is asked for as the page of the request says;
    /// where it says nothing, as drives, lists and sites do, or as everything else does.
    pub fn from_now(mut self) -> Self {
        if self.parts.path.contains("(token=") {
            self.parts.fail("changes since a token are not those from now on");
        }
        let option = Manner::of(&self.parts).token_option;
        self.parts.set_query(option, "latest");
        self
    }
}

impl<T: Element> IntoFuture for Request<T, Delta> {
    type Output = Result<DeltaPage<T>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Reads the first page.
    fn into_future(self) -> Self::IntoFuture {
        let mut pages = self.pages();
        Box::pin(async move {
            let page = pages.try_next().await?;
            pages.alone(page)
        })
    }
}

/// A stream of pages of changes. Ends after the round, after a resync, after an error. A page whose next link cannot be
/// followed comes before the error that says so.
#[must_use = "streams do nothing unless polled"]
pub struct DeltaPages<T> {
    feed: PageFeed,
    items: PhantomData<fn() -> T>,
}

impl<T: Element> DeltaPages<T> {
    /// The next page.
    pub async fn try_next(&mut self) -> Result<Option<DeltaPage<T>>> {
        self.next().await.transpose()
    }

    /// The changes of all these pages, one after the other as they are taken.
    pub fn items(self) -> DeltaItems<T> {
        DeltaItems::new(self)
    }

    /// Where the next page is, or the one that failed, or behind which it could not go on; to continue later. `None` when
    /// the round is over.
    pub fn resume_token(&self) -> Option<DeltaToken> {
        self.feed.upcoming().map(DeltaToken::from_link)
    }

    /// The whole rest of the round as one page. After an error nothing of it is left; take one page after the other to keep
    /// what came before.
    pub async fn collect(mut self) -> Result<DeltaPage<T>> {
        let mut all = self.try_next().await?.ok_or_else(no_page)?;
        while let Some(page) = self.try_next().await? {
            all.changed.extend(page.changed);
            all.removed.extend(page.removed);
            all.malformed.extend(page.malformed);
            all.state = page.state;
        }
        Ok(all)
    }

    /// A page that nothing follows: a next link that cannot be read would be lost with the rest of the stream, and the
    /// round would seem to be over.
    fn alone(&mut self, page: Option<DeltaPage<T>>) -> Result<DeltaPage<T>> {
        let page = page.ok_or_else(no_page)?;
        match self.feed.trouble().filter(|_| matches!(page.state, DeltaState::NoToken)) {
            Some(error) => Err(error),
            None => Ok(page),
        }
    }

    fn poll_changes(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Changes<T>>>> {
        Poll::Ready(match ready!(self.feed.poll_page(cx)) {
            None => None,
            Some(Ok(response)) => Some(self.read(&response)),
            Some(Err(error)) if error.is_resync_required() => {
                self.feed.end();
                let state = DeltaState::Resync(resync(&error));
                Some(Ok(Changes { told: Vec::new(), malformed: Vec::new(), state }))
            }
            Some(Err(error)) => Some(Err(error)),
        })
    }

    fn read(&mut self, response: &Response) -> Result<Changes<T>> {
        let page = read_page::<Value>(response, 0).inspect_err(|_| self.feed.keep())?;
        let next = page.next_link.filter(|link| is_link(link));
        self.feed.follow(&response.about, check_next(&page.rest).map(|()| next.as_deref()));
        let state = match (next, page.delta_link.filter(|link| is_link(link))) {
            (Some(link), _) => DeltaState::More(DeltaToken(link)),
            (None, Some(link)) => DeltaState::Done(DeltaToken(link)),
            (None, None) => DeltaState::NoToken,
        };
        let mut read = Changes { told: Vec::new(), malformed: page.malformed, state };
        for item in page.value {
            match Change::of(item) {
                Ok(change) => read.told.push(change),
                Err(item) => read.malformed.push(item),
            }
        }
        Ok(read)
    }
}

fn no_page() -> GraphError {
    GraphError::new(GraphErrorKind::Decode, "no page of changes")
}

/// What a page tells, in its order.
struct Changes<T> {
    told: Vec<Change<T>>,
    malformed: Vec<Value>,
    state: DeltaState,
}

impl<T: Element> Stream for DeltaPages<T> {
    type Item = Result<DeltaPage<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_changes(cx).map_ok(DeltaPage::of)
    }
}

impl<T> DeltaPage<T> {
    fn of(read: Changes<T>) -> Self {
        let Changes { told, malformed, state } = read;
        let mut page = Self { changed: Vec::new(), removed: Vec::new(), malformed, state };
        for change in told {
            match change {
                Change::Changed(item) => page.changed.push(item),
                Change::Removed(removed) => page.removed.push(removed),
            }
        }
        page
    }
}

fn resync(error: &GraphError) -> Resync {
    let advice = if error.has_code("resyncChangesApplyDifferences") {
        ResyncAdvice::ApplyDifferences
    } else if error.has_code("resyncChangesUploadDifferences") {
        ResyncAdvice::UploadDifferences
    } else {
        ResyncAdvice::None
    };
    Resync { restart: error.location().map(|link| DeltaToken(link.to_owned())), advice }
}

impl<T> fmt::Debug for DeltaPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaPages").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
