//! Types as they stand in signatures.

use std::collections::BTreeMap;

use crate::names::ModIdent;
use crate::sdk::{Argument, ItemType, Push, Scalar, TypeItem, TypePath, ValueType, Version};

/// How a version spells its types. Whether values come as the enum of a type and those derived from it is told once, at
/// the type, and so is whether members may be combined: what is told there is spelled alike here.
pub(super) struct Speller {
    any: BTreeMap<TypePath, String>,
}

impl Speller {
    pub(super) fn new(version: &Version) -> Self {
        let files = version.models.iter().flat_map(|folder| &folder.files);
        let structs = files.filter_map(|file| match &file.item {
            TypeItem::Struct(item) => Some(item),
            TypeItem::Enum(_) => None,
        });
        let any = structs.filter_map(|item| {
            let any =
                TypePath { modules: item.path.modules.clone(), ident: item.any.as_ref()?.ident.clone() };
            Some((any, path(&item.path)))
        });
        Self { any: any.collect() }
    }

    /// `call_records::Session`.
    pub(super) fn named(&self, named: &TypePath) -> String {
        self.any.get(named).cloned().unwrap_or_else(|| path(named))
    }

    pub(super) fn item(&self, ty: &ItemType) -> String {
        match ty {
            ItemType::Scalar(scalar) => scalar.name().to_owned(),
            ItemType::Model(path) | ItemType::Enum(path) | ItemType::Flags(path) => self.named(path),
        }
    }

    pub(super) fn value(&self, ty: &ValueType) -> String {
        let item = self.item(&ty.item);
        if ty.collection { format!("Vec<{item}>") } else { item }
    }

    /// The arguments that a push takes.
    pub(super) fn pushed(&self, push: &Push) -> String {
        match push {
            Push::Nothing | Push::Segments(_) => String::new(),
            Push::Key | Push::FilePath => "text".to_owned(),
            Push::NamedKeys(arguments) | Push::Call { arguments, .. } => self.arguments(arguments),
        }
    }

    /// The types of arguments: how they are called is nothing that code depends on.
    pub(super) fn arguments(&self, arguments: &[Argument]) -> String {
        let types: Vec<String> = arguments.iter().map(|argument| self.argument(&argument.ty)).collect();
        types.join(", ")
    }

    fn argument(&self, ty: &ValueType) -> String {
        match &ty.item {
            _ if ty.collection => "list".to_owned(),
            ItemType::Scalar(Scalar::String) => "text".to_owned(),
            ItemType::Scalar(Scalar::Stream | Scalar::Value | Scalar::Binary) | ItemType::Model(_) => {
                "literal".to_owned()
            }
            item => self.item(item),
        }
    }
}

/// The type without the enums around it.
pub(super) fn path(path: &TypePath) -> String {
    below(&path.modules, path.ident.as_str())
}

/// A name in modules.
pub(super) fn below(modules: &[ModIdent], name: &str) -> String {
    let names: Vec<&str> = modules.iter().map(ModIdent::as_str).chain([name]).collect();
    names.join("::")
}

/// The generated model that a type names.
pub(super) fn model(ty: &ValueType) -> Option<&TypePath> {
    match &ty.item {
        ItemType::Model(path) => Some(path),
        ItemType::Scalar(_) | ItemType::Enum(_) | ItemType::Flags(_) => None,
    }
}
