//! Following links from page to page: one request after the other, never the same link twice, never another origin, never
//! more pages than allowed. Not generic over what is on the pages.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    task::{Context, Poll},
};

use futures::future::BoxFuture;

use crate::client::{
    error::{GraphError, Result},
    response::Response,
    send::{self, Outgoing},
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
    /// The page that could not be had; the place is kept, to continue later.
    Broken(Box<Outgoing>),
    Failed(Option<GraphError>),
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
                Self { state: State::Failed(Some(error)), seen: BTreeSet::new(), pages: 0, max_pages: 0 }
            }
        }
    }

    /// Sets the next page. The link must lead to the client's own origin and must not have been followed before.
    pub(crate) fn follow(&mut self, link: Option<&str>) -> Result<()> {
        let State::Held(outgoing) = std::mem::replace(&mut self.state, State::Done) else { return Ok(()) };
        let Some(link) = link else { return Ok(()) };
        let url = outgoing.client.own_url(&outgoing.url, link, "the next link")?;
        if !self.seen.insert(hash(url.as_str())) {
            return Err(GraphError::limit("the next link was followed before"));
        }
        self.state = State::Ready(Box::new(outgoing.follow(url)));
        Ok(())
    }

    /// Keeps the place of a page that could not be read.
    pub(crate) fn keep(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Done) {
            State::Held(outgoing) => State::Broken(outgoing),
            state => state,
        };
    }

    /// Starts at a link instead of the beginning.
    pub(crate) fn start_at(&mut self, link: &str) {
        let State::Ready(outgoing) = &self.state else { return };
        self.state = match outgoing.client.own_url(&outgoing.url, link, "the token") {
            Ok(url) => {
                self.seen.insert(hash(url.as_str()));
                State::Ready(Box::new(outgoing.follow(url)))
            }
            Err(error) => State::Failed(Some(error)),
        };
    }

    /// The link of the page that comes next, or that failed.
    pub(crate) fn upcoming(&self) -> Option<&str> {
        match &self.state {
            State::Ready(outgoing) | State::Busy(outgoing, _) | State::Broken(outgoing) => {
                Some(outgoing.url.as_str())
            }
            State::Held(_) | State::Failed(_) | State::Done => None,
        }
    }

    pub(crate) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Ready(outgoing) if self.pages >= self.max_pages => {
                    let message = format!("more than {} pages of {}", self.max_pages, outgoing.template);
                    self.state = State::Broken(outgoing);
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
                        self.state = State::Broken(outgoing);
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Broken(outgoing) => {
                    self.state = State::Broken(outgoing);
                    return Poll::Ready(None);
                }
                State::Failed(error) => return Poll::Ready(error.map(Err)),
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
