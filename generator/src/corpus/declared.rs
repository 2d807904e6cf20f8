//! The types of a version by name, and how a name or a link that a page prints finds one.
//!
//! Data and look-ups; [`declare`](crate::corpus::names::declare) fills it.

use std::collections::{BTreeMap, HashSet};

use super::pages::Place;
use crate::odata::QualifiedName;
use crate::page::{LinkTarget, Page};

/// Whether a name stands for a structured type or an enum type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nature {
    /// Entity or complex type.
    Structured,
    /// Enum type.
    Enum,
}

/// A name and where it is described; no place at all makes it a stub.
#[derive(Debug)]
pub(crate) struct Declared {
    /// What it stands for.
    pub nature: Nature,
    /// Sections that describe it, best first.
    pub places: Vec<Place>,
}

/// All types of a version by name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    types: BTreeMap<QualifiedName, Declared>,
    by_simple: BTreeMap<String, Vec<QualifiedName>>,
    by_page: BTreeMap<String, Vec<QualifiedName>>,
    /// What described names end with, from a capital letter on: `InformationProtection`, `Protection`.
    ends: HashSet<String>,
}

impl Names {
    /// Declares a name that a page describes at `place`.
    pub(crate) fn add(&mut self, name: QualifiedName, nature: Nature, page: &Page, place: Place) {
        let name = self.same_but_case(&name).unwrap_or(name);
        let on_page = self.by_page.entry(page.slug.clone()).or_default();
        if !on_page.contains(&name) {
            on_page.push(name.clone());
        }
        let simple = name.name();
        let capitals = simple.char_indices().filter(|(_, c)| !c.is_lowercase());
        self.ends.extend(capitals.map(|(at, _)| simple[at..].to_owned()));
        self.insert(name.clone(), nature);
        let declared = self.types.get_mut(&name).expect("it was inserted the line before");
        declared.places.push(place);
    }

    /// Declares a name that no page describes.
    pub(crate) fn insert(&mut self, name: QualifiedName, nature: Nature) {
        let known = self.by_simple.entry(name.name().to_lowercase()).or_default();
        if !known.contains(&name) {
            known.push(name.clone());
            known.sort();
        }
        self.types.entry(name).or_insert(Declared { nature, places: Vec::new() });
    }

    /// The declared name that differs from `name` in case at most.
    pub(crate) fn same_but_case(&self, name: &QualifiedName) -> Option<QualifiedName> {
        if self.types.contains_key(name) {
            return Some(name.clone());
        }
        self.by_simple
            .get(&name.name().to_lowercase())?
            .iter()
            .find(|known| known.as_str().eq_ignore_ascii_case(name.as_str()))
            .cloned()
    }

    /// Puts the sections that describe each structured type in the order of `rank`.
    pub(crate) fn sort_places<R: Ord>(&mut self, rank: impl Fn(Place) -> R) {
        for declared in self.types.values_mut().filter(|declared| declared.nature == Nature::Structured) {
            declared.places.sort_by_key(|place| rank(*place));
        }
    }

    /// What the name stands for.
    pub(crate) fn nature(&self, name: &QualifiedName) -> Option<Nature> {
        self.types.get(name).map(|declared| declared.nature)
    }

    /// Every type by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&QualifiedName, &Declared)> {
        self.types.iter()
    }

    /// Whether the name of a described type ends with this, which begins with a capital letter.
    pub(crate) fn described_end_with(&self, end: &str) -> bool {
        self.ends.contains(end)
    }

    /// The sections that describe a type.
    pub(crate) fn places(&self, name: &QualifiedName) -> &[Place] {
        self.types.get(name).map_or(&[], |declared| declared.places.as_slice())
    }

    /// The type that a page which prints `name` means: where it prints a namespace of Graph, the one in that and no other,
    /// else the nearest of the name.
    pub(crate) fn find(&self, namespace: &str, name: &str, near: &str) -> Option<&QualifiedName> {
        let known = self.by_simple.get(&name.to_lowercase())?;
        match Printed::of(namespace) {
            Printed::Whole => within(known, namespace).or_else(|| between(known, namespace, near)),
            Printed::Part => {
                let end = format!(".{}", namespace.to_lowercase());
                known.iter().find(|found| found.namespace().to_lowercase().ends_with(&end))
            }
            Printed::None | Printed::Foreign => nearest(known, near),
        }
    }

    /// The described type of this name in this very namespace.
    pub(crate) fn beside(&self, name: &str, namespace: &str) -> Option<&QualifiedName> {
        let known = self.by_simple.get(&name.to_lowercase())?;
        within(known, namespace).filter(|name| !self.places(name).is_empty())
    }

    /// What [`find`](Self::find) gives, where it is a structured type.
    pub(crate) fn find_structured(&self, namespace: &str, name: &str, near: &str) -> Option<&QualifiedName> {
        self.find(namespace, name, near).filter(|name| self.nature(name) == Some(Nature::Structured))
    }

    /// The types of this name, where there are several and none is near.
    pub(crate) fn guessed(&self, name: &str, near: &str) -> Option<&[QualifiedName]> {
        let known = self.by_simple.get(&name.to_lowercase())?;
        let told = within(known, near).or_else(|| within(known, QualifiedName::DEFAULT_NAMESPACE)).is_some();
        (known.len() > 1 && !told).then_some(known.as_slice())
    }

    /// The type of this name that the linked page describes.
    pub(crate) fn described_as(&self, link: &LinkTarget, name: &str) -> Option<&QualifiedName> {
        let on_page = self.by_page.get(&link.slug).filter(|_| !link.api)?;
        on_page.iter().find(|found| found.name().eq_ignore_ascii_case(name))
    }

    /// The type that a link leads to, if the page or section describes exactly one.
    pub(crate) fn behind(&self, link: &LinkTarget) -> Option<&QualifiedName> {
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

/// What a printed namespace tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Printed {
    /// Nothing is printed.
    None,
    /// `microsoft.graph.callRecords`: there is no choice.
    Whole,
    /// `callRecords`, `graph`: the end of one, and no choice either.
    Part,
    /// That of a service behind Graph, which calls the type so before it comes through Graph.
    Foreign,
}

impl Printed {
    fn of(namespace: &str) -> Self {
        let default = QualifiedName::DEFAULT_NAMESPACE;
        let lower = namespace.to_ascii_lowercase();
        match lower.strip_prefix(default) {
            Some(rest) if rest.is_empty() || rest.starts_with('.') => Self::Whole,
            _ if lower.is_empty() => Self::None,
            _ if lower.starts_with("microsoft.") => Self::Foreign,
            _ => Self::Part,
        }
    }
}

fn within<'n>(known: &'n [QualifiedName], namespace: &str) -> Option<&'n QualifiedName> {
    known.iter().find(|found| found.namespace().eq_ignore_ascii_case(namespace))
}

/// On a page below the printed namespace that is as imprecise as none: a type between both is meant.
fn between<'n>(known: &'n [QualifiedName], namespace: &str, near: &str) -> Option<&'n QualifiedName> {
    let (namespace, near) = (namespace.to_lowercase(), near.to_lowercase());
    let encloses = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut fitting: Vec<&QualifiedName> = known
        .iter()
        .filter(|found| {
            let own = found.namespace().to_lowercase();
            encloses(&namespace, &own) && encloses(&own, &near)
        })
        .collect();
    fitting.sort_by_key(|found| std::cmp::Reverse(found.namespace().len()));
    fitting.first().copied()
}

/// The one of the namespace of the page, else of the default one, else the first.
fn nearest<'n>(known: &'n [QualifiedName], near: &str) -> Option<&'n QualifiedName> {
    within(known, near).or_else(|| within(known, QualifiedName::DEFAULT_NAMESPACE)).or_else(|| known.first())
}

/// `risklevel-values` -> `risklevel`.
pub(crate) fn fragment_name(fragment: &str) -> &str {
    fragment.strip_suffix("-values").or_else(|| fragment.strip_suffix("-enum")).unwrap_or(fragment)
}
