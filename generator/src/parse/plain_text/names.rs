//! Names of types in sentences that have lost their links.
//!
//! In: a sentence. Out: the same with every word marked bold that can only be a name, so that the readers of prose
//! find it as they find bold names in Markdown. A list that ran together is no name.

use super::super::lexicon::Lexicon;
use super::super::text::{MarkKind, Text};
use super::super::type_phrase::is_identifier;

/// Marks the names in `text`.
pub(super) fn mark(lexicon: &Lexicon, text: &mut Text) {
    let plain = text.plain.clone();
    let words = words(&plain);
    for (at, range) in words.iter().enumerate() {
        let word = &plain[range.clone()];
        let before = at.checked_sub(1).map(|at| &plain[words[at].clone()]);
        let after = words.get(at + 1).map(|range| &plain[range.clone()]);
        let announced = plain[..range.start].ends_with([':', '：']);
        if !announced && is_type_name(lexicon, word, before, after) {
            text.mark_range(MarkKind::Strong, range.clone());
        }
    }
}

/// `camelCase`, or a word between an article and "object": "and a user object in the response body".
fn is_type_name(lexicon: &Lexicon, word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let small = word.starts_with(|c: char| c.is_ascii_lowercase());
    if !small || !is_identifier(word) {
        return false;
    }
    let humps = word.chars().filter(char::is_ascii_uppercase).count();
    let article = before.is_some_and(|before| matches!(before, "a" | "an" | "of" | "the" | "new"));
    let noun = after.is_some_and(|after| lexicon.is_noun(after));
    let said_of_objects = lexicon.is_noun(word)
        || lexicon.is_collection(word)
        || matches!(word, "json" | "request" | "response");
    humps > 0 || (article && noun && !said_of_objects)
}

/// Runs of characters that names are made of.
fn words(plain: &str) -> Vec<std::ops::Range<usize>> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in plain.char_indices().chain([(plain.len(), ' ')]) {
        match (part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    #[track_caller]
    fn check(locale: &str, plain: &str, expected: &[&str]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.txt".into(), text: plain.into(), corpus: 0 });
        let mut text = Text::unmarked(page, plain, 0);
        mark(&Lexicon::for_locale(Some(locale)), &mut text);
        assert_eq!(text.strong().map(|(_, word)| word).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_are_told_by_their_shape_or_their_place() {
        check("en", "Returns 201 Created and a colourMix object.", &["colourMix"]);
        check("en", "Returns 200 OK and a colour object in the response object.", &["colour"]);
        check("zh-CN", "返回 201 Created 和 colourMix 对象。", &["colourMix"]);
    }

    #[test]
    fn words_and_lists_are_no_names() {
        check("en", "The object of the request, a JSON object.", &[]);
        check("zh-CN", "可取值为:warmVerycold", &[]);
    }
}
