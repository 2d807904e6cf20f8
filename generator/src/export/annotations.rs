//! What only the documentation states, in the words of the Core and Validation vocabularies.
//!
//! A fact is written where a term says exactly that; facts without a term are in the JSON form alone. That a property
//! supports `$filter` is no annotation: the vocabularies can only say that *others* do not.

use super::xml::Element;
use crate::odata::{Facts, Primitive};
use crate::schema::{TypeName, TypeRef};

/// The vocabularies that annotations refer to: namespace and alias.
pub(super) const VOCABULARIES: [(&str, &str); 3] = [
    ("Org.OData.Core.V1", "Core"),
    ("Org.OData.Capabilities.V1", "Capabilities"),
    ("Org.OData.Validation.V1", "Validation"),
];

/// `<Annotation Term="Core.Permissions" EnumMember="Core.Permission/Read"/>`
pub(super) fn annotation(term: &str, kind: &'static str, value: impl Into<String>) -> Element {
    Element::new("Annotation").attribute("Term", term).attribute(kind, value)
}

/// `<Annotation Term="...">` around a record or a collection.
pub(super) fn nested(term: &str, value: Element) -> Element {
    Element::new("Annotation").attribute("Term", term).child(value)
}

/// `<PropertyValue Property="Scope" String="User.Read"/>`
pub(super) fn value(property: &str, kind: &'static str, value: impl Into<String>) -> Element {
    Element::new("PropertyValue").attribute("Property", property).attribute(kind, value)
}

/// `<PropertyValue Property="Scopes">` around a record or a collection.
pub(super) fn nested_value(property: &str, value: Element) -> Element {
    Element::new("PropertyValue").attribute("Property", property).child(value)
}

/// The documentation's own words, where they were kept.
pub(super) fn description(prose: Option<&str>) -> Option<Element> {
    prose.map(|text| annotation("Core.Description", "String", text))
}

/// That something is deprecated.
pub(super) fn deprecated(deprecated: bool) -> Option<Element> {
    deprecated.then(|| {
        let record = Element::new("Record")
            .child(value("Kind", "EnumMember", "Core.RevisionKind/Deprecated"))
            .child(value("Description", "String", "Deprecated."));
        nested("Core.Revisions", Element::new("Collection").child(record))
    })
}

/// Everything that the vocabularies can say about a property or a parameter.
pub(super) fn facts(facts: &Facts, ty: Option<&TypeRef>) -> Vec<Element> {
    let mut all: Vec<Element> = permissions(facts).into_iter().collect();
    if facts.format.as_deref() == Some("url") && primitive(ty) == Some(Primitive::String) {
        all.push(Element::new("Annotation").attribute("Term", "Core.IsURL"));
    }
    all.extend(range(facts, ty));
    all.extend(max_items(facts, ty));
    all.extend(allowed_values(facts, ty));
    all.extend(deprecated(facts.deprecated));
    all
}

fn permissions(facts: &Facts) -> Option<Element> {
    let permission = match (facts.read_only, facts.write_only) {
        (true, false) => "Core.Permission/Read",
        (false, true) => "Core.Permission/Write",
        // Nothing is stated, or the statements contradict each other.
        (false, false) | (true, true) => return None,
    };
    Some(annotation("Core.Permissions", "EnumMember", permission))
}

fn range(facts: &Facts, ty: Option<&TypeRef>) -> Vec<Element> {
    let (Some((smallest, largest)), true) = (&facts.range, primitive(ty).is_some_and(Primitive::is_number))
    else {
        return Vec::new();
    };
    let bound = |term, text: &str| number_kind(text).map(|kind| annotation(term, kind, text));
    [bound("Validation.Minimum", smallest), bound("Validation.Maximum", largest)]
        .into_iter()
        .flatten()
        .collect()
}

fn max_items(facts: &Facts, ty: Option<&TypeRef>) -> Option<Element> {
    // Of a navigation property it is only known that it has a number of targets.
    let many = ty.is_none_or(|ty| ty.collection);
    let most = facts.max_items.filter(|_| many)?;
    Some(annotation("Validation.MaxItems", "Int", most.to_string()))
}

/// The alternate keys of an entity type, each a property by itself.
pub(super) fn alternate_keys<'a>(properties: impl Iterator<Item = &'a str>) -> Option<Element> {
    let reference = |name: &str| {
        let path = value("Name", "PropertyPath", name);
        Element::new("Record").child(path).child(value("Alias", "String", name))
    };
    let key = |name: &str| {
        let of_one = Element::new("Collection").child(reference(name));
        Element::new("Record").child(nested_value("Key", of_one))
    };
    let keys: Vec<Element> = properties.map(key).collect();
    (!keys.is_empty()).then(|| nested("Core.AlternateKeys", Element::new("Collection").children(keys)))
}

/// The expression that a number is written as.
fn number_kind(text: &str) -> Option<&'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_decimal = digits.split_once('.').is_some_and(|(whole, part)| is_digits(whole) && is_digits(part));
    match text.parse::<i64>() {
        Ok(_) if is_digits(digits) => Some("Int"),
        Ok(_) | Err(_) => is_decimal.then_some("Decimal"),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn allowed_values(facts: &Facts, ty: Option<&TypeRef>) -> Option<Element> {
    // A guess is nothing that others may be held to.
    let known = !facts.known_values.is_empty() && facts.guessed_values.is_empty();
    if !known || primitive(ty) != Some(Primitive::String) {
        return None;
    }
    let record = |text: &String| Element::new("Record").child(value("Value", "String", text));
    let values = Element::new("Collection").children(facts.known_values.iter().map(record));
    Some(nested("Validation.AllowedValues", values))
}

fn primitive(ty: Option<&TypeRef>) -> Option<Primitive> {
    match &ty?.name {
        TypeName::Primitive(primitive) => Some(*primitive),
        TypeName::Structured(_) | TypeName::Enum(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Primitive;

    fn check(facts_of: &Facts, primitive: Primitive, expected: &[&str]) {
        let ty = TypeRef { name: TypeName::Primitive(primitive), collection: false };
        let all = Element::new("All").children(facts(facts_of, Some(&ty)));
        let text = super::super::xml::render(&all);
        let terms: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix("<Annotation Term=")).collect();
        assert_eq!(terms, expected);
    }

    #[test]
    fn ranges_belong_to_numbers() {
        let facts = Facts { range: Some(("4".into(), "12.5".into())), ..Facts::default() };
        let expected = [r#""Validation.Minimum" Int="4"/>"#, r#""Validation.Maximum" Decimal="12.5"/>"#];
        check(&facts, Primitive::Int32, &expected);
        check(&facts, Primitive::String, &[]);
        let words = Facts { range: Some(("one".into(), "+9".into())), ..Facts::default() };
        check(&words, Primitive::Int32, &[]);
    }

    #[test]
    fn numbers_of_items_belong_to_collections() {
        let facts = Facts { max_items: Some(12), ..Facts::default() };
        check(&facts, Primitive::String, &[]);
        let ty = TypeRef { name: TypeName::Primitive(Primitive::String), collection: true };
        let element = max_items(&facts, Some(&ty)).expect("it is a collection");
        assert_eq!(
            super::super::xml::render(&element).lines().last(),
            Some(r#"<Annotation Term="Validation.MaxItems" Int="12"/>"#)
        );
    }

    #[test]
    fn each_alternate_key_is_one_by_itself() {
        let keys = alternate_keys(["number", "code"].into_iter()).expect("there are two");
        let text = super::super::xml::render(&keys);
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("<PropertyValue Property=\"Name\" "))
            .collect();
        assert_eq!(names, [r#"PropertyPath="number"/>"#, r#"PropertyPath="code"/>"#]);
        assert_eq!(text.matches("<PropertyValue Property=\"Key\">").count(), 2);
        assert!(alternate_keys(std::iter::empty()).is_none());
    }

    #[test]
    fn permissions_are_said_where_they_are_clear() {
        let read_only = Facts { read_only: true, ..Facts::default() };
        check(&read_only, Primitive::String, &[r#""Core.Permissions" EnumMember="Core.Permission/Read"/>"#]);
        check(&Facts { write_only: true, ..read_only }, Primitive::String, &[]);
    }

    #[test]
    fn known_values_are_allowed_values_of_text() {
        let facts = Facts { known_values: vec!["a".into()], deprecated: true, ..Facts::default() };
        check(&facts, Primitive::String, &[r#""Validation.AllowedValues">"#, r#""Core.Revisions">"#]);
        check(&facts, Primitive::Int32, &[r#""Core.Revisions">"#]);
    }
}
