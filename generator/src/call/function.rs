//! Functions whose arguments do not stand where the service looks for them.
//!
//! It takes the arguments of a function in the path: `range(address='A1')`. Some pages show the bare name of a function,
//! its arguments in the query or in a body, or none of them.
//!
//! In: a request whose path ends with the bare name of a function. Out: the arguments, and the request without them.

use serde_json::Value;

use super::notes::Notes;
use super::request::{Body, HttpRequest};
use super::words::shown;
use crate::odata::address;
use crate::sdk::Argument;

/// A function that takes arguments.
#[derive(Debug, Clone, Copy)]
pub struct Function<'a> {
    /// Its name in the path.
    pub name: &'a str,
    /// What it takes.
    pub arguments: &'a [Argument],
}

/// A request with the arguments of its function apart.
pub(super) struct Split {
    /// Name and value of every argument.
    pub(super) arguments: Vec<(String, address::Value)>,
    /// The request without those of them that it had.
    pub(super) rest: HttpRequest,
    pub(super) notes: Notes,
}

impl Function<'_> {
    /// Takes the arguments out of the query and the body. A placeholder stands for what is in neither.
    pub(super) fn split(&self, request: &HttpRequest) -> Split {
        let mut rest = request.clone();
        let mut notes = Notes::default();
        let mut moved = false;
        let arguments = self.arguments.iter().map(|Argument { wire, .. }| {
            let given = from_query(&mut rest.query, wire).or_else(|| from_body(&mut rest.body, wire));
            moved |= given.is_some();
            let value = given.unwrap_or_else(|| {
                notes.untyped(format!("the request does not say `{wire}`, which {} takes", shown(self.name)));
                address::Value { text: format!("{{{wire}}}"), quoted: true }
            });
            (wire.clone(), value)
        });
        let arguments = arguments.collect();
        if moved {
            notes.remark(format!(
                "{} is a function: the service takes its arguments in the path, where the method puts them",
                shown(self.name)
            ));
        }
        Split { arguments, rest, notes }
    }
}

/// Takes the option `name` out of a query.
fn from_query(query: &mut String, name: &str) -> Option<address::Value> {
    let mut parts: Vec<&str> = query.split('&').collect();
    let is_named = |part: &&str| {
        address::decode(part.split('=').next().unwrap_or_default().trim()).eq_ignore_ascii_case(name)
    };
    let taken = parts.remove(parts.iter().position(is_named)?);
    let value = address::value(taken.split_once('=').map_or("", |(_, value)| value));
    *query = parts.join("&");
    Some(value)
}

/// Takes the member `name` out of an object; nothing is left of one without members.
fn from_body(body: &mut Body, name: &str) -> Option<address::Value> {
    let Body::Json(Value::Object(members)) = body else { return None };
    let key = members.keys().find(|key| key.eq_ignore_ascii_case(name))?.clone();
    let value = match members.remove(&key)? {
        Value::String(text) => address::Value { text, quoted: true },
        other => address::Value { text: other.to_string(), quoted: false },
    };
    if members.is_empty() {
        *body = Body::None;
    }
    Some(value)
}
