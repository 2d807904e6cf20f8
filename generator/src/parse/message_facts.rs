//! What the sentences of an operation page state about headers, request body and response.
//!
//! In: the outline of a page. Out: [`HeaderRow`], [`BodyFacts`], [`ResponseFacts`].

pub(super) mod headers;
mod named;

use std::ops::Range;

use super::context::Context;
use super::cursor::Place;
use super::lexicon::fold;
use super::outline::{Outline, Section};
use super::prose;
use super::reading::{Reading, Sentence};
use super::running::{self, is_monitor_header};
use super::table::{self, is_typed_in_place};
use super::text::Text;
use super::type_phrase::{canonical, is_name, read_plain};
use super::words::{Phrase, Role};
use crate::odata::Method;
use crate::page::{BodyFacts, ExampleResponse, OperationSection, ResponseFacts, TypePhrase};
use crate::source::Spanned;
use named::{bare_type, named_type};

/// What the request body section says.
pub(super) fn body(cx: &mut Context<'_>, outline: &Outline<'_>, operation: &OperationSection) -> BodyFacts {
    let mut facts = BodyFacts::default();
    let sections: Vec<&Section<'_>> = outline.of(Role::Body).collect();
    let mut words = false;
    for section in &sections {
        for paragraph in section.paragraphs().filter(|paragraph| paragraph.place != Place::Quote) {
            words = true;
            body_sentences(cx, &paragraph.text, &mut facts);
        }
        for table in section.tables() {
            if is_typed_in_place(cx, table) {
                let header = fold(&table.header[0].plain);
                facts.parameters |= header.contains("param") || cx.lexicon.says(Phrase::Parameters, &header);
                facts.rows.extend(table::property_rows(cx, table, "rows.parameter"));
            } else {
                cx.say(
                    crate::diagnostic::Code::TableColumns,
                    table.span,
                    "the columns of this table are not known",
                );
            }
        }
    }
    let reads =
        operation.requests.iter().all(|request| matches!(request.method, Method::Get | Method::Delete));
    facts.none |= words
        && reads
        && facts.rows.is_empty()
        && facts.ty.is_none()
        && facts.media_type.is_none()
        && !cx.lexicon.is_english();
    facts.none &= facts.rows.is_empty();
    if facts.none {
        facts.ty = None;
    }
    // Where members are listed, a media type in the text is a value of one of them.
    facts.media_type = facts.media_type.filter(|_| facts.rows.is_empty());
    if facts.media_type.is_none() {
        facts.media_type = operation
            .headers
            .iter()
            .filter(|header| header.name.value.eq_ignore_ascii_case("content-type"))
            .find_map(|header| header.value.as_deref().and_then(media_type));
    }
    facts
}

fn body_sentences(cx: &Context<'_>, text: &Text, facts: &mut BodyFacts) {
    let reading = Reading::new(&cx.lexicon, text);
    for sentence in &reading.sentences {
        facts.none |= sentence.says(Phrase::NoBody).is_some();
        if let Some(needs) = sentence.says(Phrase::BodyNeeds) {
            let names = marked_names(cx, &reading, needs.range.end..sentence.range.end);
            let always = sentence.says(Phrase::NotAlways).is_none();
            let properties = !names.is_empty();
            facts.needed.extend(names.into_iter().filter(|_| always));
            let linked = reading
                .text
                .links()
                .any(|(mark, _, _)| reading.plain_range(&sentence.range).contains(&mark.range.start));
            // What is in bold there is no type.
            if properties && !linked {
                continue;
            }
        }
        let words = reading.words(sentence);
        facts.parameters |= words.contains("parameter") && !words.contains("propert");
        facts.parameters |= !cx.lexicon.is_english()
            && sentence.says(Phrase::Parameters).is_some()
            && sentence.says(Phrase::Properties).is_none();
        if facts.ty.is_none() {
            facts.ty = named_type(cx, &reading, sentence, sentence.range.start);
        }
    }
    facts.media_type =
        facts.media_type.take().or_else(|| text.codes().find_map(|(_, code)| media_type(code)));
}

/// The names in bold or code in a part of a sentence, but for those of types: "a **barn** object".
fn marked_names(cx: &Context<'_>, reading: &Reading<'_>, part: Range<usize>) -> Vec<String> {
    let plain = reading.plain_range(&part);
    let bold = reading.text.strong();
    let mut marked: Vec<_> = reading.text.codes().chain(bold).collect();
    marked.retain(|(mark, name)| {
        let next = fold(reading.text.plain[mark.range.end..].trim_start());
        let of_type = cx.lexicon.nouns().any(|noun| next.starts_with(noun));
        plain.contains(&mark.range.start) && is_name(name.trim()) && !of_type
    });
    marked.sort_by_key(|(mark, _)| mark.range.start);
    let mut names: Vec<String> = marked.into_iter().map(|(_, name)| name.trim().to_owned()).collect();
    names.dedup();
    names
}

/// A media type other than JSON.
fn media_type(words: &str) -> Option<String> {
    let word = words.split([';', ',', ' ']).next()?.trim();
    let (kind, rest) = word.split_once('/')?;
    let kinds = ["application", "image", "text", "multipart", "audio", "video"];
    let fits = kinds.contains(&kind)
        && !rest.is_empty()
        && !rest.contains(['/', '{', '<'])
        && !rest.contains("json");
    fits.then(|| word.to_owned())
}

/// What the response section says.
pub(super) fn response(cx: &Context<'_>, outline: &Outline<'_>) -> ResponseFacts {
    let mut facts = ResponseFacts::default();
    let mut untold = None;
    for section in outline.of(Role::Response) {
        for paragraph in section.paragraphs().filter(|paragraph| paragraph.place != Place::Quote) {
            let reading = Reading::new(&cx.lexicon, &paragraph.text);
            for sentence in &reading.sentences {
                response_sentence(cx, &reading, sentence, &mut facts);
                untold = untold.or_else(|| untold_answer(cx, &reading, sentence));
            }
        }
        let named = section.tables().flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
        facts.monitor |= named.filter_map(table::name).any(|(name, _)| is_monitor_header(&name.value));
    }
    facts.monitor |= introduces_monitor(cx, outline);
    facts.ty = facts.ty.or(untold);
    facts
}

/// Whether the introduction says by which header of the answer one asks how far the operation is.
fn introduces_monitor(cx: &Context<'_>, outline: &Outline<'_>) -> bool {
    outline.introduction().paragraphs().any(|paragraph| {
        let reading = Reading::new(&cx.lexicon, &paragraph.text);
        let mut sentences = reading.sentences.iter();
        sentences
            .any(|sentence| reading.words(sentence).contains("header") && names_monitor(&reading, sentence))
    })
}

/// A sentence that says that something is in the body, and not of which type: JSON of some kind.
fn untold_answer(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
) -> Option<Spanned<TypePhrase>> {
    let hit = sentence.says(Phrase::InBody)?;
    let codes = codes(reading, sentence);
    let fails = codes.iter().any(|code| *code == 204 || *code >= 400);
    let empty = sentence.says(Phrase::NothingBack).is_some() || sentence.says(Phrase::Fails).is_some();
    let json = read_plain(&cx.lexicon, "Json", None).filter(|_| !fails && !empty)?;
    Some(Spanned::new(canonical(json), reading.text.span(reading.plain_range(&hit.range))))
}

fn response_sentence(
    cx: &Context<'_>,
    reading: &Reading<'_>,
    sentence: &Sentence,
    facts: &mut ResponseFacts,
) {
    let words = reading.words(sentence);
    let codes = codes(reading, sentence);
    for code in &codes {
        if (200..400).contains(code) && !facts.codes.contains(code) {
            facts.codes.push(*code);
        }
    }
    let fails = !codes.is_empty() && codes.iter().all(|code| *code >= 400);
    let monitor = names_monitor(reading, sentence);
    facts.monitor |= monitor;
    running::sentence(cx, reading, sentence, facts);
    // A sentence without a code may just say where to read on.
    let failure = sentence.says(Phrase::Fails).is_some();
    let aside = codes.is_empty() && (monitor || failure || words.contains("see ") || words.contains("error"));
    if facts.ty.is_none() && !fails && !aside {
        facts.ty = named_type(cx, reading, sentence, sentence.range.start)
            .or_else(|| bare_type(cx, reading, sentence));
    }
    let raw = ["preauthenticated", "pre-authenticated", "image data", "csv format", "in csv", "raw content"];
    let whole = |word: &str| matches!(word, "binary" | "stream" | "bytes");
    facts.binary |= raw.iter().any(|word| words.contains(word))
        || words.split(|c: char| !c.is_ascii_alphanumeric()).any(whole)
        || codes.contains(&302);
}

/// Whether a sentence names the header that a monitor comes in, by its name, which nobody translates.
fn names_monitor(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let range = reading.plain_range(&sentence.range);
    let plain = &reading.text.plain[range.clone()];
    let mut coded = reading.text.codes().filter(|(mark, _)| range.contains(&mark.range.start));
    plain.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).any(is_monitor_header)
        || reading.words(sentence).contains("header") && coded.any(|(_, code)| code == "location")
}

/// What the examples show of an answer beyond its body: the status where no sentence states one, the monitor, and that it
/// is bytes.
pub(super) fn shown_response(operation: &mut OperationSection) {
    let responses = || operation.examples.iter().flat_map(|example| &example.responses);
    if !operation.response.binary && is_shown_as_bytes(responses()) {
        operation.response.binary = true;
        operation.response.ty = None;
        // What is annotated to bytes is what they tell of, in a form that is no JSON.
        for response in operation.examples.iter_mut().flat_map(|example| &mut example.responses) {
            response.odata_type = None;
        }
    }
    let responses = operation.examples.iter().flat_map(|example| &example.responses);
    let monitored = |response: &ExampleResponse| {
        response.status == 202 && response.headers.iter().any(|(name, _)| is_monitor_header(name))
    };
    let monitor = responses.clone().any(monitored);
    // What prints no status is taken for 200, so that this one says nothing.
    let first = responses.map(|response| response.status).next();
    let facts = &mut operation.response;
    if facts.codes.is_empty() {
        facts.codes.extend(first.filter(|status| [201, 202, 204].contains(status)));
    }
    facts.monitor = (facts.monitor || monitor) && facts.codes.contains(&202);
    running::shown(&operation.examples, facts);
}

/// Whether there are bodies, and all of them are of a media type that is neither JSON nor the text of a number.
fn is_shown_as_bytes<'r>(responses: impl Iterator<Item = &'r ExampleResponse>) -> bool {
    let of_bytes = |response: &ExampleResponse| {
        let stated = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let known = stated.and_then(|(_, value)| media_type(&value.to_ascii_lowercase()));
        response.body.is_none() && known.is_some_and(|known| known != "text/plain")
    };
    let mut bodies =
        responses.filter(|response| response.body.is_some() || response.text.is_some()).peekable();
    bodies.peek().is_some() && bodies.all(of_bytes)
}

/// The status codes of a sentence: those in code spans, else numbers of three digits.
fn codes(reading: &Reading<'_>, sentence: &Sentence) -> Vec<u16> {
    let range = reading.plain_range(&sentence.range);
    let in_span = reading.text.codes().filter(|(mark, _)| range.contains(&mark.range.start));
    let found: Vec<u16> = in_span.filter_map(|(_, code)| leading_code(code)).collect();
    if !found.is_empty() {
        return found;
    }
    let words = reading.words(sentence);
    prose::numbers::number_ranges(words)
        .into_iter()
        .filter(|number| number.len() == 3)
        .filter_map(|number| code_at(words, &number))
        .collect()
}

fn leading_code(code: &str) -> Option<u16> {
    let digits = code.strip_prefix("HTTP/1.1 ").unwrap_or(code);
    let number = digits.get(..3)?;
    let whole = !digits[3..].starts_with(|c: char| c.is_ascii_alphanumeric());
    number.parse().ok().filter(|number| whole && is_status(*number))
}

/// Whether HTTP knows the status code.
fn is_status(code: u16) -> bool {
    matches!(code, 100..=103 | 200..=208 | 226 | 300..=308 | 400..=431 | 451 | 500..=511)
}

fn code_at(words: &str, number: &Range<usize>) -> Option<u16> {
    let after = words[number.end..].trim_start();
    let before = words[..number.start].trim_end();
    let told = after.starts_with(|c: char| c.is_alphabetic())
        || after.is_empty()
        || after.starts_with(['`', '.', ',', '*'])
        || before.ends_with("http");
    words[number.clone()].parse().ok().filter(|code| told && is_status(*code))
}
