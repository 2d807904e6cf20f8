//! How CSDL spells names: types, references to them, and what may be a name at all.

use super::xml::Element;
use crate::odata::QualifiedName;
use crate::schema::{TypeName, TypeRef};

/// Short name of [`QualifiedName::DEFAULT_NAMESPACE`], as in Graph's own metadata.
pub(super) const ALIAS: &str = "graph";

/// A name as a reference: `graph.user`, `microsoft.graph.callRecords.session`.
pub(super) fn reference(name: &QualifiedName) -> String {
    if name.namespace() == QualifiedName::DEFAULT_NAMESPACE {
        format!("{ALIAS}.{}", name.name())
    } else {
        name.to_string()
    }
}

/// A type as the value of a `Type` attribute: `Collection(graph.user)`.
pub(super) fn type_text(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => format!("Edm.{}", primitive.name()),
        TypeName::Structured(name) | TypeName::Enum(name) => reference(name),
    };
    collection_text(&name, ty.collection)
}

/// `name`, or a collection of it.
pub(super) fn collection_text(name: &str, collection: bool) -> String {
    if collection { format!("Collection({name})") } else { name.to_owned() }
}

/// Whether `name` can be a name in CSDL: a letter or underscore, then letters, digits and underscores, at most 128.
pub(super) fn is_identifier(name: &str) -> bool {
    let starts = |first: char| first.is_alphabetic() || first == '_';
    name.chars().next().is_some_and(starts)
        && name.chars().all(|character| character.is_alphanumeric() || character == '_')
        && name.chars().count() <= 128
}

/// `element` with what `build` makes of `name`, or with a comment where `name` cannot stand in CSDL, so that nothing is
/// left out in silence.
pub(super) fn with_named(
    element: Element,
    what: &str,
    name: &str,
    build: impl FnOnce(&str) -> Element,
) -> Element {
    if is_identifier(name) {
        element.child(build(name))
    } else {
        element.comment(&format!("not a name in OData: {what} {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for (name, expected) in [
            ("a", true),
            ("_1", true),
            ("größe", true),
            ("", false),
            ("1a", false),
            ("a b", false),
            ("@odata.x", false),
        ] {
            assert_eq!(is_identifier(name), expected, "{name}");
        }
        assert!(!is_identifier(&"a".repeat(129)));
    }

    #[test]
    fn only_the_default_namespace_has_an_alias() {
        let check =
            |namespace, expected| assert_eq!(reference(&QualifiedName::new(namespace, "x")), expected);
        check("microsoft.graph", "graph.x");
        check("microsoft.graph.callRecords", "microsoft.graph.callRecords.x");
    }
}
