//! A request without its types: everything that is set on it, and how it becomes a complete, checked URL.

use std::borrow::Cow;

use azure_core::http::Method;
use futures::future::BoxFuture;
use serde::Serialize;

use crate::client::{
    Client,
    error::{GraphError, Result},
    options::Retries,
    request::{
        content::Content,
        encode,
        endpoint::{Consistency, Documented, Endpoint},
        path::Path,
        response::Response,
        send::{self, Doubt, Outgoing},
    },
};
use crate::{Model, to_json};

/// A request without its types.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) client: Client,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) template: String,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Content>,
    pub(crate) error: Option<Cow<'static, str>>,
    pub(crate) idempotent: bool,
    pub(crate) retries: Option<Retries>,
}

impl Parts {
    pub(crate) fn new(path: &Path, method: Method, endpoint: Option<Endpoint>) -> Self {
        Self {
            client: path.client.clone(),
            method,
            path: path.text.clone(),
            template: path.template.clone(),
            endpoint,
            query: path.query.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect(),
            headers: Vec::new(),
            body: None,
            error: path.error.clone(),
            idempotent: false,
            retries: None,
        }
    }

    /// What is documented of this very path.
    pub(crate) fn documented(&self) -> Option<Documented> {
        self.endpoint?.find(&self.template)
    }

    /// The same, or what is documented of another path: one that nobody documents may still need the same header, and all
    /// pages of one method agree on it.
    pub(crate) fn documented_anywhere(&self) -> Option<Documented> {
        self.documented().or_else(|| self.endpoint?.first())
    }

    pub(crate) fn fail(&mut self, error: impl Into<Cow<'static, str>>) {
        if self.error.is_none() {
            self.error = Some(error.into());
        }
    }

    /// Sets the body to bytes, if their type is one that a header can hold.
    pub(crate) fn set_content(&mut self, content: Content) {
        if let Err(error) = check_content_type(content.content_type()) {
            self.fail(error);
        }
        self.body = Some(content);
    }

    /// Sets the body to a model.
    pub(crate) fn set_model(&mut self, body: &dyn Model) {
        match to_json(body) {
            Ok(bytes) => self.body = Some(Content::json(bytes)),
            Err(error) => self.fail(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// Takes the query out of a path that was typed with one, so that further options join it.
    pub(crate) fn open_query(&mut self) {
        let Some(start) = self.path.find('?') else { return };
        let typed = self.path.split_off(start);
        let options = url::form_urlencoded::parse(&typed.as_bytes()[1..]);
        let options = options.map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()));
        self.query.splice(0..0, options.collect::<Vec<_>>());
    }

    /// Sets an option of the query; the last one of a name counts.
    pub(crate) fn set_query(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.open_query();
        let name = name.into();
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, value.into()));
    }

    /// Adds to an option that is a list separated by commas.
    pub(crate) fn add_query(&mut self, name: &'static str, value: &str) {
        self.open_query();
        match self.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, list)) if !value.is_empty() => {
                list.push(',');
                list.push_str(value);
            }
            Some(_) => {}
            None => self.query.push((name.into(), value.to_owned())),
        }
    }

    /// Sets the body to the JSON of a value.
    pub(crate) fn set_json<B: Serialize + ?Sized>(&mut self, body: &B) {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(Content::json(bytes)),
            Err(error) => self.fail(format!("the body cannot be written as JSON: {error}")),
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

    /// `ConsistencyLevel: eventual` and `$count=true`, where the page demands them for what is asked. Levels need the header
    /// wherever they work, which pages of single things do not repeat.
    fn add_consistency(&mut self, stated: Consistency, counts: bool) {
        let advanced = stated == Consistency::Advanced && self.is_advanced();
        if !(counts || advanced || stated == Consistency::Always || self.has_levels()) {
            return;
        }
        if !self.headers.iter().any(|(name, _)| name == "consistencylevel") {
            self.set_header("ConsistencyLevel", "eventual");
        }
        if advanced && !counts && !self.has_query("$count") {
            self.set_query("$count", "true");
        }
    }

    fn has_levels(&self) -> bool {
        self.query.iter().any(|(name, value)| name == "$expand" && value.contains("$levels="))
    }

    /// Whether the query needs Graph's advanced engine: search, count, levels, sorting what is filtered, and the operators
    /// that only it knows.
    fn is_advanced(&self) -> bool {
        let option = |name| self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let filter = option("$filter").map(|filter| filter.to_ascii_lowercase());
        let operators = [" ne ", "not ", "not(", "endswith(", "/$count"];
        option("$search").is_some()
            || option("$count").is_some_and(|count| count == "true")
            || self.has_levels()
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
            url.push_str(&encode::query(name));
            url.push('=');
            url.push_str(&encode::query(value));
            separator = '&';
        }
        url
    }

    /// Checks everything and completes the URL.
    pub(crate) fn outgoing(mut self, counts: bool) -> Result<Outgoing> {
        let documented = self.documented_anywhere();
        let consistency =
            documented.as_ref().map_or(Consistency::Unknown, |documented| documented.consistency);
        self.add_consistency(consistency, counts);
        if documented.is_some_and(|documented| documented.unknown_members) {
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
            doubt: Doubt::default(),
        })
    }

    pub(crate) fn send(self, counts: bool) -> BoxFuture<'static, Result<Response>> {
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

/// That a content type is one: two tokens with a slash between, then parameters, in characters that a header can hold.
fn check_content_type(text: &str) -> std::result::Result<(), String> {
    checked_header("content-type", text)?;
    let essence = text.split(';').next().unwrap_or_default().trim();
    let tokens = essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    if tokens { Ok(()) } else { Err(format!("{essence:?} is not a content type")) }
}

fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_type_is_one_that_a_header_can_hold() {
        let check = |text: &str, good: bool| assert_eq!(check_content_type(text).is_ok(), good, "{text:?}");
        check("image/jpeg", true);
        check("Application/vnd.ms-x+xml ; charset=\"utf-8\"", true);
        check("text/plain; charset=utf-8", true);
        for text in ["image/jpeg\r\nx-evil: 1", "image/jpeg\n", "image/jp\0eg", "image/jpég", "a/b; c=\u{7f}"]
        {
            check(text, false);
        }
        for text in ["", "image", "image/", "/jpeg", "image/j peg", "image/jpeg/x", "; charset=utf-8"] {
            check(text, false);
        }
    }
}
