//! What only request paths tell: entity sets and singletons, navigation properties, actions and functions.
//!
//! In: the types and all request lines. Out: [`Found`], and navigation properties added to the draft. All lines are
//! followed as far as they go; the steps where they stop are gathered by the type before them, and each is decided
//! from everything that the lines through it show: methods, keys behind it, arguments, what the pages send and get
//! back. That opens the way for longer lines, so it is done again until nothing new is found.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::spelled::split;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::counts::Counts;
use crate::resolve::paths::evidence::{Evidence, Verdict};
use crate::resolve::paths::found::{Bound, Found};
use crate::resolve::paths::walk::{State, Walk, World};
use crate::resolve::shared::draft::{Draft, DraftMember};
use crate::resolve::types::exchanges::Exchanges;

use crate::diagnostic::Report;
use crate::odata::{Facts, Method, QualifiedName};
use crate::schema::{ContainerChild, OperationKind, Origin, Segment, SegmentKind, TypeName, TypeRef};

/// Longest path of steps that build on each other.
const ROUNDS: usize = 24;

/// A step that is not known yet: the type before it and its name in lower case.
type Unknown = (State, String);

/// The types that the lines of a page lead to, by the index of the page and their method.
type Reached = BTreeMap<(usize, Method), BTreeSet<QualifiedName>>;

/// Finds everything that the paths tell.
pub(crate) fn discover(
    cx: &Cx<'_>,
    draft: &mut Draft,
    calls: &[Call<'_>],
    exchanges: &Exchanges,
    report: &mut Report,
) -> Found {
    let (found, reached, counts) = (Found::default(), Reached::new(), Counts::default());
    let mut search = Search { cx, draft, exchanges, found, reached, counts };
    let mut open: Vec<&Call<'_>> = calls.iter().collect();
    let mut given_up: BTreeSet<Unknown> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let Gaps { unknown, still_open, casts } = search.gaps(open, &given_up);
        open = still_open;
        let more = search.counts.settle(search.draft, report) | derive_cast(cx, search.draft, casts);
        if unknown.is_empty() && !more {
            break;
        }
        let verdicts: Vec<(Unknown, Evidence<'_>, Verdict)> = unknown
            .into_iter()
            .map(|(unknown, evidence)| {
                let verdict = evidence.decide(cx, search.draft, exchanges, &unknown.0);
                (unknown, evidence, verdict)
            })
            .collect();
        for (unknown, evidence, verdict) in verdicts {
            if !search.apply(&unknown.0, &evidence, verdict) {
                given_up.insert(unknown);
            }
        }
    }
    name_functions(&mut search.found);
    search.found
}

/// What is a function somewhere is one everywhere, also where a page calls it with POST.
fn name_functions(found: &mut Found) {
    for bound in found.operations.values_mut() {
        if bound.iter().any(|bound| bound.kind == OperationKind::Function) {
            for overload in bound.iter_mut() {
                overload.kind = OperationKind::Function;
            }
        }
    }
}

/// Where the lines stop.
struct Gaps<'a> {
    /// The unknown steps with all lines through them.
    unknown: BTreeMap<Unknown, Evidence<'a>>,
    /// The lines that are not followed to their end.
    still_open: Vec<&'a Call<'a>>,
    /// Types that values of other types are cast to.
    casts: BTreeMap<QualifiedName, QualifiedName>,
}

/// The way of discovering: what is known so far.
struct Search<'s, 'a> {
    cx: &'s Cx<'a>,
    draft: &'s mut Draft,
    exchanges: &'s Exchanges,
    found: Found,
    reached: Reached,
    counts: Counts,
}

impl Search<'_, '_> {
    /// Follows the lines that are still open.
    fn gaps<'c>(&mut self, open: Vec<&'c Call<'c>>, given_up: &BTreeSet<Unknown>) -> Gaps<'c> {
        let draft = &*self.draft;
        let world = World::new(draft, self.cx.names, &self.found);
        let mut gaps = Gaps { unknown: BTreeMap::new(), still_open: Vec::new(), casts: BTreeMap::new() };
        let walks: Vec<(&Call<'_>, Walk)> =
            open.into_iter().map(|call| (call, world.walk(&call.template))).collect();
        for (call, walk) in &walks {
            if let Some(TypeRef { name: TypeName::Structured(name), .. }) = &walk.end {
                self.reached.entry((call.page_at, call.line.method)).or_default().insert(name.clone());
            }
        }
        for (call, walk) in walks {
            gaps.casts.extend(casts(&walk.segments));
            self.counts.see(draft, call, call.exchange(self.exchanges), &walk);
            let Some(gap) = walk.gap else { continue };
            gaps.still_open.push(call);
            if let Some(name) = Evidence::name_at(call, gap.at) {
                let key = (gap.state, name.to_lowercase());
                if !given_up.contains(&key) {
                    let evidence = gaps.unknown.entry(key).or_default();
                    evidence.see(call, gap.at);
                    if gap.at + 1 == call.template.steps.len() {
                        let beside = self.reached.get(&(call.page_at, call.line.method));
                        evidence.see_beside(beside.into_iter().flatten().cloned());
                    }
                }
            }
        }
        gaps
    }

    /// Adds what was decided; whether that is anything.
    fn apply(&mut self, state: &State, evidence: &Evidence<'_>, verdict: Verdict) -> bool {
        let Self { cx, draft, found, .. } = self;
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
                    .is_some_and(|owner| owner.join(&evidence.spelling(), member).is_none())
            }
            Verdict::Operation { kind, returns, namespace } => {
                let name = evidence.spelling();
                let (_, simple) = split(&name);
                let binding = match state {
                    State::At(ty) => Some(ty.clone()),
                    State::Root | State::Untyped => None,
                };
                let composable = kind == OperationKind::Function && evidence.continues();
                let bound = Bound {
                    name: QualifiedName::new(&namespace, simple),
                    kind,
                    binding,
                    returns,
                    composable,
                };
                found.operations.entry(simple.to_lowercase()).or_default().push(bound);
                true
            }
            Verdict::LiteralKey => match state {
                State::At(ty) => found.literals.insert((ty.clone(), evidence.spelling().to_lowercase())),
                State::Root | State::Untyped => false,
            },
        }
    }
}

/// Each type that a path casts to, with the type before it.
fn casts(segments: &[Segment]) -> impl Iterator<Item = (QualifiedName, QualifiedName)> {
    segments.windows(2).filter_map(|pair| match (&pair[0].ty, &pair[1].kind) {
        (Some(TypeRef { name: TypeName::Structured(from), .. }), SegmentKind::Cast(to)) => {
            Some((to.clone(), from.clone()))
        }
        _ => None,
    })
}

/// A type that no page describes is derived from the one that is cast to it; whether there was any.
fn derive_cast(cx: &Cx<'_>, draft: &mut Draft, casts: BTreeMap<QualifiedName, QualifiedName>) -> bool {
    let mut any = false;
    for (name, base) in casts {
        let described = !cx.names.places(&name).is_empty();
        if described || name == base || draft.derives(&base, &name) {
            continue;
        }
        if let Some(ty) = draft.types.get_mut(&name).filter(|ty| ty.base.is_none()) {
            ty.base = Some(base);
            any = true;
        }
    }
    any
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
