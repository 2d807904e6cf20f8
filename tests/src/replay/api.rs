//! The generated crate as the generator planned it, to be looked things up in.
//!
//! In: a [`Version`] of the SDK. Out: request types by path, types by path and by wire name.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_codegen::sdk::{Folder, MethodFacts, Requests, Struct, Token, TypeItem, TypePath, Version};

/// A version of the crate.
#[derive(Debug)]
pub struct Api<'a> {
    /// The version.
    pub version: &'a Version,
    requests: BTreeMap<TypePath, Place<'a>>,
    types: BTreeMap<TypePath, &'a TypeItem>,
    anys: BTreeMap<TypePath, &'a Struct>,
    by_wire: BTreeMap<String, &'a Struct>,
    parameters: BTreeMap<TypePath, &'a Struct>,
}

/// A request type with the facts of its methods.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The request type.
    pub requests: &'a Requests,
    /// Facts of its file.
    pub facts: &'a [MethodFacts],
}

impl<'a> Api<'a> {
    /// Indexes a version.
    pub fn new(version: &'a Version) -> Self {
        let mut api = Self {
            version,
            requests: BTreeMap::new(),
            types: BTreeMap::new(),
            anys: BTreeMap::new(),
            by_wire: BTreeMap::new(),
            parameters: BTreeMap::new(),
        };
        for (folder, file) in files(&version.requests) {
            for requests in &file.items {
                let path = TypePath { modules: folder.path.clone(), ident: requests.ident.clone() };
                api.requests.insert(path, Place { requests, facts: &file.facts });
            }
        }
        for (folder, file) in files(&version.models) {
            let path = |ident| TypePath { modules: folder.path.clone(), ident };
            match &file.item {
                TypeItem::Struct(found) => {
                    api.by_wire.insert(found.wire.to_ascii_lowercase(), found);
                    api.types.insert(found.path.clone(), &file.item);
                    if let Some(any) = &found.any {
                        api.anys.insert(path(any.ident.clone()), found);
                    }
                }
                TypeItem::Enum(found) => {
                    api.types.insert(path(found.ident.clone()), &file.item);
                }
            }
        }
        for (_, file) in files(&version.parameters) {
            api.parameters.extend(file.items.iter().map(|item| (item.path.clone(), item)));
        }
        api
    }

    /// Where every path starts.
    pub fn root(&self) -> Place<'a> {
        Place { requests: &self.version.client, facts: &self.version.client_facts }
    }

    /// A request type.
    pub fn requests(&self, path: &TypePath) -> Option<Place<'a>> {
        self.requests.get(path).copied()
    }

    /// A struct, also where the polymorphic enum of it is named.
    pub fn structure(&self, path: &TypePath) -> Option<&'a Struct> {
        match self.types.get(path) {
            Some(TypeItem::Struct(found)) => Some(found),
            Some(TypeItem::Enum(_)) => None,
            None => self.anys.get(path).copied(),
        }
    }

    /// Parameters of an action.
    pub fn parameters(&self, path: &TypePath) -> Option<&'a Struct> {
        self.parameters.get(path).copied()
    }

    /// The struct of `#microsoft.graph.user`, with or without `#`, in any case.
    pub fn by_wire(&self, name: &str) -> Option<&'a Struct> {
        self.by_wire.get(&format!("#{}", name.trim_start_matches('#')).to_ascii_lowercase()).copied()
    }

    /// Names of all members on the wire, those of base types too.
    pub fn members(&self, structure: &Struct) -> BTreeSet<String> {
        let own = structure.fields.iter().map(|field| &field.token);
        own.chain(&structure.inherited).map(|token: &Token| token.wire.clone()).collect()
    }
}

fn files<F>(folders: &[Folder<F>]) -> impl Iterator<Item = (&Folder<F>, &F)> {
    folders.iter().flat_map(|folder| folder.files.iter().map(move |file| (folder, file)))
}
