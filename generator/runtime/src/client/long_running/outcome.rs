//! Where the result of an operation that is done is: in one of its answers, or at the place that was named.

use serde_json::Value;

use super::{OperationHandle, place, told};
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{
        decode::{FromResponse, Likeness},
        response::Response,
        send::Outgoing,
    },
};
use azure_core::http::Method;

/// Where the result is.
pub(super) enum Outcome {
    Here(Response),
    /// To be asked for, or why it cannot be.
    There(Result<Outgoing>),
}

impl<T: FromResponse> OperationHandle<T> {
    /// Where the result is: what was answered counts before what was named.
    pub(super) fn outcome(&self) -> Outcome {
        let Some(last) = self.last.as_deref() else {
            return Outcome::There(Err(GraphError::new(
                GraphErrorKind::Timeout,
                "the operation is not done",
            )));
        };
        if T::likeness(&Value::Null) == Likeness::Nothing {
            return Outcome::Here(last.clone());
        }
        let answered = self.answered(last);
        answered.map_or_else(|| self.named(last), Outcome::Here)
    }

    /// The answer that the result is in.
    fn answered(&self, last: &Response) -> Option<Response> {
        if told::is_redirect(last) {
            return None;
        }
        let body: Value = last.json().unwrap_or_default();
        let told = told::Told::of(last);
        let is_empty = last.is_empty() || body.as_object().is_some_and(serde_json::Map::is_empty);
        if told.body.is_none() && !is_empty {
            // Not the operation: what it has made.
            return Some(last.clone());
        }
        if self.is_wanted_itself(&body) {
            return Some(last.clone());
        }
        let start = self.start().filter(|start| is_whole::<T>(&start.json().unwrap_or_default()));
        start.cloned().or_else(|| {
            let part = part_of::<T>(&body)?;
            Some(Response { body: part.to_string().into(), ..last.clone() })
        })
    }

    /// Whether the operation itself is what is wanted: the type has its status and most of its members. With no more than
    /// an id and a status it can be anything, so that then it must be all there is.
    fn is_wanted_itself(&self, operation: &Value) -> bool {
        let Likeness::Typed { known, foreign } = T::likeness(operation) else { return false };
        let only = |wanted: fn(&str) -> bool| {
            let members = operation.as_object().into_iter().flatten().filter(|(name, _)| wanted(name));
            let members = members.map(|(name, value)| (name.clone(), value.clone()));
            T::likeness(&Value::Object(members.collect()))
        };
        let has_status = matches!(only(|name| name == "status"), Likeness::Typed { known: 1, foreign: 0 });
        let has_more =
            matches!(only(|name| !matches!(name, "id" | "status")), Likeness::Typed { known: 1.., .. });
        let is_all = foreign == 0 && self.resource.id.is_none() && self.resource.location.is_none();
        has_status && (is_all || has_more && known > foreign)
    }

    /// What was named, or the operation itself where the type does not say that it is something else.
    fn named(&self, last: &Response) -> Outcome {
        let typed = matches!(T::likeness(&Value::Null), Likeness::Typed { .. });
        let start = self.start.as_ref().map(|start| &start.0);
        let id = self.resource.id.as_deref();
        let link = self.resource.location.clone().or_else(|| place::path_to(start?, id?, typed));
        // What was changed in place is where it was.
        let in_place = || Some(start.filter(|start| is_change(start.method))?.url.to_string());
        let template = start.or(self.monitor.as_deref()).map_or("", |request| request.template.as_str());
        let retries = start.and_then(|start| start.retries.clone());
        match link.or_else(|| in_place().filter(|_| typed)) {
            Some(link) => Outcome::There(
                place::request(&self.client, &link, template).map(|request| Outgoing { retries, ..request }),
            ),
            None if typed => nothing::<T>(last),
            None => Outcome::Here(last.clone()),
        }
    }
}

/// Neither a result nor its place: fine where none is needed.
fn nothing<T: FromResponse>(last: &Response) -> Outcome {
    let empty = Response { status: 204, body: azure_core::Bytes::new(), ..last.clone() };
    if T::from_response(empty.clone()).is_ok() {
        return Outcome::Here(empty);
    }
    let message = match last.status {
        202 => "the operation was accepted, but the service does not say where to ask how it goes",
        _ => "the operation is done, but neither gives its result nor says where it is",
    };
    Outcome::There(Err(last.fail(GraphErrorKind::Decode, message.to_owned())))
}

fn is_change(method: Method) -> bool {
    matches!(method, Method::Put | Method::Patch)
}

/// Whether every member of an object is one of the type.
fn is_whole<T: FromResponse>(value: &Value) -> bool {
    matches!(T::likeness(value), Likeness::Typed { known: 1.., foreign: 0 })
}

/// The one member of the operation that is of the type: a printer beside its certificate.
fn part_of<T: FromResponse>(operation: &Value) -> Option<&Value> {
    let others = ["error", "status", "statusDetail", "resultInfo"];
    let members = operation.as_object()?.iter().filter(|(name, _)| !others.contains(&name.as_str()));
    let mut fitting = members.map(|(_, value)| value).filter(|value| is_whole::<T>(value));
    fitting.next().filter(|_| fitting.next().is_none())
}
