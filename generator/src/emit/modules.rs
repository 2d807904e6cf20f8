//! Lists of modules: they only list, and re-export every name explicitly.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Item, Source, doc_line, ident, imports};
use crate::names::{ModIdent, TypeIdent};
use crate::sdk::{Folder, ParametersFile, RequestsFile, TypeFile, TypeItem, Version};

/// ```text
/// pub mod models;
/// pub mod parameters;
/// #[cfg(feature = "client")]
/// pub mod requests;
/// ```
pub(super) fn version(version: &Version) -> Source {
    let models = doc_line("Entity types, complex types and enum types.");
    let parameters = doc_line("Parameters of actions.");
    let requests = doc_line("Requests, by the type that a path leads to.");
    let gate = quote! { #[cfg(feature = "client")] };
    let items = [
        quote! { #gate mod client; },
        quote! { #models pub mod models; },
        quote! { #parameters pub mod parameters; },
        quote! { #requests #gate pub mod requests; },
        quote! { #gate pub use client::GraphClient; },
    ];
    Source {
        doc: vec![format!("Microsoft Graph {}.", version.segment)],
        items: items.into_iter().map(Item::Tokens).collect(),
    }
}

/// The types of a namespace.
pub(super) fn models(version: &Version, folder: &Folder<TypeFile>) -> Source {
    let what = if folder.path.is_empty() {
        format!("Types of Microsoft Graph {}.", version.segment)
    } else {
        format!("Types of the namespace `{}`.", joined(&folder.path))
    };
    let structs = folder.files.iter().filter(|file| !is_enum(file));
    let mut source = list(what, &folder.folders, structs.map(|file| (&file.module, file.item.exports())));
    let enums: Vec<&TypeIdent> =
        folder.files.iter().filter(|file| is_enum(file)).flat_map(|file| file.item.exports()).collect();
    if !enums.is_empty() {
        source.items.insert(0, Item::Tokens(quote! { mod enums; }));
        source.items.extend(export("enums", &enums).map(Item::Tokens));
    }
    source
}

/// The enum types of a namespace: a folder of their own, because there are so many of both.
pub(super) fn enums(folder: &Folder<TypeFile>) -> Source {
    let files = folder.files.iter().filter(|file| is_enum(file));
    list("Enum types.".to_owned(), &[], files.map(|file| (&file.module, file.item.exports())))
}

/// Whether a file holds an enum type.
pub(super) fn is_enum(file: &TypeFile) -> bool {
    matches!(file.item, TypeItem::Enum(_))
}

/// The same for `parameters`.
pub(super) fn parameters(folder: &Folder<ParametersFile>) -> Source {
    let names = |file: &'_ ParametersFile| -> Vec<_> {
        file.items.iter().map(|item| item.path.ident.clone()).collect()
    };
    let found: Vec<(ModIdent, Vec<TypeIdent>)> =
        folder.files.iter().map(|file| (file.module.clone(), names(file))).collect();
    let files = found.iter().map(|(module, names)| (module, names.iter().collect()));
    list("Parameters of actions.".to_owned(), &folder.folders, files)
}

/// The same for `requests`.
pub(super) fn requests(folder: &Folder<RequestsFile>) -> Source {
    let files =
        folder.files.iter().map(|file| (&file.module, file.items.iter().map(|item| &item.ident).collect()));
    list("Requests, by the type that a path leads to.".to_owned(), &folder.folders, files)
}

/// ```text
/// pub mod call_records;
/// mod device_configuration;
/// pub use device_configuration::{AnyDeviceConfiguration, DeviceConfiguration};
/// ```
fn list<'a>(
    what: String,
    folders: &[ModIdent],
    files: impl Iterator<Item = (&'a ModIdent, Vec<&'a TypeIdent>)>,
) -> Source {
    let files: Vec<_> = files.collect();
    let public = folders.iter().map(|folder| {
        let line = doc_line(&format!("Namespace `{folder}`."));
        let folder = ident(folder.as_str());
        quote! { #line pub mod #folder; }
    });
    let private = files.iter().map(|(module, _)| {
        let module = ident(module.as_str());
        quote! { mod #module; }
    });
    let exports = files.iter().filter_map(|(module, names)| export(module.as_str(), names));
    Source { doc: vec![what], items: public.chain(private).chain(exports).map(Item::Tokens).collect() }
}

fn export(module: &str, names: &[&TypeIdent]) -> Option<TokenStream> {
    let names = imports::plain(names.iter().map(|name| name.as_str()));
    let item = imports::use_item(&[module.to_owned()], &names)?;
    Some(quote! { pub #item })
}

fn joined(modules: &[ModIdent]) -> String {
    modules.iter().map(ModIdent::as_str).collect::<Vec<_>>().join("::")
}
