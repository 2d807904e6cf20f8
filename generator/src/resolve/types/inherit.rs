//! Base types, and which type of a chain owns a property.
//!
//! In: a [`Draft`] with the members of every page. Out: the same with base types, and without the inherited
//! properties that pages of derived types repeat. Sentence, annotation, "Inherited from" of rows and lists of
//! derived types are all claims; of two claims on one line of descent the more derived one wins, else the one of
//! higher rank. A claim that would close a cycle is dropped and reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::{near, resource_section};
use crate::corpus::rows::each_row;
use crate::corpus::spelled::split;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::resolve::shared::draft::{Draft, DraftMember};
use crate::schema::Origin;
use crate::source::Span;

/// Who claims that a type is derived from another, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    Sentence,
    Annotation,
    Row,
    DerivedList,
}

type Claims = BTreeMap<QualifiedName, Vec<(Claim, QualifiedName)>>;

/// Rounds in which a claim may become the more derived one because of what the round before found.
const ROUNDS: usize = 4;

/// Gives every type its base type.
pub(crate) fn inherit(cx: &Cx<'_>, draft: &mut Draft, report: &mut Report) {
    let mut claims = collect(cx, draft);
    settle_mutual(&mut claims);
    for _ in 0..ROUNDS {
        for (name, claims) in &claims {
            let chosen = choose(draft, name, claims);
            draft.types.get_mut(name).expect("claims are made for types of the draft").base = chosen;
        }
    }
    for name in claims.keys().filter(|name| draft.types[*name].base.is_none()) {
        report_cycle(cx, name, report);
    }
}

fn collect(cx: &Cx<'_>, draft: &Draft) -> Claims {
    let mut claims: Claims = BTreeMap::new();
    let known = |name: &QualifiedName| draft.types.contains_key(name);
    for name in draft.types.keys() {
        for (base, sentence) in stated_bases(cx, name).into_iter().filter(|(base, _)| known(base)) {
            let claim = if sentence { Claim::Sentence } else { Claim::Annotation };
            claims.entry(name.clone()).or_default().push((claim, base));
        }
        for owner in draft.types[name].members.values().flat_map(|member| &member.inherited_from) {
            claims.entry(name.clone()).or_default().push((Claim::Row, owner.clone()));
        }
        for place in cx.names.places(name) {
            let page = cx.corpus.pages[place.0];
            for derived in &resource_section(cx.corpus, *place).derived {
                if let Some(derived) = cx.linker().structured(&derived.value, page).filter(|name| known(name))
                {
                    claims.entry(derived.clone()).or_default().push((Claim::DerivedList, name.clone()));
                }
            }
        }
    }
    claim_further_bases(cx, &mut claims);
    for (name, claims) in &mut claims {
        claims.retain(|(_, base)| base != name);
        claims.sort();
        claims.dedup_by(|a, b| a.1 == b.1);
    }
    claims
}

/// A base type that no page describes is derived from the other owner that rows of its derived types name, if that is
/// one: what they inherit from beside their base type, they inherit through it.
fn claim_further_bases(cx: &Cx<'_>, claims: &mut Claims) {
    let mut further: BTreeMap<QualifiedName, BTreeSet<QualifiedName>> = BTreeMap::new();
    for own in claims.values() {
        let stated = own.iter().filter(|(claim, _)| matches!(claim, Claim::Sentence | Claim::Annotation));
        let Some((_, base)) = stated.min() else { continue };
        if cx.names.places(base).is_empty() {
            let owners = own.iter().filter(|(claim, owner)| *claim == Claim::Row && owner != base);
            further.entry(base.clone()).or_default().extend(owners.map(|(_, owner)| owner.clone()));
        }
    }
    for (base, owners) in further {
        if let (Some(owner), 1) = (owners.first(), owners.len()) {
            claims.entry(base).or_default().push((Claim::Row, owner.clone()));
        }
    }
}

/// Two types that each claim to be derived from the other: the base is the one that more others claim.
fn settle_mutual(claims: &mut Claims) {
    let mut supporters: BTreeMap<QualifiedName, usize> = BTreeMap::new();
    for (_, base) in claims.values().flatten() {
        *supporters.entry(base.clone()).or_default() += 1;
    }
    let support = |name: &QualifiedName| supporters.get(name).copied().unwrap_or_default();
    let mut dropped: Vec<(QualifiedName, QualifiedName)> = Vec::new();
    for (name, own) in claims.iter() {
        for (_, base) in own {
            let back = claims.get(base).is_some_and(|theirs| theirs.iter().any(|(_, other)| other == name));
            if back && support(name) > support(base) {
                dropped.push((name.clone(), base.clone()));
            }
        }
    }
    for (name, base) in dropped {
        if let Some(own) = claims.get_mut(&name) {
            own.retain(|(_, claimed)| *claimed != base);
        }
    }
}

/// The claimed base that no other claimed base is derived from; the best ranked of these.
fn choose(draft: &Draft, name: &QualifiedName, claims: &[(Claim, QualifiedName)]) -> Option<QualifiedName> {
    let possible: Vec<&(Claim, QualifiedName)> =
        claims.iter().filter(|(_, base)| !draft.derives(base, name)).collect();
    // On one line with the best claim: what it derives from, or what derives from it.
    let (_, first) = possible.first()?;
    let mut nearest = first;
    for (_, base) in &possible {
        if draft.derives(base, nearest) {
            nearest = base;
        }
    }
    Some(nearest.clone())
}

fn report_cycle(cx: &Cx<'_>, name: &QualifiedName, report: &mut Report) {
    let Some(place) = cx.names.places(name).first() else { return };
    let span = resource_section(cx.corpus, *place).name.span;
    report.push(Diagnostic::new(Code::BaseType, span, format!("`{name}` would be derived from itself")));
}

/// Leaves each property with the type of the chain that owns it.
pub(crate) fn settle_owners(draft: &mut Draft) {
    for name in by_depth(draft) {
        let chain = draft.chain(&name);
        drop_inherited(draft, &name, &chain);
    }
}

/// Types in the order of the length of their chains: base types before derived ones.
fn by_depth(draft: &Draft) -> Vec<QualifiedName> {
    let mut names: Vec<(usize, QualifiedName)> =
        draft.types.keys().map(|name| (draft.lineage(name).count(), name.clone())).collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// A property whose rows name the owner belongs to the owner, also where the owner's own page lacks it; unless only
/// few of the types that inherit from it say so.
pub(crate) fn lift(draft: &mut Draft) {
    let mut said: BTreeMap<(QualifiedName, String), Vec<DraftMember>> = BTreeMap::new();
    let mut inheriting: BTreeMap<QualifiedName, usize> = BTreeMap::new();
    for (name, ty) in &draft.types {
        let chain = draft.chain(name);
        let owners = |member: &DraftMember| {
            chain.iter().skip(1).find(|owner| member.inherited_from.contains(owner)).cloned()
        };
        let distinct: BTreeSet<QualifiedName> = ty.members.values().filter_map(owners).collect();
        for owner in distinct {
            *inheriting.entry(owner).or_default() += 1;
        }
        for (member_name, member) in &ty.members {
            let owned = chain.iter().skip(1).any(|base| draft.types[base].spelled(member_name).is_some());
            if let (Some(from), false) = (owners(member), owned) {
                said.entry((from, member_name.clone())).or_default().push(member.clone());
            }
        }
    }
    for ((owner, name), mut members) in said {
        let enough = members.len() * 2 >= inheriting.get(&owner).copied().unwrap_or_default();
        if let Some(owner) = draft.types.get_mut(&owner).filter(|_| enough) {
            let mut member = members.swap_remove(0);
            member.inherited_from.clear();
            member.sources.iter_mut().for_each(|source| source.origin = Origin::Inherited);
            owner.members.insert(name, member);
        }
    }
}

fn drop_inherited(draft: &mut Draft, name: &QualifiedName, chain: &[QualifiedName]) {
    let inherited: Vec<String> = draft.types[name]
        .members
        .keys()
        .filter(|member| chain.iter().skip(1).any(|base| draft.types[base].spelled(member).is_some()))
        .cloned()
        .collect();
    let ty = draft.types.get_mut(name).expect("the name was taken from the draft");
    for member in inherited {
        ty.members.shift_remove(&member);
    }
}

/// How many rows name an owner, for the totals; an owner that nobody describes is told once for a type.
pub(crate) fn count_owners(cx: &Cx<'_>, report: &mut Report) {
    let mut told: BTreeSet<(Span, String)> = BTreeSet::new();
    for (page, section, row, _) in each_row(cx.corpus) {
        for phrase in &row.facts.inherited_from {
            let known = cx.linker().structured(&phrase.value, page).is_some();
            report.count("rows.inherited", known);
            let owner = phrase.value.raw.to_lowercase();
            if !known && told.insert((section.name.span, owner)) {
                let message = format!(
                    "`{}` is inherited from `{}`, which no page describes",
                    row.name.value, phrase.value.raw
                );
                report.push(Diagnostic::new(Code::BaseType, phrase.span, message));
            }
        }
    }
}

/// The names of base types and owners that a type's sections state, in their order.
fn stated_bases(cx: &Cx<'_>, name: &QualifiedName) -> Vec<(QualifiedName, bool)> {
    let mut stated = Vec::new();
    for place in cx.names.places(name) {
        let (page, section) = (cx.corpus.pages[place.0], resource_section(cx.corpus, *place));
        if let Some(phrase) = &section.inherits {
            let base = cx.linker().structured(&phrase.value, page);
            stated.extend(base.map(|base| (base.clone(), true)));
        }
        let annotated =
            section.annotation.as_ref().and_then(|annotation| annotation.value.base_type.as_deref());
        if let Some(base) = annotated.filter(|base| !base.is_empty()) {
            let (namespace, simple) = split(base);
            let found = cx.names.find(namespace, simple, near(page));
            stated.extend(
                found
                    .filter(|name| cx.names.nature(name) == Some(Nature::Structured))
                    .map(|name| (name.clone(), false)),
            );
        }
    }
    stated
}
