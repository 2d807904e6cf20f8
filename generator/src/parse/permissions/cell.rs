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

mod groups;
mod lexemes;

use super::super::lexicon::{Lexicon, fold};
use super::super::type_phrase::squeeze;
use super::super::words::{GrantWord, Phrase};
use super::names;
use crate::odata::{Alternatives, Grant, Stated};
use groups::alternatives;
use lexemes::{Lexeme, Token, is_break, is_joint, is_name, lex};

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

/// Alternatives, and what limits them.
type Limited = (Option<String>, Vec<Vec<String>>);

/// A name is joined to something that is not one.
struct JoinedToWords;

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
        if reader.denies(&words) {
            reader.deny();
        } else {
            reader.found.unread.push(words);
        }
    }
    reader.found
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
        if self.refuses(rest) {
            return;
        }
        let Some(parts) = self.parts(rest) else {
            let text = self.text(clause);
            return self.found.unread.push(text);
        };
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

    /// Whether words behind the names say that these cannot be used.
    fn refuses(&self, clause: &[Lexeme]) -> bool {
        let behind = clause.iter().rposition(is_name).map_or(0, |last| last + 1);
        let words = fold(&self.text(&clause[behind..]));
        [Phrase::Unusable, Phrase::Not].into_iter().any(|phrase| self.lexicon.says(phrase, &words))
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
            Some(last) if last.token == Token::Colon => {
                self.label = Some(self.label_of(clause)).filter(|label| !label.is_empty());
            }
            Some(_) if self.denies(&words) => self.deny(),
            Some(_) if clause.first().is_some_and(|first| first.token == Token::Word(GrantWord::If)) => {
                if let Some(last) = self.found.clauses.last_mut() {
                    last.limit.get_or_insert(words);
                }
            }
            Some(_) | None => {}
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
    fn parts(&self, clause: &[Lexeme]) -> Option<Vec<Limited>> {
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
    fn part(&self, clause: &[Lexeme]) -> Option<Limited> {
        let first = clause.iter().position(is_name)?;
        let last = clause.iter().rposition(is_name)?;
        let (ahead, tail) = (self.opening(&clause[..first]).ok()?, self.closing(&clause[last + 1..]).ok()?);
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

    /// The limit in front of the first name, if there is one.
    fn opening(&self, words: &[Lexeme]) -> Result<Option<String>, JoinedToWords> {
        let english = self.lexicon.is_english();
        let limits = words.first().is_some_and(is_limit);
        if limits {
            let end = words.iter().rposition(|lexeme| !opens(lexeme)).map_or(0, |at| at + 1);
            return Ok(Some(capitalised_for(&self.text(&words[..end]))));
        }
        if english && words.iter().any(is_joint) { Err(JoinedToWords) } else { Ok(None) }
    }

    /// The limit behind the last name, if there is one.
    fn closing(&self, words: &[Lexeme]) -> Result<Option<String>, JoinedToWords> {
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
            Some(at) if is_limit(&words[at]) => Ok(Some(capitalised_for(&self.text(&words[at..end])))),
            Some(at) if is_joint(&words[at]) && english => Err(JoinedToWords),
            Some(_) | None => Ok(None),
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

#[cfg(test)]
mod tests;
