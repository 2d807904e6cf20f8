//! Spaces that no line is broken at, which stand inside of names where nobody sees that they are there.
//!
//! In: what a page prints. Out: the same without such spaces, where it is a name; between words they are spaces. That
//! `crate·Seal` is one name and `String·collection` are two words is told by the words that the language knows.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::Lexicon;

/// Whether no line is broken at a space.
pub(super) fn is_fixed(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// A name without such spaces; anything else as it is.
pub(super) fn in_name(printed: &str) -> Cow<'_, str> {
    if !printed.contains(is_fixed) {
        return Cow::Borrowed(printed);
    }
    let tight = printed.replace(is_fixed, "");
    if tight.chars().all(is_part) { Cow::Owned(tight) } else { Cow::Borrowed(printed) }
}

/// A type cell without such spaces in the names of types.
pub(super) fn in_type<'t>(lexicon: &Lexicon, printed: &'t str) -> Cow<'t, str> {
    joined(printed, |left, right| is_one_name(lexicon, left, right))
}

/// Whether what stands between two words is a fixed space within one name.
pub(super) fn is_within_name(lexicon: &Lexicon, text: &str, gap: Range<usize>) -> bool {
    let (left, right) = sides(&text[..gap.start], &text[gap.end..]);
    let fixed = text[gap].chars().all(is_fixed);
    fixed && !left.is_empty() && !right.is_empty() && is_one_name(lexicon, left, right)
}

/// Whether two words are the halves of the name of a type or a property, neither of them a word of its own.
fn is_one_name(lexicon: &Lexicon, left: &str, right: &str) -> bool {
    let whole = format!("{left}{right}");
    let knows = |word: &str| {
        let plain = !word.starts_with(|c: char| c.is_ascii_uppercase());
        lexicon.primitive(word).is_some()
            || lexicon.is_collection(word)
            || lexicon.is_joint(word)
            || lexicon.is_alternative(word)
            || (plain || !lexicon.is_english()) && lexicon.is_noun(word)
    };
    lexicon.primitive(&whole).is_some() || !knows(left) && !knows(right)
}

/// The names that end right before a gap and begin right behind it, by the texts on both sides; empty where there is none.
fn sides<'t>(left: &'t str, right: &'t str) -> (&'t str, &'t str) {
    let before = left.trim_end_matches(is_part).len();
    let behind = right.find(|c| !is_part(c)).unwrap_or(right.len());
    (&left[before..], &right[..behind])
}

/// Whether a character may be part of a name.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '#')
}

/// The path of a request without such spaces; the query keeps its own.
pub(super) fn in_path(printed: &str) -> Cow<'_, str> {
    let (path, query) = printed.split_at(printed.find('?').unwrap_or(printed.len()));
    if path.contains(is_fixed) {
        Cow::Owned(path.replace(is_fixed, "") + query)
    } else {
        Cow::Borrowed(printed)
    }
}

/// `printed` without the fixed spaces between two words that belong together.
pub(super) fn joined(printed: &str, together: impl Fn(&str, &str) -> bool) -> Cow<'_, str> {
    if !printed.contains(is_fixed) {
        return Cow::Borrowed(printed);
    }
    let mut text = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(is_fixed) {
        text.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches(is_fixed);
        let (left, right) = sides(&text, after);
        if left.is_empty() || right.is_empty() || !together(left, right) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_spaces_and_sentences_have() {
        assert_eq!(in_name("max\u{A0}Load"), "maxLoad");
        assert_eq!(in_name("max\u{202F}Load"), "maxLoad");
        assert_eq!(in_name("how much, all\u{A0}in all"), "how much, all\u{A0}in all");
        assert_eq!(in_path("/jars/{jar\u{A0}Id}?$filter=a\u{A0}eq 1"), "/jars/{jarId}?$filter=a\u{A0}eq 1");
    }

    #[track_caller]
    fn check_type(printed: &str, expected: &str) {
        assert_eq!(in_type(&Lexicon::for_locale(None), printed), expected);
    }

    #[test]
    fn words_of_a_type_stay_apart() {
        check_type("jar\u{A0}Lid", "jarLid");
        check_type("jar\u{A0}Lid\u{A0}collection", "jarLid collection");
        check_type("String\u{A0}collection", "String collection");
        check_type("Date\u{A0}Time\u{A0}Offset", "DateTimeOffset");
        check_type("Int\u{A0}32", "Int32");
        check_type("Collection of\u{A0}jar\u{A0}Type", "Collection of jarType");
        check_type("jar\u{A0}object", "jar object");
        check_type("microsoft.graph.\u{A0}jar", "microsoft.graph.jar");
    }
}
