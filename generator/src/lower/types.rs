//! Entity, complex and enum types: structs with fields and tokens, polymorphic enums, open enums.
//!
//! In: the catalogue. Out: the files of `models`.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Catalogue, Named};
use super::{boxes, docs, folders};
use crate::diagnostic::Report;
use crate::names::{Claim, FieldIdent, Kind, VariantIdent, settle};
use crate::odata::{Facts, QualifiedName};
use crate::schema::{
    EnumType, NavigationProperty, Property, Source, StructuredKind, StructuredType, TypeName,
};
use crate::sdk::{
    Any, AnyVariant, Doc, EnumMember, Field, Folder, ItemType, OpenEnum, Scalar, Struct, Token, TypeFile,
    TypeItem, TypePath, ValueType,
};
use crate::source::is_invisible;

/// The files of `models`.
pub(super) fn folders(
    catalogue: &Catalogue<'_>,
    given: &docs::Given,
    report: &mut Report,
) -> Vec<Folder<TypeFile>> {
    let fields = all_fields(catalogue, report);
    let mut files = Vec::new();
    for (name, ty, named) in catalogue.structured() {
        let mut item = structure(catalogue, &fields, name, ty, named);
        item.given = given.doc(&named.path, named.any.as_ref());
        let item = TypeItem::Struct(Box::new(item));
        files.push(file(named, page(&ty.sources), item));
    }
    for (name, ty, named) in catalogue.enums() {
        files.push(file(
            named,
            page(&ty.sources),
            TypeItem::Enum(open_enum(catalogue, name, ty, named, report)),
        ));
    }
    files.sort_by(|a, b| a.1.module.cmp(&b.1.module));
    folders::sorted(files)
}

fn file(named: &Named, page: Option<String>, item: TypeItem) -> (Vec<crate::names::ModIdent>, TypeFile) {
    (named.path.modules.clone(), TypeFile { module: named.module.clone(), page, item })
}

/// The page that a file comes from, without anything that could end the line it stands in.
pub(super) fn page(sources: &[Source]) -> Option<String> {
    let page = &sources.first()?.page;
    Some(page.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect())
}

type Fields<'a> = BTreeMap<&'a QualifiedName, Vec<Field>>;

/// The own fields of every type. Base types come first, so that a derived type knows which names are taken.
fn all_fields<'a>(catalogue: &Catalogue<'a>, report: &mut Report) -> Fields<'a> {
    let cx = Fielding { catalogue, boxed: boxes::boxed(catalogue) };
    let mut types: Vec<_> =
        catalogue.structured().map(|(name, ty, _)| (catalogue.ancestors(name), name, ty)).collect();
    types.sort_by_key(|(ancestors, name, _)| (ancestors.len(), *name));
    let mut fields = Fields::new();
    for (ancestors, name, ty) in types {
        let inherited: Vec<&Field> =
            ancestors.iter().filter_map(|(base, _)| fields.get(base)).flatten().collect();
        fields.insert(name, cx.own_fields((name, ty), &inherited, report));
    }
    fields
}

/// A property of either kind.
enum Member<'a> {
    Structural(&'a Property),
    Navigation(&'a NavigationProperty),
}

impl Member<'_> {
    fn facts(&self) -> &Facts {
        match self {
            Member::Structural(property) => &property.facts,
            Member::Navigation(property) => &property.facts,
        }
    }
}

/// What fields are made from.
struct Fielding<'c, 'a> {
    catalogue: &'c Catalogue<'a>,
    /// The fields that hold a value of this type in a box.
    boxed: BTreeSet<(&'a QualifiedName, &'a QualifiedName)>,
}

impl Fielding<'_, '_> {
    fn own_fields(
        &self,
        (name, ty): (&QualifiedName, &StructuredType),
        inherited: &[&Field],
        report: &mut Report,
    ) -> Vec<Field> {
        let catalogue = self.catalogue;
        let known: BTreeSet<&str> = inherited.iter().map(|field| field.token.wire.as_str()).collect();
        let structural = ty.properties.iter().map(|(wire, property)| (wire, Member::Structural(property)));
        let navigation = ty
            .navigation
            .iter()
            .filter(|(wire, property)| {
                !ty.properties.contains_key(*wire) && catalogue.named(&property.target).is_some()
            })
            .map(|(wire, property)| (wire, Member::Navigation(property)));
        let members: Vec<(&String, Member<'_>)> =
            structural.chain(navigation).filter(|(wire, _)| !known.contains(wire.as_str())).collect();
        let mut claims: Vec<Claim<FieldIdent>> = members
            .iter()
            .map(|(wire, member)| {
                let kind = match member {
                    Member::Structural(_) => Kind::Property,
                    Member::Navigation(_) => Kind::Navigation,
                };
                Claim { ident: FieldIdent::new(&catalogue.words.apart(wire)), kind, wire: (*wire).clone() }
            })
            .collect();
        claims.extend(inherited.iter().map(|field| Claim {
            ident: field.ident.clone(),
            kind: Kind::Inherited,
            wire: field.token.wire.clone(),
        }));
        let idents = settle(&format!("`{}`", name.name()), &claims, report);
        members
            .into_iter()
            .zip(idents)
            .map(|((wire, member), ident)| self.field((name, ty), wire, &member, ident))
            .collect()
    }

    fn field(
        &self,
        (holder, owner): (&QualifiedName, &StructuredType),
        wire: &str,
        member: &Member<'_>,
        ident: FieldIdent,
    ) -> Field {
        let catalogue = self.catalogue;
        let (value, needs_box, doc) = match member {
            Member::Structural(property) => {
                let held = match &property.ty.name {
                    TypeName::Structured(held) if !property.ty.collection => {
                        self.boxed.contains(&(holder, held))
                    }
                    TypeName::Structured(_) | TypeName::Enum(_) | TypeName::Primitive(_) => false,
                };
                (catalogue.value(&property.ty), held, docs::property(wire, ident.as_str(), property))
            }
            Member::Navigation(property) => {
                let target = catalogue.item(&TypeName::Structured(property.target.clone()));
                let value = ValueType { item: target, collection: property.collection };
                (value, false, docs::navigation(wire, ident.as_str(), property))
            }
        };
        let facts = member.facts();
        let key =
            owner.kind == StructuredKind::Entity && (owner.key.iter().any(|key| key == wire) || wire == "id");
        let token = Token {
            ident: ident.token(),
            doc: docs::token(facts),
            wire: wire.to_owned(),
            // A key may be set by whoever creates the entity, and it is what every `$select` names beside other
            // properties: its token is an ordinary one.
            read_only: facts.read_only && !owner.key.iter().any(|key| key == wire) && wire != "id",
            navigation: matches!(member, Member::Navigation(_)),
            ty: value,
        };
        Field { ident, doc, boxed: needs_box, secret: facts.secret || facts.write_only, key, token }
    }
}

fn structure(
    catalogue: &Catalogue<'_>,
    fields: &Fields<'_>,
    name: &QualifiedName,
    ty: &StructuredType,
    named: &Named,
) -> Struct {
    let ancestors = match catalogue.schema.types.get_key_value(name) {
        Some((name, _)) => catalogue.ancestors(name),
        None => Vec::new(),
    };
    let of_base = |base: &QualifiedName| fields.get(base).map_or(&[][..], Vec::as_slice);
    let paths: Vec<TypePath> =
        ancestors.iter().filter_map(|(base, _)| Some(catalogue.named(base)?.path.clone())).collect();
    Struct {
        path: named.path.clone(),
        wire: format!("#{name}"),
        doc: docs::structured(catalogue, name, ty, named, paths.first()),
        given: Doc::default(),
        base: paths.first().cloned(),
        first: 1 + ancestors.iter().map(|(base, _)| of_base(base).len()).sum::<usize>(),
        ancestors: paths,
        fields: of_base(name).to_vec(),
        inherited: ancestors
            .iter()
            .flat_map(|(base, _)| of_base(base))
            .map(|field| field.token.clone())
            .collect(),
        any: named.any.as_ref().map(|any| polymorphic(catalogue, name, named, any)),
    }
}

fn polymorphic(catalogue: &Catalogue<'_>, name: &QualifiedName, named: &Named, any: &TypePath) -> Any {
    let derived: Vec<(&QualifiedName, &Named)> =
        catalogue.derived(name).iter().filter_map(|name| Some((*name, catalogue.named(name)?))).collect();
    let mut claims: Vec<Claim<VariantIdent>> = derived
        .iter()
        .map(|(name, named)| Claim {
            ident: named.path.ident.variant(),
            kind: Kind::Structured,
            wire: name.as_str().to_owned(),
        })
        .collect();
    claims.push(Claim {
        ident: named.path.ident.variant(),
        kind: Kind::Inherited,
        wire: name.as_str().to_owned(),
    });
    // The enum itself stands in the same file.
    claims.push(Claim {
        ident: any.ident.variant(),
        kind: Kind::Inherited,
        wire: any.ident.as_str().to_owned(),
    });
    // Types of two namespaces can share a name; the report said nothing new by repeating it for each base type.
    let idents = settle(any.ident.as_str(), &claims, &mut Report::default());
    let variants = derived
        .iter()
        .zip(idents)
        .map(|((name, named), ident)| AnyVariant {
            ident,
            path: named.path.clone(),
            wire: format!("#{name}"),
        })
        .collect();
    Any { ident: any.ident.clone(), doc: docs::polymorphic(catalogue, named), variants }
}

fn open_enum(
    catalogue: &Catalogue<'_>,
    name: &QualifiedName,
    ty: &EnumType,
    named: &Named,
    report: &mut Report,
) -> OpenEnum {
    let claims: Vec<Claim<VariantIdent>> = ty
        .members
        .keys()
        .map(|wire| Claim {
            ident: VariantIdent::new(&catalogue.words.apart(wire)),
            kind: Kind::Member,
            wire: wire.clone(),
        })
        .collect();
    let idents = settle(&format!("`{}`", name.name()), &claims, report);
    let members = ty
        .members
        .iter()
        .zip(idents)
        .map(|((wire, member), ident)| EnumMember {
            doc: docs::member(wire, ident.as_str(), member),
            ident,
            wire: wire.clone(),
            value: member.value,
        })
        .collect();
    OpenEnum {
        ident: named.path.ident.clone(),
        wire: name.as_str().to_owned(),
        doc: docs::enumeration(catalogue, name, ty),
        flags: ty.flags,
        members,
    }
}

/// Fields of a parameter set: like those of a type, without tokens that anybody would use.
pub(super) fn parameter_fields<'a>(
    catalogue: &Catalogue<'_>,
    scope: &str,
    parameters: impl Iterator<Item = (&'a String, &'a crate::schema::Parameter)>,
    report: &mut Report,
) -> Vec<Field> {
    let parameters: Vec<_> = parameters.collect();
    let claims: Vec<Claim<FieldIdent>> = parameters
        .iter()
        .map(|(wire, _)| Claim {
            ident: FieldIdent::new(&catalogue.words.apart(wire)),
            kind: Kind::Property,
            wire: (*wire).clone(),
        })
        .collect();
    let idents = settle(scope, &claims, report);
    parameters
        .into_iter()
        .zip(idents)
        .map(|((wire, parameter), ident)| {
            let mut ty = catalogue.value(&parameter.ty);
            if matches!(ty.item, ItemType::Scalar(Scalar::Stream)) {
                ty.item = ItemType::Scalar(Scalar::Binary);
            }
            let facts = &parameter.facts;
            let token = Token {
                ident: ident.token(),
                doc: Doc::default(),
                wire: wire.clone(),
                ty,
                read_only: false,
                navigation: false,
            };
            Field {
                doc: docs::parameter(wire, ident.as_str(), parameter),
                boxed: false,
                secret: facts.secret || facts.write_only,
                key: false,
                ident,
                token,
            }
        })
        .collect()
}
