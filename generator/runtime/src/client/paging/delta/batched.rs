//! The first page of a round, asked for by somebody else than its stream: in a batch.

use futures::FutureExt as _;

use super::{DeltaPage, DeltaPages};
use crate::Element;
use crate::client::{
    error::Result,
    paging::PageFeed,
    request::{Delta, Request, response::Response, send::Outgoing},
};

/// The request for the first page, as the stream would send it.
pub(crate) fn first_request<T: Element>(request: Request<T, Delta>) -> Result<Outgoing> {
    request.pages().feed.into_request()
}

/// The first page out of its answer, as the stream would give it.
pub(crate) fn first_page<T: Element>(request: Outgoing, answer: Result<Response>) -> Result<DeltaPage<T>> {
    let feed = PageFeed::answered(request, answer);
    let mut pages = DeltaPages { feed, items: std::marker::PhantomData };
    let page = pages.try_next().now_or_never().transpose()?.flatten();
    pages.alone(page)
}
