//! A request as it was pasted, taken apart.
//!
//! In: method, address, headers and content as texts that nobody vouches for. Out: an [`HttpRequest`], or why it is none.

use std::fmt;

use serde_json::Value;

use crate::odata::{ApiVersion, Method, address};

/// Bytes of a pasted text.
pub const MOST_BYTES: usize = 4 << 20;

/// A request of the API.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The version that the URL names.
    pub version: Option<ApiVersion>,
    /// The national cloud whose host the URL names, as the crate calls it: `China`.
    pub cloud: Option<&'static str>,
    /// Path below the version, as printed.
    pub path: String,
    /// What stands behind the question mark.
    pub query: String,
    /// Headers in their order.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Body,
}

/// What a request sends.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// Something else, as printed.
    Text(String),
    /// The content of a file.
    File(String),
    /// What should be JSON and is not, and why.
    NotJson(String),
}

/// Why a text is not a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub(super) String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

impl HttpRequest {
    /// Puts a request together from its parts.
    pub(super) fn new(
        method: Option<&str>,
        url: &str,
        headers: Vec<(String, String)>,
        content: Content,
    ) -> Result<Self, Fault> {
        let method = match method {
            Some(word) => known_method(word)?,
            None if matches!(content, Content::None) => Method::Get,
            None => Method::Post,
        };
        let (cloud, rest) = below_host(url)?;
        let (version, rest) = address::below_version(rest);
        let (path, query) = address::split(rest);
        let path = path.trim_end();
        if path.trim_matches('/').is_empty() {
            return Err(Fault(format!("half a request: {} has no path", super::words::shown(url))));
        }
        let body = content.read(&headers);
        let (path, query) = (format!("/{}", path.trim_start_matches('/')), query.to_owned());
        Ok(Self { method, version, cloud, path, query, headers, body })
    }

    /// Path and query below the version, as printed.
    pub fn address(&self) -> String {
        let Self { path, query, .. } = self;
        if query.is_empty() { path.clone() } else { format!("{path}?{query}") }
    }

    /// The header `name`, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The content of a request before it is understood.
pub(super) enum Content {
    None,
    Text(String),
    File(String),
}

impl Content {
    fn read(self, headers: &[(String, String)]) -> Body {
        let text = match self {
            Content::None => return Body::None,
            Content::File(name) => return Body::File(name),
            Content::Text(text) if text.trim().is_empty() => return Body::None,
            Content::Text(text) => text,
        };
        let stated = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let stated = stated.map(|(_, value)| value.to_ascii_lowercase());
        let looks = text.trim_start().starts_with(['{', '[']);
        match serde_json::from_str(&text) {
            Ok(value) if looks || stated.as_deref().is_some_and(|stated| stated.contains("json")) => {
                Body::Json(value)
            }
            Err(error) if stated.as_deref().map_or(looks, |stated| stated.contains("json")) => {
                Body::NotJson(error.to_string())
            }
            // The lines of a message of several parts end so, whatever the text was pasted with.
            Ok(_) | Err(_) if stated.as_ref().is_some_and(|stated| stated.starts_with("multipart/")) => {
                Body::Text(text.replace("\r\n", "\n").replace('\n', "\r\n"))
            }
            Ok(_) | Err(_) => Body::Text(text),
        }
    }
}

/// The methods of the API; others are those of the protocol.
fn known_method(word: &str) -> Result<Method, Fault> {
    let methods = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
    let found = methods.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(word));
    found.ok_or_else(|| {
        Fault(format!(
            "{} is not a method of the API: GET, POST, PUT, PATCH and DELETE are",
            super::words::shown(word)
        ))
    })
}

/// Whether a word is a method of HTTP, known to the API or not.
pub(super) fn is_method(word: &str) -> bool {
    const OF_HTTP: [&str; 9] =
        ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"];
    OF_HTTP.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The hosts of Graph, and the national cloud of each.
const HOSTS: [(&str, Option<&str>); 5] = [
    ("graph.microsoft.com", None),
    ("graph.microsoft.us", Some("UsGovernmentL4")),
    ("dod-graph.microsoft.us", Some("UsGovernmentL5")),
    ("microsoftgraph.chinacloudapi.cn", Some("China")),
    ("canary.graph.microsoft.com", None),
];

/// The national cloud that a URL names, and what stands below its host.
fn below_host(url: &str) -> Result<(Option<&'static str>, &str), Fault> {
    let url = url.trim();
    let Some((_, rest)) =
        url.split_once("://").filter(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphabetic()))
    else {
        let named = HOSTS.iter().find_map(|(host, cloud)| Some((*cloud, url.strip_prefix(host)?)));
        let named = named.filter(|(_, rest)| rest.is_empty() || rest.starts_with(['/', '?', ':']));
        return Ok(named.unwrap_or((None, below_variable(url))));
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let name = host.split(':').next().unwrap_or_default();
    let known = HOSTS.iter().find(|(known, _)| *known == name);
    match known {
        Some((_, cloud)) => Ok((*cloud, &rest[end..])),
        None if name.contains(['{', '<']) => Ok((None, &rest[end..])),
        None => Err(Fault(format!("{} is not a host of Microsoft Graph", super::words::shown(name)))),
    }
}

/// `{{host}}/me`: what a variable that nothing defines stands for at the start of a URL is where the service is.
fn below_variable(url: &str) -> &str {
    let named = url.strip_prefix("{{").and_then(|rest| rest.split_once("}}"));
    named.map_or(url, |(_, rest)| rest).trim_start()
}
