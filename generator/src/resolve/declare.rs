//! Every type gets its qualified name first: which types there are, in which case, and on which pages.
//!
//! In: the pages. Out: [`Names`], which knows each documented type with the sections that describe it, and finds
//! types by printed name, by page and by section. A name's case is taken from annotations, else from headings,
//! else from what other pages print: file names and anchors have lost it.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::spelling::Spellings;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::QualifiedName;
use crate::page::{
    EnumPlace, EnumSection, LinkTarget, NameSource, Page, ResourceSection, TypePhrase, TypeTerm,
};
use crate::schema::TypeRef;

/// A section of a page: index of the page in [`Corpus::pages`], index of the section in it.
pub(super) type Place = (usize, usize);

/// Whether a name stands for a structured type or an enum type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nature {
    /// Entity or complex type.
    Structured,
    /// Enum type.
    Enum,
}

/// A name and where it is described; no place at all makes it a stub.
#[derive(Debug)]
pub(super) struct Declared {
    /// What it stands for.
    pub nature: Nature,
    /// Sections that describe it, best first.
    pub places: Vec<Place>,
}

/// All types of a version by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    types: BTreeMap<QualifiedName, Declared>,
    by_simple: BTreeMap<String, Vec<QualifiedName>>,
    by_page: BTreeMap<String, Vec<QualifiedName>>,
    /// What texts of type cells mean that no table of words knows, by the text in small letters.
    pub learned: BTreeMap<String, TypeRef>,
}

/// Declares every type that a page describes.
pub(super) fn declare(corpus: &Corpus<'_>, report: &mut Report) -> Names {
    let spellings = Spellings::collect(corpus);
    let mut names = Names::default();
    declare_structured(&mut names, corpus, &spellings);
    let referred = referred_names(corpus);
    for place_is in [EnumPlace::OwnPage, EnumPlace::EnumsPage, EnumPlace::ResourcePage] {
        declare_enums(&mut names, corpus, &spellings, &referred, place_is, report);
    }
    for declared in names.types.values_mut() {
        if declared.nature == Nature::Structured {
            declared.places.sort_by_key(|place| section_rank(corpus, *place));
        }
    }
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

fn declare_enums(
    names: &mut Names,
    corpus: &Corpus<'_>,
    spellings: &Spellings,
    referred: &BTreeSet<String>,
    place: EnumPlace,
    report: &mut Report,
) {
    for (page_at, page) in corpus.pages.iter().enumerate() {
        for (section_at, section) in
            page.enums.iter().enumerate().filter(|(_, section)| section.place == place)
        {
            let (namespace, simple) = split(&section.name.value.text);
            if place == EnumPlace::ResourcePage && !referred.contains(&simple.to_lowercase()) {
                continue;
            }
            let namespace = if namespace.is_empty() { namespace_of(page) } else { namespace };
            let name = QualifiedName::new(
                &spellings.namespace(namespace),
                &spellings.enum_name(&section.name.value),
            );
            let name = names.same_but_case(&name).unwrap_or(name);
            if names.nature(&name) == Some(Nature::Structured) {
                report.push(Diagnostic::new(
                    Code::Conflict,
                    section.name.span,
                    format!("`{name}` is described as an enum type here and as a resource elsewhere; the resource wins"),
                ));
                continue;
            }
            names.add(name, Nature::Enum, page, (page_at, section_at));
        }
    }
}

/// Simple names, lower case, that a type cell prints or whose section it links to.
fn referred_names(corpus: &Corpus<'_>) -> BTreeSet<String> {
    let mut referred = BTreeSet::new();
    for phrase in corpus.pages.iter().flat_map(|page| page_phrases(page)) {
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

/// `risklevel-values` -> `risklevel`.
fn fragment_name(fragment: &str) -> &str {
    fragment.strip_suffix("-values").or_else(|| fragment.strip_suffix("-enum")).unwrap_or(fragment)
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

/// `microsoft.graph.callRecords.session` -> namespace and name.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('#');
    text.rsplit_once('.').unwrap_or(("", text))
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

impl Names {
    fn add(&mut self, name: QualifiedName, nature: Nature, page: &Page, place: Place) {
        let name = self.same_but_case(&name).unwrap_or(name);
        let on_page = self.by_page.entry(page.slug.clone()).or_default();
        if !on_page.contains(&name) {
            on_page.push(name.clone());
        }
        self.insert(name.clone(), nature);
        let declared = self.types.get_mut(&name).expect("it was inserted the line before");
        declared.places.push(place);
    }

    /// Declares a name that no page describes.
    pub(super) fn insert(&mut self, name: QualifiedName, nature: Nature) {
        let known = self.by_simple.entry(name.name().to_lowercase()).or_default();
        if !known.contains(&name) {
            known.push(name.clone());
            known.sort();
        }
        self.types.entry(name).or_insert(Declared { nature, places: Vec::new() });
    }

    /// The declared name that differs from `name` in case at most.
    pub(super) fn same_but_case(&self, name: &QualifiedName) -> Option<QualifiedName> {
        if self.types.contains_key(name) {
            return Some(name.clone());
        }
        self.by_simple
            .get(&name.name().to_lowercase())?
            .iter()
            .find(|known| known.as_str().eq_ignore_ascii_case(name.as_str()))
            .cloned()
    }

    /// What the name stands for.
    pub(super) fn nature(&self, name: &QualifiedName) -> Option<Nature> {
        self.types.get(name).map(|declared| declared.nature)
    }

    /// Every type by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&QualifiedName, &Declared)> {
        self.types.iter()
    }

    /// The sections that describe a type.
    pub(super) fn places(&self, name: &QualifiedName) -> &[Place] {
        self.types.get(name).map_or(&[], |declared| declared.places.as_slice())
    }

    /// The type that a page which prints `name` most likely means: in the printed namespace, else in the
    /// namespace of the page, else in the default one, else the only one there is.
    pub(super) fn find(&self, namespace: &str, name: &str, near: &str) -> Option<&QualifiedName> {
        let known = self.by_simple.get(&name.to_lowercase())?;
        let within = |namespace: &str| {
            known
                .iter()
                .find(|found| !namespace.is_empty() && found.namespace().eq_ignore_ascii_case(namespace))
        };
        within(namespace)
            .or_else(|| within(near))
            .or_else(|| within(QualifiedName::DEFAULT_NAMESPACE))
            .or_else(|| known.first())
    }

    /// The type that a link leads to, if the page or section describes exactly one.
    pub(super) fn behind(&self, link: &LinkTarget) -> Option<&QualifiedName> {
        if link.api {
            return None;
        }
        let on_page = self.by_page.get(&link.slug)?;
        if let Some(fragment) = &link.fragment {
            let wanted = fragment_name(fragment);
            let section = on_page.iter().find(|name| name.name().to_lowercase() == wanted);
            if section.is_some() {
                return section;
            }
        }
        if let [only] = on_page.as_slice() {
            return Some(only);
        }
        let mut structured = on_page.iter().filter(|name| self.nature(name) == Some(Nature::Structured));
        structured.next().filter(|_| structured.next().is_none())
    }
}

/// The enum section at `place`.
pub(super) fn enum_section<'a>(corpus: &Corpus<'a>, (page, section): Place) -> &'a EnumSection {
    &corpus.pages[page].enums[section]
}

/// The resource section at `place`.
pub(super) fn resource_section<'a>(corpus: &Corpus<'a>, (page, section): Place) -> &'a ResourceSection {
    &corpus.pages[page].resources[section]
}
