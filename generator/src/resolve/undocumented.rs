//! Names that type cells print and no page describes: stubs, structured or enum, or plain text after all.
//!
//! In: the pages and the declared names. Out: the stubs, added to [`Names`]. What stands there in JSON tells an
//! enum type (a string) from a structured one (an object).

use std::collections::BTreeMap;

use super::corpus::Corpus;
use super::declare::{Names, Nature};
use super::link::{Linker, each_row, near};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{Json, Page, PropertyRow, ResourceSection, TypeTerm};
use crate::schema::QualifiedName;
use crate::source::Span;

/// What speaks for which nature of an unknown name.
#[derive(Debug, Default)]
struct Evidence {
    text: usize,
    object: usize,
    relationship: usize,
    first: Option<Span>,
}

/// Declares a stub for each type name that is referred to and not described.
pub(super) fn declare_stubs(names: &mut Names, corpus: &Corpus<'_>, report: &mut Report) {
    let mut unknown: BTreeMap<QualifiedName, Evidence> = BTreeMap::new();
    for (page, section, row, relationship) in each_row(corpus) {
        if let Some(name) = unknown_name(names, row, page) {
            weigh(unknown.entry(name).or_default(), row, Some(section), relationship);
        }
    }
    for page in &corpus.pages {
        let Some(operation) = &page.operation else { continue };
        let parameters = operation.parameters.iter().map(|parameter| &parameter.row);
        for row in operation.body.rows.iter().chain(parameters) {
            if let Some(name) = unknown_name(names, row, page) {
                weigh(unknown.entry(name).or_default(), row, None, false);
            }
        }
    }
    for (name, evidence) in unknown {
        let text = evidence.text > evidence.object && evidence.relationship == 0;
        let nature = if text { Nature::Enum } else { Nature::Structured };
        if let Some(span) = evidence.first {
            let what = if text { "enum type" } else { "open type" };
            let message = format!("`{name}` is described by no page and becomes an {what} without members");
            report.push(Diagnostic::new(Code::UndocumentedType, span, message));
        }
        names.insert(name, nature);
    }
}

fn weigh(evidence: &mut Evidence, row: &PropertyRow, section: Option<&ResourceSection>, relationship: bool) {
    evidence.first.get_or_insert(row.name.span);
    evidence.relationship += usize::from(relationship);
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

/// The name that the row prints, if neither it nor the link beside it is known.
fn unknown_name(names: &Names, row: &PropertyRow, page: &Page) -> Option<QualifiedName> {
    let phrase = &row.ty.as_ref()?.value;
    if (Linker { names }).named(phrase, page).is_some() {
        return None;
    }
    phrase.terms.iter().find_map(|term| match term {
        TypeTerm::Named { namespace, name } if is_identifier(name) => {
            Some(QualifiedName::new(if namespace.is_empty() { near(page) } else { namespace }, name))
        }
        TypeTerm::Named { .. } | TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
    })
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
