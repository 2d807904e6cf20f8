//! What the creation of a thing needs.
//!
//! In: the requests that create, with the rows and the sentences of their bodies. Out: the properties without which
//! nothing is created. One that a type inherits is needed where the creations of all types that have it say so.

use std::collections::{BTreeMap, BTreeSet};

use crate::odata::QualifiedName;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::containment::Through;
use crate::resolve::shared::draft::Draft;
use crate::schema::{RequestAction, RequestBody, TypeName, TypeRef};

/// What pages say that the creation of a type needs.
#[derive(Debug, Default)]
pub(super) struct Creations(BTreeMap<QualifiedName, BTreeSet<String>>);

impl Creations {
    /// Adds what the page of a request says, if that creates an instance of a type.
    pub(super) fn add(&mut self, call: &Call<'_>, action: RequestAction, body: &RequestBody) {
        let (RequestAction::Create, RequestBody::Instance(TypeRef { name: TypeName::Structured(ty), .. })) =
            (action, body)
        else {
            return;
        };
        let body = &call.operation.body;
        let rows = body.rows.iter().filter(|row| row.facts.required == Some(true));
        let needed = rows.map(|row| &row.name.value).chain(&body.needed);
        self.0.entry(ty.clone()).or_default().extend(needed.map(|name| name.to_lowercase()));
    }

    /// The needed properties with their owners.
    pub(super) fn needed(&self, draft: &Draft) -> BTreeSet<Through> {
        let members = self.0.iter().flat_map(|(ty, names)| names.iter().map(move |name| (ty, name)));
        let needed = members.filter_map(|(ty, name)| {
            let (owner, spelled, _) = draft.member(ty, name)?;
            let all = owner == ty || self.of(draft, owner).all(|names| names.contains(name));
            all.then(|| (owner.clone(), spelled.to_owned()))
        });
        needed.collect()
    }

    /// What the creations of a type and of all that derive from it need.
    fn of<'c>(
        &'c self,
        draft: &'c Draft,
        owner: &'c QualifiedName,
    ) -> impl Iterator<Item = &'c BTreeSet<String>> {
        let has = move |ty: &QualifiedName| draft.lineage(ty).any(|(base, _)| base == owner);
        self.0.iter().filter(move |(ty, _)| has(ty)).map(|(_, names)| names)
    }
}
