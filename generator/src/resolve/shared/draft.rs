//! The schema while it is being made: members are not yet told apart into properties and navigation properties.
//!
//! Data only. [`merge`](crate::resolve::types::merge) begins it, the later stages add to it, [`finish`](crate::resolve::finish) turns it
//! into the [`Schema`](crate::schema::Schema).

use std::collections::BTreeMap;

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::odata::{Facts, QualifiedName};
use crate::schema::{EnumType, Source, StructuredKind, TypeName, TypeRef};

/// All types of a version in the making.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// Structured types.
    pub types: BTreeMap<QualifiedName, DraftType>,
    /// Enum types.
    pub enums: BTreeMap<QualifiedName, EnumType>,
}

/// A structured type in the making.
#[derive(Debug, Default)]
pub(crate) struct DraftType {
    /// Members of any kind, in document order.
    pub members: IndexMap<String, DraftMember>,
    /// Base type.
    pub base: Option<QualifiedName>,
    /// Entity or complex, once it is decided.
    pub kind: Option<StructuredKind>,
    /// Abstract.
    pub abstract_: bool,
    /// Takes undeclared properties.
    pub open: bool,
    /// Is a media entity.
    pub media: bool,
    /// Key properties that are stated.
    pub key: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// Where it is defined.
    pub sources: Vec<Source>,
}

/// A member of a structured type.
#[derive(Debug, Clone)]
pub(crate) struct DraftMember {
    /// Its type.
    pub ty: TypeRef,
    /// A relationships table or a request path says that it leads to other entities.
    pub relationship: bool,
    /// A request path continues through it with a key or creates in it.
    pub contains: bool,
    /// What is stated about it.
    pub facts: Facts,
    /// The types that a row names as the owner.
    pub inherited_from: Vec<QualifiedName>,
    /// Descriptive text.
    pub prose: Option<String>,
    /// Where it is stated, best first.
    pub sources: Vec<Source>,
}

impl Draft {
    /// The type `name` and its base types, nearest first; a cycle ends the walk.
    pub(crate) fn lineage<'a>(
        &'a self,
        name: &'a QualifiedName,
    ) -> impl Iterator<Item = (&'a QualifiedName, &'a DraftType)> {
        let mut next = self.types.get_key_value(name);
        // No chain of distinct types is longer than there are types.
        let mut left = self.types.len();
        std::iter::from_fn(move || {
            let current = next.filter(|_| left > 0)?;
            left -= 1;
            next = current
                .1
                .base
                .as_ref()
                .filter(|base| *base != name)
                .and_then(|base| self.types.get_key_value(base));
            Some(current)
        })
    }

    /// The names of [`Self::lineage`].
    pub(crate) fn chain(&self, name: &QualifiedName) -> Vec<QualifiedName> {
        self.lineage(name).map(|(name, _)| name.clone()).collect()
    }

    /// Whether `derived` has `base` among its base types.
    pub(crate) fn derives(&self, derived: &QualifiedName, base: &QualifiedName) -> bool {
        self.lineage(derived).skip(1).any(|(name, _)| name == base)
    }

    /// Whether both are structured types of one line of descent.
    pub(crate) fn are_kin(&self, one: &TypeRef, other: &TypeRef) -> bool {
        match (&one.name, &other.name) {
            (TypeName::Structured(one), TypeName::Structured(other)) => {
                one == other || self.derives(one, other) || self.derives(other, one)
            }
            _ => false,
        }
    }

    /// The member of a type or of its base types that has this name, whatever its case, with its owner.
    pub(crate) fn member<'a>(
        &'a self,
        ty: &'a QualifiedName,
        name: &str,
    ) -> Option<(&'a QualifiedName, &'a str, &'a DraftMember)> {
        let exact = self.lineage(ty).find_map(|(owner, ty)| {
            let (name, member) = ty.members.get_key_value(name)?;
            Some((owner, name.as_str(), member))
        });
        exact.or_else(|| {
            self.lineage(ty).find_map(|(owner, ty)| {
                let (name, member) = ty.members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
                Some((owner, name.as_str(), member))
            })
        })
    }
}

impl DraftType {
    /// The own member of this name, whatever its case.
    pub(crate) fn spelled(&self, name: &str) -> Option<String> {
        if self.members.contains_key(name) {
            return Some(name.to_owned());
        }
        self.members.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned()
    }

    /// Adds a member, or what it knows beyond the one that is there; says so where they contradict each other.
    pub(crate) fn join(&mut self, name: &str, member: DraftMember) -> Option<String> {
        let name = self.spelled(name).unwrap_or_else(|| name.to_owned());
        match self.members.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(member);
                None
            }
            Entry::Occupied(mut entry) => {
                let name = entry.key().clone();
                let known = entry.get_mut();
                let differs = known.ty != member.ty;
                if known.sources.iter().all(|source| source.guessed)
                    && member.sources.iter().any(|source| !source.guessed)
                {
                    known.ty = member.ty;
                }
                known.relationship |= member.relationship;
                known.facts.complete(member.facts);
                known.inherited_from.extend(member.inherited_from);
                known.prose = known.prose.take().or(member.prose);
                known.sources.extend(member.sources);
                differs.then(|| format!("`{name}` has another type on a page of higher rank, which wins"))
            }
        }
    }
}
