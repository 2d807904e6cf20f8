//! The schema while it is being made: members are not yet told apart into properties and navigation properties.
//!
//! Data only. [`merge`](super::merge) begins it, the later stages add to it, [`finish`](super::finish) turns it
//! into the [`Schema`](crate::schema::Schema).

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::schema::{EnumType, Facts, QualifiedName, Source, StructuredKind, TypeRef};

/// All types of a version in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Structured types.
    pub types: BTreeMap<QualifiedName, DraftType>,
    /// Enum types.
    pub enums: BTreeMap<QualifiedName, EnumType>,
}

/// A structured type in the making.
#[derive(Debug, Default)]
pub(super) struct DraftType {
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
pub(super) struct DraftMember {
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
    pub(super) fn chain(&self, name: &QualifiedName) -> Vec<QualifiedName> {
        let mut chain = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next {
            if chain.contains(name) || !self.types.contains_key(name) {
                break;
            }
            chain.push(name.clone());
            next = self.types[name].base.as_ref();
        }
        chain
    }

    /// Whether `derived` has `base` among its base types.
    pub(super) fn derives(&self, derived: &QualifiedName, base: &QualifiedName) -> bool {
        derived != base && self.chain(derived).contains(base)
    }

    /// The member of a type or of its base types that has this name, whatever its case, with its owner.
    pub(super) fn member(
        &self,
        ty: &QualifiedName,
        name: &str,
    ) -> Option<(QualifiedName, &str, &DraftMember)> {
        let chain = self.chain(ty);
        let exact = chain.iter().find_map(|owner| {
            let (name, member) = self.types[owner].members.get_key_value(name)?;
            Some((owner.clone(), name.as_str(), member))
        });
        exact.or_else(|| {
            chain.iter().find_map(|owner| {
                let members = &self.types[owner].members;
                let (name, member) = members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
                Some((owner.clone(), name.as_str(), member))
            })
        })
    }
}

impl DraftType {
    /// The own member of this name, whatever its case.
    pub(super) fn spelled(&self, name: &str) -> Option<String> {
        if self.members.contains_key(name) {
            return Some(name.to_owned());
        }
        self.members.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned()
    }
}
