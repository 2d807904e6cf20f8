//! What one file holds: its imports, the paths it mentions, the modules of tests it declares.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};

use super::Mention;

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Imports and re-exports, one a name.
    pub uses: Vec<Used>,
    /// Paths of at least two names.
    pub paths: Vec<Mention>,
    /// Every name in code outside of imports.
    pub names: BTreeSet<String>,
    /// Modules in files of their own that only tests see.
    pub test_modules: Vec<Vec<String>>,
}

/// One name of an import.
#[derive(Debug)]
pub(super) struct Used {
    /// What it is called here.
    pub name: String,
    /// What it is.
    pub mention: Mention,
    /// Whether others can name it by this file.
    pub exported: bool,
}

/// What the items of the module hold.
pub(super) fn contents(items: &[Item], module: &[String]) -> Contents {
    let mut contents = Contents::default();
    Reader { file: module, contents: &mut contents }.items(items, module);
    contents
}

struct Reader<'a> {
    /// The module that the file is.
    file: &'a [String],
    contents: &'a mut Contents,
}

/// A module with the names of its child modules.
struct Scope<'a> {
    module: &'a [String],
    children: Vec<String>,
}

impl Reader<'_> {
    fn items(&mut self, items: &[Item], module: &[String]) {
        let children = items.iter().filter_map(|item| match item {
            Item::Mod(item) => Some(item.ident.to_string()),
            _ => None,
        });
        let scope = Scope { module, children: children.collect() };
        for item in items {
            match item {
                item if is_for_tests(attributes(item)) => {
                    if let Item::Mod(item) = item {
                        self.contents.test_modules.push(below(module, &item.ident.to_string()));
                    }
                }
                Item::Use(item) => {
                    let exported = !matches!(item.vis, Visibility::Inherited);
                    self.uses(&scope, &item.tree, &mut Vec::new(), exported);
                }
                Item::Mod(item) => {
                    if let Some((_, items)) = &item.content {
                        self.items(items, &below(module, &item.ident.to_string()));
                    }
                }
                item => self.tokens(&scope, item.to_token_stream()),
            }
        }
    }

    fn uses(&mut self, scope: &Scope<'_>, tree: &UseTree, before: &mut Vec<String>, exported: bool) {
        let name = match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.uses(scope, &path.tree, before, exported);
                before.pop();
                return;
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.uses(scope, tree, before, exported));
                return;
            }
            UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(name) => (name.ident.to_string(), name.rename.to_string()),
            UseTree::Glob(_) => ("self".to_owned(), "*".to_owned()),
        };
        let (original, name) = name;
        let mut names = before.clone();
        let name = if original == "self" && name == "self" {
            before.last().cloned().unwrap_or_default()
        } else {
            name
        };
        if original != "self" || names.is_empty() {
            names.push(original);
        }
        let mention = self.mention(scope, &names);
        self.contents.uses.push(Used { name, mention, exported });
    }

    /// Every path of at least two names in code, which also macros are given.
    fn tokens(&mut self, scope: &Scope<'_>, tokens: TokenStream) {
        let mut names: Vec<String> = Vec::new();
        // How many colons stand behind the last name.
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.path(scope, &mut names);
                    }
                    names.push(name.to_string());
                    self.contents.names.insert(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !names.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    self.path(scope, &mut names);
                    colons = 0;
                    self.tokens(scope, group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.path(scope, &mut names);
                    colons = 0;
                }
            }
        }
        self.path(scope, &mut names);
    }

    fn path(&mut self, scope: &Scope<'_>, names: &mut Vec<String>) {
        if names.len() > 1 {
            let mention = self.mention(scope, names);
            self.contents.paths.push(mention);
        }
        names.clear();
    }

    /// The path from the root of the crate, for what is of the crate.
    fn mention(&self, scope: &Scope<'_>, names: &[String]) -> Mention {
        let supers = names.iter().take_while(|name| *name == "super").count();
        let from = |module: &[String], rest: &[String]| {
            let start = std::iter::once("crate".to_owned()).chain(module.iter().cloned());
            start.chain(rest.iter().cloned()).collect()
        };
        let first = names.first().map_or("", String::as_str);
        if supers > 0 {
            let left = scope.module.len().saturating_sub(supers);
            // Within a module in braces `super` is still the same file.
            let inner = scope.module.len() - self.file.len();
            let climbs = supers > inner && supers - inner >= self.file.len();
            return Mention { names: from(&scope.module[..left], &names[supers..]), climbs };
        }
        let names = match first {
            "self" => from(scope.module, &names[1..]),
            name if scope.children.iter().any(|child| child == name) => from(scope.module, names),
            _ => names.to_vec(),
        };
        Mention { names, climbs: false }
    }
}

fn below(module: &[String], name: &str) -> Vec<String> {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// `#[cfg(test)]`, or one of the conditions that hold for tests and documentation alone.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string().replace(' ', "");
        matches!(text.as_str(), "#[cfg(test)]" | "#[cfg(doctest)]" | "#[test]")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
