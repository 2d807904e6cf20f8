//! A request as it was pasted, taken apart.
//!
//! In: method, address, headers and content as texts that nobody vouches for. Out: an [`HttpRequest`], or why it is none.

use std::fmt;

use serde_json::Value;

use crate::odata::{ApiVersion, Method};

/// Bytes of a pasted text.
pub const MOST_BYTES: usize = 4 << 20;

/// A request of the API.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The version that the URL names.
    pub version: Option<ApiVersion>,
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
        let (version, rest) = below_version(url)?;
        let (path, query) = super::address::split(rest);
        let path = path.trim_end();
        if path.trim_matches('/').is_empty() {
            return Err(Fault(format!("half a request: {} has no path", super::words::shown(url))));
        }
        let body = content.read(&headers);
        let (path, query) = (format!("/{}", path.trim_start_matches('/')), query.to_owned());
        Ok(Self { method, version, path, query, headers, body })
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

/// The hosts of Graph in all clouds.
const HOSTS: [&str; 5] = [
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
    "canary.graph.microsoft.com",
];

/// The version that a URL names, and what stands below it.
fn below_version(url: &str) -> Result<(Option<ApiVersion>, &str), Fault> {
    let url = url.trim();
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let host = rest[..end].to_ascii_lowercase();
            let name = host.split(':').next().unwrap_or_default();
            let placeholder = name.contains(['{', '<']);
            if !placeholder && !HOSTS.contains(&name) {
                return Err(Fault(format!("{} is not a host of Microsoft Graph", super::words::shown(name))));
            }
            &rest[end..]
        }
        _ => HOSTS.iter().find_map(|host| url.strip_prefix(host)).unwrap_or(url),
    };
    let path = rest.trim_start_matches('/');
    for version in ApiVersion::ALL {
        let end = version.segment().len();
        let Some(start) = path.get(..end) else { continue };
        if start.eq_ignore_ascii_case(version.segment())
            && (path.len() == end || path[end..].starts_with(['/', '?']))
        {
            return Ok((Some(version), &path[end..]));
        }
    }
    Ok((None, rest))
}
