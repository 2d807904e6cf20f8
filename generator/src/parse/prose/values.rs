//! Lists of values in a description: "Possible values are: `a`, `b`."
//!
//! In: a description that has been cut into sentences. Out: the values in order, those of the evolvable-enum
//! sentence among them. A list is a row of code spans with nothing but separators between; words that announce it
//! are needed only where a sentence could mean something else.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::super::reading::{Reading, Sentence, is_spaced};
use super::super::spaces;
use super::super::text::runs;
use super::super::type_phrase::is_identifier;
use super::super::words::Phrase;
use crate::odata::is_filter_operator;
use crate::page::PropertyFacts;
use crate::source::Spanned;

/// Reads all lists of a description.
pub(in crate::parse) fn read(lexicon: &Lexicon, reading: &Reading<'_>, facts: &mut PropertyFacts) {
    let mut found: Vec<Spanned<String>> = Vec::new();
    let marked = |sentence: &Sentence| !codes(reading, &reading.plain_range(&sentence.range)).is_empty();
    // So many of the values stand in no code span, and all before them neither.
    let mut unmarked = 0;
    for sentence in &reading.sentences {
        if sentence.says(Phrase::Guessed).is_some() {
            let guessed = codes(reading, &reading.plain_range(&sentence.range));
            facts.stated.guessed_values =
                guessed.into_iter().map(|range| value(reading, range).value).collect();
            continue;
        }
        let on_demand = evolvable(reading, sentence);
        let hidden = on_demand.is_some();
        let is_marked = marked(sentence);
        let before = found.len();
        let listed = on_demand.unwrap_or_else(|| {
            let list = list(lexicon, reading, sentence, found.is_empty());
            list.into_iter().map(|range| value(reading, range)).collect()
        });
        // The same list once more, in code spans, is the one that is kept up to date.
        if is_marked && listed.len() > 1 && !hidden {
            found.drain(..std::mem::take(&mut unmarked));
        }
        for listed in listed {
            // That there may be none is no value.
            if listed.value == "null" {
                continue;
            }
            if hidden && !facts.evolvable_values.contains(&listed.value) {
                facts.evolvable_values.push(listed.value.clone());
            }
            if !found.iter().any(|seen| seen.value == listed.value) {
                found.push(listed);
            }
        }
        if !is_marked && !hidden && unmarked == before {
            unmarked = found.len();
        }
    }
    let mut unlisted = reading.sentences.iter().filter(|sentence| found.is_empty() || !marked(sentence));
    facts.unsplit_values = unlisted.find_map(|sentence| run_together(reading, sentence));
    facts.values = found;
}

/// The value that stands in a range of the plain text.
fn value(reading: &Reading<'_>, range: Range<usize>) -> Spanned<String> {
    let name = spaces::in_name(&reading.text.plain[range.clone()]).into_owned();
    Spanned::new(name, reading.text.span(range))
}

/// "Possible values are: oneTwoThree": one word right behind the announcement, in which values ran together.
fn run_together(reading: &Reading<'_>, sentence: &Sentence) -> Option<Spanned<String>> {
    let plain = reading.plain_range(&sentence.range);
    let text = &reading.text.plain;
    let after = sentence.all(Phrase::Values).map(|hit| reading.plain(hit.range.end)).max()?;
    let rest = text[after..plain.end].trim_start().strip_prefix([':', '：'])?.trim_start();
    let word = rest.trim_end().trim_end_matches(['.', '。', '`']).trim_start_matches('`');
    let range = plain.end - rest.len() + rest.find(word)?;
    let alone = is_identifier(word) && word.len() > 1;
    alone.then(|| Spanned::new(word.to_owned(), reading.text.span(range..range + word.len())))
}

/// The words of the header value that brings further members.
const EVOLVABLE: [&str; 4] = ["include", "unknown", "enum", "members"];

/// The end of the header value in a text, whatever blanks stand between its words and the hyphens.
fn behind_header(words: &str) -> Option<usize> {
    let glue = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−');
    words.match_indices(EVOLVABLE[0]).find_map(|(at, _)| {
        let rest = EVOLVABLE
            .iter()
            .try_fold(&words[at..], |rest, word| rest.trim_start_matches(glue).strip_prefix(word))?;
        Some(words.len() - rest.len())
    })
}

/// The members that come only with `Prefer: include-unknown-enum-members`, if a sentence is about them: those that it
/// names behind the header in code spans, else as plain words between commas. The one that stands for later ones comes
/// without the header.
pub(in crate::parse) fn evolvable(
    reading: &Reading<'_>,
    sentence: &Sentence,
) -> Option<Vec<Spanned<String>>> {
    let range = reading.plain_range(&sentence.range);
    let after = reading.plain(sentence.range.start + behind_header(reading.words(sentence))?);
    let text = &reading.text.plain;
    let marked: Vec<Range<usize>> =
        codes(reading, &range).into_iter().filter(|code| code.start >= after).collect();
    let mut named = if marked.is_empty() {
        plain_names(reading, sentence, after)
    } else {
        marked.into_iter().filter(|code| is_value(&text[code.clone()])).collect()
    };
    named.retain(|name| !text[name.clone()].eq_ignore_ascii_case("unknownFutureValue"));
    Some(named.into_iter().map(|range| value(reading, range)).collect())
}

/// Plain words behind `after` that can be members: behind the last colon, else right behind "the following members".
fn plain_names(reading: &Reading<'_>, sentence: &Sentence, after: usize) -> Vec<Range<usize>> {
    let end = reading.plain_range(&sentence.range).end;
    let rest = reading.text.plain.get(after..end).unwrap_or_default();
    if let Some((at, colon)) = rest.char_indices().rev().find(|(_, c)| matches!(c, ':' | '：')) {
        return unmarked_names(reading, after + at + colon.len_utf8(), end);
    }
    let following = sentence.all(Phrase::FollowingMembers).map(|hit| reading.plain(hit.range.end));
    let start = following.filter(|start| *start >= after).max();
    start.map(|start| unmarked_list(reading, start, end)).unwrap_or_default()
}

/// The code spans that start in a range of the plain text.
fn codes(reading: &Reading<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    reading
        .text
        .codes()
        .map(|(mark, _)| mark.range.clone())
        .filter(|code| range.contains(&code.start))
        .collect()
}

/// The list of one sentence.
fn list(lexicon: &Lexicon, reading: &Reading<'_>, sentence: &Sentence, first: bool) -> Vec<Range<usize>> {
    let plain = reading.plain_range(&sentence.range);
    let codes = codes(reading, &plain);
    let announced = sentence.says(Phrase::Values);
    if let Some(hit) = announced {
        let after = reading.plain(hit.range.end);
        let strong = reading.folded[hit.range.clone()].contains("value") || !lexicon.is_english();
        let listed: Vec<Range<usize>> = codes.iter().filter(|code| code.start >= after).cloned().collect();
        let run = longest_run(reading, &listed, true);
        if run.len() < 2 && strong {
            let explained = explained_list(reading, after);
            if explained.len() > run.len() {
                return explained;
            }
        }
        if !run.is_empty() && (strong || run.len() > 1) && is_list(reading, &run, strong) {
            return run;
        }
        if codes.is_empty() && (strong || reading.folded[hit.range.clone()].len() > 6) {
            return bare_list(reading, after, plain.end);
        }
        if !run.is_empty() {
            return Vec::new();
        }
    }
    let run = longest_run(reading, &codes, false);
    // Two code spans in a sentence that announces nothing may be anything, unless a colon stands before them.
    let enough = run.len() > 2
        || !lexicon.is_english()
        || run.first().is_some_and(|first| reading.text.plain[..first.start].trim_end().ends_with(':'));
    let plain_list = first
        && run.len() > 1
        && enough
        && is_list(reading, &run, false)
        && !is_something_else(lexicon, reading, sentence);
    if plain_list { run } else { Vec::new() }
}

/// The longest row of code spans with only separators between; after an announcement, the first row that is long.
fn longest_run(reading: &Reading<'_>, codes: &[Range<usize>], announced: bool) -> Vec<Range<usize>> {
    let mut best: Vec<Range<usize>> = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    for code in codes {
        let joined =
            run.last().is_some_and(|last| is_separator(&reading.text.plain[last.end..code.start], announced));
        if !joined {
            if run.len() > best.len() {
                best = std::mem::take(&mut run);
            }
            run.clear();
        }
        run.push(code.clone());
    }
    if run.len() > best.len() { run } else { best }
}

/// Whether nothing but separators stands between two values. After an announcement, a value may be explained.
fn is_separator(between: &str, announced: bool) -> bool {
    let mut bare = between.to_owned();
    if announced {
        while let Some(open) = bare.find(['(', '（']) {
            let close = bare[open..].find([')', '）']).map_or(bare.len(), |found| {
                let at = found + open;
                at + bare[at..].chars().next().map_or(1, char::len_utf8)
            });
            bare.replace_range(open..close, "");
        }
    }
    let words = bare
        .split(|c: char| c.is_whitespace() || ",、，;；/|.:\"“”'*-+".contains(c))
        .filter(|word| !word.is_empty());
    let conjunctions = [
        "and",
        "or",
        "和",
        "或",
        "e",
        "ou",
        "und",
        "oder",
        "y",
        "o",
        "et",
        "および",
        "または",
        "и",
        "или",
        "与",
        "and/or",
        "以及",
    ];
    words.into_iter().all(|word| conjunctions.contains(&word.to_lowercase().as_str()))
}

/// "Possible values are:" and a line or clause for each: the value, a mark, and what it means.
fn explained_list(reading: &Reading<'_>, after: usize) -> Vec<Range<usize>> {
    let text = &reading.text.plain;
    let lead = |c: char| c.is_whitespace() || ":：\"“”'*•-".contains(c);
    let mut found = Vec::new();
    let mut at = after;
    for line in text[after..].split(['\n', ';']) {
        let start = at + line.len() - line.trim_start_matches(lead).len();
        let end_of_line = at + line.len();
        at = end_of_line + 1;
        if start >= end_of_line {
            continue;
        }
        let code = reading.text.codes().map(|(mark, _)| mark.range.clone()).find(|code| code.start == start);
        let is_coded = code.is_some();
        let word = text[start..end_of_line]
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(line.len());
        let end = code.map_or((start + word).min(end_of_line), |code| code.end);
        let rest = text[end..end_of_line.max(end)].trim_start_matches(['"', '“', '”', ' ', '\u{A0}', ',']);
        // "The following values are supported." and what is supported on the next lines.
        let announced = text[after..start].contains([':', '：', '\n']);
        if !announced && !is_coded && rest.starts_with(['.', '。', ':', '：']) {
            continue;
        }
        let explained = rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '：', '(', '（', '=', '.']);
        if !explained || !is_value(&text[start..end]) || !is_identifier(text[start..end].trim()) {
            break;
        }
        found.push(start..end);
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// Whether a run of code spans can be values at all. Where values are announced, words such as `or` may be some.
fn is_list(reading: &Reading<'_>, run: &[Range<usize>], announced: bool) -> bool {
    let words: Vec<&str> = run.iter().map(|range| &reading.text.plain[range.clone()]).collect();
    let plausible = words.iter().filter(|word| is_value(word)).count();
    let operators = !announced && words.iter().all(|word| is_filter_operator(word) || word.starts_with('$'));
    let literals = words.iter().all(|word| is_literal(word));
    plausible == words.len() && !operators && !literals
}

/// What every Boolean can be.
fn is_literal(word: &str) -> bool {
    matches!(word, "true" | "false" | "null")
}

/// Whether a code span can be a value: a word or a few, no expression.
fn is_value(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 100
        && !word.starts_with(['$', '/', '{', '<', '?', '@'])
        && !word.contains(['\n', '=', '{', '(', '<', '*'])
        && !word.contains("://")
        && word.split_whitespace().count() <= 4
}

/// Sentences whose code spans are operators, examples or names of other things.
fn is_something_else(lexicon: &Lexicon, reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let words = reading.words(sentence);
    sentence.says(Phrase::Supports).is_some()
        || sentence.says(Phrase::ForExample).is_some()
        || sentence.says(Phrase::Default).is_some()
        || words.contains('$')
        || (lexicon.is_english()
            && ["propert", "parameter", "header", "method", "request", "format", "field", "character"]
                .iter()
                .any(|word| words.contains(word)))
}

/// A list without marks right behind the announcement; else behind a colon: "The supported values for {size} are: s, m."
fn bare_list(reading: &Reading<'_>, after: usize, end: usize) -> Vec<Range<usize>> {
    let colon = reading.text.plain[after..end].find(": ").map(|at| after + at + 1);
    let starts = || std::iter::once(after).chain(colon);
    let unmarked = starts().map(|start| unmarked_list(reading, start, end)).find(|list| !list.is_empty());
    unmarked.unwrap_or_else(|| glossed_list(reading, after, end))
}

/// "Possible values are: a, b, c." without marks: words between commas up to the end of the sentence.
fn unmarked_list(reading: &Reading<'_>, after: usize, end: usize) -> Vec<Range<usize>> {
    let found = unmarked_names(reading, after, end);
    if found.len() < 2 { Vec::new() } else { found }
}

/// The words between commas up to `end`; none where anything else stands there.
fn unmarked_names(reading: &Reading<'_>, after: usize, end: usize) -> Vec<Range<usize>> {
    let text = &reading.text.plain;
    let start = after + text[after..end].len() - text[after..end].trim_start_matches([' ', ':', '：']).len();
    let end = start + text[start..end].trim_end().trim_end_matches(['.', '。']).len();
    let mut found = Vec::new();
    let mut at = start;
    for part in text[start..end].split([',', '、', '，', ';', '\n']) {
        let range = at..at + part.len();
        at += part.len() + text[range.end..].chars().next().map_or(0, char::len_utf8);
        for half in conjoined(part) {
            let half = half.split_once(['(', '（']).map_or(half, |(value, _)| value.trim_end());
            if half.is_empty() {
                continue;
            }
            if !spaces::in_name(half).chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
                return Vec::new();
            }
            let offset = half.as_ptr() as usize - part.as_ptr() as usize;
            found.push(range.start + offset..range.start + offset + half.len());
        }
    }
    let numbers = found.iter().all(|range| text[range.clone()].chars().all(|c| c.is_ascii_digit()));
    let literals = found.iter().all(|range| is_literal(&text[range.clone()]));
    if numbers || literals { Vec::new() } else { found }
}

/// "可取值为: open开closed关": identifiers with what they mean behind each, in a script that does without spaces and so
/// sets them apart as a comma does.
fn glossed_list(reading: &Reading<'_>, after: usize, end: usize) -> Vec<Range<usize>> {
    let Some(rest) = reading.text.plain[after..end].trim_start().strip_prefix([':', '：']) else {
        return Vec::new();
    };
    let rest = rest.trim();
    let start = rest.as_ptr() as usize - reading.text.plain.as_ptr() as usize;
    let words = runs(rest, |c| c.is_ascii_alphanumeric() || c == '_');
    let is_gloss = |gap: &str| {
        gap.chars().any(|c| c.is_alphabetic() && !is_spaced(c))
            && gap.chars().count() <= LONGEST_GLOSS
            && !gap.contains(['。', '.', '，', ','])
    };
    let apart = words.windows(2).all(|pair| is_gloss(&rest[pair[0].end..pair[1].start]));
    let named = words.iter().all(|word| is_identifier(&rest[word.clone()]));
    let begins = words.first().is_some_and(|word| word.start == 0);
    let last = words.last().map_or("", |word| rest[word.end..].trim_end_matches(['。', '.']));
    if words.len() < 2 || !(begins && apart && named && (last.is_empty() || is_gloss(last))) {
        return Vec::new();
    }
    words.into_iter().map(|word| start + word.start..start + word.end).collect()
}

/// So many characters may say what a value means.
const LONGEST_GLOSS: usize = 20;

/// The words of "a, b and c" between two commas, without quotes.
fn conjoined(part: &str) -> Vec<&str> {
    let mut halves = vec![part.trim()];
    for conjunction in [
        " and ", " or ", " ou ", " e ", " und ", " oder ", " et ", " y ", " o ", " или ", " и ", "和", "或",
        "以及",
    ] {
        halves = halves.into_iter().flat_map(|half| half.split(conjunction)).collect();
    }
    let bare = halves.into_iter().map(|half| {
        let half = half.trim();
        let half = half.strip_prefix("and ").or_else(|| half.strip_prefix("or ")).unwrap_or(half);
        half.trim_matches(|c: char| c.is_whitespace() || "\"“”'*".contains(c))
    });
    bare.filter(|half| !half.is_empty()).collect()
}

/// Whether a description announces values of which none could be read.
pub(in crate::parse) fn are_unread(
    lexicon: &Lexicon,
    text: &crate::parse::text::Text,
    facts: &PropertyFacts,
) -> bool {
    if !facts.values.is_empty() || facts.stated.range.is_some() || !text.plain.contains("alues") {
        return false;
    }
    let reading = Reading::new(lexicon, text);
    reading.sentences.iter().any(|sentence| {
        let words = reading.words(sentence);
        let elsewhere = ["table", "below", "see ", "true", "false", "listed", "range"]
            .iter()
            .any(|word| words.contains(word));
        sentence
            .says(Phrase::Values)
            .is_some_and(|hit| reading.folded[hit.range.clone()].contains("possible values"))
            && !elsewhere
    })
}
