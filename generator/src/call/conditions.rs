//! `$filter` and `$orderby` as expressions over property tokens.
//!
//! In: the type whose values are asked for, and the text of an option. Out: code; `None` where a property or a value does not
//! fit what the type says, so that the text stays a text.

use super::arguments::text_value;
use super::code::Code;
use super::filter::{self, Expression, Literal};
use super::index::{Index, token};
use crate::sdk::{ItemType, Scalar, Struct, ValueType};

/// What names mean at one place of an expression.
#[derive(Clone, Copy)]
struct Scope<'a> {
    index: &'a Index<'a>,
    owner: &'a Struct,
    /// The variable around, what it stands for, and how many stand around it.
    variable: Option<(&'a str, &'a ValueType, usize)>,
}

/// A condition of `$filter`.
pub(super) fn filter<'a>(index: &'a Index<'a>, owner: &'a Struct, text: &str) -> Option<Code> {
    let tree = filter::parse(text)?;
    Scope { index, owner, variable: None }.condition(&tree)
}

/// The terms of `$orderby`.
pub(super) fn order_by<'a>(index: &'a Index<'a>, owner: &'a Struct, text: &str) -> Option<Vec<Code>> {
    let scope = Scope { index, owner, variable: None };
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
    Scope { index, owner, variable: None }.path(&names).map(|(code, _)| code)
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

impl Scope<'_> {
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
                let values: Option<Vec<Code>> = values.iter().map(|value| self.value(&ty, value)).collect();
                let list = Code::List { open: "[", items: values?, close: "]" };
                Some(link(code, "in_", vec![list]))
            }
            Expression::Call(name, path, Literal::Text(text)) => {
                let (code, ty) = self.path(path)?;
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
        let (code, ty) = self.path(path)?;
        if !is_comparable(&ty) {
            return None;
        }
        match (operator, value) {
            ("eq", Literal::Bare(null)) if null == "null" => Some(link(code, "is_null", Vec::new())),
            ("ne", Literal::Bare(null)) if null == "null" => Some(link(code, "is_not_null", Vec::new())),
            _ => Some(link(code, operator, vec![self.value(&ty, value)?])),
        }
    }

    fn lambda(self, path: &[String], which: &str, name: &str, inner: &Expression) -> Option<Code> {
        let (code, ty) = self.path(path)?;
        if !ty.collection {
            return None;
        }
        let item = ValueType { item: ty.item, collection: false };
        let depth = self.variable.map_or(0, |(_, _, depth)| depth) + 1;
        let variable = if depth == 1 { "x".to_owned() } else { format!("x{depth}") };
        let inner = Scope { index: self.index, owner: self.owner, variable: Some((name, &item, depth)) }
            .condition(inner)?;
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
            let token = token(self.owner, first)?;
            (Code::member("models", &self.owner.path, token.ident.as_str()), token.ty.clone())
        };
        while let Some((name, after)) = rest.split_first() {
            if ty.collection {
                return None;
            }
            let owner = self.index.structure_of(&ty)?;
            let token = token(owner, name)?;
            let member = Code::member("models", &owner.path, token.ident.as_str());
            (code, ty) = (link(code, "then", vec![member]), token.ty.clone());
            rest = after;
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
            (ItemType::Enum(path) | ItemType::Flags(path), Literal::Text(text)) => {
                let members = &self.index.enumeration(path)?.members;
                let member = members.iter().find(|member| member.wire == *text)?;
                Some(Code::member("models", path, member.ident.as_str()))
            }
            _ => None,
        }
    }
}
