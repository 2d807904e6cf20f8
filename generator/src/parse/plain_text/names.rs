//! Names of types in sentences that have lost their links.
//!
//! In: a sentence. Out: the same with every word marked bold that can only be a name, so that the readers of prose
//! find it as they find bold names in Markdown. A list that ran together is no name.

use super::super::lexicon::Lexicon;
use super::super::permissions::names::VERBS;
use super::super::text::{MarkKind, Text, runs};
use super::super::type_phrase::is_identifier;
use crate::odata::singulars;

/// What the page is about: the words of its file name and of its title, lower case.
#[derive(Debug, Default)]
pub(super) struct Subject {
    words: Vec<String>,
}

impl Subject {
    pub(super) fn new(slug: &str, title: &str) -> Self {
        let parts = slug.split('-').chain(words(title).into_iter().map(|range| &title[range]));
        Self { words: parts.filter(|part| part.len() > 1).map(str::to_lowercase).collect() }
    }

    /// Whether the page is about a type of this name, or about several.
    fn holds(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.words.iter().any(|known| *known == word || singulars(known).any(|one| one == word))
    }
}

/// Marks the names in `text`.
pub(super) fn mark(lexicon: &Lexicon, subject: &Subject, text: &mut Text) {
    let plain = text.plain.clone();
    let words = words(&plain);
    for (at, range) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &plain[words[at].clone()]);
        let announced = plain[..range.start].ends_with([':', '：']);
        if !announced && is_type_name(lexicon, subject, &plain, range, before) {
            text.mark_range(MarkKind::Strong, range.clone());
        }
    }
}

/// Marks what is left of the marks of notes in a cell of permissions: `Yard.Read.All1,2`, "Not supported.3".
pub(super) fn mark_notes(cell: &mut Text) {
    let plain = cell.plain.clone();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark =
        |rest: &str| is_number(rest) || (rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_lowercase()));
    for range in runs(&plain, |c| c.is_ascii_alphanumeric()) {
        let word = &plain[range.clone()];
        let within = plain[..range.start].ends_with('.');
        let verb = VERBS
            .into_iter()
            .filter_map(|verb| word.strip_prefix(verb))
            .find(|rest| within && !rest.is_empty() && is_mark(rest));
        if let Some(rest) = verb.or(is_number(word).then_some(word)) {
            cell.mark_range(MarkKind::Note, range.end - rest.len()..range.end);
        }
    }
}

/// `camelCase`; or a word before "object" that an article, another script or the page itself sets apart: "and a user
/// object in the response body".
fn is_type_name(
    lexicon: &Lexicon,
    subject: &Subject,
    plain: &str,
    range: &std::ops::Range<usize>,
    before: Option<&str>,
) -> bool {
    let word = &plain[range.clone()];
    if !is_identifier(word) {
        return false;
    }
    let small = word.starts_with(|c: char| c.is_ascii_lowercase());
    if small && word.contains(|c: char| c.is_ascii_uppercase()) {
        return true;
    }
    let said_of_objects = lexicon.is_noun(word)
        || lexicon.is_collection(word)
        || matches!(word.to_ascii_lowercase().as_str(), "json" | "request" | "response" | "odata" | "http");
    if said_of_objects {
        return false;
    }
    let humps = word.chars().filter(char::is_ascii_uppercase).count();
    let article = before.is_some_and(|before| matches!(before, "a" | "an" | "of" | "the" | "new"));
    let foreign = plain[..range.start].trim_end().ends_with(|c: char| !c.is_ascii());
    let noun_behind = starts_with_noun(lexicon, &plain[range.end..]);
    let noun_before = before.is_some_and(|before| lexicon.is_noun(before));
    (noun_behind && ((small && (article || foreign)) || (humps > 1 && humps < word.len())))
        || ((noun_behind || (noun_before && !lexicon.is_english())) && subject.holds(word))
}

/// Whether the text goes on with a noun such as "object" or with a word for many.
fn starts_with_noun(lexicon: &Lexicon, rest: &str) -> bool {
    let rest = rest.trim_start();
    let starts = |noun: &str| {
        rest.get(..noun.len()).is_some_and(|start| start.eq_ignore_ascii_case(noun))
            && !(noun.is_ascii() && rest[noun.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    lexicon.nouns().chain(lexicon.collection_words()).any(starts)
}

/// Runs of characters that names are made of.
fn words(plain: &str) -> Vec<std::ops::Range<usize>> {
    runs(plain, |c| c.is_ascii_alphanumeric() || c == '_')
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
        mark(&Lexicon::for_locale(Some(locale)), &Subject::new("shade-list", "List shades"), &mut text);
        assert_eq!(text.strong().map(|(_, word)| word).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_are_told_by_their_shape_or_their_place() {
        check("en", "Returns 201 Created and a colourMix object.", &["colourMix"]);
        check("en", "Returns 200 OK and a colour object in the response object.", &["colour"]);
        check("zh-CN", "返回 201 Created 和 colourMix 对象。", &["colourMix"]);
        check("zh-CN", "返回 200 OK 和 colour 对象。", &["colour"]);
        check("en", "Returns 200 OK and the updated shade object.", &["shade"]);
        check("en", "Returns 200 OK and list of Shade resources.", &["Shade"]);
        check("en", "Returns 200 OK and ColourMix object.", &["ColourMix"]);
        check("pt-BR", "Retorna 200 OK e um objeto shade.", &["shade"]);
    }

    #[test]
    fn words_and_lists_are_no_names() {
        check("en", "The object of the request, a JSON object, an HTTPS object.", &[]);
        check("en", "Returns 200 OK and the updated colour objection.", &[]);
        check("zh-CN", "可取值为:warmVerycold", &[]);
    }
}
