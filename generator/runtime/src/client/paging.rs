//! Result pages: one at a time, or as streams of pages or items that follow opaque next links with the same headers,
//! retries and token, stop at loops and limits, and can be resumed.

pub(crate) mod delta;
mod feed;
mod page;

use std::{
    fmt,
    future::{IntoFuture, poll_fn},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub(crate) use feed::PageFeed;
use futures::{Stream, StreamExt as _};
pub use page::{ResultPage, ResumeToken};
pub(crate) use page::{check_next, is_link, read_page};
use serde_json::Value;

use super::{
    error::Result,
    request::{FixedList, List, Pending, Request, WriteList, decode::FromResponse, response::Response},
};
use crate::Element;

macro_rules! listing {
    ($($kind:ty),*) => {
        $(
            impl<T: Element> IntoFuture for Request<T, $kind> {
                type Output = Result<ResultPage<T>>;
                type IntoFuture = Pending<ResultPage<T>>;

                /// Reads the first page.
                fn into_future(self) -> Self::IntoFuture {
                    Pending::new(self.parts.send(false), ResultPage::from_response)
                }
            }

            impl<T: Element> Request<T, $kind> {
                /// All results, page by page as they are taken.
                pub fn items(self) -> Items<T> {
                    let pages = self.pages();
                    Items { pages, current: Vec::new().into_iter(), here: None, taken: 0, malformed: Vec::new() }
                }

                /// All pages.
                pub fn pages(self) -> Pages<T> {
                    let feed = PageFeed::new(self.parts.outgoing(false));
                    Pages { feed, skip: 0, length: 0, items: PhantomData }
                }

                /// Reads the results as another type of the same base: the plain base instead of the `Any…` enum.
                pub fn read_as<U: Element<Model = T::Model>>(self) -> Request<U, $kind> {
                    self.cast()
                }
            }
        )*
    };
}
listing!(List, FixedList, WriteList);

/// A stream of pages. Ends after an error. A page whose next link cannot be followed comes before the error that says so.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<T> {
    feed: PageFeed,
    skip: usize,
    /// How many results the last page had; the next one will hardly have more.
    length: usize,
    items: PhantomData<fn() -> T>,
}

impl<T: Element> Pages<T> {
    /// Follows at most so many pages; one more is an error.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.feed.max_pages = pages;
        self
    }

    /// Continues where another stream of the same request was.
    pub fn resume(mut self, token: &ResumeToken) -> Self {
        self.feed.start_at(&token.link);
        self.skip = token.skip;
        self
    }

    /// Where the next page is, or the one that failed; after a page whose next link cannot be followed, the end of that
    /// page. To continue later. `None` at the end.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        self.feed.upcoming().map(|link| ResumeToken { link: link.to_owned(), skip: self.skip })
    }

    /// The next page.
    pub async fn try_next(&mut self) -> Result<Option<ResultPage<T>>> {
        self.next().await.transpose()
    }

    fn read(&mut self, response: &Response) -> Result<ResultPage<T>> {
        let mut page: ResultPage<T> =
            ResultPage::read(response, self.length).inspect_err(|_| self.feed.keep())?;
        let next = check_next(&page.annotations).map(|()| page.next.as_ref().map(ResumeToken::link));
        let goes_on = self.feed.follow(&response.about, next);
        self.length = page.value.len();
        page.value.drain(..self.skip.min(self.length));
        self.skip = if goes_on { 0 } else { self.length };
        Ok(page)
    }
}

impl<T: Element> Stream for Pages<T> {
    type Item = Result<ResultPage<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let response = ready!(self.feed.poll_page(cx));
        Poll::Ready(response.map(|response| self.read(&response?)))
    }
}

/// A stream of items over all pages. Ends after an error. What came comes out before the error about what comes next.
#[must_use = "streams do nothing unless polled"]
pub struct Items<T> {
    pages: Pages<T>,
    current: std::vec::IntoIter<T>,
    /// The page that `current` is of.
    here: Option<ResumeToken>,
    taken: usize,
    malformed: Vec<Value>,
}

impl<T: Element> Items<T> {
    /// Follows at most so many pages; one more is an error.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Continues where another stream of the same request was.
    pub fn resume(mut self, token: &ResumeToken) -> Self {
        self.pages = self.pages.resume(token);
        self
    }

    /// The results so far that are nothing like `T`; the stream leaves them out.
    pub fn malformed(&self) -> &[Value] {
        &self.malformed
    }

    /// The place after the last item that was taken; to continue later. `None` at the end.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        if self.current.len() == 0 {
            return self.pages.resume_token();
        }
        self.here.as_ref().map(|page| ResumeToken { skip: page.skip + self.taken, ..page.clone() })
    }

    /// The next item.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|cx| self.poll_here(cx)).await?;
        // Not by way of the stream: entities are large, and every step of it would move them.
        Ok(self.take())
    }

    /// Everything that is left, in memory, without what [`malformed`](Self::malformed) would hold. After an error nothing
    /// of it is left; take one item after the other to keep what came before.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        loop {
            poll_fn(|cx| self.poll_here(cx)).await?;
            if self.current.len() == 0 {
                return Ok(all);
            }
            all.extend(std::mem::take(&mut self.current));
        }
    }

    #[inline]
    fn take(&mut self) -> Option<T> {
        let item = self.current.next()?;
        self.taken += 1;
        Some(item)
    }

    /// Reads pages until there is an item in hand, or none at all.
    #[inline]
    fn poll_here(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.current.len() == 0 { self.poll_pages(cx) } else { Poll::Ready(Ok(())) }
    }

    fn poll_pages(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        while self.current.len() == 0 {
            // Asked before the page is read, for afterwards the feed is at the page behind it.
            let here = self.pages.resume_token();
            let Some(page) = ready!(self.pages.poll_next_unpin(cx)?) else { break };
            self.malformed.extend(page.malformed);
            (self.here, self.taken) = (here, 0);
            self.current = page.value.into_iter();
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: Element> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        ready!(this.poll_here(cx)?);
        Poll::Ready(this.take().map(Ok))
    }
}

// The items in hand are plain data; nothing here is pinned.
impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("pages", &self.feed.pages).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages.feed.pages).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
