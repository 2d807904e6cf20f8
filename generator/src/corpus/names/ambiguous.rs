//! Bare names that several types bear, none of them near: which one is meant is a guess, and told as such.
//!
//! In: the pages and the names of all types. Out: messages.

use crate::corpus::declared::Names;
use crate::corpus::link::Linker;
use crate::corpus::pages::{Corpus, near};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::page::{OperationSection, Page, PropertyRow, TypePhrase, TypeTerm};
use crate::source::Spanned;

/// Tells each phrase that nothing but the order of the alphabet decides.
pub(super) fn report(names: &Names, corpus: &Corpus<'_>, report: &mut Report) {
    for page in &corpus.pages {
        for phrase in phrases(page) {
            if let Some(message) = guessed(names, page, &phrase.value) {
                report.push(Diagnostic::new(Code::Conflict, phrase.span, message));
            }
        }
    }
}

/// Everything on a page that names the type of a value.
fn phrases(page: &Page) -> impl Iterator<Item = &Spanned<TypePhrase>> {
    let rows = page.rows().filter_map(|row: &PropertyRow| row.ty.as_ref());
    let bases = page.resources.iter().filter_map(|section| section.inherits.as_ref());
    let sent = page.operation.iter().filter_map(|operation| operation.body.ty.as_ref());
    let answers = page.operation.iter().filter_map(|operation: &OperationSection| {
        // What an example shows decides.
        operation.response.ty.as_ref().filter(|_| operation.shown_types().next().is_none())
    });
    rows.chain(bases).chain(sent).chain(answers)
}

fn guessed(names: &Names, page: &Page, phrase: &TypePhrase) -> Option<String> {
    let [TypeTerm::Named { namespace, name }] = phrase.terms.as_slice() else { return None };
    let others = names.guessed(name, near(page)).filter(|_| namespace.is_empty())?;
    let taken = Linker { names }.named(phrase, page)?;
    if (Linker { names }).is_decided_by_link(phrase) {
        return None;
    }
    let others: Vec<String> =
        others.iter().filter(|other| *other != taken).map(|other| format!("`{other}`")).collect();
    Some(format!("`{name}` is taken as `{taken}`; it may be {} as well", others.join(" or ")))
}
