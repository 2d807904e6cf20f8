//! Type cells to type references.
//!
//! In: a [`TypePhrase`] and the page it stands on. Out: a [`TypeRef`]. A printed name that is known wins over the
//! link beside it (links lead astray more often than texts); where the text is no known name, the link tells.
//! With several types of one name the nearest namespace wins.

use super::corpus::near;
use super::declared::{Names, Nature};
use crate::odata::{Primitive, QualifiedName, singulars};
use crate::page::{Language, Page, TypePhrase, TypeTerm};
use crate::schema::{TypeName, TypeRef};

/// Finds what names and links stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linker<'a> {
    /// All types.
    pub names: &'a Names,
}

impl<'a> Linker<'a> {
    /// The type of a cell; `None` where neither words nor link tell.
    pub(crate) fn link(self, phrase: &TypePhrase, page: &Page) -> Option<TypeRef> {
        let name = match phrase.terms.as_slice() {
            [] => self.behind(phrase).map(|name| self.reference(name)),
            [term] => self.term(term, phrase, page),
            terms => self.alternatives(terms, phrase, page),
        }?;
        Some(TypeRef { name, collection: phrase.collection })
    }

    /// The structured or enum type of a cell, documented or stub.
    pub(crate) fn named(self, phrase: &TypePhrase, page: &Page) -> Option<&'a QualifiedName> {
        let near = near(page);
        let printed = phrase.terms.iter().find_map(|term| match term {
            TypeTerm::Named { namespace, name } => self.printed(namespace, name, near),
            TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
        });
        printed.or_else(|| self.behind(phrase)).or_else(|| {
            phrase.terms.iter().find_map(|term| match term {
                TypeTerm::Named { namespace, name } => self.names.find(namespace, name, near),
                TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
            })
        })
    }

    /// The structured type of a cell.
    pub(crate) fn structured(self, phrase: &TypePhrase, page: &Page) -> Option<&'a QualifiedName> {
        self.named(phrase, page).filter(|name| self.names.nature(name) == Some(Nature::Structured))
    }

    /// How a type is referred to.
    pub(crate) fn reference(self, name: &QualifiedName) -> TypeName {
        match self.names.nature(name) {
            Some(Nature::Enum) => TypeName::Enum(name.clone()),
            Some(Nature::Structured) | None => TypeName::Structured(name.clone()),
        }
    }

    fn term(self, term: &TypeTerm, phrase: &TypePhrase, page: &Page) -> Option<TypeName> {
        match term {
            // Untyped JSON is a type of its own where the documentation describes one of that name.
            TypeTerm::Primitive(Primitive::Untyped) => {
                let described = self.printed("", QualifiedName::ANY_JSON, near(page));
                Some(described.map_or(TypeName::Primitive(Primitive::Untyped), |name| self.reference(name)))
            }
            TypeTerm::Primitive(primitive) => Some(TypeName::Primitive(*primitive)),
            TypeTerm::Words(_) => self.behind(phrase).map(|name| self.reference(name)),
            TypeTerm::Named { namespace, name } => {
                let found = self.printed(namespace, name, near(page)).or_else(|| self.behind(phrase));
                let found = found.or_else(|| self.names.find(namespace, name, near(page)));
                found.map(|name| self.reference(name))
            }
        }
    }

    /// "A or B": all the same, else the first that is a type; text takes whatever primitive there is.
    fn alternatives(self, terms: &[TypeTerm], phrase: &TypePhrase, page: &Page) -> Option<TypeName> {
        let linked: Vec<TypeName> = terms.iter().filter_map(|term| self.term(term, phrase, page)).collect();
        let primitive = |name: &TypeName| matches!(name, TypeName::Primitive(_));
        let mixed = linked.iter().all(primitive) && linked.windows(2).any(|pair| pair[0] != pair[1]);
        if mixed {
            let text = TypeName::Primitive(Primitive::String);
            return Some(if linked.contains(&text) { text } else { linked[0].clone() });
        }
        linked.iter().find(|name| !primitive(name)).or(linked.first()).cloned()
    }

    /// A documented type by its printed name, singular or plural.
    fn printed(self, namespace: &str, name: &str, near: &str) -> Option<&'a QualifiedName> {
        let documented = |name: &str| {
            self.names.find(namespace, name, near).filter(|found| !self.names.places(found).is_empty())
        };
        documented(name)
            .or_else(|| documented(&format!("{name}s")))
            .or_else(|| singulars(name).find_map(|one| documented(&one)))
    }

    fn behind(self, phrase: &TypePhrase) -> Option<&'a QualifiedName> {
        phrase.link.as_ref().and_then(|link| self.names.behind(link))
    }
}

/// The text of a cell that neither words nor link explain: words of another language, or one word in small letters
/// that is no documented name, as a translated word may be plain ASCII.
pub(crate) fn open_text(phrase: &TypePhrase, names: &Names, page: &Page) -> Option<String> {
    let translated = page.language != Language::English;
    let open = match phrase.terms.as_slice() {
        [TypeTerm::Words(_)] => true,
        [TypeTerm::Named { namespace, name }] => {
            let word = namespace.is_empty() && !name.chars().skip(1).any(|c| c.is_ascii_uppercase());
            word && (Linker { names }).named(phrase, page).is_none()
        }
        [TypeTerm::Primitive(_)] | [] | [_, ..] => false,
    };
    let leads = phrase.link.as_ref().is_some_and(|link| names.behind(link).is_some());
    (translated && open && !leads).then(|| phrase.raw.to_lowercase())
}
