//! What a long-running request makes: the type that waiting for it gives.
//!
//! In: a request whose answer names a monitor and no result. Out: the type, best source first: what stands at the place
//! that an example names; what is created in a collection; what the page about the monitor answers; the same again, where
//! the action copies; and what the section links, which is the operation itself.

use crate::odata::{PathTemplate, QualifiedName};
use crate::resolve::names::context::Cx;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::World;
use crate::resolve::types::exchanges::Exchanges;
use crate::schema::{RequestAction, Segment, SegmentKind, TypeName, TypeRef};

/// What the makers of long-running requests look things up in.
#[derive(Clone, Copy)]
pub(super) struct Makers<'m> {
    /// The pages and names.
    pub cx: &'m Cx<'m>,
    /// What paths are followed through.
    pub world: &'m World<'m>,
    /// What other pages answer.
    pub exchanges: &'m Exchanges,
}

impl Makers<'_> {
    /// What `call`, of these segments, makes in its own time.
    pub(super) fn made(
        self,
        call: &Call<'_>,
        action: RequestAction,
        segments: &[Segment],
    ) -> Option<TypeRef> {
        let stated = &call.operation.response;
        if !stated.monitor {
            return None;
        }
        let placed = || {
            let template = PathTemplate::parse(stated.made_at.as_deref()?)?;
            self.world.walk(&template).end.filter(is_thing)
        };
        let created = || {
            let ty = segments.last().filter(|_| action == RequestAction::Create)?.ty.clone()?;
            Some(TypeRef { collection: false, ..ty }).filter(is_thing)
        };
        placed()
            .or_else(created)
            .or_else(|| self.told_by_monitor(call))
            .or_else(|| copied(segments))
            .or_else(|| self.operation(call))
    }

    /// What the page answers that the section links as the way to ask.
    fn told_by_monitor(self, call: &Call<'_>) -> Option<TypeRef> {
        let link = call.operation.response.monitored_by.as_ref()?;
        let at = self
            .cx
            .corpus
            .pages
            .iter()
            .position(|page| page.slug == link.slug && page.operation.is_some())?;
        self.exchanges.of(at).returns.clone().filter(is_thing)
    }

    /// The structured type that the section links.
    fn operation(self, call: &Call<'_>) -> Option<TypeRef> {
        let phrase = &call.operation.response.ty.as_ref()?.value;
        self.cx.linker().link(phrase, call.page).filter(|ty| phrase.link.is_some() && is_thing(ty))
    }
}

/// What an action that is called `copy` or `clone` is called on.
fn copied(segments: &[Segment]) -> Option<TypeRef> {
    let [.., before, Segment { kind: SegmentKind::Operation { name, .. }, .. }] = segments else {
        return None;
    };
    let copies = ["copy", "clone"].iter().any(|verb| name.eq_ignore_ascii_case(verb));
    before.ty.clone().filter(|ty| copies && is_thing(ty))
}

/// Whether one thing with members is meant.
fn is_thing(ty: &TypeRef) -> bool {
    !ty.collection && matches!(&ty.name, TypeName::Structured(name) if name.name() != QualifiedName::ANY_JSON)
}
