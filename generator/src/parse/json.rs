//! A JSON reader that takes what documentation has for JSON.
//!
//! In: text that starts with `{` or `[`. Out: the value with all members in order, and where it ends. It accepts
//! comments, ellipses, trailing and missing commas, bare words, line breaks in strings, typographic and single
//! quotes, wrong and missing brackets. After the first bracket it fails only where there are more values than any page
//! shows, and it never goes deeper than a limit.

use std::iter::Peekable;
use std::str::CharIndices;

use super::limits::VALUES;
use super::spaces;
use super::steps;
use crate::page::Json;
use crate::source::is_invisible;

/// Deeper values are read as null.
const DEPTH: usize = 64;

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Read {
    pub(crate) value: Json,
    /// Where the value starts in the text.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
}

/// Reads the value at the start of `text`, if an object or array stands there.
pub(crate) fn read(text: &str) -> Option<Read> {
    let mut reader = Reader { text, chars: text.char_indices().peekable(), open: Vec::new(), left: VALUES };
    reader.skip();
    let start = reader.at();
    if !matches!(reader.peek(), Some('{' | '[')) {
        return None;
    }
    let value = reader.value();
    (reader.left > 0).then(|| Read { value, start, end: reader.at() })
}

struct Reader<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    /// Brackets that are open.
    open: Vec<char>,
    /// How many values may still come.
    left: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.chars.peek().map(|(_, c)| *c)
    }

    fn at(&mut self) -> usize {
        self.chars.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn rest(&mut self) -> &str {
        let at = self.at();
        &self.text[at..]
    }

    fn advance(&mut self, bytes: usize) {
        steps::take(bytes);
        let end = self.at() + bytes;
        while self.chars.next_if(|(at, _)| *at < end).is_some() {}
    }

    /// Goes past white space, comments and ellipses.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |found| found + 2)
            } else if rest.starts_with("<!--") {
                rest.find("-->").map_or(rest.len(), |found| found + 3)
            } else if rest.starts_with("...") {
                rest.len() - rest.trim_start_matches('.').len()
            } else {
                let blank = |c: char| c.is_whitespace() || matches!(c, '…' | '\u{200B}' | '\u{FEFF}');
                rest.len() - rest.trim_start_matches(blank).len()
            };
            if length == 0 {
                return;
            }
            self.advance(length);
        }
    }

    fn value(&mut self) -> Json {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            // Nothing is left to read, so that whatever is open ends here.
            self.chars = "".char_indices().peekable();
        }
        self.skip();
        match self.peek() {
            Some('{' | '[') if self.open.len() >= DEPTH => {
                self.skip_nested();
                Json::Null
            }
            Some('{') => self.object(),
            Some('[') => self.array(),
            Some(quote @ ('"' | '\'' | '“' | '”')) => Json::Text(self.string(quote)),
            Some(_) => self.bare_value(),
            None => Json::Null,
        }
    }

    /// Goes past brackets that are nested too deeply.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        for (_, c) in self.chars.by_ref() {
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Whether a closing bracket ends the value that is being read. A stray one is gone past.
    fn closes(&mut self, own: char, other: char, other_open: char) -> Option<bool> {
        match self.peek() {
            None => Some(true),
            Some(c) if c == own => {
                self.chars.next();
                Some(true)
            }
            Some(c) if c == other => {
                let (_, outer) = self.open.split_last()?;
                if outer.contains(&other_open) {
                    return Some(true);
                }
                self.chars.next();
                Some(false)
            }
            Some(',' | ';') => {
                self.chars.next();
                Some(false)
            }
            Some(_) => None,
        }
    }

    fn object(&mut self) -> Json {
        self.chars.next();
        self.open.push('{');
        let mut members = Vec::new();
        loop {
            self.skip();
            match self.closes('}', ']', '[') {
                Some(true) => break,
                Some(false) => continue,
                None => {}
            }
            let before = self.at();
            self.member(&mut members);
            if self.at() == before {
                self.chars.next();
            }
        }
        self.open.pop();
        Json::Object(members)
    }

    fn member(&mut self, members: &mut Vec<(String, Json)>) {
        let key = match self.peek() {
            Some(quote @ ('"' | '\'' | '“' | '”')) => self.string(quote),
            Some('{' | '[') => {
                // A value without a name: its members belong to no one.
                self.value();
                return;
            }
            _ => self.word(|c| matches!(c, ':' | ',' | '}' | ']' | '"' | '{' | '[' | '\n')),
        };
        let key = spaces::in_name(&key).into_owned();
        self.skip_blanks();
        let named = self.peek() == Some(':');
        if named {
            self.chars.next();
            self.skip();
        }
        if matches!(self.peek(), None | Some(',' | '}' | ']')) {
            if named || key_like(&key) {
                members.push((key, Json::Null));
            }
            return;
        }
        if !named && !matches!(self.peek(), Some('"' | '{' | '[' | '0'..='9' | 't' | 'f' | 'n')) {
            return;
        }
        if !named && !key_like(&key) {
            return;
        }
        let value = self.value();
        members.push((key, value));
    }

    /// Goes past white space, line breaks too, but not past comments.
    fn skip_blanks(&mut self) {
        while self.chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }

    fn array(&mut self) -> Json {
        self.chars.next();
        self.open.push('[');
        let mut items = Vec::new();
        loop {
            self.skip();
            match self.closes(']', '}', '{') {
                Some(true) => break,
                Some(false) => continue,
                None => {}
            }
            let before = self.at();
            items.push(self.value());
            self.skip();
            if self.peek() == Some(':') {
                // A member without braces around it.
                self.chars.next();
                let value = self.value();
                if let Some(Json::Text(key)) = items.pop() {
                    items.push(Json::Object(vec![(key, value)]));
                }
            }
            if self.at() == before {
                self.chars.next();
            }
        }
        self.open.pop();
        Json::Array(items)
    }

    fn string(&mut self, quote: char) -> String {
        self.chars.next();
        let mut text = String::new();
        while let Some((at, c)) = self.chars.next() {
            match c {
                '\\' => self.escape(&mut text),
                '"' | '”' if quote != '\'' => {
                    if self.ends_string(at + c.len_utf8()) {
                        break;
                    }
                    text.push(c);
                }
                '“' if quote == '“' || quote == '”' => break,
                '\'' if quote == '\'' => break,
                '\n' => {
                    // Blank lines are gone past at once, so that nobody looks through them again.
                    let rest = &self.text[at + 1..];
                    let blank = rest.len() - rest.trim_start().len();
                    steps::take(blank + 1);
                    if is_member(&rest[blank..]) {
                        let end = text.trim_end().trim_end_matches(',').len();
                        text.truncate(end);
                        break;
                    }
                    text.push(c);
                    text.push_str(&rest[..blank]);
                    self.advance(blank);
                }
                c if is_invisible(c) => {}
                c => text.push(c),
            }
        }
        text
    }

    /// Whether a quote is followed by something that can stand after a string.
    fn ends_string(&self, after: usize) -> bool {
        let rest = &self.text[after..];
        let next = rest.find(|c: char| c == '\n' || !c.is_whitespace());
        steps::take(next.unwrap_or(rest.len()));
        let Some(next) = next.and_then(|at| rest[at..].chars().next()) else { return true };
        if matches!(next, '\n' | ',' | ':' | '}' | ']' | '/' | '"' | ';' | '<' | '.' | '…' | '{' | '[' | '(')
        {
            return true;
        }
        // Words and another quote on the same line: the quote belongs to the text.
        let found = rest.find(['"', '\n']);
        steps::take(found.unwrap_or(rest.len()));
        found.is_none_or(|found| rest[found..].starts_with('\n'))
    }

    fn escape(&mut self, text: &mut String) {
        match self.chars.next().map(|(_, c)| c) {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('b' | 'f') => text.push(' '),
            Some('u') => {
                let digits: String = self.rest().chars().take(4).filter(char::is_ascii_hexdigit).collect();
                self.advance(digits.len());
                let code = u32::from_str_radix(&digits, 16).ok();
                let c = code.and_then(char::from_u32).unwrap_or('\u{FFFD}');
                text.extend(Some(c).filter(|c| !is_invisible(*c)));
            }
            Some(c) => text.push(c),
            None => {}
        }
    }

    fn word(&mut self, ends: impl Fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some((_, c)) = self.chars.next_if(|(_, c)| !ends(*c)) {
            word.extend(Some(c).filter(|c| !is_invisible(*c)));
        }
        word.trim().to_owned()
    }

    fn bare_value(&mut self) -> Json {
        let word = self.word(|c| matches!(c, ',' | '}' | ']' | '\n'));
        let word = word.split("//").next().unwrap_or_default().split("/*").next().unwrap_or_default();
        let word = word.split("...").next().unwrap_or_default().trim();
        match word {
            "true" | "True" => Json::Bool(true),
            "false" | "False" => Json::Bool(false),
            "null" | "" => Json::Null,
            number if is_number(number) => Json::Number(number.to_owned()),
            word => Json::Text(word.trim_matches(['"', '”']).to_owned()),
        }
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && word.parse::<f64>().is_ok_and(f64::is_finite)
}

fn key_like(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '#' | '-'))
}

/// Whether a line starts with `"name":`.
fn is_member(line: &str) -> bool {
    line.strip_prefix('"')
        .and_then(|line| line.split_once('"'))
        .is_some_and(|(key, after)| key_like(key) && after.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(json: &Json) -> String {
        match json {
            Json::Null => "null".into(),
            Json::Bool(value) => value.to_string(),
            Json::Number(number) => number.clone(),
            Json::Text(text) => format!("{text:?}"),
            Json::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
            Json::Object(members) => {
                let members: Vec<String> =
                    members.iter().map(|(key, value)| format!("{key}:{}", show(value))).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    fn check(input: &str, expected: &str) {
        let shown = read(input).map_or_else(String::new, |read| show(&read.value));
        assert_eq!(shown, expected, "{input}");
    }

    #[test]
    fn strict_json() {
        check(
            r#"{"a": 1, "b": [true, null, -2.5e3], "c": {"d": "e\nf"}}"#,
            r#"{a:1,b:[true,null,-2.5e3],c:{d:"e\nf"}}"#,
        );
        check("[]", "[]");
        check("text", "");
    }

    #[test]
    fn commas_and_comments() {
        check("{\"a\": 1,}", "{a:1}");
        check("{\"a\": 1\n\"b\": 2}", "{a:1,b:2}");
        check("{\"a\": \"x\"\n\"b\": 2}", r#"{a:"x",b:2}"#);
        check("{ // one\n\"a\": 1, /* two */ \"b\": 2 ... }", "{a:1,b:2}");
        check("{ /* x */ \"a\": [ ... ] }", "{a:[]}");
    }

    #[test]
    fn words_and_quotes() {
        check("{\"a\": Edm.Stream, b: true}", r#"{a:"Edm.Stream",b:true}"#);
        check("{“a”: “b”}", r#"{a:"b"}"#);
        check("{'a': 'b'}", r#"{a:"b"}"#);
        check("{\"a\": \"x\ny\"}", r#"{a:"x\ny"}"#);
        check("{\"a\": \"x,\n\"b\": 1}", r#"{a:"x",b:1}"#);
        check("{\"a\": \"say \"hi\" now\"}", r#"{a:"say \"hi\" now"}"#);
        check("{\"a\":, \"b\": 1}", "{a:null,b:1}");
    }

    #[test]
    fn brackets() {
        check("{\"a\": {\"b\": 1}", "{a:{b:1}}");
        check("{\"a\": [{\"b\": 1], \"c\": 2}", "{a:[{b:1}],c:2}");
        check("{\"a\": 1]}", "{a:1}");
        check("{\"a\": {Edm.Stream}}", "{a:{Edm.Stream:null}}");
        let deep = "[".repeat(10_000);
        assert!(read(&deep).is_some());
    }

    #[test]
    fn more_values_than_any_page_shows_are_not_read() {
        let of = |members: usize| format!("{{{}}}", "\"a\":1,".repeat(members));
        assert!(read(&of(VALUES / 2)).is_some());
        assert_eq!(read(&of(VALUES * 2)), None);
        assert_eq!(read(&format!("[{}]", "[],".repeat(VALUES))), None);
    }

    #[test]
    fn what_nobody_sees_is_not_there() {
        check("{\"a\u{202e}b\": \"c\\u202ed\u{200f}\", e\u{2066}: f\u{2069}}", r#"{ab:"cd",e:"f"}"#);
    }

    #[test]
    fn blank_lines_within_a_string_are_kept() {
        check("{\"a\": \"x\n \n\ny\", \"b\": 1}", r#"{a:"x\n \n\ny",b:1}"#);
        check("{\"a\": \"x\n\n \"b\": 1}", r#"{a:"x",b:1}"#);
    }

    #[test]
    fn the_end_is_told() {
        assert_eq!(read(" {} POST").map(|read| (read.start, read.end)), Some((1, 3)));
    }
}
