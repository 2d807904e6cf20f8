//! `$filter` and `$orderby` as expressions over property tokens.
//!
//! In: the type whose values are asked for, and the text of an option. Out: code; `None` where a property or a value does not
//! fit what the type says, so that the text stays a text. Properties of derived types are written with the name of the type, as
//! the text has it; members of open types that no page names are paths by hand.

use std::cell::RefCell;

use super::arguments::text_value;
use super::body::member_of;
use super::code::Code;
use super::filter::{self, Expression, Literal};
use super::index::{Index, token};
use super::notes::Notes;
use crate::sdk::{ItemType, Scalar, Struct, Token, ValueType};

/// What names mean at one place of an expression.
#[derive(Clone, Copy)]
struct Scope<'a> {
    index: &'a Index<'a>,
    owner: &'a Struct,
    /// The variable around, what it stands for, and how many stand around it.
    variable: Option<(&'a str, &'a ValueType, usize)>,
    /// Members of open types that were met.
    dynamic: &'a RefCell<Vec<String>>,
}

/// A condition of `$filter`.
pub(super) fn filter<'a>(
    index: &'a Index<'a>,
    owner: &'a Struct,
    text: &str,
    notes: &mut Notes,
) -> Option<Code> {
    let tree = filter::parse(text)?;
    let dynamic = RefCell::default();
    let code = Scope { index, owner, variable: None, dynamic: &dynamic }.condition(&tree)?;
    for name in dynamic.into_inner() {
        notes.of_open_type(&name, owner);
    }
    Some(code)
}

/// The terms of `$orderby`.
pub(super) fn order_by<'a>(index: &'a Index<'a>, owner: &'a Struct, text: &str) -> Option<Vec<Code>> {
    let dynamic = RefCell::default();
    let scope = Scope { index, owner, variable: None, dynamic: &dynamic };
    let term = |term: &str| {
        let (path, direction) = match term.trim().split_once(char::is_whitespace) {
            Some((path, direction)) => (path, direction.trim()),
            None => (term.trim(), ""),
        };
        let method = match direction.to_ascii_lowercase().as_str() {
            "desc" => "desc",
            "asc" | "" => "asc",
            _ => return None,
        };
        let names: Vec<String> = path.split('/').map(str::to_owned).collect();
        let (code, ty) = scope.path(&names)?;
        is_comparable(&ty).then(|| link(code, method, Vec::new()))
    };
    text.split(',').map(term).collect()
}

/// A property or the path to one, as `$select` takes it.
pub(super) fn property<'a>(index: &'a Index<'a>, owner: &'a Struct, text: &str) -> Option<Code> {
    let names: Vec<String> = text.split('/').map(str::to_owned).collect();
    if let [name] = &names[..] {
        let token = token(owner, name).filter(|token| !token.navigation)?;
        return Some(Code::member("models", &owner.path, token.ident.as_str()));
    }
    let dynamic = RefCell::default();
    Scope { index, owner, variable: None, dynamic: &dynamic }.path(&names).map(|(code, _)| code)
}

/// What `$select` names: a property, else what has no type because it is no property (all of them, an annotation), else a
/// member of an open type.
pub(super) fn selected<'a>(
    index: &'a Index<'a>,
    owner: &'a Struct,
    text: &str,
    notes: &mut Notes,
) -> Option<Code> {
    if let Some(code) = property(index, owner, text) {
        return Some(code);
    }
    let names: Vec<String> = text.split('/').map(str::to_owned).collect();
    if text != "*" && !text.starts_with('@') {
        if !is_dynamic(index, owner, &names) {
            return None;
        }
        notes.of_open_type(text, owner);
    }
    Some(Code::literal(text))
}

/// Whether a path ends in a member of an open type that no page names.
pub(super) fn is_dynamic<'a>(index: &'a Index<'a>, owner: &'a Struct, names: &[String]) -> bool {
    let Some((first, rest)) = names.split_first() else { return false };
    match token(owner, first) {
        Some(token) => index.structure_of(&token.ty).is_some_and(|next| is_dynamic(index, next, rest)),
        None => index.is_open(owner) && !first.contains(['.', '$', '(']),
    }
}

/// `qualified::<models::Base>`
fn qualified_by(owner: &Struct) -> String {
    format!("qualified::<{}>", super::code::spelled("models", &owner.path))
}

fn is_comparable(ty: &ValueType) -> bool {
    let comparable = match &ty.item {
        ItemType::Scalar(scalar) => !matches!(scalar, Scalar::Value | Scalar::Stream),
        ItemType::Enum(_) | ItemType::Flags(_) => true,
        ItemType::Model(_) => false,
    };
    comparable && !ty.collection
}

/// A method called on code.
fn link(code: Code, method: &str, arguments: Vec<Code>) -> Code {
    let call = Code::method(method, arguments);
    match code {
        Code::Chain(start, mut links) => {
            links.push(call);
            Code::Chain(start, links)
        }
        code => Code::Chain(Box::new(code), vec![call]),
    }
}

impl<'a> Scope<'a> {
    fn condition(self, tree: &Expression) -> Option<Code> {
        match tree {
            Expression::And(left, right) => {
                Some(link(self.condition(left)?, "and", vec![self.condition(right)?]))
            }
            Expression::Or(left, right) => {
                Some(link(self.condition(left)?, "or", vec![self.condition(right)?]))
            }
            Expression::Not(inner) => Some(link(self.condition(inner)?, "not", Vec::new())),
            Expression::Compare(path, operator, value) => self.comparison(path, operator, value),
            Expression::In(path, values) => {
                let (code, ty) = self.path(path)?;
                let is_member = |value: &Literal| match (&ty.item, value) {
                    (ItemType::Flags(path), Literal::Text(text)) => self.index.member(path, text).is_some(),
                    _ => true,
                };
                if !values.iter().all(is_member) {
                    return None;
                }
                let values: Option<Vec<Code>> = values.iter().map(|value| self.value(&ty, value)).collect();
                let list = Code::List { open: "[", items: values?, close: "]" };
                Some(link(code, "in_", vec![list]))
            }
            Expression::Call(name, path, value @ Literal::Text(text)) => {
                let (code, ty) = self.path(path).or_else(|| self.by_hand(path, value))?;
                let text_type = ItemType::Scalar(Scalar::String);
                let method = match name.as_str() {
                    "startswith" => "starts_with",
                    "endswith" => "ends_with",
                    _ => "contains",
                };
                (ty.item == text_type && !ty.collection)
                    .then(|| link(code, method, vec![Code::literal(text)]))
            }
            Expression::Call(..) => None,
            Expression::IsOf(name) => self.is_of(name),
            Expression::Lambda(path, _, None) => {
                let (code, ty) = self.path(path)?;
                ty.collection.then(|| link(code, "is_not_empty", Vec::new()))
            }
            Expression::Lambda(path, which, Some((name, inner))) => self.lambda(path, which, name, inner),
        }
    }

    fn comparison(self, path: &[String], operator: &str, value: &Literal) -> Option<Code> {
        if let [start @ .., last] = path
            && last == "$count"
        {
            let (code, ty) = self.path(start)?;
            let Literal::Bare(number) = value else { return None };
            let number = number.parse::<u32>().ok().filter(|_| ty.collection)?;
            let method = match operator {
                "eq" => "count_eq",
                "ne" => "count_ne",
                _ => return None,
            };
            return Some(link(code, method, vec![Code::text(number.to_string())]));
        }
        let (code, ty) = self.path(path).or_else(|| self.by_hand(path, value))?;
        match (operator, value) {
            ("eq", Literal::Bare(null)) if null == "null" => {
                Some(link(self.as_path(code, path), "is_null", Vec::new()))
            }
            ("ne", Literal::Bare(null)) if null == "null" => {
                Some(link(self.as_path(code, path), "is_not_null", Vec::new()))
            }
            _ if !is_comparable(&ty) => None,
            ("has", _) if !matches!(ty.item, ItemType::Flags(_)) => None,
            _ => Some(link(code, operator, vec![self.value(&ty, value)?])),
        }
    }

    /// A relationship is compared with nothing by its path.
    fn as_path(self, code: Code, names: &[String]) -> Code {
        let relationship = |name: &String| token(self.owner, name).is_some_and(|token| token.navigation);
        match names {
            [name] if self.variable.is_none() && relationship(name) => link(code, "path", Vec::new()),
            _ => code,
        }
    }

    /// `Filter::<models::Base>::is_of::<models::Derived>()`
    fn is_of(self, name: &str) -> Option<Code> {
        let derived = self.index.by_wire(name).filter(|found| found.ancestors.contains(&self.owner.path))?;
        if self.variable.is_some() {
            return None;
        }
        let parts = vec![
            Code::of_crate("Filter", "::<"),
            Code::path("models", &self.owner.path),
            Code::text(">::is_of::<"),
            Code::path("models", &derived.path),
            Code::text(">()"),
        ];
        Some(Code::Row(parts))
    }

    /// A path to a member of an open type that no page names, of the type that the value has.
    fn by_hand(self, names: &[String], value: &Literal) -> Option<(Code, ValueType)> {
        if self.variable.is_some() || !is_dynamic(self.index, self.owner, names) {
            return None;
        }
        let scalar = match value {
            Literal::Text(_) => Scalar::String,
            Literal::Bare(text) if ["true", "false"].contains(&text.as_str()) => Scalar::Bool,
            Literal::Bare(text) if text.parse::<i64>().is_ok() => Scalar::I64,
            Literal::Bare(_) => return None,
        };
        self.dynamic.borrow_mut().push(names.join("/"));
        let parts = vec![
            Code::of_crate("PropertyPath", "::<"),
            Code::path("models", &self.owner.path),
            Code::text(format!(", {}>::raw", scalar.name())),
        ];
        let ty = ValueType { item: ItemType::Scalar(scalar), collection: false };
        Some((Code::call(Code::Row(parts), vec![Code::literal(&names.join("/"))]), ty))
    }

    /// What the names at the start of a path lead to: a property of the type, or of a type that is named before it.
    fn property(self, owner: &'a Struct, names: &[String]) -> Option<(Code, &'a Token, usize)> {
        let (first, rest) = names.split_first()?;
        if let Some(token) = token(owner, first) {
            return Some((Code::member("models", &owner.path, token.ident.as_str()), token, 1));
        }
        let cast = self.index.by_wire(first).filter(|_| first.contains('.'))?;
        let token = token(cast, rest.first()?).filter(|token| !token.navigation)?;
        if cast.path != owner.path && !cast.ancestors.contains(&owner.path) {
            return None;
        }
        let property = Code::member("models", &cast.path, token.ident.as_str());
        Some((link(property, &qualified_by(owner), Vec::new()), token, 2))
    }

    fn lambda(self, path: &[String], which: &str, name: &str, inner: &Expression) -> Option<Code> {
        let (code, ty) = self.path(path)?;
        if !ty.collection {
            return None;
        }
        let item = ValueType { item: ty.item, collection: false };
        let depth = self.variable.map_or(0, |(_, _, depth)| depth) + 1;
        let variable = if depth == 1 { "x".to_owned() } else { format!("x{depth}") };
        let inner = Scope { variable: Some((name, &item, depth)), ..self }.condition(inner)?;
        let closure = Code::Row(vec![Code::text(format!("|{variable}| ")), inner]);
        Some(link(code, which, vec![closure]))
    }

    /// A path of properties, and the type of the last.
    fn path(self, names: &[String]) -> Option<(Code, ValueType)> {
        let (first, mut rest) = names.split_first()?;
        let (mut code, mut ty) = if let Some((name, item, depth)) = self.variable {
            // Within a condition on items, other names are those of the values around: not to be reached from there.
            if first != name {
                return None;
            }
            let variable = if depth == 1 { "x".to_owned() } else { format!("x{depth}") };
            let variable = Code::text(variable);
            if rest.is_empty() {
                return Some((link(variable, "itself", Vec::new()), item.clone()));
            }
            (variable, item.clone())
        } else {
            let (code, token, used) = self.property(self.owner, names)?;
            rest = &names[used..];
            (code, token.ty.clone())
        };
        while !rest.is_empty() {
            if ty.collection {
                return None;
            }
            let (member, token, used) = self.property(self.index.structure_of(&ty)?, rest)?;
            (code, ty) = (link(code, "then", vec![member]), token.ty.clone());
            rest = &rest[used..];
        }
        Some((code, ty))
    }

    /// A value of the type of the property, if what is sent is the text that stood there.
    fn value(self, ty: &ValueType, value: &Literal) -> Option<Code> {
        let whole = |fits: bool, text: &str| fits.then(|| Code::text(text));
        let made_of = |text: &str, allowed: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || allowed.contains(c))
        };
        match (&ty.item, value) {
            (ItemType::Scalar(Scalar::String), Literal::Text(text)) => Some(Code::literal(text)),
            (ItemType::Scalar(Scalar::Bool), Literal::Bare(text)) => {
                whole(["true", "false"].contains(&text.as_str()), text)
            }
            (ItemType::Scalar(Scalar::I32), Literal::Bare(text)) => {
                whole(text.parse::<i32>().is_ok_and(|number| number.to_string() == *text), text)
            }
            (ItemType::Scalar(Scalar::I64), Literal::Bare(text)) => {
                let number = text.parse::<i64>().ok().filter(|number| number.to_string() == *text)?;
                Some(Code::text(format!("{number}_i64")))
            }
            (ItemType::Scalar(Scalar::F64), Literal::Bare(text)) => {
                let number = text.parse::<f64>().ok()?;
                (number.is_finite() && number.to_string() == *text).then(|| Code::text(format!("{text}_f64")))
            }
            (ItemType::Scalar(Scalar::Guid), Literal::Bare(text)) => {
                (made_of(text, "-") && text.len() == 36).then(|| Code::literal(text))
            }
            (ItemType::Scalar(Scalar::DateTimeOffset), Literal::Bare(text)) => {
                (made_of(text, "-:.+") && text.contains('-')).then(|| Code::literal(text))
            }
            (ItemType::Scalar(scalar @ (Scalar::Date | Scalar::TimeOfDay)), Literal::Bare(text)) => {
                (made_of(text, "-:.") && text.starts_with(|c: char| c.is_ascii_digit()))
                    .then(|| text_value(*scalar, text))
            }
            (ItemType::Enum(path), Literal::Text(text)) => Some(member_of(self.index, path, text)),
            (ItemType::Flags(path), Literal::Text(text)) => {
                let member = self.index.member(path, text);
                Some(member.map_or_else(
                    || Code::literal(text),
                    |member| Code::member("models", path, member.ident.as_str()),
                ))
            }
            _ => None,
        }
    }
}
