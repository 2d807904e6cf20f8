//! Which requests give a type: the way back from a struct to the methods that answer with it.

use std::collections::BTreeMap;

use super::text::{Paragraphs, rust_path, some_of};
use crate::names::{FnIdent, ModIdent, TypeIdent};
use crate::odata::ApiVersion;
use crate::sdk::{Doc, Folder, ItemType, Output, Requests, RequestsFile, TypePath};

/// So many requests are linked; the others are counted.
const MOST_GIVERS: usize = 5;

/// Methods that one looks for first.
const PLAIN: [&str; 3] = ["get", "list", "create"];

/// The methods that answer with a type, by the type.
pub(in crate::lower) struct Given {
    api: ApiVersion,
    givers: BTreeMap<TypePath, Vec<Giver>>,
}

/// A method.
struct Giver {
    /// The request type; none is the client.
    owner: Option<TypePath>,
    method: FnIdent,
}

impl Given {
    pub(in crate::lower) fn new(
        api: ApiVersion,
        folders: &[Folder<RequestsFile>],
        client: &Requests,
    ) -> Self {
        let mut given = Self { api, givers: BTreeMap::new() };
        for folder in folders {
            for item in folder.files.iter().flat_map(|file| &file.items) {
                let owner = TypePath { modules: folder.path.clone(), ident: item.ident.clone() };
                given.add(Some(&owner), item);
            }
        }
        given.add(None, client);
        given
    }

    fn add(&mut self, owner: Option<&TypePath>, item: &Requests) {
        for call in &item.calls {
            let (Output::Value(ty) | Output::Optional(ty)) = &call.output else { continue };
            if let ItemType::Model(path) = &ty.item {
                let giver = Giver { owner: owner.cloned(), method: call.ident.clone() };
                self.givers.entry(path.clone()).or_default().push(giver);
            }
        }
    }

    /// What is said of the struct at `path`, or of its polymorphic enum.
    pub(in crate::lower) fn doc(&self, path: &TypePath, any: Option<&TypePath>) -> Doc {
        let mut givers: Vec<&Giver> =
            std::iter::once(path).chain(any).filter_map(|path| self.givers.get(path)).flatten().collect();
        if givers.is_empty() {
            return Doc::default();
        }
        givers.sort_by_key(|giver| giver.rank(&path.ident));
        let links = givers.into_iter().map(|giver| giver.link(self.api));
        Paragraphs::default().text(&format!("Given by {}.", some_of(links, MOST_GIVERS))).done()
    }
}

impl Giver {
    /// The requests to the type itself come first, of these the plain ones, then what is short.
    fn rank(&self, of: &TypeIdent) -> (bool, usize, usize, &str, &str) {
        let owner = self.owner.as_ref().map_or("", |owner| owner.ident.as_str());
        let method = self.method.as_str();
        let plain = PLAIN.iter().position(|plain| *plain == method).unwrap_or(PLAIN.len());
        (!owner.starts_with(of.as_str()), plain, owner.len(), owner, method)
    }

    fn link(&self, api: ApiVersion) -> String {
        let method = &self.method;
        match &self.owner {
            Some(owner) => {
                format!("[`{}::{method}`]({}::{method})", owner.ident, rust_path(api, "requests", owner))
            }
            None => {
                format!("[`GraphClient::{method}`](crate::{}::GraphClient::{method})", ModIdent::version(api))
            }
        }
    }
}
