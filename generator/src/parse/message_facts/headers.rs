//! What a row says of a header: its value, and whether it must be sent.

use super::super::context::Context;
use super::super::lexicon::{Lexicon, fold};
use super::super::prose::{self, About};
use super::super::reading::{Reading, Sentence};
use super::super::text::Text;
use super::super::words::Phrase;
use super::leading_code;
use crate::page::HeaderRow;
use crate::source::Spanned;

/// A row of the headers table.
pub(in crate::parse) fn header(
    cx: &Context<'_>,
    mut name: Spanned<String>,
    cell: Option<&Text>,
) -> HeaderRow {
    let mut value = cell.and_then(|cell| header_value(cx, cell));
    if let Some((bare, rest)) = name.value.clone().split_once(':') {
        bare.trim().clone_into(&mut name.value);
        value = Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty()).or(value);
    }
    if !cx.lexicon.is_english()
        && let Some(original) = original_header(&name.value, cell.map_or("", |cell| cell.plain.as_str()))
    {
        original.clone_into(&mut name.value);
    }
    if name.value.eq_ignore_ascii_case("authorization") {
        // Whatever stands for the token: it is always a bearer's.
        value = None;
    }
    // "If-Match: {etag}", as the whole header is written.
    let unnamed = |value: String| match value.split_once(':') {
        Some((known, rest)) if known.trim().eq_ignore_ascii_case(&name.value) => rest.trim().to_owned(),
        _ => value,
    };
    let value = value.map(unnamed).filter(|value| !value.is_empty());
    let facts = cell.map(|cell| prose::facts(&cx.lexicon, &cx.links, cell, About::default()));
    let required = facts.and_then(|facts| facts.required);
    HeaderRow { name, value, required: required.or_else(|| cell.and_then(|cell| closing_word(cx, cell))) }
}

/// "Bearer {token} Required.": the last word says so without being a sentence.
fn closing_word(cx: &Context<'_>, cell: &Text) -> Option<bool> {
    let plain = cell.plain.trim_end_matches([' ', '.', '。']);
    let last = plain.rsplit([' ', '。']).next().map(fold)?;
    let says = |phrase| cx.lexicon.is_said_by(phrase, &last);
    if says(Phrase::Required) { Some(true) } else { says(Phrase::Optional).then_some(false) }
}

/// The name of a header that was translated, told by its value. `Content-Type` is no word and never translated.
fn original_header(name: &str, cell: &str) -> Option<&'static str> {
    if name.contains('-') || name.eq_ignore_ascii_case("accept") || name.eq_ignore_ascii_case("prefer") {
        return None;
    }
    let cell = cell.to_lowercase();
    if cell.contains("{token}") || cell.contains("<token>") || cell.starts_with("bearer") {
        return Some("Authorization");
    }
    cell.trim_start().starts_with("application/json").then_some("Accept")
}

/// The value or values that a cell states; sentences, status codes and names of other things are none.
fn header_value(cx: &Context<'_>, cell: &Text) -> Option<String> {
    let reading = Reading::new(&cx.lexicon, cell);
    let stated = |sentence: &&Sentence| {
        sentence.says(Phrase::Required).is_none() && sentence.says(Phrase::Optional).is_none()
    };
    let sentence = reading.sentences.iter().find(stated);
    if let Some(words) = sentence.and_then(|sentence| short_value(cx, &reading, sentence)) {
        return Some(words);
    }
    let is_value =
        |code: &&str| !code.is_empty() && !code.starts_with(['$', '@']) && leading_code(code).is_none();
    let codes: Vec<&str> = cell.codes().map(|(_, code)| code).filter(is_value).collect();
    (!codes.is_empty()).then(|| codes.join(", "))
}

/// A sentence that is nothing but a value.
fn short_value(cx: &Context<'_>, reading: &Reading<'_>, sentence: &Sentence) -> Option<String> {
    let range = reading.plain_range(&sentence.range);
    let words = reading.text.plain[range].trim().trim_end_matches(['.', '。', ',', ';']).trim();
    let (words, _) = words.split_once(". ").unwrap_or((words, ""));
    let words = without_requirement(&cx.lexicon, words);
    let few = words.split_whitespace().count() <= 2 && words.len() <= 80;
    let other = words.is_empty()
        || words.starts_with('$')
        || !words.is_ascii()
        || cx.lexicon.primitive(words).is_some();
    (few && !other && leading_code(words).is_none()).then(|| words.to_owned())
}

/// `Bearer {token} Required` without its last word.
fn without_requirement<'t>(lexicon: &Lexicon, words: &'t str) -> &'t str {
    [Phrase::Required, Phrase::Optional].into_iter().fold(words.trim(), |words, phrase| {
        lexicon.without_ending(phrase, words).trim_end_matches([' ', '(', '.', ',', ';'])
    })
}
