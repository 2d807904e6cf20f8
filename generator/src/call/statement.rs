//! Statements of the code.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::code::{Code, Import};

/// A request of the crate that is not sent yet.
#[derive(Debug, Clone)]
pub(super) struct Unsent {
    /// What the chain needs.
    pub(super) before: Vec<Statement>,
    /// What the methods are called on.
    pub(super) start: Code,
    /// The methods.
    pub(super) links: Vec<Code>,
}

impl Unsent {
    /// The request, with more methods behind it.
    pub(super) fn chain(&self, more: &[&str]) -> Code {
        let more = more.iter().map(|link| Code::text(*link));
        Code::Chain(Box::new(self.start.clone()), self.links.iter().cloned().chain(more).collect())
    }
}

/// A statement.
#[derive(Debug, Clone)]
pub(super) enum Statement {
    /// `let name = value;`
    Let(Cow<'static, str>, Code),
    /// `let mut items = chain;` and a loop over them.
    Items(Code),
    /// `value;`
    Do(Code),
    /// `// text`
    Comment(String),
}

impl Statement {
    /// `let name = value;`
    pub(super) fn named(name: impl Into<Cow<'static, str>>, value: Code) -> Self {
        Statement::Let(name.into(), value)
    }

    pub(super) fn print(&self, text: &mut String) {
        match self {
            Statement::Let(name, code) => {
                text.extend(["let ", name.as_ref(), " = "]);
                code.print(0, 1, text);
                text.push_str(";\n");
            }
            Statement::Items(code) => {
                text.push_str("let mut items = ");
                code.print(0, 1, text);
                text.push_str(
                    ";\nwhile let Some(item) = items.try_next().await? {\n    println!(\"{item:?}\");\n}\n",
                );
            }
            Statement::Do(code) => {
                code.print(0, 1, text);
                text.push_str(";\n");
            }
            Statement::Comment(comment) => text.extend(["// ", comment.as_str(), "\n"]),
        }
    }

    pub(super) fn imports(&self, found: &mut BTreeSet<Import>) {
        match self {
            Statement::Let(_, code) | Statement::Items(code) | Statement::Do(code) => code.imports(found),
            Statement::Comment(_) => {}
        }
    }
}
