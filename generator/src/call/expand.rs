//! `$expand` as expressions over property tokens.
//!
//! In: the type whose values are asked for, and one term of the option: a name, with options of its own in parentheses. Out:
//! code; `None` where something does not fit what the type says.

use super::code::{Code, chunks};
use super::conditions;
use super::index::{Index, token};
use super::notes::Notes;
use crate::sdk::{Struct, Token};

/// Terms within terms; the runtime's own limit lies beyond what services take.
const DEPTH: usize = 6;

/// The terms of an option, between the commas that stand in no parentheses.
pub(super) fn terms(text: &str) -> Vec<&str> {
    split(text, ',')
}

fn split(text: &str, at: char) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (position, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            c if c == at && depth == 0 && !quoted => {
                found.push(text[start..position].trim());
                start = position + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.retain(|term| !term.is_empty());
    found
}

/// One term.
pub(super) fn expand<'a>(
    index: &'a Index<'a>,
    owner: &'a Struct,
    term: &str,
    notes: &mut Notes,
) -> Option<Code> {
    within(index, owner, term, (0, notes))
}

/// What is expanded: a relationship of the type, or one of a type that is named before it.
fn relationship<'a>(index: &'a Index<'a>, owner: &'a Struct, name: &str) -> Option<(Code, &'a Token)> {
    let of = |found: &'a Struct, name: &str| token(found, name).filter(|token| token.navigation);
    let Some((cast, name)) = name.split_once('/') else {
        let token = of(owner, name)?;
        return Some((Code::member("models", &owner.path, token.ident.as_str()), token));
    };
    let cast = index.by_wire(cast).filter(|found| found.ancestors.contains(&owner.path))?;
    let token = of(cast, name)?;
    let start = Code::member("models", &cast.path, token.ident.as_str());
    let qualified =
        Code::Row(vec![Code::text(".qualified::<"), Code::path("models", &owner.path), Code::text(">()")]);
    Some((Code::Chain(Box::new(start), vec![qualified]), token))
}

fn within<'a>(
    index: &'a Index<'a>,
    owner: &'a Struct,
    term: &str,
    (depth, notes): (usize, &mut Notes),
) -> Option<Code> {
    if depth > DEPTH {
        return None;
    }
    let (name, options) = match term.split_once('(') {
        Some((name, rest)) => (name.trim(), split(rest.trim_end().strip_suffix(')')?, ';')),
        None => (term, Vec::new()),
    };
    let (start, token) = relationship(index, owner, name)?;
    let mut target = index.structure_of(&token.ty);
    let mut links = Vec::new();
    // What leads on to its like (`manager`) is asked for properties that only its like has.
    if let Some(declared) = target
        && owner.ancestors.contains(&declared.path)
        && !options.iter().all(|option| selects_of(index, declared, option))
        && options.iter().all(|option| selects_of(index, owner, option))
    {
        let like =
            Code::Row(vec![Code::text(".cast::<"), Code::path("models", &owner.path), Code::text(">()")]);
        links.push(like);
        target = Some(owner);
    }
    // What only a token with options already takes comes behind the others.
    let mut late = Vec::new();
    for option in options {
        let (name, value) = option.split_once('=')?;
        let (name, value) = (name.trim().trim_start_matches('$').to_ascii_lowercase(), value.trim());
        let number = || value.parse::<u32>().ok().map(|number| Code::text(number.to_string()));
        match name.as_str() {
            "levels" if target.is_some_and(|target| is_same(owner, target)) => {
                let levels = match value {
                    "max" => Code::of_crate("Levels", "::Max"),
                    _ => number()?,
                };
                links.push(Code::method("levels", vec![levels]));
            }
            "select" => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                let codes: Option<Vec<Code>> =
                    names.map(|name| conditions::selected(index, target?, name, notes)).collect();
                links.extend(chunks("select", &codes.filter(|codes| !codes.is_empty())?));
            }
            "expand" => {
                let inner = terms(value).into_iter();
                let inner = inner.map(|term| within(index, target?, term, (depth + 1, &mut *notes)));
                let codes: Option<Vec<Code>> = inner.collect();
                links.extend(chunks("expand", &codes.filter(|codes| !codes.is_empty())?));
            }
            "filter" => {
                links.push(Code::method("filter", vec![conditions::filter(index, target?, value, notes)?]));
            }
            "orderby" => links.extend(chunks("order_by", &conditions::order_by(index, target?, value)?)),
            "top" => links.push(Code::method("top", vec![number()?])),
            "skip" => late.push(Code::method("skip", vec![number()?])),
            _ => return None,
        }
    }
    if links.is_empty() && !late.is_empty() {
        return None;
    }
    links.extend(late);
    Some(match start {
        start if links.is_empty() => start,
        Code::Chain(start, first) => Code::Chain(start, first.into_iter().chain(links).collect()),
        start => Code::Chain(Box::new(start), links),
    })
}

/// Whether all that an option selects is of the type; other options select nothing.
fn selects_of<'a>(index: &'a Index<'a>, owner: &'a Struct, option: &str) -> bool {
    let Some((name, value)) = option.split_once('=') else { return true };
    let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
    !name.trim().trim_start_matches('$').eq_ignore_ascii_case("select")
        || names.map(|name| conditions::property(index, owner, name)).all(|found| found.is_some())
}

/// Whether a relationship leads on to what has it.
fn is_same(owner: &Struct, target: &Struct) -> bool {
    owner.path == target.path || owner.ancestors.contains(&target.path)
}
