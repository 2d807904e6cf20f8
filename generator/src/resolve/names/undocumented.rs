//! Names that type cells print and no page describes: stubs, structured or enum, or plain text after all.
//!
//! In: the pages and the declared names. Out: the stubs, added to [`Names`]. What stands there in JSON tells an
//! enum type (a string) from a structured one (an object). A qualified name within a request path is a type, too:
//! the one that the value before it is cast to.

use std::collections::BTreeMap;

use crate::resolve::shared::corpus::{Corpus, near};
use crate::resolve::shared::declared::{Names, Nature};
use crate::resolve::shared::link::{Linker, open_text};
use crate::resolve::shared::rows::{each_row, each_sent_row};
use crate::resolve::shared::spelled::{is_identifier, split, uncapitalised};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{QualifiedName, StepForm};
use crate::page::{Json, Page, PropertyRow, ResourceSection, TypeTerm};
use crate::source::Span;

/// What speaks for which nature of an unknown name.
#[derive(Debug, Default)]
struct Evidence {
    text: usize,
    /// Lists of values among these.
    listed: usize,
    object: usize,
    relationship: usize,
    first: Option<Span>,
}

/// Declares a stub for each type name that is referred to and not described.
pub(crate) fn declare_stubs(names: &mut Names, corpus: &Corpus<'_>, report: &mut Report) {
    let mut unknown: BTreeMap<QualifiedName, Evidence> = BTreeMap::new();
    for (page, section, row, relationship) in each_row(corpus) {
        if let Some(name) = unknown_name(names, row, page) {
            weigh(unknown.entry(name).or_default(), row, Some(section), relationship);
        }
    }
    for (page, row) in each_sent_row(corpus) {
        if let Some(name) = unknown_name(names, row, page) {
            weigh(unknown.entry(name).or_default(), row, None, false);
        }
    }
    for (name, span) in corpus.pages.iter().flat_map(|page| casts(names, page)) {
        let evidence = unknown.entry(name).or_default();
        evidence.first.get_or_insert(span);
        evidence.relationship += 1;
    }
    for (name, evidence) in unknown {
        let text = evidence.text > evidence.object && evidence.relationship == 0;
        let nature = if text { Nature::Enum } else { Nature::Structured };
        if let Some(span) = evidence.first {
            let what = match (text, evidence.listed > 0) {
                (true, true) => "enum type of the values that its properties list",
                (true, false) => "enum type without members",
                (false, _) => "open type without members",
            };
            let message = format!("`{name}` is described by no page and becomes an {what}");
            report.push(Diagnostic::new(Code::UndocumentedType, span, message));
        }
        names.insert(name, nature);
    }
}

fn weigh(evidence: &mut Evidence, row: &PropertyRow, section: Option<&ResourceSection>, relationship: bool) {
    evidence.first.get_or_insert(row.name.span);
    evidence.relationship += usize::from(relationship);
    let proven = !row.facts.values.is_empty() && row.facts.unsplit_values.is_some();
    evidence.listed += usize::from(row.facts.values.len() > 1 || proven);
    evidence.text += usize::from(row.facts.values.len() > 1 || row.facts.unsplit_values.is_some());
    let shown = section
        .and_then(|section| section.representation.as_ref())
        .and_then(|sample| sample.value.get(&row.name.value));
    match shown {
        Some(Json::Array(items)) => match items.first() {
            Some(Json::Text(_)) => evidence.text += 1,
            Some(_) => evidence.object += 1,
            None => {}
        },
        Some(Json::Text(text)) if !text.contains("@odata.type") => evidence.text += 1,
        Some(Json::Object(_) | Json::Text(_)) => evidence.object += 1,
        Some(Json::Null | Json::Bool(_) | Json::Number(_)) | None => {}
    }
}

/// The types that request paths of the page cast to and nobody describes. Only a name in the middle of a path is sure
/// to be one; at the end it may be an action or a function.
fn casts(names: &Names, page: &Page) -> Vec<(QualifiedName, Span)> {
    let mut found = Vec::new();
    for line in page.operation.iter().flat_map(|operation| &operation.requests) {
        let Some(template) = &line.template else { continue };
        for pair in template.steps.windows(2) {
            let [StepForm::Name { name, arguments: None }, StepForm::Name { .. }] =
                [&pair[0].form, &pair[1].form]
            else {
                continue;
            };
            let (namespace, simple) = split(name);
            // A host name may stand for a key.
            let qualified = namespace.starts_with(QualifiedName::DEFAULT_NAMESPACE) && is_identifier(simple);
            if qualified && names.find(namespace, simple, namespace).is_none() {
                found.push((QualifiedName::new(namespace, simple), line.url.span));
            }
        }
    }
    found
}

/// The name that the row prints, if neither it nor the link beside it is known.
fn unknown_name(names: &Names, row: &PropertyRow, page: &Page) -> Option<QualifiedName> {
    let phrase = &row.ty.as_ref()?.value;
    let linker = Linker { names };
    if linker.named(phrase, page).is_some() || open_text(phrase, names, page).is_some() {
        return None;
    }
    phrase.terms.iter().find_map(|term| match term {
        TypeTerm::Named { namespace, name } if is_identifier(name) => Some(match namespace.as_str() {
            "" => QualifiedName::new(near(page), &uncapitalised(name)),
            namespace => QualifiedName::new(namespace, name),
        }),
        TypeTerm::Named { .. } | TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
    })
}
