//! What one method takes of a path.
//!
//! In: what a step or call appends, and the tokens that are left. Out: its arguments, and the tokens behind it.

use super::arguments;
use super::code::Code;
use crate::odata::address::{Token, Value};
use crate::sdk::{Argument, Push};

/// What a push took from the tokens.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Of the method.
    pub(super) arguments: Vec<Code>,
    /// The same by hand: `.push("messages")`.
    pub(super) pushes: Vec<Code>,
    pub(super) template: Vec<Part>,
    /// Names less keys: a name that is one beats a key of that name.
    pub(super) exact: i32,
    /// An argument that does not fit its type.
    pub(super) misfit: Option<String>,
}

/// A part of a template.
#[derive(Debug)]
pub(super) enum Part {
    Segment(String),
    Arguments(Vec<String>),
    File,
}

pub(super) fn take<'t>(push: &Push, tokens: &'t [Token], operation: bool) -> Option<(Taken, &'t [Token])> {
    match push {
        Push::Nothing => Some((Taken::default(), tokens)),
        Push::Segments(segments) => take_segments(segments, tokens, operation),
        Push::Key => take_key(tokens),
        Push::NamedKeys(keys) => match tokens {
            [Token::Arguments(values), rest @ ..] if !values.is_empty() => {
                let mut taken = take_arguments(keys, values)?;
                taken.pushes = vec![Code::method("push_alternate_key", vec![by_hand(keys, values)])];
                Some((taken, rest))
            }
            _ => None,
        },
        Push::Call { segment, arguments } => take_call(segment, arguments, tokens),
        Push::FilePath => match tokens {
            [Token::File(path), rest @ ..] => {
                let arguments = vec![Code::literal(path)];
                let pushes = vec![Code::method("at", arguments.clone())];
                Some((Taken { arguments, pushes, template: vec![Part::File], ..Taken::default() }, rest))
            }
            _ => None,
        },
    }
}

fn take_segments<'t>(
    segments: &[String],
    mut tokens: &'t [Token],
    operation: bool,
) -> Option<(Taken, &'t [Token])> {
    let mut taken = Taken::default();
    for segment in segments {
        let [Token::Segment(text), rest @ ..] = tokens else { return None };
        if !same_name(segment, text, operation) {
            return None;
        }
        taken.template.push(Part::Segment(segment.clone()));
        taken.pushes.push(Code::method("push", vec![Code::literal(segment)]));
        taken.exact += 1;
        tokens = rest;
    }
    if let [Token::Arguments(values), rest @ ..] = tokens
        && values.is_empty()
    {
        tokens = rest;
    }
    Some((taken, tokens))
}

/// Names are the same in any case. Operations may be called with or without their namespace.
pub fn same_name(name: &str, text: &str, operation: bool) -> bool {
    name.eq_ignore_ascii_case(text)
        || (operation && unqualified(name).eq_ignore_ascii_case(unqualified(text)))
}

/// The name of an operation without its namespace.
fn unqualified(name: &str) -> &str {
    let known = ["microsoft.graph.", "graph."].iter().any(|start| name.starts_with(start));
    if known { name.rsplit('.').next().unwrap_or(name) } else { name }
}

fn take_key(tokens: &[Token]) -> Option<(Taken, &[Token])> {
    let (text, rest) = match tokens {
        [Token::Key(text), rest @ ..] => (text, rest),
        [Token::Segment(_), Token::Arguments(_) | Token::Key(_), ..] => return None,
        [Token::Segment(text), rest @ ..] if !text.starts_with('$') => (text, rest),
        _ => return None,
    };
    let (arguments, template) = (vec![Code::literal(text)], vec![Part::Segment("{}".to_owned())]);
    let pushes = vec![Code::method("push_key", arguments.clone())];
    Some((Taken { arguments, pushes, template, exact: -1, misfit: None }, rest))
}

fn take_call<'t>(segment: &str, arguments: &[Argument], tokens: &'t [Token]) -> Option<(Taken, &'t [Token])> {
    let [Token::Segment(text), rest @ ..] = tokens else { return None };
    if !same_name(segment, text, true) {
        return None;
    }
    let single;
    let (values, rest) = match rest {
        [Token::Arguments(values), rest @ ..] => (values.as_slice(), rest),
        // A single value without a name.
        [Token::Key(text), rest @ ..] => {
            let [argument] = arguments else { return None };
            single = [(argument.wire.clone(), Value { text: text.clone(), quoted: true })];
            (single.as_slice(), rest)
        }
        rest => (&[][..], rest),
    };
    let mut taken = take_arguments(arguments, values)?;
    taken.template.insert(0, Part::Segment(segment.to_owned()));
    taken.pushes = vec![Code::method("push_call", vec![Code::literal(segment), by_hand(arguments, values)])];
    taken.exact += 1;
    Some((taken, rest))
}

/// Values for all arguments, in the order of the method.
fn take_arguments(arguments: &[Argument], values: &[(String, Value)]) -> Option<Taken> {
    if arguments.len() != values.len() {
        return None;
    }
    let mut taken = Taken::default();
    for argument in arguments {
        let value = value_of(argument, values)?;
        let (code, misfit) = arguments::in_path(&argument.ty, value);
        taken.arguments.push(code);
        let misfit = misfit.map(|why| format!("argument `{}`: {why}", argument.wire));
        taken.misfit = taken.misfit.or(misfit);
    }
    taken.template.push(Part::Arguments(arguments.iter().map(|argument| argument.wire.clone()).collect()));
    Some(taken)
}

fn value_of<'v>(argument: &Argument, values: &'v [(String, Value)]) -> Option<&'v Value> {
    values.iter().find(|(name, _)| name.eq_ignore_ascii_case(&argument.wire)).map(|(_, value)| value)
}

/// `&[("address", Literal::from("A1"))]`
fn by_hand(arguments: &[Argument], values: &[(String, Value)]) -> Code {
    let pairs = arguments.iter().filter_map(|argument| {
        let value = value_of(argument, values)?;
        let pair = vec![Code::literal(&argument.wire), arguments::literal(&value.text, value.quoted)];
        Some(Code::List { open: "(", items: pair, close: ")" })
    });
    Code::List { open: "[", items: pairs.collect(), close: "]" }.borrowed()
}
