//! Type cells to type references.
//!
//! In: a [`TypePhrase`] and the page it stands on. Out: a [`TypeRef`]. A printed name that is known wins over the
//! link beside it (links lead astray more often than texts); where the text is no known name, the link tells.
//! Of several types of one name the linked page says which; without that, the nearest namespace wins. A namespace that
//! is printed is never replaced.

use std::borrow::Cow;

use super::declared::{Names, Nature};
use super::pages::near;
use super::spelled::{has_humps, split};
use crate::odata::{Primitive, QualifiedName, singulars};
use crate::page::{Language, Page, ResourceSection, TypePhrase, TypeTerm};
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

    /// The type of a property by the cell of its row.
    pub(crate) fn property(
        self,
        owner: &ResourceSection,
        name: &str,
        phrase: &TypePhrase,
        page: &Page,
    ) -> Option<TypeRef> {
        let linked = self.link(phrase, page);
        match self.own_enum(owner, name, linked.as_ref(), page) {
            Some(own) => Some(TypeRef { name: TypeName::Enum(own.clone()), collection: phrase.collection }),
            None => linked,
        }
    }

    /// The enum type that is called like a type and its property together, where the documentation describes one beside
    /// the type. A property is of it if its cell says that it is a text, or links to nothing: pages of before the enum
    /// type was declared say String.
    pub(crate) fn own_enum(
        self,
        owner: &ResourceSection,
        name: &str,
        linked: Option<&TypeRef>,
        page: &Page,
    ) -> Option<&'a QualifiedName> {
        if linked.is_some_and(|linked| linked.name != TypeName::Primitive(Primitive::String)) {
            return None;
        }
        let (_, owner) = split(&owner.name.value.text);
        let own = self.names.beside(&format!("{owner}{name}"), near(page))?;
        Some(own).filter(|own| self.names.nature(own) == Some(Nature::Enum))
    }

    /// The structured or enum type of a cell, documented or stub.
    pub(crate) fn named(self, phrase: &TypePhrase, page: &Page) -> Option<&'a QualifiedName> {
        let near = near(page);
        let named = || {
            phrase.terms.iter().filter_map(|term| match term {
                TypeTerm::Named { namespace, name } => Some((namespace.as_str(), name.as_str())),
                TypeTerm::Primitive(_) | TypeTerm::Words(_) => None,
            })
        };
        named()
            .find_map(|(namespace, name)| self.described(phrase, namespace, name, near))
            .or_else(|| self.behind(phrase))
            .or_else(|| named().find_map(|(namespace, name)| self.names.find(namespace, name, near)))
    }

    /// The type of a phrase, where one of `hints`, qualified names, says which of several types of the printed name it is.
    pub(crate) fn link_hinted<'h>(
        self,
        phrase: &TypePhrase,
        page: &Page,
        hints: impl Iterator<Item = &'h str>,
    ) -> Option<TypeRef> {
        let open = match phrase.terms.as_slice() {
            [TypeTerm::Named { namespace, name }] if namespace.is_empty() => {
                Some(name).filter(|name| self.by_link(phrase, name).is_none())
            }
            _ => None,
        };
        let hinted = open.and_then(|printed| {
            let mut hints = hints.map(split).filter(|(namespace, _)| !namespace.is_empty());
            let same = |name: &str| forms(printed).any(|form| form.eq_ignore_ascii_case(name));
            let (namespace, name) = hints.find(|(_, name)| same(name))?;
            self.names.find(namespace, name, near(page))
        });
        let hinted = hinted.map(|name| TypeRef { name: self.reference(name), collection: phrase.collection });
        hinted.or_else(|| self.link(phrase, page))
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
                let near = near(page);
                let found = self.described(phrase, namespace, name, near).or_else(|| self.behind(phrase));
                let found = found.or_else(|| self.names.find(namespace, name, near));
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

    /// The structured types of "A or B"; `None` where the cell names one type, or anything else among them.
    pub(crate) fn structured_alternatives(
        self,
        phrase: &TypePhrase,
        page: &Page,
    ) -> Option<Vec<QualifiedName>> {
        let [_, _, ..] = phrase.terms.as_slice() else { return None };
        let structured = |term| match self.term(term, phrase, page) {
            Some(TypeName::Structured(name)) => Some(name),
            _ => None,
        };
        phrase.terms.iter().map(structured).collect()
    }

    /// The documented type that a printed name means: the one on the linked page, where that describes one of the name.
    fn described(
        self,
        phrase: &TypePhrase,
        namespace: &str,
        name: &str,
        near: &str,
    ) -> Option<&'a QualifiedName> {
        let linked = if namespace.is_empty() { self.by_link(phrase, name) } else { None };
        linked.or_else(|| self.printed(namespace, name, near))
    }

    /// Whether the linked page describes a type of the one printed name.
    pub(crate) fn is_decided_by_link(self, phrase: &TypePhrase) -> bool {
        match phrase.terms.as_slice() {
            [TypeTerm::Named { name, .. }] => self.by_link(phrase, name).is_some(),
            _ => false,
        }
    }

    /// The type of this name that the linked page describes.
    fn by_link(self, phrase: &TypePhrase, name: &str) -> Option<&'a QualifiedName> {
        let link = phrase.link.as_ref()?;
        forms(name).find_map(|form| self.names.described_as(link, &form))
    }

    /// A documented type by its printed name, singular or plural.
    fn printed(self, namespace: &str, name: &str, near: &str) -> Option<&'a QualifiedName> {
        let documented = |name: Cow<'_, str>| {
            self.names.find(namespace, &name, near).filter(|found| !self.names.places(found).is_empty())
        };
        forms(name).find_map(documented)
    }

    /// The type that the linked page describes; none where its name is the printed one, in another namespace than the
    /// printed one.
    fn behind(self, phrase: &TypePhrase) -> Option<&'a QualifiedName> {
        let found = self.names.behind(phrase.link.as_ref()?)?;
        let elsewhere = phrase.terms.iter().any(|term| match term {
            TypeTerm::Named { namespace, name } => {
                !namespace.is_empty() && forms(name).any(|form| form.eq_ignore_ascii_case(found.name()))
            }
            TypeTerm::Primitive(_) | TypeTerm::Words(_) => false,
        });
        Some(found).filter(|_| !elsewhere)
    }
}

/// A printed name, and as it is in plural or singular.
pub(crate) fn forms(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let plural = std::iter::once_with(move || Cow::Owned(format!("{name}s")));
    let singular = singulars(name).map(Cow::Owned);
    std::iter::once(Cow::Borrowed(name)).chain(plural).chain(singular)
}

/// The text of a cell that neither words nor link explain: words of another language, or one word in small letters
/// that is no documented name, as a translated word may be plain ASCII.
pub(crate) fn open_text(phrase: &TypePhrase, names: &Names, page: &Page) -> Option<String> {
    let translated = page.language != Language::English;
    let open = match phrase.terms.as_slice() {
        [TypeTerm::Words(_)] => true,
        [TypeTerm::Named { namespace, name }] => {
            let word = namespace.is_empty() && !has_humps(name);
            word && (Linker { names }).named(phrase, page).is_none()
        }
        [TypeTerm::Primitive(_)] | [] | [_, ..] => false,
    };
    let leads = phrase.link.as_ref().is_some_and(|link| names.behind(link).is_some());
    (translated && open && !leads).then(|| phrase.raw.to_lowercase())
}
