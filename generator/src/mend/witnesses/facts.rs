//! What witnesses say beyond names: types, stated facts, what pages say of themselves.
//!
//! A translation in words that no table knows states less than it says; what others state of the same thing fills that in,
//! and never replaces anything but a type that most of the same age contradict.

use super::super::ballot::Speaker;
use super::super::words::Kind;
use super::witness::{Statement, Witness};
use crate::corpus::spelled::has_humps;
use crate::page::{
    BodyFacts, EnumSection, Language, OperationSection, Page, PropertyFacts, PropertyRow, ResourceSection,
    TypePhrase, TypeTerm,
};

/// Completes a row by the same rows of other tables. What is given back is a contradiction between those of the same age.
pub(super) fn of_row(row: &mut PropertyRow, others: &[Statement<'_, PropertyRow>]) -> Option<String> {
    let contradiction = settle_type(row, others);
    for other in others {
        complete(row, other);
    }
    contradiction
}

/// A vote of so much is one of a sure cell of the same age.
const SURE: u32 = 2;

/// The type that most state: the original counts as three translations, and older pages only where the cell of the row says
/// nothing.
fn settle_type(row: &mut PropertyRow, others: &[Statement<'_, PropertyRow>]) -> Option<String> {
    let understood = |row: &PropertyRow| row.ty.as_ref().is_some_and(|ty| is_understood(&ty.value));
    let mut votes: Vec<(Option<Kind>, &PropertyRow, u32)> = Vec::new();
    let printed = row.clone();
    if understood(&printed) {
        votes.push((Kind::of(&printed), &printed, if is_sure(&printed) { SURE } else { 0 }));
    }
    for other in others.iter().filter(|other| understood(other.row) && (other.original || is_sure(other.row)))
    {
        let weight = match (other.original, other.current) {
            (true, true) => 6,
            (false, true) => SURE,
            (_, false) => 1,
        };
        let kind = Kind::of(other.row);
        match votes.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, sum)) => *sum += weight,
            None => votes.push((kind, other.row, weight)),
        }
    }
    // The first of equal ones stays, which is what the row itself says.
    let Some((_, best, _)) = votes.iter().rev().max_by_key(|(_, _, sum)| *sum) else {
        row.ty = row.ty.take().or_else(|| others.iter().find_map(|other| other.row.ty.clone()));
        return None;
    };
    row.ty.clone_from(&best.ty);
    let sure = votes.iter().filter(|(_, _, sum)| *sum >= SURE);
    let types: Vec<&str> = sure.filter_map(|(_, row, _)| Some(row.ty.as_ref()?.value.raw.trim())).collect();
    (types.len() > 1).then(|| {
        let taken = best.ty.as_ref().map_or("", |ty| ty.value.raw.trim());
        format!("corpora say of `{}` that it is {}; `{taken}` is taken", row.name.value, words(&types))
    })
}

/// "`a` and `b`"
fn words(types: &[&str]) -> String {
    types.iter().map(|ty| format!("`{ty}`")).collect::<Vec<_>>().join(" and ")
}

/// Whether a cell prints more than one plain word, which may be a translated one.
fn is_sure(row: &PropertyRow) -> bool {
    let Some(phrase) = row.ty.as_ref().map(|ty| &ty.value) else { return false };
    let plain = |term: &TypeTerm| matches!(term, TypeTerm::Named { namespace, name } if namespace.is_empty() && !has_humps(name));
    phrase.link.is_some() || !phrase.terms.iter().any(plain)
}

fn complete(row: &mut PropertyRow, Statement { row: other, original, current }: &Statement<'_, PropertyRow>) {
    let (original, current) = (*original, *current);
    let PropertyFacts {
        stated,
        inherited_from,
        key,
        required,
        values,
        unsplit_values,
        evolvable_values,
        flags,
    } = &mut row.facts;
    let theirs = &other.facts;
    stated.complete(theirs.stated.clone());
    if inherited_from.is_empty() && original {
        inherited_from.clone_from(&theirs.inherited_from);
    }
    *key |= theirs.key;
    *required = required.or(theirs.required);
    *flags |= theirs.flags;
    let better = original && current && theirs.values.len() >= values.len();
    if (values.is_empty() || better) && !theirs.values.is_empty() {
        values.clone_from(&theirs.values);
        *unsplit_values = None;
    }
    if evolvable_values.is_empty() {
        evolvable_values.clone_from(&theirs.evolvable_values);
    }
}

/// Whether a cell says more than words.
fn is_understood(phrase: &TypePhrase) -> bool {
    phrase.link.is_some() || !phrase.terms.iter().any(|term| matches!(term, TypeTerm::Words(_)))
}

/// Completes what a page says of itself. The title of the original is the title.
pub(super) fn of_page(page: &mut Page, witness: &Witness<'_>) {
    let other = witness.page;
    if witness.speaker == Speaker::Original && page.title_anchor.is_some() {
        page.title = other.title.clone();
        page.title_anchor = None;
    }
    if !witness.states_facts() {
        return;
    }
    page.product = page.product.take().or_else(|| other.product.clone());
    page.doc_type = page.doc_type.take().or_else(|| other.doc_type.clone());
    page.namespace = page.namespace.take().or_else(|| other.namespace.clone());
    page.deprecated |= other.deprecated && witness.is_current();
}

/// Completes what is said of an enum type as a whole.
pub(super) fn of_enum(section: &mut EnumSection, others: &[(Witness<'_>, &EnumSection)]) {
    for (_, other) in others.iter().filter(|(witness, _)| witness.states_facts()) {
        section.flags |= other.flags;
        if section.evolvable_values.is_empty() {
            section.evolvable_values.clone_from(&other.evolvable_values);
        }
    }
}

/// Completes what is said of a structured type as a whole.
///
/// A page whose words are known says all it has to say of base types.
pub(super) fn of_resource(
    section: &mut ResourceSection,
    language: Language,
    others: &[(Witness<'_>, &ResourceSection)],
) {
    for (witness, other) in others {
        if language != Language::Unlisted && witness.speaker != Speaker::Original {
            continue;
        }
        // In unknown words, any link may look like a claim.
        if !witness.states_facts() || witness.page.language == Language::Unlisted {
            continue;
        }
        if section.inherits.is_none() {
            section.inherits.clone_from(&other.inherits);
        }
        if section.derived.is_empty() {
            section.derived.clone_from(&other.derived);
        }
        section.abstract_ |= other.abstract_;
        section.open |= other.open;
        for method in &mut section.methods {
            let same =
                other.methods.iter().find(|theirs| theirs.link.is_some() && theirs.link == method.link);
            let Some(theirs) = same.and_then(|same| same.returns.as_ref()) else { continue };
            if method.returns.as_ref().is_none_or(|own| !is_understood(own)) {
                method.returns = Some(theirs.clone());
            }
        }
    }
}

/// Completes what is said of a request.
pub(super) fn of_operation(operation: &mut OperationSection, others: &[(Witness<'_>, &OperationSection)]) {
    for (_, other) in others.iter().filter(|(witness, _)| witness.states_facts()) {
        let BodyFacts { none, ty, needed, media_type, .. } = &mut operation.body;
        *none |= other.body.none;
        if ty.as_ref().is_none_or(|own| !is_understood(&own.value)) && other.body.ty.is_some() {
            ty.clone_from(&other.body.ty);
        }
        if needed.is_empty() {
            needed.clone_from(&other.body.needed);
        }
        *media_type = media_type.take().or_else(|| other.body.media_type.clone());
        let (response, theirs) = (&mut operation.response, &other.response);
        if response.codes.is_empty() {
            response.codes.clone_from(&theirs.codes);
        }
        if response.ty.as_ref().is_none_or(|own| !is_understood(&own.value)) && theirs.ty.is_some() {
            response.ty.clone_from(&theirs.ty);
        }
        response.binary |= theirs.binary;
        response.monitor |= theirs.monitor;
        response.status = response.status.take().or_else(|| theirs.status.clone());
        response.resource_id |= theirs.resource_id;
        if operation.permissions.is_empty() {
            operation.permissions.clone_from(&other.permissions);
        }
        if operation.headers.is_empty() {
            operation.headers.clone_from(&other.headers);
        }
        operation.clouds = operation.clouds.take().or(other.clouds);
        operation.subject = operation.subject.take().or_else(|| other.subject.clone());
    }
}
