//! Rust code as a tree, laid out like rustfmt does: what fits into a line stands in one, what does not is broken.
//!
//! In: pieces that are safe as they are: names of the room `names`, and [literals](Code::literal). Out: text, and what it
//! needs to import. The bodies of `new!` are no Rust expressions, so that a printer of expressions would leave them in one
//! line; here they are lists like others.

use std::collections::BTreeSet;

use crate::names::ModIdent;
use crate::sdk::TypePath;

/// Columns of a line.
const WIDTH: usize = 100;

/// A piece of Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// Text that is never broken.
    Text(String),
    /// The same, with a name that must be imported.
    Named(Import, String),
    /// Pieces one behind the other.
    Row(Vec<Code>),
    /// Pieces between commas.
    List {
        /// `(`, `[`, `{ `
        open: &'static str,
        /// The pieces.
        items: Vec<Code>,
        /// `)`, `]`, ` }`
        close: &'static str,
    },
    /// A value and the methods called on it, each with its dot.
    Chain(Box<Code>, Vec<Code>),
}

/// What a name is imported from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Import {
    /// `msgraph`
    Crate(&'static str),
    /// `msgraph::client`
    Client(&'static str),
    /// A module of the version: `models`.
    Room(&'static str),
    /// `serde_json`
    Json(&'static str),
}

impl Code {
    /// Text that is known to be Rust.
    pub fn text(text: impl Into<String>) -> Self {
        Code::Text(text.into())
    }

    /// A literal, whatever stands in the text.
    pub fn literal(text: &str) -> Self {
        Code::Text(format!("{text:?}"))
    }

    /// `models::call_records::Session`
    pub fn path(room: &'static str, path: &TypePath) -> Self {
        Code::Named(Import::Room(room), spelled(room, path))
    }

    /// `models::User::DISPLAY_NAME`
    pub fn member(room: &'static str, path: &TypePath, name: &str) -> Self {
        Code::Named(Import::Room(room), format!("{}::{name}", spelled(room, path)))
    }

    /// A name of the crate with what follows it: `Guid::from`.
    pub fn of_crate(name: &'static str, rest: &str) -> Self {
        Code::Named(Import::Crate(name), format!("{name}{rest}"))
    }

    /// A name of the client with what follows it: `Content::new`.
    pub fn of_client(name: &'static str, rest: &str) -> Self {
        Code::Named(Import::Client(name), format!("{name}{rest}"))
    }

    /// `head(a, b)`
    pub fn call(head: Code, arguments: Vec<Code>) -> Self {
        Code::Row(vec![head, Code::List { open: "(", items: arguments, close: ")" }])
    }

    /// `.name(a, b)`
    pub fn method(name: &str, arguments: Vec<Code>) -> Self {
        Code::call(Code::Text(format!(".{name}")), arguments)
    }

    /// `&value`
    #[must_use]
    pub fn borrowed(self) -> Self {
        Code::Row(vec![Code::text("&"), self])
    }

    /// In one line.
    pub fn flat(&self) -> String {
        let mut text = String::new();
        self.push_flat(&mut text);
        text
    }

    fn push_flat(&self, text: &mut String) {
        match self {
            Code::Text(own) | Code::Named(_, own) => text.push_str(own),
            Code::Row(parts) => parts.iter().for_each(|part| part.push_flat(text)),
            Code::List { open, items, close } => {
                let (open, close) =
                    if items.is_empty() { (open.trim(), close.trim()) } else { (*open, *close) };
                text.push_str(open);
                for (at, item) in items.iter().enumerate() {
                    text.push_str(if at > 0 { ", " } else { "" });
                    item.push_flat(text);
                }
                text.push_str(close);
            }
            Code::Chain(start, links) => {
                start.push_flat(text);
                for link in links {
                    link.push_flat(text);
                }
            }
        }
    }

    /// Appends the code at `indent`, with `after` columns to stand behind it.
    pub fn print(&self, indent: usize, after: usize, text: &mut String) {
        let column = text.rsplit('\n').next().unwrap_or_default().chars().count();
        let flat = self.flat();
        if column + flat.chars().count() + after <= WIDTH {
            text.push_str(&flat);
            return;
        }
        match self {
            Code::Text(_) | Code::Named(..) => text.push_str(&flat),
            Code::Row(parts) => parts.iter().for_each(|part| part.print(indent, after, text)),
            Code::List { items, .. } if items.is_empty() => text.push_str(&flat),
            // A single object or list hugs its parentheses.
            Code::List { open: "(", items, close } if matches!(&items[..], [item] if item.is_braced()) => {
                text.push('(');
                items[0].print(indent, after + 1, text);
                text.push_str(close);
            }
            Code::List { open, items, close } => {
                text.push_str(open.trim_end());
                for item in items {
                    new_line(indent + 4, text);
                    item.print(indent + 4, 1, text);
                    text.push(',');
                }
                new_line(indent, text);
                text.push_str(close.trim_start());
            }
            Code::Chain(start, links) => {
                start.print(indent, 0, text);
                for link in links {
                    new_line(indent + 4, text);
                    link.print(indent + 4, after, text);
                }
            }
        }
    }

    fn is_braced(&self) -> bool {
        match self {
            Code::List { open, .. } => *open != "(",
            Code::Row(parts) => parts.last().is_some_and(Code::is_braced),
            Code::Text(_) | Code::Named(..) | Code::Chain(..) => false,
        }
    }

    /// What it needs to import.
    pub fn imports(&self, found: &mut BTreeSet<Import>) {
        match self {
            Code::Text(_) => {}
            Code::Named(import, _) => {
                found.insert(*import);
            }
            Code::Row(parts) | Code::List { items: parts, .. } => {
                for part in parts {
                    part.imports(found);
                }
            }
            Code::Chain(start, links) => {
                start.imports(found);
                for link in links {
                    link.imports(found);
                }
            }
        }
    }
}

/// `.select((a, b))`; of more than sixteen, several.
pub(super) fn chunks(method: &'static str, codes: &[Code]) -> Vec<Code> {
    let call = |codes: &[Code]| match codes {
        [single] => Code::method(method, vec![single.clone()]),
        several => Code::method(method, vec![Code::List { open: "(", items: several.to_vec(), close: ")" }]),
    };
    codes.chunks(16).map(call).collect()
}

fn new_line(indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// `models::call_records::Session`
pub fn spelled(room: &str, path: &TypePath) -> String {
    let modules = path.modules.iter().map(ModIdent::as_str);
    let parts: Vec<&str> = [room].into_iter().chain(modules).chain([path.ident.as_str()]).collect();
    parts.join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_broken_at_its_lists() {
        let member =
            |name: &str| Code::Row(vec![Code::text(format!("{name}: ")), Code::literal(&"x".repeat(30))]);
        let list = Code::List { open: "{ ", items: vec![member("a"), member("b")], close: " }" };
        assert!(list.flat().starts_with("{ a: \"xxx"));
        let long = Code::List { open: "{ ", items: ["a", "b", "c"].map(member).to_vec(), close: " }" };
        let mut text = String::new();
        Code::call(Code::text("new!"), vec![Code::Row(vec![Code::text("T "), long])]).print(0, 1, &mut text);
        let x = "x".repeat(30);
        assert_eq!(text, format!("new!(T {{\n    a: \"{x}\",\n    b: \"{x}\",\n    c: \"{x}\",\n}})"));
    }

    #[test]
    fn literals_end_where_they_should() {
        let text = "a\"; drop(b) // \\ \u{202e}\n";
        let literal = Code::literal(text).flat();
        assert_eq!(syn::parse_str::<syn::LitStr>(&literal).expect("a literal").value(), text);
        assert!(!literal.contains(['\u{202e}', '\n']));
    }
}
