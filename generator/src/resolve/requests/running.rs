//! What an operation makes that goes on after the answer.
//!
//! In: a request whose answer leads to a monitor. Out: the type of what there is at the end, where the documentation tells
//! it: by the place of the thing, by the collection that it is created in, by the resource that is asked, or by the page
//! about asking it. A monitor outside of Graph that names an id means another one of what the action is bound to.

use crate::corpus::context::Cx;
use crate::odata::PathTemplate;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::World;
use crate::resolve::types::exchanges::Exchanges;
use crate::schema::{RequestAction, Segment, TypeName, TypeRef};

/// What is looked into.
#[derive(Clone, Copy)]
pub(super) struct Running<'r> {
    pub cx: &'r Cx<'r>,
    pub world: &'r World<'r>,
    pub exchanges: &'r Exchanges,
}

impl Running<'_> {
    /// What the request makes; `None` where that is not told, or nothing goes on.
    pub(super) fn makes(
        self,
        call: &Call<'_>,
        action: RequestAction,
        segments: &[Segment],
    ) -> Option<TypeRef> {
        if !call.operation.response.monitor {
            return None;
        }
        let created = || {
            let collection = segments.last()?.ty.as_ref().filter(|_| action == RequestAction::Create)?;
            Some(TypeRef { collection: false, ..collection.clone() }).filter(is_structured)
        };
        let accepted = || call.exchange(self.exchanges).accepted.clone();
        let made = self.at_place(call).or_else(created).or_else(accepted);
        made.or_else(|| self.returned(call, segments))
    }

    /// The same of an action, but for a resource that is only linked as the place to ask: an action returns nothing of it.
    pub(super) fn returned(self, call: &Call<'_>, segments: &[Segment]) -> Option<TypeRef> {
        let response = &call.operation.response;
        if !response.monitor {
            return None;
        }
        let read = |slug: &str| self.exchanges.read_by(self.cx, slug).cloned();
        let status = response.status.as_ref().and_then(|page| read(&page.slug));
        let another = || match segments {
            [.., before, _] if response.resource_id => before.ty.clone(),
            _ => None,
        };
        status.or_else(another).filter(is_structured)
    }

    fn at_place(self, call: &Call<'_>) -> Option<TypeRef> {
        let place = PathTemplate::parse(call.operation.response.place.as_deref()?)?;
        self.world.walk(&place).end.filter(is_structured)
    }
}

fn is_structured(ty: &TypeRef) -> bool {
    matches!(ty.name, TypeName::Structured(_)) && !ty.collection
}
