//! Halves of characters in JSON text.
//!
//! In: JSON text that could not be read. Out: the same text with the replacement character for every escape that is half
//! of a surrogate pair, if there was one. Services cut texts to a length (the preview of a message, say) and escape what
//! is left, so an emoji at the end comes as its first half; that must not cost a whole page of messages.

const REPLACEMENT: &[u8] = b"\\ufffd";

/// The text without lone halves; `None` if there are none.
pub(super) fn mended(text: &[u8]) -> Option<Vec<u8>> {
    let mut mended = text.to_vec();
    let mut any = false;
    let mut at = 0;
    while let Some(escape) = mended.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at += escape;
        match unit(&mended, at) {
            // An escape of two bytes; what is escaped may be a backslash.
            None => at += 2,
            Some(0xd800..=0xdbff) if matches!(unit(&mended, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended[at..at + 6].copy_from_slice(REPLACEMENT);
                any = true;
                at += 6;
            }
            Some(_) => at += 6,
        }
    }
    any.then_some(mended)
}

/// The number of a `\u` escape that begins at a place.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(unit << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let mended = mended(text.as_bytes()).map(|mended| String::from_utf8(mended).expect("text"));
        assert_eq!(mended.as_deref(), expected, "{text}");
    }

    #[test]
    fn lone_halves_are_replaced() {
        check(r#""\ud83d""#, Some(r#""\ufffd""#));
        check(r#""\uDE00\uD83D""#, Some(r#""\ufffd\ufffd""#));
        check(r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#));
        check(r#""\\\ud83dx""#, Some(r#""\\\ufffdx""#));
        check(r#""some text \u0041\ud83d""#, Some(r#""some text \u0041\ufffd""#));
        check(r#""some text \ud83d\ud83d""#, Some(r#""some text \ufffd\ufffd""#));
        check(r#""some text \ud83d\ude00\ud83d""#, Some(r#""some text \ud83d\ude00\ufffd""#));
        check(r#""some text \n\ud83d""#, Some(r#""some text \n\ufffd""#));
    }

    #[test]
    fn everything_else_stays() {
        for text in ["", "\\", "\\u", "\\ud83", r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u0041\n""#, "é"] {
            check(text, None);
        }
    }
}
