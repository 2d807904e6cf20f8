//! Requests of our own making: the documented paths with keys filled in, and with queries and bodies made of what the
//! generated crate knows about them.
//!
//! In: a schema and its index. Out: [`Example`]s, the same for the same input. Each kind of call, body and path comes first,
//! then the rest evenly spread.

use std::collections::BTreeSet;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::is_selectable;
use msgraph_codegen::call::way::{self, Way};
use msgraph_codegen::odata::address as url;
use msgraph_codegen::schema::{Request, Schema};
use msgraph_codegen::sdk::{
    Body as Sends, CallKind, Field, ItemType, Output, Scalar, Struct, Token, ValueType,
};
use serde_json::{Map, Value, json};

use crate::replay::example::{Body, Example};
use crate::replay::plan::{body_name, push_name};

/// So many requests of a version.
pub fn sample<'a>(schema: &Schema, index: &'a Index<'a>, number: usize) -> Vec<Example> {
    let mut all = Vec::new();
    let mut kinds = BTreeSet::new();
    for (at, request) in schema.requests.iter().enumerate() {
        if let Some((example, kind)) = example(index, request, at) {
            all.push((kinds.insert(kind), example));
        }
    }
    let (first, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(fresh, _)| *fresh);
    let left = number.saturating_sub(first.len());
    let step = (rest.len() / left.max(1)).max(1);
    let spread = rest.into_iter().step_by(step).take(left);
    first.into_iter().chain(spread).take(number).map(|(_, example)| example).collect()
}

fn example<'a>(index: &'a Index<'a>, request: &Request, at: usize) -> Option<(Example, String)> {
    // A page that shows a text without its quotes shows something that no client may send.
    let is_slip = |value: &url::Value| !value.quoted && !value.text.contains(['{', '<']);
    let slips = url::path(&request.template).iter().any(|token| match token {
        url::Token::Arguments(values) => values.iter().any(|(_, value)| is_slip(value)),
        url::Token::Segment(_) | url::Token::Key(_) | url::Token::File(_) => false,
    });
    if slips {
        return None;
    }
    let (path, way) = ["7", "2026-02-03", "true", "[\"a\"]"].into_iter().find_map(|bare| {
        let path = filled(&request.template, bare, at);
        let found = way::find(index, request.method, &request.page, &url::path(&path)).way?;
        found.misfit.is_none().then_some((path, found))
    })?;
    let maker = Maker { index, at };
    let mut headers = Vec::new();
    if way.call.etag
        || at.is_multiple_of(11) && way.call.body == Sends::None && way.call.kind == CallKind::Write
    {
        headers.push(("If-Match".to_owned(), format!("W/\"{at}\"")));
    }
    if at.is_multiple_of(7) {
        headers.push(("Prefer".to_owned(), "return=minimal".to_owned()));
    }
    let (body, media_type) = maker.body(&way.call.body);
    headers.extend(media_type.map(|media_type| ("Content-Type".to_owned(), media_type)));
    let query = maker.query(&way);
    let url = if query.is_empty() { path } else { format!("{path}?{query}") };
    let kind = format!(
        "{:?} {} {} {}",
        way.call.kind,
        body_name(&way.call.body),
        push_name(&way.call.push),
        way.steps.len().min(7)
    );
    let example = Example {
        name: format!("{}#{at}", request.page),
        page: request.page.clone(),
        version: index_version(request, index)?,
        area: String::new(),
        method: request.method,
        url,
        headers,
        body,
        answer: None,
    };
    Some((example, kind))
}

fn index_version(_: &Request, index: &Index<'_>) -> Option<msgraph_codegen::odata::ApiVersion> {
    msgraph_codegen::odata::ApiVersion::ALL.into_iter().find(|api| api.segment() == index.version.segment)
}

/// The template with values for its placeholders; `bare` where one stands without quotes behind an equals sign.
fn filled(template: &str, bare: &str, at: usize) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (_, behind) = after.split_once('}').unwrap_or(("", ""));
        match () {
            () if text.ends_with('=') => text.push_str(bare),
            // Whatever a key holds, it is one segment.
            () if at.is_multiple_of(5) && !text.ends_with('\'') => text.push_str("a%2Fb%27c"),
            () => text.extend(["k", &at.to_string()]),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Makes values out of types.
struct Maker<'a> {
    index: &'a Index<'a>,
    at: usize,
}

impl<'a> Maker<'a> {
    fn body(&self, sends: &Sends) -> (Body, Option<String>) {
        let json_of = |value| (Body::Json(value), Some("application/json".to_owned()));
        match sends {
            Sends::ReferenceInQuery | Sends::None => (Body::None, None),
            Sends::Model(path) | Sends::Patch(path) => {
                json_of(self.object(self.index.structure(path), true, 0))
            }
            Sends::Parameters(path) => json_of(self.object(self.index.parameters(path), false, 0)),
            Sends::Value(ty) => json_of(self.value(ty, 0)),
            Sends::Binary(_) => (Body::Text(format!("content {}", self.at)), Some("text/plain".to_owned())),
            Sends::Reference => json_of(
                json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{}", self.at) }),
            ),
            Sends::Untyped => json_of(json!({ "a": [1, null, { "b": "c" }] })),
        }
    }

    fn fields(&self, found: &'a Struct) -> Vec<&'a Field> {
        let bases = found.ancestors.iter().filter_map(|path| self.index.structure(path));
        bases.flat_map(|base| &base.fields).chain(&found.fields).collect()
    }

    fn object(&self, declared: Option<&'a Struct>, open: bool, depth: usize) -> Value {
        let Some(declared) = declared else { return json!({}) };
        let variants = declared.any.as_ref().map(|any| any.variants.as_slice()).unwrap_or_default();
        let chosen = variants
            .get(self.at % (variants.len() + 1))
            .and_then(|variant| self.index.structure(&variant.path));
        let found = chosen.unwrap_or(declared);
        let mut members = Map::new();
        if chosen.is_some() || found.base.is_some() && self.at.is_multiple_of(2) && open {
            members.insert("@odata.type".to_owned(), Value::from(found.wire.as_str()));
        }
        let settable =
            self.fields(found).into_iter().filter(|field| !field.token.read_only && !field.token.navigation);
        for (number, field) in settable.skip(self.at % 3).step_by(1 + self.at % 2).take(6).enumerate() {
            let value = if number == 3 { Value::Null } else { self.value(&field.token.ty, depth + 1) };
            members.insert(field.token.wire.clone(), value);
        }
        if depth == 0 && open {
            let link = self.fields(found).into_iter().find(|field| field.token.navigation);
            if let Some(link) = link {
                let address = "https://graph.microsoft.com/v1.0/directoryObjects/x";
                let bound = if link.token.ty.collection { json!([address]) } else { json!(address) };
                members.insert(format!("{}@odata.bind", link.token.wire), bound);
            }
            if self.at.is_multiple_of(4) {
                members
                    .insert("ext0a_open\"property".to_owned(), json!({ "deep": ["\"; drop", 1.5, false] }));
            }
        }
        Value::Object(members)
    }

    fn value(&self, ty: &ValueType, depth: usize) -> Value {
        if ty.collection {
            let one = self.item(&ty.item, depth);
            return Value::Array(if depth < 2 { vec![one.clone(), one] } else { vec![one] });
        }
        self.item(&ty.item, depth)
    }

    fn item(&self, ty: &ItemType, depth: usize) -> Value {
        match ty {
            ItemType::Model(_) if depth > 2 => json!({}),
            ItemType::Model(path) => self.object(self.index.structure(path), false, depth),
            ItemType::Enum(path) | ItemType::Flags(path) => {
                let members =
                    self.index.enumeration(path).map(|found| found.members.as_slice()).unwrap_or_default();
                let member = members.get(self.at % members.len().max(1));
                Value::from(member.map_or("later", |member| member.wire.as_str()))
            }
            ItemType::Scalar(scalar) => self.scalar(*scalar),
        }
    }

    fn scalar(&self, scalar: Scalar) -> Value {
        let at = self.at;
        match scalar {
            Scalar::String => Value::from(format!("te\"xt\\ {at} é\u{202e}\n//")),
            Scalar::Bool => Value::from(at.is_multiple_of(2)),
            Scalar::I32 => Value::from(-7),
            Scalar::I64 => Value::from(if at.is_multiple_of(2) { 5_000_000_000_i64 } else { 3 }),
            Scalar::F64 => {
                if at.is_multiple_of(2) {
                    json!(2.5)
                } else {
                    json!(4)
                }
            }
            Scalar::Decimal => Value::from(12),
            Scalar::Guid => Value::from("0123abcd-0000-0000-0000-000000000000"),
            Scalar::DateTimeOffset => Value::from("2026-02-03T04:05:06Z"),
            Scalar::Date => Value::from("2026-02-03"),
            Scalar::TimeOfDay => Value::from("04:05:06"),
            Scalar::Duration => Value::from("PT15M"),
            Scalar::Binary | Scalar::Stream => Value::from("SGVsbG8="),
            Scalar::Value => json!({ "any": [null, "x"] }),
        }
    }

    fn query(&self, way: &Way<'a>) -> String {
        let mut options: Vec<String> = way
            .call
            .query
            .iter()
            .map(|argument| format!("{}={}", argument.wire, self.in_query(&argument.ty)))
            .collect();
        if way.call.body == Sends::ReferenceInQuery {
            let segment = self.index.version.segment;
            options.push(format!("$id=https://graph.microsoft.com/{segment}/directoryObjects/{}", self.at));
        }
        let owner = match &way.call.output {
            Output::Value(ty) | Output::Optional(ty) => self.index.structure_of(ty),
            Output::Binary | Output::Nothing => None,
        };
        let Some(owner) = owner.filter(|_| is_selectable(way.call.kind, &way.call.output)) else {
            return options.join("&");
        };
        let fields = self.fields(owner);
        let tokens: Vec<&Token> = fields.iter().map(|field| &field.token).collect();
        let plain: Vec<&&Token> = tokens.iter().filter(|token| !token.navigation).collect();
        let names: Vec<&str> =
            plain.iter().skip(self.at % 4).take(3).map(|token| token.wire.as_str()).collect();
        if !names.is_empty() {
            options.push(format!("$select={}", names.join(",")));
        }
        if let Some(link) = tokens.iter().find(|token| token.navigation && self.at.is_multiple_of(3)) {
            options.push(format!("$expand={}{}", link.wire, self.within(&link.ty)));
        }
        if way.call.kind == CallKind::List {
            options.push(format!("$top={}", self.at % 50 + 1));
            options.extend(self.condition(&plain).map(|condition| format!("$filter={condition}")));
            let text = plain.iter().find(|token| is_text(&token.ty));
            options.extend(text.map(|token| format!("$orderby={} desc", token.wire)));
            if self.at.is_multiple_of(6) {
                options.push("$count=true&$skip=3&$search=\"displayName:a b\"".to_owned());
            }
        }
        options.join("&")
    }

    fn in_query(&self, ty: &ValueType) -> String {
        match self.item(&ty.item, 3) {
            Value::String(_) if is_text(ty) => "text".to_owned(),
            Value::String(text) => text,
            other if other.is_object() => "text".to_owned(),
            other => other.to_string(),
        }
    }

    /// Options of an expanded relationship.
    fn within(&self, ty: &ValueType) -> String {
        let Some(target) = self.index.structure_of(ty) else { return String::new() };
        let fields = self.fields(target);
        let names: Vec<&str> = fields
            .iter()
            .filter(|field| !field.token.navigation)
            .take(2)
            .map(|field| field.token.wire.as_str())
            .collect();
        if names.is_empty() || self.at.is_multiple_of(2) {
            String::new()
        } else {
            format!("($select={};$top=2)", names.join(","))
        }
    }

    /// A condition over the first properties whose types can be compared.
    fn condition(&self, tokens: &[&&Token]) -> Option<String> {
        let parts: Vec<String> = tokens.iter().filter_map(|token| self.comparison(token)).take(3).collect();
        let joined = parts.join(if self.at.is_multiple_of(2) { " and " } else { " or " });
        match self.at % 4 {
            _ if parts.is_empty() => None,
            0 => Some(format!("not ({joined})")),
            _ => Some(joined),
        }
    }

    fn comparison(&self, token: &Token) -> Option<String> {
        let name = &token.wire;
        let text = is_text(&ValueType { item: token.ty.item.clone(), collection: false });
        if token.ty.collection {
            return text.then(|| format!("{name}/any(t:t eq 'it''s')"));
        }
        Some(match &token.ty.item {
            ItemType::Scalar(Scalar::String) if self.at.is_multiple_of(2) => {
                format!("startswith({name},'O''Neil')")
            }
            ItemType::Scalar(Scalar::String) => format!("{name} in ('a','b')"),
            ItemType::Scalar(Scalar::Bool) => format!("{name} eq true"),
            ItemType::Scalar(Scalar::I32 | Scalar::I64) => format!("{name} ge 5"),
            ItemType::Scalar(Scalar::DateTimeOffset) => format!("{name} lt 2026-02-03T04:05:06Z"),
            ItemType::Enum(path) => {
                let member = self.index.enumeration(path)?.members.first()?;
                format!("{name} ne '{}'", member.wire)
            }
            ItemType::Model(path) => {
                let inner = self.index.structure(path)?;
                let field = self.fields(inner).into_iter().find(|field| is_text(&field.token.ty))?;
                format!("{name}/{} eq null", field.token.wire)
            }
            _ => return None,
        })
    }
}

fn is_text(ty: &ValueType) -> bool {
    ty.item == ItemType::Scalar(Scalar::String) && !ty.collection
}
