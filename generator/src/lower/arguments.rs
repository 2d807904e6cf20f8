//! Arguments of methods: what goes into a path or a query, under names that are told apart.

use crate::diagnostic::Report;
use crate::names::{Claim, Kind, ParameterIdent, Words, settle};
use crate::sdk::{Argument, ValueType};

/// Arguments with their parameters; two that would be called the same are told apart.
pub(super) fn arguments<'n>(
    words: &Words,
    named: impl Iterator<Item = (&'n str, ValueType)>,
) -> Vec<Argument> {
    let named: Vec<(&str, ValueType)> = named.collect();
    let claim = |name: &str| Claim {
        ident: ParameterIdent::new(&words.apart(name)),
        kind: Kind::Property,
        wire: name.to_owned(),
    };
    let claims: Vec<Claim<ParameterIdent>> = named.iter().map(|(name, _)| claim(name)).collect();
    // Nobody calls a parameter by its name, so there is nothing to report.
    let idents = settle("arguments", &claims, &mut Report::default());
    let argument =
        |((name, ty), ident): ((&str, ValueType), _)| Argument { ident, wire: name.to_owned(), ty };
    named.into_iter().zip(idents).map(argument).collect()
}
