//! Table rows that lost their bars: where the cells of a line end.
//!
//! ```text
//! row        := name type [required] [description]      a table of properties or parameters
//!             | name returns [description]              a table of methods
//!             | name number [description]               a table of members
//!             | label permissions [permissions]         a table of permissions
//!             | name rest
//! name       := word note?
//! type       := note? (longest known phrase | word collection? | collection joint* word)
//! ```
//!
//! In: a line and the columns of its table. Out: the byte ranges of its cells.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::super::spaces;
use super::super::text::runs;
use super::super::type_phrase::{is_identifier, is_name};
use super::super::words::{Column, Role};

/// A cell of a header line.
#[derive(Debug, Clone)]
pub(super) struct HeaderCell {
    pub(super) column: Column,
    pub(super) range: Range<usize>,
}

/// The cells of a header line; nothing where a word of it is no column heading.
pub(super) fn header(lexicon: &Lexicon, line: &str) -> Option<Vec<HeaderCell>> {
    let words = words(lexicon, line);
    let mut cells: Vec<HeaderCell> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let known = (at + 1..=words.len().min(at + 10)).rev().find_map(|end| {
            let column = lexicon.column(&line[words[at].start..words[end - 1].end])?;
            Some((column, end))
        });
        // Behind a name and a type, words of no table head a column that only describes.
        let named = cells.len() >= 2 && cells[1].column == Column::Type && words.len() <= 10;
        let (column, end) = known.or(named.then_some((Column::Description, at + 1)))?;
        cells.push(HeaderCell { column, range: words[at].start..words[end - 1].end });
        at = end;
    }
    let starts =
        cells.first().is_some_and(|cell| matches!(cell.column, Column::Name | Column::PermissionType));
    starts.then_some(cells)
}

/// The ranges of the words of a line. A space that no line is broken at may stand within a name.
fn words(lexicon: &Lexicon, line: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for word in runs(line, |c| !c.is_whitespace()) {
        let inner = |last: &Range<usize>| spaces::is_within_name(lexicon, line, last.end..word.start);
        match words.last_mut().filter(|last| inner(last)) {
            Some(last) => last.end = word.end,
            None => words.push(word),
        }
    }
    words
}

/// How the rows of a table are cut.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    kind: Kind,
    columns: usize,
    /// Heading of a column that the copy lost.
    pub(super) missing_header: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Typed { required: bool },
    Methods,
    Members,
    Permissions { two: bool },
    Pairs,
}

impl Layout {
    /// The layout of a table with these columns in a section.
    pub(super) fn new(columns: &[Column], section: Option<Role>) -> Self {
        let second = columns.get(1).copied();
        let kind = match second {
            Some(Column::Type) => Kind::Typed { required: columns.get(2) == Some(&Column::Required) },
            Some(Column::Returns) => Kind::Methods,
            Some(Column::Permissions | Column::PermissionsReversed) => Kind::Permissions { two: false },
            Some(Column::LeastPrivileged | Column::HigherPrivileged) => Kind::Permissions { two: true },
            Some(Column::Value) | None if section != Some(Role::Headers) => Kind::Members,
            _ => Kind::Pairs,
        };
        let missing_header = (columns.len() == 1).then_some("Value");
        Self { kind, columns: columns.len().max(2), missing_header }
    }

    /// Whether a line starts a row rather than going on with the one before.
    pub(super) fn starts_row(&self, lexicon: &Lexicon, line: &str) -> bool {
        match self.kind {
            Kind::Typed { .. } => starts_typed_row(lexicon, line),
            Kind::Permissions { .. } => lexicon.caller(line).is_some(),
            Kind::Methods | Kind::Members | Kind::Pairs => true,
        }
    }

    /// Whether a line starts a row beyond doubt: a name, and a type that is known.
    pub(super) fn starts_known_row(&self, lexicon: &Lexicon, line: &str) -> bool {
        if !matches!(self.kind, Kind::Typed { .. }) {
            return false;
        }
        let words = words(lexicon, line);
        let text = texts(line, &words[..words.len().min(10)]);
        let known = text.get(1).is_some_and(|ty| lexicon.primitive(ty).is_some());
        known && text.first().is_some_and(|name| is_identifier(name))
    }

    /// Whether its rows say who may call.
    pub(super) fn is_of_permissions(&self) -> bool {
        matches!(self.kind, Kind::Permissions { .. })
    }

    /// The cells of a row. There are never more than the table has columns; missing ones are empty.
    pub(super) fn split(&self, lexicon: &Lexicon, line: &str) -> Vec<Range<usize>> {
        let words = words(lexicon, line);
        if words.is_empty() {
            return Vec::new();
        }
        let mut ends = match self.kind {
            Kind::Typed { required } => typed(lexicon, line, &words, required),
            Kind::Methods => methods(lexicon, line, &words),
            Kind::Members => members(line, &words),
            Kind::Permissions { two } => permissions(lexicon, line, &words, two),
            // `Prefer: return=minimal`: a header with its value.
            Kind::Pairs if line[words[0].clone()].ends_with(':') && words.len() > 1 => vec![2],
            Kind::Pairs => vec![1],
        };
        ends.truncate(self.columns - 1);
        cells(line, &words, &ends)
    }
}

/// Cells that end before the words with these numbers; the last goes to the end of the line.
fn cells(line: &str, words: &[Range<usize>], ends: &[usize]) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut at = 0;
    for end in ends.iter().copied().chain([words.len()]) {
        let end = end.clamp(at, words.len());
        cells.push(if at == end { line.len()..line.len() } else { words[at].start..words[end - 1].end });
        at = end;
    }
    cells
}

fn typed(lexicon: &Lexicon, line: &str, words: &[Range<usize>], required: bool) -> Vec<usize> {
    let name = name_words(lexicon, line, words);
    let ty = name + type_words(lexicon, &texts(line, &words[name..]));
    let mut ends = vec![name, ty];
    if required {
        ends.push((ty + 1).min(words.len()));
    }
    ends
}

fn texts<'a>(line: &'a str, words: &[Range<usize>]) -> Vec<&'a str> {
    words.iter().map(|word| &line[word.clone()]).collect()
}

/// Number of words of the name: one, with a note in parentheses, or two where a translation took it apart.
fn name_words(lexicon: &Lexicon, line: &str, words: &[Range<usize>]) -> usize {
    let text = texts(line, &words[..words.len().min(8)]);
    if text.get(1).is_some_and(|word| word.starts_with('(')) {
        let closed = text.iter().position(|word| word.ends_with(')')).map_or(1, |at| at + 1);
        if closed < text.len() && closed <= 4 {
            return closed;
        }
    }
    let primitive = |at: usize| text.get(at).is_some_and(|word| lexicon.primitive(word).is_some());
    if text[0].ends_with(':') && primitive(2) {
        // `Prefer: return=minimal`: a header with its value.
        return 2;
    }
    let damaged = !text[0].is_ascii() && !primitive(1) && primitive(2);
    if damaged { 2 } else { 1 }
}

/// Number of words at the start of `words` that name a type.
fn type_words(lexicon: &Lexicon, words: &[&str]) -> usize {
    let Some(first) = words.first() else { return 0 };
    let note = words.iter().take(8).position(|word| word.ends_with(')')).map_or(0, |at| at + 1);
    if first.starts_with('(') && note > 0 {
        let collection = words.get(note).is_some_and(|word| is_collection_suffix(lexicon, word));
        return if collection { note + 1 } else { note + type_words(lexicon, &words[note..]) };
    }
    if let Some(end) = collection_first(lexicon, words) {
        return end;
    }
    let mut end = single_type(lexicon, words);
    while words.get(end).is_some_and(|word| matches!(*word, "/") || lexicon.is_alternative(word))
        && end + 1 < words.len()
    {
        end += 1 + single_type(lexicon, &words[end + 1..]);
    }
    if words[end - 1].ends_with(',') {
        // ", maximum size 20"
        let digits = words.iter().take(end + 4).position(|word| word.chars().all(|c| c.is_ascii_digit()));
        return digits.map_or(end, |at| at + 1);
    }
    while words.get(end).is_some_and(|word| is_collection_suffix(lexicon, word)) {
        end += 1;
    }
    end
}

/// `Collection of String`, `集合 (字符串)`: the collection word stands first, and a type follows.
fn collection_first(lexicon: &Lexicon, words: &[&str]) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    if !lexicon.is_collection(first.trim_end_matches(':')) {
        return None;
    }
    let joints = rest.iter().take_while(|word| lexicon.is_joint(word)).count();
    let inner = rest.get(joints)?;
    if inner.starts_with('(') {
        return Some(joints + 2);
    }
    let single = single_type(lexicon, &rest[joints..]);
    let is_type = single > 1 || lexicon.primitive(inner).is_some() || is_name(inner);
    is_type.then_some(1 + joints + single)
}

/// The longest known phrase, else one word.
fn single_type(lexicon: &Lexicon, words: &[&str]) -> usize {
    let longest = words.len().min(6);
    (2..=longest)
        .rev()
        .find(|end| lexicon.primitive(&words[..*end].join(" ")).is_some())
        .unwrap_or(1.min(words.len()))
}

/// A collection word after a type. With a capital letter it starts the description: "List of ...".
fn is_collection_suffix(lexicon: &Lexicon, word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', '。']);
    lexicon.is_collection(word) && !word.starts_with(char::is_uppercase)
}

/// A plausible name, and a type after it that is known, looks like an identifier, or stands before a sentence.
fn starts_typed_row(lexicon: &Lexicon, line: &str) -> bool {
    let words = words(lexicon, line);
    let text = texts(line, &words[..words.len().min(10)]);
    let Some(name) = text.first() else { return false };
    let at = name_words(lexicon, line, &words);
    if name.ends_with([',', '.', ';', ':', ')', '。', '，', '、']) && at < 2 {
        return false;
    }
    let Some(ty) = text.get(at) else { return name.is_ascii() && is_identifier(name) };
    let ty = ty.trim_matches(['[', ']']);
    let known = lexicon.primitive(ty.trim_end_matches(',')).is_some()
        || lexicon.is_collection(ty.split('(').next().unwrap_or_default());
    if known || type_words(lexicon, &text[at..]) > 1 {
        return true;
    }
    if !ty.is_ascii() {
        return !ty.contains(['，', '。', '、', '：']);
    }
    let mixed = is_name(ty) && (ty.contains('.') || ty[1..].contains(|c: char| c.is_ascii_uppercase()));
    let camel = is_identifier(name) && name.contains(|c: char| c.is_ascii_uppercase());
    if is_name(ty) && (camel || ty.eq_ignore_ascii_case(name)) {
        return true;
    }
    let next = text.get(at + 1).and_then(|word| word.chars().next());
    is_name(ty.trim_end_matches('.'))
        && (mixed
            || next.is_none_or(|next| {
                next.is_uppercase() || !next.is_ascii() || matches!(next, '(' | '`' | '"')
            }))
}

/// What a method returns: the first type with a collection word, the first word that repeats, or the word for nothing.
fn methods(lexicon: &Lexicon, line: &str, words: &[Range<usize>]) -> Vec<usize> {
    let text = texts(line, words);
    let limit = text.len().min(9);
    let by_collection = (2..limit)
        .find(|at| is_collection_suffix(lexicon, text[*at]) && is_type_word(lexicon, text[*at - 1]));
    if let Some(at) = by_collection {
        return vec![at - 1, at + 1];
    }
    let nothing = (1..limit).find(|at| lexicon.is_unsupported(text[*at]));
    let repeated = (2..limit).find(|at| {
        is_type_word(lexicon, text[*at])
            && text[..*at].iter().any(|word| word.eq_ignore_ascii_case(text[*at]))
    });
    let shaped = (1..limit).find(|at| is_type_word(lexicon, text[*at]));
    let at = [repeated, nothing].into_iter().flatten().min().or(shaped).unwrap_or(1.min(text.len()));
    vec![at, at + 1]
}

/// A primitive type, or a name that starts lower case.
fn is_type_word(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.primitive(word).is_some() || (is_name(word) && word.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn members(line: &str, words: &[Range<usize>]) -> Vec<usize> {
    let number =
        |word: &Range<usize>| line[word.clone()].trim_start_matches('-').chars().all(|c| c.is_ascii_digit());
    match words.iter().take(6).skip(1).position(number) {
        Some(at) => vec![at + 1, at + 2],
        None => vec![1, 1],
    }
}

/// The label goes up to the first permission, or the words that say that there is none.
fn permissions(lexicon: &Lexicon, line: &str, words: &[Range<usize>], two: bool) -> Vec<usize> {
    let text = texts(line, words);
    let labelled =
        (1..text.len()).find(|at| is_permission(text[*at]) || says_unsupported(lexicon, line, words, *at));
    let closing = text.iter().position(|word| word.ends_with([')', '）'])).map(|at| at + 1);
    let label = labelled.or(closing).unwrap_or(1);
    if !two {
        return vec![label];
    }
    // The least privileged one is a single permission; a comma after it means that the copy went on with it.
    let mut least = label + 1;
    while least < text.len()
        && (text[least - 1].ends_with(',')
            || !(is_permission(text[least]) || says_unsupported(lexicon, line, words, least)))
    {
        least += 1;
    }
    vec![label, least]
}

fn says_unsupported(lexicon: &Lexicon, line: &str, words: &[Range<usize>], at: usize) -> bool {
    lexicon.is_unsupported(&line[words[at].clone()]) || lexicon.is_unsupported(&line[words[at].start..]) || {
        let end = (at + 2).min(words.len());
        lexicon.is_unsupported(&line[words[at].start..words[end - 1].end])
    }
}

/// `User.Read.All`, possibly several without spaces between.
fn is_permission(word: &str) -> bool {
    let first =
        word.split(['、', ',', '，', ';', '；']).next().unwrap_or_default().trim_end_matches(['*', '.']);
    first.starts_with(|c: char| c.is_ascii_uppercase())
        && first.contains('.')
        && is_name(&first.replace('-', "_"))
}

#[cfg(test)]
mod tests;
