//! Imports: one sorted `use` an origin, of exactly what the file mentions.
//!
//! Whoever writes a name into a file adds it here; the `use` items are made when the file is done.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::values;
use crate::file::Item;
use crate::names::ModIdent;
use crate::sdk::{ItemType, Version};

/// Where names are imported from, in the order in which a file lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin<'a> {
    /// `msgraph_core::client`
    Client,
    /// `msgraph_core`
    Runtime,
    /// Models of another namespace: `crate::v1::models::call_records`
    Models(&'a [ModIdent]),
    /// `super`
    Parent,
    /// `crate::v1`
    Version,
}

/// What a file mentions.
#[derive(Debug, Default)]
pub(super) struct Imports<'a>(BTreeMap<Origin<'a>, BTreeSet<(String, String)>>);

impl<'a> Imports<'a> {
    /// A name as it is.
    pub(super) fn add(&mut self, origin: Origin<'a>, name: &str) {
        self.add_as(origin, name, name);
    }

    /// Names as they are.
    pub(super) fn extend<'n>(&mut self, origin: Origin<'a>, names: impl IntoIterator<Item = &'n str>) {
        names.into_iter().for_each(|name| self.add(origin, name));
    }

    /// A name under another one.
    pub(super) fn add_as(&mut self, origin: Origin<'a>, name: &str, local: &str) {
        self.0.entry(origin).or_default().insert((name.to_owned(), local.to_owned()));
    }

    /// What a value of this type mentions, in a file that speaks of `models`.
    pub(super) fn value(&mut self, ty: &ItemType) {
        self.extend(Origin::Runtime, values::runtime_name(ty));
        self.extend(Origin::Version, values::named(ty).map(|_| "models"));
    }

    /// Leaves out what the file defines itself.
    pub(super) fn leave_out(&mut self, origin: Origin<'a>, defined: &BTreeSet<&str>) {
        if let Some(names) = self.0.get_mut(&origin) {
            names.retain(|(name, _)| !defined.contains(name.as_str()));
        }
    }

    /// The `use` items.
    pub(super) fn items(&self, version: &Version) -> Vec<Item> {
        let items = self.0.iter().filter_map(|(origin, names)| use_item(&source(*origin, version), names));
        items.map(Item::Tokens).collect()
    }
}

fn source(origin: Origin<'_>, version: &Version) -> Vec<String> {
    let version = version.module.as_str();
    let (start, modules): (&[&str], &[ModIdent]) = match origin {
        Origin::Client => (&["msgraph_core", "client"], &[]),
        Origin::Runtime => (&["msgraph_core"], &[]),
        Origin::Models(modules) => (&["crate", version, "models"], modules),
        Origin::Parent => (&["super"], &[]),
        Origin::Version => (&["crate", version], &[]),
    };
    start.iter().copied().chain(modules.iter().map(ModIdent::as_str)).map(str::to_owned).collect()
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
