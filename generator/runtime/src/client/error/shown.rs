//! Texts of others, fit for one line of a log: escaped, and cut off where they get too long.

use std::fmt::{self, Write as _};

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
        // Behind a letter, an accent is no reason to escape; alone it would be.
        _ => String::from_iter(['a', character]).escape_debug().skip(1).collect(),
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
