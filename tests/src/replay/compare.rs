//! What went over the wire against the example, and what came back against what the call gives.
//!
//! In: an example, the planned call, and what the program tells of it. Out: the differences, each as one line that
//! begins with the part of the request it is about.

use std::collections::BTreeSet;

use msgraph_codegen::odata::Method;
use msgraph_codegen::sdk::{Body as Sends, CallKind, ItemType, Output, TypePath, ValueType};
use serde_json::Value;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::is_set_by_application;
use msgraph_codegen::call::steps::same_name;
use msgraph_codegen::call::way::Way;

use super::code::is_text;
use super::example::{Answer, Body, Example};
use super::options;
use msgraph_codegen::odata::address::{self as url, Token};

/// What a difference begins with where the example contradicts its own page, or the protocol.
pub const DOCUMENTATION: &str = "documentation";

/// How the request that was received differs from the example.
pub fn differences(example: &Example, chain: &Way<'_>, received: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let text = |name: &str| received[name].as_str().unwrap_or_default();
    if text("method") != example.method.as_str() {
        found.push(format!("method: {} instead of {}", text("method"), example.method.as_str()));
    }
    let below = text("target").strip_prefix(&format!("/{}", example.version.segment())).unwrap_or("?");
    let (path, query) = url::split(&example.url);
    let (sent_path, sent_query) = url::split(below);
    if !same_path(&url::path(path), &url::path(sent_path)) {
        found.push(format!("path: {sent_path} instead of {path}"));
    }
    let headers = headers(received);
    found.extend(query_difference(chain, query, sent_query, &headers));
    found.extend(header_differences(example, &headers));
    found.extend(body_difference(example, chain, received, &headers));
    found
}

/// The same for a request that is made by its path: there is nothing that the client adds.
pub fn by_hand(example: &Example, received: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if received["method"] != example.method.as_str() {
        found.push(format!("method: {} instead of {}", received["method"], example.method.as_str()));
    }
    let target = received["target"].as_str().unwrap_or_default();
    let below = target.strip_prefix(&format!("/{}", example.version.segment())).unwrap_or("?");
    let ((path, query), (sent_path, sent_query)) = (url::split(&example.url), url::split(below));
    if !same_path(&url::path(path), &url::path(sent_path)) {
        found.push(format!("path: {sent_path} instead of {path}"));
    }
    if url::query(query).len() != url::query(sent_query).len() {
        found.push(format!("query: {sent_query} instead of {query}"));
    }
    match &example.body {
        Body::Json(wanted) => {
            found.extend(difference(wanted, &received["body"], "").map(|at| format!("body: {at}")));
        }
        Body::Text(wanted) if received["text"] != wanted.as_str() => {
            found.push("body: other bytes".to_owned());
        }
        Body::None | Body::Text(_) => {}
    }
    found.extend(header_differences(example, &headers(received)));
    found
}

/// Keys in parentheses, names in another case, operations without namespace, arguments in another order and empty
/// parentheses are the same path.
pub fn same_path(left: &[Token], right: &[Token]) -> bool {
    let told = |token: &&Token| !matches!(token, Token::Arguments(values) if values.is_empty());
    let (left, right): (Vec<_>, Vec<_>) =
        (left.iter().filter(told).collect(), right.iter().filter(told).collect());
    left.len() == right.len() && left.iter().zip(&right).all(|(left, right)| same_token(left, right))
}

fn same_token(left: &Token, right: &Token) -> bool {
    match (left, right) {
        (Token::Segment(left) | Token::Key(left), Token::Segment(right) | Token::Key(right)) => {
            left == right || same_name(left, right, true)
        }
        (Token::File(left), Token::File(right)) => left == right,
        (Token::Arguments(left), Token::Arguments(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| {
                    right.iter().any(|(other, found)| name.eq_ignore_ascii_case(other) && value == found)
                })
        }
        (Token::Segment(_) | Token::Key(_) | Token::File(_) | Token::Arguments(_), _) => false,
    }
}

fn headers(received: &Value) -> Vec<(String, String)> {
    let pairs = received["headers"].as_array().into_iter().flatten();
    pairs.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()))).collect()
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Options count in any order, their names in any case.
fn query_difference(
    chain: &Way<'_>,
    example: &str,
    sent: &str,
    headers: &[(String, String)],
) -> Option<String> {
    let sorted = |query: &str| {
        let mut options: Vec<(String, String)> =
            url::query(query).into_iter().map(|(name, value)| options::normal(&name, &value)).collect();
        options.sort();
        options
    };
    let (wanted, mut found) = (sorted(example), sorted(sent));
    // The page demands it, and the client adds it, also where the example forgets it.
    let demanded = chain.documented.is_some_and(|documented| documented.consistency.is_some())
        && header(headers, "consistencylevel").is_some();
    if demanded && !wanted.iter().any(|(name, _)| name == "count") {
        found.retain(|(name, _)| name != "count");
    }
    if chain.call.kind == CallKind::Delta {
        for option in &mut found {
            without_state(option, &wanted);
        }
    }
    (wanted != found).then(|| format!("query: {sent} instead of {example}"))
}

/// Of what is selected of changes, the client asks for what it tells removed things by as well.
fn without_state(option: &mut (String, String), wanted: &[(String, String)]) {
    let (name, value) = option;
    let asked =
        wanted.iter().find(|(other, _)| name == "select" && other == name).map(|(_, asked)| asked.as_str());
    let more = asked.and_then(|asked| value.strip_prefix(asked));
    if let Some(more) = more
        && more.split(',').all(|name| ["", "id", "deleted"].contains(&name))
    {
        value.truncate(value.len() - more.len());
    }
}

fn header_differences(example: &Example, headers: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in &example.headers {
        let lower = name.to_ascii_lowercase();
        if !is_set_by_application(&lower) {
            continue;
        }
        let sent = header(headers, &lower).unwrap_or_default();
        let same = match lower.as_str() {
            "accept" => media_type(sent) == media_type(value),
            "prefer" => sent.contains(value.as_str()),
            "consistencylevel" => sent.eq_ignore_ascii_case(value),
            _ => sent == value,
        };
        if !same {
            found.push(format!("header: {name} is {sent:?} instead of {value:?}"));
        }
    }
    found
}

fn media_type(text: &str) -> String {
    text.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn body_difference(
    example: &Example,
    chain: &Way<'_>,
    received: &Value,
    headers: &[(String, String)],
) -> Option<String> {
    let sent = &received["body"];
    let text = received["text"].as_str().unwrap_or_default();
    match &example.body {
        Body::Json(wanted) if is_none(wanted, chain) => None,
        Body::Json(_) if matches!(chain.call.body, Sends::None) && is_read(example) => {
            Some(format!("{DOCUMENTATION}: {} with a body", example.method.as_str()))
        }
        Body::Json(wanted) if matches!(chain.call.body, Sends::None) => {
            Some(format!("body: the method sends none, the example {}", shortened(wanted)))
        }
        Body::Json(_) if matches!(chain.call.body, Sends::Binary(_)) => {
            Some("body: the method sends bytes, the example JSON".to_owned())
        }
        Body::Json(wanted) => {
            let kind = header(headers, "content-type").map(media_type);
            if kind.as_deref() != Some("application/json") {
                return Some(format!("body: of type {kind:?}"));
            }
            difference(wanted, sent, "").map(|difference| format!("body: {difference}"))
        }
        Body::Text(wanted) if matches!(chain.call.body, Sends::Binary(_)) || is_text(example, chain) => {
            let kind = header(headers, "content-type").map(media_type);
            let stated = example.header("content-type").map(media_type);
            if stated.is_some() && stated != kind {
                return Some(format!("body: of type {kind:?} instead of {stated:?}"));
            }
            (text != wanted).then(|| "body: other bytes".to_owned())
        }
        Body::Text(wanted) => {
            Some(format!("body: the example sends a text: {}", shortened(&wanted.as_str().into())))
        }
        // An action without parameters sends an object without members; bytes that the page does not print are ours.
        Body::None if text.is_empty() || matches!(chain.call.body, Sends::Binary(_)) => None,
        Body::None if text == "{}" && matches!(chain.call.body, Sends::Parameters(_)) => None,
        Body::None if matches!(chain.call.body, Sends::Model(_) | Sends::Patch(_)) => {
            Some(format!("{DOCUMENTATION}: the example leaves out the body"))
        }
        Body::None => Some(format!("body: the example sends none, the method {}", shortened(sent))),
    }
}

/// Neither has a body in any of the API's own definitions.
fn is_read(example: &Example) -> bool {
    matches!(example.method, Method::Get | Method::Delete)
}

/// An action without parameters may send an object without members, or nothing.
fn is_none(wanted: &Value, chain: &Way<'_>) -> bool {
    matches!(chain.call.body, Sends::None)
        && example_is_action(chain)
        && wanted.as_object().is_some_and(serde_json::Map::is_empty)
}

fn example_is_action(chain: &Way<'_>) -> bool {
    matches!(
        chain.call.kind,
        CallKind::Write | CallKind::Upsert | CallKind::WriteList | CallKind::LongRunning
    )
}

/// The first difference of two values. Derived types say their name also where the example does not.
fn difference(wanted: &Value, sent: &Value, at: &str) -> Option<String> {
    match (wanted, sent) {
        (Value::Object(wanted), Value::Object(sent)) => {
            let missing = wanted.iter().find_map(|(name, value)| match sent.get(name) {
                Some(found) => difference(value, found, &format!("{at}/{name}")),
                None => Some(format!("{at}/{name} is missing")),
            });
            let added = || {
                let mut names = sent.keys();
                let name =
                    names.find(|name| !wanted.contains_key(*name) && name.as_str() != "@odata.type")?;
                Some(format!("{at}/{name} is new"))
            };
            missing.or_else(added)
        }
        (Value::Array(wanted), Value::Array(sent)) if wanted.len() == sent.len() => {
            let mut pairs = wanted.iter().zip(sent).enumerate();
            pairs.find_map(|(number, (wanted, sent))| difference(wanted, sent, &format!("{at}/{number}")))
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => None,
        (Value::String(left), Value::String(right)) if same_text(left, right, at) => None,
        _ if wanted == sent => None,
        _ => Some(format!("{at} is {} instead of {}", shortened(sent), shortened(wanted))),
    }
}

/// Names of types with or without `#`, and addresses that name the same thing.
fn same_text(left: &str, right: &str, at: &str) -> bool {
    if at.ends_with("@odata.type") {
        return left.trim_start_matches('#') == right.trim_start_matches('#');
    }
    at.ends_with("@odata.id") && same_path(&below_version(left), &below_version(right))
}

/// The path of an address of the service, whatever its version.
fn below_version(address: &str) -> Vec<Token> {
    let path = address.trim().trim_start_matches(super::HOST);
    url::path(["/v1.0", "/beta"].iter().find_map(|version| path.strip_prefix(version)).unwrap_or(path))
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 80 { format!("{}…", text.chars().take(80).collect::<String>()) } else { text }
}

/// Whether the answer was read as the result of the call: the program says that nothing failed, and the result holds
/// what the answer shows.
pub fn reading(api: &Index<'_>, chain: &Way<'_>, answer: &Answer, end: &Value) -> Result<(), String> {
    let error = end["error"].as_str();
    if answer.status >= 400 {
        return match (error, end["status"].as_u64()) {
            (Some(_), Some(status)) if status == u64::from(answer.status) => Ok(()),
            _ => Err(format!("error: status {} became {end}", answer.status)),
        };
    }
    if let Some(error) = error {
        return Err(contradiction(chain, answer).unwrap_or_else(|| format!("error: {error}")));
    }
    let Some(body) = answer.body.json() else {
        return match (&answer.body, &chain.call.output) {
            (Body::Text(text), Output::Nothing) => Err(format!("lost: the answer is a text: {text:.60}")),
            _ => Ok(()),
        };
    };
    match &chain.call.output {
        Output::Binary => Ok(()),
        Output::Nothing if is_empty(body) => Ok(()),
        Output::Nothing => Err(format!("lost: the method gives nothing, the answer {}", shortened(body))),
        Output::Value(ty) | Output::Optional(ty) => shape(api, chain.call.kind, ty, body),
    }
}

/// Why an answer cannot be the one of the call, if it cannot.
fn contradiction(chain: &Way<'_>, answer: &Answer) -> Option<String> {
    let what = match (chain.call.kind, &answer.body) {
        (CallKind::Count, Body::None) => "a count without a number",
        // The call asks for a value because every page of it states a type.
        (_, Body::None) => "the answer leaves out the body that the page states",
        (CallKind::Delta, Body::Json(body)) if body["value"].is_array() => {
            "a page of changes without a link to the next"
        }
        (CallKind::List | CallKind::Delta, Body::Json(body)) if !body["value"].is_array() => {
            "a list without an array `value`"
        }
        _ => return None,
    };
    Some(format!("{DOCUMENTATION}: {what}"))
}

fn is_empty(body: &Value) -> bool {
    body.as_object().is_some_and(|members| members.keys().all(|name| name.contains('@')))
}

fn shape(api: &Index<'_>, kind: CallKind, ty: &ValueType, body: &Value) -> Result<(), String> {
    let ItemType::Model(path) = &ty.item else { return Ok(()) };
    if kind.is_paged() || ty.collection {
        let mut items = body["value"].as_array().into_iter().flatten();
        return items.try_for_each(|item| known(api, path, item));
    }
    known(api, path, body)
}

/// At least one member of an object must be known: an object of quite another type is not read, only kept.
fn known(api: &Index<'_>, path: &TypePath, item: &Value) -> Result<(), String> {
    let Some(declared) = api.structure(path) else { return Ok(()) };
    let Some(members) = item.as_object() else { return Ok(()) };
    let mut names = api.members(declared);
    let concrete = members.get("@odata.type").and_then(Value::as_str).and_then(|name| api.by_wire(name));
    names.extend(concrete.map(|concrete| api.members(concrete)).unwrap_or_default());
    let shown: BTreeSet<&String> = members.keys().filter(|name| !name.contains('@')).collect();
    // Of a type whose members are its instances' own business, all of them are kept.
    let open = declared.fields.is_empty() && declared.any.is_none();
    if open || shown.is_empty() || shown.iter().any(|name| names.contains(*name)) {
        return Ok(());
    }
    // Where an example of a derived type does not say so, the members are kept beside those of the base type.
    let derived = declared.any.iter().flat_map(|any| &any.variants);
    let mut derived =
        derived.filter_map(|variant| api.structure(&variant.path)).map(|found| api.members(found));
    if derived.any(|names| shown.iter().any(|name| names.contains(*name))) {
        return Ok(());
    }
    // One object in the envelope of a list.
    let inner = members.get("value").filter(|_| shown.len() == 1);
    let single = inner.map(|inner| match inner.as_array().map(Vec::as_slice) {
        Some([single]) => single,
        _ => inner,
    });
    match single.filter(|single| single.is_object()) {
        Some(inner) => known(api, path, inner),
        None if inner.is_some_and(Value::is_array) => {
            Err(format!("{DOCUMENTATION}: a list where there is one `{}`", declared.wire))
        }
        None if shown.len() == 1 && shown.iter().any(|name| declared.wire.ends_with(&format!(".{name}"))) => {
            Err(format!("{DOCUMENTATION}: `{}` within a member of its own name", declared.wire))
        }
        None => Err(format!("shape: no member of `{}` in {}", declared.wire, shortened(item))),
    }
}
