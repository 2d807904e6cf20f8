//! Result pages: one at a time, or as streams of pages or items that follow opaque next links with the same headers,
//! retries and token, stop at loops and limits, and can be resumed.

mod feed;

use std::{
    fmt,
    future::IntoFuture,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub(crate) use feed::PageFeed;
use futures::{Stream, StreamExt as _, future::BoxFuture};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    decode::FromResponse,
    error::Result,
    request::{FixedList, List, Pending, Request, WriteList},
    response::Response,
    send,
};
use crate::{Element, Page, page_from_json};

/// One page of results.
#[derive(Clone)]
pub struct ResultPage<T> {
    /// The results on this page.
    pub value: Vec<T>,
    /// Where the next page is; `None` on the last one.
    pub next: Option<ResumeToken>,
    /// How many results there are on all pages, if it was asked for.
    pub count: Option<i64>,
    /// Everything else that the page says about itself.
    pub annotations: Map<String, Value>,
    /// Results that are nothing like `T`; kept, so that one of them does not cost the whole page.
    pub malformed: Vec<Value>,
}

/// A place in a list, to continue from later. Can be stored; treat it as a secret, for it holds Graph's own token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeToken {
    /// The page.
    link: String,
    /// How many of its items were taken already.
    #[serde(default, skip_serializing_if = "is_zero")]
    skip: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl ResumeToken {
    pub(crate) fn page(link: String) -> Self {
        Self { link, skip: 0 }
    }

    /// The link as Graph gave it.
    pub fn link(&self) -> &str {
        &self.link
    }
}

impl fmt::Debug for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeToken")
    }
}

/// Shows of everything but the results only that it is there: links are secrets, and raw JSON may hold some.
impl<T: fmt::Debug> fmt::Debug for ResultPage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultPage")
            .field("value", &self.value)
            .field("next", &self.next)
            .field("count", &self.count)
            .field("annotations", &self.annotations.keys().collect::<Vec<_>>())
            .field("malformed", &self.malformed.len())
            .finish()
    }
}

impl<T: Element + Send> FromResponse for ResultPage<T> {
    fn from_response(response: Response) -> Result<Self> {
        let mut page = read_page(&response)?;
        page.rest.extend(page.delta_link.map(|link| ("@odata.deltaLink".to_owned(), link.into())));
        Ok(Self {
            value: page.value,
            next: page.next_link.map(ResumeToken::page),
            count: page.count,
            annotations: page.rest,
            malformed: page.malformed,
        })
    }
}

/// Nothing at all is a page without results.
pub(crate) fn read_page<T: Element>(response: &Response) -> Result<Page<T>> {
    if response.status == 204 && response.is_empty() {
        return Ok(Page::default());
    }
    page_from_json(&response.body).map_err(|error| response.unreadable(&error))
}

macro_rules! listing {
    ($($kind:ty),*) => {
        $(
            impl<T: Element + Send> IntoFuture for Request<T, $kind> {
                type Output = Result<ResultPage<T>>;
                type IntoFuture = Pending<ResultPage<T>>;

                /// Reads the first page.
                fn into_future(self) -> Self::IntoFuture {
                    let exchange = match self.parts.outgoing(false) {
                        Ok(outgoing) => send::send(outgoing),
                        Err(error) => Box::pin(std::future::ready(Err(error))) as BoxFuture<'static, _>,
                    };
                    Pending::new(exchange, ResultPage::from_response)
                }
            }

            impl<T: Element + Send> Request<T, $kind> {
                /// All results, page by page as they are taken.
                pub fn items(self) -> Items<T> {
                    let pages = self.pages();
                    Items { pages, current: Vec::new().into_iter(), here: None, taken: 0, malformed: Vec::new() }
                }

                /// All pages.
                pub fn pages(self) -> Pages<T> {
                    Pages { feed: PageFeed::new(self.parts.outgoing(false)), skip: 0, items: PhantomData }
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

/// A stream of pages. Ends after an error.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<T> {
    feed: PageFeed,
    skip: usize,
    items: PhantomData<fn() -> T>,
}

impl<T: Element + Send> Pages<T> {
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

    /// Where the next page is, or the one that failed; to continue later. `None` at the end.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        self.feed.upcoming().map(|link| ResumeToken { link: link.to_owned(), skip: self.skip })
    }

    /// The next page.
    pub async fn try_next(&mut self) -> Result<Option<ResultPage<T>>> {
        self.next().await.transpose()
    }

    fn read(&mut self, response: Response) -> Result<ResultPage<T>> {
        let about = response.about.clone();
        let mut page: ResultPage<T> =
            ResultPage::from_response(response).inspect_err(|_| self.feed.keep())?;
        self.feed.follow(page.next.as_ref().map(ResumeToken::link)).map_err(|error| about.tell(error))?;
        let skip = std::mem::take(&mut self.skip).min(page.value.len());
        page.value.drain(..skip);
        Ok(page)
    }
}

impl<T: Element + Send> Stream for Pages<T> {
    type Item = Result<ResultPage<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let response = ready!(self.feed.poll_page(cx));
        Poll::Ready(response.map(|response| self.read(response?)))
    }
}

/// A stream of items over all pages. Ends after an error.
#[must_use = "streams do nothing unless polled"]
pub struct Items<T> {
    pages: Pages<T>,
    current: std::vec::IntoIter<T>,
    /// The page that `current` is of.
    here: Option<ResumeToken>,
    taken: usize,
    malformed: Vec<Value>,
}

impl<T: Element + Send> Items<T> {
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
        self.next().await.transpose()
    }

    /// Everything that is left, in memory, without what [`malformed`](Self::malformed) would hold.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }
}

impl<T: Element + Send> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.current.next() {
                this.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            // Asked before the page is read, for afterwards the feed is at the page behind it.
            let here = this.pages.resume_token();
            match ready!(this.pages.poll_next_unpin(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    this.malformed.extend(page.malformed);
                    (this.here, this.taken) = (here, 0);
                    this.current = page.value.into_iter();
                }
            }
        }
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
mod tests {
    use azure_core::http::Method;
    use serde_json::json;

    use super::*;
    use crate::client::{GraphErrorKind, Operation};
    use crate::testing::{Fault, MockGraph, Reply, SeenCall};

    static LIST: Operation = Operation { method: Method::Get, documented: &[] };
    const NEXT: &str = "https://graph.microsoft.com/v1.0/users?$skiptoken=";

    fn list(graph: &MockGraph) -> Request<Value, List> {
        Request::new(&graph.client().root().push("users"), &LIST)
    }

    /// Three pages of two.
    fn pages(graph: &MockGraph) {
        graph.on(Method::Get, "/users").made(|call| {
            let page = call.query("$skiptoken").and_then(|token| token.parse().ok()).unwrap_or(0);
            let mut body =
                json!({"value": [page * 2, page * 2 + 1], "@odata.count": 6, "@odata.context": "c"});
            if page < 2 {
                body["@odata.nextLink"] = format!("{NEXT}{}", page + 1).into();
            }
            Reply::json(body)
        });
    }

    #[tokio::test]
    async fn all_items_of_all_pages() {
        let graph = MockGraph::new();
        pages(&graph);
        let request = list(&graph).top(2).select("id").header("Prefer", "x");
        let items = request.items().collect().await.expect("three pages");
        assert_eq!(items, [0, 1, 2, 3, 4, 5].map(Value::from));
        let calls = graph.calls();
        assert_eq!(calls[0].query, [("$top".into(), "2".into()), ("$select".into(), "id".into())]);
        assert!(calls.iter().all(|call| call.header("prefer") == Some("x")), "headers go to every page");
        assert_eq!(calls[2].url, format!("{NEXT}2"));
    }

    #[tokio::test]
    async fn what_failed_can_be_continued() {
        let graph = MockGraph::new();
        let page = |call: &SeenCall| {
            let first = call.query("$skiptoken").is_none();
            let next = first.then(|| format!("{NEXT}1"));
            Reply::json(json!({"value": [u8::from(!first)], "@odata.nextLink": next}))
        };
        let broken = Reply::error(400, "BadRequest", "no");
        graph.on(Method::Get, "/users").made(page).reply(broken).reply(Reply::json("[]")).made(page);
        let mut items = list(&graph).items();
        assert_eq!(items.try_next().await.expect("the first page"), Some(json!(0)));
        assert!(items.try_next().await.is_err() && items.try_next().await.expect("the end").is_none());
        let token = items.resume_token().expect("the second page");
        let mut again = list(&graph).items().resume(&token);
        assert!(again.try_next().await.is_err(), "a list is no page");
        let token = again.resume_token().expect("the second page still");
        assert_eq!(list(&graph).items().resume(&token).collect().await.expect("it is there"), [json!(1)]);
    }

    /// Apart from the room's own `Result`.
    mod sample {
        #[derive(Clone, Default)]
        pub(super) struct Crate {
            rest: crate::Rest,
            id: Option<String>,
        }
        crate::model! { Crate: root "#x.crate", untagged; 1 id "id", }
    }
    use sample::Crate;

    #[tokio::test]
    async fn results_of_another_kind_are_put_aside() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users").reply(Reply::json(json!({"value": [{"id": "a"}, 7]})));
        let request: Request<Crate, List> = Request::new(&graph.client().root().push("users"), &LIST);
        let mut items = request.items();
        assert!(items.try_next().await.expect("a page").is_some());
        assert!(items.try_next().await.expect("the end").is_none());
        assert_eq!(items.malformed(), [json!(7)]);
    }

    #[tokio::test]
    async fn one_page_at_a_time() {
        let graph = MockGraph::new();
        pages(&graph);
        let page = list(&graph).await.expect("the first page");
        assert_eq!((page.value.len(), page.count), (2, Some(6)));
        assert_eq!(page.annotations.get("@odata.context"), Some(&json!("c")));
        let mut rest = list(&graph).pages().resume(&page.next.expect("a second page"));
        let mut seen = Vec::new();
        while let Some(page) = rest.try_next().await.expect("further pages") {
            seen.push(page.value[0].clone());
        }
        assert_eq!(seen, [json!(2), json!(4)]);
    }

    #[tokio::test]
    async fn items_resume_in_the_middle_of_a_page() {
        let graph = MockGraph::new();
        pages(&graph);
        for taken in 0..=6_usize {
            let mut items = list(&graph).items();
            for expected in 0..taken {
                assert_eq!(items.try_next().await.ok().flatten(), Some(json!(expected)));
            }
            let rest = match items.resume_token() {
                None => Vec::new(),
                Some(token) => {
                    let stored = serde_json::to_string(&token).expect("plain data");
                    let token = serde_json::from_str(&stored).expect("what was written");
                    let again = list(&graph).items().resume(&token);
                    let mut resumed = again.collect().await.expect("the rest");
                    // A token taken from a resumed stream works too.
                    let mut halfway = list(&graph).items().resume(&token);
                    halfway.try_next().await.expect("an item or the end");
                    if let Some(token) = halfway.resume_token() {
                        let rest = list(&graph).items().resume(&token).collect().await.expect("the rest");
                        assert_eq!(rest, resumed[1..], "after {taken} and one more");
                    }
                    std::mem::take(&mut resumed)
                }
            };
            assert_eq!(rest, (taken..6).map(Value::from).collect::<Vec<_>>(), "after {taken}");
        }
    }

    async fn check_failure(reply: Reply, kind: GraphErrorKind) {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users").reply(reply);
        let error = list(&graph).items().collect().await.expect_err("must fail");
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.template(), Some("/users"), "{error}");
    }

    #[tokio::test]
    async fn links_that_are_not_followed() {
        let link = |link: &str| Reply::json(json!({"value": [], "@odata.nextLink": link}));
        check_failure(link("https://evil.example/v1.0/users?a=b"), GraphErrorKind::Refused).await;
        check_failure(link("http://graph.microsoft.com/v1.0/users"), GraphErrorKind::Refused).await;
        check_failure(link("https://graph.microsoft.com/v1.0/users"), GraphErrorKind::Limit).await;
        check_failure(link(&format!("{NEXT}same")), GraphErrorKind::Limit).await;
        check_failure(Reply::json("{}"), GraphErrorKind::Decode).await;
        check_failure(Reply::fault(Fault::TruncatedJson), GraphErrorKind::Decode).await;
        check_failure(Reply::fault(Fault::ErrorAsSuccess), GraphErrorKind::Service).await;
        check_failure(Reply::fault(Fault::Html(200)), GraphErrorKind::Decode).await;
    }

    #[tokio::test]
    async fn pages_are_limited() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users").made(|call| {
            let link =
                format!("{}x", call.url.replace("users?", "users?$skiptoken=").replace("users", "users?x"));
            Reply::json(json!({"value": [1], "@odata.nextLink": link}))
        });
        let error = list(&graph).items().max_pages(7).collect().await.expect_err("endless");
        assert_eq!(error.kind(), GraphErrorKind::Limit);
        assert_eq!(graph.calls().len(), 7);
    }

    #[tokio::test]
    async fn a_stream_ends_after_an_error() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users").reply(Reply::error(403, "Forbidden", "no"));
        let mut items = list(&graph).items();
        assert!(items.try_next().await.is_err_and(|error| error.is_forbidden()));
        assert!(items.try_next().await.is_ok_and(|item| item.is_none()));
        let path = graph.client().root().push("users").push_key("..");
        let mut broken = Request::<Value, List>::new(&path, &LIST).items();
        assert!(broken.try_next().await.is_err());
    }
}
