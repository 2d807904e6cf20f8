//! Headers of a request as methods.
//!
//! In: headers. Out: methods. What the client sets by itself, and what belongs to the transport, is left out.

use super::code::Code;
use super::request::HttpRequest;
use crate::sdk::{CallKind, Documented};

/// The methods for the headers; `etag` says that the call takes the condition as its argument.
pub(super) fn headers(
    request: &HttpRequest,
    kind: CallKind,
    documented: Option<&Documented>,
    etag: bool,
) -> Vec<Code> {
    let mut codes = Vec::new();
    for (name, value) in &request.headers {
        let lower = name.to_ascii_lowercase();
        let by_client = match lower.as_str() {
            "consistencylevel" => documented.is_some_and(|found| found.consistency.is_some()),
            "prefer" => {
                value.eq_ignore_ascii_case("include-unknown-enum-members")
                    && documented.is_some_and(|found| found.unknown_members)
            }
            "if-match" => etag,
            "accept" => {
                let value = value.to_ascii_lowercase();
                value.starts_with("application/json") || value.starts_with("*/*")
            }
            _ => !is_set_by_application(&lower),
        };
        if by_client {
            continue;
        }
        let value_code = Code::literal(value);
        codes.push(match lower.as_str() {
            "if-match" => Code::method("if_match", vec![value_code]),
            "prefer" if kind == CallKind::Upsert && value.eq_ignore_ascii_case("create-if-missing") => {
                Code::method("create_if_missing", Vec::new())
            }
            _ => Code::method("header", vec![Code::literal(name), value_code]),
        });
    }
    codes
}

/// The headers that the page demands and the request does not have, beside those that the client sends by itself.
pub(super) fn missing<'d>(request: &HttpRequest, documented: Option<&'d Documented>) -> Vec<&'d str> {
    const BY_CLIENT: [&str; 4] = ["accept", "consistencylevel", "if-match", "prefer"];
    let demanded = documented.iter().flat_map(|found| &found.headers);
    let demanded = demanded.filter(|header| header.required == Some(true)).map(|header| header.name.as_str());
    let is_missing = |name: &&str| {
        let lower = name.to_ascii_lowercase();
        is_set_by_application(&lower)
            && !BY_CLIENT.contains(&lower.as_str())
            && request.header(name).is_none()
    };
    demanded.filter(is_missing).collect()
}

/// Whether a header, by its name in small letters, belongs to a request of the API rather than to its transport, or to the
/// browser that it was copied from.
pub fn is_set_by_application(lower: &str) -> bool {
    const OF_TRANSPORT: [&str; 22] = [
        "host",
        "authorization",
        "authentication",
        "content-length",
        "content-type",
        "user-agent",
        "connection",
        "cache-control",
        "accept-encoding",
        "expect",
        "cookie",
        "origin",
        "referer",
        "pragma",
        "dnt",
        "priority",
        "te",
        "transfer-encoding",
        // Pseudo-headers of HTTP/2, as browsers copy them.
        "authority",
        "method",
        "path",
        "scheme",
    ];
    !OF_TRANSPORT.contains(&lower) && !lower.starts_with("sec-") && !lower.starts_with("proxy-")
}
