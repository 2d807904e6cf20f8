//! What is concluded from several places together and stated by none. All of it is marked as guessed.
//!
//! In: the draft with everything that is stated. Out: members that examples of several pages show, enum types where
//! a table says String and lists exactly the members of a fitting enum type, and types of nested objects in bodies.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::pages::near;
use crate::corpus::sample::shown_type;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::{Facts, Primitive, QualifiedName};
use crate::page::Json;
use crate::resolve::shared::draft::{Draft, DraftMember};
use crate::resolve::types::observe::Observation;
use crate::resolve::types::vocabulary::Vocabulary;
use crate::schema::{EnumType, Origin, StructuredKind, TypeName, TypeRef};
use crate::source::PageId;

/// Pages that must show a member before it is believed.
const WITNESSES: usize = 2;
/// Types that must have a property of that name: samples are full of slips, but slips have odd names.
const NAMESAKES: usize = 5;

/// A member that examples of several pages show.
#[derive(Debug)]
pub(crate) struct Believed<'o, 'a> {
    owner: &'o QualifiedName,
    name: &'a str,
    ty: TypeRef,
    /// Where it is shown.
    pub seen: Vec<&'o Observation<'a>>,
}

/// The members that examples of several pages show, and that are called as members of other types are; and whatever its
/// own creation shows of a type that no page describes.
pub(crate) fn believed<'o, 'a>(
    cx: &Cx<'_>,
    draft: &Draft,
    observations: &'o [Observation<'a>],
    created: &BTreeMap<QualifiedName, BTreeSet<PageId>>,
) -> Vec<Believed<'o, 'a>> {
    let vocabulary = Vocabulary::collect(draft);
    let mut witnesses: BTreeMap<(&QualifiedName, &'a str), Vec<&Observation<'a>>> = BTreeMap::new();
    for observation in observations {
        witnesses.entry((&observation.owner, observation.name)).or_default().push(observation);
    }
    let mut believed = Vec::new();
    for ((owner, name), seen) in witnesses {
        let entity = draft.types.get(owner).is_some_and(|ty| ty.kind == Some(StructuredKind::Entity));
        let own = created.get(owner).and_then(|pages| shown_by_creation(cx, &seen, pages));
        let ty = own.or_else(|| shown_often(&vocabulary, name, &seen));
        believed.extend(ty.filter(|_| entity).map(|ty| Believed { owner, name, ty, seen }));
    }
    believed
}

/// The type of a member, as the pages that create its owner show it.
fn shown_by_creation(cx: &Cx<'_>, seen: &[&Observation<'_>], pages: &BTreeSet<PageId>) -> Option<TypeRef> {
    let mut own = seen.iter().filter(|observation| pages.contains(&observation.page.id));
    own.find_map(|observation| shown_type(observation.value, cx.names, near(observation.page)))
}

/// The usual type of members of this name, where enough pages show one that fits it.
fn shown_often(vocabulary: &Vocabulary, name: &str, seen: &[&Observation<'_>]) -> Option<TypeRef> {
    let ty = vocabulary.usual(name)?;
    let pages: BTreeSet<&str> = seen.iter().map(|observation| observation.page.slug.as_str()).collect();
    let listed = seen.iter().any(|observation| matches!(observation.value, Json::Array(_)));
    let fits = pages.len() >= WITNESSES && vocabulary.namesakes(name) >= NAMESAKES && listed == ty.collection;
    fits.then(|| ty.clone())
}

/// Adds these members.
pub(crate) fn add_observed(cx: &Cx<'_>, draft: &mut Draft, believed: &[Believed<'_, '_>]) {
    for Believed { owner, name, ty, seen } in believed {
        let member = DraftMember {
            ty: ty.clone(),
            relationship: false,
            contains: false,
            facts: Facts::default(),
            inherited_from: Vec::new(),
            prose: None,
            sources: vec![cx.corpus.guessed(seen[0].span, Origin::Example)],
        };
        if let Some(owner) = draft.types.get_mut(*owner) {
            owner.members.insert((*name).to_owned(), member);
        }
    }
}

/// Gives properties that are said to be a String, and list the members of an enum type, that type.
pub(crate) fn find_enums(draft: &mut Draft, report: &mut Report) {
    let Draft { types, enums } = draft;
    for (owner, ty) in types {
        for (name, member) in &mut ty.members {
            if member.ty.name != TypeName::Primitive(Primitive::String) {
                continue;
            }
            if let Some(found) = enum_of(enums, name, &member.facts.known_values) {
                let message = format!(
                    "`{name}` of `{owner}` is said to be a String, and lists the members of `{found}`"
                );
                let help = "it is taken as that enum type";
                let diagnostic = Diagnostic { code: Code::Conflict, span: None, message, help: None };
                report.push(diagnostic.help(help));
                member.ty.name = TypeName::Enum(found.clone());
                member.facts.known_values.clear();
                member.facts.guessed_values.clear();
                member.sources.iter_mut().for_each(|source| source.guessed = true);
            }
        }
    }
}

/// The one enum type whose members are exactly `values`, if it is called like the property.
pub(crate) fn enum_of<'e>(
    enums: &'e BTreeMap<QualifiedName, EnumType>,
    name: &str,
    values: &[String],
) -> Option<&'e QualifiedName> {
    if values.len() < 2 {
        return None;
    }
    let values: BTreeSet<&str> = members_of(values.iter().map(String::as_str));
    let suffix = name.to_ascii_lowercase();
    let mut found = enums.iter().filter(|(enum_name, ty)| {
        enum_name.name().to_ascii_lowercase().ends_with(&suffix)
            && members_of(ty.members.keys().map(String::as_str)) == values
    });
    found.next().filter(|_| found.next().is_none()).map(|(name, _)| name)
}

/// Members without the one that stands for later ones, which lists often leave out.
fn members_of<'a>(members: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    members.filter(|member| !member.eq_ignore_ascii_case("unknownFutureValue")).collect()
}
