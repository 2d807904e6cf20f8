//! What is asked for, and how names and paths are compared.

use std::collections::BTreeSet;

use super::super::words::short;
use crate::odata::address::{self, Token};
use crate::odata::{Method, QualifiedName};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Query {
    /// A request; without a method, every request of the path.
    Request {
        /// HTTP method.
        method: Option<Method>,
        /// Path without host, version and query.
        path: String,
    },
    /// A type, a member of it, or an operation.
    Name(String),
}

impl Query {
    /// A path is what has a slash; everything else is a name.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim();
        let (method, rest) = match text.split_once(char::is_whitespace) {
            Some((first, rest)) => (method(first), rest.trim()),
            None => (None, text),
        };
        let rest = if method.is_some() { rest } else { text };
        if rest.contains('/') {
            Query::Request { method, path: path(rest) }
        } else {
            Query::Name(text.to_owned())
        }
    }
}

fn method(text: &str) -> Option<Method> {
    Some(match text.to_ascii_uppercase().as_str() {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => return None,
    })
}

/// The part of a URL that templates have: no host, no version, no query, a leading slash.
fn path(text: &str) -> String {
    let (path, _) = address::split(address::below_service(text));
    format!("/{}", path.trim_matches('/'))
}

/// Whether `asked` names `name`: with its namespace, with the alias `graph`, or without.
pub(super) fn names(asked: &str, name: &QualifiedName) -> bool {
    let is = |text: &str| asked.eq_ignore_ascii_case(text);
    let aliased = asked.split_once('.').is_some_and(|(alias, rest)| {
        alias.eq_ignore_ascii_case("graph") && rest.eq_ignore_ascii_case(short(name))
    });
    is(name.as_str()) || is(short(name)) || is(name.name()) || aliased
}

/// `template` with the segments of `path` in place of its placeholders, so that only the fixed parts of both differ. What
/// is a name elsewhere is none.
pub(super) fn filled(template: &str, path: &str, names: &BTreeSet<String>) -> String {
    let theirs: Vec<&str> = path.split('/').collect();
    let is_name = |text: &str| names_in(text).iter().any(|name| names.contains(name));
    let fill = |(at, our): (usize, &'_ str)| match theirs.get(at) {
        Some(their) if our.starts_with('{') && our.ends_with('}') && !is_name(their) => (*their).to_owned(),
        Some(_) | None => our.to_owned(),
    };
    template.split('/').enumerate().map(fill).collect::<Vec<_>>().join("/")
}

/// The names in a path, in small letters.
pub(super) fn names_in(path: &str) -> Vec<String> {
    let name = |token: Token| match token {
        Token::Segment(ref text) if !token.is_placeholder() => Some(text.to_ascii_lowercase()),
        Token::Segment(_) | Token::Key(_) | Token::Arguments(_) | Token::File(_) => None,
    };
    address::path(path).into_iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions() {
        let request = |method, path: &str| Query::Request { method, path: path.into() };
        let check = |text, expected| assert_eq!(Query::parse(text), expected, "{text}");
        check("post  users", Query::Name("post  users".into()));
        check("GET /users", request(Some(Method::Get), "/users"));
        check("patch users/{id}/", request(Some(Method::Patch), "/users/{id}"));
        check("/v1.0/me?$top=1", request(None, "/me"));
        check("https://graph.microsoft.com/beta/me/", request(None, "/me"));
        check("https://graph.microsoft.com", request(None, "/"));
        check(" user.id ", Query::Name("user.id".into()));
    }

    #[test]
    fn placeholders_are_filled_from_the_path() {
        let names = BTreeSet::from(["messages".to_owned()]);
        let check = |template, path, expected: &str| assert_eq!(filled(template, path, &names), expected);
        check("/users/{id}/messages", "/user/x/message", "/users/x/messages");
        check("/users/{id}/messages/{id}", "/user", "/users/{id}/messages/{id}");
        check("/users/{id}", "/user/messages", "/users/{id}");
    }
}
