//! The entity type that an unknown step of request paths leads to.
//!
//! In: the lines through the step. Out: the type that pages send or get back; else the one whose Methods table lists
//! its operations, the one that is called alike, or whose members fit what follows; else a name for a type that no
//! page describes, as the file names of its requests print it.

use std::collections::{BTreeMap, BTreeSet};

use super::Evidence;
use super::seen::Seen;
use crate::corpus::context::Cx;
use crate::corpus::declared::Nature;
use crate::corpus::pages::{near, resource_section};
use crate::corpus::spelled::{capitalised, is_called, split};
use crate::odata::{Method, Primitive, QualifiedName, is_plural_of, singular, singulars};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::exchanges::Exchanges;
use crate::schema::{StructuredKind, TypeName, TypeRef};

impl<'a> Evidence<'a> {
    /// The entity type that the step leads to, from the best source there is, and whether it leads to many.
    pub(crate) fn entity(
        &self,
        cx: &Cx<'_>,
        draft: &Draft,
        exchanges: &Exchanges,
        collection: bool,
    ) -> (QualifiedName, bool) {
        let stated =
            self.target(cx, draft, exchanges).or_else(|| self.owner_of_operations(cx, draft, exchanges));
        if let Some(target) = stated {
            return (target, collection);
        }
        if let Some((target, many)) = self.titled(cx) {
            return (target, collection || many);
        }
        if let Some(filed) = self.filed(cx).filter(|_| !collection) {
            let near = near(self.seen[0].call.page);
            let known = cx.names.find_structured("", &filed, near);
            return (known.cloned().unwrap_or_else(|| QualifiedName::new(near, &filed)), false);
        }
        if let Some(target) = self.named_alike(cx, draft) {
            // `settings` of the type `setting`: nothing but the plural says so.
            let plural = singulars(&self.spelling()).any(|one| one.eq_ignore_ascii_case(target.name()));
            return (target, collection || (plural && self.seen.iter().all(Seen::ends_with_next)));
        }
        (self.fitting(cx, draft).unwrap_or_else(|| self.stub(cx, collection)), collection)
    }

    /// The one type whose Methods table lists the operations that are called right behind the step.
    fn owner_of_operations(
        &self,
        cx: &Cx<'_>,
        draft: &Draft,
        exchanges: &Exchanges,
    ) -> Option<QualifiedName> {
        let called = |seen: &Seen<'a>| {
            let next = Seen { call: seen.call, at: seen.at + 1 };
            next.at + 1 == seen.call.template.steps.len()
                && seen.call.line.method == Method::Post
                && !next.creates(draft, exchanges)
        };
        if !self.seen.iter().all(called) {
            return None;
        }
        let pages: BTreeSet<&str> = self.seen.iter().map(|seen| seen.call.page.slug.as_str()).collect();
        let mut owners = cx.names.iter().filter(|(_, declared)| {
            let sections = declared.places.iter().filter(|_| declared.nature == Nature::Structured);
            let mut methods = sections.flat_map(|place| &resource_section(cx.corpus, *place).methods);
            methods.any(|method| {
                method.link.as_ref().is_some_and(|link| link.api && pages.contains(link.slug.as_str()))
            })
        });
        owners.next().filter(|_| owners.next().is_none()).map(|(name, _)| name.clone())
    }

    /// The type that most titles name before the operation that is called behind the step, `trailer: unload`, and whether
    /// the step is several of it: behind a plural without a key the operation is called on all of them.
    fn titled(&self, cx: &Cx<'_>) -> Option<(QualifiedName, bool)> {
        let mut votes: BTreeMap<(QualifiedName, bool), usize> = BTreeMap::new();
        for seen in &self.seen {
            let Some((owner, keyed)) = seen.title_of_next() else { continue };
            let (namespace, simple) = split(owner);
            let found = cx.names.find_structured(namespace, simple, near(seen.call.page));
            let Some(name) = found else { continue };
            let step = Self::name_at(seen.call, seen.at).unwrap_or_default();
            let many = keyed || is_plural_of(step, name.name());
            *votes.entry((name.clone(), many)).or_default() += 1;
        }
        votes.into_iter().max_by_key(|(_, count)| *count).map(|(titled, _)| titled)
    }

    /// The structured type that pages of these lines send or get back.
    ///
    /// Where several types are sent that derive from one, the place takes all of them, and so is of that one.
    pub(crate) fn target(&self, cx: &Cx<'_>, draft: &Draft, exchanges: &Exchanges) -> Option<QualifiedName> {
        let mut votes: BTreeMap<QualifiedName, usize> = BTreeMap::new();
        let mut sent: BTreeSet<&QualifiedName> = BTreeSet::new();
        for seen in &self.seen {
            let weight = match (seen.is_last(), seen.behind_key(), seen.call.line.method) {
                (true, _, Method::Get) | (_, true, Method::Get) => 4,
                (true, _, _) | (_, true, _) => 2,
                (false, false, _) => continue,
            };
            let exchange = seen.call.exchange(exchanges);
            if let Some(TypeName::Structured(name)) = exchange.sends.as_ref().map(|ty| &ty.name) {
                sent.insert(name);
            }
            let said = exchange.shown.as_ref().filter(|shown| names_type(&self.spelling(), shown));
            for ty in said.or(exchange.returns.as_ref()).into_iter().chain(&exchange.sends) {
                if let TypeName::Structured(name) = &ty.name {
                    *votes.entry(name.clone()).or_default() += weight;
                }
            }
            let primitive =
                |ty: &TypeRef| matches!(ty.name, TypeName::Primitive(kind) if kind != Primitive::Untyped);
            if exchange.returns.as_ref().is_some_and(primitive) {
                continue;
            }
            let subject = seen.call.operation.subject.as_ref().and_then(|link| cx.names.behind(link));
            if let Some(name) = subject.filter(|name| cx.names.nature(name) == Some(Nature::Structured)) {
                *votes.entry(name.clone()).or_default() += 1;
            }
        }
        if let Some(base) = common_base(draft, sent.into_iter()) {
            return Some(base);
        }
        let found = elected(draft, &votes)?;
        let found = self.named_among(draft, &votes, found).unwrap_or(found);
        Some(self.base_of_all(draft, found).unwrap_or(found).clone())
    }

    /// Of the types that pages name, the only one that the step is called like, where that is no kin of `found`:
    /// `joinedTeams` are teams, whatever a sentence speaks of.
    fn named_among<'v>(
        &self,
        draft: &Draft,
        votes: &'v BTreeMap<QualifiedName, usize>,
        found: &QualifiedName,
    ) -> Option<&'v QualifiedName> {
        let name = self.spelling();
        let of =
            |name: &QualifiedName| TypeRef { name: TypeName::Structured(name.clone()), collection: false };
        if is_called(&name, found.name()) {
            return None;
        }
        let mut called = votes.keys().filter(|ty| is_called(&name, ty.name()));
        let only = called.next().filter(|_| called.next().is_none())?;
        (!draft.are_kin(&of(only), &of(found))).then_some(only)
    }

    /// What a collection of `found` holds where pages make derived types only: the base type that is called like the
    /// step, or that another line of the same page leads to.
    fn base_of_all<'d>(&self, draft: &'d Draft, found: &'d QualifiedName) -> Option<&'d QualifiedName> {
        let name = self.spelling();
        let called = |base: &QualifiedName| {
            std::iter::once(name.clone())
                .chain(singulars(&name))
                .any(|name| base.name().eq_ignore_ascii_case(&name))
        };
        let mut bases = draft.lineage(found).skip(1).map(|(base, _)| base);
        bases.find(|base| (called(base) && !called(found)) || self.beside.contains(*base))
    }

    /// The type whose members and requests fit what follows behind the step best.
    fn fitting(&self, cx: &Cx<'_>, draft: &Draft) -> Option<QualifiedName> {
        let followers: BTreeSet<String> =
            self.seen.iter().filter_map(Seen::follower).map(str::to_lowercase).collect();
        let pages: BTreeSet<&str> = self.seen.iter().map(|seen| seen.call.page.slug.as_str()).collect();
        let mut best: Option<(usize, QualifiedName)> = None;
        let mut tie = false;
        for (name, declared) in cx.names.iter().filter(|(_, declared)| declared.nature == Nature::Structured)
        {
            let members = followers.iter().filter(|follower| draft.member(name, follower).is_some()).count();
            let methods =
                declared.places.iter().flat_map(|place| &resource_section(cx.corpus, *place).methods);
            let linked = methods
                .filter_map(|method| method.link.as_ref())
                .filter(|link| link.api && pages.contains(link.slug.as_str()))
                .count();
            let score = members * 2 + linked;
            // Most of what follows must be known to the type, and more than one coincidence.
            if members * 5 < followers.len() * 3 || members + linked < 2 {
                continue;
            }
            match &best {
                Some((known, _)) if *known > score => {}
                Some((known, _)) if *known == score => tie = true,
                Some(_) | None => {
                    best = Some((score, name.clone()));
                    tie = false;
                }
            }
        }
        best.filter(|_| !tie).map(|(_, name)| name)
    }

    /// A type that is named like the step, in singular or with the word for a root; never a complex type.
    fn named_alike(&self, cx: &Cx<'_>, draft: &Draft) -> Option<QualifiedName> {
        let name = self.spelling();
        let near = near(self.seen[0].call.page);
        let called: Vec<String> = std::iter::once(name.clone()).chain(singulars(&name)).collect();
        let roots = called.iter().map(|name| format!("{name}Root"));
        let candidates: Vec<String> = called.iter().cloned().chain(roots).collect();
        let entity = |name: &&QualifiedName| {
            let kind = draft.types.get(*name).and_then(|ty| ty.kind);
            let open = || cx.names.places(name).is_empty() && !is_value(draft, name);
            cx.names.nature(name) == Some(Nature::Structured)
                && (kind == Some(StructuredKind::Entity) || open())
        };
        candidates.iter().filter_map(|name| cx.names.find("", name, near)).find(entity).cloned()
    }

    /// The name of the type as the file names of its requests print it: `identitycontainer-list-x` for `identity`.
    fn filed(&self, cx: &Cx<'_>) -> Option<String> {
        let name = self.spelling();
        let stem = singular(&name);
        let is_word = |word: &str| cx.names.iter().any(|(name, _)| ends_with_word(name.name(), word));
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        for seen in &self.seen {
            let slug = seen.call.page.slug.as_str();
            let Some(follower) = seen.follower().map(str::to_lowercase) else { continue };
            let own = slug.ends_with(&format!("-{follower}"));
            let parts = slug.split('-').filter(|part| own && *part != follower);
            let mut spelled: Vec<String> =
                parts.filter_map(|part| spell(part, &name, &stem, &is_word)).collect();
            spelled.sort_by_key(String::len);
            if let Some(spelled) = spelled.into_iter().next() {
                *votes.entry(spelled).or_default() += 1;
            }
        }
        votes.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name)
    }

    /// A name for a type that no page describes, as such types are mostly called: `policies` is a `policyRoot`.
    fn stub(&self, cx: &Cx<'_>, collection: bool) -> QualifiedName {
        let name = self.spelling();
        let singular = singular(&name);
        let namespace = near(self.seen[0].call.page);
        let stub = match (collection, singular == name) {
            (true, _) => singular.clone(),
            (false, true) => name,
            (false, false) => format!("{singular}Root"),
        };
        let stub = QualifiedName::new(namespace, &stub);
        // A name that another type has taken already.
        let taken = cx.names.nature(&stub).is_some();
        if taken { QualifiedName::new(namespace, &format!("{singular}Root")) } else { stub }
    }
}

/// Whether a property has the type as its value.
fn is_value(draft: &Draft, name: &QualifiedName) -> bool {
    let mut members = draft.types.values().flat_map(|ty| ty.members.values());
    members.any(|member| !member.relationship && member.ty.name == TypeName::Structured(name.clone()))
}

/// Whether a step is called like a structured type.
fn names_type(step: &str, ty: &TypeRef) -> bool {
    matches!(&ty.name, TypeName::Structured(ty) if is_called(step, ty.name()))
}

/// The type with most votes. Where several types of a hierarchy have pages for the one path that all of them share, no
/// derived type has most of the votes for its family: their base is meant, if there is a vote for it at all.
fn elected<'v>(draft: &Draft, votes: &'v BTreeMap<QualifiedName, usize>) -> Option<&'v QualifiedName> {
    let family = |base: &QualifiedName| -> Vec<usize> {
        let derived = |name: &QualifiedName| draft.lineage(name).any(|(known, _)| known == base);
        votes.iter().filter(|(name, _)| derived(name)).map(|(_, votes)| *votes).collect()
    };
    let (first, own) = votes.iter().max_by_key(|(_, votes)| **votes)?;
    let bases = draft.lineage(first).skip(1).filter_map(|(base, _)| votes.get_key_value(base));
    let (elected, _) = bases.fold((first, *own), |(name, own), (base, _)| {
        let family = family(base);
        let all = family.iter().sum();
        if family.len() > 2 && own * 2 <= all { (base, all) } else { (name, own) }
    });
    Some(elected)
}

/// The nearest type that all of several derive from; not the one that everything derives from.
fn common_base<'n>(
    draft: &Draft,
    mut names: impl Iterator<Item = &'n QualifiedName>,
) -> Option<QualifiedName> {
    let first = names.next()?;
    let mut bases: Vec<&QualifiedName> = draft.lineage(first).map(|(name, _)| name).collect();
    let mut several = false;
    for name in names {
        several = true;
        bases.retain(|base| draft.lineage(name).any(|(known, _)| known == *base));
    }
    // What has no base itself says nothing about those that derive from it.
    let derived = |base: &&QualifiedName| draft.lineage(base).count() > 1;
    bases.into_iter().filter(|_| several).find(derived).cloned()
}

/// Whether a name ends with a word: `reportRoot` with `root`.
fn ends_with_word(name: &str, word: &str) -> bool {
    name.strip_suffix(capitalised(word).as_str()).is_some_and(|front| !front.is_empty())
}

/// A part of a file name that holds the name of a step, in the case of that: `cloudcommunications` and
/// `communications` are `cloudCommunications`. Where the singular `stem` of the name fits too, what is left behind it is
/// a word: `usersettings` of `users` are `userSettings`, `methodsroot` of `methods` is the `methodsRoot`.
fn spell(part: &str, name: &str, stem: &str, is_word: &dyn Fn(&str) -> bool) -> Option<String> {
    if part == name.to_lowercase() {
        return Some(name.to_owned());
    }
    let behind = |front: &'_ str| Some((front.to_owned(), part.strip_prefix(front.to_lowercase().as_str())?));
    let fitting: Vec<(String, &str)> = [name, stem].into_iter().filter_map(behind).collect();
    match fitting.iter().find(|(_, rest)| is_word(rest)).or(fitting.last()) {
        Some((front, rest)) => Some(format!("{front}{}", capitalised(rest))),
        None => {
            part.strip_suffix(name.to_lowercase().as_str()).map(|rest| format!("{rest}{}", capitalised(name)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_file_names_are_spelled_by_words() {
        let is_word = |word: &str| ["root", "settings", "container"].contains(&word);
        let check = |part: &str, name: &str, expected: Option<&str>| {
            assert_eq!(spell(part, name, &singular(name), &is_word).as_deref(), expected, "{part} of {name}");
        };
        check("signinmethodsroot", "signInMethods", Some("signInMethodsRoot"));
        check("usersettings", "users", Some("userSettings"));
        check("policyroot", "policies", Some("policyRoot"));
        check("policiescontainer", "policies", Some("policiesContainer"));
        check("identitycontainer", "identity", Some("identityContainer"));
        check("groupxyz", "groups", Some("groupXyz"));
        check("groups", "groups", Some("groups"));
        check("cloudcommunications", "communications", Some("cloudCommunications"));
        check("mail", "users", None);
    }
}
