//! Collisions: two things of one scope that want the same name.
//!
//! In: every name of a scope with its kind and wire name. Out: one identifier each, all different. The order of
//! settling is that of kinds, then of wire names (plain ones first), so it never depends on the order of pages; what was renamed is
//! reported. However many fold into one name, each gets its own: after a few underscores they are numbered.

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
    /// The same name with a number.
    #[must_use]
    fn numbered(&self, number: usize) -> Self;
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
            fn numbered(&self, number: usize) -> Self {
                let join: fn(&str, &str) -> String = $join;
                Self(join(&self.0, &number.to_string()))
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
    let name = name.trim_end_matches('_');
    let (first, rest) = word.split_at(1);
    // Two numbers stay two.
    let digits = |text: &str, at: fn(&str) -> Option<char>| at(text).is_some_and(|c| c.is_ascii_digit());
    let between = digits(name, |text| text.chars().next_back()) && digits(word, |text| text.chars().next());
    format!("{name}{}{}{rest}", if between { "_" } else { "" }, first.to_ascii_uppercase())
}

fn snake_join(name: &str, word: &str) -> String {
    format!("{}_{word}", name.trim_end_matches('_'))
}

/// How many underscores are tried before names are numbered.
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
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
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
        let number = numbers.entry(claim.ident.text()).or_insert(1);
        let name = worded(claim, rival).find(free).unwrap_or_else(|| numbered(claim, number, free));
        report.push(collision(scope, claim, rival, &name));
        holders.insert(name.text().to_owned(), at);
        names[at] = name;
    }
    names
}

/// The name with the word of its kind, then with underscores.
fn worded<I: Settle>(claim: &Claim<I>, rival: Option<&Claim<I>>) -> impl Iterator<Item = I> {
    let of_kind =
        rival.is_none_or(|rival| rival.kind != claim.kind).then(|| claim.ident.of_kind(claim.kind.word()));
    let underscored = std::iter::successors(Some(claim.ident.underscored()), |name| Some(name.underscored()));
    of_kind.into_iter().chain(underscored.take(PATIENCE))
}

/// The name with the next number that is free; `number` is the last one that was given.
fn numbered<I: Settle>(claim: &Claim<I>, number: &mut usize, free: impl Fn(&I) -> bool) -> I {
    loop {
        *number += 1;
        let name = claim.ident.numbered(*number);
        if free(&name) {
            return name;
        }
    }
}

fn collision<I: Settle>(scope: &str, claim: &Claim<I>, rival: Option<&Claim<I>>, settled: &I) -> Diagnostic {
    let what = format!("{} `{}` of {scope}", claim.kind.word(), claim.wire);
    let name = claim.ident.text();
    let against = rival.map_or_else(
        || "which generated code keeps for itself".to_owned(),
        |rival| format!("which {} `{}` has", rival.kind.word(), rival.wire),
    );
    let message = format!("{what} wants the name `{name}`, {against}: it is called `{}`", settled.text());
    Diagnostic { code: Code::NameSettled, span: None, message, help: None }
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
    fn any_number_of_names_that_fold_into_one_are_told_apart() {
        let wires = ["a b", "a-b", "a.b", "a/b", "a:b", "a b ", "aB2", "a_b_2"];
        let check = |expected: &[&str], claims: Vec<String>| assert_eq!(claims, expected);
        let claim =
            |wire: &&str| Claim { ident: FieldIdent::new(wire), kind: Kind::Property, wire: (*wire).into() };
        let claims: Vec<_> = wires.iter().map(claim).collect();
        let names = settle("x", &claims, &mut Report::default());
        check(
            &["a_b", "a_b_", "a_b__", "a_b___", "a_b_3", "a_b_4", "a_b2", "a_b_2"],
            names.iter().map(|name| name.as_str().to_owned()).collect(),
        );
        let claim =
            |wire: &str| Claim { ident: TypeIdent::new(wire), kind: Kind::Structured, wire: wire.into() };
        let claims: Vec<_> = ["a1", "a1.", "a1-", "a1 ", "a1:", "a1;"].map(claim).into();
        let names = settle("x", &claims, &mut Report::default());
        check(
            &["A1", "A1___", "A1__", "A1_", "A1_2", "A1_3"],
            names.iter().map(|name| name.as_str().to_owned()).collect(),
        );
    }

    #[test]
    fn ten_thousand_names_that_fold_into_one_take_no_time_worth_speaking_of() {
        let claims: Vec<_> = (0..10_000)
            .map(|at| Claim { ident: FieldIdent::new("x"), kind: Kind::Property, wire: at.to_string() })
            .collect();
        let names: BTreeSet<FieldIdent> = settle("x", &claims, &mut Report::default()).into_iter().collect();
        assert_eq!(names.len(), claims.len());
    }
}
