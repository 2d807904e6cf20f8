//! What an operation page states about query options.
//!
//! In: the outline of a page. Out: [`QueryFacts`].

use super::context::Context;
use super::cursor::Place;
use super::lexicon::fold;
use super::outline::Outline;
use super::prose;
use super::reading::{Reading, Sentence};
use super::words::{Phrase, Role};
use crate::page::QueryFacts;

/// The names of the query options.
const OPTIONS: &[&str] = &[
    "select",
    "filter",
    "top",
    "expand",
    "count",
    "skip",
    "orderby",
    "search",
    "skiptoken",
    "format",
    "deltatoken",
];

/// What the query section says.
pub(super) fn query(cx: &Context<'_>, outline: &Outline<'_>) -> QueryFacts {
    let mut facts = QueryFacts::default();
    let mut supports = false;
    for section in outline.of(Role::QueryParameters) {
        let cells = section.tables().flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
        for option in cells.flat_map(|cell| named_options(&fold(&cell.plain))).map(|(_, option)| option) {
            push(&mut facts.supported, option);
        }
        for paragraph in section.paragraphs() {
            let reading = Reading::new(&cx.lexicon, &paragraph.text);
            for sentence in &reading.sentences {
                supports |= query_sentence(&reading, sentence, paragraph.place, &mut facts);
            }
        }
    }
    facts.supported.retain(|option| !facts.unsupported.contains(option));
    facts.all |= supports;
    facts
}

fn push(list: &mut Vec<String>, option: &str) {
    if !list.iter().any(|known| known == option) {
        list.push(option.to_owned());
    }
}

/// Reads one sentence; tells whether it says that options are supported.
fn query_sentence(reading: &Reading<'_>, sentence: &Sentence, place: Place, facts: &mut QueryFacts) -> bool {
    let words = reading.words(sentence);
    let found = named_options(words);
    let general = words.contains("odata");
    for (at, option) in &found {
        let supported = prose::is_supported(sentence, at + sentence.range.start);
        let denied = sentence.says(Phrase::Not).is_some();
        if supported || (place == Place::Item && !denied) {
            push(&mut facts.supported, option);
        } else if denied {
            push(&mut facts.unsupported, option);
        }
    }
    let yes = sentence.says(Phrase::Supports).is_some() && sentence.says(Phrase::Not).is_none();
    facts.all |= yes && general && words.contains(" all ");
    let named_below = ["some", "following", "these", "below"].iter().any(|word| words.contains(word));
    yes && general && found.is_empty() && !named_below
}

/// The options that words name: with `$`, or as a code span would print them without.
fn named_options(words: &str) -> Vec<(usize, &'static str)> {
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    for option in OPTIONS {
        for (at, _) in words.match_indices(option) {
            let after = words[at + option.len()..].chars().next();
            let whole = !after.is_some_and(|c| c.is_ascii_alphanumeric());
            if whole && words[..at].ends_with('$') {
                found.push((at, option));
            }
        }
    }
    found.sort_unstable();
    found
}
