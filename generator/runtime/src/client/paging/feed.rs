//! Following links from page to page: one request after the other, never the same link twice, never another origin, never
//! more pages than allowed. Not generic over what is on the pages.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    task::{Context, Poll},
};

use futures::future::BoxFuture;
use url::Url;

use crate::client::{
    error::{GraphError, Result},
    request::{
        response::{About, Response},
        send::{self, Outgoing},
    },
};

/// Follows links, whatever is on the pages. Not generic, so compiled once.
pub(crate) struct PageFeed {
    state: State,
    /// Hashes of the links that were followed.
    seen: BTreeSet<u64>,
    pub(crate) pages: u64,
    pub(crate) max_pages: u64,
}

enum State {
    /// The request for the next page.
    Ready(Box<Outgoing>),
    Busy(Box<Outgoing>, BoxFuture<'static, Result<Response>>),
    /// Between two pages: the page's link is not known before the page is read.
    Held(Box<Outgoing>),
    /// The page that could not be had, or behind which there is no going on; the place is kept, to continue later. The
    /// error is there until it is told.
    Broken(Box<Outgoing>, Option<GraphError>),
    /// Nothing can be sent; the link is that of a token that was refused.
    Failed(Option<GraphError>, Option<String>),
    Done,
}

impl PageFeed {
    /// A feed whose first page somebody else has asked for.
    pub(crate) fn answered(request: Outgoing, answer: Result<Response>) -> Self {
        let mut feed = Self::new(Ok(request.clone()));
        feed.state = State::Busy(Box::new(request), Box::pin(std::future::ready(answer)));
        feed.pages = 1;
        feed
    }

    /// The request for the first page, for somebody else to ask for it.
    pub(crate) fn into_request(self) -> Result<Outgoing> {
        match self.state {
            State::Ready(request) => Ok(*request),
            State::Failed(Some(error), ..) => Err(error),
            _ => Err(GraphError::request("the first page was asked for before")),
        }
    }

    pub(crate) fn new(outgoing: Result<Outgoing>) -> Self {
        match outgoing {
            Ok(outgoing) => {
                let max_pages = outgoing.client.0.limits.max_pages;
                let seen = BTreeSet::from([hash(outgoing.url.as_str())]);
                Self { state: State::Ready(Box::new(outgoing)), seen, pages: 0, max_pages }
            }
            Err(error) => {
                let state = State::Failed(Some(error), None);
                Self { state, seen: BTreeSet::new(), pages: 0, max_pages: 0 }
            }
        }
    }

    /// Sets the next page, behind one that was read. The link must lead to the client's own origin and must not have been
    /// followed before; what is wrong with it comes out at the next poll, after the page. Says whether it is right.
    pub(crate) fn follow(&mut self, about: &About, link: Result<Option<&str>>) -> bool {
        let State::Held(outgoing) = std::mem::replace(&mut self.state, State::Done) else { return true };
        let next = link.and_then(|link| link.map(|link| self.checked(&outgoing, link)).transpose());
        self.state = match next {
            Ok(None) => State::Done,
            Ok(Some(url)) => State::Ready(Box::new(outgoing.follow(url))),
            Err(error) => State::Broken(outgoing, Some(about.tell(error))),
        };
        !matches!(self.state, State::Broken(..))
    }

    fn checked(&mut self, outgoing: &Outgoing, link: &str) -> Result<Url> {
        let mut url = outgoing.client.own_url(&outgoing.url, link, "the next link")?;
        // It is not sent, so it makes no difference between links.
        url.set_fragment(None);
        if self.seen.insert(hash(url.as_str())) {
            return Ok(url);
        }
        Err(GraphError::limit("the next link was followed before"))
    }

    /// Keeps the place of a page that could not be read.
    pub(crate) fn keep(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Done) {
            State::Held(outgoing) => State::Broken(outgoing, None),
            state => state,
        };
    }

    /// Why it cannot go on, if that is known and has not been told.
    pub(crate) fn trouble(&mut self) -> Option<GraphError> {
        match &mut self.state {
            State::Broken(_, error) => error.take(),
            _ => None,
        }
    }

    /// There is nothing to go on with.
    pub(crate) fn end(&mut self) {
        self.state = State::Done;
    }

    /// Starts at a link instead of the beginning. The link of the beginning itself changes nothing: the request keeps its
    /// method and body.
    pub(crate) fn start_at(&mut self, link: &str) {
        let State::Ready(outgoing) = &self.state else { return };
        self.state = match outgoing.client.own_url(&outgoing.url, link, "the token") {
            Ok(url) if url == outgoing.url => return,
            Ok(url) => {
                self.seen.insert(hash(url.as_str()));
                State::Ready(Box::new(outgoing.follow(url)))
            }
            Err(error) => State::Failed(Some(error), Some(link.to_owned())),
        };
    }

    /// The link of the page that comes next, or that failed, or behind which it could not go on.
    pub(crate) fn upcoming(&self) -> Option<&str> {
        match &self.state {
            State::Ready(outgoing) | State::Busy(outgoing, _) | State::Broken(outgoing, _) => {
                Some(outgoing.url.as_str())
            }
            State::Failed(_, link) => link.as_deref(),
            State::Held(_) | State::Done => None,
        }
    }

    pub(crate) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Ready(outgoing) if self.pages >= self.max_pages => {
                    let message = format!("more than {} pages of {}", self.max_pages, outgoing.template);
                    self.state = State::Broken(outgoing, None);
                    return Poll::Ready(Some(Err(GraphError::limit(message))));
                }
                State::Ready(outgoing) => {
                    self.pages += 1;
                    let sending = send::send((*outgoing).clone());
                    self.state = State::Busy(outgoing, sending);
                }
                State::Busy(outgoing, mut sending) => match sending.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Busy(outgoing, sending);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(response)) => {
                        self.state = State::Held(outgoing);
                        return Poll::Ready(Some(Ok(response)));
                    }
                    Poll::Ready(Err(error)) => {
                        self.state = State::Broken(outgoing, None);
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Broken(outgoing, error) => {
                    self.state = State::Broken(outgoing, None);
                    return Poll::Ready(error.map(Err));
                }
                State::Failed(error, link) => {
                    self.state = State::Failed(None, link);
                    return Poll::Ready(error.map(Err));
                }
                State::Held(_) | State::Done => return Poll::Ready(None),
            }
        }
    }
}

fn hash(link: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    link.hash(&mut hasher);
    hasher.finish()
}
