//! HTTP blocks: the lines of a request section, and whole messages of examples.
//!
//! In: the text of a code block. Out: [`RequestLine`]s, or a [`Message`] with its headers and JSON body. Paths are
//! kept as printed; only host, version and ` HTTP/1.1` go.

use std::ops::Range;

use super::json;
use super::spaces;
use super::steps;
use super::text::{Text, line_ranges};
use crate::odata::{ApiVersion, Method};
use crate::page::{RequestLine, Sample};
use crate::source::Spanned;

/// A line of a request section.
pub(crate) enum Line {
    Request(RequestLine),
    /// Nothing a reader could call; its range in the text.
    Unknown(Range<usize>),
}

/// The request lines of a block. What follows a request as its body is not looked at.
pub(crate) fn request_lines(text: &Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = false;
    for range in line_ranges(&text.plain) {
        let line = text.plain[range.clone()].trim();
        if let Some(request) = request_line(text, range.clone()) {
            lines.push(Line::Request(request));
        } else if line.starts_with(['{', '[']) {
            return lines;
        } else if may_be_request(line, blank && !lines.is_empty()) {
            lines.push(Line::Unknown(range));
        }
        blank = line.is_empty();
    }
    lines
}

/// Whether a line that is not a request should have been one.
fn may_be_request(line: &str, after_blank: bool) -> bool {
    !(line.is_empty() || after_blank || is_header(line) || line.starts_with(['#', '/']))
}

/// A whole message of an example.
#[derive(Debug)]
pub(crate) enum Message {
    Request {
        line: RequestLine,
        headers: Vec<(String, String)>,
        body: Option<Sample>,
        text: Option<String>,
    },
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Option<Sample>,
        text: Option<String>,
        json_expected: bool,
    },
}

/// The message that a code block shows, if its first line starts one.
pub(crate) fn message(text: &Text) -> Option<Message> {
    let mut lines = line_ranges(&text.plain).skip_while(|range| text.plain[range.clone()].trim().is_empty());
    let first = lines.next()?;
    let status = status_line(text.plain[first.clone()].trim());
    let line = if status.is_none() { Some(request_line(text, first.clone())?) } else { None };
    let mut headers = Vec::new();
    let mut body_start = text.plain.len();
    let mut text_start = text.plain.len();
    // The blank lines before the next words are looked through once.
    let mut blank_until = 0;
    for range in lines {
        let printed = text.plain[range.clone()].trim();
        if printed.is_empty() && range.end < blank_until {
            continue;
        }
        let rest = &text.plain[range.end..];
        let blank = if printed.is_empty() { rest.len() - rest.trim_start().len() } else { 0 };
        steps::take(blank + printed.len());
        blank_until = range.end + blank;
        if printed.is_empty() && rest[blank..].starts_with(['{', '[']) {
            (body_start, text_start) = (range.end, range.end);
            break;
        }
        if printed.starts_with(['{', '[']) {
            (body_start, text_start) = (range.start, range.start);
            break;
        }
        if let Some((name, value)) = printed.split_once(':').filter(|_| is_header(printed)) {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        } else if !printed.is_empty() && !headers.is_empty() && !printed.starts_with("//") {
            text_start = range.start;
            break;
        }
    }
    let body = sample(text, body_start);
    let printed = text.plain[text_start..].trim();
    let text = (body.is_none() && !printed.is_empty()).then(|| printed.to_owned());
    let json_expected = headers
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("content-type") && value.contains("json"));
    Some(match (status, line) {
        (Some(status), _) => Message::Response { status, headers, body, text, json_expected },
        (None, Some(line)) => Message::Request { line, headers, body, text },
        (None, None) => return None,
    })
}

/// The JSON that starts at `start`.
pub(crate) fn sample(text: &Text, start: usize) -> Option<Sample> {
    let read = json::read(text.plain.get(start..)?)?;
    Some(Sample { value: read.value, span: text.span(start + read.start..start + read.end) })
}

/// The version of the API that an absolute address names.
pub(crate) fn version(text: &str) -> Option<ApiVersion> {
    ApiVersion::ALL
        .into_iter()
        .find(|version| text.contains(&format!("graph.microsoft.com/{}/", version.segment())))
}

/// `VERB address`.
pub(crate) fn request_line(text: &Text, range: Range<usize>) -> Option<RequestLine> {
    let printed = &text.plain[range.clone()];
    let start = range.start + printed.len() - printed.trim_start().len();
    let printed = printed.trim();
    let verb = printed.split([' ', '\t', '\u{A0}', '/']).next()?;
    let method = method(verb)?;
    let address = printed[verb.len()..].trim();
    let offset = start + verb.len() + printed[verb.len()..].find(address).unwrap_or(0);
    let upper = address.to_ascii_uppercase();
    let protocol = upper.rfind("HTTP/").filter(|at| upper[..*at].ends_with(char::is_whitespace));
    let address = address[..protocol.unwrap_or(address.len())].trim_end();
    let path = path_of(address);
    if path.is_empty()
        || path.starts_with("**")
        || !path.starts_with(|c: char| c.is_ascii_alphanumeric() || "/{<~$(".contains(c))
    {
        return None;
    }
    let from = offset + address.len() - path.len();
    let span = text.span(from..offset + address.len());
    Some(RequestLine::new(method, Spanned::new(spaces::in_path(path).into_owned(), span)))
}

fn method(verb: &str) -> Option<Method> {
    match verb.to_ascii_uppercase().as_str() {
        "GET" => Some(Method::Get),
        "POST" => Some(Method::Post),
        "PUT" => Some(Method::Put),
        "PATCH" => Some(Method::Patch),
        "DELETE" => Some(Method::Delete),
        _ => None,
    }
}

/// Path and query of an address: without host and version.
pub(super) fn path_of(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let path = match rest {
        Some(rest) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => address,
    };
    for version in ["/v1.0/", "/beta/", "/V1.0/", "/Beta/", "/{version}/", "/v1/"] {
        if path.starts_with(version) {
            return &path[version.len() - 1..];
        }
    }
    path
}

fn status_line(line: &str) -> Option<u16> {
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case("HTTP")).map(|_| &line[4..])?;
    let code = |word: Option<&str>| word.and_then(|word| word.get(..3)?.parse().ok());
    let mut words = rest.split_whitespace();
    if rest.starts_with('/') {
        return Some(code(words.nth(1)).unwrap_or(200));
    }
    // The version was forgotten: `HTTP 201 Created`.
    code(words.next().filter(|_| rest.starts_with(' ')))
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    fn text(plain: &str) -> Text {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: plain.into(), corpus: 0 });
        Text::unmarked(page, plain, 0)
    }

    fn check(block: &str, expected: &[&str]) {
        let shown: Vec<String> = request_lines(&text(block))
            .iter()
            .map(|line| match line {
                Line::Request(request) => format!("{:?} {}", request.method, request.url.value),
                Line::Unknown(range) => format!("? {}", &block[range.clone()]),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_lose_host_and_version_only() {
        check(
            "GET /users/{id | userPrincipalName}/x HTTP/1.1\n\nPOST https://graph.microsoft.com/beta/me/y?$a=b\npatch me/z\n",
            &["Get /users/{id | userPrincipalName}/x", "Post /me/y?$a=b", "Patch me/z"],
        );
    }

    #[test]
    fn bodies_and_headers_are_no_requests() {
        check("POST /a\nContent-Type: application/json\n\n{\n \"x\": 1\n}\n", &["Post /a"]);
        check("FETCH /a\n", &["? FETCH /a"]);
        check("GET ** URI not found\n", &["? GET ** URI not found"]);
    }

    #[test]
    fn messages_have_headers_and_a_body() {
        let block =
            text("POST https://graph.microsoft.com/v1.0/a\nContent-type: application/json\n\n{\"b\": 1}\n");
        let Some(Message::Request { line, headers, body, text: None }) = message(&block) else {
            panic!("a request")
        };
        assert_eq!(line.url.value, "/a");
        assert_eq!(headers, [("Content-type".to_owned(), "application/json".to_owned())]);
        assert!(body.is_some());
        let Some(Message::Response { headers, body: None, text: found, .. }) =
            message(&text("HTTP/1.1 200 OK\nContent-type: text/plain\n\n893\n"))
        else {
            panic!("a response")
        };
        assert_eq!((headers.len(), found.as_deref()), (1, Some("893")));
        assert!(matches!(message(&text("HTTP 201 Created\n")), Some(Message::Response { status: 201, .. })));
        assert!(message(&text("HTTP headers\n")).is_none());
        let block = text("HTTP/1.1 204 No Content\n");
        assert!(matches!(message(&block), Some(Message::Response { status: 204, body: None, .. })));
        assert!(message(&text("int x = 1;")).is_none());
    }
}
