//! Lists of modules: they only list, and re-export every name explicitly.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports;
use super::tokens::ident;
use crate::file::{Item, Source};
use crate::names::{ModIdent, TypeIdent};
use crate::sdk::{Folder, ParametersFile, RequestsFile, TypeFile, TypeItem, Version};

/// ```text
/// pub mod models;
/// pub mod parameters;
/// #[cfg(feature = "client")]
/// pub mod requests;
/// ```
pub(super) fn version(version: &Version) -> Source {
    let gate = quote! { #[cfg(feature = "client")] };
    let items = [
        quote! { #gate mod client; },
        quote! { pub mod models; },
        quote! { pub mod parameters; },
        quote! { #gate pub mod requests; },
        quote! { #gate pub use client::GraphClient; },
    ];
    let contents = contents(version).map(Item::Text);
    Source {
        doc: front_page(version),
        items: contents.into_iter().chain(items.into_iter().map(Item::Tokens)).collect(),
    }
}

/// What a reader of the version's page should know first.
fn front_page(version: &Version) -> Vec<String> {
    let text = format!(
        "\
Microsoft Graph {}.

[`models`] has a struct or an enum for each type. Its page says what it is derived from and what is derived from it,
which requests give it, and what is stated of its properties. `requests` says of each method who may make the request
and with which permissions, in which clouds it is missing, which headers and options it takes, and what it answers.
The same is known to a request before it is sent (`permissions()`, `clouds()`). [`parameters`] is what actions take.",
        version.segment
    );
    text.lines().map(str::to_owned).collect()
}

/// The entry points by product area, with links that only hold where there is a client.
fn contents(version: &Version) -> Option<String> {
    let client = format!("crate::{}::GraphClient", version.module);
    let mut lines = vec![
        String::new(),
        " Every path starts at a method of [`GraphClient`]:".to_owned(),
        String::new(),
        " | area | entry points |".to_owned(),
        " |---|---|".to_owned(),
    ];
    for area in &version.areas {
        let entries = area.entries.iter().map(|entry| format!("[`{entry}`]({client}::{entry})"));
        lines.push(format!(" | {} | {} |", area.name, entries.collect::<Vec<_>>().join(", ")));
    }
    let lines = lines.iter().map(|line| format!("    doc = {},\n", Literal::string(line)));
    let lines: String = lines.collect();
    (!version.areas.is_empty()).then(|| format!("#![cfg_attr(\n    feature = \"client\",\n{lines})]"))
}

/// The types of a namespace.
pub(super) fn models(version: &Version, folder: &Folder<TypeFile>) -> Source {
    let what = match folder.path.as_slice() {
        [] => format!("Entity types, complex types and enum types of Microsoft Graph {}.", version.segment),
        path => format!("Types{}.", of_namespace(path)),
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
    list(format!("Parameters of actions{}.", of_namespace(&folder.path)), &folder.folders, files)
}

/// The same for `requests`.
pub(super) fn requests(folder: &Folder<RequestsFile>) -> Source {
    let files =
        folder.files.iter().map(|file| (&file.module, file.items.iter().map(|item| &item.ident).collect()));
    let what = format!("Requests, by the type that a path leads to{}.", of_namespace(&folder.path));
    list(what, &folder.folders, files)
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
        let folder = ident(folder.as_str());
        quote! { pub mod #folder; }
    });
    let private = files.iter().map(|(module, _)| {
        let module = ident(module.as_str());
        quote! { mod #module; }
    });
    let exports = files.iter().filter_map(|(module, names)| export(module.as_str(), names));
    Source { doc: vec![what], items: public.chain(private).chain(exports).map(Item::Tokens).collect() }
}

fn export(module: &str, names: &[&TypeIdent]) -> Option<TokenStream> {
    let names = names.iter().map(|name| (name.as_str().to_owned(), name.as_str().to_owned())).collect();
    let item = imports::use_item(&[module.to_owned()], &names)?;
    Some(quote! { pub #item })
}

/// Of which namespace something is, behind a blank; nothing of the root.
fn of_namespace(modules: &[ModIdent]) -> String {
    if modules.is_empty() {
        return String::new();
    }
    format!(" of the namespace `{}`", modules.iter().map(ModIdent::as_str).collect::<Vec<_>>().join("::"))
}
