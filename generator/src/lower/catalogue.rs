//! All types of a version with their names, bases and derived types: what the other parts of lowering look up.
//!
//! In: the schema and the selected types. Out: for each type where it lives in Rust, its base, everything derived from
//! it, and whether it gets a polymorphic enum.

use std::collections::{BTreeMap, BTreeSet};

use super::selection::Selection;
use crate::diagnostic::Report;
use crate::names::{Claim, Kind, ModIdent, TypeIdent, settle};
use crate::odata::{Primitive, QualifiedName};
use crate::schema::{EnumType, Schema, StructuredType, TypeName, TypeRef};
use crate::sdk::{ItemType, Scalar, TypePath, ValueType};

/// A type with more derived types than this gets no polymorphic enum: every consumer that reads one pays for each
/// variant. Its struct still keeps every member of a derived type, and its type name, among what it does not know.
const MOST_VARIANTS: usize = 256;

/// A type in Rust.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Where it lives.
    pub(super) path: TypePath,
    /// Its polymorphic enum.
    pub(super) any: Option<TypePath>,
    /// Its file.
    pub(super) module: ModIdent,
}

/// The types of a version.
pub(super) struct Catalogue<'a> {
    /// The schema.
    pub(super) schema: &'a Schema,
    names: BTreeMap<&'a QualifiedName, Named>,
    derived: BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(schema: &'a Schema, selection: &Selection<'a>, report: &mut Report) -> Self {
        let mut catalogue = Self { schema, names: BTreeMap::new(), derived: BTreeMap::new() };
        let kept = |name: &&QualifiedName| selection.types.contains(*name);
        for name in schema.types.keys().filter(kept) {
            for (ancestor, _) in catalogue.ancestors(name) {
                catalogue.derived.entry(ancestor).or_default().push(name);
            }
        }
        let mut namespaces: BTreeMap<&str, Vec<&QualifiedName>> = BTreeMap::new();
        for name in schema.types.keys().chain(schema.enums.keys()).filter(kept) {
            namespaces.entry(name.namespace()).or_default().push(name);
        }
        let folders: BTreeSet<Vec<ModIdent>> = namespaces
            .values()
            .filter_map(|names| names.first())
            .map(|name| ModIdent::namespace(name))
            .collect();
        for (namespace, names) in namespaces {
            catalogue.name_types(namespace, &names, &folders, report);
        }
        catalogue
    }

    fn name_types(
        &mut self,
        namespace: &str,
        names: &[&'a QualifiedName],
        folders: &BTreeSet<Vec<ModIdent>>,
        report: &mut Report,
    ) {
        let modules = names.first().map(|name| ModIdent::namespace(name)).unwrap_or_default();
        let claim = |name: &QualifiedName, ident, kind| Claim { ident, kind, wire: name.name().to_owned() };
        let mut claims = Vec::new();
        for name in names {
            let kind = if self.schema.types.contains_key(*name) { Kind::Structured } else { Kind::Enum };
            claims.push(claim(name, TypeIdent::new(name.name()), kind));
        }
        let polymorphic: Vec<&QualifiedName> =
            names.iter().copied().filter(|name| self.is_polymorphic(name)).collect();
        for name in &polymorphic {
            claims.push(claim(name, TypeIdent::new(name.name()).any(), Kind::Any));
        }
        let idents = settle(namespace, &claims, report);
        let files = self.file_names(namespace, names, &idents, &modules, folders, report);
        let mut anys =
            polymorphic.into_iter().zip(idents[names.len()..].iter().cloned()).collect::<BTreeMap<_, _>>();
        for ((name, ident), module) in names.iter().zip(idents).zip(files) {
            let any = anys.remove(name).map(|ident| TypePath { modules: modules.clone(), ident });
            let path = TypePath { modules: modules.clone(), ident };
            self.names.insert(name, Named { path, any, module });
        }
    }

    /// One file a type; the folders of namespaces below come first, because their names are public.
    fn file_names(
        &self,
        namespace: &str,
        names: &[&QualifiedName],
        idents: &[TypeIdent],
        modules: &[ModIdent],
        folders: &BTreeSet<Vec<ModIdent>>,
        report: &mut Report,
    ) -> Vec<ModIdent> {
        let mut claims: Vec<Claim<ModIdent>> = names
            .iter()
            .zip(idents)
            .map(|(name, ident)| Claim {
                ident: ModIdent::new(ident.as_str()),
                kind: if self.schema.types.contains_key(*name) { Kind::Structured } else { Kind::Enum },
                wire: name.name().to_owned(),
            })
            .collect();
        let below: BTreeSet<&ModIdent> = folders
            .iter()
            .filter(|folder| folder.len() > modules.len() && folder.starts_with(modules))
            .map(|folder| &folder[modules.len()])
            .collect();
        for folder in below {
            claims.push(Claim {
                ident: folder.clone(),
                kind: Kind::Namespace,
                wire: folder.as_str().to_owned(),
            });
        }
        // What is private needs no report: nobody sees the names of these files.
        let mut unseen = Report::default();
        let mut files = settle(&format!("files of {namespace}"), &claims, &mut unseen);
        unseen
            .diagnostics
            .retain(|diagnostic| diagnostic.code.severity() == crate::diagnostic::Severity::Error);
        report.merge(unseen);
        files.truncate(names.len());
        files
    }

    /// The structured types to generate, in the order of their names.
    pub(super) fn structured(&self) -> impl Iterator<Item = (&'a QualifiedName, &'a StructuredType, &Named)> {
        let schema = self.schema;
        self.names.iter().filter_map(move |(name, named)| Some((*name, schema.types.get(*name)?, named)))
    }

    /// The enum types to generate, in the order of their names.
    pub(super) fn enums(&self) -> impl Iterator<Item = (&'a QualifiedName, &'a EnumType, &Named)> {
        let schema = self.schema;
        self.names.iter().filter_map(move |(name, named)| Some((*name, schema.enums.get(*name)?, named)))
    }

    /// Where a type lives, if it is generated.
    pub(super) fn named(&self, name: &QualifiedName) -> Option<&Named> {
        self.names.get(name)
    }

    /// Base types, nearest first. Of a cycle, the type with the smallest name has none.
    pub(super) fn ancestors(&self, name: &'a QualifiedName) -> Vec<(&'a QualifiedName, &'a StructuredType)> {
        let chain = self.schema.chain(name);
        let end = chain.last().and_then(|(_, ty)| ty.base.as_ref());
        let cycle = end.and_then(|base| chain.iter().position(|(found, _)| *found == base));
        let root = cycle.and_then(|start| {
            let smallest = chain[start..].iter().min_by_key(|(found, _)| *found)?;
            chain.iter().position(|(found, _)| *found == smallest.0)
        });
        let length = root.map_or(chain.len(), |root| root + 1);
        chain[..length].iter().skip(1).copied().collect()
    }

    /// Everything derived from a type, in the order of names.
    pub(super) fn derived(&self, name: &QualifiedName) -> &[&'a QualifiedName] {
        self.derived.get(name).map_or(&[], Vec::as_slice)
    }

    fn is_polymorphic(&self, name: &QualifiedName) -> bool {
        (1..=MOST_VARIANTS).contains(&self.derived(name).len())
    }

    /// Whether a type stands for JSON of any kind: values of it are mostly arrays, which no struct could hold.
    fn is_any_json(&self, name: &QualifiedName) -> bool {
        let empty = |ty: &StructuredType| ty.properties.is_empty() && ty.navigation.is_empty();
        name.name() == QualifiedName::ANY_JSON && self.schema.types.get(name).is_some_and(empty)
    }

    /// A type in Rust; what is not generated is JSON.
    pub(super) fn value(&self, ty: &TypeRef) -> ValueType {
        ValueType { item: self.item(&ty.name), collection: ty.collection }
    }

    /// The type of one value: the polymorphic enum where there is one.
    pub(super) fn item(&self, name: &TypeName) -> ItemType {
        match name {
            TypeName::Primitive(primitive) => ItemType::Scalar(scalar(*primitive)),
            TypeName::Structured(name) if self.is_any_json(name) => ItemType::Scalar(Scalar::Value),
            TypeName::Structured(name) => match self.names.get(name) {
                Some(named) => ItemType::Model(named.any.as_ref().unwrap_or(&named.path).clone()),
                None => ItemType::Scalar(Scalar::Value),
            },
            TypeName::Enum(name) => match (self.names.get(name), self.schema.enums.get(name)) {
                (Some(named), Some(ty)) if ty.flags => ItemType::Flags(named.path.clone()),
                (Some(named), Some(_)) => ItemType::Enum(named.path.clone()),
                _ => ItemType::Scalar(Scalar::String),
            },
        }
    }
}

fn scalar(primitive: Primitive) -> Scalar {
    match primitive {
        Primitive::String => Scalar::String,
        Primitive::Boolean => Scalar::Bool,
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => Scalar::I32,
        Primitive::Int64 => Scalar::I64,
        Primitive::Single | Primitive::Double => Scalar::F64,
        Primitive::Decimal => Scalar::Decimal,
        Primitive::Guid => Scalar::Guid,
        Primitive::DateTimeOffset => Scalar::DateTimeOffset,
        Primitive::Date => Scalar::Date,
        Primitive::TimeOfDay => Scalar::TimeOfDay,
        Primitive::Duration => Scalar::Duration,
        Primitive::Binary => Scalar::Binary,
        Primitive::Stream => Scalar::Stream,
        Primitive::Untyped => Scalar::Value,
    }
}
