//! Statements of the code, and what they import.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::code::{Code, Import};
use crate::sdk::Version;

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

    fn print(&self, text: &mut String) {
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

    fn imports(&self, found: &mut BTreeSet<Import>) {
        match self {
            Statement::Let(_, code) | Statement::Items(code) | Statement::Do(code) => code.imports(found),
            Statement::Comment(_) => {}
        }
    }
}

/// The code of statements, and the `use` lines that it needs.
pub(super) fn printed(version: &Version, statements: &[Statement]) -> (Vec<String>, String) {
    let mut imports = BTreeSet::new();
    let mut code = String::new();
    for statement in statements {
        statement.print(&mut code);
        statement.imports(&mut imports);
    }
    (uses(version, &imports), code)
}

/// `use` lines, one a module.
fn uses(version: &Version, imports: &BTreeSet<Import>) -> Vec<String> {
    let of =
        |pick: fn(&Import) -> Option<&'static str>| imports.iter().filter_map(pick).collect::<BTreeSet<_>>();
    let line = |module: &str, names: BTreeSet<&str>| {
        let names: Vec<&str> = names.into_iter().collect();
        match &names[..] {
            [] => None,
            [single] => Some(format!("use {module}::{single};")),
            several => Some(format!("use {module}::{{{}}};", several.join(", "))),
        }
    };
    let library = &version.library.name;
    let lines = [
        line(
            &format!("{library}::client"),
            of(|import| if let Import::Client(name) = import { Some(name) } else { None }),
        ),
        line(&version.place(), of(|import| if let Import::Room(name) = import { Some(name) } else { None })),
        line(library, of(|import| if let Import::Crate(name) = import { Some(name) } else { None })),
        line("serde_json", of(|import| if let Import::Json(name) = import { Some(name) } else { None })),
    ];
    lines.into_iter().flatten().collect()
}
