//! Prose, cut into sentences, with the known phrases found in it.
//!
//! In: a [`Text`]. Out: [`Reading`], on which [`prose`](super::prose) decides what the sentences state. All phrases
//! of a language are looked for in one pass.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::{Lexicon, fold_char};
use super::text::Text;
use super::words::{Phrase, TABLES, Words};

/// Where a phrase must stand in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Whole,
    Start,
    Anywhere,
}

/// All phrases of a language, ready to be looked for.
struct Finder {
    automaton: AhoCorasick,
    patterns: Vec<(Phrase, Position)>,
}

/// The phrases of the language with this place in the tables.
fn finder(at: usize) -> &'static Finder {
    static FINDERS: [OnceLock<Finder>; 16] = [const { OnceLock::new() }; 16];
    FINDERS[at].get_or_init(|| Finder::new(TABLES[at]))
}

impl Finder {
    fn new(words: &Words) -> Self {
        let mut patterns = Vec::new();
        let mut texts = Vec::new();
        for (phrase, listed) in words.phrases {
            for pattern in *listed {
                let (position, text) = match pattern.as_bytes().first() {
                    Some(b'=') => (Position::Whole, &pattern[1..]),
                    Some(b'^') => (Position::Start, &pattern[1..]),
                    _ => (Position::Anywhere, *pattern),
                };
                patterns.push((*phrase, position));
                texts.push(text);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&texts)
            .expect("the phrases of a language fit an automaton");
        Self { automaton, patterns }
    }
}

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) phrase: Phrase,
    /// In the folded text.
    pub(super) range: Range<usize>,
}

/// A sentence: its range in the folded text and the phrases in it.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    hits: Vec<Hit>,
}

impl Sentence {
    /// The first place where the sentence says `phrase`.
    pub(super) fn says(&self, phrase: Phrase) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.phrase == phrase)
    }

    /// All places where it does.
    pub(super) fn all(&self, phrase: Phrase) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.phrase == phrase)
    }
}

/// A text that is read for facts.
pub(super) struct Reading<'t> {
    pub(super) text: &'t Text,
    /// Lower case, full-width punctuation folded.
    pub(super) folded: String,
    /// For each byte of `folded` the byte of the plain text; absent where both are the same.
    map: Option<Vec<u32>>,
    pub(super) sentences: Vec<Sentence>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(lexicon: &Lexicon, text: &'t Text) -> Self {
        let (folded, map) = fold_with_map(&text.plain);
        let mut reading = Self { text, folded, map, sentences: Vec::new() };
        reading.sentences =
            reading.cut().into_iter().map(|range| Sentence { range, hits: Vec::new() }).collect();
        for at in lexicon.places() {
            reading.find(finder(at));
        }
        for sentence in &mut reading.sentences {
            sentence.hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        }
        reading
    }

    /// Whether any sentence says `phrase`.
    pub(super) fn says(&self, phrase: Phrase) -> bool {
        self.sentences.iter().any(|sentence| sentence.says(phrase).is_some())
    }

    fn find(&mut self, finder: &Finder) {
        let mut at = 0;
        for found in finder.automaton.find_overlapping_iter(&self.folded) {
            let range = found.start()..found.end();
            while self.sentences.get(at).is_some_and(|sentence| sentence.range.end <= range.start) {
                at += 1;
            }
            // Matches come in the order of their ends, so an earlier sentence may still get one.
            let home = self.sentences[..(at + 1).min(self.sentences.len())]
                .iter()
                .rposition(|sentence| sentence.range.start <= range.start && range.end <= sentence.range.end);
            let Some(home) = home else { continue };
            let (phrase, position) = finder.patterns[found.pattern().as_usize()];
            if self.stands(&self.sentences[home].range, &range, position) {
                self.sentences[home].hits.push(Hit { phrase, range });
            }
        }
    }

    /// Whether a match is at its position and no part of a longer word.
    fn stands(&self, sentence: &Range<usize>, range: &Range<usize>, position: Position) -> bool {
        let blank = |c: char| c.is_whitespace() || matches!(c, '.' | '*' | '(' | ')' | '-' | '"' | '[');
        let before = &self.folded[sentence.start..range.start];
        let after = &self.folded[range.end..sentence.end];
        let inner = |edge: Option<char>, next: Option<char>| {
            edge.is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric)
                && edge.is_some_and(is_spaced)
                && next.is_some_and(is_spaced)
        };
        let matched = &self.folded[range.clone()];
        // "n't supply" is the end of any verb that it denies.
        let cut_before =
            !matched.starts_with("n't") && inner(matched.chars().next(), before.chars().next_back());
        let starts = || before.chars().all(blank) || self.follows_methods(sentence.start..range.start);
        match position {
            Position::Whole => starts() && after.chars().all(|c| blank(c) || matches!(c, ';' | ',')),
            Position::Start => starts(),
            Position::Anywhere => {
                // Short words must be whole; longer phrases may be stems.
                let cut_after = inner(matched.chars().next_back(), after.chars().next());
                !(cut_before || (matched.len() < 8 && cut_after))
            }
        }
    }

    /// Whether a list of HTTP methods ends here, which is a sentence of its own: "HTTP Methods: GET Read-only."
    fn follows_methods(&self, before: Range<usize>) -> bool {
        let before = &self.text.plain[self.plain_range(&before)];
        let last = before.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next();
        last.is_some_and(|word| matches!(word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE"))
    }

    /// The sentences, as ranges of the folded text.
    fn cut(&self) -> Vec<Range<usize>> {
        let text = &self.folded;
        let mut cuts = Vec::new();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let next = chars.peek().map(|(_, next)| *next);
            let ends = match c {
                '\n' => true,
                '.' | '!' | '?' => {
                    let plain = self.plain(at);
                    let wide =
                        self.text.plain.get(plain..).is_some_and(|rest| rest.starts_with(['。', '！', '？']));
                    (wide || next.is_none_or(char::is_whitespace) || self.closes_code(plain))
                        && !self.is_marked(plain)
                        && !is_abbreviation(&text[start..at], &self.text.plain[self.plain(end)..])
                }
                // "(An X is a Y.) Optional."
                ')' => text[start..at].strip_suffix('.').is_some_and(|inside| {
                    let behind = self.text.plain.get(self.plain(end)..).unwrap_or_default();
                    next.is_some_and(char::is_whitespace)
                        && behind.trim_start().starts_with(char::is_uppercase)
                        && !is_abbreviation(inside, behind)
                }),
                _ => false,
            };
            if ends {
                cuts.push(start..end);
                start = end;
            }
        }
        cuts.push(start..text.len());
        cuts.retain(|range| {
            !text[range.clone()].trim_matches(|c: char| c.is_whitespace() || c == '.').is_empty()
        });
        cuts
    }

    /// Whether a full stop stands right between a code span and a capital: "`a`, `b`.The value `a` means ..".
    fn closes_code(&self, plain: usize) -> bool {
        let behind = self.text.plain.get(plain + 1..).unwrap_or_default();
        behind.starts_with(char::is_uppercase)
            && self.text.codes().any(|(mark, _)| mark.range.end == plain && !mark.range.is_empty())
    }

    /// Whether a byte of the plain text lies in a code span or a link.
    fn is_marked(&self, plain: usize) -> bool {
        use super::text::MarkKind;
        self.text.marks.iter().any(|mark| mark.kind != MarkKind::Strong && mark.range.contains(&plain))
    }

    /// The byte of the plain text for a byte of the folded one.
    pub(super) fn plain(&self, folded: usize) -> usize {
        match &self.map {
            None => folded,
            Some(map) => map.get(folded).map_or(self.text.plain.len(), |at| *at as usize),
        }
    }

    /// The same for a range.
    pub(super) fn plain_range(&self, range: &Range<usize>) -> Range<usize> {
        self.plain(range.start)..self.plain(range.end)
    }

    /// The words of a sentence, folded.
    pub(super) fn words(&self, sentence: &Sentence) -> &str {
        &self.folded[sentence.range.clone()]
    }
}

/// Whether a letter belongs to a script that puts spaces between words.
pub(super) fn is_spaced(c: char) -> bool {
    !matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// Whether the full stop between the texts belongs to a short form.
fn is_abbreviation(before: &str, after: &str) -> bool {
    let next = after.trim_start().chars().next();
    // A list may end with it, and the sentence too.
    if before.ends_with("etc") {
        return !next.is_some_and(char::is_uppercase);
    }
    if before.ends_with(" no") {
        return next.is_some_and(|next| next.is_ascii_digit());
    }
    ["e.g", "i.e", " vs", "z. b", "z.b", " p. ej", " ex"].iter().any(|end| before.ends_with(end))
}

/// Folds as [`fold`](super::lexicon::fold) does, and remembers the way back.
fn fold_with_map(plain: &str) -> (String, Option<Vec<u32>>) {
    if plain.is_ascii() {
        return (plain.to_ascii_lowercase(), None);
    }
    let mut folded = String::with_capacity(plain.len());
    let mut map = Vec::with_capacity(plain.len() + 1);
    for (at, c) in plain.char_indices() {
        for lower in fold_char(c).to_lowercase() {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            map.extend(std::iter::repeat_n(place, lower.len_utf8()));
            folded.push(lower);
        }
    }
    map.push(u32::try_from(plain.len()).unwrap_or(u32::MAX));
    (folded, Some(map))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    fn text(plain: &str) -> Text {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: plain.into(), corpus: 0 });
        Text::unmarked(page, plain, 0)
    }

    #[test]
    fn sentences_end_at_full_stops_of_every_width() {
        let text = text("Read-only. See e.g. this. 只读。可选。\nLast");
        let reading = Reading::new(&Lexicon::for_locale(Some("zh-CN")), &text);
        let words: Vec<&str> =
            reading.sentences.iter().map(|sentence| reading.words(sentence).trim()).collect();
        assert_eq!(words, ["read-only.", "see e.g. this.", "只读.", "可选.", "last"]);
        assert!(reading.sentences[0].says(Phrase::ReadOnly).is_some());
        assert!(reading.sentences[2].says(Phrase::ReadOnly).is_some());
        assert!(reading.sentences[3].says(Phrase::Optional).is_some());
    }

    #[test]
    fn contracted_verbs_deny() {
        let text = text("Don't supply a request body. It doesn’t support this.");
        let reading = Reading::new(&Lexicon::for_locale(None), &text);
        assert!(reading.sentences[0].says(Phrase::NoBody).is_some());
        assert!(reading.sentences[1].says(Phrase::Not).is_some());
    }

    #[test]
    fn positions_lead_back_to_the_plain_text() {
        let text = text("（可选）x");
        let reading = Reading::new(&Lexicon::for_locale(Some("zh-CN")), &text);
        let at = reading.folded.find('x').expect("it is there");
        assert_eq!(&text.plain[reading.plain(at)..], "x");
    }
}
