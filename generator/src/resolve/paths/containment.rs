//! Containment: whether the targets of a navigation property live in it rather than in an entity set.
//!
//! In: the types with their navigation properties, the container, and all request paths. Out: the same, with
//! containment. Targets without an entity set of their own must live somewhere: in every navigation property that is
//! not written with `$ref`.

use std::collections::BTreeSet;

use crate::odata::QualifiedName;
use crate::resolve::paths::calls::Walked;
use crate::resolve::paths::walk::World;
use crate::resolve::shared::draft::Draft;
use crate::schema::{ContainerKind, Segment, SegmentKind, TypeName};

/// A member of a type: its owner and its name.
pub(crate) type Through = (QualifiedName, String);

/// The navigation properties that contain their targets.
pub(crate) fn contained(world: &World<'_>, walked: &[Walked<'_>]) -> BTreeSet<Through> {
    let referred = referred(world, walked);
    let sets: BTreeSet<&QualifiedName> = world
        .found
        .container
        .values()
        .filter(|child| child.kind == ContainerKind::EntitySet)
        .map(|child| &child.ty)
        .collect();
    let mut contained = BTreeSet::new();
    for (owner, ty) in &world.draft.types {
        for (name, member) in ty.members.iter().filter(|(_, member)| member.relationship) {
            let TypeName::Structured(target) = &member.ty.name else { continue };
            let in_set = world.draft.lineage(target).any(|(name, _)| sets.contains(name));
            let through = (owner.clone(), name.clone());
            if !in_set && !referred.contains(&through) {
                contained.insert(through);
            }
        }
    }
    contained
}

/// The navigation properties whose targets are added and removed with `$ref`.
fn referred(world: &World<'_>, walked: &[Walked<'_>]) -> BTreeSet<Through> {
    let mut referred = BTreeSet::new();
    for segments in walked.iter().map(|walked| &walked.walk.segments) {
        for at in 1..segments.len() {
            let with_ref = segments[at + 1..].iter().take(2).any(|segment| segment.kind == SegmentKind::Ref);
            referred.extend(through(world.draft, &segments[at - 1], &segments[at]).filter(|_| with_ref));
        }
    }
    referred
}

fn through(draft: &Draft, before: &Segment, segment: &Segment) -> Option<Through> {
    let SegmentKind::Navigation(name) = &segment.kind else { return None };
    let TypeName::Structured(owner) = &before.ty.as_ref()?.name else { return None };
    let (owner, name, _) = draft.member(owner, name)?;
    Some((owner.clone(), name.to_owned()))
}
