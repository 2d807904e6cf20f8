//! One cell of permissions.
//!
//! ```text
//! cell         := clause ((";" | "<br>") clause)*
//! clause       := [label ":"] alternatives [limit] | "Not supported."
//! alternatives := together (("," | "or") together)*
//! together     := part ("and" part)*
//! part         := name | "(" alternatives ")" | "one of" alternatives
//! ```
//!
//! In: the text of a cell. Out: [`Clause`]s. Brackets group, and a bracket on one side of "and" says that the other side
//! is a group as well. Where other words stand between names, a clause is not understood, and nothing is taken from it.

use std::ops::Range;

use super::super::lexicon::{Lexicon, fold};
use super::super::type_phrase::squeeze;
use super::super::words::GrantWord;
use super::label::longest;
use super::names;
use crate::odata::{Alternatives, Grant, Stated};

/// What a clause says, and what limits it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) limit: Option<String>,
    pub(super) grant: Grant,
}

/// What a cell says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) clauses: Vec<Clause>,
    /// Clauses that were not understood.
    pub(super) unread: Vec<String>,
}

/// The most alternatives that brackets multiply to.
const ALTERNATIVES: usize = 256;

/// The deepest brackets.
const DEPTH: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    Comma,
    Open,
    Close,
    Colon,
    /// A line break, which does not end a list.
    Line,
    /// `;`, or a full stop.
    Stop,
    Word(GrantWord),
    Unknown,
}

#[derive(Debug, Clone)]
struct Lexeme {
    token: Token,
    range: Range<usize>,
}

/// Reads a cell.
pub(super) fn read(lexicon: &Lexicon, cell: &str) -> Reading {
    let cell = names::repair(cell);
    let (lexemes, unordered) = without_remarks(lex(lexicon, &cell));
    let mut reader = Reader { lexicon, cell: &cell, unordered, label: None, found: Reading::default() };
    for clause in clauses(&lexemes) {
        reader.clause(clause);
    }
    if reader.found.clauses.is_empty() && reader.found.unread.is_empty() {
        let words = squeeze(&cell);
        match reader.denies(&words) {
            true => reader.deny(),
            false => reader.found.unread.push(words),
        }
    }
    reader.found
}

fn lex(lexicon: &Lexicon, cell: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    for (start, end) in names::places(cell) {
        between(lexicon, cell, at..start, &mut lexemes);
        lexemes.push(Lexeme { token: Token::Name(cell[start..end].to_owned()), range: start..end });
        at = end;
    }
    between(lexicon, cell, at..cell.len(), &mut lexemes);
    lexemes
}

/// The signs and words between names.
fn between(lexicon: &Lexicon, cell: &str, gap: Range<usize>, lexemes: &mut Vec<Lexeme>) {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let text = &cell[gap.clone()];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_alphabetic() {
            at = text[at..]
                .find(|c: char| !c.is_alphanumeric() && c != '\'')
                .map_or(text.len(), |end| at + end);
            words.push((fold(&text[start..at]), gap.start + start..gap.start + at));
            continue;
        }
        let sign = match c {
            ',' | '，' | '、' | '/' | '|' => Token::Comma,
            '(' | '[' | '（' => Token::Open,
            ')' | ']' | '）' => Token::Close,
            ':' | '：' => Token::Colon,
            '\n' => Token::Line,
            ';' | '；' | '.' | '。' => Token::Stop,
            '+' | '&' => Token::Word(GrantWord::Plus),
            _ => continue,
        };
        known_words(lexicon, &mut words, lexemes);
        lexemes.push(Lexeme { token: sign, range: gap.start + start..gap.start + at });
    }
    known_words(lexicon, &mut words, lexemes);
}

/// Words without a sign between them, as the longest phrases that the language knows.
fn known_words(lexicon: &Lexicon, words: &mut Vec<(String, Range<usize>)>, lexemes: &mut Vec<Lexeme>) {
    let texts: Vec<String> = words.iter().map(|(word, _)| word.clone()).collect();
    let mut at = 0;
    while at < words.len() {
        let (token, length) = match longest(lexicon, &texts[at..]) {
            Some((word, length)) => (Token::Word(word), length),
            None => (Token::Unknown, 1),
        };
        lexemes.push(Lexeme { token, range: words[at].1.start..words[at + length - 1].1.end });
        at += length;
    }
    words.clear();
}

fn is_name(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Name(_))
}

fn is_joint(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Word(GrantWord::And | GrantWord::Plus | GrantWord::Or))
}

/// Takes out brackets without names and those that nothing closes or opens; says whether one of them denies an order.
fn without_remarks(lexemes: Vec<Lexeme>) -> (Vec<Lexeme>, bool) {
    let mut kept: Vec<Lexeme> = Vec::new();
    let mut open = Vec::new();
    let mut unordered = false;
    for lexeme in lexemes {
        match lexeme.token {
            Token::Open => {
                open.push(kept.len());
                kept.push(lexeme);
            }
            Token::Close => {
                let Some(start) = open.pop() else { continue };
                if kept[start..].iter().any(is_name) {
                    kept.push(lexeme);
                } else {
                    unordered |=
                        kept[start..].iter().any(|inner| inner.token == Token::Word(GrantWord::NoOrder));
                    kept.truncate(start);
                }
            }
            _ => kept.push(lexeme),
        }
    }
    for start in open.into_iter().rev() {
        kept.remove(start);
    }
    (kept, unordered)
}

/// The clauses of a cell: a joint at the end or the start of a line goes on with the next, and so does a comma.
fn clauses(lexemes: &[Lexeme]) -> Vec<&[Lexeme]> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Line | Token::Stop if depth == 0 => {
                let beside = |neighbour: Option<&Lexeme>| {
                    neighbour.is_some_and(|beside| {
                        is_joint(beside) || beside.token == Token::Comma && lexeme.token == Token::Line
                    })
                };
                let before = lexemes[start..at].iter().rev().find(|lexeme| !is_break(lexeme));
                let after = lexemes[at + 1..].iter().find(|lexeme| !is_break(lexeme));
                if !(beside(before) || beside(after)) {
                    found.push(&lexemes[start..at]);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    found.push(&lexemes[start..]);
    found
}

fn is_break(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Line | Token::Stop)
}

struct Reader<'r> {
    lexicon: &'r Lexicon,
    cell: &'r str,
    unordered: bool,
    /// The label that stands alone above what follows.
    label: Option<String>,
    found: Reading,
}

impl Reader<'_> {
    fn text(&self, lexemes: &[Lexeme]) -> String {
        match (lexemes.first(), lexemes.last()) {
            (Some(first), Some(last)) => squeeze(&self.cell[first.range.start..last.range.end]),
            (_, _) => String::new(),
        }
    }

    fn clause(&mut self, clause: &[Lexeme]) {
        let Some(first) = clause.iter().position(is_name) else { return self.remark(clause) };
        let colon = clause[..first].iter().rposition(|lexeme| lexeme.token == Token::Colon);
        let (label, rest) = match colon {
            Some(colon) if !is_quantity(&clause[..colon]) => {
                (Some(self.label_of(&clause[..=colon])), &clause[colon + 1..])
            }
            Some(_) | None => (None, clause),
        };
        match self.parts(rest) {
            Some(parts) => {
                let own = label.filter(|label| !label.is_empty()).or_else(|| self.label.clone());
                let unordered = self.unordered;
                self.found.clauses.extend(parts.into_iter().map(|(limit, groups)| Clause {
                    limit: match (own.clone(), limit) {
                        (Some(own), Some(limit)) => Some(format!("{own}, {limit}")),
                        (own, limit) => own.or(limit),
                    },
                    grant: Stated::Is(Alternatives { groups, unordered }),
                }));
            }
            None => {
                let text = self.text(clause);
                self.found.unread.push(text);
            }
        }
    }

    /// A label without its colon; "for" is the start of a sentence in some pages and not in others.
    fn label_of(&self, lexemes: &[Lexeme]) -> String {
        let words = &lexemes[..lexemes.len() - 1];
        capitalised_for(&self.text(words))
    }

    /// Words without names: a label for what follows, a condition for what stands before, or nothing of either.
    fn remark(&mut self, clause: &[Lexeme]) {
        if let Some(colon) = clause.iter().position(|lexeme| lexeme.token == Token::Colon)
            && colon + 1 < clause.len()
            && self.lexicon.is_unsupported(&self.text(&clause[colon + 1..]))
        {
            let limit = Some(self.label_of(&clause[..=colon])).filter(|label| !label.is_empty());
            return self.found.clauses.push(Clause { limit, grant: Stated::NotSupported });
        }
        let words = self.text(clause);
        match clause.iter().rfind(|lexeme| !is_break(lexeme)) {
            None => {}
            Some(last) if last.token == Token::Colon => {
                self.label = Some(self.label_of(clause)).filter(|label| !label.is_empty());
            }
            Some(_) if self.denies(&words) => self.deny(),
            Some(_) if clause.first().is_some_and(|first| first.token == Token::Word(GrantWord::If)) => {
                if let Some(last) = self.found.clauses.last_mut() {
                    last.limit.get_or_insert(words);
                }
            }
            Some(_) => {}
        }
    }

    /// Whether words say that nothing is permitted.
    fn denies(&self, words: &str) -> bool {
        self.lexicon.is_unsupported(words) || !self.lexicon.is_english() && words.chars().count() < 40
    }

    fn deny(&mut self) {
        self.found.clauses.push(Clause { limit: self.label.clone(), grant: Stated::NotSupported });
    }

    /// The alternatives of a clause, cut where limits of their own stand behind them: "A for crates, B for racks".
    fn parts(&self, clause: &[Lexeme]) -> Option<Vec<(Option<String>, Vec<Vec<String>>)>> {
        if let Some(part) = self.part(clause) {
            return Some(vec![part]);
        }
        let cuts = clause.split(|lexeme| {
            matches!(lexeme.token, Token::Comma | Token::Line | Token::Stop | Token::Word(GrantWord::Or))
        });
        let parts: Option<Vec<_>> =
            cuts.filter(|part| !part.is_empty()).map(|part| self.part(part)).collect();
        parts.filter(|parts| parts.iter().all(|(limit, _)| limit.is_some()))
    }

    /// Alternatives with a limit in front of them or behind them.
    fn part(&self, clause: &[Lexeme]) -> Option<(Option<String>, Vec<Vec<String>>)> {
        let first = clause.iter().position(is_name)?;
        let last = clause.iter().rposition(is_name)?;
        let (ahead, tail) = (self.opening(&clause[..first])?, self.closing(&clause[last + 1..])?);
        let opened = clause[..first].iter().rposition(|lexeme| !opens(lexeme)).map_or(0, |at| at + 1);
        let closed = clause[last + 1..].iter().take_while(|lexeme| lexeme.token == Token::Close).count();
        let inner = &clause[opened..=last + closed];
        let strange = |lexeme: &Lexeme| {
            use GrantWord::{Filler, For, If, Oneself};
            matches!(lexeme.token, Token::Unknown | Token::Colon | Token::Word(For | If | Filler | Oneself))
        };
        if self.lexicon.is_english() && inner.iter().any(strange) {
            return None;
        }
        let groups = alternatives(inner, 0)?;
        Some((ahead.or(tail), groups))
    }

    /// The limit in front of the first name; nothing where the words there join it to something that is no name.
    fn opening(&self, words: &[Lexeme]) -> Option<Option<String>> {
        let english = self.lexicon.is_english();
        let limits = words.first().is_some_and(is_limit);
        if limits {
            let end = words.iter().rposition(|lexeme| !opens(lexeme)).map_or(0, |at| at + 1);
            return Some(Some(capitalised_for(&self.text(&words[..end]))));
        }
        (!english || !words.iter().any(is_joint)).then_some(None)
    }

    /// The limit behind the last name; nothing where the words there join it to something that is no name.
    fn closing(&self, words: &[Lexeme]) -> Option<Option<String>> {
        let english = self.lexicon.is_english();
        let closed = words.iter().take_while(|lexeme| lexeme.token == Token::Close).count();
        let words = &words[closed..];
        let ends = |lexeme: &Lexeme| is_break(lexeme) || lexeme.token == Token::Close;
        let end = words.iter().rposition(|lexeme| !ends(lexeme)).map_or(0, |at| at + 1);
        let empty = |word: GrantWord| matches!(word, GrantWord::Filler | GrantWord::Noun);
        let start = words.iter().position(|lexeme| match lexeme.token {
            Token::Word(word) => !empty(word),
            Token::Unknown => true,
            _ => false,
        });
        match start {
            Some(at) if is_limit(&words[at]) => Some(Some(capitalised_for(&self.text(&words[at..end])))),
            Some(at) if is_joint(&words[at]) && english => None,
            Some(_) | None => Some(None),
        }
    }
}

fn is_limit(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Word(GrantWord::For | GrantWord::If))
}

/// What may stand right before the first name and belong to it.
fn opens(lexeme: &Lexeme) -> bool {
    use GrantWord::{AllOf, Filler, Noun, OneOf};
    matches!(lexeme.token, Token::Open | Token::Word(OneOf | AllOf | Filler | Noun))
}

/// "One of the following", which limits nothing.
fn is_quantity(words: &[Lexeme]) -> bool {
    words.iter().any(|lexeme| matches!(lexeme.token, Token::Word(GrantWord::OneOf | GrantWord::AllOf)))
}

fn capitalised_for(label: &str) -> String {
    match label.strip_prefix("for ") {
        Some(rest) => format!("For {rest}"),
        None => label.to_owned(),
    }
}

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Nothing: the page lost an "and".
    Blank,
    Or,
    And,
    /// `, and`, which ends a list as well as it groups.
    CommaAnd,
}

/// A part: the alternatives that it stands for, and whether the page groups them.
#[derive(Debug, Clone)]
struct Part {
    groups: Vec<Vec<String>>,
    bracket: bool,
}

/// The alternatives of `lexemes`; nothing where they are too many or too deep.
fn alternatives(lexemes: &[Lexeme], depth: usize) -> Option<Vec<Vec<String>>> {
    if depth > DEPTH {
        return None;
    }
    let mut parts: Vec<(Joint, Part)> = Vec::new();
    let mut joint = Joint::Blank;
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        at += 1;
        match &lexeme.token {
            Token::Name(name) => {
                let part = Part { groups: vec![vec![name.clone()]], bracket: false };
                parts.push((std::mem::replace(&mut joint, Joint::Blank), part));
            }
            Token::Open => {
                let end = at + bracket_end(&lexemes[at..]);
                let inner = &lexemes[at..end];
                at = (end + 1).min(lexemes.len());
                if let Some(Token::Word(GrantWord::Or)) = inner.first().map(|lexeme| &lexeme.token) {
                    joint = Joint::Or;
                }
                let part = Part { groups: alternatives(inner, depth + 1)?, bracket: true };
                parts.push((std::mem::replace(&mut joint, Joint::Blank), part));
            }
            Token::Word(GrantWord::OneOf) => {
                let end = at + group_end(&lexemes[at..]);
                let part = Part { groups: alternatives(&lexemes[at..end], depth + 1)?, bracket: true };
                at = end;
                parts.push((std::mem::replace(&mut joint, Joint::Blank), part));
            }
            Token::Word(GrantWord::AllOf) => {
                let names = lexemes[at..].iter().filter_map(|lexeme| match &lexeme.token {
                    Token::Name(name) => Some(name.clone()),
                    _ => None,
                });
                let part = Part { groups: vec![names.collect()], bracket: true };
                at = lexemes.len();
                parts.push((std::mem::replace(&mut joint, Joint::Blank), part));
            }
            Token::Word(GrantWord::Plus) => joint = Joint::And,
            Token::Word(GrantWord::And) => {
                joint = match joint {
                    Joint::Or if is_comma(lexemes, at) => Joint::CommaAnd,
                    Joint::Or => Joint::Or,
                    _ => Joint::And,
                };
            }
            Token::Line | Token::Stop if beside_joint(lexemes, at - 1) => {}
            Token::Word(GrantWord::Or) | Token::Comma | Token::Line | Token::Stop => joint = Joint::Or,
            // In pages of other languages, unknown words stand between names like a comma.
            Token::Unknown => joint = if joint == Joint::Blank { Joint::Or } else { joint },
            Token::Close | Token::Colon | Token::Word(_) => {}
        }
    }
    parts.retain(|(_, part)| !part.groups.is_empty());
    let groups = distinct(combine(parts)?);
    (groups.len() <= ALTERNATIVES).then_some(groups)
}

/// Whether a break stands next to "and" or "or", which go on behind it.
fn beside_joint(lexemes: &[Lexeme], at: usize) -> bool {
    let before = lexemes[..at].iter().rfind(|lexeme| !is_break(lexeme));
    let after = lexemes[at + 1..].iter().find(|lexeme| !is_break(lexeme));
    before.is_some_and(is_joint) || after.is_some_and(is_joint)
}

/// Whether what stands before the joint before `at` is a comma, not "or".
fn is_comma(lexemes: &[Lexeme], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|before| lexemes.get(before));
    before.is_some_and(|lexeme| lexeme.token == Token::Comma)
}

/// Where the bracket that is open at the start closes.
fn bracket_end(lexemes: &[Lexeme]) -> usize {
    let mut depth = 1_usize;
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.token {
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    lexemes.len()
}

/// Where a list that "one of" opens ends: at the next "and" that does not end the list itself.
fn group_end(lexemes: &[Lexeme]) -> usize {
    let mut depth = 0_usize;
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Word(GrantWord::Plus) if depth == 0 => return at,
            Token::Word(GrantWord::And) if depth == 0 && !is_comma(lexemes, at + 1) => return at,
            _ => {}
        }
    }
    lexemes.len()
}

/// Multiplies out what is needed together.
fn combine(mut parts: Vec<(Joint, Part)>) -> Option<Vec<Vec<String>>> {
    let is_and = |joint: Joint| matches!(joint, Joint::And | Joint::CommaAnd);
    let one_sided = |parts: &[(Joint, Part)]| {
        (1..parts.len()).find(|at| is_and(parts[*at].0) && parts[*at].1.bracket != parts[*at - 1].1.bracket)
    };
    let grouped = parts.iter().any(|(_, part)| part.bracket);
    while let Some(at) = one_sided(&parts) {
        let right = parts.split_off(at);
        let (joint, groups, rest) = if right[0].1.bracket {
            let mut right = right.into_iter();
            let bracket = right.next().map(|(_, part)| part.groups).unwrap_or_default();
            let joint = parts.first().map_or(Joint::Blank, |(joint, _)| *joint);
            (joint, product(&combine(std::mem::take(&mut parts))?, &bracket)?, right.collect())
        } else {
            let (joint, bracket) = parts.pop()?;
            (joint, product(&bracket.groups, &combine(right)?)?, Vec::new())
        };
        parts.push((joint, Part { groups, bracket: false }));
        parts.extend(rest);
    }
    let ands = parts.iter().skip(1).filter(|(joint, _)| is_and(*joint)).count();
    let ends_list = parts.last().is_some_and(|(joint, _)| *joint == Joint::CommaAnd);
    let listing = !grouped && ands == 1 && ends_list && parts.len() > 2;
    let mut terms: Vec<Vec<Vec<String>>> = Vec::new();
    for (joint, part) in parts {
        let together = match joint {
            Joint::And => true,
            Joint::CommaAnd => !listing,
            Joint::Blank => !terms.last().is_some_and(|term| overlaps(term, &part.groups)),
            Joint::Or => false,
        };
        match terms.last_mut().filter(|_| together) {
            Some(term) => *term = product(term, &part.groups)?,
            None => terms.push(part.groups),
        }
    }
    Some(terms.concat())
}

/// Whether the one names are degrees of the others, so that a comma was lost between them and no "and".
fn overlaps(term: &[Vec<String>], groups: &[Vec<String>]) -> bool {
    match (term.last().and_then(|group| group.last()), groups.first().and_then(|group| group.first())) {
        (Some(one), Some(other)) => names::are_degrees(one, other),
        (_, _) => false,
    }
}

fn product(left: &[Vec<String>], right: &[Vec<String>]) -> Option<Vec<Vec<String>>> {
    if left.len() * right.len() > ALTERNATIVES {
        return None;
    }
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
    let both = pairs.map(|(one, other)| {
        let new = other.iter().filter(|name| !one.contains(name));
        one.iter().chain(new).cloned().collect()
    });
    Some(both.collect())
}

fn distinct(groups: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut distinct: Vec<Vec<String>> = Vec::new();
    for group in groups {
        if !distinct.contains(&group) {
            distinct.push(group);
        }
    }
    distinct
}

#[cfg(test)]
mod tests;
