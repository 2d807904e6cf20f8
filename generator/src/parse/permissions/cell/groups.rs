//! What "and", "or", commas and brackets between permissions mean.
//!
//! In: the lexemes of a clause, from the first name to the last. Out: the alternatives, each the permissions that are needed
//! together.

use super::super::super::words::GrantWord;
use super::super::names;
use super::lexemes::{Lexeme, Token, is_break, is_joint};

/// The most alternatives that brackets multiply to.
const ALTERNATIVES: usize = 256;

/// The deepest brackets.
const DEPTH: usize = 8;

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
pub(super) fn alternatives(lexemes: &[Lexeme], depth: usize) -> Option<Vec<Vec<String>>> {
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
