//! What the body of an error says. Graph has one shape for it, the services behind it and the proxies before it have many.
//!
//! In: bytes, as many as are kept of an error. Out: code, message, and what stands around them. Names of members are
//! compared without case; what stands in `error` counts before what stands beside it.

use serde_json::{Map, Value};

use super::{Detail, ErrorDetail, cut, markup};
use crate::model::json::{any_from_json, without_mark};

type Object = Map<String, Value>;

/// Graph's, and that of older OData services.
const WRAPPERS: [&str; 2] = ["error", "odata.error"];
/// Where several errors stand: a list, or lists of messages by the field that they are about.
const SEVERAL: &str = "errors";
const CODES: [&str; 3] = ["code", "errorCode", "faultCode"];
/// The most telling first: Graph's, a token service's, a problem's (RFC 9457), those of older services.
const MESSAGES: [&str; 9] = [
    "message",
    "error_description",
    "errorMessage",
    "detail",
    "title",
    "exceptionMessage",
    "faultString",
    "statusDescription",
    "description",
];
const INNER: [&str; 3] = ["innerError", "innerException", "internalException"];

/// Reads code, message and the rest from a body of whatever kind.
pub(crate) fn read(detail: &mut Detail, body: &[u8], content_type: Option<&str>) {
    let text = String::from_utf8_lossy(without_mark(body));
    match parsed(&text) {
        Some(value) => read_value(detail, value),
        None => read_plain(detail, text.trim(), content_type),
    }
}

/// An object or a list, also one that was cut off, or a JSON text.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    if !text.starts_with(['{', '[', '"']) && text != "null" {
        return None;
    }
    match any_from_json(text.as_bytes()) {
        Ok(value) => Some(value),
        Err(error) if error.is_eof() => cut::completed(text.trim_end_matches('\u{fffd}')),
        Err(_) => None,
    }
}

/// What is not JSON: text as it is, of pages what people would read. Anything else is not for people.
fn read_plain(detail: &mut Detail, text: &str, content_type: Option<&str>) {
    let strange = text.chars().filter(|c| matches!(c, '\0' | '\u{fffd}')).count();
    let shown = if strange * 20 > text.len() {
        String::new()
    } else if !text.starts_with('<') {
        text.to_owned()
    } else if let Some(message) = markup::element(text, "message") {
        detail.code = markup::element(text, "code");
        message
    } else {
        markup::text(text)
    };
    let nothing = || {
        let kind = content_type.filter(|kind| !kind.is_empty()).unwrap_or("no content type");
        if text.is_empty() { String::new() } else { format!("the answer is not JSON ({kind})") }
    };
    detail.message = if shown.is_empty() { nothing() } else { shown }.into();
}

fn read_value(detail: &mut Detail, value: Value) {
    match value {
        Value::Object(object) => read_object(detail, object),
        Value::Array(entries) => read_list(detail, entries),
        // Some services write their JSON twice.
        Value::String(text) => match parsed(&text) {
            Some(value @ (Value::Object(_) | Value::Array(_))) => read_value(detail, value),
            _ => detail.message = text.trim().to_owned().into(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first of several errors is the error, the others are its details.
fn read_list(detail: &mut Detail, entries: Vec<Value>) {
    for entry in entries {
        if detail.message.is_empty() && detail.code.is_none() {
            read_value(detail, entry);
        } else {
            detail.details.extend(one_detail(&entry));
        }
    }
}

fn read_object(detail: &mut Detail, mut object: Object) {
    match WRAPPERS.iter().find_map(|name| take(&mut object, name).filter(|value| !value.is_null())) {
        Some(Value::String(text)) => read_short(detail, text, &object),
        Some(value) => read_value(detail, value),
        None => {}
    }
    match take(&mut object, SEVERAL) {
        Some(Value::Array(entries)) => read_list(detail, entries),
        Some(Value::Object(fields)) => detail.details.extend(by_field(&fields)),
        _ => {}
    }
    complete(detail, &mut object);
}

/// `"error": "invalid_grant"` beside a description; without one the word is all there is.
fn read_short(detail: &mut Detail, text: String, beside: &Object) {
    if !text.contains(char::is_whitespace) && !text.is_empty() {
        detail.code = Some(text.clone());
    }
    detail.message = match (first_text(beside, &MESSAGES), &detail.code) {
        (None, _) => text.into(),
        (Some(description), Some(_)) => description.into(),
        (Some(description), None) => format!("{text}: {description}").into(),
    };
}

/// Takes from an object what is not known yet.
fn complete(detail: &mut Detail, object: &mut Object) {
    let ErrorDetail { code, message, target } = error_detail(object);
    detail.code = detail.code.take().or(code);
    detail.target = detail.target.take().or(target);
    if let Some(Value::Array(entries)) = take(object, "details") {
        detail.details.extend(entries.iter().filter_map(one_detail));
    }
    read_inner(detail, object);
    if detail.message.is_empty() {
        let inner = || detail.inner.iter().chain(&detail.details).find_map(|inner| inner.message.clone());
        detail.message = message.or_else(inner).unwrap_or_default().into();
    }
}

fn read_inner(detail: &mut Detail, error: &mut Object) {
    let mut level = inner_of(error);
    while let Some(value) = level.take() {
        detail.inner.extend(one_detail(&value));
        if let Value::Object(mut inner) = value {
            let id = |name| first_text(&inner, &[name]);
            detail.request_id = detail.request_id.take().or_else(|| id("request-id"));
            detail.client_request_id = detail.client_request_id.take().or_else(|| id("client-request-id"));
            level = inner_of(&mut inner);
        }
    }
}

/// Written in several ways by different services.
fn inner_of(error: &mut Object) -> Option<Value> {
    INNER.iter().find_map(|name| take(error, name))
}

/// An entry of a list, or a level of inner errors, if it says anything.
fn one_detail(value: &Value) -> Option<ErrorDetail> {
    let detail = match value {
        Value::Object(object) => error_detail(object),
        value => ErrorDetail { message: text(value), ..ErrorDetail::default() },
    };
    (detail != ErrorDetail::default()).then_some(detail)
}

fn error_detail(object: &Object) -> ErrorDetail {
    ErrorDetail {
        code: first_text(object, &CODES),
        message: first_text(object, &MESSAGES),
        target: first_text(object, &["target"]),
    }
}

/// `{"Name": ["is missing"]}`
fn by_field(fields: &Object) -> impl Iterator<Item = ErrorDetail> {
    fields.iter().filter_map(|(field, messages)| {
        let message = text(messages)?;
        Some(ErrorDetail { target: Some(field.clone()), message: Some(message), code: None })
    })
}

fn take(object: &mut Object, name: &str) -> Option<Value> {
    let found = object.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
    object.remove(&found?)
}

/// The first of these members that says something.
fn first_text(object: &Object, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        object.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).find_map(|(_, value)| text(value))
    })
}

/// A text that is not empty; of `{"lang": .., "value": ..}` its value, of several texts all.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(inner) => first_text(inner, &["value"])?,
        Value::Array(texts) => texts.iter().filter_map(text).collect::<Vec<_>>().join("; "),
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Detail {
        let mut detail = Detail::default();
        read(&mut detail, body.as_bytes(), Some("application/json"));
        detail
    }

    fn check(body: &str, code: Option<&str>, message: &str) {
        let detail = of(body);
        assert_eq!((detail.code.as_deref(), &*detail.message), (code, message), "{body}");
    }

    #[test]
    fn every_shape_keeps_its_message() {
        check(r#"{"error":{"code":"A","message":"m"}}"#, Some("A"), "m");
        check("\u{feff} \u{feff}{\"error\":{\"code\":\"A\",\"message\":\"m\"}}", Some("A"), "m");
        check(r#"{"error":{"code":7,"message":{"lang":"en","value":"m"}}}"#, Some("7"), "m");
        check(r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"m"}}}"#, Some("A"), "m");
        check(r#"{"Error":{"Code":"A","Message":"m"}}"#, Some("A"), "m");
        check(r#"{"error":"invalid_grant","error_description":"d"}"#, Some("invalid_grant"), "d");
        check(r#"{"error":"invalid_grant"}"#, Some("invalid_grant"), "invalid_grant");
        check(r#"{"error":"it broke"}"#, None, "it broke");
        check(r#"{"error":"it broke","message":"again"}"#, None, "it broke: again");
        check(r#"{"error":null,"code":"A","message":"m"}"#, Some("A"), "m");
        check(r#"{"error":true,"errorCode":"A","errorMessage":"m"}"#, Some("A"), "m");
        check(r#"{"error":{"code":"A"},"message":"m"}"#, Some("A"), "m");
        check(r#"{"Message":"m","ExceptionMessage":"n"}"#, None, "m");
        check(r#"{"message":"m"}"#, None, "m");
        check(r#"{"message":["m","n"],"statusCode":400}"#, None, "m; n");
        check(r#"{"type":"about:blank","title":"t","status":400,"detail":"d"}"#, None, "d");
        check(r#"[{"code":"A","message":"m"},{"code":"B","message":"n"}]"#, Some("A"), "m");
        check(r#"{"error":[{"code":"A","message":"m"}]}"#, Some("A"), "m");
        check(r#"{"errors":["m","n"]}"#, None, "m");
        check(r#""m""#, None, "m");
        check(r#""{\"error\":{\"code\":\"A\",\"message\":\"m\"}}""#, Some("A"), "m");
        check(r#"{"error":{"code":"","message":" ","innerError":{"message":"m"}}}"#, None, "m");
        check(r#"{"error":{"details":[{"message":"m"}]}}"#, None, "m");
        check(
            r#"{"error":{"code":"A","message":"m", oops"#,
            None,
            r#"{"error":{"code":"A","message":"m", oops"#,
        );
        check(r#"{"error":{"code":"A","message":"cut o"#, Some("A"), "cut o");
        check("Too many requests\r\n", None, "Too many requests");
        check("<html><h1>Bad gateway</h1></html>", None, "Bad gateway");
        check("<Error><Code>A</Code><Message>m</Message></Error>", Some("A"), "m");
        for nothing in ["", " ", "{}", "[]", "[1]", "null", r#""""#, r#"{"error":{}}"#, r#"{"error":[1]}"#] {
            check(nothing, None, "");
        }
    }

    #[test]
    fn what_nobody_can_read_is_named_by_its_type() {
        let said = |body: &[u8], kind| {
            let mut detail = Detail::default();
            read(&mut detail, body, kind);
            detail.message.into_owned()
        };
        assert_eq!(said(b"\x89PNG\0\0\0\x0d", Some("image/png")), "the answer is not JSON (image/png)");
        assert_eq!(said(b"\xff\xfe\0", None), "the answer is not JSON (no content type)");
        assert_eq!(said(b"<html></html>", Some("")), "the answer is not JSON (no content type)");
        assert_eq!(said(b"Zugriff f\xfcr niemanden", Some("text/plain")), "Zugriff f\u{fffd}r niemanden");
        assert_eq!(said(b" ", Some("text/plain")), "");
    }

    #[test]
    fn all_levels_and_details_are_kept() {
        let detail = of(r#"{"error":{"code":"A","message":"m","target":"t",
            "details":[{"code":"D","target":"x"},{"other":1},"text"],
            "innerError":{"code":"B","request-id":"r","InnerError":{"errorCode":"C","client-request-id":"c",
            "internalException":"deep"}}}}"#);
        assert_eq!(detail.target.as_deref(), Some("t"));
        let codes: Vec<_> = detail.inner.iter().map(|inner| inner.code.as_deref()).collect();
        assert_eq!(codes, [Some("B"), Some("C"), None]);
        assert_eq!(detail.inner[2].message.as_deref(), Some("deep"));
        assert_eq!(detail.details.len(), 2);
        assert_eq!(
            (detail.details[0].target.as_deref(), detail.details[1].message.as_deref()),
            (Some("x"), Some("text"))
        );
        assert_eq!(
            (detail.request_id.as_deref(), detail.client_request_id.as_deref()),
            (Some("r"), Some("c"))
        );
        let detail = of(r#"{"title":"invalid","errors":{"Name":["is missing","is short"],"Age":[]}}"#);
        assert_eq!((&*detail.message, detail.details.len()), ("invalid", 1));
        assert_eq!(detail.details[0].target.as_deref(), Some("Name"));
        assert_eq!(detail.details[0].message.as_deref(), Some("is missing; is short"));
        let detail = of(r#"[{"code":"A"},{"code":"B"},"text"]"#);
        assert_eq!((detail.code.as_deref(), detail.details.len()), (Some("A"), 2));
    }
}
