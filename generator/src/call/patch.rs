//! JSON as a change: `Patch` with one call for each member.
//!
//! In: the type that is changed, and a JSON object. Out: code. Null is `clear`; what cannot be set by a token (what the service
//! sets, relationships, annotations, what the type does not have) is set by its name on the wire.

use serde_json::Value;

use super::body::{Bodies, json_macro};
use super::code::Code;
use super::index::token;
use super::words::shown;
use crate::sdk::Struct;

/// `Patch::new().set(models::User::CITY, "Rome").clear(models::User::SKILLS)`
pub(super) fn patch<'a>(bodies: &mut Bodies<'a>, declared: &'a Struct, value: &Value) -> Code {
    let found = bodies.concrete(declared, value);
    let derived = found.path != declared.path;
    let mut links = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let is_name = name == "@odata.type"
            && value
                .as_str()
                .is_some_and(|text| text.trim_start_matches('#') == found.wire.trim_start_matches('#'));
        if is_name {
            if !derived {
                links.push(Code::method("typed", Vec::new()));
            }
            continue;
        }
        links.push(member(bodies, found, name, value));
    }
    if derived {
        links.push(Code::method("for_base", Vec::new()));
    }
    let path = super::code::spelled("models", &found.path);
    let room = Code::Named(super::code::Import::Room("models"), String::new());
    let start = Code::Row(vec![room, Code::of_crate("Patch", &format!("::<{path}>::new()"))]);
    Code::Chain(Box::new(start), links)
}

fn member<'a>(bodies: &mut Bodies<'a>, found: &'a Struct, name: &str, value: &Value) -> Code {
    // A name in another case is another name for a patch.
    let token = token(found, name).filter(|token| token.wire == name);
    let settable = token.filter(|token| !token.read_only && !token.navigation);
    if let Some(token) = settable {
        let property = Code::member("models", &found.path, token.ident.as_str());
        if value.is_null() {
            return Code::method("clear", vec![property]);
        }
        if let Some(code) = bodies.exact(&token.ty, value) {
            return Code::method("set", vec![property, plain(code)]);
        }
    }
    if !name.contains(['@', '#']) {
        bodies.notes.push(match (token, settable) {
            (None, _) => {
                format!("`{}` is not known to have {}", found.wire.trim_start_matches('#'), shown(name))
            }
            (Some(_), None) => format!("{} is not known to be changed by an update", shown(name)),
            (Some(_), Some(_)) => format!("{} is not of the type that is documented", shown(name)),
        });
    }
    let raw = match value {
        Value::String(text) => Code::literal(text),
        Value::Bool(value) => Code::text(value.to_string()),
        other => json_macro(other),
    };
    Code::method("set_raw", vec![Code::literal(name), raw])
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
