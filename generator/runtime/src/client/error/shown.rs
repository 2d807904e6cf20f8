//! Errors and texts of others, fit for one line of a log: escaped, and cut off where they get too long.

use std::fmt::{self, Write as _};

use super::{ErrorDetail, GraphError};

/// How many characters of a message are shown.
const MESSAGE: usize = 250;
/// How many characters of a code or an id are shown.
const WORD: usize = 64;
/// How many characters of a template are shown.
const TEMPLATE: usize = 120;
/// How many entries of a list are shown.
const ENTRIES: usize = 10;

/// Shows at most so many characters of a text, on one line. What moves a cursor, turns the direction of writing around or
/// cannot be seen is escaped; letters of all languages stay, and so do quotes and backslashes.
pub(crate) struct Shown<'t>(pub(crate) &'t str, pub(crate) usize);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, mut room) = *self;
        for character in text.chars() {
            let escaped = escaped(character);
            let length = escaped.chars().count();
            if length > room {
                return f.write_char('…');
            }
            room -= length;
            f.write_str(&escaped)?;
        }
        Ok(())
    }
}

fn escaped(character: char) -> String {
    match character {
        '"' | '\'' | '\\' => character.to_string(),
        // Behind a letter, an accent is not a reason to escape; alone it would be.
        _ => String::from_iter(['a', character]).escape_debug().skip(1).collect(),
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = &*self.0;
        if let (Some(method), Some(template)) = (detail.method, &detail.template) {
            write!(f, "{method} {}: ", Shown(template, TEMPLATE))?;
        }
        if let Some(status) = detail.status {
            write!(f, "{status} ")?;
        }
        // A service that has but one word says it once.
        if let Some(code) = detail.code.as_deref().filter(|code| *code != detail.message) {
            write!(f, "{}: ", Shown(code, WORD))?;
        }
        let message = if detail.message.is_empty() { "no message" } else { &detail.message };
        write!(f, "{}", Shown(message, MESSAGE))?;
        let last = detail.inner.iter().rev().find_map(|inner| inner.code.as_deref());
        if let Some(code) = last.filter(|code| detail.code.as_deref() != Some(*code)) {
            write!(f, " [{}]", Shown(code, WORD))?;
        }
        let ids = [("request-id", &detail.request_id), ("client-request-id", &detail.client_request_id)];
        let mut separator = " (";
        for (name, id) in ids {
            if let Some(id) = id {
                write!(f, "{separator}{name} {}", Shown(id, WORD))?;
                separator = ", ";
            }
        }
        f.write_str(if separator == ", " { ")" } else { "" })
    }
}

impl fmt::Debug for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("GraphError");
        out.field("kind", &self.kind()).field("text", &format_args!("{self}"));
        for (name, entries) in [("inner", &self.0.inner), ("details", &self.0.details)] {
            if !entries.is_empty() {
                out.field(name, &&entries[..entries.len().min(ENTRIES)]);
            }
        }
        if let Some(body) = &self.0.body {
            out.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

/// Shows as much as the error itself would.
impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorDetail");
        let parts = [("code", &self.code), ("message", &self.message), ("target", &self.target)];
        for (name, text) in parts {
            if let Some(text) = text {
                out.field(name, &format_args!("{}", Shown(text, MESSAGE)));
            }
        }
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: usize, expected: &str) {
        assert_eq!(Shown(text, room).to_string(), expected);
    }

    #[test]
    fn one_line_whatever_is_in_it() {
        check("Resource 'a' \\ \"b\"", 40, "Resource 'a' \\ \"b\"");
        check("a\r\nb\tc\u{1b}[31m\0", 40, "a\\r\\nb\\tc\\u{1b}[31m\\0");
        check("\u{202e}evil\u{2066}\u{200b}\u{feff}\u{2028}\u{85}", 80, {
            "\\u{202e}evil\\u{2066}\\u{200b}\\u{feff}\\u{2028}\\u{85}"
        });
        check("für 名前 e\u{301} हिन्दी 😀", 40, "für 名前 e\u{301} हिन्दी 😀");
    }

    #[test]
    fn what_is_too_long_is_cut_off() {
        check("abc", 3, "abc");
        check("abcd", 3, "abc…");
        check("ab\n", 3, "ab…");
        check("ab\n", 4, "ab\\n");
        assert_eq!(Shown(&"\u{202e}".repeat(1 << 20), 100).to_string().chars().count(), 97);
    }
}
