//! Types that sentences name.
//!
//! In: a sentence about a body or an answer. Out: the type that it names by link, by bold words, by "representation of", or
//! bare where it is a primitive one; all of "an A or a B".

use std::ops::Range;

use super::super::context::Context;
use super::super::prose;
use super::super::reading::{Reading, Sentence};
use super::super::text::runs;
use super::super::type_phrase::{canonical, is_name, read_plain};
use super::super::words::Phrase;
use crate::page::{TypePhrase, TypeTerm};
use crate::source::Spanned;

/// The type that a sentence names by link, bold word, or "JSON representation of the X object".
pub(super) fn named_type(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    from: usize,
) -> Option<Spanned<TypePhrase>> {
    let range = from..sentence.range.end;
    let mut found = prose::types_named(&cx.lexicon, &cx.links, reading, &range);
    if found.is_empty() {
        found.extend(representation_of(cx, reading, sentence));
    }
    if found.is_empty() && !cx.lexicon.is_english() && reading.words(sentence).contains("json") {
        found.extend(beside_noun(cx, reading, sentence));
    }
    let mut found = found.into_iter();
    let first = found.next()?;
    let mut found = with_alternatives(cx, reading, first, found);
    found.value.collection |= is_collection(reading, sentence, &found);
    found.value = canonical(found.value);
    Some(found)
}

/// "[A] or [B]", "an [A], a [B] or a [C] object": the first with the others as further terms.
fn with_alternatives(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    mut first: Spanned<TypePhrase>,
    others: impl Iterator<Item = Spanned<TypePhrase>>,
) -> Spanned<TypePhrase> {
    let Some(mut before) = mark_of(reading, &first) else { return first };
    let mut terms = first.value.terms.clone();
    let mut alternative = false;
    let is_named = |found: &Spanned<TypePhrase>| matches!(found.value.terms[..], [TypeTerm::Named { .. }]);
    if !is_named(&first) {
        return first;
    }
    for other in others.take_while(is_named) {
        let Some(at) = mark_of(reading, &other).filter(|at| before.end <= at.start) else { break };
        let gap = &reading.text.plain[before.end..at.start];
        let words = || gap.split([' ', ',']).filter(|word| !word.is_empty());
        let is_glue = |word: &str| {
            cx.lexicon.is_alternative(word) || cx.lexicon.is_noun(word) || matches!(word, "a" | "an" | "the")
        };
        let joins = words().any(|word| cx.lexicon.is_alternative(word));
        if !words().all(is_glue) || !(joins || gap.contains(',')) {
            break;
        }
        alternative |= joins;
        terms.extend(other.value.terms);
        before = at;
    }
    if alternative {
        first.value.terms = terms;
    }
    first
}

/// Whether the words around a type say that there are many of it.
fn is_collection(reading: &Reading<'_>, sentence: &Sentence, found: &Spanned<TypePhrase>) -> bool {
    // The target of a link is no part of the gap.
    let named = mark_of(reading, found);
    sentence.all(Phrase::Collection).any(|hit| {
        let place = reading.plain_range(&hit.range);
        let gap = match named {
            Some(named) if place.start < named.start => named.start - place.end.min(named.start),
            Some(named) => place.start - named.end.min(place.start),
            None => {
                let place = reading.text.span(place);
                let before = found.span.start.saturating_sub(place.end);
                usize::try_from(before.max(place.start.saturating_sub(found.span.end))).unwrap_or(usize::MAX)
            }
        };
        gap <= 30
    })
}

/// The link or the bold words that a type was read from.
fn mark_of<'r>(reading: &'r Reading<'_>, found: &Spanned<TypePhrase>) -> Option<&'r Range<usize>> {
    let mut marks = reading.text.marks.iter().map(|mark| &mark.range);
    marks.find(|range| reading.text.span((*range).clone()) == found.span)
}

fn representation_of(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
) -> Option<Spanned<TypePhrase>> {
    let words = reading.words(sentence);
    let at = words
        .find("representation of ")
        .map(|at| at + 18)
        .or_else(|| words.find("representation for ").map(|at| at + 19))?;
    let rest = &words[at..];
    let skipped = ["the ", "a ", "an "]
        .iter()
        .find(|article| rest.starts_with(**article))
        .map_or(0, |article| article.len());
    let word = rest[skipped..]
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
        .next()?
        .trim_end_matches('.');
    let start = sentence.range.start + at + skipped;
    let plain = reading.plain_range(&(start..start + word.len()));
    let name = &reading.text.plain[plain.clone()];
    let next = rest[skipped + word.len()..].trim_start();
    let object = next.starts_with("object")
        || next.starts_with("resource")
        || next.is_empty()
        || next.starts_with('.');
    if !is_name(name) || !object || matches!(word, "object" | "resource" | "parameters") {
        return None;
    }
    let phrase = read_plain(&cx.lexicon, name, None)?;
    Some(Spanned::new(canonical(phrase), reading.text.span(plain)))
}

/// In other languages: a name that a noun such as "object" stands right beside.
fn beside_noun(cx: &Context<'_>, reading: &Reading<'_>, sentence: &Sentence) -> Option<Spanned<TypePhrase>> {
    let range = reading.plain_range(&sentence.range);
    let text = &reading.text.plain[range.clone()];
    for Range { start, end } in runs(text, |c| c.is_ascii_alphanumeric() || c == '_') {
        let word = &text[start..end];
        let camel = is_name(word) && word.starts_with(|c: char| c.is_ascii_lowercase()) && word.len() > 1;
        let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
        let beside = cx.lexicon.nouns().any(|noun| after.starts_with(noun) || before.ends_with(noun));
        if camel && beside && !cx.lexicon.is_noun(word) && word != "json" {
            let phrase = read_plain(&cx.lexicon, word, None)?;
            let place = range.start + start..range.start + end;
            return Some(Spanned::new(canonical(phrase), reading.text.span(place)));
        }
    }
    None
}

/// "a String", "an Edm.Boolean object", "a String collection": a primitive type without marks.
pub(super) fn bare_type(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
) -> Option<Spanned<TypePhrase>> {
    let words = reading.words(sentence);
    let after =
        words.rfind(" a ").map(|at| at + 3).into_iter().chain(words.rfind(" an ").map(|at| at + 4)).max()?;
    let rest = &words[after..];
    let end = [" in the response", " object", " value", " type"]
        .iter()
        .filter_map(|end| rest.find(end))
        .min()
        .unwrap_or(rest.len());
    let named = rest[..end].trim().trim_end_matches('.');
    if named.split_whitespace().count() > 2 || matches!(named, "" | "json" | "url" | "object" | "list") {
        return None;
    }
    let phrase = read_plain(&cx.lexicon, named, None)?;
    let primitive = phrase.terms.iter().all(|term| matches!(term, TypeTerm::Primitive(_)));
    let start = sentence.range.start + after;
    primitive.then(|| {
        Spanned::new(canonical(phrase), reading.text.span(reading.plain_range(&(start..start + named.len()))))
    })
}
