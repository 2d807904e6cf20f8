//! The CSDL document: references to vocabularies, one `Schema` element for each namespace, types before operations.

use std::collections::BTreeMap;

use super::annotations::VOCABULARIES;
use super::container::container;
use super::operations::operation;
use super::types::{enum_type, structured_type};
use super::words::ALIAS;
use super::xml::{Element, render};
use crate::odata::QualifiedName;
use crate::schema::Schema;

/// The schema as OData CSDL XML 4.01.
pub fn csdl(schema: &Schema) -> String {
    let services = Element::new("edmx:DataServices").children(namespaces(schema));
    let root = Element::new("edmx:Edmx")
        .attribute("Version", "4.01")
        .attribute("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx")
        .children(VOCABULARIES.map(|(namespace, alias)| vocabulary(namespace, alias)))
        .child(services);
    render(&root)
}

fn vocabulary(namespace: &str, alias: &str) -> Element {
    let uri = format!("https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{namespace}.xml");
    let include = Element::new("edmx:Include").attribute("Namespace", namespace).attribute("Alias", alias);
    Element::new("edmx:Reference").attribute("Uri", uri).child(include)
}

/// The `Schema` elements in the order of their namespaces; the default one is always there, as it has the container.
fn namespaces(schema: &Schema) -> Vec<Element> {
    let mut children: BTreeMap<&str, Vec<Element>> = BTreeMap::new();
    children.entry(QualifiedName::DEFAULT_NAMESPACE).or_default();
    for (name, ty) in &schema.enums {
        children.entry(name.namespace()).or_default().push(enum_type(name, ty));
    }
    for (name, ty) in &schema.types {
        children.entry(name.namespace()).or_default().push(structured_type(schema, name, ty));
    }
    for of in &schema.operations {
        children.entry(of.name.namespace()).or_default().push(operation(of));
    }
    children.entry(QualifiedName::DEFAULT_NAMESPACE).or_default().push(container(schema));
    children.into_iter().map(|(namespace, children)| namespace_element(namespace, children)).collect()
}

fn namespace_element(namespace: &str, children: Vec<Element>) -> Element {
    let element = Element::new("Schema")
        .attribute("Namespace", namespace)
        .attribute("xmlns", "http://docs.oasis-open.org/odata/ns/edm");
    let is_default = namespace == QualifiedName::DEFAULT_NAMESPACE;
    let element = if is_default { element.attribute("Alias", ALIAS) } else { element };
    element.children(children)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;

    /// Everything that CSDL can say, small.
    const SCHEMA: &str = include_str!("sample.json");

    #[test]
    fn the_whole_document() {
        let schema = from_json(SCHEMA).expect("the sample is a schema");
        insta::assert_snapshot!(csdl(&schema));
    }
}
