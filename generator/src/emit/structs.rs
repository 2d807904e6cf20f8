//! Structs with their tokens: one file a structured type.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Imports, Origin};
use super::locals::Locals;
use super::tokens::{doc, doc_line, ident};
use super::values::{self, Spell};
use super::{enums, macros};
use crate::file::{Item, Source};
use crate::sdk::{Doc, Field, Folder, Struct, Token, TypeFile, TypeItem, TypePath, Version};

/// The file of a type.
pub(super) fn type_file<'a>(
    version: &'a Version,
    folder: &'a Folder<TypeFile>,
    file: &'a TypeFile,
) -> Source {
    match &file.item {
        TypeItem::Struct(item) => struct_file(version, folder, item),
        TypeItem::Enum(item) => enums::file(version, item),
    }
}

fn struct_file<'a>(version: &'a Version, folder: &'a Folder<TypeFile>, item: &'a Struct) -> Source {
    let locals = Locals::new(&folder.path, item, mentioned(item));
    let mut imports = Imports::default();
    locals.import(&folder.path, &item.path, &mut imports);
    imports.extend(Origin::Runtime, runtime_names(item));
    let mut items = imports.items(version);
    items.push(Item::Tokens(structure(item, &locals)));
    items.extend(tokens(item, &locals).map(Item::Tokens));
    items.push(macros::model(item, item.base.as_ref().map(|base| locals.of(base))));
    let ancestors: Vec<&str> = item.ancestors.iter().map(|path| locals.of(path)).collect();
    items.extend(macros::extends(item, &ancestors));
    items.extend(item.any.as_ref().map(|any| macros::any(item, any)));
    Source { doc: Vec::new(), items }
}

/// Every generated type that the file speaks of.
fn mentioned(item: &Struct) -> BTreeSet<&TypePath> {
    let fields = item.fields.iter().map(|field| &field.token).chain(&item.inherited);
    let of_fields = fields.filter_map(|token| values::named(&token.ty.item));
    let any = item.any.as_ref().map(|any| &any.ident);
    // The own polymorphic enum is defined here.
    let own_any = |path: &&TypePath| path.modules == item.path.modules && Some(&path.ident) == any;
    of_fields.filter(|path| !own_any(path)).chain(&item.base).chain(&item.ancestors).collect()
}

/// What the file mentions of the runtime.
fn runtime_names(item: &Struct) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::from(["model", if item.base.is_none() { "Rest" } else { "extends" }]);
    names.extend(item.any.as_ref().map(|_| "any"));
    let own = item.fields.iter().map(|field| &field.token);
    names.extend(own.clone().filter(|token| token.navigation).map(|_| "Related"));
    for token in own.chain(&item.inherited) {
        names.insert(if token.navigation { "Navigation" } else { "Property" });
        names.extend((token.read_only && !token.navigation).then_some("ReadOnly"));
        names.extend(values::runtime_name(&token.ty.item));
    }
    names
}

/// ```text
/// /// `deviceConfiguration`.
/// #[derive(Clone, Default)]
/// #[non_exhaustive]
/// pub struct DeviceConfiguration {
///     pub base: Entity,
///     pub display_name: Option<String>,
/// }
/// ```
pub(super) fn structure(item: &Struct, spell: &impl Spell) -> TokenStream {
    let name = ident(item.path.ident.as_str());
    let (docs, given) = (doc(&item.doc), with_client(&item.given));
    let first = if let Some(base) = &item.base {
        let line = doc_line("Properties of the base type.");
        let base = spell.path(base);
        quote! { #line pub base: #base }
    } else {
        let line = doc_line("What is not a field: nulls, unknown properties, annotations.");
        quote! { #line pub rest: Rest }
    };
    let fields = item.fields.iter().map(|field| self::field(field, spell));
    quote! {
        #docs
        #given
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct #name {
            #first,
            #(#fields,)*
        }
    }
}

/// `#[cfg_attr(feature = "client", doc = "", doc = " Given by [`get`](..).")]`: a paragraph of its own.
fn with_client(said: &Doc) -> Option<TokenStream> {
    let lines = said.0.iter().map(|line| format!(" {line}"));
    (!said.0.is_empty()).then(|| quote! { #[cfg_attr(feature = "client", doc = "", #(doc = #lines),*)] })
}

/// `pub assignments: Related<Vec<DeviceConfigurationAssignment>>`
fn field(field: &Field, spell: &impl Spell) -> TokenStream {
    let docs = doc(&field.doc);
    let name = ident(field.ident.as_str());
    let value = values::value(&field.token.ty, spell);
    let ty = match (field.token.navigation, field.boxed) {
        (true, _) => quote! { Related<#value> },
        (false, true) => quote! { Option<Box<#value>> },
        (false, false) => quote! { Option<#value> },
    };
    quote! { #docs pub #name: #ty }
}

/// ```text
/// impl DeviceConfiguration {
///     /// `displayName`.
///     pub const DISPLAY_NAME: Property<Self, String> = Property::new("displayName");
/// }
/// ```
fn tokens(item: &Struct, spell: &impl Spell) -> Option<TokenStream> {
    let name = ident(item.path.ident.as_str());
    let own = item.fields.iter().map(|field| &field.token);
    let consts: Vec<TokenStream> =
        own.chain(&item.inherited).map(|token| self::token(token, spell)).collect();
    (!consts.is_empty()).then(|| quote! { impl #name { #(#consts)* } })
}

/// A derived type has the tokens of its base types too, under its own name: all tokens of a type are of one owner.
fn token(token: &Token, spell: &impl Spell) -> TokenStream {
    let docs = doc(&token.doc);
    let name = ident(token.ident.as_str());
    let value = values::value(&token.ty, spell);
    let wire = &token.wire;
    match (token.navigation, token.read_only) {
        (true, _) => quote! { #docs pub const #name: Navigation<Self, #value> = Navigation::new(#wire); },
        (false, true) => {
            quote! { #docs pub const #name: Property<Self, #value, ReadOnly> = Property::new(#wire); }
        }
        (false, false) => quote! { #docs pub const #name: Property<Self, #value> = Property::new(#wire); },
    }
}
