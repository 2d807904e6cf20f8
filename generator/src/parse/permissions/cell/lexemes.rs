//! A cell cut into permissions, punctuation and words that mean something between them.
//!
//! In: the text of a cell. Out: its [`Lexeme`]s in order.

use std::ops::Range;

use super::super::super::lexicon::{Lexicon, fold};
use super::super::super::words::GrantWord;
use super::super::label::longest;
use super::super::names;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
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
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) range: Range<usize>,
}

pub(super) fn lex(lexicon: &Lexicon, cell: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    for place in names::places(cell) {
        between(lexicon, cell, at..place.start, &mut lexemes);
        at = place.end;
        lexemes.push(Lexeme { token: Token::Name(cell[place.clone()].to_owned()), range: place });
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
    let texts: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
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

pub(super) fn is_name(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Name(_))
}

pub(super) fn is_joint(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Word(GrantWord::And | GrantWord::Plus | GrantWord::Or))
}

pub(super) fn is_break(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Line | Token::Stop)
}
