//! `POST /$batch`: its requests, each with the methods that make it, sent together.
//!
//! In: a body with a list of requests. Out: a batch of the crate, to which they are added in their order, and what becomes of
//! each. The crate numbers them by itself; what depends on what is told by their handles.

use std::collections::HashMap;

use serde_json::Value;

use super::code::Code;
use super::index::Index;
use super::made::Made;
use super::notes::Notes;
use super::request::{Body, Content, HttpRequest};
use super::statement::{Statement, printed};
use super::translation::{Outcome, Translation};
use super::words::shown;
use crate::odata::Method;

/// Requests of a batch that are written out; the service takes 20.
const MOST: usize = 100;

/// Whether a request is a batch.
pub(super) fn is_one(request: &HttpRequest) -> bool {
    request.method == Method::Post && request.path.trim_matches('/').eq_ignore_ascii_case("$batch")
}

/// Translates a batch.
pub(super) fn translate<'a>(index: &'a Index<'a>, batch: &HttpRequest) -> Translation<'a> {
    let mut writer = Writer { index, handles: HashMap::new(), added: Vec::new(), taken: Vec::new() };
    let mut notes = Notes::default();
    notes.of_cloud(batch);
    let mut parts = Vec::new();
    for (at, entry) in entries(batch, &mut notes).iter().enumerate() {
        match read(index, entry) {
            Ok(request) => parts.push(writer.add(parts.len() + 1, entry, request, &mut notes)),
            Err(why) => notes.untyped(format!("the {}. request of the body is left out: {why}", at + 1)),
        }
    }
    let (batch, results) = if parts.is_empty() { ("batch", "results") } else { ("mut batch", "mut results") };
    let mut statements = vec![Statement::named(batch, Code::text("graph.client().batch()"))];
    statements.extend(writer.added);
    statements.push(Statement::named(results, Code::text("batch.send().await?")));
    statements.extend(writer.taken);
    let (imports, code) = printed(index.version, &statements);
    let all_typed = parts.iter().all(|(_, part)| part.outcome == Outcome::Typed);
    let outcome = if all_typed && notes.untyped.is_empty() { Outcome::Typed } else { Outcome::Partly };
    Translation { outcome, imports, is_known: true, code, notes, way: None, parts }
}

/// The requests that the body lists.
fn entries<'b>(batch: &'b HttpRequest, notes: &mut Notes) -> &'b [Value] {
    let listed = match &batch.body {
        Body::None => {
            notes.remark("the request shows no body; what it should send is added with `batch.add`");
            return &[];
        }
        Body::Json(value) => value.get("requests").and_then(Value::as_array),
        Body::Text(_) | Body::File(_) | Body::NotJson(_) => None,
    };
    let Some(listed) = listed else {
        notes.untyped("the body is left out, since it does not list `requests` in JSON");
        return &[];
    };
    if listed.len() > MOST {
        notes.untyped(format!("the requests behind the first {MOST} are left out; a call takes 20"));
    }
    &listed[..listed.len().min(MOST)]
}

/// A request of the list.
fn read(index: &Index<'_>, entry: &Value) -> Result<HttpRequest, String> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    let url = text("url").ok_or("it has no `url`")?;
    let headers = entry.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    let method = text("method").unwrap_or("GET");
    let mut request = HttpRequest::new(Some(method), url, headers.collect(), Content::None)
        .map_err(|fault| fault.to_string())?;
    request.body = match entry.get("body") {
        None | Some(Value::Null) => Body::None,
        // What is not JSON stands there in base64.
        Some(Value::String(_)) if !sends_json(&request) => Body::File("content".to_owned()),
        Some(body) => Body::Json(body.clone()),
    };
    if request.version.is_some_and(|version| version.segment() != index.version.segment) {
        return Err(format!("the batch decides about the version, not {}", shown(url)));
    }
    Ok(request)
}

fn sends_json(request: &HttpRequest) -> bool {
    request.header("content-type").is_none_or(|stated| stated.to_ascii_lowercase().contains("json"))
}

struct Writer<'a> {
    index: &'a Index<'a>,
    /// The number of the request with an id.
    handles: HashMap<String, usize>,
    added: Vec<Statement>,
    taken: Vec<Statement>,
}

impl<'a> Writer<'a> {
    /// Adds a request, as the batch's `number`th, and takes its result; the request by itself.
    fn add(
        &mut self,
        number: usize,
        entry: &Value,
        request: HttpRequest,
        notes: &mut Notes,
    ) -> (HttpRequest, Translation<'a>) {
        let made = Made::of(self.index, &request, "");
        for why in &made.notes.untyped {
            notes.untyped(format!("request {number}: {why}"));
        }
        for what in &made.notes.remarks {
            notes.remark(format!("request {number}: {what}"));
        }
        self.added.extend(made.unsent.before.iter().cloned());
        let others = self.depends_on(number, entry, notes);
        let chain = made.unsent.chain(&[]);
        let add = if others.is_empty() {
            Code::method("add", vec![chain])
        } else {
            Code::method("add_after", vec![chain, handles(&others)])
        };
        let add = Code::Row(vec![Code::text("batch"), add]);
        self.added.push(Statement::named(format!("request_{number}"), add));
        self.taken.push(taken(number, &made));
        if let Some(id) = entry.get("id").and_then(id) {
            self.handles.insert(id, number);
        }
        let alone = made.sending(self.index, &request);
        let alone = made.translation(self.index, &alone);
        (request, alone)
    }

    /// The numbers of the requests that must succeed before.
    fn depends_on(&self, number: usize, entry: &Value, notes: &mut Notes) -> Vec<usize> {
        let mut found = Vec::new();
        for other in entry.get("dependsOn").and_then(Value::as_array).into_iter().flatten() {
            match id(other).and_then(|other| self.handles.get(&other)) {
                Some(other) => found.push(*other),
                None => notes.untyped(format!(
                    "request {number}: no request before it has the id {}",
                    shown(&other.to_string())
                )),
            }
        }
        found
    }
}

/// Ids are texts; some write them as numbers.
fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `&[&request_1, &request_2]`
fn handles(numbers: &[usize]) -> Code {
    let items = numbers.iter().map(|number| Code::text(format!("&request_{number}"))).collect();
    Code::Row(vec![Code::text("&"), Code::List { open: "[", items, close: "]" }])
}

/// `let result_1 = results.take(&request_1)?;`
fn taken(number: usize, made: &Made<'_>) -> Statement {
    let take = Code::text(format!("results.take(&request_{number})?"));
    let answers = made.way.as_ref().is_none_or(|way| way.call.output != crate::sdk::Output::Nothing);
    if answers { Statement::named(format!("result_{number}"), take) } else { Statement::Do(take) }
}
