//! What an answer of an upload session means. Services differ in status, spelling and completeness: drives say 202 and
//! `nextExpectedRanges`, mail and tasks 200 and `NextExpectedRanges`, and any of them may leave the ranges out.

use serde_json::Value;

use crate::client::request::response::Response;

/// What a session says about what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// These ranges, of which one begins within the content.
    Missing(Vec<String>),
    /// Nothing: no range, or the next one would begin where the content ends.
    Nothing,
    /// Only bytes that the content does not have.
    Beyond,
    /// It does not say, or in no known way.
    Unsaid,
}

impl State {
    /// The state that an answer tells, for content of so many bytes.
    pub(super) fn of(body: &Value, total: u64) -> Self {
        let Some(ranges) = member(body, "nextExpectedRanges").and_then(read_ranges) else {
            return Self::Unsaid;
        };
        if ranges.is_empty() {
            return Self::Nothing;
        }
        match smallest_start(&ranges) {
            None => Self::Unsaid,
            Some(start) if start < total => Self::Missing(ranges),
            Some(start) if start == total => Self::Nothing,
            Some(_) => Self::Beyond,
        }
    }
}

/// What the answer to a slice means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The session goes on with these ranges.
    GoesOn(Vec<String>),
    /// The content is complete, and what the service made of it is in the answer.
    Ended,
    /// The content is complete, and the answer holds the session: one that defers the commit has no item yet.
    Complete,
    /// The service has made an item of it before everything was sent.
    EndedEarly,
    /// The state has to be asked for.
    Unclear,
}

/// Judges the answer, which is a success, to a slice of content of so many bytes.
pub(super) fn judge(response: &Response, total: u64, is_last: bool) -> Verdict {
    let body = body(response);
    let has_id = member(&body, "id").is_some();
    let status = response.status();
    match State::of(&body, total) {
        State::Missing(ranges) if is_last || !has_id => Verdict::GoesOn(ranges),
        _ if !is_last && (status == 201 || (status == 200 && has_id)) => Verdict::EndedEarly,
        _ if !is_last || is_page_for_people(response) => Verdict::Unclear,
        State::Nothing if !has_id => Verdict::Complete,
        State::Beyond => Verdict::Unclear,
        _ if matches!(status, 200 | 201) => Verdict::Ended,
        _ => Verdict::Unclear,
    }
}

/// The body as JSON; null where it is not JSON.
pub(super) fn body(response: &Response) -> Value {
    response.json().unwrap_or_default()
}

/// A member that is not null. Services write names in one case or the other.
pub(super) fn member<'v>(body: &'v Value, name: &str) -> Option<&'v Value> {
    let members = body.as_object()?.iter();
    members
        .filter(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_null())
        .map(|(_, value)| value)
        .next()
}

/// The ranges as texts: `"26-"`, `"0-25"`, `"26"`, 26, in a list or alone. `None` where one is nothing of the kind.
pub(super) fn read_ranges(value: &Value) -> Option<Vec<String>> {
    let text = |range: &Value| match range {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Array(ranges) => ranges.iter().map(text).collect(),
        single => text(single).map(|range| vec![range]),
    }
}

/// The smallest first byte; `None` where a range cannot be read, or there is none.
pub(super) fn smallest_start(ranges: &[String]) -> Option<u64> {
    let starts: Option<Vec<u64>> = ranges.iter().map(|range| start(range)).collect();
    starts?.into_iter().min()
}

fn start(range: &str) -> Option<u64> {
    let digits = range.split('-').next().unwrap_or_default().trim();
    // `parse` would take a sign too.
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Some gateways answer with a page of their own and 200.
fn is_page_for_people(response: &Response) -> bool {
    response.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::request::response::tests::response;

    fn check_state(body: &str, expected: &State) {
        let body = serde_json::from_str(body).unwrap_or_default();
        assert_eq!(State::of(&body, 100), *expected, "{body}");
    }

    fn missing(ranges: &[&str]) -> Vec<String> {
        ranges.iter().map(|range| (*range).to_owned()).collect()
    }

    #[test]
    fn states_in_all_spellings() {
        check_state(r#"{"nextExpectedRanges":["26-"]}"#, &State::Missing(missing(&["26-"])));
        check_state(r#"{"NextExpectedRanges":["26"]}"#, &State::Missing(missing(&["26"])));
        check_state(
            r#"{"nextExpectedRanges":null,"NextExpectedRanges":["100-","26-30"]}"#,
            &State::Missing(missing(&["100-", "26-30"])),
        );
        check_state(r#"{"nextExpectedRanges":[26]}"#, &State::Missing(missing(&["26"])));
        check_state(r#"{"nextExpectedRanges":"26-"}"#, &State::Missing(missing(&["26-"])));
        check_state(r#"{"nextExpectedRanges":[]}"#, &State::Nothing);
        check_state(r#"{"nextExpectedRanges":["100-"]}"#, &State::Nothing);
        check_state(r#"{"nextExpectedRanges":["101-","200-"]}"#, &State::Beyond);
        for unsaid in ["", "null", "[]", "{}", r#"{"nextExpectedRanges":null}"#] {
            check_state(unsaid, &State::Unsaid);
        }
        for unread in
            ["[null]", r#"["x-"]"#, r#"["-5"]"#, r#"["+5-"]"#, r#"["5-",""]"#, "[-5]", "[1.5]", "{}"]
        {
            check_state(&format!(r#"{{"nextExpectedRanges":{unread}}}"#), &State::Unsaid);
        }
    }

    fn check(status: u16, body: &str, is_last: bool, expected: &Verdict) {
        let found = judge(&response(status, &[], body), 100, is_last);
        assert_eq!(found, *expected, "{status} {body} {is_last}");
    }

    #[test]
    fn before_the_last_slice_only_ranges_go_on() {
        let goes_on = Verdict::GoesOn(missing(&["26-"]));
        for status in [200, 202] {
            check(status, r#"{"nextExpectedRanges":["26-"]}"#, false, &goes_on);
            check(status, r#"{"NextExpectedRanges":["26-"],"id":null}"#, false, &goes_on);
        }
        check(201, "", false, &Verdict::EndedEarly);
        check(201, r#"{"id":"x"}"#, false, &Verdict::EndedEarly);
        check(200, r#"{"id":"x"}"#, false, &Verdict::EndedEarly);
        check(200, r#"{"Id":"x","NextExpectedRanges":["26-"]}"#, false, &Verdict::EndedEarly);
        for status in [200, 202, 204] {
            for body in ["", "{}", "{", r#"{"nextExpectedRanges":[]}"#, r#"{"nextExpectedRanges":["100-"]}"#]
            {
                check(status, body, false, &Verdict::Unclear);
            }
        }
        check(202, r#"{"id":"x","nextExpectedRanges":["26-"]}"#, false, &Verdict::Unclear);
    }

    #[test]
    fn behind_the_last_slice_success_without_ranges_ends() {
        for status in [200, 201] {
            for body in ["", "{}", r#"{"id":"x"}"#, r#"{"id":"x","nextExpectedRanges":[]}"#] {
                check(status, body, true, &Verdict::Ended);
            }
            check(status, r#"{"nextExpectedRanges":null}"#, true, &Verdict::Ended);
            check(status, r#"{"NextExpectedRanges":["100"]}"#, true, &Verdict::Complete);
            check(status, r#"{"nextExpectedRanges":[]}"#, true, &Verdict::Complete);
            check(status, r#"{"nextExpectedRanges":["26-"]}"#, true, &Verdict::GoesOn(missing(&["26-"])));
            check(status, r#"{"nextExpectedRanges":["999-"]}"#, true, &Verdict::Unclear);
        }
        check(202, r#"{"nextExpectedRanges":[]}"#, true, &Verdict::Complete);
        check(202, r#"{"nextExpectedRanges":["26-"]}"#, true, &Verdict::GoesOn(missing(&["26-"])));
        check(202, "", true, &Verdict::Unclear);
        check(204, "", true, &Verdict::Unclear);
        let page = response(200, &[("content-type", "Text/HTML")], "<html>");
        assert_eq!(judge(&page, 100, true), Verdict::Unclear);
    }
}
