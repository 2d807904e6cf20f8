//! Imports: one sorted `use` a source, of exactly what the file mentions.
//!
//! In: names of the runtime and paths of generated types. Out: `use` items, and the local name of each type: its own, or
//! one with its namespace in front where two types of one file share a name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::values::Spell;
use super::{Item, ident};
use crate::names::{ModIdent, TypeIdent};
use crate::sdk::{Struct, TypePath, Version};

/// What a file of `models` mentions.
pub(super) struct Imports<'a> {
    version: &'a Version,
    own: &'a [ModIdent],
    runtime: BTreeSet<&'static str>,
    locals: BTreeMap<&'a TypePath, String>,
}

impl<'a> Imports<'a> {
    /// For a file of the namespace `own` that defines `item` with its polymorphic enum, and mentions `mentioned`. The
    /// derived types go by the names of their variants, the others by their own where these are free.
    pub(super) fn new(
        version: &'a Version,
        own: &'a [ModIdent],
        item: &'a Struct,
        mentioned: BTreeSet<&'a TypePath>,
    ) -> Self {
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
        Self { version, own, runtime: BTreeSet::new(), locals }
    }

    /// Notes something of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) {
        self.runtime.insert(name);
    }

    /// The local name of a type.
    pub(super) fn local<'p>(&'p self, path: &'p TypePath) -> &'p str {
        self.locals.get(path).map_or(path.ident.as_str(), String::as_str)
    }

    /// The `use` items, without what the file defines itself.
    pub(super) fn items(&self, defined: &TypePath) -> Vec<Item> {
        let mut groups: BTreeMap<Vec<String>, BTreeSet<(String, String)>> = BTreeMap::new();
        for (path, local) in self.locals.iter().filter(|(path, _)| **path != defined) {
            groups
                .entry(self.source(path))
                .or_default()
                .insert((path.ident.as_str().to_owned(), local.clone()));
        }
        let runtime = self.runtime.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
        let mut items = vec![use_item(&["msgraph_core".to_owned()], &runtime)];
        items.extend(groups.iter().map(|(source, names)| use_item(source, names)));
        items.into_iter().flatten().map(Item::Tokens).collect()
    }

    /// `super` for types of the own namespace, `crate::v1::models::x` for others.
    fn source(&self, path: &TypePath) -> Vec<String> {
        if path.modules == self.own {
            return vec!["super".to_owned()];
        }
        let mut source =
            vec!["crate".to_owned(), self.version.module.as_str().to_owned(), "models".to_owned()];
        source.extend(path.modules.iter().map(|module| module.as_str().to_owned()));
        source
    }
}

impl Spell for Imports<'_> {
    fn path(&self, path: &TypePath) -> TokenStream {
        let local = ident(self.local(path));
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

/// `use a::b::{C, D as E};`, nothing for no names.
pub(super) fn use_item(source: &[String], names: &BTreeSet<(String, String)>) -> Option<TokenStream> {
    let source = source.iter().map(|part| ident(part));
    let mut names = names.iter().map(|(name, local)| {
        let (ident_, local_) = (ident(name), ident(local));
        if name == local {
            quote! { #ident_ }
        } else {
            quote! { #ident_ as #local_ }
        }
    });
    match names.len() {
        0 => None,
        1 => {
            let name = names.next();
            Some(quote! { use #(#source::)* #name; })
        }
        _ => Some(quote! { use #(#source::)* {#(#names),*}; }),
    }
}

/// Plain names, each under its own.
pub(super) fn plain<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeSet<(String, String)> {
    names.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect()
}
