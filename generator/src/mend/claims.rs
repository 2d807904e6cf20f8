//! What pages claim of base types, as far as it can be believed.
//!
//! In: sentences, annotations and rows that name a base type. Out: those that the pages of these types bear out where
//! the page is in unknown words, in which any link may look like a claim.

use super::repairs::Repairs;
use crate::corpus::declared::Names;
use crate::corpus::link::Linker;
use crate::corpus::pages::{Corpus, resource_section};
use crate::odata::{ApiVersion, QualifiedName};
use crate::page::{Language, Page, ResourceSection};

/// What claims are checked against.
pub(super) struct Witnesses<'a> {
    /// The pages.
    pub corpus: &'a Corpus<'a>,
    /// The types.
    pub names: &'a Names,
    /// Names put right.
    pub repairs: &'a Repairs,
}

/// Whether a row that links to `base` may say that its property is inherited from there.
fn may_inherit(
    cx: &Witnesses<'_>,
    page: &Page,
    section: &ResourceSection,
    base: &QualifiedName,
    name: &str,
) -> bool {
    page.language != Language::Unlisted
        || names_property(cx, base, name) && may_derive(cx, page, section, base)
}

/// Whether the page of a type may say that it is derived from `base`: in unknown words, most of what `base` has must
/// stand on the page, too. Every entity type has an identifier, so that this one tells nothing.
fn may_derive(cx: &Witnesses<'_>, page: &Page, section: &ResourceSection, base: &QualifiedName) -> bool {
    if page.language != Language::Unlisted {
        return true;
    }
    let rows = |section: &'_ ResourceSection| -> Vec<String> {
        section.rows().map(|row| cx.repairs.name(&row.name).to_owned()).filter(|name| name != "id").collect()
    };
    let own = rows(section);
    let sections = cx.names.places(base).iter().map(|place| resource_section(cx.corpus, *place));
    let bases: Vec<String> = sections.flat_map(rows).collect();
    let shared = bases.iter().filter(|name| own.contains(name)).count();
    shared > 0 && shared * 2 > bases.len()
}

/// Whether the pages of a type name a property in a table of theirs.
fn names_property(cx: &Witnesses<'_>, ty: &QualifiedName, name: &str) -> bool {
    let sections = cx.names.places(ty).iter().map(|place| resource_section(cx.corpus, *place));
    let mut rows = sections.flat_map(ResourceSection::rows);
    rows.any(|row| cx.repairs.name(&row.name) == name)
}

/// Takes claims about base types out of pages in unknown words that the pages of these types do not bear out.
pub(super) fn settle(cx: &Witnesses<'_>, pages: &mut [Page], api: ApiVersion) {
    let unlisted = |page: &&mut Page| page.version == api && page.language == Language::Unlisted;
    for page in pages.iter_mut().filter(unlisted) {
        let printed = page.clone();
        for (section, from) in page.resources.iter_mut().zip(&printed.resources) {
            for row in section.rows_mut() {
                let name = row.name.value.clone();
                row.facts.inherited_from.retain(|phrase| {
                    let base = (Linker { names: cx.names }).structured(&phrase.value, &printed);
                    base.is_some_and(|base| may_inherit(cx, &printed, from, base, &name))
                });
            }
            section.inherits = section.inherits.take().filter(|phrase| {
                let base = (Linker { names: cx.names }).structured(&phrase.value, &printed);
                base.is_some_and(|base| may_derive(cx, &printed, from, base))
            });
        }
        // What is sent repeats rows of the type's own page.
        let sent = page.operation.iter_mut().flat_map(|operation| &mut operation.body.rows);
        sent.for_each(|row| row.facts.inherited_from.clear());
    }
}
