//! Names of types that a translation put into other words, put right by the links beside them.
//!
//! In: the pages and the declared types. Out: the same pages with type cells that print the name of the linked type.
//! Nothing else changes: a cell of words only is understood by its link anyhow.

use super::repairs::may_be_damaged;
use crate::corpus::declared::Names;
use crate::corpus::pages::near;
use crate::odata::ApiVersion;
use crate::page::{Page, PropertyRow, TypePhrase, TypeTerm};

/// Names the linked types in the pages of `api`.
pub(super) fn apply(pages: &mut [Page], names: &Names, api: ApiVersion) {
    for page in pages.iter_mut().filter(|page| page.version == api && may_be_damaged(page)) {
        let namespace = near(page).to_owned();
        let name = |phrase: &mut TypePhrase| rename(phrase, names, &namespace);
        for section in &mut page.resources {
            let bases = section.inherits.iter_mut().chain(&mut section.derived);
            bases.for_each(|phrase| name(&mut phrase.value));
            section.rows_mut().for_each(|one| row(one, name));
            section.methods.iter_mut().filter_map(|method| method.returns.as_mut()).for_each(name);
        }
        if let Some(operation) = &mut page.operation {
            operation.rows_mut().for_each(|one| row(one, name));
            let phrases = operation.body.ty.iter_mut().chain(&mut operation.response.ty);
            phrases.for_each(|phrase| name(&mut phrase.value));
        }
    }
}

fn row(row: &mut PropertyRow, name: impl Fn(&mut TypePhrase)) {
    let bases = row.facts.inherited_from.iter_mut();
    row.ty.iter_mut().chain(bases).for_each(|phrase| name(&mut phrase.value));
}

/// The name must lead to the same type from where it is printed.
fn rename(phrase: &mut TypePhrase, names: &Names, namespace: &str) {
    let words = phrase.terms.iter().all(|term| matches!(term, TypeTerm::Words(_)));
    let Some(linked) = phrase.link.as_ref().filter(|_| words).and_then(|link| names.behind(link)) else {
        return;
    };
    if names.find("", linked.name(), namespace) == Some(linked) {
        let name = linked.name().to_owned();
        phrase.terms = vec![TypeTerm::Named { namespace: String::new(), name }];
    }
}
