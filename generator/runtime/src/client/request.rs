//! A request as a value: built by generated methods, given options, then awaited.

mod argument;
pub(crate) mod content;
pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod endpoint;
mod parts;
pub(crate) mod path;
pub(crate) mod permissions;
pub(crate) mod query;
mod raw;
pub(crate) mod reference;
pub(crate) mod response;
pub(crate) mod send;

use std::{
    borrow::Cow,
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use azure_core::http::Method;
use futures::future::BoxFuture;
pub(crate) use parts::{Parts, checked_header};
use serde::Serialize;

use self::{
    content::Content,
    decode::FromResponse,
    endpoint::{Endpoint, QueryOption},
    path::Path,
    permissions::{LimitedPermissions, Permissions},
    response::Response,
};
use super::{cloud::Clouds, error::Result, options::Retries};
use crate::Model;

/// Kinds of requests: what can be asked for, and what awaiting gives.
pub mod kind {
    /// Reads one thing.
    #[derive(Debug, Clone, Copy)]
    pub enum Get {}
    /// Reads one thing as it is: its page says that no option of the query works.
    #[derive(Debug, Clone, Copy)]
    pub enum Fixed {}
    /// Reads a collection, page by page.
    #[derive(Debug, Clone, Copy)]
    pub enum List {}
    /// Reads a collection as it is, page by page: its page says that no option of the query works.
    ///
    /// A list has options, this one has none:
    /// ```
    /// use msgraph_core::client::{List, Request};
    /// fn first(all: Request<serde_json::Value, List>) -> Request<serde_json::Value, List> { all.top(5) }
    /// ```
    /// ```compile_fail,E0599
    /// use msgraph_core::client::{FixedList, Request};
    /// fn first(all: Request<serde_json::Value, FixedList>) -> Request<serde_json::Value, FixedList> { all.top(5) }
    /// ```
    #[derive(Debug, Clone, Copy)]
    pub enum FixedList {}
    /// Changes something, or calls an action.
    #[derive(Debug, Clone, Copy)]
    pub enum Write {}
    /// Changes something, or makes it where it is missing: its page has the header `Prefer: create-if-missing`.
    ///
    /// What only changes something has no such choice:
    /// ```
    /// use msgraph_core::client::{Request, Upsert};
    /// fn make(update: Request<(), Upsert>) -> Request<(), Upsert> { update.create_if_missing() }
    /// ```
    /// ```compile_fail,E0599
    /// use msgraph_core::client::{Request, Write};
    /// fn make(update: Request<(), Write>) -> Request<(), Write> { update.create_if_missing() }
    /// ```
    #[derive(Debug, Clone, Copy)]
    pub enum Upsert {}
    /// Calls an action that answers with a collection.
    #[derive(Debug, Clone, Copy)]
    pub enum WriteList {}
    /// Reads the changes of a collection.
    #[derive(Debug, Clone, Copy)]
    pub enum Delta {}
    /// Counts a collection.
    #[derive(Debug, Clone, Copy)]
    pub enum Count {}
    /// Reads bytes.
    #[derive(Debug, Clone, Copy)]
    pub enum Download {}
    /// Starts something that takes longer than the request.
    #[derive(Debug, Clone, Copy)]
    pub enum LongRunning {}
    /// Whatever the application says.
    #[derive(Debug, Clone, Copy)]
    pub enum Raw {}
}

pub use kind::{
    Count, Delta, Download, Fixed, FixedList, Get, List, LongRunning, Raw, Upsert, Write, WriteList,
};

/// A request to Graph, not sent yet. `T` is what comes back, `K` what kind of request it is.
///
/// It becomes a future when it is awaited. Functions that take futures, to have several requests on their way at once,
/// take what [`into_future`](IntoFuture::into_future) makes of it:
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> msgraph_core::client::Result<()> {
/// # use msgraph_core::{client::Method, testing::{MockGraph, Reply}};
/// # let mock = MockGraph::new();
/// # mock.on(Method::Get, "/users/{id}").reply(Reply::json(r#"{"id":"1"}"#));
/// # let graph = mock.client();
/// use futures::future::try_join_all;
///
/// let requests = ["adele", "alex"].map(|name| graph.raw(Method::Get, &format!("/users/{name}@contoso.com")));
/// let users = try_join_all(requests.map(|request| request.into_future())).await?;
/// assert_eq!(users.len(), 2);
/// # Ok(()) }
/// ```
///
/// A [`Batch`](super::Batch) has them in one exchange instead.
#[must_use = "a request is sent when it is awaited"]
pub struct Request<T, K = Get> {
    pub(crate) parts: Box<Parts>,
    kind: PhantomData<fn() -> (T, K)>,
}

impl<T, K> Request<T, K> {
    /// A documented request.
    #[inline]
    pub fn new(path: &Path, endpoint: Endpoint) -> Self {
        Self::of(Parts::new(path, endpoint.method(), Some(endpoint)))
    }

    pub(crate) fn of(parts: Parts) -> Self {
        Self { parts: Box::new(parts), kind: PhantomData }
    }

    /// The same request with another type of result or another kind.
    pub(crate) fn cast<U, L>(self) -> Request<U, L> {
        Request { parts: self.parts, kind: PhantomData }
    }

    /// Sets the body to a model. Nothing of the model's type is compiled for this beside what reading it takes.
    #[inline]
    pub fn model(mut self, body: &dyn Model) -> Self {
        self.parts.set_model(body);
        self
    }

    /// Sets the body to the JSON of a value.
    #[inline]
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        self.parts.set_json(body);
        self
    }

    /// Sets the body to bytes. Something that is not a media type, as `image/jpeg` is, makes the request
    /// fail before it is sent.
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.parts.set_content(content.into());
        self
    }

    /// Sets the body to bytes, of this type where they do not state their own.
    pub fn content_of(mut self, content_type: &'static str, content: impl Into<Content>) -> Self {
        self.parts.set_content(content.into().documented(content_type));
        self
    }

    /// Sets an option of the query that the typed methods do not cover, by its full name. The last one of a name counts.
    pub fn query_option(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        let name = name.into();
        if name.is_empty() || name.contains(['&', '=', '#', '?', '+', '%', ' ']) || !name.is_ascii() {
            self.parts.fail(format!("{name:?} cannot be the name of a query option"));
        }
        self.parts.set_query(name, value);
        self
    }

    /// Asks for the answer in this format: `text/csv`, `application/json`. One that is not JSON is for those that give bytes.
    pub fn format(mut self, media_type: impl Into<String>) -> Self {
        self.parts.set_query("$format", media_type.into());
        self
    }

    /// Sets a header. `Prefer` collects its values, every other header keeps the last one.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.parts.set_header(name, value.as_ref());
        self
    }

    /// Does it only if the thing is unchanged since this `ETag` was read.
    pub fn if_match(self, etag: impl AsRef<str>) -> Self {
        self.header("If-Match", etag)
    }

    /// Says that sending this twice is as good as once, so that it is tried again after broken connections too.
    pub fn idempotent(mut self) -> Self {
        self.parts.idempotent = true;
        self
    }

    /// Other rules for retries and time than the client's.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.parts.retries = Some(retries);
        self
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        self.parts.method
    }

    /// The path without its keys.
    pub fn template(&self) -> &str {
        &self.parts.template
    }

    /// Path and query below the version, as they would be sent now.
    pub fn relative_url(&self) -> String {
        self.parts.relative_url()
    }

    /// The body, if there is one.
    pub fn body(&self) -> Option<&Content> {
        self.parts.body.as_ref()
    }

    /// The permissions that the pages of this very path state for sure; unknown where the path is not documented, and
    /// where it depends on more than the path (see [`limited_permissions`](Self::limited_permissions)).
    pub fn permissions(&self) -> Permissions {
        self.parts.documented().map_or(Permissions::UNKNOWN, |documented| documented.permissions)
    }

    /// Permissions that the page states for some kinds of things, or under a condition, which the path does not tell.
    pub fn limited_permissions(&self) -> Vec<LimitedPermissions> {
        self.parts.documented().map_or_else(Vec::new, |documented| documented.limited)
    }

    /// The clouds that the page names.
    pub fn clouds(&self) -> Clouds {
        self.parts.documented().map_or(Clouds::UNKNOWN, |documented| documented.clouds)
    }

    /// Whether the page says that an option of the query works, or does not; `None` where it says neither.
    pub fn supports(&self, option: QueryOption) -> Option<bool> {
        self.parts.documented().and_then(|documented| documented.option(option))
    }

    /// The name of the page.
    pub fn page(&self) -> Option<&'static str> {
        self.parts.documented().map(|documented| documented.page).filter(|page| !page.is_empty())
    }

    /// Sends and gives the answer as it is, whatever its type. Errors are errors here too.
    pub fn send_raw(self) -> BoxFuture<'static, Result<Response>> {
        self.parts.send(false)
    }
}

impl<T> Request<T, Upsert> {
    /// Makes the thing if there is none: sends `Prefer: create-if-missing`. Without it, what is not there is an error.
    pub fn create_if_missing(self) -> Self {
        self.header("Prefer", "create-if-missing")
    }
}

impl<T, K> Clone for Request<T, K> {
    fn clone(&self) -> Self {
        Self { parts: self.parts.clone(), kind: PhantomData }
    }
}

/// Shows method, template and the names of options: values can be names of people.
impl<T, K> fmt::Debug for Request<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.parts.query.iter().map(|(name, _)| name.as_ref()).collect();
        let headers: Vec<&str> = self.parts.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("method", &self.parts.method)
            .field("template", &self.parts.template)
            .field("query", &query)
            .field("headers", &headers)
            .field("body", &self.parts.body)
            .finish_non_exhaustive()
    }
}

/// A request on its way: the shared exchange, then the reading of its result.
#[must_use = "futures do nothing unless polled"]
pub struct Pending<T> {
    exchange: BoxFuture<'static, Result<Response>>,
    read: fn(Response) -> Result<T>,
}

impl<T> Pending<T> {
    pub(crate) fn new(
        exchange: BoxFuture<'static, Result<Response>>,
        read: fn(Response) -> Result<T>,
    ) -> Self {
        Self { exchange, read }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.exchange.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(response)) => Poll::Ready((self.read)(response)),
        }
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

macro_rules! plain_kinds {
    ($($kind:ty),*) => {
        $(impl<T: FromResponse> IntoFuture for Request<T, $kind> {
            type Output = Result<T>;
            type IntoFuture = Pending<T>;

            fn into_future(self) -> Pending<T> {
                Pending::new(self.parts.send(false), T::from_response)
            }
        })*
    };
}
plain_kinds!(Get, Fixed, Write, Upsert, Raw);

impl IntoFuture for Request<i64, Count> {
    type Output = Result<i64>;
    type IntoFuture = Pending<i64>;

    fn into_future(mut self) -> Pending<i64> {
        self.parts.set_header("Accept", "text/plain, application/json");
        Pending::new(self.parts.send(true), |response| decode::scalar(&response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MockGraph, Reply};

    #[tokio::test]
    async fn what_is_missing_is_made_where_the_caller_says_so() {
        const UPDATE: Endpoint = Endpoint::patch(&[]);
        let graph = MockGraph::new();
        graph.on(Method::Patch, "/barns/{id}").reply(Reply::status(201)).reply(Reply::status(204));
        let path = graph.client().root().push("barns").push_key("4");
        let update = || Request::<(), Upsert>::new(&path, UPDATE).json(&serde_json::json!({"name": "x"}));
        update().create_if_missing().header("Prefer", "return=minimal").await.expect("made");
        update().await.expect("changed");
        let prefer: Vec<Option<String>> =
            graph.calls().iter().map(|call| call.header("prefer").map(str::to_owned)).collect();
        assert!(
            prefer[0].as_deref().is_some_and(|values| values.contains("create-if-missing")),
            "{prefer:?}"
        );
        assert!(!prefer[1].as_deref().unwrap_or_default().contains("create-if-missing"), "{prefer:?}");
    }
}
