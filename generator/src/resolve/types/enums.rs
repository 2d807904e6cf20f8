//! Enum types: members from their tables and from the value lists of the properties that have them as a type.
//!
//! In: the declared enum types, the pages, the names put right. Out: [`EnumType`]s. The table is the authority; a
//! value list is trusted instead where both have nothing in common (two tables swapped), and completes a table
//! that it contains whole. A list of OData operators is no value list.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::{Place, enum_section};
use crate::corpus::rows::translated;
use crate::corpus::spelled::is_enum_member;
use crate::corpus::value_lists;
use crate::corpus::value_lists::{Listed, Lists, values, with_guesses};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::page::{EnumSection, PropertyFacts};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::unsplit;
use crate::schema::{EnumType, Member, Origin, Source};

/// The member that stands for those of later versions.
const SENTINEL: &str = "unknownFutureValue";

/// Makes every enum type.
pub(crate) fn merge(cx: &Cx<'_>, draft: &mut Draft, report: &mut Report) {
    let lists = value_lists::collect(cx.corpus, cx.names, |row| &row.name.value);
    for (name, declared) in cx.names.iter().filter(|(_, declared)| declared.nature == Nature::Enum) {
        let mut enum_type = from_tables(cx, &declared.places, report);
        let lists = lists.get(name).map_or(&[][..], Vec::as_slice);
        add_lists(cx, name, &mut enum_type, lists, report);
        enum_type.flags |= looks_like_flags(&enum_type) || lists.iter().any(|list| list.facts.flags);
        draft.enums.insert(name.clone(), enum_type);
    }
    take_apart(cx, draft, &lists, report);
}

/// Gives enum types that nothing describes but lists that ran together the values of these, where all of them are known
/// members. What the pages prove of such a list stands there already.
fn take_apart(cx: &Cx<'_>, draft: &mut Draft, lists: &Lists<'_>, report: &mut Report) {
    let of = |name: &QualifiedName| lists.get(name).map_or(&[][..], Vec::as_slice);
    let open = |name: &QualifiedName, ty: &EnumType| {
        let ran_together = |list: &Listed<'_>| list.facts.unsplit_values.is_some();
        ty.members.is_empty()
            || (cx.names.places(name).is_empty()
                && of(name).iter().all(|list| ran_together(list) || list.facts.values.is_empty()))
    };
    let closed = draft.enums.iter().filter(|(name, ty)| !open(name, ty));
    let known: Vec<Vec<String>> = closed.map(|(_, ty)| ty.members.keys().cloned().collect()).collect();
    let known: Vec<Vec<&str>> =
        known.iter().map(|members| members.iter().map(String::as_str).collect()).collect();
    for (name, ty) in &mut draft.enums {
        if !open(name, ty) {
            continue;
        }
        let taken = of(name).iter().find_map(|list| {
            let values = unsplit::split(&list.facts.unsplit_values.as_ref()?.value, &known)?;
            Some((values, list))
        });
        if let Some((values, list)) = taken {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            ty.members.clear();
            insert_all(ty, &values, list, cx.corpus.guessed(list.span, Origin::InlineValues));
            ty.stub = false;
        } else if let Some((values, list)) =
            of(name).iter().find_map(|list| Some((list.facts.unsplit_values.as_ref()?, list)))
        {
            let message =
                format!("the values of `{name}` ran together: {}; {}", values.value, proven(ty, list.facts));
            report.push(Diagnostic::new(Code::Prose, values.span, message));
        }
    }
}

/// What is known of the members of a type whose list ran together.
fn proven(ty: &EnumType, facts: &PropertyFacts) -> String {
    let guessed = &facts.stated.guessed_values;
    if !guessed.is_empty() {
        return format!("that {} is one of them is a guess", guessed.join(", "));
    }
    if ty.members.is_empty() {
        return "none of them is known".to_owned();
    }
    let members: Vec<&str> = ty.members.keys().map(String::as_str).collect();
    format!("only {} is known", members.join(", "))
}

fn from_tables(cx: &Cx<'_>, places: &[Place], report: &mut Report) -> EnumType {
    let mut enum_type = EnumType {
        members: IndexMap::new(),
        flags: false,
        stub: places.is_empty(),
        product: None,
        pages: Vec::new(),
        sources: Vec::new(),
    };
    for place in places {
        let (page, section) = (cx.corpus.pages[place.0], enum_section(cx.corpus, *place));
        enum_type.sources.push(cx.corpus.stated(section.name.span, Origin::EnumTable));
        enum_type.flags |= section.flags;
        enum_type.product = enum_type.product.take().or_else(|| page.product.clone());
        if !enum_type.pages.contains(&page.slug) {
            enum_type.pages.push(page.slug.clone());
        }
        // The first table is the authority; a second one of the same name is a copy, often an older one.
        if enum_type.members.is_empty() {
            enum_type.members = table_members(cx, section, report);
        }
    }
    enum_type
}

fn table_members(cx: &Cx<'_>, section: &EnumSection, report: &mut Report) -> IndexMap<String, Member> {
    let mut members = IndexMap::new();
    for row in &section.members {
        let name = row.name.value.as_str();
        if row.lost {
            report.push(translated(&row.name));
        }
        if row.lost || !is_enum_member(name) || members.contains_key(name) {
            continue;
        }
        let evolvable = section.evolvable_values.iter().any(|value| value == name);
        members.insert(
            name.to_owned(),
            Member { value: row.value, evolvable, prose: cx.corpus.prose(row.prose.as_ref()) },
        );
    }
    for name in section.evolvable_values.iter().filter(|name| is_enum_member(name)) {
        members.entry(name.clone()).or_insert(Member { value: None, evolvable: true, prose: None });
    }
    members
}

fn add_lists(
    cx: &Cx<'_>,
    name: &QualifiedName,
    ty: &mut EnumType,
    lists: &[Listed<'_>],
    report: &mut Report,
) {
    let lists: Vec<(Vec<&str>, &Listed<'_>)> = lists
        .iter()
        .map(|list| (values(list.facts), list))
        .filter(|(values, list)| is_list(values, list))
        .collect();
    if ty.members.is_empty() {
        for (values, list) in lists.iter().filter(|(_, list)| !has_guesses(list)) {
            insert_all(ty, values, list, cx.corpus.stated(list.span, Origin::InlineValues));
        }
        if ty.members.is_empty() {
            for (_, list) in &lists {
                let source = cx.corpus.guessed(list.span, Origin::InlineValues);
                insert_all(ty, &with_guesses(list.facts), list, source);
            }
        }
        ty.stub &= ty.members.is_empty();
    } else if let Some((values, list)) = swapped(ty, &lists) {
        let message =
            format!("the table of `{name}` has nothing in common with this list of its values, which wins");
        report.push(Diagnostic::new(Code::Conflict, list.span, message));
        ty.members.clear();
        insert_all(ty, values, list, cx.corpus.stated(list.span, Origin::InlineValues));
    } else {
        for (values, list) in &lists {
            complete(ty, values, list.facts);
        }
    }
}

/// Whether some of the values were guessed.
fn has_guesses(list: &Listed<'_>) -> bool {
    !list.facts.stated.guessed_values.is_empty()
}

/// One value is no list, unless it is what is proven of one that ran together.
fn is_list(values: &[&str], list: &Listed<'_>) -> bool {
    values.len() > 1 || (!values.is_empty() && list.facts.unsplit_values.is_some())
}

/// A list that shares no value with the table, if every list is like that.
fn swapped<'l, 'a>(
    ty: &EnumType,
    lists: &'l [(Vec<&'a str>, &'l Listed<'a>)],
) -> Option<&'l (Vec<&'a str>, &'l Listed<'a>)> {
    let disjoint = |values: &[&str]| {
        !values.iter().any(|value| ty.members.keys().any(|member| member.eq_ignore_ascii_case(value)))
    };
    lists.iter().all(|(values, _)| disjoint(values)).then(|| lists.first()).flatten()
}

/// A list that holds the whole table and more is newer than the table; the sentinel alone is often left out of it.
fn complete(ty: &mut EnumType, values: &[&str], facts: &PropertyFacts) {
    let listed: BTreeSet<&str> = values.iter().copied().collect();
    let whole = ty.members.keys().all(|member| member == SENTINEL || listed.contains(member.as_str()));
    for value in values {
        let evolvable = facts.evolvable_values.iter().any(|name| name == value);
        if let Some(member) = ty.members.get_mut(*value) {
            member.evolvable |= evolvable;
        } else if (whole || *value == SENTINEL || evolvable)
            && !ty.members.keys().any(|member| member.eq_ignore_ascii_case(value))
        {
            ty.members.insert((*value).to_owned(), Member { value: None, evolvable, prose: None });
        }
    }
}

fn insert_all(ty: &mut EnumType, values: &[&str], list: &Listed<'_>, source: Source) {
    for value in values {
        let evolvable = list.facts.evolvable_values.iter().any(|name| name == value);
        ty.members.entry((*value).to_owned()).or_insert(Member { value: None, evolvable, prose: None });
    }
    ty.sources.push(source);
}

/// More than two values, all of them powers of two.
fn looks_like_flags(ty: &EnumType) -> bool {
    let values: Vec<i64> =
        ty.members.values().filter_map(|member| member.value).filter(|value| *value != 0).collect();
    values.len() > 2 && values.iter().all(|value| *value > 0 && value & (value - 1) == 0)
}
