//! What an answer tells about an operation. Services write it in many ways: a status of its own or with a state in it, the
//! result by its id, in the body, or in a header.

use serde_json::{Value, json};
use url::Position;

use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{
        response::Response,
        send::{self, Outgoing},
    },
};

/// What an answer tells about an operation.
pub(super) struct Told {
    /// Its status in lower case; empty where it has none.
    status: String,
    pub(super) id: Option<String>,
    pub(super) location: Option<String>,
    /// The operation's own body; `None` where the answer is something else, such as the result.
    pub(super) body: Option<Value>,
}

/// How it goes.
pub(super) enum Verdict {
    Running { percent: Option<f64>, status: String },
    Finished,
}

impl Told {
    pub(super) fn of(response: &Response) -> Self {
        let body: Value = response.json().unwrap_or_default();
        let status = body["status"].as_str().or_else(|| body["status"]["state"].as_str()).unwrap_or_default();
        let status = status.to_ascii_lowercase();
        let id = first_of(&body, &["resourceId", "targetResourceId"]);
        let location = first_of(&body, &["resourceLocation", "targetResourceLocation"]);
        if status.is_empty() && id.is_none() && location.is_none() {
            return Self { status, id: first_of(&body, &["id"]), location, body: None };
        }
        Self { status, id, location, body: Some(body) }
    }

    /// Where to ask how it goes, if the operation is not done with this answer.
    pub(super) fn monitor<'r>(&self, response: &'r Response) -> Option<&'r str> {
        let running = matches!(self.status.as_str(), "running" | "inprogress" | "notstarted" | "queued");
        let ordinary = response.header("location").filter(|_| response.status == 202 || running);
        of_operation(response).or(ordinary)
    }

    /// What the monitor's answer means; `Err` if the operation, or asking for it, has failed.
    pub(super) fn verdict(&self, response: &Response) -> Result<Verdict> {
        if is_redirect(response) && response.header("location").is_some() {
            return Ok(Verdict::Finished);
        }
        let success = (200..300).contains(&response.status);
        if !success || response.is_error_in_disguise() {
            return Err(send::service_error(response.clone()));
        }
        match self.status.as_str() {
            "cancelled" | "canceled" | "timedout" | "skipped" | "aborted" | "invalid" => {
                Err(self.failure(response))
            }
            // Services have their own kinds of failure: `deleteFailed`, `submissionFailed`.
            failed if failed.ends_with("failed") => Err(self.failure(response)),
            "complete" | "completed" | "succeeded" | "success" | "partiallysucceeded" => {
                Ok(Verdict::Finished)
            }
            "" if response.status != 202 => Ok(Verdict::Finished),
            status => Ok(Verdict::Running { percent: self.percent(), status: status.to_owned() }),
        }
    }

    /// How much is done, as a number or a text.
    fn percent(&self) -> Option<f64> {
        let body = self.body.as_ref()?;
        let names = ["percentageComplete", "percentComplete", "percentProgress"];
        names.iter().find_map(|name| match &body[*name] {
            Value::String(text) => text.trim_end_matches('%').trim().parse().ok(),
            number => number.as_f64(),
        })
    }

    /// An operation that failed has its error beside its status, under one of several names.
    fn failure(&self, response: &Response) -> GraphError {
        let body = self.body.as_ref().unwrap_or(&Value::Null);
        let names = ["error", "resultInfo", "statusDetail"];
        let told = names.iter().map(|name| &body[*name]).find(|told| told.is_object());
        let error = told.map(|told| json!({ "error": told }).to_string()).unwrap_or_default();
        let mut as_error = Response { body: error.into(), ..response.clone() }.into_error();
        let texts = [
            told.and_then(|told| told.get("message")),
            body.get("statusDetail"),
            body.get("statusDescription"),
            body.pointer("/status/description"),
        ];
        let text = texts.into_iter().flatten().find_map(Value::as_str).unwrap_or("no message");
        let message = format!("the operation ended with status {}: {text}", self.status);
        let mut failure = response.fail(GraphErrorKind::Service, message);
        let (detail, told) = (failure.detail_mut(), as_error.detail_mut());
        detail.code = told.code.take().or_else(|| body["errorCode"].as_str().map(str::to_owned));
        detail.inner.append(&mut told.inner);
        detail.details.append(&mut told.details);
        failure
    }
}

/// Where the headers say that the result is.
pub(super) fn named_in_headers(request: &Outgoing, response: &Response) -> Option<String> {
    let of_result = is_redirect(response) || of_operation(response).is_some();
    let link = response.header("location").filter(|_| of_result);
    let link = link.or_else(|| response.header("content-location"))?;
    let url = request.url.join(link).ok()?;
    // An answer that tells its own place tells nothing. A place that counts from another host than Graph is made whole.
    if url[..Position::AfterPath] == request.url[..Position::AfterPath] {
        return None;
    }
    Some(if request.presigned { url.to_string() } else { link.to_owned() })
}

/// A text, or a number as one.
fn first_of(body: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match &body[*name] {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The header that is about nothing but monitors; `Location` beside it is the result's.
fn of_operation(response: &Response) -> Option<&str> {
    ["operation-location", "azure-asyncoperation"].iter().find_map(|name| response.header(name))
}

pub(super) fn is_redirect(response: &Response) -> bool {
    matches!(response.status, 301..=303 | 307 | 308)
}
