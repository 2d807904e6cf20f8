//! What the creation of a thing needs.
//!
//! In: the requests that create, with the rows and the sentences of their bodies; where a page has neither, the table of
//! the type counts, which it refers to. Out: the properties without which nothing is created. One that a type inherits is
//! needed where the creations of all types that have it say so.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::pages::resource_section;
use crate::odata::QualifiedName;
use crate::resolve::paths::Paths;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::containment::Through;
use crate::resolve::requests::running::Running;
use crate::resolve::shared::draft::Draft;
use crate::schema::{Request, RequestAction, RequestBody, TypeName, TypeRef};

/// What pages say that the creation of a type needs.
#[derive(Debug, Default)]
pub(super) struct Creations(BTreeMap<QualifiedName, BTreeSet<String>>);

impl Creations {
    /// Adds what the page of a request says, if that creates an instance of a type, be it that there was none before.
    pub(super) fn add(&mut self, running: Running<'_>, call: &Call<'_>, request: &Request) {
        let Request { action, body, .. } = request;
        let RequestBody::Instance(TypeRef { name: TypeName::Structured(ty), .. }) = body else { return };
        let creates = match action {
            RequestAction::Create => true,
            RequestAction::Replace | RequestAction::Update => call.operation.response.codes.contains(&201),
            _ => false,
        };
        if !creates {
            return;
        }
        let body = &call.operation.body;
        let rows = body.rows.iter().filter(|row| row.facts.required == Some(true));
        let needed = rows.map(|row| &row.name.value).chain(&body.needed);
        let all = self.0.entry(ty.clone()).or_default();
        all.extend(needed.map(|name| name.to_lowercase()));
        if body.rows.is_empty() && body.needed.is_empty() && !body.parameters {
            all.extend(needed_by_type(running, ty));
        }
    }

    /// The needed properties with their owners; `paths` tell which types have instances of their own.
    pub(super) fn needed(&self, paths: &Paths<'_>) -> BTreeSet<Through> {
        let draft = &paths.types.draft;
        let held = held(paths);
        let members = self.0.iter().flat_map(|(ty, names)| names.iter().map(move |name| (ty, name)));
        let needed = members.filter_map(|(ty, name)| {
            let (owner, spelled, _) = draft.member(ty, name)?;
            let all = owner == ty || self.is_needed_by_all(draft, owner, name, held.contains(owner));
            all.then(|| (owner.clone(), spelled.to_owned()))
        });
        needed.collect()
    }

    /// Whether all creations of a type and of those that derive from it need a member. Those of a single derived type say
    /// nothing of a type that has instances of its own.
    fn is_needed_by_all(&self, draft: &Draft, owner: &QualifiedName, name: &str, held: bool) -> bool {
        let has = |ty: &QualifiedName| draft.lineage(ty).any(|(base, _)| base == owner);
        let created: Vec<_> = self.0.iter().filter(|(ty, _)| has(ty)).map(|(_, names)| names).collect();
        (created.len() > 1 || !held) && created.iter().all(|names| names.contains(name))
    }
}

/// What the tables of a type and of its base types call required, without what the service sets.
fn needed_by_type(running: Running<'_>, ty: &QualifiedName) -> Vec<String> {
    let Running { cx, world, .. } = running;
    let places = world.draft.lineage(ty).flat_map(|(name, _)| cx.names.places(name));
    let rows = places.flat_map(|place| &resource_section(cx.corpus, *place).properties);
    let needed = rows.filter(|row| {
        let facts = &row.facts;
        facts.required == Some(true) && !facts.stated.read_only && !facts.key
    });
    needed.map(|row| row.name.value.to_lowercase()).collect()
}

/// The types that an entity set, a singleton or a relationship is of.
fn held<'p>(paths: &'p Paths<'_>) -> BTreeSet<&'p QualifiedName> {
    let members = paths.types.draft.types.values().flat_map(|ty| ty.members.values());
    let related = members.filter(|member| member.relationship).filter_map(|member| match &member.ty.name {
        TypeName::Structured(name) => Some(name),
        TypeName::Primitive(_) | TypeName::Enum(_) => None,
    });
    related.chain(paths.found.container.values().map(|child| &child.ty)).collect()
}
