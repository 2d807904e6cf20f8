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
    for section in outline.of(Role::QueryParameters) {
        let cells = section.tables().flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
        for option in cells.flat_map(|cell| named_options(&fold(&cell.plain))).map(|(_, option)| option) {
            push(&mut facts.supported, option);
        }
        for paragraph in section.paragraphs() {
            let reading = Reading::new(&cx.lexicon, &paragraph.text);
            for sentence in &reading.sentences {
                query_sentence(&reading, sentence, paragraph.place, &mut facts);
            }
        }
    }
    facts.supported.retain(|option| !facts.unsupported.contains(option));
    if !facts.supported.is_empty() && facts.general == Some(false) {
        facts.general = None;
    }
    facts
}

fn push(list: &mut Vec<String>, option: &str) {
    if !list.iter().any(|known| known == option) {
        list.push(option.to_owned());
    }
}

/// Reads one sentence: what it says of options by name, or of all of them.
fn query_sentence(reading: &Reading<'_>, sentence: &Sentence, place: Place, facts: &mut QueryFacts) {
    let words = reading.words(sentence);
    let found = named_options(words);
    let denied = sentence.says(Phrase::Not).is_some();
    for (at, option) in &found {
        let supported = prose::is_supported(sentence, at + sentence.range.start);
        if supported || (place == Place::Item && !denied) {
            push(&mut facts.supported, option);
        } else if denied {
            push(&mut facts.unsupported, option);
        }
    }
    let contains = |word: &&str| words.contains(*word);
    let (all, part) = (contains(&" all "), ["some", "following", "these", "below"].iter().any(contains));
    let supports = !denied && sentence.says(Phrase::Supports).is_some() && contains(&"odata");
    if supports && (all || found.is_empty() && !part) {
        facts.general = Some(true);
    }
    let refuses = denied && ["odata", "query"].iter().any(contains);
    if refuses && found.is_empty() && !all && !part {
        facts.general.get_or_insert(false);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::lexicon::Lexicon;
    use crate::parse::text::Text;
    use crate::source::{SourceFile, SourceMap};

    #[track_caller]
    fn check(locale: &str, said: &str, general: Option<bool>, supported: &[&str], unsupported: &[&str]) {
        let page = SourceMap::default().add(SourceFile { path: "a.md".into(), text: said.into(), corpus: 0 });
        let text = Text::unmarked(page, said, 0);
        let reading = Reading::new(&Lexicon::for_locale(Some(locale)), &text);
        let mut facts = QueryFacts::default();
        for sentence in &reading.sentences {
            query_sentence(&reading, sentence, Place::Body, &mut facts);
        }
        assert_eq!(facts.general, general, "{said}");
        assert_eq!((facts.supported, facts.unsupported), (owned(supported), owned(unsupported)), "{said}");
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn options_in_general() {
        check("en", "Supports the OData query parameters.", Some(true), &[], &[]);
        check("en", "It supports some of the OData query parameters.", None, &[], &[]);
        check("en", "Does not support the OData query parameters.", Some(false), &[], &[]);
        check("en", "The call doesn't support optional query parameters.", Some(false), &[], &[]);
        check("en", "It does not support all OData query parameters.", None, &[], &[]);
        check("zh-CN", "不支持 OData 查询参数。", Some(false), &[], &[]);
        check("pt-BR", "Não oferece suporte a parâmetros OData.", Some(false), &[], &[]);
    }

    #[test]
    fn options_by_name() {
        check("en", "Supports `$select` and $top of OData.", None, &["select", "top"], &[]);
        check("en", "Does not support $filter.", None, &[], &["filter"]);
    }
}
