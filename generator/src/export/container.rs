//! The entity container: entity sets, singletons and the imports of unbound actions and functions.

use std::collections::BTreeMap;

use super::capabilities::capabilities;
use super::words::{is_identifier, reference, with_named};
use super::xml::Element;
use crate::odata::QualifiedName;
use crate::schema::{ContainerChild, ContainerKind, Operation, OperationKind, Schema};

/// Name of the container, as in Graph's own metadata.
const NAME: &str = "GraphService";

/// `<EntityContainer>` with everything in it, sorted by name within its kind.
pub(super) fn container(schema: &Schema) -> Element {
    let targets = Targets::new(schema);
    let mut element = Element::new("EntityContainer").attribute("Name", NAME);
    for (name, child) in &schema.container {
        let build = |name: &str| container_child(schema, &targets, name, child);
        element = with_named(element, "entity set or singleton", name, build);
    }
    // Documented paths write keys as segments: `/users/{id}` rather than `/users('{id}')`.
    let keys = Element::new("Annotation").attribute("Term", "Capabilities.KeyAsSegmentSupported");
    element.children(imports(schema)).child(keys)
}

fn container_child(schema: &Schema, targets: &Targets<'_>, name: &str, child: &ContainerChild) -> Element {
    let (tag, ty) = match child.kind {
        ContainerKind::EntitySet => ("EntitySet", "EntityType"),
        ContainerKind::Singleton => ("Singleton", "Type"),
    };
    Element::new(tag)
        .attribute("Name", name)
        .attribute(ty, reference(&child.ty))
        .children(bindings(schema, targets, &child.ty))
        .children(capabilities(schema, name, child))
}

/// Where the targets of navigation properties live, if just one entity set can hold them.
fn bindings(schema: &Schema, targets: &Targets<'_>, ty: &QualifiedName) -> Vec<Element> {
    let mut all = BTreeMap::new();
    // From the base down, although names cannot repeat: what is nearest would win.
    for (_, ty) in schema.chain(ty).into_iter().rev() {
        for (name, property) in &ty.navigation {
            if let (false, true, Some(set)) =
                (property.contains_target, is_identifier(name), targets.of(schema, &property.target))
            {
                all.insert(name.as_str(), set);
            }
        }
    }
    let binding = |(path, target): (&str, &str)| {
        Element::new("NavigationPropertyBinding").attribute("Path", path).attribute("Target", target)
    };
    all.into_iter().map(binding).collect()
}

/// Entity sets by their type.
struct Targets<'a> {
    sets: BTreeMap<&'a QualifiedName, Vec<&'a str>>,
}

impl<'a> Targets<'a> {
    fn new(schema: &'a Schema) -> Self {
        let mut sets: BTreeMap<&QualifiedName, Vec<&str>> = BTreeMap::new();
        for (name, child) in &schema.container {
            if child.kind == ContainerKind::EntitySet && is_identifier(name) {
                sets.entry(&child.ty).or_default().push(name);
            }
        }
        Self { sets }
    }

    /// The entity set of `ty` or of its nearest base type that has one; none where several compete.
    fn of(&self, schema: &Schema, ty: &QualifiedName) -> Option<&'a str> {
        let nearest = schema.chain(ty).into_iter().find_map(|(name, _)| self.sets.get(name));
        match nearest.map(Vec::as_slice) {
            Some([only]) => Some(only),
            Some(_) | None => None,
        }
    }
}

/// `<ActionImport>` and `<FunctionImport>`, one for all overloads of a name.
fn imports(schema: &Schema) -> Vec<Element> {
    let unbound = schema.operations.iter().filter(|operation| operation.binding.is_none());
    let by_name: BTreeMap<&str, &Operation> =
        unbound.map(|operation| (operation.name.name(), operation)).collect();
    let free = |name: &str| is_identifier(name) && !schema.container.contains_key(name);
    by_name
        .into_iter()
        .filter(|(name, _)| free(name))
        .map(|(name, operation)| import(name, operation))
        .collect()
}

fn import(name: &str, operation: &Operation) -> Element {
    let (tag, attribute) = match operation.kind {
        OperationKind::Action => ("ActionImport", "Action"),
        OperationKind::Function => ("FunctionImport", "Function"),
    };
    Element::new(tag).attribute("Name", name).attribute(attribute, reference(&operation.name))
}
