//! Value lists in descriptions, by the enum type of the property that they describe.
//!
//! In: the rows of all tables. Out: [`Lists`]. A list of OData operators is no value list.

use std::collections::BTreeMap;

use crate::corpus::declared::Names;
use crate::corpus::link::Linker;
use crate::corpus::pages::Corpus;
use crate::corpus::rows::{each_row, each_sent_row};
use crate::corpus::spelled::is_enum_member;
use crate::odata::{QualifiedName, is_filter_operator};
use crate::page::{PropertyFacts, PropertyRow, ResourceSection};
use crate::schema::{TypeName, TypeRef};
use crate::source::Span;

/// A value list of one property.
#[derive(Debug)]
pub(crate) struct Listed<'a> {
    /// What the row states.
    pub facts: &'a PropertyFacts,
    /// The row.
    pub span: Span,
}

/// Value lists by enum type.
pub(crate) type Lists<'a> = BTreeMap<QualifiedName, Vec<Listed<'a>>>;

/// All value lists; `name` tells what a row is called.
pub(crate) fn collect<'a: 'n, 'n>(
    corpus: &Corpus<'a>,
    names: &Names,
    name: impl Fn(&'a PropertyRow) -> &'n str,
) -> Lists<'a> {
    let mut lists: Lists<'a> = BTreeMap::new();
    for (row, _, ty) in typed_rows(corpus, names, name) {
        if let Some(ty) = ty {
            lists.entry(ty).or_default().push(Listed { facts: &row.facts, span: row.name.span });
        }
    }
    lists
}

/// All rows, with what they stand in on resource pages, and with the enum type of what they describe, if it is of one; `name`
/// tells what a row is called.
pub(crate) fn typed_rows<'a: 'n, 'n>(
    corpus: &Corpus<'a>,
    names: &Names,
    name: impl Fn(&'a PropertyRow) -> &'n str,
) -> impl Iterator<Item = (&'a PropertyRow, Option<&'a ResourceSection>, Option<QualifiedName>)> {
    let linker = Linker { names };
    let of_enum = |ty: TypeRef| if let TypeName::Enum(name) = ty.name { Some(name) } else { None };
    let stated = each_row(corpus).map(move |(page, section, row, _)| {
        let ty = row.ty.as_ref().and_then(|ty| linker.property(section, name(row), &ty.value, page));
        (row, Some(section), ty.and_then(of_enum))
    });
    let sent = each_sent_row(corpus).map(move |(page, row)| {
        let ty = row.ty.as_ref().and_then(|ty| linker.link(&ty.value, page));
        (row, None, ty.and_then(of_enum))
    });
    stated.chain(sent)
}

/// The values that a row states, without anything that is no member or that nothing proves.
pub(crate) fn values(facts: &PropertyFacts) -> Vec<&str> {
    let guessed = |value: &&str| facts.stated.guessed_values.iter().any(|guess| guess == value);
    with_guesses(facts).into_iter().filter(|value| !guessed(value)).collect()
}

/// The values that a row lists, without anything that is no member.
pub(crate) fn with_guesses(facts: &PropertyFacts) -> Vec<&str> {
    let listed = facts.values.iter().map(|value| value.value.as_str());
    let mut values: Vec<&str> = Vec::new();
    for value in listed.chain(facts.evolvable_values.iter().map(String::as_str)) {
        if is_enum_member(value) && !values.contains(&value) {
            values.push(value);
        }
    }
    if values.iter().all(|value| is_filter_operator(value)) {
        values.clear();
    }
    values
}
