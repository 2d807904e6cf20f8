//! What members of a name mostly are, over all types.

use std::collections::BTreeMap;

use crate::resolve::shared::draft::Draft;
use crate::schema::{TypeName, TypeRef};

/// The types that properties of one name have, with how often they have it.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    types: BTreeMap<String, BTreeMap<TypeRef, usize>>,
}

impl Vocabulary {
    /// Counts all members.
    pub(crate) fn collect(draft: &Draft) -> Self {
        let mut vocabulary = Self::default();
        for (name, member) in draft.types.values().flat_map(|ty| &ty.members) {
            *vocabulary.types.entry(name.clone()).or_default().entry(member.ty.clone()).or_default() += 1;
        }
        vocabulary
    }

    /// How many members have this name.
    pub(crate) fn namesakes(&self, name: &str) -> usize {
        self.types.get(name).map_or(0, |types| types.values().sum())
    }

    /// The type that most members of this name have.
    pub(crate) fn usual(&self, name: &str) -> Option<&TypeRef> {
        self.types.get(name)?.iter().max_by_key(|(_, count)| **count).map(|(ty, _)| ty)
    }

    /// The structured type that all objects of this name have.
    pub(crate) fn object(&self, name: &str) -> Option<&TypeRef> {
        let types = self.types.get(name)?;
        let mut structured = types.keys().filter(|ty| matches!(ty.name, TypeName::Structured(_)));
        structured.next().filter(|_| structured.next().is_none())
    }
}
