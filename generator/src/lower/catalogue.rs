//! All types of a version with their names, bases and derived types: what the other parts of lowering look up.
//!
//! In: the schema and the selected types. Out: for each type where it lives in Rust, its base, everything derived from
//! it, and whether it gets a polymorphic enum.

use std::collections::{BTreeMap, BTreeSet};

use super::permissions::Grants;
use super::selection::Selection;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::names::{Claim, Kind, ModIdent, TypeIdent, Words, settle};
use crate::odata::{Primitive, QualifiedName};
use crate::schema::{EnumType, Schema, StructuredType, TypeName, TypeRef};
use crate::sdk::{ItemType, Scalar, TypePath, ValueType};

/// A type with more derived types than this gets no polymorphic enum: every consumer that reads one pays for each
/// variant. Its struct still keeps every member of a derived type, and its type name, among what it does not know.
const MOST_VARIANTS: usize = 256;

/// So much of a name is shown in a message.
const SHOWN: usize = 60;

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
    /// What names are made of.
    pub(super) words: &'a Words,
    /// Which permissions hold for which path.
    pub(super) grants: Grants<'a>,
    names: BTreeMap<&'a QualifiedName, Named>,
    derived: BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        words: &'a Words,
        selection: &Selection<'a>,
        report: &mut Report,
    ) -> Self {
        let grants = Grants::new(schema);
        let mut catalogue = Self { schema, words, grants, names: BTreeMap::new(), derived: BTreeMap::new() };
        let kept = |name: &&QualifiedName| selection.types.contains(*name) && fits(name);
        for name in schema.types.keys().filter(kept) {
            for (ancestor, _) in catalogue.ancestors(name) {
                catalogue.derived.entry(ancestor).or_default().push(name);
            }
        }
        // Two namespaces can have one folder: names are settled by folder.
        let mut folders: BTreeMap<Vec<ModIdent>, Vec<&QualifiedName>> = BTreeMap::new();
        for name in
            schema.types.keys().chain(schema.enums.keys()).filter(|name| selection.types.contains(*name))
        {
            if fits(name) {
                folders.entry(ModIdent::namespace(name)).or_default().push(name);
            } else {
                report.push(unusable(name));
            }
        }
        let below = below(folders.keys());
        for (modules, names) in folders {
            let below = below.get(&modules).map_or(&[][..], Vec::as_slice);
            catalogue.name_types(&modules, &names, below, report);
        }
        catalogue
    }

    fn name_types(
        &mut self,
        modules: &[ModIdent],
        names: &[&'a QualifiedName],
        below: &[ModIdent],
        report: &mut Report,
    ) {
        let namespace = names.first().map_or("", |name| name.namespace());
        let claim = |name: &QualifiedName, ident, kind| Claim { ident, kind, wire: name.name().to_owned() };
        let mut claims = Vec::new();
        for name in names {
            let kind = if self.schema.types.contains_key(*name) { Kind::Structured } else { Kind::Enum };
            claims.push(claim(name, TypeIdent::new(&self.words.apart(name.name())), kind));
        }
        let polymorphic: Vec<&QualifiedName> =
            names.iter().copied().filter(|name| self.is_polymorphic(name)).collect();
        for name in &polymorphic {
            claims.push(claim(name, TypeIdent::new(&self.words.apart(name.name())).any(), Kind::Any));
        }
        let idents = settle(namespace, &claims, report);
        let files = self.file_names(names, &idents, below);
        let mut anys =
            polymorphic.into_iter().zip(idents[names.len()..].iter().cloned()).collect::<BTreeMap<_, _>>();
        for ((name, ident), module) in names.iter().zip(idents).zip(files) {
            let any = anys.remove(name).map(|ident| TypePath { modules: modules.to_vec(), ident });
            let path = TypePath { modules: modules.to_vec(), ident };
            self.names.insert(name, Named { path, any, module });
        }
    }

    /// One file a type; the folders of namespaces below come first, because their names are public.
    fn file_names(
        &self,
        names: &[&QualifiedName],
        idents: &[TypeIdent],
        below: &[ModIdent],
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
        claims.extend(below.iter().map(|folder| Claim {
            ident: folder.clone(),
            kind: Kind::Namespace,
            wire: folder.as_str().to_owned(),
        }));
        // What is private needs no report: nobody sees the names of these files.
        let mut files = settle("files", &claims, &mut Report::default());
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

/// Names longer than this are those of nothing in Graph, where the longest has 100 bytes, and the paths of their files
/// would be longer than file systems take.
const LONGEST_NAME: usize = 400;

/// Namespaces of Graph have up to four parts; each is a folder and a module.
const MOST_PARTS: usize = 16;

/// Whether modules and files can be made of a name.
fn fits(name: &QualifiedName) -> bool {
    name.as_str().len() <= LONGEST_NAME && name.as_str().split('.').count() <= MOST_PARTS
}

fn unusable(name: &QualifiedName) -> Diagnostic {
    let shown: String = name.as_str().chars().take(SHOWN).collect();
    let message = format!(
        "`{shown}…` is longer than {LONGEST_NAME} bytes or has more than {MOST_PARTS} parts: the type is left out, and \
         what is of it stays untyped"
    );
    Diagnostic { code: Code::UnusableName, span: None, message, help: None }
}

/// The folders directly below each folder, those on the way to deeper ones too.
fn below<'m>(folders: impl Iterator<Item = &'m Vec<ModIdent>>) -> BTreeMap<Vec<ModIdent>, Vec<ModIdent>> {
    let mut below: BTreeMap<Vec<ModIdent>, BTreeSet<ModIdent>> = BTreeMap::new();
    for path in folders {
        for (at, name) in path.iter().enumerate() {
            below.entry(path[..at].to_vec()).or_default().insert(name.clone());
        }
    }
    below.into_iter().map(|(path, names)| (path, names.into_iter().collect())).collect()
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
