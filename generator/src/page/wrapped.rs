//! Bodies whose rows describe the members of one object in them, rather than the body itself.
//!
//! `{"badge": {"label": ..., "validUntil": ...}}` with rows `label` and `validUntil`: the one parameter is `badge`.

use super::{Json, OperationSection};
use crate::odata::Method;

/// The member of a body that holds what its rows describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrapper<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is a list of what they describe.
    pub collection: bool,
}

impl OperationSection {
    /// What wraps the rows: every example sends an object with one member, which is no row and whose own are rows.
    pub fn wrapper(&self) -> Option<Wrapper<'_>> {
        let requests = self.examples.iter().filter_map(|example| example.request.as_ref());
        let posted = requests.filter(|request| request.line.method == Method::Post);
        let mut bodies = posted.filter_map(|request| request.body.as_ref());
        let first = self.wrapping(&bodies.next()?.value)?;
        bodies.all(|body| self.wrapping(&body.value) == Some(first)).then_some(first)
    }

    fn wrapping<'a>(&self, body: &'a Json) -> Option<Wrapper<'a>> {
        let Json::Object(members) = body else { return None };
        let mut members = members.iter().filter(|(name, _)| !name.starts_with('@'));
        let (Some((name, held)), None) = (members.next(), members.next()) else { return None };
        let holds_rows = match held {
            Json::Array(items) => !items.is_empty() && items.iter().all(|item| self.is_of_rows(item)),
            held => self.is_of_rows(held),
        };
        (holds_rows && !self.has_row(name))
            .then_some(Wrapper { name, collection: matches!(held, Json::Array(_)) })
    }

    /// Whether a value is an object with members that are rows, and none other.
    fn is_of_rows(&self, value: &Json) -> bool {
        let Json::Object(members) = value else { return false };
        let mut members = members.iter().filter(|(name, _)| !name.starts_with('@')).peekable();
        members.peek().is_some() && members.all(|(name, _)| self.has_row(name))
    }

    fn has_row(&self, name: &str) -> bool {
        self.body.rows.iter().any(|row| row.name.value.eq_ignore_ascii_case(name))
    }
}
