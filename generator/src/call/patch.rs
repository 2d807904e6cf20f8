//! JSON as a change: `Patch` with one call for each member.
//!
//! In: the type that is changed, and a JSON object. Out: code. Null is `clear`; what is called read-only is set by its token, made
//! writable; what cannot be set by a token (relationships, annotations, what the type does not have) is set by its name on the
//! wire.

use serde_json::Value;

use super::body::{Bodies, json_macro};
use super::code::Code;
use super::index::token;
use super::kin::{TYPE_NAME, is_wire};
use super::words::shown;
use crate::sdk::{Struct, Token};

/// `Patch::new().set(models::User::CITY, "Rome").clear(models::User::SKILLS)`
pub(super) fn patch<'a>(bodies: &mut Bodies<'a>, declared: &'a Struct, value: &Value) -> Code {
    let found = bodies.concrete(declared, value);
    let derived = found.path != declared.path;
    let (mut links, mut late) = (Vec::new(), Vec::new());
    for (name, value) in value.as_object().into_iter().flatten() {
        if name == TYPE_NAME && value.as_str().is_some_and(|text| is_wire(found, text)) {
            if !derived {
                links.push(Code::method("typed", Vec::new()));
            }
            continue;
        }
        let link = member(bodies, found, name, value);
        // What says the type in other words is said instead of what the crate says.
        if derived && name == TYPE_NAME {
            late.push(link);
        } else {
            links.push(link);
        }
    }
    if derived {
        links.push(Code::method("for_base", Vec::new()));
    }
    links.append(&mut late);
    let path = super::code::spelled("models", &found.path);
    let room = Code::Named(super::code::Import::Room("models"), String::new());
    let start = Code::Row(vec![room, Code::of_crate("Patch", &format!("::<{path}>::new()"))]);
    Code::Chain(Box::new(start), links)
}

fn member<'a>(bodies: &mut Bodies<'a>, found: &'a Struct, name: &str, value: &Value) -> Code {
    // In an open type a name in another case is another name.
    let token = token(found, name).filter(|token| token.wire == name || !bodies.is_open(found));
    let settable = token.filter(|token| !token.navigation);
    if let Some(token) = settable
        && let Some(link) = set(bodies, found, token, value)
    {
        bodies.respelled(token, name);
        return link;
    }
    if !name.contains(['@', '#']) {
        match (token, settable) {
            (None, _) => bodies.unknown(found, found.wire.trim_start_matches('#'), name),
            (Some(_), None) => bodies
                .notes
                .untyped(format!("{} leads to other things, which a patch does not change", shown(name))),
            (Some(_), Some(_)) => {
                bodies.notes.untyped(format!("{} is not of the type that is documented", shown(name)));
            }
        }
    }
    let raw = match value {
        Value::String(text) => Code::literal(text),
        Value::Bool(value) => Code::text(value.to_string()),
        other => json_macro(other),
    };
    Code::method("set_raw", vec![Code::literal(name), raw])
}

/// `.set(models::User::CITY, "Rome")`
fn set<'a>(bodies: &mut Bodies<'a>, found: &'a Struct, token: &'a Token, value: &Value) -> Option<Code> {
    let property = Code::member("models", &found.path, token.ident.as_str());
    let property = if token.read_only {
        Code::Chain(Box::new(property), vec![Code::method("writable", Vec::new())])
    } else {
        property
    };
    let link = if value.is_null() {
        Code::method("clear", vec![property])
    } else {
        let value = bodies.fitting(token, value, |bodies, value| bodies.exact(&token.ty, value))?;
        let value = plain(value);
        Code::method("set", vec![property, value])
    };
    if token.read_only {
        bodies.notes.remark(format!(
            "{} is called read-only: a service may ignore it, or refuse the request",
            shown(&token.wire)
        ));
    }
    Some(link)
}

/// A text that converts by itself: `String::from("a")` is `"a"`.
fn plain(code: Code) -> Code {
    match code {
        Code::Row(parts) => match &parts[..] {
            [Code::Text(head), Code::List { items, .. }] if head == "String::from" => items[0].clone(),
            [Code::Named(super::code::Import::Crate(_), head), Code::List { items, .. }]
                if head.ends_with("::from")
                    && matches!(&items[..], [Code::Text(text)] if text.starts_with('"')) =>
            {
                items[0].clone()
            }
            _ => Code::Row(parts),
        },
        code => code,
    }
}
