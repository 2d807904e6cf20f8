//! The one parameter of an action whose rows describe the members of what it holds.
//!
//! In: a body that wraps what its rows describe. Out: the parameter, of the type that is called like it, else of the one
//! that the section links, else of what comes back where both are lists of things with these members. Else nothing is
//! known of what it holds but that it is JSON.

use crate::corpus::context::Cx;
use crate::corpus::pages::near;
use crate::odata::{Facts, Primitive, singulars};
use crate::page::Wrapper;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::World;
use crate::resolve::types::exchanges::Exchange;
use crate::schema::{Parameter, TypeName, TypeRef};

/// The parameter that `wrapper` is.
pub(super) fn parameter(
    cx: &Cx<'_>,
    world: &World<'_>,
    call: &Call<'_>,
    (wrapper, exchange): (Wrapper<'_>, &Exchange),
) -> Parameter {
    let mut names = std::iter::once(wrapper.name.to_owned()).chain(singulars(wrapper.name));
    let called = names
        .find_map(|name| cx.names.find_structured("", &name, near(call.page)))
        .map(|name| TypeName::Structured(name.clone()));
    let linked = || {
        let phrase = call.operation.body.ty.as_ref()?;
        let name = cx.linker().link(&phrase.value, call.page)?.name;
        matches!(name, TypeName::Structured(_)).then_some(name)
    };
    let name = called.or_else(linked).or_else(|| listed(world, call, wrapper, exchange));
    Parameter {
        ty: TypeRef {
            name: name.unwrap_or(TypeName::Primitive(Primitive::Untyped)),
            collection: wrapper.collection,
        },
        required: None,
        facts: Facts::default(),
        prose: None,
    }
}

/// What the answer lists, if that has all members that are described.
fn listed(world: &World<'_>, call: &Call<'_>, wrapper: Wrapper<'_>, exchange: &Exchange) -> Option<TypeName> {
    let returns = exchange.returns.as_ref().filter(|ty| ty.collection && wrapper.collection)?;
    let TypeName::Structured(name) = &returns.name else { return None };
    let mut rows = call.operation.body.rows.iter();
    rows.all(|row| world.draft.member(name, &row.name.value).is_some()).then(|| returns.name.clone())
}
