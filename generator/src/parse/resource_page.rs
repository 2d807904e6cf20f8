//! Pages that describe a structured type.
//!
//! In: the outline of a page. Out: [`ResourceSection`]: its name, its base type, its rows, its representation. Tables
//! right below "Properties" count; those below headings of their own only where the JSON representation shows that they
//! describe the same thing.

use super::annotation::{self, Annotation, BlockType};
use super::context::Context;
use super::cursor::{Block, CodeBlock, Paragraph, Place, Table};
use super::http;
use super::naming;
use super::outline::{Outline, Section};
use super::prose;
use super::reading::{Reading, Sentence};
use super::repair;
use super::table::{self, is_typed_in_place, is_typed_table};
use super::text::Text;
use super::type_phrase::canonical;
use super::words::{Phrase, Role};
use crate::diagnostic::Code;
use crate::page::{
    Json, Language, NameSource, PropertyRow, ResourceAnnotation, ResourceSection, Sample, StatedName,
    TypePhrase,
};
use crate::source::{Span, Spanned};

/// The type that a page describes.
pub(super) fn read(
    cx: &mut Context<'_>,
    outline: &Outline<'_>,
    blocks: &[Block],
    start: Span,
) -> ResourceSection {
    let shown = representation(cx, outline, blocks);
    let mut properties = rows(cx, outline, Role::Properties, shown.sample.as_ref());
    let mut relationships = rows(cx, outline, Role::Relationships, None);
    if let Some(sample) = &shown.sample {
        repair::rows(cx, sample, &mut properties, &mut relationships);
    }
    let methods = outline
        .of(Role::Methods)
        .flat_map(Section::tables)
        .collect::<Vec<_>>()
        .into_iter()
        .flat_map(|table| table::method_rows(cx, table))
        .collect();
    let mut section = ResourceSection {
        name: name(cx, outline, &shown, start),
        annotation: shown.annotation,
        inherits: None,
        derived: Vec::new(),
        abstract_: false,
        open: false,
        properties,
        relationships,
        methods,
        representation: shown.sample,
    };
    introduction(cx, outline, &mut section);
    leave_samples(&mut section);
    section
}

/// Takes what is not declared out of the representation of an open type: samples of what somebody may add to it.
fn leave_samples(section: &mut ResourceSection) {
    let annotated = section.annotation.as_ref().and_then(|annotation| annotation.value.open_type);
    if !(section.open || annotated == Some(true)) {
        return;
    }
    let named: Vec<String> = section.rows().map(|row| row.name.value.to_lowercase()).collect();
    if let Some(Sample { value: Json::Object(members), .. }) = &mut section.representation {
        members.retain(|(key, value)| {
            key.starts_with('@') || named.contains(&key.to_lowercase()) || value.names_kind()
        });
    }
}

/// The JSON representation with its annotation.
#[derive(Default)]
struct Shown {
    annotation: Option<Spanned<ResourceAnnotation>>,
    sample: Option<Sample>,
}

fn representation(cx: &mut Context<'_>, outline: &Outline<'_>, blocks: &[Block]) -> Shown {
    let mut shown = Shown::default();
    let mut pending: Option<(Annotation, Span)> = None;
    for block in blocks {
        match block {
            Block::Comment(comment) => {
                if let Some(found) =
                    annotation::read(&comment.text).filter(|found| found.block == BlockType::Resource)
                    && shown.annotation.is_none()
                {
                    shown.annotation = Some(Spanned::new(found.resource(), comment.span));
                    pending = Some((found, comment.span));
                }
            }
            Block::Code(code) if pending.take().is_some() => shown.sample = sample(cx, code),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Include(_) => {}
        }
    }
    if shown.sample.is_none() {
        let code =
            outline.of(Role::Representation).flat_map(|section| section.blocks).find_map(
                |block| match block {
                    Block::Code(code) => Some(code),
                    _ => None,
                },
            );
        shown.sample = code.and_then(|code| sample(cx, code));
    }
    shown
}

fn sample(cx: &mut Context<'_>, code: &CodeBlock) -> Option<Sample> {
    let sample = http::sample(&code.text, 0);
    cx.report.count("json", sample.is_some());
    if sample.is_none() {
        cx.say(Code::Json, code.text.whole(), "the JSON representation is not readable");
    }
    sample
}

/// The rows of the tables of a section: those right below it and those that the representation shows to be of the same
/// thing; where there are none, those one heading further down.
fn rows(cx: &mut Context<'_>, outline: &Outline<'_>, role: Role, shown: Option<&Sample>) -> Vec<PropertyRow> {
    let what = if role == Role::Properties { "rows.property" } else { "rows.relationship" };
    let (direct, below): (Vec<&Section<'_>>, Vec<&Section<'_>>) =
        outline.of(role).partition(|section| section.own == role);
    let tables = typed(cx, direct.into_iter().flat_map(Section::tables));
    if tables.is_empty() {
        let tables = typed(cx, below.into_iter().flat_map(Section::tables));
        return tables.into_iter().flat_map(|table| table::property_rows(cx, table, what)).collect();
    }
    let mut rows: Vec<PropertyRow> =
        tables.into_iter().flat_map(|table| table::property_rows(cx, table, what)).collect();
    let Some(sample) = shown else { return rows };
    let others = outline.of(Role::Other).filter(|section| section.own == Role::Other);
    for table in below.into_iter().chain(others).flat_map(Section::tables) {
        if is_typed_table(cx, table) && is_shown(table, &rows, sample) {
            rows.extend(table::property_rows(cx, table, what));
        }
    }
    rows
}

/// Whether a further table describes the same thing: it names no annotations and nothing that is named already, and the
/// representation shows most of what it names.
fn is_shown(table: &Table, rows: &[PropertyRow], sample: &Sample) -> bool {
    let named: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| row.cells.first().and_then(table::name))
        .map(|(name, _)| name.value)
        .collect();
    let known = named.iter().any(|name| {
        name.starts_with('@') || rows.iter().any(|row| row.name.value.eq_ignore_ascii_case(name))
    });
    let shown = named.iter().filter(|name| sample.value.get(name).is_some()).count();
    !known && shown * 2 > named.len()
}

fn typed<'t>(cx: &mut Context<'_>, tables: impl Iterator<Item = &'t Table>) -> Vec<&'t Table> {
    let (typed, others): (Vec<_>, Vec<_>) = tables.partition(|table| is_typed_in_place(cx, table));
    for table in others {
        if !table::is_member_table(cx, table) {
            cx.say(Code::TableColumns, table.span, "the columns of this table are not known");
        }
    }
    typed
}

fn name(cx: &Context<'_>, outline: &Outline<'_>, shown: &Shown, start: Span) -> Spanned<StatedName> {
    let named = |text: &str, source, span| Spanned::new(StatedName { text: text.to_owned(), source }, span);
    if let Some(annotation) = &shown.annotation
        && let Some(name) = &annotation.value.odata_type
    {
        return named(name, NameSource::Annotation, annotation.span);
    }
    if let Some(name) = outline.title.and_then(|title| naming::from_heading(cx, title)) {
        return name;
    }
    if let Some(sample) = &shown.sample
        && let Some(Json::Text(name)) = sample.value.get("@odata.type")
        && name.contains('.')
    {
        return named(name.trim_start_matches('#'), NameSource::Representation, sample.span);
    }
    let anchored = outline.title.and_then(naming::from_anchor);
    anchored.unwrap_or_else(|| naming::from_slug(&cx.links.slug(), start))
}

/// What the sentences before the first heading say about the type.
fn introduction(cx: &Context<'_>, outline: &Outline<'_>, section: &mut ResourceSection) {
    let own = section.name.value.text.rsplit('.').next().unwrap_or_default().to_lowercase();
    let mut dictionary = false;
    for paragraph in outline.introduction().paragraphs() {
        let reading = Reading::new(&cx.lexicon, &paragraph.text);
        for sentence in &reading.sentences {
            if paragraph.place != Place::Quote && section.inherits.is_none() {
                section.inherits = base(cx, &reading, sentence, &own);
            }
            section.open |= sentence.says(Phrase::Open).is_some();
            section.abstract_ |= is_abstract(sentence);
            dictionary |= sentence.says(Phrase::Dictionary).is_some();
        }
    }
    section.open |= dictionary && has_no_members(section);
    section.derived = introduced(cx, outline, &own);
    let listed = outline.of(Role::Derived).flat_map(Section::paragraphs);
    section.derived.extend(listed.filter_map(|paragraph| derived(cx, paragraph)));
    let tables = outline.of(Role::Derived).flat_map(Section::tables);
    let cells = tables.flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
    section.derived.extend(cells.filter_map(|cell| named_type(cx, cell)));
}

/// The derived types that the introduction names: in a sentence that says so, or in the list below it. "This is a derived
/// type that inherits from X" names a base type.
fn introduced(cx: &Context<'_>, outline: &Outline<'_>, own: &str) -> Vec<Spanned<TypePhrase>> {
    let mut found = Vec::new();
    let mut listing = false;
    for paragraph in outline.introduction().paragraphs() {
        if paragraph.place == Place::Item {
            found.extend(named_type(cx, &paragraph.text).filter(|_| listing));
            continue;
        }
        let reading = Reading::new(&cx.lexicon, &paragraph.text);
        let derived = reading.sentences.iter().filter(|sentence| sentence.says(Phrase::Derived).is_some());
        for sentence in derived.filter(|sentence| base(cx, &reading, sentence, own).is_none()) {
            found.extend(prose::types_named(&cx.lexicon, &cx.links, &reading, &sentence.range));
        }
        let last = reading.sentences.last();
        listing = paragraph.text.plain.trim_end().ends_with([':', '：'])
            && last.is_some_and(|sentence| sentence.says(Phrase::Derived).is_some());
    }
    let page = cx.links.slug();
    found.retain(|found| found.value.link.as_ref().is_some_and(|link| link.slug != page));
    found
}

/// Whether neither a table nor the JSON representation names a member.
fn has_no_members(section: &ResourceSection) -> bool {
    let shown = section.representation.as_ref().is_some_and(|sample| match &sample.value {
        Json::Object(members) => members.iter().any(|(key, _)| !key.starts_with('@')),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => false,
    });
    section.rows().next().is_none() && !shown
}

/// Whether a sentence calls the type abstract: not another one that it is derived from. That others are derived from it
/// says nothing of itself.
fn is_abstract(sentence: &Sentence) -> bool {
    let derived = sentence.says(Phrase::Inherits).or_else(|| sentence.says(Phrase::InheritedFrom));
    let own = |start: usize| derived.is_none_or(|derived| start < derived.range.start);
    sentence.all(Phrase::Abstract).any(|hit| own(hit.range.start))
        && sentence.says(Phrase::NotAbstract).is_none()
}

/// The base type that a sentence states about the type of the page. Sentences about other types do not count.
fn base(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    own: &str,
) -> Option<Spanned<TypePhrase>> {
    if cx.lexicon.language() == Language::Unlisted {
        return bare_link(cx, reading, sentence);
    }
    let hit = sentence.says(Phrase::Inherits)?;
    let before = reading.folded[sentence.range.start..hit.range.start].trim();
    let subject = before.trim_start_matches(['*', '(', '"']).trim();
    if cx.lexicon.is_english() && !is_own_subject(subject, own) {
        return None;
    }
    let after = reading.folded[hit.range.end..sentence.range.end].trim_start();
    if cx.lexicon.is_english()
        && (after.starts_with("this ") || after.starts_with("it ") || after.starts_with("here"))
    {
        return None;
    }
    let found = prose::types_named(&cx.lexicon, &cx.links, reading, &(hit.range.start..sentence.range.end));
    let found = if found.is_empty() && !cx.lexicon.is_english() {
        prose::types_named(&cx.lexicon, &cx.links, reading, &sentence.range)
    } else {
        found
    };
    let is_other = |found: &Spanned<TypePhrase>| !found.value.raw.eq_ignore_ascii_case(own);
    found.into_iter().find(is_other).or_else(|| bare_base(cx, reading, sentence, hit.range.end))
}

/// A sentence of hardly more than a link to a type, in unknown words: resolving sees whether that can be a base.
fn bare_link(cx: &Context<'_>, reading: &Reading<'_>, sentence: &Sentence) -> Option<Spanned<TypePhrase>> {
    let mut found = prose::types_named(&cx.lexicon, &cx.links, reading, &sentence.range).into_iter();
    let (only, None) = (found.next()?, found.next()) else { return None };
    let linked = only.value.raw.chars().count();
    let words = reading.words(sentence).chars().filter(|c| c.is_alphanumeric()).count();
    (only.value.link.is_some() && words <= linked + AROUND_A_LINK).then_some(only)
}

/// Letters around a link in such a sentence.
const AROUND_A_LINK: usize = 30;

/// "Derived from X." without marks.
fn bare_base(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    after: usize,
) -> Option<Spanned<TypePhrase>> {
    let range = reading.plain_range(&(after..sentence.range.end));
    let rest = &reading.text.plain[range.clone()];
    let word = rest.split_whitespace().next()?.trim_end_matches(['.', ',']);
    let tail =
        rest.trim_start()[word.len()..].trim_matches(|c: char| c.is_whitespace() || c == '.').to_lowercase();
    let closed = matches!(
        tail.as_str(),
        "" | "entity" | "type" | "object" | "resource" | "entity type" | "complex type"
    );
    if !closed || !super::type_phrase::is_name(word) || matches!(word, "the" | "a" | "it" | "this") {
        return None;
    }
    let start = range.start + rest.find(word)?;
    let phrase = super::type_phrase::read_plain(&cx.lexicon, word, None)?;
    Some(Spanned::new(canonical(phrase), reading.text.span(start..start + word.len())))
}

/// Whether the words before "inherits from" speak of the type of the page.
fn is_own_subject(subject: &str, own: &str) -> bool {
    let words: Vec<&str> = subject
        .split(|c: char| c.is_whitespace() || c == '*' || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    match &words[..] {
        [] => true,
        [first, ..] if matches!(*first, "this" | "it" | "a" | "an" | "is") && words.len() <= 6 => true,
        ["the", second, ..] if *second == own && words.len() <= 6 => true,
        [first, ..] if *first == own && words.len() <= 5 => true,
        _ => {
            let tail: Vec<&str> = words.iter().rev().take(2).copied().collect();
            // "Represents an X, derived from Y" and "X that inherits from Y".
            matches!(tail.first(), Some(&"that" | &"and" | &"which"))
                || matches!(tail[..], ["is", "that" | "which"])
                || subject.ends_with(',')
                || words.contains(&own) && words.len() <= 12
        }
    }
}

fn derived(cx: &Context<'_>, paragraph: &Paragraph) -> Option<Spanned<TypePhrase>> {
    (paragraph.place == Place::Item).then(|| named_type(cx, &paragraph.text)).flatten()
}

/// The first type that a text links to or names in bold.
fn named_type(cx: &Context<'_>, text: &Text) -> Option<Spanned<TypePhrase>> {
    let reading = Reading::new(&cx.lexicon, text);
    prose::types_named(&cx.lexicon, &cx.links, &reading, &(0..reading.folded.len())).into_iter().next()
}
