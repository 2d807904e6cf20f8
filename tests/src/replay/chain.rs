//! From a path to the methods that build it: steps, and the call at the end.
//!
//! In: method and tokens of a path. Out: a [`Chain`] of methods with their arguments as Rust expressions. Where several
//! ways lead to the same path, the one that the page documents is taken, then the one with the fewest keys.

use msgraph_codegen::names::ModIdent;
use msgraph_codegen::sdk::{
    Argument, Call, Documented, ItemType, MethodFacts, Push, Scalar, Step, TypePath, ValueType,
};

use super::api::{Api, Place};
use super::url::{Token, Value};

/// Methods to be called one after another.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// The steps.
    pub steps: Vec<Method<'a>>,
    /// Name and arguments of the call.
    pub last: Method<'a>,
    /// The call.
    pub call: &'a Call,
    /// What is documented of the call at this path.
    pub documented: Option<&'a Documented>,
    /// An argument that does not fit its type.
    pub misfit: Option<String>,
}

/// A method with its arguments.
#[derive(Debug, Clone)]
pub struct Method<'a> {
    /// Name.
    pub name: &'a str,
    /// Rust expressions.
    pub arguments: Vec<String>,
}

impl Chain<'_> {
    /// `.users().id("x").list()`
    pub fn code(&self) -> String {
        let methods = self.steps.iter().chain([&self.last]);
        let codes: Vec<String> =
            methods.map(|method| format!(".{}({})", method.name, method.arguments.join(", "))).collect();
        codes.concat()
    }
}

/// What the ways to a path are compared by: the greater, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    on_page: bool,
    documented: bool,
    fits: bool,
    exact: i32,
}

struct Search<'s, 'a> {
    api: &'s Api<'a>,
    method: &'s str,
    page: &'s str,
    best: Option<(Rank, Chain<'a>)>,
    /// Ways that were tried; a limit for paths that nobody would write.
    tried: usize,
}

/// A way so far.
#[derive(Clone, Default)]
struct Way<'a> {
    steps: Vec<Method<'a>>,
    template: String,
    /// The next segment is set off by a colon.
    colon: bool,
    exact: i32,
    misfit: Option<String>,
}

const MOST_WAYS: usize = 20_000;

/// The best way to a path.
pub fn find<'a>(api: &Api<'a>, method: &str, page: &str, tokens: &[Token]) -> Option<Chain<'a>> {
    let mut search = Search { api, method, page, best: None, tried: 0 };
    search.go(api.root(), tokens, &Way::default());
    search.best.map(|(_, chain)| chain)
}

impl<'a> Search<'_, 'a> {
    fn go(&mut self, place: Place<'a>, tokens: &[Token], way: &Way<'a>) {
        self.tried += 1;
        if self.tried > MOST_WAYS {
            return;
        }
        for call in &place.requests.calls {
            let Some(facts) = place.facts.iter().find(|facts| facts.ident == call.facts) else { continue };
            if facts.method.as_str() != self.method {
                continue;
            }
            if let Some((taken, [])) = take(&call.push, tokens, true) {
                self.arrive(call, facts, way, taken);
            }
        }
        for Step { ident, push, to, .. } in &place.requests.steps {
            if let Some((taken, rest)) = take(push, tokens, false)
                && let Some(next) = self.api.requests(to)
            {
                let mut way = way.clone();
                way.take(&taken);
                way.steps.push(Method { name: ident.as_str(), arguments: taken.arguments });
                self.go(next, rest, &way);
            }
        }
    }

    fn arrive(&mut self, call: &'a Call, facts: &'a MethodFacts, way: &Way<'a>, taken: Taken) {
        let mut way = way.clone();
        way.take(&taken);
        let template = skeleton(&way.template);
        let here = || facts.documented.iter().filter(|found| skeleton(&found.template) == template);
        let on_page = here().find(|found| found.page == self.page);
        let documented = on_page.or_else(|| here().next());
        let rank = Rank {
            on_page: on_page.is_some(),
            documented: documented.is_some(),
            fits: way.misfit.is_none(),
            exact: way.exact,
        };
        if self.best.as_ref().is_none_or(|(best, _)| rank > *best) {
            let last = Method { name: call.ident.as_str(), arguments: taken.arguments };
            let chain = Chain { steps: way.steps, last, call, documented, misfit: way.misfit };
            self.best = Some((rank, chain));
        }
    }
}

impl Way<'_> {
    fn take(&mut self, taken: &Taken) {
        for part in &taken.template {
            match part {
                Part::Segment(text) => {
                    self.template.push_str(if std::mem::take(&mut self.colon) { ":/" } else { "/" });
                    self.template.push_str(text);
                }
                Part::Arguments(names) => {
                    let names: Vec<String> = names.iter().map(|name| format!("{name}={{}}")).collect();
                    self.template.extend(["(", &names.join(","), ")"]);
                }
                Part::File => {
                    self.template.push_str(":/{}");
                    self.colon = true;
                }
            }
        }
        self.exact += taken.exact;
        if self.misfit.is_none() {
            self.misfit.clone_from(&taken.misfit);
        }
    }
}

/// `/users/{id}/delta()` and `/users/{user-id}/delta` become the same text.
fn skeleton(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut within = false;
    for c in template.chars() {
        match c {
            '{' => {
                within = true;
                text.push_str("{}");
            }
            '}' => within = false,
            '\'' => {}
            c if !within => text.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    text.replace("()", "").trim_end_matches(['/', ':']).to_owned()
}

/// What a push took from the tokens.
#[derive(Debug, Default)]
struct Taken {
    arguments: Vec<String>,
    template: Vec<Part>,
    exact: i32,
    misfit: Option<String>,
}

#[derive(Debug)]
enum Part {
    Segment(String),
    Arguments(Vec<String>),
    File,
}

fn take<'t>(push: &Push, tokens: &'t [Token], operation: bool) -> Option<(Taken, &'t [Token])> {
    match push {
        Push::Nothing => Some((Taken::default(), tokens)),
        Push::Segments(segments) => take_segments(segments, tokens, operation),
        Push::Key => take_key(tokens),
        Push::NamedKeys(keys) => match tokens {
            [Token::Arguments(values), rest @ ..] if !values.is_empty() => {
                Some((take_arguments(keys, values)?, rest))
            }
            _ => None,
        },
        Push::Call { segment, arguments } => take_call(segment, arguments, tokens),
        Push::FilePath => match tokens {
            [Token::File(path), rest @ ..] => {
                let arguments = vec![format!("{path:?}")];
                Some((Taken { arguments, template: vec![Part::File], ..Taken::default() }, rest))
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
pub(super) fn same_name(name: &str, text: &str, operation: bool) -> bool {
    name.eq_ignore_ascii_case(text)
        || (operation && unqualified(name).eq_ignore_ascii_case(unqualified(text)))
}

/// The name of an operation without its namespace.
pub(super) fn unqualified(name: &str) -> &str {
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
    let (arguments, template) = (vec![format!("{text:?}")], vec![Part::Segment("{}".to_owned())]);
    Some((Taken { arguments, template, exact: -1, misfit: None }, rest))
}

fn take_call<'t>(segment: &str, arguments: &[Argument], tokens: &'t [Token]) -> Option<(Taken, &'t [Token])> {
    let [Token::Segment(text), rest @ ..] = tokens else { return None };
    if !same_name(segment, text, true) {
        return None;
    }
    let (values, rest) = match rest {
        [Token::Arguments(values), rest @ ..] => (values.as_slice(), rest),
        // A single value without a name.
        [Token::Key(text), rest @ ..] => {
            let [argument] = arguments else { return None };
            let value = Value { text: text.clone(), quoted: true };
            let mut taken = take_arguments(arguments, &[(argument.wire.clone(), value)])?;
            taken.template.insert(0, Part::Segment(segment.to_owned()));
            return Some((taken, rest));
        }
        rest => (&[][..], rest),
    };
    let mut taken = take_arguments(arguments, values)?;
    taken.template.insert(0, Part::Segment(segment.to_owned()));
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
        let (_, value) = values.iter().find(|(name, _)| name.eq_ignore_ascii_case(&argument.wire))?;
        match expression(&argument.ty, value) {
            Ok(expression) => taken.arguments.push(expression),
            Err(misfit) => {
                taken.misfit = Some(format!("argument `{}`: {misfit}", argument.wire));
            }
        }
    }
    taken.template.push(Part::Arguments(arguments.iter().map(|argument| argument.wire.clone()).collect()));
    Some(taken)
}

/// A value of a path as an argument of its type.
fn expression(ty: &ValueType, value: &Value) -> Result<String, String> {
    let text = value.text.as_str();
    if ty.collection {
        return list(text);
    }
    let number = |name: &str, fits: bool| {
        let code = format!("{text}_{name}");
        if fits { Ok(code) } else { Err(format!("`{text}` is no {name}")) }
    };
    Ok(match &ty.item {
        ItemType::Scalar(Scalar::String) => format!("{text:?}"),
        ItemType::Scalar(Scalar::Bool) => match text.to_ascii_lowercase().as_str() {
            "true" => "true".to_owned(),
            "false" => "false".to_owned(),
            _ => return Err(format!("`{text}` is no Boolean")),
        },
        ItemType::Scalar(Scalar::I32) => return number("i32", text.parse::<i32>().is_ok()),
        ItemType::Scalar(Scalar::I64) => return number("i64", text.parse::<i64>().is_ok()),
        ItemType::Scalar(Scalar::F64) => return number("f64", text.parse::<f64>().is_ok()),
        ItemType::Scalar(Scalar::Stream | Scalar::Value | Scalar::Binary) | ItemType::Model(_) => {
            literal(text, value.quoted)
        }
        ItemType::Scalar(Scalar::Decimal) => {
            format!("&msgraph_core::Decimal::from({text:?}.parse::<i64>().unwrap_or_default())")
        }
        ItemType::Scalar(Scalar::Guid) => format!("&msgraph_core::Guid::from({text:?})"),
        ItemType::Scalar(Scalar::DateTimeOffset) => format!("&msgraph_core::DateTimeOffset::from({text:?})"),
        ItemType::Scalar(Scalar::Date) => format!("&msgraph_core::Date::from({text:?})"),
        ItemType::Scalar(Scalar::TimeOfDay) => format!("&msgraph_core::TimeOfDay::from({text:?})"),
        ItemType::Scalar(Scalar::Duration) => format!("&msgraph_core::Duration::from({text:?})"),
        ItemType::Enum(path) => format!("&{}::from({text:?})", spelled("models", path)),
        ItemType::Flags(path) => {
            format!("&msgraph_core::Flags::<{}>::from({text:?})", spelled("models", path))
        }
    })
}

/// `models::call_records::Session`
pub fn spelled(room: &str, path: &TypePath) -> String {
    let modules = path.modules.iter().map(ModIdent::as_str);
    let parts: Vec<&str> = [room].into_iter().chain(modules).chain([path.ident.as_str()]).collect();
    parts.join("::")
}

fn literal(text: &str, quoted: bool) -> String {
    if quoted {
        format!("msgraph_core::client::Literal::from({text:?})")
    } else {
        format!("msgraph_core::client::Literal::bare({text:?})")
    }
}

/// A JSON array, or values between commas.
fn list(text: &str) -> Result<String, String> {
    let values: Vec<serde_json::Value> =
        serde_json::from_str(&text.replace('\'', "\"")).map_err(|_| format!("`{text}` is no list"))?;
    let items: Vec<String> = values
        .iter()
        .map(|value| match value.as_str() {
            Some(text) => literal(text, true),
            None => literal(&value.to_string(), false),
        })
        .collect();
    Ok(format!("[{}]", items.join(", ")))
}
