//! Second wing: what each type is made of.
//!
//! In: the pages and the names of types ([`Cx`]). Out: [`Types`]: structured types with members, base types and
//! kinds as far as pages of types tell them, enum types with their members, and the types that requests send and get
//! back. The paths tell more; with that [`complete`] brings the types to their end.

mod enums;
pub(crate) mod exchanges;
pub(crate) mod infer;
mod inherit;
mod kind;
mod merge;
mod observe;
mod unsplit;
mod untold;
pub(crate) mod vocabulary;
pub(crate) mod widen;

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::diagnostic::Report;
use crate::odata::QualifiedName;
use crate::resolve::shared::draft::Draft;
use crate::source::{PageId, Span};
use exchanges::Exchanges;
use kind::Signs;

/// The types as their own pages describe them.
#[derive(Debug)]
pub(crate) struct Types {
    /// Structured types and enum types.
    pub draft: Draft,
    /// What the requests of each page send and get back.
    pub exchanges: Exchanges,
    /// What tells entity types from complex types.
    signs: Signs,
}

/// A member that nothing but an example shows, and the place of the example.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The example.
    pub span: Span,
    /// The member.
    pub name: String,
}

/// What request paths tell of the identity of types.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    /// Types with an identity.
    pub entities: BTreeSet<QualifiedName>,
    /// Those of them that no page describes, with the pages that create them.
    pub created: BTreeMap<QualifiedName, BTreeSet<PageId>>,
}

/// Makes the types from the pages that describe them.
pub(crate) fn types(cx: &Cx<'_>, report: &mut Report) -> Types {
    let mut draft = merge::merge(cx, report);
    inherit::inherit(cx, &mut draft, report);
    inherit::count_owners(cx, report);
    widen::widen(cx, &mut draft);
    enums::merge(cx, &mut draft, report);
    infer::find_enums(&mut draft, report);
    let signs = kind::signs(cx);
    kind::decide(&signs, &mut draft, &BTreeSet::new());
    kind::settle_shown_entities(&mut draft);
    inherit::lift(&mut draft);
    inherit::settle_owners(&mut draft);
    let exchanges = Exchanges::collect(cx, &draft);
    Types { draft, exchanges, signs }
}

/// Completes the types by what request paths tell. Members that only examples show are added, and told.
pub(crate) fn complete(cx: &Cx<'_>, types: &mut Types, identities: &Identities) -> Vec<Shown> {
    let Types { draft, exchanges, signs } = types;
    kind::decide(signs, draft, &identities.entities);
    kind::root_entities(draft);
    let observed = observe::observe(cx, draft, exchanges);
    let believed = infer::believed(cx, draft, &observed, &identities.created);
    infer::add_observed(cx, draft, &believed);
    inherit::settle_owners(draft);
    let shown = believed.iter().flat_map(|believed| &believed.seen);
    shown.map(|seen| Shown { span: seen.span, name: seen.name.to_owned() }).collect()
}
