//! A request as a value: built by generated methods, given options, then awaited.

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
use serde::Serialize;
use serde_json::Value;

use super::{
    Client,
    cloud::Clouds,
    content::Content,
    decode::{self, FromResponse},
    encode,
    error::{GraphError, Result},
    operation::{Documented, Facts, Operation},
    options::Retries,
    path::Path,
    permissions::Permissions,
    response::Response,
    send::{self, Outgoing},
};

/// Kinds of requests: what can be asked for, and what awaiting gives.
pub mod kind {
    /// Reads one thing.
    #[derive(Debug, Clone, Copy)]
    pub enum Get {}
    /// Reads a collection, page by page.
    #[derive(Debug, Clone, Copy)]
    pub enum List {}
    /// Changes something, or calls an action.
    #[derive(Debug, Clone, Copy)]
    pub enum Write {}
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

pub use kind::{Count, Delta, Download, Get, List, LongRunning, Raw, Write, WriteList};

/// A request to Graph, not sent yet. `T` is what comes back, `K` what kind of request it is.
#[must_use = "a request is sent when it is awaited"]
pub struct Request<T, K = Get> {
    pub(crate) parts: Box<Parts>,
    kind: PhantomData<fn() -> (T, K)>,
}

/// A request without its types.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) template: String,
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Content>,
    pub(crate) error: Option<Cow<'static, str>>,
    pub(crate) idempotent: bool,
    pub(crate) retries: Option<Retries>,
}

impl Parts {
    pub(crate) fn new(path: &Path, method: Method, operation: Option<&'static Operation>) -> Self {
        Self {
            client: path.client.clone(),
            method,
            path: path.text.clone(),
            template: path.template.clone(),
            operation,
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            error: path.error.clone(),
            idempotent: false,
            retries: None,
        }
    }

    fn documented(&self) -> Option<&'static Documented> {
        self.operation.and_then(|operation| operation.find(&self.template))
    }

    fn facts(&self) -> Facts {
        // A path nobody documents may still be one of those that need the header; all pages of one method agree on it.
        let first = || self.operation.and_then(|operation| operation.documented.first());
        self.documented().or_else(first).map_or(Facts::NONE, |documented| documented.facts)
    }

    pub(crate) fn fail(&mut self, error: impl Into<Cow<'static, str>>) {
        if self.error.is_none() {
            self.error = Some(error.into());
        }
    }

    /// Sets an option of the query; the last one of a name counts.
    pub(crate) fn set_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, value.into()));
    }

    /// Adds to an option that is a list separated by commas.
    pub(crate) fn add_query(&mut self, name: &'static str, value: &str) {
        match self.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, list)) if !value.is_empty() => {
                list.push(',');
                list.push_str(value);
            }
            Some(_) => {}
            None => self.query.push((name.into(), value.to_owned())),
        }
    }

    pub(crate) fn has_query(&self, name: &str) -> bool {
        self.query.iter().any(|(known, _)| known == name)
    }

    /// Sets a header. `Prefer` collects its values, every other header keeps the last one.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let (name, value) = match checked_header(name, value) {
            Ok(header) => header,
            Err(error) => return self.fail(error),
        };
        match self.headers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) if name == "prefer" => {
                list.push_str(", ");
                list.push_str(&value);
            }
            Some((_, known)) => *known = value,
            None => self.headers.push((name, value)),
        }
    }

    /// `ConsistencyLevel: eventual` and `$count=true`, where the page demands them for what is asked.
    fn add_consistency(&mut self, counts: bool) {
        let facts = self.facts();
        let advanced = facts.contains(Facts::EVENTUAL) && self.is_advanced();
        if !(counts || advanced || facts.contains(Facts::EVENTUAL_ALWAYS)) {
            return;
        }
        if !self.headers.iter().any(|(name, _)| name == "consistencylevel") {
            self.set_header("ConsistencyLevel", "eventual");
        }
        if advanced && !counts && !self.has_query("$count") {
            self.set_query("$count", "true");
        }
    }

    /// With the options that completing the request would add.
    pub(crate) fn with_consistency(mut self) -> Self {
        self.add_consistency(false);
        self
    }

    /// Whether the query needs Graph's advanced engine: search, count, sorting what is filtered, and the operators that
    /// only it knows.
    fn is_advanced(&self) -> bool {
        let option = |name| self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let filter = option("$filter").map(|filter| filter.to_ascii_lowercase());
        let operators = [" ne ", "not ", "not(", "endswith(", "/$count"];
        option("$search").is_some()
            || option("$count").is_some_and(|count| count == "true")
            || filter.as_deref().is_some_and(|filter| {
                option("$orderby").is_some() || operators.iter().any(|operator| filter.contains(operator))
            })
    }

    /// The complete URL below the version.
    pub(crate) fn relative_url(&self) -> String {
        let mut url = self.path.clone();
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for (name, value) in &self.query {
            url.push(separator);
            url.push_str(name);
            url.push('=');
            url.push_str(&encode::query(value));
            separator = '&';
        }
        url
    }

    /// Checks everything and completes the URL.
    pub(crate) fn outgoing(mut self, counts: bool) -> Result<Outgoing> {
        self.add_consistency(counts);
        if self.facts().contains(Facts::UNKNOWN_MEMBERS) {
            self.set_header("Prefer", "include-unknown-enum-members");
        }
        let built = self
            .error
            .take()
            .map_or_else(|| self.client.url(&self.relative_url()), |error| Err(GraphError::request(error)));
        let url = built.map_err(|mut error| {
            let detail = error.detail_mut();
            (detail.method, detail.template) = (Some(self.method), Some(self.template.clone()));
            error
        })?;
        Ok(Outgoing {
            client: self.client,
            method: self.method,
            url,
            template: self.template,
            headers: self.headers,
            body: self.body,
            presigned: false,
            idempotent: self.idempotent,
            retries: self.retries,
        })
    }

    fn send(self, counts: bool) -> BoxFuture<'static, Result<Response>> {
        match self.outgoing(counts) {
            Ok(outgoing) => send::send(outgoing),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
}

/// A header with its name in lower case, as `azure_core` wants it; `Err` says what is wrong.
pub(crate) fn checked_header(name: &str, value: &str) -> std::result::Result<(String, String), String> {
    let name = name.to_ascii_lowercase();
    if !is_token(&name) {
        return Err(format!("{name:?} cannot be the name of a header"));
    }
    if !value.chars().all(|c| c == '\t' || (' '..='~').contains(&c)) {
        return Err(format!("the value of the header {name} has characters that no header can hold"));
    }
    Ok((name, value.to_owned()))
}

fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

impl<T, K> Request<T, K> {
    /// A documented request.
    #[inline]
    pub fn new(path: &Path, operation: &'static Operation) -> Self {
        Self::of(Parts::new(path, operation.method, Some(operation)))
    }

    pub(crate) fn of(parts: Parts) -> Self {
        Self { parts: Box::new(parts), kind: PhantomData }
    }

    /// The same request with another type of result or another kind.
    pub(crate) fn cast<U, L>(self) -> Request<U, L> {
        Request { parts: self.parts, kind: PhantomData }
    }

    /// Sets the body to the JSON of a value.
    #[inline]
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.parts.body = Some(Content::json(bytes)),
            Err(error) => self.parts.fail(format!("the body cannot be written as JSON: {error}")),
        }
        self
    }

    /// Sets the body to bytes.
    pub fn content(mut self, content: impl Into<Content>) -> Self {
        self.parts.body = Some(content.into());
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

    /// The permissions that the page of this very path states; unknown where the path is not documented.
    pub fn permissions(&self) -> Permissions {
        self.parts.documented().map_or(Permissions::UNKNOWN, |documented| *documented.permissions)
    }

    /// The clouds that the page names.
    pub fn clouds(&self) -> Clouds {
        self.parts.documented().map_or(Clouds::UNKNOWN, |documented| documented.clouds)
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

impl<T> Request<T, Raw> {
    /// Reads the answer as another type.
    pub fn read_as<U: FromResponse>(self) -> Request<U, Raw> {
        self.cast()
    }
}

impl Client {
    /// A request by method and path, for what is not documented. The path counts from the version (`/users/x?$top=5`) or is
    /// a whole URL of the client's own host. Goes the same way as every other request.
    pub fn raw(&self, method: Method, path: &str) -> Request<Value, Raw> {
        let root = self.root();
        let mut parts = Parts::new(&root, method, None);
        let below = match path.strip_prefix(self.0.root.as_str()) {
            Some(below) if below.starts_with(['/', '?']) || below.is_empty() => below.to_owned(),
            _ if path.contains("://") => {
                parts.fail("the URL does not lead to the client's own service");
                String::new()
            }
            _ => format!("/{}", path.trim_start_matches('/')),
        };
        if encode::has_dot_segment(below.split(['?', '#']).next().unwrap_or_default()) {
            parts.fail("the path has a dot segment");
        }
        if below.contains('#') {
            parts.fail("the path has a fragment");
        }
        // Keys cannot be told from segments here, so that nothing but the first segment goes into errors and spans.
        let first = below.trim_start_matches('/').split(['/', '?', '(']).next().unwrap_or_default();
        parts.template = format!("/{first}/…");
        parts.path = below;
        Request::of(parts)
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
plain_kinds!(Get, Write, Raw);

impl IntoFuture for Request<i64, Count> {
    type Output = Result<i64>;
    type IntoFuture = Pending<i64>;

    fn into_future(mut self) -> Pending<i64> {
        self.parts.set_header("Accept", "text/plain, application/json");
        Pending::new(self.parts.send(true), |response| decode::scalar(&response))
    }
}
