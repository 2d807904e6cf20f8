//! Words in type cells that no table knows: what they mean is learned from the cells whose rows tell it.
//!
//! In: the pages and the declared names. Out: a type for each such cell text, and the pages with these types in the cells. What stands for
//! the property in JSON tells its type, and so do the cells of properties of the same name that are understood; a
//! text gets the type that most of its rows agree on. Only what a single cell says is weighed together, so that no
//! word has to be taken apart.

use std::collections::BTreeMap;

use crate::corpus::declared::Names;
use crate::corpus::link::{Linker, open_text};
use crate::corpus::pages::{Corpus, near};
use crate::corpus::rows::{each_row, each_sent_row};
use crate::corpus::sample::shown_type;
use crate::odata::{ApiVersion, Primitive};
use crate::page::{Language, Page, TypeTerm};
use crate::schema::{TypeName, TypeRef};

/// So many rows must agree.
const WITNESSES: usize = 2;
/// A name must have one type in this many rows to tell it.
const NAMESAKES: usize = 4;

/// What texts of type cells mean that no table of words knows, by the text in small letters.
pub(super) type Learned = BTreeMap<String, TypeRef>;

type Votes = BTreeMap<TypeRef, usize>;

/// Learns the texts of type cells.
pub(super) fn learn(corpus: &Corpus<'_>, names: &Names) -> Learned {
    if corpus.pages.iter().all(|page| page.language == Language::English) {
        return Learned::new();
    }
    let by_name = types_by_name(corpus, names);
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    for (page, section, row, _) in each_row(corpus) {
        let Some(text) = row.ty.as_ref().and_then(|ty| open_text(&ty.value, names, page)) else { continue };
        let sample = section.representation.as_ref();
        let shown = sample.and_then(|sample| sample.value.get(&row.name.value));
        let shown = shown.and_then(|value| shown_type(value, names, near(page)));
        let votes = votes.entry(text).or_default();
        for ty in shown.into_iter().chain(usual(&by_name, &row.name.value)) {
            *votes.entry(ty).or_default() += 1;
        }
    }
    for (page, row) in each_sent_row(corpus) {
        let Some(text) = row.ty.as_ref().and_then(|ty| open_text(&ty.value, names, page)) else { continue };
        if let Some(ty) = usual(&by_name, &row.name.value) {
            *votes.entry(text).or_default().entry(ty).or_default() += 1;
        }
    }
    votes.into_iter().filter_map(|(text, votes)| Some((text, elected(&votes)?))).collect()
}

/// Writes the learned types into the cells of the pages of `api`.
pub(super) fn apply(pages: &mut [Page], names: &Names, learned: &Learned, api: ApiVersion) {
    if learned.is_empty() {
        return;
    }
    for page in pages.iter_mut().filter(|page| page.version == api && page.language != Language::English) {
        let printed = page.clone();
        for phrase in page.phrases_mut() {
            let known = open_text(phrase, names, &printed).and_then(|text| learned.get(&text));
            if let Some(ty) = known {
                phrase.terms = vec![term(&ty.name)];
                phrase.collection |= ty.collection;
            }
        }
    }
}

/// What a cell would have to print to mean this type.
fn term(name: &TypeName) -> TypeTerm {
    match name {
        TypeName::Primitive(primitive) => TypeTerm::Primitive(*primitive),
        TypeName::Structured(name) | TypeName::Enum(name) => {
            TypeTerm::Named { namespace: name.namespace().to_owned(), name: name.name().to_owned() }
        }
    }
}

/// The types that the rows of each name have, where they are understood.
fn types_by_name(corpus: &Corpus<'_>, names: &Names) -> BTreeMap<String, Votes> {
    let mut types: BTreeMap<String, Votes> = BTreeMap::new();
    for (page, _, row, _) in each_row(corpus) {
        let Some(phrase) = row.ty.as_ref().map(|ty| &ty.value) else { continue };
        let primitive = matches!(phrase.terms.as_slice(), [TypeTerm::Primitive(_)]);
        if let Some(ty) = primitive.then(|| (Linker { names }).link(phrase, page)).flatten() {
            *types.entry(row.name.value.clone()).or_default().entry(ty).or_default() += 1;
        }
    }
    types
}

/// The type that nearly all rows of a name have.
fn usual(by_name: &BTreeMap<String, Votes>, name: &str) -> Option<TypeRef> {
    let votes = by_name.get(name)?;
    let all: usize = votes.values().sum();
    let (ty, count) = votes.iter().max_by_key(|(_, count)| **count)?;
    (*count >= NAMESAKES && count * 5 >= all * 4).then(|| ty.clone())
}

/// The type that most votes are for. A number with a fraction is one among numbers without.
fn elected(votes: &Votes) -> Option<TypeRef> {
    let all: usize = votes.values().sum();
    let (best, count) = votes.iter().max_by_key(|(_, count)| **count)?;
    let double = TypeRef { name: TypeName::Primitive(Primitive::Double), collection: best.collection };
    let fractions = votes.get(&double).copied().unwrap_or_default();
    let whole = matches!(best.name, TypeName::Primitive(Primitive::Int32 | Primitive::Int64));
    if whole && fractions * 4 >= all {
        return Some(double);
    }
    (*count >= WITNESSES && count * 2 > all).then(|| best.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(votes: &[(Primitive, usize)], expected: Option<Primitive>) {
        let ty = |primitive| TypeRef { name: TypeName::Primitive(primitive), collection: false };
        let votes: Votes = votes.iter().map(|(primitive, count)| (ty(*primitive), *count)).collect();
        assert_eq!(elected(&votes), expected.map(ty));
    }

    #[test]
    fn most_rows_decide() {
        check(&[(Primitive::String, 8), (Primitive::Guid, 2)], Some(Primitive::String));
        check(&[(Primitive::Int32, 5), (Primitive::Double, 2)], Some(Primitive::Double));
        check(&[(Primitive::Int32, 9), (Primitive::Double, 1)], Some(Primitive::Int32));
    }

    #[test]
    fn one_row_or_as_many_against_tell_nothing() {
        check(&[(Primitive::String, 1)], None);
        check(&[(Primitive::String, 3), (Primitive::Boolean, 3)], None);
    }
}
