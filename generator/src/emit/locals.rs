//! The names that types go by in a file of `models`: their own, or one with the namespace in front where two types of one
//! file share a name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Imports, Origin};
use super::tokens::ident;
use super::values::Spell;
use crate::names::{ModIdent, TypeIdent};
use crate::sdk::{Struct, TypePath};

/// The local name of every type that a file mentions.
pub(super) struct Locals<'a>(BTreeMap<&'a TypePath, String>);

impl<'a> Locals<'a> {
    /// For a file of the namespace `own` that defines `item` with its polymorphic enum, and mentions `mentioned`. The
    /// derived types go by the names of their variants, the others by their own where these are free.
    pub(super) fn new(own: &[ModIdent], item: &'a Struct, mentioned: BTreeSet<&'a TypePath>) -> Self {
        let mut locals: BTreeMap<&TypePath, String> = BTreeMap::new();
        locals.insert(&item.path, item.path.ident.as_str().to_owned());
        let variants = item.any.iter().flat_map(|any| &any.variants);
        locals.extend(variants.map(|variant| (&variant.path, variant.ident.as_str().to_owned())));
        let mut taken: BTreeSet<String> = locals.values().cloned().collect();
        taken.extend(item.any.iter().map(|any| any.ident.as_str().to_owned()));
        let (mine, foreign): (Vec<&TypePath>, Vec<&TypePath>) =
            mentioned.into_iter().partition(|path| path.modules == own);
        for path in mine.into_iter().chain(foreign) {
            if !locals.contains_key(path) {
                let local = free(path, &taken);
                taken.insert(local.clone());
                locals.insert(path, local);
            }
        }
        Self(locals)
    }

    /// The local name of a type.
    pub(super) fn of<'p>(&'p self, path: &'p TypePath) -> &'p str {
        self.0.get(path).map_or(path.ident.as_str(), String::as_str)
    }

    /// Imports all of them into a file of the namespace `own` but the one that it defines.
    pub(super) fn import(&self, own: &[ModIdent], defined: &TypePath, imports: &mut Imports<'a>) {
        for (path, local) in self.0.iter().filter(|(path, _)| **path != defined) {
            let origin = if path.modules == own { Origin::Parent } else { Origin::Models(&path.modules) };
            imports.add_as(origin, path.ident.as_str(), local);
        }
    }
}

impl Spell for Locals<'_> {
    fn path(&self, path: &TypePath) -> TokenStream {
        let local = ident(self.of(path));
        quote! { #local }
    }
}

/// The name of a type, with parts of its namespace in front until nothing else is called so.
fn free(path: &TypePath, taken: &BTreeSet<String>) -> String {
    let mut local = path.ident.as_str().to_owned();
    for module in path.modules.iter().rev() {
        if taken.contains(&local) {
            local.insert_str(0, TypeIdent::new(module.as_str()).as_str());
        }
    }
    while taken.contains(&local) {
        local.insert_str(0, "Graph");
    }
    local
}
