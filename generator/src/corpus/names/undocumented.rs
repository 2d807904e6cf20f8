//! Names that pages print and no page describes: stubs, structured or enum, or plain text after all.
//!
//! In: the pages and the declared names. Out: the stubs, added to [`Names`]. What stands there in JSON tells an
//! enum type (a string) from a structured one (an object). A qualified name within a request path is a type, too:
//! the one that the value before it is cast to. What is stated as a base type, a body or an answer stands in
//! [`referred`].

use std::collections::BTreeMap;

use crate::corpus::declared::{Names, Nature};
use crate::corpus::link::{Linker, open_text};
use crate::corpus::names::naming::Naming;
use crate::corpus::names::referred;
use crate::corpus::pages::Corpus;
use crate::corpus::rows::{each_row, each_sent_row};
use crate::corpus::spelled::{is_identifier, split};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Method, QualifiedName, StepForm};
use crate::page::{Json, Page, PropertyRow, ResourceSection};
use crate::source::Span;

/// What speaks for which nature of an unknown name.
#[derive(Debug, Default)]
struct Evidence {
    text: usize,
    /// Lists of values among these.
    listed: usize,
    object: usize,
    /// Objects of which nothing but the type is shown: blocks made by a machine print enum types so, too.
    bare: usize,
    relationship: usize,
    first: Option<Span>,
}

impl Evidence {
    fn is_enum(&self) -> bool {
        let objects = self.object + if self.listed > 0 { 0 } else { self.bare };
        self.text > objects && self.relationship == 0
    }
}

/// Unknown names, by how they are written in lower case.
#[derive(Debug, Default)]
struct Unknown {
    names: BTreeMap<String, (QualifiedName, Evidence)>,
}

impl Unknown {
    /// What is known of a name so far. Of several spellings the one that has kept its capital letters stays.
    fn of(&mut self, name: QualifiedName) -> &mut Evidence {
        let humps = |name: &QualifiedName| name.as_str().chars().filter(char::is_ascii_uppercase).count();
        let (known, evidence) = self
            .names
            .entry(name.as_str().to_lowercase())
            .or_insert_with(|| (name.clone(), Evidence::default()));
        if humps(&name) > humps(known) {
            *known = name;
        }
        evidence
    }

    /// Takes out what is a word of the language in which most of the documentation is.
    fn without_words(mut self, words: &BTreeMap<String, usize>) -> Self {
        let is_word = |name: &str| words.get(&name.to_lowercase()).is_some_and(|times| *times >= WORD);
        self.names.retain(|_, (name, _)| !is_word(name.name()));
        self
    }

    /// Declares all of them.
    fn declare(self, names: &mut Names, report: &mut Report) {
        for (name, evidence) in self.names.into_values() {
            let nature = if evidence.is_enum() { Nature::Enum } else { Nature::Structured };
            if let Some(span) = evidence.first {
                let what = match (nature, evidence.listed > 0) {
                    (Nature::Enum, true) => "enum type of the values that its properties list",
                    (Nature::Enum, false) => "enum type without members",
                    (Nature::Structured, _) => "open type without members",
                };
                let message = format!("`{name}` is described by no page and becomes an {what}");
                report.push(Diagnostic::new(Code::UndocumentedType, span, message));
            }
            names.insert(name, nature);
        }
    }
}

/// A text that so many cells of translated pages print is a word rather than a name.
const WORD: usize = 3;

/// How often translated pages print what is no known name where types stand.
fn open_words(naming: &Naming<'_>, corpus: &Corpus<'_>) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let rows = each_row(corpus).map(|(page, _, row, _)| (page, row)).chain(each_sent_row(corpus));
    for text in rows.filter_map(|(page, row)| open_text(&row.ty.as_ref()?.value, naming.names, page)) {
        *words.entry(text).or_default() += 1;
    }
    words
}

/// Declares a stub for each type name that is referred to and not described.
pub(crate) fn declare_stubs(names: &mut Names, corpus: &Corpus<'_>, report: &mut Report) {
    let mut unknown = Unknown::default();
    let naming = Naming::new(names, corpus);
    let words = open_words(&naming, corpus);
    for (page, section, row, relationship) in each_row(corpus) {
        if let Some(name) = unknown_name(&naming, row, page) {
            weigh(unknown.of(name), row, Some(section), relationship);
        }
    }
    for (page, row) in each_sent_row(corpus) {
        if let Some(name) = unknown_name(&naming, row, page) {
            weigh(unknown.of(name), row, None, false);
        }
    }
    let cast = corpus.pages.iter().flat_map(|page| casts(&naming, page));
    let bases = corpus.pages.iter().flat_map(|page| referred::bases(&naming, page));
    for (name, span) in cast.chain(bases) {
        let evidence = unknown.of(name);
        evidence.first.get_or_insert(span);
        evidence.relationship += 1;
    }
    unknown.without_words(&words).declare(names, report);
    // A bare name in an answer means the type that rows call so.
    let mut unknown = Unknown::default();
    let naming = Naming::new(names, corpus);
    for (name, span) in corpus.pages.iter().flat_map(|page| referred::exchanged(&naming, page)) {
        unknown.of(name).first.get_or_insert(span);
    }
    unknown.without_words(&words).declare(names, report);
}

fn weigh(evidence: &mut Evidence, row: &PropertyRow, section: Option<&ResourceSection>, relationship: bool) {
    evidence.first.get_or_insert(row.name.span);
    evidence.relationship += usize::from(relationship);
    let lists = !row.facts.values.is_empty() && !section.is_some_and(|section| names_members(row, section));
    let proven = !row.facts.values.is_empty() && row.facts.unsplit_values.is_some();
    evidence.listed += usize::from(lists || proven);
    evidence.text += usize::from(lists || row.facts.unsplit_values.is_some());
    let shown = section
        .and_then(|section| section.representation.as_ref())
        .and_then(|sample| sample.value.get(&row.name.value));
    match shown {
        Some(Json::Array(items)) => match items.first() {
            Some(Json::Text(_)) => evidence.text += 1,
            Some(item) if is_bare(item) => evidence.bare += 1,
            Some(_) => evidence.object += 1,
            None => {}
        },
        Some(Json::Text(text)) if !text.contains("@odata.type") => evidence.text += 1,
        Some(object @ Json::Object(_)) if is_bare(object) => evidence.bare += 1,
        Some(Json::Object(_) | Json::Text(_)) => evidence.object += 1,
        Some(Json::Null | Json::Bool(_) | Json::Number(_)) | None => {}
    }
}

/// Whether the listed values are properties of the same type: a sentence about those.
fn names_members(row: &PropertyRow, section: &ResourceSection) -> bool {
    let member = |value: &str| section.rows().any(|row| row.name.value == value);
    row.facts.values.iter().all(|value| member(&value.value))
}

/// Whether nothing but annotations stands in an object.
fn is_bare(value: &Json) -> bool {
    matches!(value, Json::Object(members) if members.iter().all(|(key, _)| key.contains('@')))
}

/// The types that request paths of the page cast to and nobody describes. A name in the middle of a path is sure to be
/// one; at the end it may be an action or a function, whose page is called like it.
fn casts(naming: &Naming<'_>, page: &Page) -> Vec<(QualifiedName, Span)> {
    let mut found = Vec::new();
    for line in page.operation.iter().flat_map(|operation| &operation.requests) {
        let Some(template) = &line.template else { continue };
        for (at, step) in template.steps.iter().enumerate() {
            let StepForm::Name { name, arguments: None } = &step.form else { continue };
            let (namespace, simple) = split(name);
            let casts = match template.steps.get(at + 1).map(|next| &next.form) {
                Some(StepForm::Name { .. }) => true,
                None => line.method == Method::Get && !is_called_so(page, simple),
                Some(StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_)) => {
                    false
                }
            };
            // A host name may stand for a key.
            let qualified = namespace.starts_with(QualifiedName::DEFAULT_NAMESPACE) && is_identifier(simple);
            if casts && qualified && naming.names.find(namespace, simple, namespace).is_none() {
                found.push((naming.qualified(namespace, simple), line.url.span));
            }
        }
    }
    found
}

/// Whether title or file of the page name an operation so.
fn is_called_so(page: &Page, name: &str) -> bool {
    let name = name.to_lowercase();
    page.title.value.to_lowercase().contains(&name) || page.slug.contains(&name)
}

/// The name that the row prints, if neither it nor the link beside it is known.
fn unknown_name(naming: &Naming<'_>, row: &PropertyRow, page: &Page) -> Option<QualifiedName> {
    let phrase = &row.ty.as_ref()?.value;
    let linker = Linker { names: naming.names };
    if linker.named(phrase, page).is_some() || open_text(phrase, naming.names, page).is_some() {
        return None;
    }
    naming.name(phrase, page)
}
