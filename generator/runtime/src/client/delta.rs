//! Changes of a collection: what is new or different, what is gone and why, and a token to ask for the next changes with.

mod batched;

use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

pub(crate) use batched::{first_page, first_request};
use futures::{Stream, StreamExt as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    error::{GraphError, GraphErrorKind, Result},
    paging::{self, PageFeed},
    request::{Delta, Request},
    response::Response,
};
use crate::{Element, from_value};

/// One page of changes.
#[derive(Clone)]
pub struct DeltaPage<T> {
    /// What was created or changed. Only what changed need be set.
    pub changed: Vec<T>,
    /// What is gone.
    pub removed: Vec<Removed>,
    /// Changes that are nothing like `T`; kept, so that one of them does not cost the whole page.
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

/// Something that is not there any more.
#[derive(Clone, PartialEq)]
pub struct Removed {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: RemovalReason,
    /// Everything that Graph says about it.
    pub data: Value,
}

/// Shows no data.
impl fmt::Debug for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, reason, data: _ } = self;
        f.debug_struct("Removed").field("id", id).field("reason", reason).finish_non_exhaustive()
    }
}

/// Why something is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemovalReason {
    /// It can be restored, or only left the range of the query.
    Changed,
    /// It is gone for good.
    Deleted,
    /// Something else, or nothing.
    Other(String),
}

impl RemovalReason {
    fn of(text: &str) -> Self {
        match text {
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl<T: Element + Send> Request<T, Delta> {
    /// All pages of this round; the last one has the token for the next round.
    pub fn pages(self) -> DeltaPages<T> {
        DeltaPages { feed: PageFeed::new(self.parts.outgoing(false)), items: PhantomData }
    }

    /// The changes since a token. Options of the query are part of the token.
    pub fn resume(self, token: &DeltaToken) -> DeltaPages<T> {
        let mut pages = self.pages();
        pages.feed.start_at(token.link());
        pages
    }

    /// Only what changes from now on: an empty first round, and its token.
    pub fn from_now(mut self) -> Self {
        let drive = self.parts.template.split('/').any(|segment| matches!(segment, "drive" | "drives"));
        self.parts.set_query(if drive { "token" } else { "$deltatoken" }, "latest");
        self
    }
}

impl<T: Element + Send> IntoFuture for Request<T, Delta> {
    type Output = Result<DeltaPage<T>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Reads the first page.
    fn into_future(self) -> Self::IntoFuture {
        let mut pages = self.pages();
        Box::pin(async move {
            let page = pages.try_next().await?;
            page.ok_or_else(|| GraphError::new(GraphErrorKind::Decode, "no page of changes"))
        })
    }
}

/// A stream of pages of changes. Ends after the round, after a resync, after an error.
#[must_use = "streams do nothing unless polled"]
pub struct DeltaPages<T> {
    feed: PageFeed,
    items: PhantomData<fn() -> T>,
}

impl<T: Element + Send> DeltaPages<T> {
    /// The next page.
    pub async fn try_next(&mut self) -> Result<Option<DeltaPage<T>>> {
        self.next().await.transpose()
    }

    /// The whole rest of the round as one page.
    pub async fn collect(mut self) -> Result<DeltaPage<T>> {
        let nothing = || GraphError::new(GraphErrorKind::Decode, "no page of changes");
        let mut all = self.try_next().await?.ok_or_else(nothing)?;
        while let Some(page) = self.try_next().await? {
            all.changed.extend(page.changed);
            all.removed.extend(page.removed);
            all.malformed.extend(page.malformed);
            all.state = page.state;
        }
        Ok(all)
    }

    fn read(&mut self, response: &Response) -> Result<DeltaPage<T>> {
        let page = read_page(response)?;
        if let DeltaState::More(token) = &page.state {
            self.feed.follow(Some(token.link())).map_err(|error| response.about.tell(error))?;
        }
        Ok(page)
    }
}

impl<T: Element + Send> Stream for DeltaPages<T> {
    type Item = Result<DeltaPage<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.feed.poll_page(cx)) {
            None => None,
            Some(Ok(response)) => Some(self.read(&response)),
            Some(Err(error)) if error.is_resync_required() => Some(Ok(DeltaPage {
                changed: Vec::new(),
                removed: Vec::new(),
                malformed: Vec::new(),
                state: DeltaState::Resync(resync(&error)),
            })),
            Some(Err(error)) => Some(Err(error)),
        })
    }
}

fn read_page<T: Element>(response: &Response) -> Result<DeltaPage<T>> {
    let body = paging::read_page::<Value>(response)?;
    let (mut changed, mut removed, mut malformed) = (Vec::new(), Vec::new(), body.malformed);
    for item in body.value {
        match removal(&item) {
            Some(reason) => {
                let id = item["id"].as_str().unwrap_or_default().to_owned();
                removed.push(Removed { id, reason, data: item });
            }
            None => match from_value(&item) {
                Ok(item) => changed.push(item),
                Err(_) => malformed.push(item),
            },
        }
    }
    let state = match (body.next_link, body.delta_link) {
        (Some(link), _) => DeltaState::More(DeltaToken(link)),
        (None, Some(link)) => DeltaState::Done(DeltaToken(link)),
        (None, None) => {
            let message = "a page of changes without a link to the next";
            return Err(response.fail(GraphErrorKind::Decode, message.to_owned()));
        }
    };
    Ok(DeltaPage { changed, removed, malformed, state })
}

/// Why an item is gone, if it is. Older services name deleted things by their context.
fn removal(item: &Value) -> Option<RemovalReason> {
    if let Some(removed) = item.get("@removed").or_else(|| item.get("@odata.removed")) {
        return Some(RemovalReason::of(removed["reason"].as_str().unwrap_or_default()));
    }
    let context = item.get("@odata.context")?.as_str()?;
    context
        .ends_with("/$deletedEntity")
        .then(|| RemovalReason::of(item["reason"].as_str().unwrap_or_default()))
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
mod tests {
    use azure_core::http::Method;
    use serde_json::json;

    use super::*;
    use crate::client::{Operation, Path};
    use crate::testing::{MockGraph, Reply};

    static DELTA: Operation = Operation { method: Method::Get, documented: &[] };
    const LINK: &str = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=1";

    fn request(graph: &MockGraph) -> Request<Value, Delta> {
        Request::new(&graph.client().root().push("users").push("delta"), &DELTA)
    }

    #[tokio::test]
    async fn a_round_of_changes_and_the_next() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/delta").made(|call| {
            if call.query("$deltatoken").is_some() {
                return Reply::json(json!({"value": [], "@odata.deltaLink": LINK}));
            }
            if call.query("$skiptoken").is_none() {
                let next = "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x";
                return Reply::json(json!({"value": [{"id": "1"}], "@odata.nextLink": next}));
            }
            let context = "https://graph.microsoft.com/v1.0/$metadata#users/$deletedEntity";
            Reply::json(json!({"@odata.deltaLink": LINK, "value": [
                {"id": "2", "@removed": {"reason": "changed"}},
                {"id": "3", "@removed": {"reason": "deleted"}},
                {"id": "4", "@odata.context": context, "reason": "deleted"},
                {"id": "5", "@odata.context": "other"},
            ]}))
        });
        let round = request(&graph).select("id").pages().collect().await.expect("two pages");
        assert_eq!(round.changed.len(), 2);
        let removed: Vec<_> =
            round.removed.iter().map(|gone| (gone.id.as_str(), gone.reason.clone())).collect();
        let (changed, deleted) = (RemovalReason::Changed, RemovalReason::Deleted);
        assert_eq!(removed, [("2", changed), ("3", deleted.clone()), ("4", deleted)]);
        let DeltaState::Done(token) = round.state else { panic!("the round is done") };
        let stored = serde_json::to_string(&token).expect("plain data");
        assert_eq!(stored, format!("\"{LINK}\""));
        let token: DeltaToken = serde_json::from_str(&stored).expect("what was written");
        let next = request(&graph).resume(&token).collect().await.expect("no changes");
        assert!(next.changed.is_empty() && next.state == DeltaState::Done(token));
    }

    #[tokio::test]
    async fn a_forgotten_token_is_an_outcome() {
        let graph = MockGraph::new();
        let gone = Reply::error(410, "resyncChangesApplyDifferences", "old").header("location", LINK);
        graph.on(Method::Get, "/users/delta").reply(gone);
        let page = request(&graph).resume(&DeltaToken::from_link(LINK)).collect().await.expect("an outcome");
        let DeltaState::Resync(resync) = page.state else { panic!("a resync") };
        assert_eq!(resync.advice, ResyncAdvice::ApplyDifferences);
        assert_eq!(resync.restart, Some(DeltaToken::from_link(LINK)));
    }

    #[tokio::test]
    async fn foreign_tokens_and_pages_without_links_fail() {
        let graph = MockGraph::new();
        graph.on(Method::Get, "/users/delta").reply(Reply::json(json!({"value": []})));
        let foreign = DeltaToken::from_link("https://evil.example/delta");
        assert!(request(&graph).resume(&foreign).collect().await.is_err());
        assert!(graph.calls().is_empty());
        assert!(request(&graph).await.is_err());
        assert!(!format!("{foreign:?}").contains("evil"));
    }

    #[tokio::test]
    async fn beginning_now() {
        let graph = MockGraph::new();
        graph
            .on(Method::Get, "/users/delta")
            .reply(Reply::json(json!({"value": [], "@odata.deltaLink": LINK})));
        request(&graph).from_now().await.expect("an empty page");
        assert_eq!(graph.calls()[0].query("$deltatoken"), Some("latest"));
    }

    #[test]
    fn drives_have_a_token_of_their_own() {
        let root = crate::client::tests::offline().root();
        let of = |path: Path| -> String {
            let request: Request<Value, Delta> = Request::new(&path.push("root").push("delta"), &DELTA);
            request.from_now().relative_url()
        };
        assert_eq!(of(root.push("drive")), "/drive/root/delta?token=latest");
        assert_eq!(of(root.push("groups").push("drives")), "/groups/drives/root/delta?token=latest");
        assert_eq!(of(root.push("drivers")), "/drivers/root/delta?$deltatoken=latest");
    }
}
