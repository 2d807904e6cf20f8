//! Parameters of the query that are not options of OData: those that every request must give are arguments of its method,
//! the others are set on what the request is made of.

use indexmap::IndexMap;

use super::arguments::arguments;
use super::catalogue::Catalogue;
use super::docs;
use super::walk::{CallKey, Ending};
use crate::names::{Claim, FnIdent, Kind};
use crate::schema::{Parameter, Request};
use crate::sdk::{Argument, Setter};

/// The parameters of some requests by name, as the first of them describes each.
type Named<'a> = IndexMap<&'a str, &'a Parameter>;

/// What all requests of a method demand.
pub(super) fn required<'a>(endings: &[Ending<'a>]) -> Named<'a> {
    let all = || endings.iter().map(|ending| ending.request);
    let is_demanded = |name: &str| {
        let stated: Vec<_> = all().map(|request| request.query_parameters.get(name)).collect();
        let all_take_it = stated.iter().all(|found| found.is_some_and(|it| it.required != Some(false)));
        all_take_it && stated.iter().flatten().any(|parameter| parameter.required == Some(true))
    };
    let mut found = named(all());
    found.retain(|name, _| is_demanded(name));
    found
}

/// What some request of a type takes, and its method does not demand.
pub(super) fn optional<'a>(calls: &[(&CallKey<'a>, &Vec<Ending<'a>>)]) -> Named<'a> {
    let mut found = Named::new();
    for (_, endings) in calls {
        let required = required(endings);
        let all = named(endings.iter().map(|ending| ending.request));
        for (name, parameter) in all.into_iter().filter(|(name, _)| !required.contains_key(name)) {
            found.entry(name).or_insert(parameter);
        }
    }
    found
}

fn named<'a>(requests: impl Iterator<Item = &'a Request>) -> Named<'a> {
    let mut found = Named::new();
    for (name, parameter) in requests.flat_map(|request| &request.query_parameters) {
        found.entry(name.as_str()).or_insert(parameter);
    }
    found
}

/// The arguments of a method for what it demands.
pub(super) fn demanded(catalogue: &Catalogue<'_>, required: &Named<'_>) -> Vec<Argument> {
    arguments(
        catalogue.words,
        required.iter().map(|(name, parameter)| (*name, catalogue.value(&parameter.ty))),
    )
}

/// A name without its namespace: `conflictBehavior` of `@microsoft.graph.conflictBehavior`.
pub(super) fn short(name: &str) -> &str {
    name.rsplit(['.', '@']).next().unwrap_or(name)
}

/// The wanted name of a setter.
pub(super) fn claim(catalogue: &Catalogue<'_>, name: &str) -> Claim<FnIdent> {
    Claim {
        ident: FnIdent::new(&catalogue.words.apart(short(name))),
        kind: Kind::Property,
        wire: name.to_owned(),
    }
}

/// The setter of a parameter.
pub(super) fn setter(catalogue: &Catalogue<'_>, name: &str, parameter: &Parameter, ident: FnIdent) -> Setter {
    let value = (name, catalogue.value(&parameter.ty));
    let argument = arguments(catalogue.words, std::iter::once(value)).remove(0);
    Setter { ident, doc: docs::setter(name, parameter), argument }
}
