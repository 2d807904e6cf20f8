//! "A or B" in a type cell: what both are.
//!
//! In: the draft with base types. Out: members whose cell gives several structured types have the nearest type that all
//! of these are derived from, so that each of them can be sent and read. Types without a common base stay what the
//! linker took, the first.

use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::resource_section;
use crate::odata::QualifiedName;
use crate::page::{Page, TypePhrase};
use crate::resolve::shared::draft::Draft;
use crate::schema::{TypeName, TypeRef};

/// Widens the members of all types.
pub(crate) fn widen(cx: &Cx<'_>, draft: &mut Draft) {
    let structured = cx.names.iter().filter(|(_, declared)| declared.nature == Nature::Structured);
    for (name, place) in
        structured.flat_map(|(name, declared)| declared.places.iter().map(move |at| (name, at)))
    {
        let (page, section) = (cx.corpus.pages[place.0], resource_section(cx.corpus, *place));
        for row in section.properties.iter().chain(&section.relationships) {
            let Some(common) = row.ty.as_ref().and_then(|ty| common(cx, draft, &ty.value, page)) else {
                continue;
            };
            let Some(ty) = draft.types.get_mut(name) else { continue };
            let Some(member) = ty.spelled(&row.name.value).and_then(|name| ty.members.get_mut(&name)) else {
                continue;
            };
            member.ty.name = common.name;
        }
    }
}

/// The nearest type that each of several types of a cell or a sentence is or is derived from.
pub(crate) fn common(cx: &Cx<'_>, draft: &Draft, phrase: &TypePhrase, page: &Page) -> Option<TypeRef> {
    let alternatives = cx.linker().structured_alternatives(phrase, page)?;
    let (first, others) = alternatives.split_first()?;
    let is_base = |name: &QualifiedName, base: &QualifiedName| name == base || draft.derives(name, base);
    let mut bases = draft.lineage(first).map(|(base, _)| base);
    let common = bases.find(|base| others.iter().all(|other| is_base(other, base)))?.clone();
    Some(TypeRef { name: TypeName::Structured(common), collection: phrase.collection })
}
