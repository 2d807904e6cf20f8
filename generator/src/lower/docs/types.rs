//! Comments of types, their members and their tokens.

use super::said::Said;
use super::text::{Paragraphs, code, is_repeated, some_of, type_link, type_page, whole};
use crate::lower::catalogue::{Catalogue, Named};
use crate::odata::{Fact, Facts, QualifiedName, Quoting};
use crate::schema::{
    EnumType, Member, NavigationProperty, Parameter, Property, StructuredKind, StructuredType,
};
use crate::sdk::{Doc, TypePath};

/// So many derived types are linked; the others are counted.
const MOST_DERIVED: usize = 30;

/// The comment of a struct.
pub(in crate::lower) fn structured(
    catalogue: &Catalogue<'_>,
    name: &QualifiedName,
    ty: &StructuredType,
    named: &Named,
    base: Option<&TypePath>,
) -> Doc {
    let api = catalogue.schema.api;
    let kind = match ty.kind {
        StructuredKind::Entity => "Entity type",
        StructuredKind::Complex => "Complex type",
    };
    let derived = base.map(|base| format!(", derived from {}", type_link(api, "models", base)));
    let mut facts = vec![format!("{kind} {}{}.", code(name.as_str()), derived.unwrap_or_default())];
    let stated = [
        (ty.abstract_, "Abstract."),
        (ty.open, "Open type."),
        (ty.media, "Media entity."),
        (ty.stub, "Not documented: known by reference only."),
        (ty.deprecated, "Deprecated."),
    ];
    facts.extend(stated.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text.to_owned()));
    let mut doc = Paragraphs::default();
    doc.prose(ty.prose.as_ref()).text(&facts.join(" ")).text(&derived_types(catalogue, name, named));
    doc.link(type_page(api, ty.pages.first())).done()
}

fn derived_types(catalogue: &Catalogue<'_>, name: &QualifiedName, named: &Named) -> String {
    let link = |path: &TypePath| type_link(catalogue.schema.api, "models", path);
    let derived = catalogue.derived(name).iter().filter_map(|name| Some(link(&catalogue.named(name)?.path)));
    let listed = some_of(derived, MOST_DERIVED);
    if listed.is_empty() {
        return listed;
    }
    let any = named.any.as_ref().map(|any| format!(", any of which {} holds", link(any)));
    format!("Derived types{}: {listed}.", any.unwrap_or_default())
}

/// The comment of a polymorphic enum.
pub(in crate::lower) fn polymorphic(catalogue: &Catalogue<'_>, named: &Named) -> Doc {
    let base = type_link(catalogue.schema.api, "models", &named.path);
    Paragraphs::default().text(&format!("A {base} or a type derived from it.")).done()
}

/// The comment of an enum type.
pub(in crate::lower) fn enumeration(catalogue: &Catalogue<'_>, name: &QualifiedName, ty: &EnumType) -> Doc {
    let mut facts = vec![format!("Enum type {}.", code(name.as_str()))];
    facts.extend(ty.flags.then(|| "Members can be combined.".to_owned()));
    facts.extend(ty.stub.then(|| "Not documented: known by reference only.".to_owned()));
    let page = type_page(catalogue.schema.api, ty.pages.first());
    Paragraphs::default().text(&facts.join(" ")).link(page).done()
}

/// The comment of a member of an enum type.
pub(in crate::lower) fn member(wire: &str, ident: &str, member: &Member) -> Doc {
    let mut doc = Paragraphs::default();
    doc.text(&name(wire, ident)).prose(member.prose.as_ref());
    if member.evolvable {
        doc.text("Sent only to those who ask with `Prefer: include-unknown-enum-members`.");
    }
    doc.done()
}

/// The comment of a field.
pub(in crate::lower) fn property(wire: &str, ident: &str, property: &Property) -> Doc {
    described(&name(wire, ident), &property.facts, property.prose.as_ref())
}

/// The comment of a relationship.
pub(in crate::lower) fn navigation(wire: &str, ident: &str, property: &NavigationProperty) -> Doc {
    described(&name(wire, ident), &property.facts, property.prose.as_ref())
}

/// The comment of a token: what is stated of its property, since this is what `$filter` and others look up.
pub(in crate::lower) fn token(facts: &Facts) -> Doc {
    described("", facts, None)
}

/// The comment of a parameter; of the name only what `ident` does not say.
pub(in crate::lower) fn parameter(wire: &str, ident: &str, parameter: &Parameter) -> Doc {
    let name = name(wire, ident);
    let required = match parameter.required {
        Some(true) => "Required.",
        Some(false) => "Optional.",
        None => "",
    };
    described(&joined([name.as_str(), required]), &parameter.facts, parameter.prose.as_ref())
}

/// What a comment says of an argument in the path: that it is optional or read-only would make no sense there.
pub(in crate::lower) fn argument(parameter: &Parameter) -> Doc {
    let facts = Facts { read_only: false, ..parameter.facts.clone() };
    described("", &facts, parameter.prose.as_ref())
}

/// The comment of a method that sets a parameter of the query.
pub(in crate::lower) fn setter(wire: &str, parameter: &Parameter) -> Doc {
    let first = format!("Sets {} in the query.", code(wire));
    described(&first, &parameter.facts, parameter.prose.as_ref())
}

/// The comment of a method that lengthens the path, where its name does not tell by what.
pub(in crate::lower) fn step(appended: &str, ident: &str) -> Doc {
    if is_repeated(appended, ident) {
        return Doc::default();
    }
    Paragraphs::default().text(&format!("Continues the path with {}.", whole(appended))).done()
}

/// The name on the wire, where the Rust name beside it does not tell it.
fn name(wire: &str, ident: &str) -> String {
    if is_repeated(wire, ident) { String::new() } else { format!("{}.", code(wire)) }
}

fn described(first: &str, stated: &Facts, prose: Option<&String>) -> Doc {
    let said = Said::new(prose.map_or("", String::as_str));
    let facts = facts(stated, &said).join(" ");
    let mut doc = Paragraphs::default();
    match prose {
        Some(_) => doc.text(first).prose(prose).text(&facts).done(),
        None => doc.text(&joined([first, &facts])).done(),
    }
}

fn joined(parts: [&str; 2]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the documentation states beyond what is said, one sentence a fact.
fn facts(facts: &Facts, said: &Said) -> Vec<String> {
    let sentence = |fact: Fact<'_>| {
        let sentence = fact.sentence(Quoting { plain: code, code });
        (!said.tells(fact, &sentence)).then_some(sentence)
    };
    facts.say(sentence).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_in_fixed_words() {
        let stated = Facts {
            read_only: true,
            filter: Some(vec!["eq".into(), "ne".into()]),
            range: Some(("4".into(), "127".into())),
            ..Facts::default()
        };
        let nothing = Said::new("");
        assert_eq!(
            facts(&stated, &nothing).join(" "),
            "Read-only. Supports `$filter` (`eq`, `ne`). Valid values `4` to `127`."
        );
        assert!(facts(&Facts::default(), &nothing).is_empty());
    }

    #[test]
    fn what_the_page_says_is_not_said_again() {
        let check = |prose: &str, facts: Facts, expected: &[&str]| {
            let prose = prose.to_owned();
            assert_eq!(
                described("", &facts, Some(&prose)).0.get(2..).unwrap_or_default(),
                expected,
                "{prose}"
            );
        };
        let read_only = || Facts { read_only: true, ..Facts::default() };
        check("The size of a lid. Read-only.", read_only(), &[]);
        check("Only admins can read it.", read_only(), &["Read-only."]);
        let range = || Facts { range: Some(("4".into(), "127".into())), ..Facts::default() };
        check("Lids per pot, at least 4 and at most 127.", range(), &[]);
        check("Lids per pot: 4. Of 127 pots.", range(), &["Valid values `4` to `127`."]);
        let filter = || Facts { filter: Some(vec!["eq".into(), "ne".into()]), ..Facts::default() };
        check("Supports $filter (`eq`, `ne`, `in`).", filter(), &[]);
        let default = || Facts { default: Some("true".into()), ..Facts::default() };
        check("Whether it has a lid. The default is `true`.", default(), &[]);
        check("If true, it has a lid.", default(), &["Default value: `true`."]);
        check("Supports $filter (`eq`).", filter(), &["Supports `$filter` (`eq`, `ne`)."]);
    }

    #[test]
    fn a_name_is_said_where_it_says_something() {
        let check = |wire: &str, ident: &str, expected: &str| assert_eq!(name(wire, ident), expected);
        check("displayName", "display_name", "");
        check("iCalUId", "ical_uid", "");
        check("type", "type_", "");
        check("2faEnabled", "n2fa_enabled", "`2faEnabled`.");
        check("displayName", "display_name_2", "`displayName`.");
    }
}
