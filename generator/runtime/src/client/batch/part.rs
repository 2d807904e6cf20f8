//! One answer of a batch as if it had come alone.

use azure_core::http::headers::{HeaderName, HeaderValue, Headers};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use serde_json::Value;

use super::answer::Answer;
use crate::client::request::{
    checked_header,
    response::{About, Response},
};

/// The answer by itself; `None` if it has no status.
pub(super) fn response(answer: &Answer, batch: &Response, about: &About) -> Option<Response> {
    let status = status(answer.status.as_ref()?)?;
    let raw = batch.body.slice(answer.body.clone());
    let mut part =
        Response { status, headers: headers(&answer.headers), body: Bytes::new(), about: about.clone() };
    part.body = body(raw, part.header("content-type").unwrap_or_default(), status);
    Some(part)
}

/// A status, as a number or a text: `200`, `"200"`, `"200 OK"`.
pub(super) fn status(value: &Value) -> Option<u16> {
    let number = match value {
        Value::String(text) => text.split_ascii_whitespace().next()?.parse().ok()?,
        value => u16::try_from(value.as_u64()?).ok()?,
    };
    (100..600).contains(&number).then_some(number)
}

fn headers(value: &Value) -> Headers {
    let mut headers = Headers::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        };
        if let Ok((name, text)) = checked_header(name, &text) {
            headers.insert(HeaderName::from(name), HeaderValue::from(text));
        }
    }
    headers
}

/// The body as it would have come alone: JSON as it was written, other content out of its base64.
fn body(raw: Bytes, content_type: &str, status: u16) -> Bytes {
    if raw.trim_ascii() == b"null" {
        return Bytes::new();
    }
    // What is not JSON at all is a page for people, which services forget to encode.
    let Ok(text) = serde_json::from_slice::<String>(&raw) else { return raw };
    let content_type = content_type.to_ascii_lowercase();
    if content_type.contains("json") {
        return json_in_text(&text).unwrap_or(raw);
    }
    // Texts come as they are or in base64, and so do errors of unknown type.
    let plain = content_type.starts_with("text/") || content_type.is_empty() && status >= 400;
    let decoded = if plain { text_in_base64(&text) } else { from_base64(&text) };
    decoded.unwrap_or_else(|| text.into())
}

/// The text that is in base64, if it surely is: a word seldom looks as if it were, and then it is not a text inside.
fn text_in_base64(text: &str) -> Option<Bytes> {
    let decoded = from_base64(text).filter(|_| text.len() >= 8 && text.len().is_multiple_of(4))?;
    let inside = std::str::from_utf8(&decoded).ok()?;
    inside.chars().all(|c| !c.is_control() || c.is_ascii_whitespace()).then_some(decoded)
}

/// The object or list that a text is, as it is or in base64. Some services write their JSON so.
fn json_in_text(text: &str) -> Option<Bytes> {
    let decoded = from_base64(text);
    let json = decoded.unwrap_or_else(|| Bytes::copy_from_slice(text.as_bytes()));
    let value: Value =
        serde_json::from_slice(json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&json)).ok()?;
    (value.is_object() || value.is_array()).then_some(json)
}

/// Bytes out of base64: of either alphabet, with or without padding, in one line or several.
pub(super) fn from_base64(text: &str) -> Option<Bytes> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    static STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    static URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
    let text = text.replace(['\r', '\n'], "");
    STANDARD.decode(&text).or_else(|_| URL_SAFE.decode(&text)).map(Bytes::from).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(raw: &str, content_type: &str, expected: &str) {
        let found = body(Bytes::copy_from_slice(raw.as_bytes()), content_type, 200);
        assert_eq!(found, expected, "{raw} {content_type}");
    }

    #[test]
    fn bodies_of_answers() {
        check(
            r#"{"a":1.10000000000000000000000001}"#,
            "application/json",
            r#"{"a":1.10000000000000000000000001}"#,
        );
        check(r#"{"a":1}"#, "", r#"{"a":1}"#);
        check(r#""a""#, "application/json; charset=x", r#""a""#);
        check(r#""aGk=""#, "image/png", "hi");
        check(r#""aGk""#, "image/png", "hi");
        check(r#""aG\r\nk=""#, "image/png", "hi");
        check(r#""aGk=""#, "", "hi");
        check(r#""not base64!""#, "image/png", "not base64!");
        check(r#""1234""#, "text/plain", "1234");
        check("1234", "text/plain", "1234");
        check(r#""UmVjZWl2ZWQ6IGZyb20NCg==""#, "text/plain", "Received: from\r\n");
        check(r#""password""#, "text/plain", "password");
        check(r#""TWFu""#, "text/plain", "TWFu");
        check(r#""<h1>\"no\"</h1>""#, "Text/HTML", "<h1>\"no\"</h1>");
        check("<h1>no</h1>", "text/html", "<h1>no</h1>");
        check(r#""eyJhIjoxfQ==""#, "application/json", r#"{"a":1}"#);
        check(r#""{\"a\":1}""#, "application/json", r#"{"a":1}"#);
        check("\"\u{feff}{\\\"a\\\":1}\"", "application/json", "\u{feff}{\"a\":1}");
        check(r#""MTIzNA==""#, "application/json", r#""MTIzNA==""#);
        check("null", "application/json", "");
        check("", "", "");
    }

    #[test]
    fn either_alphabet_of_base64_will_do() {
        assert_eq!(from_base64("_-8").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(from_base64("/+8=").as_deref(), Some(&[0xff, 0xef][..]));
    }

    #[test]
    fn errors_of_unknown_type_are_texts() {
        assert_eq!(body(Bytes::from_static(br#""NotFound""#), "", 404), "NotFound");
    }

    #[test]
    fn statuses() {
        let check = |value: Value, expected: Option<u16>| assert_eq!(status(&value), expected, "{value}");
        check(json!(204), Some(204));
        check(json!("204"), Some(204));
        check(json!("503 Service Unavailable"), Some(503));
        for none in [
            json!(null),
            json!(0),
            json!(-1),
            json!(600),
            json!(65_736),
            json!(200.5),
            json!("OK"),
            json!(""),
        ] {
            check(none, None);
        }
    }

    #[test]
    fn headers_of_all_kinds() {
        let found =
            headers(&json!({"Retry-After": 5, "Vary": ["a", "b"], "X": null, "a b": "c", "Y": "a\r\nb"}));
        let text = |name: &'static str| found.get_optional_str(&HeaderName::from(name));
        assert_eq!(
            (text("retry-after"), text("vary"), text("x"), text("y")),
            (Some("5"), Some("a, b"), None, None)
        );
        assert_eq!(headers(&json!("x")).iter().count(), 0);
    }
}
