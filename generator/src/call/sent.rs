//! What a request sends, as the argument that the call takes.
//!
//! In: what the call takes, and what the request shows. Out: a statement before the call, its argument, a method that replaces
//! what is sent where the request sends something else than the page documents.

use serde_json::Value;

use super::body::{Bodies, json_macro};
use super::code::Code;
use super::index::Index;
use super::notes::Notes;
use super::patch::patch;
use super::request::{Body, HttpRequest};
use super::statement::Statement;
use crate::odata::Method;
use crate::odata::address::{self, Token};
use crate::sdk::{Body as Sends, Call, ItemType, Output, REMOVED, Scalar, TypePath, ValueType};

/// A body as parts of the call.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) before: Vec<Statement>,
    pub(super) argument: Option<Code>,
    pub(super) replaced: Option<Code>,
    pub(super) notes: Notes,
}

/// Values in a body that is written out. The compiler reads each of them.
const MOST_VALUES: usize = 1_000;

/// The file that such a body is read from.
const LARGE: &str = "body.json";

/// What is said of a body that is not written out.
const TOO_LARGE: &str = "the body is too large to be written out; it is read from a file";

/// Objects within each other in one expression; the compiler has a limit for macros.
const DEPTH: usize = 12;

/// Translates the body.
pub(super) fn sent<'a>(index: &'a Index<'a>, request: &HttpRequest, call: &'a Call) -> Sent {
    let mut sent = Sent::default();
    let takes = &call.body;
    let value = match (&request.body, takes) {
        (Body::None, Sends::None) => return sent,
        (Body::Json(value), Sends::None) if value.as_object().is_some_and(serde_json::Map::is_empty) => {
            return sent;
        }
        (Body::NotJson(why), _) => {
            sent.notes.untyped(format!("the body is left out, since it is not JSON: {}", why.escape_debug()));
            None
        }
        (Body::Json(value), _) => Some(value),
        (Body::None | Body::Text(_) | Body::File(_), _) => None,
    };
    if json_file(request).is_some_and(|name| read_from(name, takes, &mut sent)) {
        return sent;
    }
    match takes {
        Sends::None
            if request.method == Method::Get && value.is_some_and(|value| is_answer(index, call, value)) =>
        {
            sent.notes.remark(
                "GET sends no body, and what stands there is what the method answers: it is left out",
            );
        }
        Sends::None => {
            sent.replaced = content(request, &mut sent.notes);
            if sent.replaced.is_some() {
                sent.notes.untyped("the page documents no body".to_owned());
            }
        }
        Sends::Binary(_) => bytes(request, &mut sent),
        Sends::Reference => reference(value, &mut sent),
        Sends::ReferenceInQuery => {
            sent.replaced = content(request, &mut sent.notes);
            reference_in_query(request, &mut sent);
        }
        Sends::Patch(path) => changes(index, path, value, &mut sent),
        Sends::Model(path) => object(index, "models", path, value, &mut sent),
        Sends::Parameters(path) => object(index, "parameters", path, value, &mut sent),
        Sends::Value(_) | Sends::Untyped => whole(index, takes, value, &mut sent),
    }
    // A text where the call takes JSON: the MIME form of a message.
    if matches!(request.body, Body::Text(_) | Body::File(_))
        && !matches!(takes, Sends::Binary(_) | Sends::ReferenceInQuery | Sends::None)
    {
        sent.replaced = content(request, &mut sent.notes);
        sent.notes.untyped("the body is not the JSON that the method takes".to_owned());
    }
    sent
}

/// Whether JSON is what the call answers, by most of its members.
fn is_answer(index: &Index<'_>, call: &Call, value: &Value) -> bool {
    let (Output::Value(ty) | Output::Optional(ty)) = &call.output else { return false };
    let Some(found) = index.structure_of(ty) else { return false };
    let item = match value.get("value") {
        Some(Value::Array(items)) => items.first(),
        _ => Some(value),
    };
    let members = item.and_then(Value::as_object).into_iter().flatten();
    let names: Vec<&String> = members.map(|(name, _)| name).filter(|name| !name.contains('@')).collect();
    let known = index.members(found);
    names.iter().filter(|name| known.contains(**name)).count() * 2 > names.len()
}

/// The file that the request sends as JSON.
fn json_file(request: &HttpRequest) -> Option<&str> {
    let stated = request.header("content-type").map(str::to_ascii_lowercase);
    match &request.body {
        Body::File(name) if stated.is_none_or(|stated| stated.contains("json")) => Some(name),
        _ => None,
    }
}

/// Reads what the call takes from a file; whether that can be said.
fn read_from(file: &str, takes: &Sends, sent: &mut Sent) -> bool {
    match takes {
        Sends::Model(path) => named(sent, "body", from_file(Code::path("models", path), file)),
        Sends::Parameters(path) => {
            named(sent, "parameters", from_file(Code::path("parameters", path), file));
        }
        Sends::Untyped => named(sent, "body", json_of_file(file)),
        Sends::Patch(_)
        | Sends::Value(_)
        | Sends::Binary(_)
        | Sends::Reference
        | Sends::ReferenceInQuery
        | Sends::None => {
            return false;
        }
    }
    true
}

fn named(sent: &mut Sent, name: &'static str, value: Code) {
    sent.before.push(Statement::named(name, value));
    sent.argument = Some(Code::text(name).borrowed());
}

fn object<'a>(
    index: &'a Index<'a>,
    room: &'static str,
    path: &TypePath,
    value: Option<&Value>,
    sent: &mut Sent,
) {
    let (name, found) = match room {
        "models" => ("body", index.structure(path)),
        _ => ("parameters", index.parameters(path)),
    };
    let empty = Value::Object(serde_json::Map::new());
    let Some(found) = found else { return };
    match value {
        Some(value) if is_large(value) => {
            sent.notes.untyped(TOO_LARGE.to_owned());
            named(sent, name, from_file(Code::path(room, path), LARGE));
        }
        Some(value) if !value.is_object() => {
            sent.notes.untyped("the body is not an object".to_owned());
            named(sent, name, Bodies::new(index).object(room, found, &empty));
            sent.replaced = Some(replaced_by(json_text(value)));
        }
        _ => {
            let mut bodies = Bodies::new(index);
            let code = bodies.object(room, found, value.unwrap_or(&empty));
            sent.notes.extend(bodies.notes);
            named(sent, name, code);
        }
    }
}

fn changes<'a>(index: &'a Index<'a>, path: &TypePath, value: Option<&Value>, sent: &mut Sent) {
    let Some(found) = index.structure(path) else { return };
    let empty = Value::Object(serde_json::Map::new());
    let large = value.is_some_and(is_large);
    let odd = value.is_some_and(|value| !value.is_object());
    let shown = value.filter(|_| !large && !odd).unwrap_or(&empty);
    let mut bodies = Bodies::new(index);
    let code = patch(&mut bodies, found, shown);
    sent.notes.extend(bodies.notes);
    if let Some(value) = value.filter(|_| odd) {
        sent.notes.untyped("the body is not an object".to_owned());
        sent.replaced = Some(replaced_by(json_text(value)));
    }
    if large {
        sent.notes.untyped(TOO_LARGE.to_owned());
        sent.replaced = Some(replaced_by(read_file(LARGE)));
    }
    sent.before.push(Statement::named("changes", code));
    sent.argument = Some(Code::text("changes"));
}

/// A body that is no object of the crate's own: a list, a number, JSON without a type.
fn whole<'a>(index: &'a Index<'a>, takes: &'a Sends, value: Option<&Value>, sent: &mut Sent) {
    let value = value.unwrap_or(&Value::Null);
    let ty = match takes {
        Sends::Value(ty) => Some(ty),
        _ => None,
    };
    if is_large(value) {
        sent.notes.untyped(TOO_LARGE.to_owned());
        return named(sent, "body", json_of_file(LARGE));
    }
    let mut bodies = Bodies::new(index);
    let text = ty.is_some_and(is_text);
    let typed = ty.and_then(|ty| match value {
        Value::String(own) if text => Some(Code::literal(own)),
        value => bodies.exact(ty, value),
    });
    sent.notes.extend(bodies.notes);
    match (ty, typed) {
        (Some(_), Some(code)) => {
            sent.before.push(Statement::named("body", code));
            let body = Code::text("body");
            sent.argument = Some(if text { body } else { body.borrowed() });
        }
        (None, _) => named(sent, "body", json_macro(value)),
        (Some(ty), None) => {
            sent.notes.untyped("the body is not of the type that is documented".to_owned());
            let empty = match &ty.item {
                _ if ty.collection => Code::text("[]").borrowed(),
                _ if text => Code::literal(""),
                _ => Code::text("Default::default()").borrowed(),
            };
            sent.argument = Some(empty);
            sent.replaced = Some(replaced_by(json_text(value)));
        }
    }
}

fn is_text(ty: &ValueType) -> bool {
    ty.item == ItemType::Scalar(Scalar::String) && !ty.collection
}

fn json_text(value: &Value) -> Code {
    Code::literal(&value.to_string())
}

/// `.content(Content::json(..))`
fn replaced_by(bytes: Code) -> Code {
    Code::method("content", vec![Code::call(Code::of_client("Content", "::json"), vec![bytes])])
}

/// `from_json::<models::User>(&std::fs::read("body.json")?)?`
fn from_file(path: Code, name: &str) -> Code {
    let head = Code::Row(vec![Code::of_crate("from_json", "::<"), path, Code::text(">")]);
    Code::Row(vec![Code::call(head, vec![read_file(name).borrowed()]), Code::text("?")])
}

/// `serde_json::from_slice(&std::fs::read("body.json")?)?`
fn json_of_file(name: &str) -> Code {
    let call = Code::call(Code::text("serde_json::from_slice"), vec![read_file(name).borrowed()]);
    Code::Row(vec![call, Code::text("?")])
}

/// `std::fs::read("body.json")?`
fn read_file(name: &str) -> Code {
    Code::Row(vec![Code::call(Code::text("std::fs::read"), vec![Code::literal(name)]), Code::text("?")])
}

fn is_large(value: &Value) -> bool {
    let mut left = MOST_VALUES;
    !fits(value, DEPTH, &mut left)
}

fn fits(value: &Value, depth: usize, left: &mut usize) -> bool {
    let Some(fewer) = left.checked_sub(1) else { return false };
    *left = fewer;
    match value {
        Value::Array(items) => depth > 0 && items.iter().all(|item| fits(item, depth - 1, left)),
        Value::Object(members) => depth > 0 && members.values().all(|value| fits(value, depth - 1, left)),
        Value::String(text) => text.len() <= 100_000,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The bytes that a call takes.
fn bytes(request: &HttpRequest, sent: &mut Sent) {
    let stated = request.header("content-type");
    let content = match &request.body {
        Body::Text(text) => Code::literal(text),
        Body::Json(value) => json_text(value),
        Body::File(name) => read_file(name),
        Body::None | Body::NotJson(_) => read_file("content"),
    };
    sent.argument = Some(match stated {
        Some(stated) => Code::call(Code::of_client("Content", "::new"), vec![content, Code::literal(stated)]),
        None => content,
    });
}

/// What a request sends, whatever the call takes.
pub(super) fn content(request: &HttpRequest, notes: &mut Notes) -> Option<Code> {
    let stated = request.header("content-type");
    let typed = |content: Code, mostly: &str| {
        let new = Code::of_client("Content", "::new");
        Code::method("content", vec![Code::call(new, vec![content, Code::literal(stated.unwrap_or(mostly))])])
    };
    match &request.body {
        Body::None => None,
        Body::NotJson(why) => {
            notes.untyped(format!("the body is left out, since it is not JSON: {}", why.escape_debug()));
            None
        }
        Body::Text(text) => Some(typed(Code::literal(text), "text/plain")),
        Body::File(name) => {
            let mostly =
                if json_file(request).is_some() { "application/json" } else { "application/octet-stream" };
            Some(typed(read_file(name), mostly))
        }
        Body::Json(value) if is_large(value) => {
            notes.untyped(TOO_LARGE.to_owned());
            Some(replaced_by(read_file(LARGE)))
        }
        Body::Json(value) => Some(Code::method("json", vec![json_macro(value).borrowed()])),
    }
}

/// A reference to what `@odata.id` names.
fn reference(value: Option<&Value>, sent: &mut Sent) {
    let address = value.and_then(|value| value.get("@odata.id")).and_then(Value::as_str);
    let members = value.and_then(Value::as_object).map_or(0, serde_json::Map::len);
    let code = address.and_then(to_address);
    if value.is_none() {
        sent.before.push(Statement::Comment(
            "The request shows no body; this one stands for any object.".to_owned(),
        ));
    } else if code.is_none() || members > 1 {
        sent.notes.untyped("the body is not one `@odata.id` by entity sets and ids".to_owned());
        sent.replaced = value.map(|value| Code::method("json", vec![json_macro(value).borrowed()]));
    }
    named_reference(code, sent);
}

/// A reference to what `$id` names.
fn reference_in_query(request: &HttpRequest, sent: &mut Sent) {
    let options = address::query(&request.query);
    let given = options.iter().find(|(name, _)| name.eq_ignore_ascii_case(REMOVED)).map(|(_, value)| value);
    let code = given.filter(|address| address.contains('/')).and_then(|address| to_address(address));
    if given.is_none() {
        sent.notes.untyped("the request does not say in `$id` which reference is removed".to_owned());
    } else if code.is_none() {
        sent.notes.untyped("`$id` is not an address by entity sets and ids".to_owned());
        sent.replaced = given.map(|address| {
            Code::method("query_option", vec![Code::literal(REMOVED), Code::literal(address)])
        });
    }
    named_reference(code, sent);
}

/// A reference, or one that stands for any.
fn named_reference(code: Option<Code>, sent: &mut Sent) {
    let code = code.unwrap_or_else(|| from_id("directoryObjects", "id"));
    let code = Code::Row(vec![code, Code::text("?")]);
    named(sent, "reference", code);
}

/// A reference to what is at an address.
fn to_address(address: &str) -> Option<Code> {
    pushed(&address::path(address::below_service(address)))
}

fn from_id(set: &str, id: &str) -> Code {
    let client = Code::text("graph.client()");
    Code::call(Code::of_client("Reference", "::from_id"), vec![client, Code::literal(set), Code::literal(id)])
}

fn pushed(tokens: &[Token]) -> Option<Code> {
    if let [Token::Segment(set), Token::Segment(id) | Token::Key(id)] = tokens {
        return Some(from_id(set, id));
    }
    let mut links = vec![Code::text(".client()"), Code::text(".root()")];
    let mut key = false;
    for token in tokens {
        match token {
            Token::Segment(text) if !key => links.push(Code::method("push", vec![Code::literal(text)])),
            Token::Segment(text) | Token::Key(text) => {
                links.push(Code::method("push_key", vec![Code::literal(text)]));
            }
            Token::Arguments(_) | Token::File(_) => return None,
        }
        // Names alternate with keys, as far as references need.
        key = !key && matches!(token, Token::Segment(text) if text != "me");
    }
    let path = Code::Chain(Box::new(Code::text("graph")), links).borrowed();
    (!tokens.is_empty()).then(|| Code::call(Code::of_client("Reference", "::to"), vec![path]))
}
