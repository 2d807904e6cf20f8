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
        push(&mut text, byte, is_plain(byte) || matches!(byte, b'@' | b'!' | b':' | b'=' | b'$'));
    }
    text
}

/// Whether OData takes a segment for a name, even where a key could stand: `$ref`, or a type or function by its full name.
pub(crate) fn reads_as_name(key: &str) -> bool {
    let begins = |start: &str| key.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    ["$", "microsoft.graph.", "graph."].into_iter().any(begins)
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

/// A query as an application typed it: what is encoded or has a meaning stays, what no URL can hold is encoded.
pub(crate) fn typed_query(query: &str) -> String {
    let mut text = String::with_capacity(query.len() + 8);
    let bytes = query.as_bytes();
    for (i, byte) in bytes.iter().copied().enumerate() {
        let escape = bytes.get(i + 1..i + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let holds = if byte == b'%' { escape } else { byte.is_ascii_graphic() && !b"#\"<>".contains(&byte) };
        push(&mut text, byte, holds);
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
    fn typed_queries_lose_nothing() {
        let check = |query: &str, expected: &str| assert_eq!(typed_query(query), expected);
        check("$filter=a eq 'https://b/c?d'&$top=5", "$filter=a%20eq%20'https://b/c?d'&$top=5");
        check("a=%27b%27+c%2B", "a=%27b%27+c%2B");
        check("a=100%&b=%zz&c=%4", "a=100%25&b=%25zz&c=%254");
        check("a='C#'\t\"ü\"", "a='C%23'%09%22%C3%BC%22");
    }

    #[test]
    fn query_values_cannot_leave_their_option() {
        assert_eq!(query("name eq 'a&b=c#d+e'"), "name%20eq%20'a%26b=c%23d%2Be'");
    }
}
