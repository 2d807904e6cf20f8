//! The crate as it will be generated, to be looked things up in.
//!
//! In: a [`Version`] of the SDK. Out: request types by path and by what they are about, types by path and by wire name.

use std::collections::{BTreeMap, BTreeSet};

use crate::odata::Method;
use crate::odata::address::skeleton;
use crate::schema::{Request, RequestBody, Schema, TypeName};
use crate::sdk::{
    EnumMember, Field, Folder, ItemType, OpenEnum, Requests, Struct, Token, TypeItem, TypePath, ValueType,
    Version,
};

/// A version of the crate.
#[derive(Debug)]
pub struct Index<'a> {
    /// The version.
    pub version: &'a Version,
    requests: BTreeMap<TypePath, &'a Requests>,
    types: BTreeMap<TypePath, &'a TypeItem>,
    anys: BTreeMap<TypePath, &'a Struct>,
    by_wire: BTreeMap<String, &'a Struct>,
    parameters: BTreeMap<TypePath, &'a Struct>,
    /// The request types of each struct: of one, of many.
    of_type: BTreeMap<(TypePath, bool), TypePath>,
    /// What each request type is about: a struct, and whether many of it.
    about: BTreeMap<TypePath, (TypePath, bool)>,
    /// Types that take properties that no page names, by name in small letters.
    open: BTreeSet<String>,
    /// The requests as pages state them.
    documented: &'a [Request],
}

/// A request type.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Where it lives; absent for the client.
    pub path: Option<&'a TypePath>,
    /// The request type.
    pub requests: &'a Requests,
}

impl<'a> Index<'a> {
    /// Indexes a version that was made of the schema.
    pub fn new(version: &'a Version, schema: &'a Schema) -> Self {
        let mut index = Self {
            version,
            requests: BTreeMap::new(),
            types: BTreeMap::new(),
            anys: BTreeMap::new(),
            by_wire: BTreeMap::new(),
            parameters: BTreeMap::new(),
            of_type: BTreeMap::new(),
            about: BTreeMap::new(),
            open: open_types(schema),
            documented: &schema.requests,
        };
        for (folder, file) in files(&version.requests) {
            for requests in &file.items {
                let path = TypePath { modules: folder.path.clone(), ident: requests.ident.clone() };
                index.requests.insert(path, requests);
            }
        }
        for (folder, file) in files(&version.models) {
            let path = |ident| TypePath { modules: folder.path.clone(), ident };
            match &file.item {
                TypeItem::Struct(found) => {
                    index.by_wire.insert(found.wire.to_ascii_lowercase(), found);
                    index.types.insert(found.path.clone(), &file.item);
                    if let Some(any) = &found.any {
                        index.anys.insert(path(any.ident.clone()), found);
                    }
                }
                TypeItem::Enum(found) => {
                    index.types.insert(path(found.ident.clone()), &file.item);
                }
            }
        }
        for (_, file) in files(&version.parameters) {
            index.parameters.extend(file.items.iter().map(|item| (item.path.clone(), item)));
        }
        index.relate();
        index
    }

    /// Indexes the versions of a crate that were made of these schemas.
    pub fn all(versions: &'a [Version], schemas: &'a [Schema]) -> Vec<Self> {
        versions.iter().zip(schemas).map(|(version, schema)| Self::new(version, schema)).collect()
    }

    /// Finds out what the request types are about, by the names that `names` gives them.
    fn relate(&mut self) {
        for found in self.by_wire.values() {
            let ident = &found.path.ident;
            let short = ident.without("Request").map(|stem| stem.requests());
            let names =
                [(Some(ident.requests()), false), (short, false), (Some(ident.collection_requests()), true)];
            for (ident, many) in names.into_iter().filter_map(|(ident, many)| Some((ident?, many))) {
                let path = TypePath { modules: found.path.modules.clone(), ident };
                if self.requests.contains_key(&path) && !self.about.contains_key(&path) {
                    self.of_type.entry((found.path.clone(), many)).or_insert_with(|| path.clone());
                    self.about.insert(path, (found.path.clone(), many));
                }
            }
        }
    }

    /// Where every path starts.
    pub fn root(&self) -> Place<'a> {
        Place { path: None, requests: &self.version.client }
    }

    /// A request type.
    pub fn requests<'s>(&'s self, path: &TypePath) -> Option<Place<'s>> {
        let (path, requests) = self.requests.get_key_value(path)?;
        Some(Place { path: Some(path), requests })
    }

    /// All request types, the client first.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let others = self.requests.iter();
        let others = others.map(|(path, requests)| Place { path: Some(path), requests });
        std::iter::once(self.root()).chain(others)
    }

    /// The request type of one of a type, or of many; else that of its nearest base type.
    pub fn requests_of(&self, found: &Struct, many: bool) -> Option<Place<'_>> {
        let own = [&found.path].into_iter().chain(&found.ancestors);
        let mut paths = own.filter_map(|path| self.of_type.get(&(path.clone(), many)));
        self.requests(paths.next()?)
    }

    /// What a request type is about.
    pub fn about(&self, path: &TypePath) -> Option<(&'a Struct, bool)> {
        let (ty, many) = self.about.get(path)?;
        Some((self.structure(ty)?, *many))
    }

    /// A struct, also where the polymorphic enum of it is named.
    pub fn structure(&self, path: &TypePath) -> Option<&'a Struct> {
        match self.types.get(path) {
            Some(TypeItem::Struct(found)) => Some(found),
            Some(TypeItem::Enum(_)) => None,
            None => self.anys.get(path).copied(),
        }
    }

    /// An enum.
    pub fn enumeration(&self, path: &TypePath) -> Option<&'a OpenEnum> {
        match self.types.get(path) {
            Some(TypeItem::Enum(found)) => Some(found),
            Some(TypeItem::Struct(_)) | None => None,
        }
    }

    /// The member of an enum: by its very name, else by its name in another case, as the crate reads it.
    pub fn member(&self, path: &TypePath, wire: &str) -> Option<&'a EnumMember> {
        let members = &self.enumeration(path)?.members;
        let same = members.iter().find(|member| member.wire == wire);
        same.or_else(|| members.iter().find(|member| member.wire.eq_ignore_ascii_case(wire)))
    }

    /// The struct that a type of values names.
    pub fn structure_of(&self, ty: &ValueType) -> Option<&'a Struct> {
        match &ty.item {
            ItemType::Model(path) => self.structure(path),
            ItemType::Scalar(_) | ItemType::Enum(_) | ItemType::Flags(_) => None,
        }
    }

    /// Whether the type is the polymorphic enum of a struct.
    pub fn is_any(&self, path: &TypePath) -> bool {
        self.anys.contains_key(path)
    }

    /// Parameters of an action.
    pub fn parameters(&self, path: &TypePath) -> Option<&'a Struct> {
        self.parameters.get(path).copied()
    }

    /// The struct of `#microsoft.graph.user`, with or without `#`, in any case.
    pub fn by_wire(&self, name: &str) -> Option<&'a Struct> {
        self.by_wire.get(&format!("#{}", name.trim_start_matches('#')).to_ascii_lowercase()).copied()
    }

    /// Whether a type takes properties that no page names.
    pub fn is_open(&self, found: &Struct) -> bool {
        let bases = found.ancestors.iter().filter_map(|path| self.structure(path));
        std::iter::once(found)
            .chain(bases)
            .any(|found| self.open.contains(&found.wire.trim_start_matches('#').to_ascii_lowercase()))
    }

    /// The requests that pages document at the path with this [skeleton].
    pub fn requests_at(&self, method: Method, path: String) -> impl Iterator<Item = &'a Request> {
        self.documented
            .iter()
            .filter(move |request| request.method == method && skeleton(&request.template) == path)
    }

    /// Those of them that send values of this very type or answer with them.
    pub fn requests_about<'s>(
        &'s self,
        method: Method,
        template: &str,
        found: &'s Struct,
    ) -> impl Iterator<Item = &'a Request> + 's {
        let name = found.wire.trim_start_matches('#');
        self.requests_at(method, skeleton(template)).filter(move |request| is_about(request, name))
    }

    /// Names of all members on the wire, those of base types too.
    pub fn members(&self, structure: &Struct) -> BTreeSet<String> {
        tokens(structure).map(|token| token.wire.clone()).collect()
    }

    /// The field of a struct or of one of its base types, as the struct's users write it.
    pub fn field(&self, structure: &'a Struct, wire: &str) -> Option<&'a Field> {
        let own = structure.fields.iter().find(|field| field.token.wire == wire);
        let bases = structure.ancestors.iter().filter_map(|path| self.structure(path));
        own.or_else(|| bases.flat_map(|base| &base.fields).find(|field| field.token.wire == wire))
    }
}

/// The types that pages call open. What no page documents may be so, or not.
fn open_types(schema: &Schema) -> BTreeSet<String> {
    let open = schema.types.iter().filter(|(_, ty)| ty.open && !ty.stub);
    open.map(|(name, _)| name.as_str().to_ascii_lowercase()).collect()
}

/// What a request sends, else what it answers with, is of the type.
fn is_about(request: &Request, name: &str) -> bool {
    let spoken_of = match &request.body {
        RequestBody::Instance(ty) => Some(ty),
        _ => request.response.ty.as_ref(),
    };
    spoken_of.is_some_and(|ty| match &ty.name {
        TypeName::Structured(found) => found.as_str().eq_ignore_ascii_case(name),
        TypeName::Primitive(_) | TypeName::Enum(_) => false,
    })
}

/// The tokens of a struct, those of base types too.
fn tokens(structure: &Struct) -> impl Iterator<Item = &Token> {
    structure.fields.iter().map(|field| &field.token).chain(&structure.inherited)
}

/// The token of a property: by its very name, else by its name in another case.
pub fn token<'a>(structure: &'a Struct, wire: &str) -> Option<&'a Token> {
    let same = tokens(structure).find(|token| token.wire == wire);
    same.or_else(|| tokens(structure).find(|token| token.wire.eq_ignore_ascii_case(wire)))
}

fn files<F>(folders: &[Folder<F>]) -> impl Iterator<Item = (&Folder<F>, &F)> {
    folders.iter().flat_map(|folder| folder.files.iter().map(move |file| (folder, file)))
}
