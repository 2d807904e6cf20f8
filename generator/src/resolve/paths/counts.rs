//! Whether navigation properties lead to one thing or to many, where request lines contradict the tables.
//!
//! In: the lines as far as they are followed, with what their pages send and get back. Out: changed members of the draft, each
//! with a message. What a key follows, or a page lists, is a collection. What is updated without a key is a single thing,
//! unless a line goes on with a key, creates one of many or lists them: then the line forgot the key.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Method, QualifiedName, StepForm, is_plural_of};
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::Walk;
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::exchanges::Exchange;
use crate::schema::{Segment, SegmentKind, TypeName, TypeRef};
use crate::source::Span;

/// A navigation property and the type that declares it.
type Member = (QualifiedName, String);

/// What the lines tell.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Members that are said to be single, and are none.
    several: BTreeMap<Member, (Several, Span)>,
    /// Collections that are updated as a whole, as it seems.
    updated: BTreeMap<Member, Span>,
    /// Collections that are used as such.
    used: BTreeSet<Member>,
}

/// Why a member is a collection.
#[derive(Debug, Clone, Copy)]
enum Several {
    Keyed,
    Listed,
}

impl Counts {
    /// Takes note of a line.
    pub(super) fn see(&mut self, draft: &Draft, call: &Call<'_>, exchange: &Exchange, walk: &Walk) {
        let span = call.line.url.span;
        match &walk.gap {
            None => self.see_end(draft, call, exchange, &walk.segments),
            Some(gap) if matches!(call.template.steps[gap.at].form, StepForm::Key(_)) => {
                let member = last_member(draft, &walk.segments);
                self.several.extend(member.map(|member| (member, (Several::Keyed, span))));
            }
            Some(_) => {}
        }
        let keyed = (2..walk.segments.len()).filter(|at| {
            matches!(walk.segments[*at].kind, SegmentKind::Key { .. } | SegmentKind::NamedKeys(_))
        });
        self.used.extend(keyed.filter_map(|at| last_member(draft, &walk.segments[..at])));
    }

    /// What a line does to the member that it ends with.
    fn see_end(&mut self, draft: &Draft, call: &Call<'_>, exchange: &Exchange, segments: &[Segment]) {
        let Some(member) = last_member(draft, segments) else { return };
        let span = call.line.url.span;
        match call.line.method {
            Method::Patch => {
                self.updated.entry(member).or_insert(span);
            }
            Method::Post => {
                self.used.insert(member);
            }
            Method::Get if lists(exchange) => {
                if is_listed(draft, exchange, &member) {
                    self.several.insert(member.clone(), (Several::Listed, span));
                }
                self.used.insert(member);
            }
            Method::Get | Method::Put | Method::Delete => {}
        }
    }

    /// Changes what was told; whether that is anything.
    pub(super) fn settle(&mut self, draft: &mut Draft, report: &mut Report) -> bool {
        let mut any = false;
        for ((owner, name), (why, span)) in std::mem::take(&mut self.several) {
            let why = match why {
                Several::Keyed => "addressed by key",
                Several::Listed => "listed",
            };
            if set(draft, &owner, &name, true) {
                any = true;
                let message = format!(
                    "`{name}` of `{owner}` is {why} here, and single in its table; it is a collection"
                );
                report.push(Diagnostic::new(Code::Conflict, span, message));
            }
        }
        let unused = self.updated.iter().filter(|(member, _)| !self.used.contains(*member));
        for ((owner, name), span) in unused {
            if set(draft, owner, name, false) {
                any = true;
                let message = format!(
                    "`{name}` of `{owner}` is updated without a key here, and a collection in its table; it is single"
                );
                report.push(Diagnostic::new(Code::Conflict, *span, message));
            }
        }
        any
    }
}

/// Makes a member a collection or a single thing; whether it was the other.
fn set(draft: &mut Draft, owner: &QualifiedName, name: &str, collection: bool) -> bool {
    let member = draft.types.get_mut(owner).and_then(|ty| ty.members.get_mut(name));
    let other = member.filter(|member| member.ty.collection != collection);
    other.map(|member| member.ty.collection = collection).is_some()
}

/// Whether a page says that it lists the targets of a member, the name is a plural of theirs, and no example of the line
/// shows a single one.
fn is_listed(draft: &Draft, exchange: &Exchange, (owner, name): &Member) -> bool {
    let Some((_, _, member)) = draft.member(owner, name) else { return false };
    let TypeName::Structured(target) = &member.ty.name else { return false };
    let of_member = |ty: &TypeRef| ty.collection && draft.are_kin(ty, &member.ty);
    exchange.returns.as_ref().is_some_and(of_member)
        && exchange.shown.as_ref().is_none_or(of_member)
        && is_plural_of(name, target.name())
}

/// Whether an example shows a list, or a page without one speaks of a list.
fn lists(exchange: &Exchange) -> bool {
    exchange.shown.as_ref().or(exchange.returns.as_ref()).is_some_and(|ty| ty.collection)
}

/// The navigation property that a path ends with, and its owner.
fn last_member(draft: &Draft, segments: &[Segment]) -> Option<Member> {
    let [.., before, last] = segments else { return None };
    let SegmentKind::Navigation(name) = &last.kind else { return None };
    let TypeName::Structured(owner) = &before.ty.as_ref()?.name else { return None };
    let (owner, name, _) = draft.member(owner, name)?;
    Some((owner.clone(), name.to_owned()))
}
