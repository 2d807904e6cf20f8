//! Collisions: two things of one scope that want the same name.
//!
//! In: every name of a scope with its kind and wire name. Out: one identifier each, all different. The order of
//! settling is that of kinds, then of wire names (plain ones first), so it never depends on the order of pages; what was renamed is
//! reported, and only what no rule can tell apart is an error.

use std::collections::{BTreeMap, BTreeSet};

use super::{ConstIdent, FieldIdent, FnIdent, ModIdent, ParameterIdent, TypeIdent, VariantIdent, reserved};
use crate::diagnostic::{Code, Diagnostic, Report};

/// What kind of thing wants a name, in the order in which they get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A method that every requests type has under a fixed name.
    Verb,
    /// A field of a base type.
    Inherited,
    /// The folder of a namespace.
    Namespace,
    /// An entity or complex type.
    Structured,
    /// An enum type.
    Enum,
    /// The polymorphic enum of a type.
    Any,
    /// The parameters of an action.
    Parameters,
    /// The requests of one instance.
    Requests,
    /// The requests of a collection.
    CollectionRequests,
    /// An entity set or singleton.
    Root,
    /// A navigation property.
    Navigation,
    /// A structural property.
    Property,
    /// An action.
    Action,
    /// A function.
    Function,
    /// A request on a property or on a path suffix.
    Access,
    /// A cast in a path.
    Cast,
    /// A key in a path.
    Key,
    /// An enum member.
    Member,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Verb => "verb",
            Kind::Inherited => "inherited",
            Kind::Namespace => "namespace",
            Kind::Structured | Kind::Any => "type",
            Kind::Enum => "enum",
            Kind::Parameters => "parameters",
            Kind::Requests | Kind::CollectionRequests => "requests",
            Kind::Root => "root",
            Kind::Navigation => "navigation",
            Kind::Property => "property",
            Kind::Action => "action",
            Kind::Function => "function",
            Kind::Access => "content",
            Kind::Cast => "cast",
            Kind::Key => "key",
            Kind::Member => "member",
        }
    }
}

/// A name that something wants.
#[derive(Debug, Clone)]
pub struct Claim<I> {
    /// The wanted name.
    pub ident: I,
    /// What wants it.
    pub kind: Kind,
    /// Its wire name, for the order and the report.
    pub wire: String,
}

/// Identifiers that can be changed when they collide.
pub trait Settle: Clone {
    /// The text that must differ.
    fn text(&self) -> &str;
    /// The same name, saying what kind of thing it is.
    #[must_use]
    fn of_kind(&self, word: &str) -> Self;
    /// The same name with one more underscore.
    #[must_use]
    fn underscored(&self) -> Self;
    /// Whether the scope keeps the name for itself.
    fn is_fixed(&self) -> bool {
        false
    }
}

macro_rules! settle_idents {
    ($($name:ident: $join:expr $(, fixed $fixed:path)?;)+) => {
        $(impl Settle for $name {
            fn text(&self) -> &str {
                &self.0
            }
            fn of_kind(&self, word: &str) -> Self {
                let join: fn(&str, &str) -> String = $join;
                Self(join(&self.0, word))
            }
            fn underscored(&self) -> Self {
                Self(format!("{}_", self.0))
            }
            $(fn is_fixed(&self) -> bool {
                $fixed(&self.0)
            })?
        })+
    };
}

settle_idents! {
    TypeIdent: camel_join;
    VariantIdent: camel_join;
    FieldIdent: snake_join;
    FnIdent: snake_join, fixed reserved::is_fixed_method;
    ModIdent: snake_join;
    ParameterIdent: snake_join;
    ConstIdent: |name, word| snake_join(name, word).to_ascii_uppercase();
}

fn camel_join(name: &str, word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{}{rest}", name.trim_end_matches('_'), first.to_ascii_uppercase())
}

fn snake_join(name: &str, word: &str) -> String {
    format!("{}_{word}", name.trim_end_matches('_'))
}

/// How many underscores are tried before a collision is given up as an error.
const PATIENCE: usize = 3;

/// Gives every claim a name of its own, in the order of the claims. `scope` names the place in messages.
pub fn settle<I: Settle>(scope: &str, claims: &[Claim<I>], report: &mut Report) -> Vec<I> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|a, b| {
        // Of `queryString` and `query_string`, the plainer one keeps the name.
        let marks = |wire: &str| wire.chars().filter(|c| !c.is_ascii_alphanumeric()).count();
        let key = |at: &usize| (claims[*at].kind, marks(&claims[*at].wire), claims[*at].wire.as_str());
        key(a).cmp(&key(b))
    });
    let wanted: BTreeSet<&str> = claims.iter().map(|claim| claim.ident.text()).collect();
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: Vec<I> = claims.iter().map(|claim| claim.ident.clone()).collect();
    for at in order {
        let claim = &claims[at];
        let fixed = claim.ident.is_fixed() && claim.kind != Kind::Verb;
        if !fixed && !holders.contains_key(claim.ident.text()) {
            holders.insert(claim.ident.text().to_owned(), at);
            continue;
        }
        let free = |name: &I| !holders.contains_key(name.text()) && !wanted.contains(name.text());
        let rival = holders.get(claim.ident.text()).map(|holder| &claims[*holder]);
        let name = alternatives(claim, rival).find(free);
        report.push(collision(scope, claim, rival, name.as_ref()));
        if let Some(name) = name {
            holders.insert(name.text().to_owned(), at);
            names[at] = name;
        }
    }
    names
}

fn alternatives<I: Settle>(claim: &Claim<I>, rival: Option<&Claim<I>>) -> impl Iterator<Item = I> {
    let of_kind =
        rival.is_none_or(|rival| rival.kind != claim.kind).then(|| claim.ident.of_kind(claim.kind.word()));
    let underscored = std::iter::successors(Some(claim.ident.underscored()), |name| Some(name.underscored()));
    of_kind.into_iter().chain(underscored.take(PATIENCE))
}

fn collision<I: Settle>(
    scope: &str,
    claim: &Claim<I>,
    rival: Option<&Claim<I>>,
    settled: Option<&I>,
) -> Diagnostic {
    let what = format!("{} `{}` of {scope}", claim.kind.word(), claim.wire);
    let name = claim.ident.text();
    let against = rival.map_or_else(
        || "which generated code keeps for itself".to_owned(),
        |rival| format!("which {} `{}` has", rival.kind.word(), rival.wire),
    );
    let (code, end) = match settled {
        Some(settled) => (Code::NameSettled, format!("it is called `{}`", settled.text())),
        None => (Code::NameCollision, "and no other name is free".to_owned()),
    };
    Diagnostic {
        code,
        span: None,
        message: format!("{what} wants the name `{name}`, {against}: {end}"),
        help: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claims: &[(&str, Kind)], expected: &[&str], messages: usize) {
        let make = |claims: &[(&str, Kind)]| -> Vec<Claim<FnIdent>> {
            let claim = |(name, kind): &(&str, Kind)| Claim {
                ident: FnIdent::new(name),
                kind: *kind,
                wire: (*name).into(),
            };
            claims.iter().map(claim).collect()
        };
        let mut report = Report::default();
        let names = settle("x", &make(claims), &mut report);
        assert_eq!(names.iter().map(FnIdent::as_str).collect::<Vec<_>>(), expected);
        assert_eq!(report.diagnostics.len(), messages, "{:?}", report.diagnostics);
        let mut reversed = make(claims);
        reversed.reverse();
        let mut backwards = settle("x", &reversed, &mut Report::default());
        backwards.reverse();
        assert_eq!(backwards, names, "the order of appearance does not matter");
    }

    #[test]
    fn the_first_kind_keeps_the_name() {
        check(&[("range", Kind::Function), ("range", Kind::Navigation)], &["range_function", "range"], 1);
        check(&[("aB", Kind::Property), ("ab", Kind::Property)], &["a_b", "ab"], 0);
        check(&[("a-b", Kind::Property), ("aB", Kind::Property)], &["a_b_", "a_b"], 1);
        check(&[("delete", Kind::Action), ("delete", Kind::Verb)], &["delete_action", "delete"], 1);
        check(&[("delete", Kind::Action)], &["delete_action"], 1);
    }

    #[test]
    fn a_new_name_is_not_one_that_another_wants() {
        check(
            &[("x", Kind::Action), ("x", Kind::Navigation), ("xAction", Kind::Navigation)],
            &["x_", "x", "x_action"],
            1,
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_an_error() {
        let claim =
            |wire: &str| Claim { ident: FieldIdent::new(wire), kind: Kind::Property, wire: wire.into() };
        let claims: Vec<_> = ["a b", "a-b", "a.b", "a/b", "a:b"].map(claim).into();
        let mut report = Report::default();
        settle("x", &claims, &mut report);
        assert!(report.has_errors());
    }
}
