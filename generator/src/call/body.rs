//! JSON as a body in one expression: `new!`, nested as the JSON is.
//!
//! In: the type that the method takes, and a JSON value. Out: code. What the type has is written with its fields: members of
//! enums by name, `@odata.type` as the derived type, null as `null`. What does not fit a field, in any form, and what the type
//! does not have, is written with its name on the wire, which takes any JSON.

use serde_json::Value;

use super::code::Code;
use super::fit;
use super::index::{Index, token};
use super::kin::{self, TYPE_NAME, is_wire};
use super::notes::Notes;
use super::words::shown;
use crate::sdk::{Field, ItemType, Scalar, Struct, Token, TypePath, ValueType};

/// What is written, and what of it is not of the type.
pub(super) struct Bodies<'a> {
    index: &'a Index<'a>,
    /// What is not as the type says.
    pub(super) notes: Notes,
}

impl<'a> Bodies<'a> {
    pub(super) fn new(index: &'a Index<'a>) -> Self {
        Self { index, notes: Notes::default() }
    }

    /// The struct of the value: `declared`, or one that is derived from it.
    pub(super) fn concrete(&mut self, declared: &'a Struct, value: &Value) -> &'a Struct {
        kin::of_value(self.index, declared, value, &mut self.notes)
    }

    /// `new!(models::User { .. })`
    pub(super) fn object(&mut self, room: &'static str, declared: &'a Struct, value: &Value) -> Code {
        let found = if room == "models" { self.concrete(declared, value) } else { declared };
        let path = Code::path(room, &found.path);
        let object = self.members(found, value, found.path != declared.path);
        Code::call(Code::of_crate("new", "!"), vec![Code::Row(vec![path, Code::text(" "), object])])
    }

    /// `{ a: 1, "b": 2 }`; `named` says that the name of the type stands before it.
    fn members(&mut self, found: &'a Struct, value: &Value, named: bool) -> Code {
        let members = value.as_object().into_iter().flatten();
        let members = members.filter(|(name, value)| {
            !(named && name.as_str() == TYPE_NAME && value.as_str().is_some_and(|text| is_wire(found, text)))
        });
        let items = members.map(|(name, value)| self.member(found, name, value)).collect();
        Code::List { open: "{ ", items, close: " }" }
    }

    fn member(&mut self, found: &'a Struct, name: &str, value: &Value) -> Code {
        let annotation = name.contains('@') || name.contains('#');
        let field = self.index.field(found, name).or_else(|| self.in_other_case(found, name));
        match field {
            Some(field) => {
                let code = self.fitting(&field.token, value, |bodies, value| bodies.value(field, value));
                if let Some(code) = code {
                    self.respelled(&field.token, name);
                    return Code::Row(vec![Code::text(format!("{}: ", field.ident.as_str())), code]);
                }
                if !is_untyped(&field.token.ty) {
                    self.notes.untyped(format!("{} is not of the type that is documented", shown(name)));
                }
            }
            None if !annotation => {
                let ty = found.wire.trim_start_matches('#');
                let ty = if ty.is_empty() { found.path.ident.as_str() } else { ty };
                self.unknown(found, ty, name);
            }
            None => {}
        }
        Code::Row(vec![Code::text(format!("{name:?}: ")), json(value)])
    }

    /// A field whose name differs by case alone, and is the only one; in an open type another case is another name.
    fn in_other_case(&self, found: &'a Struct, name: &str) -> Option<&'a Field> {
        let token = token(found, name).filter(|_| !self.index.is_open(found))?;
        self.index.field(found, &token.wire)
    }

    /// Says that a name is written as the page has it.
    pub(super) fn respelled(&mut self, token: &Token, name: &str) {
        if token.wire != name {
            let told = format!("{} is written {}, as the page names it", shown(name), shown(&token.wire));
            self.notes.remark(told);
        }
    }

    /// What a value becomes, as it is or else in the form of its type; what was said on the way to nothing is forgotten.
    pub(super) fn fitting(
        &mut self,
        token: &Token,
        value: &Value,
        code: impl Fn(&mut Self, &Value) -> Option<Code>,
    ) -> Option<Code> {
        let before = self.notes.clone();
        if let Some(code) = code(self, value) {
            return Some(code);
        }
        self.notes = before.clone();
        let found = fit::fitted(&token.ty, value).and_then(|fitted| {
            let code = code(self, &fitted)?;
            self.notes.remark(format!(
                "{} is {} in the request, and is sent in the form of its documented type",
                shown(&token.wire),
                shown(&value.to_string())
            ));
            Some(code)
        });
        if found.is_none() {
            self.notes = before;
        }
        found
    }

    /// Whether a type takes members that no page names.
    pub(super) fn is_open(&self, found: &Struct) -> bool {
        self.index.is_open(found)
    }

    /// Says of a member that no page names it. Open types take such members, by their name as here.
    pub(super) fn unknown(&mut self, found: &Struct, ty: &str, name: &str) {
        if self.index.is_open(found) {
            self.notes.of_open_type(name, found);
        } else {
            self.notes.untyped(format!("`{ty}` is not known to have {}", shown(name)));
        }
    }

    /// What stands behind the name of a field; `None` where the value is not of its type.
    fn value(&mut self, field: &'a Field, value: &Value) -> Option<Code> {
        let ty = &field.token.ty;
        match value {
            Value::Null => Some(Code::text("null")),
            Value::Array(items) if ty.collection => {
                let items: Option<Vec<Code>> =
                    items.iter().map(|item| self.item(&ty.item, item, true)).collect();
                Some(Code::List { open: "[", items: items?, close: "]" })
            }
            value if !ty.collection => self.item(&ty.item, value, false),
            _ => None,
        }
    }

    fn item(&mut self, ty: &'a ItemType, value: &Value, listed: bool) -> Option<Code> {
        match (ty, value) {
            (ItemType::Model(path), Value::Object(_)) => {
                let declared = self.index.structure(path)?;
                let found = self.concrete(declared, value);
                let named = found.path != declared.path && self.index.is_any(path);
                let object = self.members(found, value, named);
                if !named {
                    // A derived type that no `Any…` stands for cannot be said here.
                    return (found.path == declared.path).then_some(object);
                }
                Some(Code::Row(vec![Code::path("models", &found.path), Code::text(" "), object]))
            }
            _ => scalar(self.index, ty, value, listed),
        }
    }

    /// A value outside of `new!`, of exactly the type: for patches and for whole bodies.
    pub(super) fn exact(&mut self, ty: &'a ValueType, value: &Value) -> Option<Code> {
        match value {
            Value::Array(items) if ty.collection => {
                let items: Option<Vec<Code>> =
                    items.iter().map(|item| self.exact_item(&ty.item, item)).collect();
                let list = Code::List { open: "[", items: items?, close: "]" };
                Some(Code::Row(vec![Code::text("vec!"), list]))
            }
            value if !ty.collection => self.exact_item(&ty.item, value),
            _ => None,
        }
    }

    fn exact_item(&mut self, ty: &'a ItemType, value: &Value) -> Option<Code> {
        match (ty, value) {
            (ItemType::Model(path), Value::Object(_)) => {
                let declared = self.index.structure(path)?;
                let any = self.index.is_any(path);
                let found = self.concrete(declared, value);
                if found.path != declared.path && !any {
                    return None;
                }
                let object = self.object("models", declared, value);
                Some(if any {
                    Code::call(Code::member("models", path, "from"), vec![object])
                } else {
                    object
                })
            }
            (ItemType::Enum(path), Value::String(text)) => Some(member_of(self.index, path, text)),
            (ItemType::Flags(path), Value::String(text)) => {
                let name = super::code::spelled("models", path);
                let room = Code::Named(super::code::Import::Room("models"), String::new());
                let flags = Code::of_crate("Flags", &format!("::<{name}>::from"));
                Some(Code::call(Code::Row(vec![room, flags]), vec![Code::literal(text)]))
            }
            (ItemType::Scalar(Scalar::Value), value) => Some(json_macro(value)),
            (ItemType::Scalar(Scalar::I64), Value::Number(number)) => {
                Some(Code::text(format!("{}_i64", number.as_i64()?)))
            }
            (ItemType::Scalar(Scalar::I32), Value::Number(number)) => {
                Some(Code::text(format!("{}_i32", i32::try_from(number.as_i64()?).ok()?)))
            }
            (ItemType::Scalar(Scalar::F64), Value::Number(number)) => {
                Some(Code::text(format!("{}_f64", number.as_f64()?)))
            }
            (ItemType::Scalar(Scalar::Decimal), Value::Number(number)) => {
                let number = Code::text(format!("{}_i64", number.as_i64()?));
                Some(Code::call(Code::of_crate("Decimal", "::from"), vec![number]))
            }
            (ItemType::Scalar(Scalar::Bool), Value::Bool(_)) => scalar(self.index, ty, value, false),
            (ItemType::Scalar(scalar), Value::String(text)) if is_text(*scalar) => {
                Some(super::arguments::text_value(*scalar, text))
            }
            _ => None,
        }
    }
}

/// A value of a scalar type where conversions are made by `new!`.
fn scalar(index: &Index<'_>, ty: &ItemType, value: &Value, listed: bool) -> Option<Code> {
    match (ty, value) {
        (ItemType::Enum(path), Value::String(text)) => Some(member_of(index, path, text)),
        (ItemType::Flags(path), Value::String(text)) => Some(index.member(path, text).map_or_else(
            || Code::literal(text),
            |member| Code::member("models", path, member.ident.as_str()),
        )),
        (ItemType::Scalar(Scalar::Bool), Value::Bool(value)) => Some(Code::text(value.to_string())),
        (ItemType::Scalar(Scalar::I32), Value::Number(number)) => {
            Some(Code::text(i32::try_from(number.as_i64()?).ok()?.to_string()))
        }
        (ItemType::Scalar(Scalar::I64), Value::Number(number)) => {
            let number = number.as_i64()?;
            let small = i32::try_from(number).is_ok();
            Some(Code::text(if small { number.to_string() } else { format!("{number}_i64") }))
        }
        (ItemType::Scalar(Scalar::F64), Value::Number(number)) => {
            let number = number.as_f64()?;
            Some(Code::text(if listed { format!("{number}_f64") } else { format!("{number:?}") }))
        }
        (ItemType::Scalar(Scalar::Decimal), Value::Number(number)) => {
            Some(Code::text(format!("{}_i64", number.as_i64()?)))
        }
        (ItemType::Scalar(scalar), Value::String(text)) if is_text(*scalar) => Some(Code::literal(text)),
        _ => None,
    }
}

/// Types whose values are written as texts.
fn is_text(scalar: Scalar) -> bool {
    match scalar {
        Scalar::String
        | Scalar::Guid
        | Scalar::DateTimeOffset
        | Scalar::Date
        | Scalar::TimeOfDay
        | Scalar::Duration
        | Scalar::Binary
        | Scalar::Stream => true,
        Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64 | Scalar::Decimal | Scalar::Value => false,
    }
}

/// `models::Importance::High`, or the member by its text where it is not known.
pub(super) fn member_of(index: &Index<'_>, path: &TypePath, text: &str) -> Code {
    match index.member(path, text) {
        Some(member) => Code::member("models", path, member.ident.as_str()),
        None => Code::call(Code::member("models", path, "from"), vec![Code::literal(text)]),
    }
}

fn is_untyped(ty: &ValueType) -> bool {
    ty.item == ItemType::Scalar(Scalar::Value)
}

/// JSON as `json!` and names in quotation marks take it.
pub(super) fn json(value: &Value) -> Code {
    match value {
        Value::Null => Code::text("null"),
        Value::Bool(value) => Code::text(value.to_string()),
        Value::Number(number) => Code::text(match (number.as_i64(), number.as_u64()) {
            (Some(number), _) if i32::try_from(number).is_ok() => number.to_string(),
            (Some(number), _) => format!("{number}_i64"),
            (None, Some(number)) => format!("{number}_u64"),
            (None, None) => format!("{:?}", number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Code::literal(text),
        Value::Array(items) => Code::List { open: "[", items: items.iter().map(json).collect(), close: "]" },
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                Code::Row(vec![Code::text(format!("{name:?}: ")), json(value)])
            };
            Code::List { open: "{ ", items: members.iter().map(member).collect(), close: " }" }
        }
    }
}

/// `json!({ .. })`
pub(super) fn json_macro(value: &Value) -> Code {
    Code::call(Code::Named(super::code::Import::Json("json"), "json!".to_owned()), vec![json(value)])
}
