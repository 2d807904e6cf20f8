//! A call of the generated crate as Rust code.
//!
//! In: an example and the chain of methods that leads to its path. Out: the source of one short function, or what of
//! the example the typed call cannot take.

use msgraph_codegen::sdk::{Body as Sends, CallKind, ItemType, REMOVED, Scalar, Struct, TypePath, ValueType};
use serde_json::Value;

use super::example::{Body, Example};
use msgraph_codegen::call::code::{Code as Rust, spelled};
use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::way::Way;
use msgraph_codegen::call::{in_query, is_selectable, is_set_by_application};
use msgraph_codegen::odata::address::{self as url, Token};

/// The source of a call.
#[derive(Debug)]
pub struct Code {
    /// Statements that end with the result of the function.
    pub source: String,
    /// Query options that only the raw method takes at this kind of request.
    pub raw_options: Vec<String>,
    /// Members of the body that its type does not know.
    pub raw_members: Vec<String>,
}

/// The function body for an example.
pub fn code(api: &Index<'_>, example: &Example, chain: &Way<'_>) -> Result<Code, String> {
    if let Some(misfit) = &chain.misfit {
        return Err(misfit.clone());
    }
    let mut raw_options = Vec::new();
    let mut options = String::new();
    let (demanded, given): (Vec<_>, Vec<_>) =
        url::query(url::split(&example.url).1).into_iter().partition(|(name, _)| is_demanded(chain, name));
    for (name, value) in given {
        let (code, typed) = option(chain, &name, &value)?;
        options.push_str(&code);
        if !typed {
            raw_options.push(name);
        }
    }
    let body = body(api, example, &chain.call.body)?;
    let mut last = chain.last.clone();
    for argument in &chain.call.query {
        let given = demanded.iter().find(|(name, _)| name.eq_ignore_ascii_case(&argument.wire));
        let (_, value) = given.ok_or_else(|| format!("the query lacks {:?}", argument.wire))?;
        last.arguments.push(in_query(&argument.ty, value.trim()).0);
    }
    last.arguments.extend(body.argument.map(Rust::text));
    if chain.call.etag {
        let etag = example.header("if-match").unwrap_or("*");
        last.arguments.push(Rust::literal(etag));
    }
    let source = format!(
        "{}Ok({}({}{}{}{options}{}{}))",
        body.statement,
        runner(chain),
        chain.start("g").flat(),
        chain.steps.iter().map(|step| step.code().flat()).collect::<String>(),
        last.code().flat(),
        headers(example, chain),
        if is_text(example, chain) { ".content(c.content(\"text/plain\"))" } else { "" }
    );
    Ok(Code { source, raw_options, raw_members: body.raw })
}

/// Whether an option of the query is an argument of the method.
fn is_demanded(chain: &Way<'_>, name: &str) -> bool {
    let removed = chain.call.body == Sends::ReferenceInQuery && name == REMOVED;
    removed || chain.call.query.iter().any(|argument| argument.wire.eq_ignore_ascii_case(name))
}

/// Whether the example sends a text where the method takes JSON: the application replaces the body.
pub(super) fn is_text(example: &Example, chain: &Way<'_>) -> bool {
    let sends = !matches!(chain.call.body, Sends::Binary(_));
    sends && matches!(example.body, Body::Text(_)) && example.header("content-type").is_some()
}

/// How the result of this kind of request is read.
fn runner(chain: &Way<'_>) -> &'static str {
    match chain.call.kind {
        CallKind::Get
        | CallKind::Fixed
        | CallKind::Write
        | CallKind::Upsert
        | CallKind::Count
        | CallKind::Download => "plain",
        CallKind::List | CallKind::FixedList | CallKind::WriteList => "page",
        CallKind::Delta => "changes",
        CallKind::LongRunning => "operation",
    }
}

/// `.select("id,displayName")`, and whether that is the typed method.
fn option(chain: &Way<'_>, name: &str, value: &str) -> Result<(String, bool), String> {
    let kind = chain.call.kind;
    let (listed, delta) = (kind == CallKind::List, kind == CallKind::Delta);
    let text = format!("{value:?}");
    let number = value.trim().parse::<u32>().ok();
    let code = match (name.to_ascii_lowercase().as_str(), number) {
        ("$select", _) if is_selectable(kind, &chain.call.output) => format!(".select({text})"),
        ("$expand", _) if is_selectable(kind, &chain.call.output) => format!(".expand({text})"),
        ("$filter", _) if listed || delta => format!(".filter({text})"),
        ("$filter", _) if kind == CallKind::Count => {
            format!(".filter(msgraph_core::Filter::<()>::raw({text}))")
        }
        ("$top", Some(number)) if listed || delta => format!(".top({number})"),
        ("$skip", Some(number)) if listed => format!(".skip({number})"),
        ("$orderby", _) if listed => format!(".order_by({text})"),
        ("$search", _) if (listed || kind == CallKind::Count) && value.trim().starts_with('"') => {
            format!(".search({text})")
        }
        ("$count", _) if listed && value.trim() == "true" => ".count()".to_owned(),
        ("$format", _) => format!(".format({text})"),
        _ => {
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_graphic() && !"&=#?+%".contains(c)) {
                return Err(format!("the query has the option {name:?}"));
            }
            return Ok((format!(".query_option({name:?}, {text})"), false));
        }
    };
    Ok((code, true))
}

/// Headers that the application sets: not those of the protocol, nor those that the client sets by itself.
fn headers(example: &Example, chain: &Way<'_>) -> String {
    let mut codes = Vec::new();
    for (name, value) in &example.headers {
        let lower = name.to_ascii_lowercase();
        let by_client = match lower.as_str() {
            "consistencylevel" => chain.documented.is_some_and(|found| found.consistency.is_some()),
            "prefer" => {
                value.eq_ignore_ascii_case("include-unknown-enum-members")
                    && chain.documented.is_some_and(|found| found.unknown_members)
            }
            "if-match" => chain.call.etag,
            "accept" => value.to_ascii_lowercase().starts_with("application/json"),
            _ => !is_set_by_application(&lower),
        };
        if by_client {
            continue;
        }
        codes.push(match lower.as_str() {
            "if-match" => format!(".if_match({value:?})"),
            _ => format!(".header({name:?}, {value:?})"),
        });
    }
    codes.concat()
}

/// The body of a call.
#[derive(Default)]
struct Sent {
    statement: String,
    argument: Option<String>,
    raw: Vec<String>,
}

fn body(api: &Index<'_>, example: &Example, sends: &Sends) -> Result<Sent, String> {
    let sent = |ty: &str, statement: &str| Sent {
        statement: format!("let b = {ty};{statement}"),
        argument: Some("&b".to_owned()),
        raw: Vec::new(),
    };
    Ok(match sends {
        Sends::None => Sent::default(),
        Sends::Model(path) => {
            let found = concrete(api, path, &example.body)?;
            let name = spelled("models", &found.path);
            // As if made by hand: a derived type says its name by itself.
            let fresh = match example.body.json() {
                Some(value) if value.get("@odata.type").is_none() && found.base.is_some() => {
                    "let mut b = b;b.rest.forget_type_name();"
                }
                _ => "",
            };
            Sent { raw: unknown(api, found, &example.body), ..sent(&format!("c.model::<{name}>()?"), fresh) }
        }
        Sends::Parameters(path) => {
            let raw = api.parameters(path).map(|found| unknown(api, found, &example.body));
            let name = spelled("parameters", path);
            Sent { raw: raw.unwrap_or_default(), ..sent(&format!("c.model::<{name}>()?"), "") }
        }
        Sends::Patch(path) => {
            let found = concrete(api, path, &example.body)?;
            let name = spelled("models", &found.path);
            let base = if found.path == *path { "" } else { ".for_base()" };
            let argument = Some(format!("b{base}"));
            let raw = unknown(api, found, &example.body);
            Sent { statement: format!("let b = c.patch::<{name}>()?;"), argument, raw }
        }
        Sends::Value(ty) => sent(&format!("c.value::<{}>()?", value_type(ty)), ""),
        Sends::Untyped => sent("c.value::<msgraph_core::Value>()?", ""),
        Sends::Binary(media) => Sent { argument: Some(format!("c.content({media:?})")), ..Sent::default() },
        Sends::Reference => {
            let address =
                example.body.json().and_then(|value| value.get("@odata.id")).and_then(Value::as_str);
            sent(&reference(address.ok_or("body: a reference without `@odata.id`")?)?, "")
        }
        Sends::ReferenceInQuery => {
            let options = url::query(url::split(&example.url).1);
            let address = options.iter().find(|(name, _)| name == REMOVED);
            sent(&reference(&address.ok_or("the query lacks `$id`")?.1)?, "")
        }
    })
}

/// The type that the body names, if it can stand where `path` is asked for.
fn concrete<'a>(api: &Index<'a>, path: &TypePath, body: &Body) -> Result<&'a Struct, String> {
    let declared = api.structure(path).ok_or("the type of the body is no struct")?;
    let Some(name) = body.json().and_then(|value| value.get("@odata.type")).and_then(Value::as_str) else {
        return Ok(declared);
    };
    match api.by_wire(name) {
        Some(found) if found.path == declared.path || found.ancestors.contains(&declared.path) => Ok(found),
        Some(_) => Err(format!("body: `{name}` is not derived from `{}`", declared.wire)),
        None => Ok(declared),
    }
}

/// Members that the type does not have; annotations are no members.
fn unknown(api: &Index<'_>, structure: &Struct, body: &Body) -> Vec<String> {
    let known = api.members(structure);
    let Some(Value::Object(members)) = body.json() else { return Vec::new() };
    members.keys().filter(|name| !name.contains('@') && !known.contains(*name)).cloned().collect()
}

fn value_type(ty: &ValueType) -> String {
    let item = match &ty.item {
        ItemType::Scalar(scalar) => match scalar {
            Scalar::String => "String",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::F64 => "f64",
            Scalar::Decimal => "msgraph_core::Decimal",
            Scalar::Guid => "msgraph_core::Guid",
            Scalar::DateTimeOffset => "msgraph_core::DateTimeOffset",
            Scalar::Date => "msgraph_core::Date",
            Scalar::TimeOfDay => "msgraph_core::TimeOfDay",
            Scalar::Duration => "msgraph_core::Duration",
            Scalar::Binary => "msgraph_core::Binary",
            Scalar::Stream => "msgraph_core::Stream",
            Scalar::Value => "msgraph_core::Value",
        }
        .to_owned(),
        ItemType::Model(path) | ItemType::Enum(path) => spelled("models", path),
        ItemType::Flags(path) => format!("msgraph_core::Flags<{}>", spelled("models", path)),
    };
    if ty.collection { format!("Vec<{item}>") } else { item }
}

/// A reference to what is at an address.
fn reference(address: &str) -> Result<String, String> {
    let (_, rest) = address.split_once("://").unwrap_or(("", address));
    let path = rest.find('/').map_or("", |at| &rest[at + 1..]);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let mut codes = vec!["reference(&g.client().root()".to_owned()];
    for (number, token) in url::path(path).iter().enumerate() {
        codes.push(match token {
            // Segments alternate with keys, as far as a reference needs.
            Token::Segment(text) if number % 2 == 0 => format!(".push({text:?})"),
            Token::Segment(text) | Token::Key(text) => format!(".push_key({text:?})"),
            Token::Arguments(_) | Token::File(_) => return Err("body: a reference by path".to_owned()),
        });
    }
    codes.push(")?".to_owned());
    Ok(codes.concat())
}
