//! Types of values: `Option<Vec<String>>`, `models::User`.
//!
//! In: [`ValueType`]s. Out: tokens, with each named type spelled as the file that mentions it wants.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::names::ModIdent;
use crate::sdk::{ItemType, Scalar, TypePath, ValueType};

/// How a file spells the types it mentions.
pub(super) trait Spell {
    /// A generated type.
    fn path(&self, path: &TypePath) -> TokenStream;
}

/// `models::call_records::Session`: for files of requests and parameters.
pub(super) struct Qualified<'a>(pub(super) &'a str);

impl Spell for Qualified<'_> {
    fn path(&self, path: &TypePath) -> TokenStream {
        qualified(self.0, path)
    }
}

/// `parameters::UserAssignLicenseParameters`.
pub(super) fn qualified(room: &str, path: &TypePath) -> TokenStream {
    let room = ident(room);
    let modules = path.modules.iter().map(|module: &ModIdent| ident(module.as_str()));
    let name = ident(path.ident.as_str());
    quote! { #room #(::#modules)* ::#name }
}

/// The type of one value.
pub(super) fn item(ty: &ItemType, spell: &impl Spell) -> TokenStream {
    match ty {
        ItemType::Scalar(scalar) => {
            let name = ident(scalar.name());
            quote! { #name }
        }
        ItemType::Model(path) | ItemType::Enum(path) => spell.path(path),
        ItemType::Flags(path) => {
            let path = spell.path(path);
            quote! { Flags<#path> }
        }
    }
}

/// The type of a value, collections included.
pub(super) fn value(ty: &ValueType, spell: &impl Spell) -> TokenStream {
    let item = item(&ty.item, spell);
    if ty.collection {
        quote! { Vec<#item> }
    } else {
        item
    }
}

/// What must be imported from the runtime to name the type; nothing for types of the language.
pub(super) fn runtime_name(ty: &ItemType) -> Option<&'static str> {
    match ty {
        ItemType::Scalar(Scalar::String | Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64)
        | ItemType::Model(_)
        | ItemType::Enum(_) => None,
        ItemType::Scalar(scalar) => Some(scalar.name()),
        ItemType::Flags(_) => Some("Flags"),
    }
}

/// The generated type that a type names.
pub(super) fn named(ty: &ItemType) -> Option<&TypePath> {
    match ty {
        ItemType::Scalar(_) => None,
        ItemType::Model(path) | ItemType::Enum(path) | ItemType::Flags(path) => Some(path),
    }
}
