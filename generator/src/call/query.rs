//! The query of a request as methods of the call.
//!
//! In: the call and the options. Out: methods, arguments of the call, and what of the query had to stay a text.

use super::arguments::in_query;
use super::code::{Code, chunks};
use super::conditions;
use super::expand;
use super::index::Index;
use super::notes::Notes;
use super::way::Way;
use super::words::shown;
use crate::sdk::{Body as Sends, CallKind, ItemType, Output, REMOVED, Scalar, Struct, TokenName};

/// What a query becomes.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// Methods of the request type, before the call.
    pub(super) setters: Vec<Code>,
    /// Arguments of the call.
    pub(super) arguments: Vec<Code>,
    /// Methods of the request.
    pub(super) options: Vec<Code>,
    /// What stayed a text, and why.
    pub(super) notes: Notes,
}

/// Translates the options of a query, in their order.
pub(super) fn query<'a>(index: &'a Index<'a>, way: &Way<'a>, options: &[(String, String)]) -> Query {
    let mut query = Query::default();
    let is_reference =
        |name: &str| way.call.body == Sends::ReferenceInQuery && name.eq_ignore_ascii_case(REMOVED);
    let mut used: Vec<bool> = options.iter().map(|(name, _)| is_reference(name)).collect();
    for argument in &way.call.query {
        let given = options.iter().position(|(name, _)| name.eq_ignore_ascii_case(&argument.wire));
        let (code, misfit) = in_query(&argument.ty, given.map_or("", |at| options[at].1.trim()));
        query.arguments.push(code);
        match given {
            Some(at) => {
                used[at] = true;
                query.notes.untyped.extend(misfit.map(|why| format!("`{}`: {why}", argument.wire)));
            }
            None => query.notes.untyped(format!("the page demands `{}` in the query", argument.wire)),
        }
    }
    for ((name, value), _) in options.iter().zip(&used).filter(|(_, used)| !**used) {
        let setters = &way.place.requests.setters;
        if let Some(setter) = setters.iter().find(|setter| setter.argument.wire.eq_ignore_ascii_case(name)) {
            let (code, misfit) = in_query(&setter.argument.ty, value);
            query.setters.push(Code::method(setter.ident.as_str(), vec![code]));
            query.notes.untyped.extend(misfit.map(|why| format!("`{name}`: {why}")));
            continue;
        }
        if let Some(refusal) = refusal(way, name) {
            query.notes.remark(refusal);
        }
        option(index, way, name, value, &mut query);
    }
    query
}

/// The type whose properties the options name.
fn owner<'a>(index: &'a Index<'a>, way: &Way<'a>) -> Option<&'a Struct> {
    match &way.call.output {
        Output::Value(ty) | Output::Optional(ty) if way.call.kind != CallKind::Count => {
            index.structure_of(ty)
        }
        // The number of things of the type that the request type is about.
        _ => index.about(way.place.path?).map(|(found, _)| found),
    }
}

/// Whether properties can be selected of what the call gives.
pub fn is_selectable(kind: CallKind, output: &Output) -> bool {
    let paged = matches!(kind, CallKind::List | CallKind::Delta);
    match output {
        Output::Value(ty) | Output::Optional(ty) => {
            let wrapped = match &ty.item {
                ItemType::Enum(_) | ItemType::Flags(_) => true,
                ItemType::Scalar(Scalar::Value | Scalar::Stream) => ty.collection,
                ItemType::Scalar(_) | ItemType::Model(_) => false,
            };
            paged || (kind == CallKind::Get && !ty.collection && !wrapped)
        }
        Output::Binary | Output::Nothing => false,
    }
}

/// What the page says of an option that does not work there.
fn refusal(way: &Way<'_>, name: &str) -> Option<String> {
    // Another page that speaks for the request may say otherwise.
    let documented = way.documented.filter(|_| way.page.is_none())?;
    let known = system_name(name).filter(|known| !is_handed_out(known))?;
    let named = documented.named_options.iter().find(|(option, _)| option.name() == &known[1..]);
    match (named, documented.options) {
        (Some((_, false)), _) => Some(format!("the page says that `{known}` is not supported")),
        (None, Some(false)) => Some("the page says that no option of the query is supported".to_owned()),
        _ => None,
    }
}

/// Whether an option is a part of the links that the service answers with.
fn is_handed_out(known: &str) -> bool {
    ["$deltatoken", "$skiptoken"].contains(&known)
}

/// The name of an option of OData, with its dollar sign. Graph takes some without as well; `search` means another thing then.
fn system_name(name: &str) -> Option<&'static str> {
    let names = [
        "$select",
        "$expand",
        "$filter",
        "$orderby",
        "$top",
        "$skip",
        "$search",
        "$count",
        "$deltatoken",
        "$skiptoken",
        "$format",
    ];
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    let bare = |known: &&str| known[1..].eq_ignore_ascii_case(name);
    names.into_iter().find(is).or_else(|| names.into_iter().take(6).chain(["$count"]).find(bare))
}

fn option<'a>(index: &'a Index<'a>, way: &Way<'a>, name: &str, value: &str, query: &mut Query) {
    let kind = way.call.kind;
    let (listed, delta, counts) = (kind == CallKind::List, kind == CallKind::Delta, kind == CallKind::Count);
    let selectable = is_selectable(kind, &way.call.output);
    let owner = owner(index, way);
    let number = value.trim().parse::<u32>().ok();
    let one = |method: &str, code: Code| Code::method(method, vec![code]);
    let raw = |query: &mut Query| {
        query.options.push(Code::method("query_option", vec![Code::literal(name), Code::literal(value)]));
    };
    match (system_name(name).unwrap_or_default(), number) {
        ("$select", _) if selectable => {
            let terms = value.split(',').map(str::trim).filter(|term| !term.is_empty());
            let codes = terms.map(|term| {
                let typed =
                    owner.and_then(|owner| conditions::selected(index, owner, term, &mut query.notes));
                if typed.is_none() {
                    query.notes.untyped(format!(
                        "`$select`: {} is not a property that the type is known to have",
                        shown(term)
                    ));
                }
                typed.unwrap_or_else(|| Code::literal(term))
            });
            let codes: Vec<Code> = codes.collect();
            query.options.extend(chunks("select", &codes));
        }
        ("$expand", _) if selectable => {
            let codes = expand::terms(value).into_iter().map(|term| {
                let typed = owner.and_then(|owner| expand::expand(index, owner, term, &mut query.notes));
                if typed.is_none() {
                    query.notes.untyped(format!(
                        "`$expand`: {} cannot be said with what the type is known to have",
                        shown(term)
                    ));
                }
                typed.unwrap_or_else(|| Code::literal(term))
            });
            let codes: Vec<Code> = codes.collect();
            query.options.extend(chunks("expand", &codes));
        }
        ("$filter", _) if listed || delta || counts => {
            let typed = owner.and_then(|owner| conditions::filter(index, owner, value, &mut query.notes));
            if typed.is_none() {
                query
                    .notes
                    .untyped("`$filter` has names or forms that the type is not known to have".to_owned());
            }
            let text = || {
                let value = Code::literal(&spaced(value));
                if counts { Code::call(Code::of_crate("Filter", "::<()>::raw"), vec![value]) } else { value }
            };
            query.options.push(one("filter", typed.unwrap_or_else(text)));
        }
        ("$orderby", _) if listed => {
            let value = &spaced(value);
            let typed = owner.and_then(|owner| conditions::order_by(index, owner, value));
            if typed.is_none() {
                query.notes.untyped("`$orderby` has names that the type is not known to have".to_owned());
            }
            match typed {
                Some(codes) => query.options.extend(chunks("order_by", &codes)),
                None => query.options.push(one("order_by", Code::literal(value))),
            }
        }
        ("$top", Some(number)) if listed || delta => {
            query.options.push(one("top", Code::text(number.to_string())));
        }
        ("$skip", Some(number)) if listed => {
            query.options.push(one("skip", Code::text(number.to_string())));
        }
        ("$search", _) if listed || counts => {
            let value = &spaced(value);
            let bare = phrase(value);
            if bare.is_none() && !value.trim_start().starts_with('"') {
                query
                    .notes
                    .remark("`search` would put the words into quotes, so the option is set by its name");
                return raw(query);
            }
            query.options.push(one("search", Code::literal(bare.unwrap_or(value))));
        }
        ("$count", _) if listed && value.trim() == "true" => {
            query.options.push(Code::method("count", Vec::new()));
        }
        ("$format", _) => query.options.push(one("format", Code::literal(value))),
        ("$deltatoken", _) if delta && value.trim().eq_ignore_ascii_case("latest") => {
            query.options.push(Code::method("from_now", Vec::new()));
        }
        _ if delta && is_drive_token(way, name) && value.trim().eq_ignore_ascii_case("latest") => {
            query.options.push(Code::method("from_now", Vec::new()));
        }
        (known, _) => {
            // What the service hands out is passed on as it is.
            if !is_handed_out(known) {
                query.notes.untyped(format!("{} has no method at this request", shown(name)));
            }
            raw(query);
        }
    }
}

/// Whether the token is called so, as the page of the delta function says, or else as drives and sites do.
fn is_drive_token(way: &Way<'_>, name: &str) -> bool {
    let Some(documented) = way.documented.or(way.elsewhere) else { return false };
    let mut names = documented.template.split(['/', '(', ':']);
    name.eq_ignore_ascii_case("token")
        && match documented.token {
            Some(token) => token == TokenName::Parameter,
            None => names.any(|name| ["drive", "drives", "sites", "shares"].contains(&name)),
        }
}

/// With spaces for the pluses of a form of HTML; those of a time zone stay: `10:00:00+01:00`.
fn spaced(value: &str) -> String {
    let mut spaced = String::with_capacity(value.len());
    for (at, part) in value.split('+').enumerate() {
        let zone = part.get(..3).is_some_and(|start| {
            start.ends_with(':') && start.bytes().take(2).all(|byte| byte.is_ascii_digit())
        });
        if at > 0 {
            spaced.push(if zone { '+' } else { ' ' });
        }
        spaced.push_str(part);
    }
    spaced
}

/// The one phrase in quotes that a search consists of, if it does.
fn phrase(value: &str) -> Option<&str> {
    let inner = value.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!inner.is_empty() && !inner.contains(['"', '\\'])).then_some(inner)
}
