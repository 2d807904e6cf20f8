//! Names of types from titles, headings, anchors and file names.
//!
//! In: a heading. Out: [`StatedName`] with the part of the page that says it, so that resolving knows whether the
//! case can be trusted.

use super::context::Context;
use super::cursor::Heading;
use super::lexicon::fold;
use super::spaces;
use super::type_phrase::{is_identifier, is_name};
use crate::page::{NameSource, StatedName};
use crate::source::{Span, Spanned};

/// The name in a title such as "X resource type", in any language.
pub(super) fn from_heading(cx: &Context<'_>, heading: &Heading) -> Option<Spanned<StatedName>> {
    let plain = &*spaces::in_type(&cx.lexicon, &heading.text.plain);
    // The site ends its titles with its own name.
    let words: Vec<&str> = plain
        .split(" - Microsoft Graph ")
        .next()
        .unwrap_or_default()
        .split(|c: char| c.is_whitespace() || "()（）\"“”:：,".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let rest: Vec<&str> = words.iter().copied().filter(|word| !is_title_word(cx, word)).collect();
    let stem = heading.anchor.as_deref().map(anchor_stem);
    let fits = |word: &str| {
        stem.as_deref()
            .is_none_or(|stem| squash(stem) == squash(word) || squash(stem).ends_with(&squash(word)))
    };
    let name = match &rest[..] {
        [one] if is_name(one) && fits(one) => (*one).to_owned(),
        [] => words.first().filter(|word| is_name(word)).map(|word| (*word).to_owned())?,
        _ => {
            // A name with a translated word glued to it, or among other words: the anchor tells which it is.
            let glued = words.iter().map(|word| ascii_run(word));
            // Of an anchor of several words, one of them is no name.
            let whole = |word: &str| {
                stem.as_deref().is_some_and(|stem| !stem.contains('-') || squash(stem) == squash(word))
            };
            glued
                .filter(|word| is_identifier(word))
                .find(|word| whole(word) && fits(word) && word.len() > 1)?
                .to_owned()
        }
    };
    let start = heading.text.plain.find(&name).unwrap_or(0);
    let span = heading.text.span(start..start + name.len());
    Some(Spanned::new(StatedName { text: name, source: NameSource::Heading }, span))
}

fn is_title_word(cx: &Context<'_>, word: &str) -> bool {
    let lower = fold(word);
    matches!(lower.as_str(), "deprecated" | "preview" | "-")
        || cx.lexicon.title_words().any(|known| known == lower)
}

/// The leading ASCII identifier of a word.
fn ascii_run(word: &str) -> &str {
    let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(word.len());
    &word[..end]
}

fn squash(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The anchor of a title without the words around the name.
pub(super) fn anchor_stem(anchor: &str) -> String {
    let mut stem = anchor;
    for end in [
        "-deprecated",
        "-resource-type",
        "-enum-type",
        "-complex-type",
        "-entity-type",
        "-resource",
        "-enumeration",
        "-enum",
        "-type",
        "-values",
        "-options",
        "-facet",
    ] {
        stem = stem.strip_suffix(end).unwrap_or(stem);
    }
    stem.trim_matches('-').to_owned()
}

/// The name in an anchor, where it is one word.
pub(super) fn from_anchor(heading: &Heading) -> Option<Spanned<StatedName>> {
    let stem = anchor_stem(heading.anchor.as_deref()?);
    is_identifier(&stem)
        .then(|| Spanned::new(StatedName { text: stem, source: NameSource::Anchor }, heading.text.whole()))
}

/// The name in the file name: what stands after the last hyphen.
pub(super) fn from_slug(slug: &str, span: Span) -> Spanned<StatedName> {
    let name = slug.rsplit('-').next().unwrap_or(slug);
    Spanned::new(StatedName { text: name.to_owned(), source: NameSource::FileName }, span)
}
