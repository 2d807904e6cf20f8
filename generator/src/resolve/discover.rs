//! What only request paths tell: entity sets and singletons, navigation properties, actions and functions.
//!
//! In: the types and all request lines. Out: [`Found`], and navigation properties added to the draft. All lines are
//! followed as far as they go; the steps where they stop are gathered by the type before them, and each is decided
//! from everything that the lines through it show: methods, keys behind it, arguments, what the pages send and get
//! back. That opens the way for longer lines, so it is done again until nothing new is found.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::calls::Call;
use super::declare::{Nature, split};
use super::draft::{Draft, DraftMember};
use super::evidence::{Evidence, Verdict};
use super::merge::{Cx, join};
use super::operations::Bound;
use super::walk::{State, World};
use crate::schema::{
    ContainerChild, ContainerKind, Facts, OperationKind, Origin, QualifiedName, TypeName, TypeRef,
};

/// What paths tell beside members.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Entity sets and singletons by name.
    pub container: BTreeMap<String, ContainerChild>,
    /// Actions and functions by their simple names in lower case.
    pub operations: BTreeMap<String, Vec<Bound>>,
    /// Words that stand for a key.
    pub literals: BTreeSet<(TypeRef, String)>,
}

/// Longest path of steps that build on each other.
const ROUNDS: usize = 24;

/// A step that is not known yet: the type before it and its name in lower case.
type Unknown = (State, String);

/// Finds everything that the paths tell.
pub(super) fn discover(cx: &Cx<'_>, draft: &mut Draft, calls: &[Call<'_>], answers: &Answers) -> Found {
    let mut found = Found::default();
    let mut open: Vec<&Call<'_>> = calls.iter().collect();
    let mut given_up: BTreeSet<Unknown> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let (unknown, still_open) = gaps(cx, draft, &found, open, &given_up);
        open = still_open;
        if unknown.is_empty() {
            break;
        }
        let verdicts: Vec<(Unknown, Evidence<'_>, Verdict)> = unknown
            .into_iter()
            .map(|(unknown, evidence)| {
                let verdict = evidence.decide(cx, draft, &found, answers, &unknown.0);
                (unknown, evidence, verdict)
            })
            .collect();
        for (unknown, evidence, verdict) in verdicts {
            if !apply(cx, draft, &mut found, &unknown.0, &evidence, verdict) {
                given_up.insert(unknown);
            }
        }
    }
    found
}

/// The unknown steps with all lines through them, and the lines that are not followed to their end.
fn gaps<'a>(
    cx: &Cx<'_>,
    draft: &Draft,
    found: &Found,
    open: Vec<&'a Call<'a>>,
    given_up: &BTreeSet<Unknown>,
) -> (BTreeMap<Unknown, Evidence<'a>>, Vec<&'a Call<'a>>) {
    let world = World::new(draft, cx.names, &found.container, &found.operations, &found.literals);
    let mut unknown: BTreeMap<Unknown, Evidence<'a>> = BTreeMap::new();
    let mut still_open = Vec::new();
    for call in open {
        let Some(gap) = world.walk(&call.template).gap else { continue };
        still_open.push(call);
        if let Some(name) = Evidence::name_at(call, gap.at) {
            let key = (gap.state, name.to_lowercase());
            if !given_up.contains(&key) {
                unknown.entry(key).or_default().see(call, gap.at);
            }
        }
    }
    (unknown, still_open)
}

/// Adds what was decided; whether that is anything.
fn apply(
    cx: &Cx<'_>,
    draft: &mut Draft,
    found: &mut Found,
    state: &State,
    evidence: &Evidence<'_>,
    verdict: Verdict,
) -> bool {
    match verdict {
        Verdict::Nothing => false,
        Verdict::Root(kind, target) => {
            let source = cx.corpus.stated(evidence.span(), Origin::RequestPath);
            ensure(draft, &target, evidence, cx);
            let child = ContainerChild { kind, ty: target, sources: vec![source] };
            found.container.insert(evidence.spelling(), child);
            true
        }
        Verdict::Member { owner, ty, relationship } => {
            if let TypeName::Structured(target) = &ty.name {
                ensure(draft, target, evidence, cx);
            }
            let member = path_member(cx, evidence, ty, relationship);
            draft
                .types
                .get_mut(&owner)
                .is_some_and(|owner| join(owner, &evidence.spelling(), member).is_none())
        }
        Verdict::Operation { kind, returns, namespace } => {
            let name = evidence.spelling();
            let (_, simple) = split(&name);
            let binding = match state {
                State::At(ty) => Some(ty.clone()),
                State::Root | State::Untyped => None,
            };
            let composable = kind == OperationKind::Function && evidence.continues();
            let bound =
                Bound { name: QualifiedName::new(&namespace, simple), kind, binding, returns, composable };
            found.operations.entry(simple.to_lowercase()).or_default().push(bound);
            true
        }
        Verdict::LiteralKey => match state {
            State::At(ty) => found.literals.insert((ty.clone(), evidence.spelling().to_lowercase())),
            State::Root | State::Untyped => false,
        },
    }
}

/// A type that a path leads to and no page describes.
fn ensure(draft: &mut Draft, target: &QualifiedName, evidence: &Evidence<'_>, cx: &Cx<'_>) {
    let ty = draft.types.entry(target.clone()).or_default();
    if ty.sources.is_empty() && cx.names.nature(target).is_none() {
        ty.sources.push(cx.corpus.guessed(evidence.span(), Origin::RequestPath));
    }
}

fn path_member(cx: &Cx<'_>, evidence: &Evidence<'_>, ty: TypeRef, relationship: bool) -> DraftMember {
    DraftMember {
        ty,
        relationship,
        contains: false,
        facts: Facts::default(),
        inherited_from: Vec::new(),
        prose: None,
        sources: vec![cx.corpus.stated(evidence.span(), Origin::RequestPath)],
    }
}

/// Types that a path addresses by key: only entity types have one.
pub(super) fn keyed_types(
    cx: &Cx<'_>,
    draft: &Draft,
    found: &Found,
    calls: &[Call<'_>],
) -> BTreeSet<QualifiedName> {
    let world = World::new(draft, cx.names, &found.container, &found.operations, &found.literals);
    let mut keyed = BTreeSet::new();
    for call in calls {
        for segment in world.walk(&call.template).segments {
            let is_key = matches!(
                segment.kind,
                crate::schema::SegmentKind::Key { .. } | crate::schema::SegmentKind::NamedKeys(_)
            );
            if let (true, Some(TypeRef { name: TypeName::Structured(name), .. })) = (is_key, segment.ty) {
                keyed.insert(name);
            }
        }
    }
    for child in found.container.values() {
        keyed.insert(child.ty.clone());
    }
    keyed.retain(|name| cx.names.nature(name) != Some(Nature::Enum));
    keyed
}

/// Whether a root is a collection.
pub(super) fn root_kind(collection: bool) -> ContainerKind {
    if collection { ContainerKind::EntitySet } else { ContainerKind::Singleton }
}
