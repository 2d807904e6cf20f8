//! Values of paths and queries as arguments of methods.
//!
//! In: the type of an argument and a text. Out: code, and why the text does not fit, where it does not.

use super::code::Code;
use crate::odata::address::Value;
use crate::sdk::{ItemType, Scalar, ValueType};

/// An argument of a function or a named key.
pub(super) fn in_path(ty: &ValueType, value: &Value) -> (Code, Option<String>) {
    let text = value.text.as_str();
    if ty.collection {
        return list(text);
    }
    match &ty.item {
        // `microsoft.graph.color'red'`: the method would put it into quotes once more.
        ItemType::Scalar(Scalar::String) | ItemType::Enum(_) | ItemType::Flags(_)
            if !value.quoted && text.ends_with('\'') =>
        {
            (typed(&ty.item, text).0, Some(misfit(text, "a text in quotes")))
        }
        ItemType::Scalar(Scalar::String) => (Code::literal(text), None),
        ItemType::Scalar(Scalar::Stream | Scalar::Value | Scalar::Binary) | ItemType::Model(_) => {
            (literal(text, value.quoted), None)
        }
        item => typed(item, text),
    }
}

/// An argument in the query, where values that are not typed are texts; and why the text does not fit, where it does not.
pub fn in_query(ty: &ValueType, text: &str) -> (Code, Option<String>) {
    match &ty.item {
        _ if ty.collection => (Code::literal(text), None),
        ItemType::Scalar(Scalar::String | Scalar::Stream | Scalar::Value | Scalar::Binary)
        | ItemType::Model(_) => (Code::literal(text), None),
        item => typed(item, text),
    }
}

/// A number, a date, a member: by value or borrowed, as methods take them.
fn typed(item: &ItemType, text: &str) -> (Code, Option<String>) {
    match item {
        ItemType::Scalar(Scalar::Bool) => match text.to_ascii_lowercase().as_str() {
            found @ ("true" | "false") => (Code::text(found), None),
            _ => (Code::text("false"), Some(misfit(text, "true or false"))),
        },
        ItemType::Scalar(Scalar::I32) => number(text.parse::<i32>().ok(), "i32", text),
        ItemType::Scalar(Scalar::I64) => number(text.parse::<i64>().ok(), "i64", text),
        ItemType::Scalar(Scalar::F64) => {
            number(text.parse::<f64>().ok().filter(|number| number.is_finite()), "f64", text)
        }
        ItemType::Scalar(Scalar::Decimal) => {
            let whole = text.parse::<i64>().ok();
            let code = Code::text(format!("{}_i64", whole.unwrap_or_default()));
            let code = Code::call(Code::of_crate("Decimal", "::from"), vec![code]).borrowed();
            (code, if whole.is_none() { Some(misfit(text, "a whole number")) } else { None })
        }
        ItemType::Scalar(scalar) => (text_value(*scalar, text).borrowed(), None),
        ItemType::Enum(path) => (of_text(Code::member("models", path, "from"), text).borrowed(), None),
        ItemType::Flags(path) => {
            let name = super::code::spelled("models", path);
            let flags = Code::of_crate("Flags", &format!("::<{name}>::from"));
            let rooms = Code::Named(super::code::Import::Room("models"), String::new());
            (of_text(Code::Row(vec![rooms, flags]), text).borrowed(), None)
        }
        ItemType::Model(_) => (Code::literal(text), None),
    }
}

fn number<T: std::fmt::Display + Default>(
    number: Option<T>,
    name: &str,
    text: &str,
) -> (Code, Option<String>) {
    let why = if number.is_none() { Some(misfit(text, "a number of the right size")) } else { None };
    (Code::text(format!("{}_{name}", number.unwrap_or_default())), why)
}

fn misfit(text: &str, wanted: &str) -> String {
    format!("{text:?} is not {wanted}")
}

fn of_text(head: Code, text: &str) -> Code {
    Code::call(head, vec![Code::literal(text)])
}

/// `Guid::from("..")`
pub(super) fn text_value(scalar: Scalar, text: &str) -> Code {
    let head = match scalar {
        Scalar::String
        | Scalar::Bool
        | Scalar::I32
        | Scalar::I64
        | Scalar::F64
        | Scalar::Decimal
        | Scalar::Value => Code::text("String::from"),
        Scalar::Guid
        | Scalar::DateTimeOffset
        | Scalar::Date
        | Scalar::TimeOfDay
        | Scalar::Duration
        | Scalar::Binary
        | Scalar::Stream => Code::of_crate(scalar.name(), "::from"),
    };
    of_text(head, text)
}

/// `Literal::from("A1")`
pub(super) fn literal(text: &str, quoted: bool) -> Code {
    let head = Code::of_crate("Literal", if quoted { "::from" } else { "::bare" });
    of_text(head, text)
}

/// A JSON array.
fn list(text: &str) -> (Code, Option<String>) {
    let values: Result<Vec<serde_json::Value>, _> = serde_json::from_str(&text.replace('\'', "\""));
    let why = if values.is_err() { Some(misfit(text, "a list")) } else { None };
    let items = values.unwrap_or_default().into_iter().map(|value| match value.as_str() {
        Some(text) => literal(text, true),
        None => literal(&value.to_string(), false),
    });
    let items: Vec<Code> = items.collect();
    if items.is_empty() {
        // The compiler wants to know of what the list is empty.
        return (Code::Row(vec![Code::text("Vec::<"), Code::of_crate("Literal", ">::new()")]), why);
    }
    (Code::List { open: "[", items, close: "]" }, why)
}
