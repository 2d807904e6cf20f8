//! Statements of the code.

use std::collections::BTreeSet;

use super::code::{Code, Import};

/// A statement.
#[derive(Debug, Clone)]
pub(super) enum Statement {
    /// `let name = value;`
    Let(&'static str, Code),
    /// `let mut items = chain;` and a loop over them.
    Items(Code),
    /// `value;`
    Do(Code),
    /// `// text`
    Comment(String),
}

impl Statement {
    pub(super) fn print(&self, text: &mut String) {
        match self {
            Statement::Let(name, code) => {
                text.extend(["let ", name, " = "]);
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
