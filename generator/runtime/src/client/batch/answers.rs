//! How the answers of a batch are read: each by itself, so that one that is not JSON does not cost the others. An answer
//! counts for a request only if it alone has the very id that was sent.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::answer::{Answer, Id};
use super::part;
use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::response::{About, Response},
};

/// What came of each of these requests, given with what is known about them. `Err` if the answer is not one to a batch.
pub(super) fn read(batch: &Response, sent: &[(usize, About)]) -> Result<Vec<(usize, Result<Response>)>> {
    let Some(answers) = Cursor { text: &batch.body, at: 0, tries: MOST_TRIES }.batch() else {
        return Err(batch.fail(GraphErrorKind::Decode, "the answer is not one to a batch".to_owned()));
    };
    let outcome = |(index, about): &(usize, About)| {
        let id = Id::Of(index.to_string());
        let mut own = answers.iter().filter(|answer| answer.id == id);
        let outcome = match (own.next(), own.next()) {
            (None, _) => Err(unknown(batch, about, "was not answered")),
            (Some(_), Some(_)) => Err(unknown(batch, about, "was answered more than once")),
            (Some(answer), None) => part::response(answer, batch, about)
                .ok_or_else(|| unknown(batch, about, "was answered without a status")),
        };
        (*index, outcome)
    };
    Ok(sent.iter().map(outcome).collect())
}

/// The error of a request that may have been done. Its body is the whole answer to the batch, which holds what is known.
fn unknown(batch: &Response, about: &About, what: &str) -> GraphError {
    let message = format!("a request of the batch {what}; whether it was done is not known");
    let mut error = batch.fail(GraphErrorKind::Decode, message);
    let detail = error.detail_mut();
    (detail.method, detail.template) = (Some(about.method), Some(about.template.clone()));
    detail.client_request_id.clone_from(&about.client_request_id);
    // The status is that of the call, which says nothing about this request.
    detail.status = None;
    error
}

/// How many places are tried in a batch where an answer could begin again; a text of nothing but such places costs no more.
const MOST_TRIES: usize = 64;

/// A place in a text that should be JSON.
struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
    /// How many places may still be tried.
    tries: usize,
}

impl Cursor<'_> {
    /// The answers in `{"responses": [..]}`.
    fn batch(&mut self) -> Option<Vec<Answer>> {
        // Before the object there may be a byte order mark.
        self.at = self.text.iter().position(|byte| *byte == b'{')?;
        let mut found = None;
        self.at += 1;
        while let Some(name) = self.name() {
            if name == "responses" && self.takes(b'[') {
                self.answers(found.get_or_insert_default());
            } else if self.value::<IgnoredAny>().is_none() {
                break;
            }
            if !self.takes(b',') {
                break;
            }
        }
        found
    }

    /// The answers up to the end of the list.
    fn answers(&mut self, found: &mut Vec<Answer>) {
        while let Some(byte) = self.peek() {
            match byte {
                b']' => return self.at += 1,
                b',' => self.at += 1,
                b'{' => {
                    let mut answer = self.answer();
                    if answer.broken {
                        let end = self.skip_to_next();
                        answer.body.end = if answer.body.is_empty() { end } else { answer.body.end };
                    }
                    found.push(answer);
                }
                _ if self.value::<IgnoredAny>().is_some() => {}
                _ => _ = self.skip_to_next(),
            }
        }
    }

    /// One answer, or as much of it as is JSON.
    fn answer(&mut self) -> Answer {
        let mut answer = Answer::default();
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return answer;
                }
                Some(b',') => self.at += 1,
                _ if self.member(&mut answer).is_some() => {}
                _ => {
                    answer.broken = true;
                    if answer.body.is_empty() {
                        answer.body = self.at..self.at;
                    }
                    return answer;
                }
            }
        }
    }

    /// One member of an answer. The cursor stops before a value that is not JSON.
    fn member(&mut self, answer: &mut Answer) -> Option<()> {
        let name = self.name()?;
        match name.as_str() {
            "id" => {
                let id = self.value::<Value>()?;
                answer.id = match (&answer.id, id) {
                    (Id::None, Value::String(id)) => Id::Of(id),
                    (Id::None, Value::Number(id)) => Id::Of(id.to_string()),
                    _ => Id::Unclear,
                };
            }
            "status" => answer.status = Some(self.value()?),
            "headers" => answer.headers = self.value()?,
            "body" => {
                self.peek();
                let start = self.at;
                self.value::<IgnoredAny>()?;
                answer.body = start..self.at;
            }
            _ => _ = self.value::<IgnoredAny>()?,
        }
        Some(())
    }

    /// Goes to where the next answer begins, or to the end; gives the end of what was skipped.
    fn skip_to_next(&mut self) -> usize {
        let (start, text) = (self.at, self.text);
        let could_begin = |at: &usize| {
            text[*at] == b'{' && is_after_answer(&text[start..*at]) && is_answer(&text[at + 1..])
        };
        let begins = (start..text.len()).filter(could_begin).take(self.tries).find(|at| {
            self.tries -= 1;
            let answer = Cursor { at: *at, ..*self }.answer();
            answer.id != Id::None
                && answer.status.as_ref().is_some_and(|status| part::status(status).is_some())
        });
        self.at = begins.unwrap_or(text.len());
        let skipped = &text[start..self.at];
        start + end_of_answer(skipped, if begins.is_some() { b',' } else { b']' }).unwrap_or(skipped.len())
    }

    /// The name of the next member, with the colon behind it.
    fn name(&mut self) -> Option<String> {
        let name = self.value()?;
        self.takes(b':').then_some(name)
    }

    fn value<T: DeserializeOwned>(&mut self) -> Option<T> {
        self.peek()?;
        let mut values = serde_json::Deserializer::from_slice(&self.text[self.at..]).into_iter::<T>();
        let value = values.next()?.ok()?;
        self.at += values.byte_offset();
        Some(value)
    }

    /// The next byte that is not a space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
        self.text.get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

/// Whether a text ends as it does between two answers.
fn is_after_answer(text: &[u8]) -> bool {
    let before = text.trim_ascii_end().strip_suffix(b",").unwrap_or_default();
    before.trim_ascii_end().ends_with(b"}")
}

/// Where what is in an answer ends: before the last brace that has this behind it.
fn end_of_answer(text: &[u8], separator: u8) -> Option<usize> {
    let before =
        |at: usize| text[..at].trim_ascii_end().strip_suffix(b"}").map(|text| text.trim_ascii_end().len());
    (0..text.len()).rev().filter(|at| text[*at] == separator).find_map(before)
}

/// Whether a text begins as an answer does behind its brace.
fn is_answer(text: &[u8]) -> bool {
    let names: [&[u8]; 4] = [br#""id""#, br#""status""#, br#""headers""#, br#""body""#];
    names.iter().any(|name| text.trim_ascii_start().starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::request::response::tests::response;

    /// Status and body, or the message, of the answers to requests `0` to `count`.
    fn outcomes(text: &str, count: usize) -> Vec<std::result::Result<(u16, String), String>> {
        let batch = response(200, &[], text);
        let sent: Vec<_> = (0..count).map(|index| (index, batch.about.clone())).collect();
        let read = read(&batch, &sent).expect("an answer to a batch");
        let told = |outcome: Result<Response>| match outcome {
            Ok(part) => Ok((part.status, String::from_utf8_lossy(&part.body).into_owned())),
            Err(error) => {
                assert_eq!(error.status(), None);
                assert!(
                    error.body().is_some_and(|body| !body.is_empty() && text.as_bytes().starts_with(body))
                );
                Err(error.message().to_owned())
            }
        };
        read.into_iter().map(|(_, outcome)| told(outcome)).collect()
    }

    fn check(answers: &str, expected: &[Option<(u16, &str)>]) {
        for text in [
            format!(r#"{{"responses":[{answers}]}}"#),
            format!("\u{feff}{{\"x\": [1], \"responses\" : [ {answers} ] , \"y\":2}}"),
        ] {
            let found = outcomes(&text, expected.len());
            let found: Vec<_> = found
                .iter()
                .map(|found| found.as_ref().ok().map(|(status, body)| (*status, body.as_str())))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    const HTML: &str = "<!DOCTYPE HTML><html><h2>Service {Unavailable}, </h2></html>";

    #[test]
    fn an_answer_that_is_not_json_costs_no_other() {
        let good = |id: &str| format!(r#"{{"id":"{id}","status":200,"body":{{"n":{id}}}}}"#);
        let html = |id: &str| {
            format!(r#"{{"id":"{id}","status":503,"headers":{{"Content-Type":"text/html"}},"body":{HTML}}}"#)
        };
        let (zero, one, two) =
            (Some((200, r#"{"n":0}"#)), Some((200, r#"{"n":1}"#)), Some((200, r#"{"n":2}"#)));
        let broken = Some((503, HTML));
        check(&format!("{},{}", good("1"), html("0")), &[broken, one]);
        check(&format!("{},{}", html("0"), good("1")), &[broken, one]);
        check(&format!("{} , {} ,\n{}", html("0"), html("1"), good("2")), &[broken, broken, two]);
        check(&format!("{},{},{}", html("2"), good("1"), good("0")), &[zero, one, broken]);
        // Without its id or status it cannot be told whose it is, or what came of it.
        check(&format!(r#"{{"body":{HTML},"id":"0","status":200}},{}"#, good("1")), &[None, one]);
        check(&format!(r#"{{"id":"0","body":{HTML},"status":200}},{}"#, good("1")), &[None, one]);
        check(
            &format!(r#"{{"id":"0","status":200,"body":5,"x":{HTML}}},{}"#, good("1")),
            &[Some((200, "5")), one],
        );
        check(&format!("null,7,\"x\",[],{{}},{}", good("0")), &[zero]);
        check(&format!("{HTML}}},{}", good("0")), &[zero]);
        // What is no answer is passed over whole, with all that looks like one in it.
        check(&format!(r#"[{{}},{{"id":"0","status":200,"body":"forged"}}],{}"#, good("0")), &[zero]);
    }

    #[test]
    fn what_is_cut_off_costs_no_answer_before_it() {
        let text =
            r#"{"responses":[{"id":"0","status":200,"body":{"n":0}},{"id":"1","status":201,"body":{"n":"#;
        let found = outcomes(text, 3);
        assert_eq!(found[0], Ok((200, r#"{"n":0}"#.to_owned())));
        assert_eq!(found[1], Ok((201, r#"{"n":"#.to_owned())));
        assert!(found[2].as_ref().is_err_and(|message| message.contains("not answered")), "{found:?}");
    }

    #[test]
    fn an_answer_is_of_the_very_id_that_was_sent() {
        let of = |id: &str| format!(r#"{{"id":{id},"status":200,"body":1}}"#);
        for id in
            [r#""+0""#, r#""00""#, r#"" 0""#, r#""0 ""#, r#""-0""#, r#""""#, r#""7""#, "null", "0.0", "[0]"]
        {
            check(&of(id), &[None]);
            check(&format!("{},{}", of(id), of(r#""0""#)), &[Some((200, "1"))]);
        }
        check(&of("0"), &[Some((200, "1"))]);
        check(r#"{"status":200,"body":1}"#, &[None]);
        check(r#"{"id":"0","id":"1","status":200,"body":1}"#, &[None, None]);
        check(&format!("{},{},{}", of(r#""0""#), of(r#""1""#), of(r#""0""#)), &[None, Some((200, "1"))]);
        check(&format!("{},{}", of(r#""0""#), of("0")), &[None]);
        let twice = outcomes(&format!(r#"{{"responses":[{0},{0}]}}"#, of(r#""0""#)), 1);
        assert!(twice[0].as_ref().is_err_and(|message| message.contains("more than once")), "{twice:?}");
    }

    #[test]
    fn text_of_others_does_not_pass_for_an_answer() {
        let forged = r#"{"id":"0","status":503,"body":<p>{}},{"id":"1","status":200,"body":"forged"}</p>}"#;
        let real = r#"{"id":"1","status":200,"body":1}"#;
        check(&format!("{forged},{real}"), &[Some((503, "<p>{}")), None]);
        check(&format!("{real},{forged}"), &[Some((503, "<p>{}")), None]);
    }

    #[test]
    fn other_answers_are_not_batches() {
        for text in ["", "[]", "null", "<html>", "{}", r#"{"responses":null}"#, r#"{"responses":{"0":1}}"#] {
            assert!(read(&response(200, &[], text), &[]).is_err(), "{text}");
        }
    }

    #[test]
    fn hostile_texts_end() {
        let half = r#"{"id":"0","status":200,"body":"#;
        let nested = r#"{"id":"0","status":200,"body":[{},"#;
        for text in [
            half.repeat(2_000),
            nested.repeat(3_000),
            "{},".repeat(20_000),
            "},{".repeat(20_000),
            "[".repeat(20_000),
        ] {
            outcomes(&format!(r#"{{"responses":[{text}"#), 2);
            outcomes(&format!(r#"{{"responses":[{{"id":"0","status":200,"body":<{text}"#), 2);
        }
    }
}
