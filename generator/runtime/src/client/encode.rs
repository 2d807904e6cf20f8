//! Percent-encoding of path segments and query values, and the rules for what may be a segment at all.

use std::fmt::Write as _;

/// Characters that stay as they are in a key: those that no server takes for a delimiter.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Encodes a key as exactly one path segment. `Err` names what makes it impossible.
pub(crate) fn segment(key: &str) -> Result<String, &'static str> {
    match key {
        "" => return Err("an empty key"),
        "." | ".." => return Err("a key that is a dot segment"),
        _ => {}
    }
    let mut text = String::with_capacity(key.len() + 8);
    for (i, byte) in key.bytes().enumerate() {
        // A colon at the end would begin path addressing, one inside (`19:...@thread.v2`) is an ordinary character.
        let colon = byte == b':' && i + 1 < key.len();
        push(&mut text, byte, is_plain(byte) || colon || matches!(byte, b'@' | b'!' | b',' | b'='));
    }
    Ok(text)
}

/// Encodes a value that stands inside of a segment between quotes or parentheses.
pub(crate) fn argument(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for byte in value.bytes() {
        push(&mut text, byte, is_plain(byte) || matches!(byte, b'@' | b'!' | b':' | b'='));
    }
    text
}

/// Encodes a query value; characters that OData uses and no server mistakes stay readable.
pub(crate) fn query(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for byte in value.bytes() {
        let readable = matches!(
            byte,
            b'$' | b',' | b'\'' | b'(' | b')' | b':' | b'@' | b'/' | b'*' | b'=' | b';' | b'!'
        );
        push(&mut text, byte, is_plain(byte) || readable);
    }
    text
}

fn push(text: &mut String, byte: u8, plain: bool) {
    if plain {
        text.push(char::from(byte));
    } else {
        // Writing to a String cannot fail.
        let _ = write!(text, "%{byte:02X}");
    }
}

/// Whether a path as an application typed it has a dot segment, written out or encoded.
pub(crate) fn has_dot_segment(path: &str) -> bool {
    path.split(['/', '\\']).any(|segment| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, expected: &str) {
        assert_eq!(segment(key).as_deref(), Ok(expected), "{key}");
    }

    #[test]
    fn keys_become_one_segment() {
        check("adele@contoso.com", "adele@contoso.com");
        check("a/b", "a%2Fb");
        check("a?b#c&d", "a%3Fb%23c%26d");
        check("guest_x.com#EXT#@contoso.com", "guest_x.com%23EXT%23@contoso.com");
        check("AAMkAGI=", "AAMkAGI=");
        check("19:abc@thread.tacv2", "19:abc@thread.tacv2");
        check("end:", "end%3A");
        check("$batch", "%24batch");
        check("x(y='z')", "x%28y=%27z%27%29");
        check("%2e%2e", "%252e%252e");
        check("a+b c", "a%2Bb%20c");
        check("übung", "%C3%BCbung");
        check("...", "...");
        check("a\\..\\b\r\n", "a%5C..%5Cb%0D%0A");
    }

    #[test]
    fn dot_segments_and_nothing_are_refused() {
        for key in ["", ".", ".."] {
            assert!(segment(key).is_err(), "{key}");
        }
        assert!(
            has_dot_segment("/users/../admin") && has_dot_segment("/a/%2E%2e") && has_dot_segment("a\\.\\b")
        );
        assert!(!has_dot_segment("/users/a..b/...") && !has_dot_segment("/"));
    }

    #[test]
    fn query_values_cannot_leave_their_option() {
        assert_eq!(query("name eq 'a&b=c#d+e'"), "name%20eq%20'a%26b=c%23d%2Be'");
    }
}
