//! Every type gets its qualified name first: which types there are, in which case, and on which pages.
//!
//! In: the pages. Out: [`Names`], which knows each documented type with the sections that describe it, and finds
//! types by printed name, by page and by section. A name's case is taken from annotations, else from headings,
//! else from what other pages print: file names and anchors have lost it.

use std::collections::BTreeSet;

use crate::corpus::declared::{Names, Nature, fragment_name};
use crate::corpus::names::spelling::Spellings;
use crate::corpus::pages::{Corpus, Place};
use crate::corpus::spelled::split;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::page::{EnumPlace, EnumSection, NameSource, Page, ResourceSection, TypePhrase, TypeTerm};

/// Declares every type that a page describes.
pub(crate) fn declare(corpus: &Corpus<'_>, report: &mut Report) -> Names {
    let spellings = Spellings::collect(corpus);
    let mut names = Names::default();
    declare_structured(&mut names, corpus, &spellings);
    let referred = referred_names(corpus);
    for place in [EnumPlace::OwnPage, EnumPlace::EnumsPage, EnumPlace::ResourcePage] {
        let is_meant =
            |simple: &str| place != EnumPlace::ResourcePage || referred.contains(&simple.to_lowercase());
        let sections =
            enum_sections(corpus, place).filter(|(_, section)| is_meant(split(&section.name.value.text).1));
        for (at, section) in sections {
            declare_enum(&mut names, corpus, &spellings, (at, section), report);
        }
    }
    names.sort_places(|place| section_rank(corpus, place));
    names
}

fn declare_structured(names: &mut Names, corpus: &Corpus<'_>, spellings: &Spellings) {
    for (page_at, page) in corpus.pages.iter().enumerate() {
        for (section_at, section) in page.resources.iter().enumerate() {
            // A page that only shows an enum type says so by its members.
            if section.properties.is_empty() && page.enums.iter().any(|e| e.place == EnumPlace::OwnPage) {
                continue;
            }
            let name = qualify(page, section, spellings);
            names.add(name, Nature::Structured, page, (page_at, section_at));
        }
    }
}

/// The sections of enum types that stand in this kind of place, each with its page and its number there.
fn enum_sections<'a>(
    corpus: &Corpus<'a>,
    place: EnumPlace,
) -> impl Iterator<Item = (Place, &'a EnumSection)> {
    corpus.pages.iter().enumerate().flat_map(move |(page_at, page)| {
        let sections = page.enums.iter().enumerate().filter(move |(_, section)| section.place == place);
        sections.map(move |(section_at, section)| ((page_at, section_at), section))
    })
}

fn declare_enum(
    names: &mut Names,
    corpus: &Corpus<'_>,
    spellings: &Spellings,
    (at, section): (Place, &EnumSection),
    report: &mut Report,
) {
    let page = corpus.pages[at.0];
    let (namespace, _) = split(&section.name.value.text);
    let namespace = if namespace.is_empty() { namespace_of(page) } else { namespace };
    let name = QualifiedName::new(&spellings.namespace(namespace), &spellings.enum_name(&section.name.value));
    let name = names.same_but_case(&name).unwrap_or(name);
    if names.nature(&name) == Some(Nature::Structured) {
        report.push(Diagnostic::new(
            Code::Conflict,
            section.name.span,
            format!(
                "`{name}` is described as an enum type here and as a resource elsewhere; the resource wins"
            ),
        ));
        return;
    }
    names.add(name, Nature::Enum, page, at);
}

/// Simple names, lower case, that a type cell, a body or an answer prints, or whose section it links to.
fn referred_names(corpus: &Corpus<'_>) -> BTreeSet<String> {
    let mut referred = BTreeSet::new();
    let operations = corpus.pages.iter().filter_map(|page| page.operation.as_ref());
    let exchanged = operations.flat_map(|operation| operation.body.ty.iter().chain(&operation.response.ty));
    let cells = corpus.pages.iter().flat_map(|page| page_phrases(page));
    for phrase in cells.chain(exchanged.map(|phrase| &phrase.value)) {
        for term in &phrase.terms {
            if let TypeTerm::Named { name, .. } = term {
                referred.insert(name.to_lowercase());
            }
        }
        // A String that links to a section only has its values listed there.
        let named = !phrase.terms.iter().any(|term| matches!(term, TypeTerm::Primitive(_)));
        let link = phrase.link.as_ref().filter(|_| named);
        if let Some(fragment) = link.and_then(|link| link.fragment.as_deref()) {
            referred.insert(fragment_name(fragment).to_owned());
        }
    }
    referred
}

/// Every type cell of the resource tables and parameter tables of a page.
fn page_phrases(page: &Page) -> impl Iterator<Item = &TypePhrase> {
    page.rows().filter_map(|row| row.ty.as_ref().map(|ty| &ty.value))
}

fn namespace_of(page: &Page) -> &str {
    page.namespace.as_ref().map_or("", |namespace| namespace.value.as_str())
}

/// The name of a structured type: annotation with its namespace, else the page's namespace line.
fn qualify(page: &Page, section: &ResourceSection, spellings: &Spellings) -> QualifiedName {
    let stated = &section.name.value;
    let (namespace, _) = split(&stated.text);
    let line = namespace_of(page);
    // An annotation without the sub-namespace that the page's own line names is only less precise.
    let nearer = line.len() > namespace.len() && line.to_lowercase().starts_with(&namespace.to_lowercase());
    let namespace = if namespace.is_empty() || nearer { line } else { namespace };
    QualifiedName::new(&spellings.namespace(namespace), &simple_name(page, section, spellings))
}

/// The name that the page states; where nobody else knows that one, but the one in the file name, the latter.
fn simple_name(page: &Page, section: &ResourceSection, spellings: &Spellings) -> String {
    let stated = spellings.type_name(&section.name.value);
    let filed = page.slug.rsplit('-').next().unwrap_or_default();
    if section.annotation.is_none()
        && let Some(known) = spellings.known_as(&page.slug, &stated)
    {
        return known;
    }
    let slip = page.resources.len() == 1 && !spellings.is_mentioned(&stated) && spellings.is_mentioned(filed);
    if slip { spellings.usual(filed) } else { stated }
}

/// Sections in the order in which they are trusted: the page that is named like the type, then annotated ones.
fn section_rank(corpus: &Corpus<'_>, (page_at, section_at): Place) -> (u8, NameSource, usize) {
    let page = corpus.pages[page_at];
    let section = &page.resources[section_at];
    let (_, simple) = split(&section.name.value.text);
    let simple = simple.to_lowercase();
    let named = if page.slug == simple {
        0
    } else if page.slug.rsplit('-').next() == Some(simple.as_str()) && section.annotation.is_some() {
        1
    } else {
        2
    };
    (named, section.name.value.source, page_at)
}
