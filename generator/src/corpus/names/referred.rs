//! Types that only a sentence names: what a type inherits from, what a request sends, what it gets back.
//!
//! In: a page. Out: names that no page describes, each with its place. A link into the resources tells that its text
//! names a type; a word in bold does where something else on the page bears it out, and a qualified name always.

use std::collections::BTreeMap;

use crate::corpus::context::Cx;
use crate::corpus::declared::Names;
use crate::corpus::link::{Linker, forms};
use crate::corpus::names::naming::Naming;
use crate::corpus::pages::near;
use crate::corpus::spelled::{capitalised, has_humps, is_identifier, split};
use crate::odata::QualifiedName;
use crate::page::{Language, OperationSection, Page, ResourceSection, TypePhrase, TypeTerm};
use crate::source::{Span, Spanned};

type Named = (QualifiedName, Span);

/// The base types that the sections of a page state.
pub(super) fn bases(naming: &Naming<'_>, page: &Page) -> Vec<Named> {
    // Without words, a link may lead to anything.
    let worded = page.language != Language::Unlisted;
    let mut found = Vec::new();
    for section in &page.resources {
        let sentence = section.inherits.as_ref().filter(|_| worded);
        let stated = sentence.filter(|phrase| is_base(section, &phrase.value));
        let annotated = section.annotation.as_ref().and_then(|annotation| {
            Some(Spanned::new(annotation.value.base_type.as_deref()?, annotation.span))
        });
        let annotated = annotated.filter(|base| !base.value.is_empty());
        found.extend(stated.and_then(|phrase| of_phrase(naming, page, phrase)));
        found.extend(annotated.as_ref().and_then(|base| of_text(naming, page, base.value, base.span)));
        if sentence.is_none() && annotated.is_none() && worded {
            found.extend(owner(section).and_then(|phrase| of_phrase(naming, page, phrase)));
        }
    }
    found
}

/// Whether a phrase of the sentence names a type: rows or the annotation name it too, or it looks like a name.
fn is_base(section: &ResourceSection, phrase: &TypePhrase) -> bool {
    let annotated = section.annotation.as_ref().and_then(|annotation| annotation.value.base_type.as_deref());
    let named = |name: &str| {
        let mut owners = section.rows().flat_map(|row| &row.facts.inherited_from);
        owners.any(|owner| simple(&owner.value).is_some_and(|owner| owner.eq_ignore_ascii_case(name)))
            || annotated.is_some_and(|base| split(base).1.eq_ignore_ascii_case(name))
    };
    is_name(phrase) || simple(phrase).is_some_and(|name| has_humps(name) || named(name))
}

/// The type that most rows of a section are inherited from; one row alone must link it.
fn owner(section: &ResourceSection) -> Option<&Spanned<TypePhrase>> {
    let mut votes: BTreeMap<&str, (usize, &Spanned<TypePhrase>)> = BTreeMap::new();
    for phrase in section.rows().flat_map(|row| &row.facts.inherited_from) {
        if let Some(name) = simple(&phrase.value) {
            votes.entry(name).or_insert((0, phrase)).0 += 1;
        }
    }
    let (votes, phrase) = votes.into_values().max_by_key(|(votes, _)| *votes)?;
    (votes > 1 || is_name(&phrase.value)).then_some(phrase)
}

/// The types that the request of a page sends and gets back.
pub(super) fn exchanged(naming: &Naming<'_>, page: &Page) -> Vec<Named> {
    let Some(operation) = &page.operation else { return Vec::new() };
    let answer = operation.response.ty.as_ref().filter(|_| answers(operation));
    let mut found: Vec<Named> = Vec::new();
    found.extend(answer.filter(|phrase| is_borne_out(naming.names, page, &phrase.value)).and_then(
        |phrase| {
            let hinted = hint(operation, &phrase.value);
            match hinted.filter(|_| !Linker { names: naming.names }.is_decided_by_link(&phrase.value)) {
                Some(hint) => of_text(naming, page, hint, phrase.span),
                None => of_phrase(naming, page, phrase),
            }
        },
    ));
    if answer.and_then(|phrase| simple(&phrase.value)).is_none() && answers(operation) {
        let shown = operation.shown_types().next().filter(|shown| !is_short(naming.names, split(shown).1));
        let span = operation.requests.first().map(|line| line.url.span);
        found.extend(shown.zip(span).and_then(|(shown, span)| of_text(naming, page, shown, span)));
    }
    let sends = !operation.body.none && !operation.body.parameters && operation.writes();
    let body = operation.body.ty.as_ref().filter(|_| sends);
    found.extend(
        body.filter(|phrase| is_borne_out(naming.names, page, &phrase.value))
            .and_then(|phrase| of_phrase(naming, page, phrase)),
    );
    found
}

/// Whether a response holds what the section names: after 204 nothing comes back, and behind 202 with a monitor the
/// section names what can be asked there.
fn answers(operation: &OperationSection) -> bool {
    let response = &operation.response;
    let empty = |code: &u16| matches!(code, 204 | 205) || (*code == 202 && response.monitor);
    response.codes.is_empty() || !response.codes.iter().all(empty)
}

/// Whether a name, or its singular, is the end of the name of a described type: such a slip alone makes no type.
fn is_short(names: &Names, name: &str) -> bool {
    forms(name).any(|form| names.described_end_with(&capitalised(&form)))
}

/// Whether nothing but the examples of a page bears out that its sentences name a type that no page describes.
pub(crate) fn need_examples(cx: &Cx<'_>, page: &Page) -> bool {
    let Some(operation) = &page.operation else { return false };
    let stated = operation.response.ty.iter().chain(&operation.body.ty);
    stated.into_iter().any(|phrase| {
        let named = cx.linker().named(&phrase.value, page);
        let stub = named.is_some_and(|name| cx.names.places(name).is_empty());
        stub && !is_name(&phrase.value) && !is_titled(cx.names, page, &phrase.value)
    })
}

/// The qualified name that an answer of the page shows for the type of a phrase.
fn hint<'p>(operation: &'p OperationSection, phrase: &TypePhrase) -> Option<&'p str> {
    let [TypeTerm::Named { namespace, name }] = phrase.terms.as_slice() else { return None };
    let same = |shown: &&str| forms(name).any(|form| form.eq_ignore_ascii_case(split(shown).1));
    operation.shown_types().filter(|shown| namespace.is_empty() && shown.contains('.')).find(same)
}

/// Whether a phrase names a type, as far as its own page tells.
fn is_borne_out(names: &Names, page: &Page, phrase: &TypePhrase) -> bool {
    let shown = |name: &str| {
        let mut shown = page.operation.iter().flat_map(OperationSection::shown_types);
        shown.any(|shown| split(shown).1.eq_ignore_ascii_case(name))
    };
    is_name(phrase) || is_titled(names, page, phrase) || simple(phrase).is_some_and(shown)
}

/// Whether the title of the page names the type: before a colon, else behind the verb that English titles begin with.
fn is_titled(names: &Names, page: &Page, phrase: &TypePhrase) -> bool {
    let Some(name) = simple(phrase) else { return false };
    let title = page.title.value.as_str();
    let same = |word: &str| split(word).1.eq_ignore_ascii_case(name);
    let titled = match title.split_once([':', '：']) {
        Some((bound, _)) => same(bound.trim()),
        None => title.split_whitespace().skip(usize::from(page.language == Language::English)).any(same),
    };
    titled && !is_short(names, name)
}

/// Whether a phrase is the name of a type by its form: qualified, or linked and spelled as names are, or called like the
/// linked page.
fn is_name(phrase: &TypePhrase) -> bool {
    let [TypeTerm::Named { namespace, name }] = phrase.terms.as_slice() else { return false };
    let linked = phrase.link.as_ref().filter(|link| !link.api);
    let filed = linked.and_then(|link| link.slug.rsplit('-').next());
    let called = filed.is_some_and(|filed| forms(name).any(|form| form.eq_ignore_ascii_case(filed)));
    is_identifier(name) && (!namespace.is_empty() || (linked.is_some() && (has_humps(name) || called)))
}

/// The one simple name of a phrase.
fn simple(phrase: &TypePhrase) -> Option<&str> {
    match phrase.terms.as_slice() {
        [TypeTerm::Named { name, .. }] => Some(name),
        _ => None,
    }
}

/// The name of a phrase that nothing declares.
fn of_phrase(naming: &Naming<'_>, page: &Page, phrase: &Spanned<TypePhrase>) -> Option<Named> {
    let known = Linker { names: naming.names }.named(&phrase.value, page).is_some();
    let name = naming.name(&phrase.value, page).filter(|_| !known)?;
    Some((name, phrase.span))
}

/// A qualified name of Graph that nothing declares.
fn of_text(naming: &Naming<'_>, page: &Page, text: &str, span: Span) -> Option<Named> {
    let (namespace, name) = split(text);
    let whole = namespace.to_lowercase().starts_with(QualifiedName::DEFAULT_NAMESPACE);
    let unknown = naming.names.find(namespace, name, near(page)).is_none();
    (whole && unknown && is_identifier(name)).then(|| (naming.qualified(namespace, name), span))
}
