//! The lines of a plain-text page, and which of them are code.
//!
//! In: the text. Out: [`Line`]s with their offsets, and the ends of requests, responses and JSON among them.

use super::super::text::line_ranges;

/// A line without its line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Offset of its first byte in the page.
    pub(super) start: usize,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    line_ranges(text).map(|range| Line { start: range.start, text: &text[range] }).collect()
}

/// If code starts at line `at`: the line after its end.
pub(super) fn code(lines: &[Line<'_>], at: usize) -> Option<usize> {
    if starts_json(lines[at].text) {
        return Some(json_end(lines, at));
    }
    if !is_request(lines[at].text) && !is_status(lines[at].text) {
        return None;
    }
    let head = (at..lines.len())
        .find(|at| lines[*at].is_blank() || starts_json(lines[*at].text))
        .unwrap_or(lines.len());
    let body = (head..lines.len()).find(|at| !lines[*at].is_blank());
    match body {
        Some(body) if starts_json(lines[body].text) => Some(json_end(lines, body)),
        _ => Some(head),
    }
}

/// `GET /users`, `POST https://...`.
pub(super) fn is_request(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let method = words.next().is_some_and(|word| matches!(word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE"));
    let address = words
        .next()
        .is_some_and(|word| word.starts_with(['/', '~', '{']) || word.contains("://") || word.contains('/'));
    method && address
}

fn is_status(line: &str) -> bool {
    line.trim_start().starts_with("HTTP/")
}

fn starts_json(line: &str) -> bool {
    let line = line.trim();
    line == "{"
        || line == "["
        || line.starts_with("{\"")
        || (line.starts_with('{') && line.ends_with('}') && line.contains('"'))
}

/// The line after the one that closes the bracket of line `at`; brackets in strings do not count.
fn json_end(lines: &[Line<'_>], at: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, line) in lines[at..].iter().enumerate() {
        let mut in_string = false;
        let mut escaped = false;
        for character in line.text.chars() {
            match character {
                '"' if !escaped => in_string = !in_string,
                '{' | '[' if !in_string => depth += 1,
                '}' | ']' if !in_string => depth -= 1,
                _ => {}
            }
            escaped = character == '\\' && !escaped;
        }
        if depth <= 0 {
            return at + offset + 1;
        }
    }
    // Brackets that never close: the block ends where the page has its next blank line.
    (at..lines.len()).find(|at| lines[*at].is_blank()).unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let lines = lines(text);
        let found = code(&lines, 0)
            .map(|end| lines[..end].iter().map(|line| line.text).collect::<Vec<_>>().join("|"));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn requests_take_their_body_along() {
        check("POST /a/b\nX: y\n\n{\n \"c\": \"}\"\n\n}\nmore", Some("POST /a/b|X: y||{| \"c\": \"}\"||}"));
        check("GET /a\nGET /b\n\nwords", Some("GET /a|GET /b"));
        check("HTTP/1.1 204 No Content\n\nwords", Some("HTTP/1.1 204 No Content"));
    }

    #[test]
    fn words_are_no_code() {
        check("GET the thing", None);
        check("{id} is a placeholder", None);
    }

    #[test]
    fn json_that_never_ends_stops_at_a_blank_line() {
        check("{\n\"a\": [\n\nwords", Some("{|\"a\": ["));
    }
}
