//! The qualified name of a type that pages only refer to.
//!
//! In: a phrase and its page. Out: the name, in the namespace that is printed, else in the one that the linked file's name
//! begins with, else in that of the page.

use std::collections::BTreeSet;

use crate::corpus::declared::Names;
use crate::corpus::pages::{Corpus, near};
use crate::corpus::spelled::{is_identifier, uncapitalised};
use crate::odata::QualifiedName;
use crate::page::{LinkTarget, Page, TypePhrase, TypeTerm};

/// Makes names.
#[derive(Debug)]
pub(super) struct Naming<'n> {
    /// The types that are declared so far.
    pub names: &'n Names,
    /// All namespaces that pages or types are in.
    namespaces: BTreeSet<&'n str>,
}

impl<'n> Naming<'n> {
    /// Collects the namespaces.
    pub(super) fn new(names: &'n Names, corpus: &Corpus<'n>) -> Self {
        let of_pages = corpus.pages.iter().filter_map(|page| page.namespace.as_ref());
        let of_pages = of_pages.map(|namespace| namespace.value.as_str());
        let of_types = names.iter().map(|(name, _)| name.namespace());
        Self { names, namespaces: of_types.chain(of_pages).collect() }
    }

    /// The name of a phrase that names one type.
    pub(super) fn name(&self, phrase: &TypePhrase, page: &Page) -> Option<QualifiedName> {
        phrase.terms.iter().find_map(|term| match term {
            TypeTerm::Named { namespace, name } if is_identifier(name) => Some(match namespace.as_str() {
                "" => {
                    let filed = phrase.link.as_ref().and_then(|link| self.filed(link, name));
                    QualifiedName::new(filed.unwrap_or(near(page)), &uncapitalised(name))
                }
                namespace => self.qualified(namespace, name),
            }),
            TypeTerm::Named { .. } | TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
        })
    }

    /// A name in a printed namespace; whole and in its usual case, where that one is known.
    pub(super) fn qualified(&self, namespace: &str, name: &str) -> QualifiedName {
        let lower = namespace.to_lowercase();
        let same = |known: &&&str| {
            let known = known.to_lowercase();
            known == lower || known.strip_suffix(&lower).is_some_and(|outer| outer.ends_with('.'))
        };
        let known = self.namespaces.iter().find(same).copied();
        QualifiedName::new(known.unwrap_or(namespace), name)
    }

    /// The namespace that the name of a linked file begins with: `callrecords-session.md`.
    fn filed(&self, link: &LinkTarget, name: &str) -> Option<&'n str> {
        let prefix = link.slug.strip_suffix(&name.to_lowercase())?.strip_suffix('-')?;
        let inner = |namespace: &str| {
            let lower = namespace.to_lowercase().replace('.', "-");
            lower.strip_suffix(prefix).is_some_and(|outer| outer.ends_with('-'))
        };
        self.namespaces.iter().copied().find(|namespace| inner(namespace))
    }
}
