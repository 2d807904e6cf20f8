//! The words that the names of all versions are made of: one name is read in one way in all of them.

use std::collections::BTreeSet;

use crate::names::Words;
use crate::schema::Schema;

/// Learns from the names of types and of what they are made of, of operations and of what stands in paths.
pub(super) fn learn(schemas: &[Schema]) -> Words {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for schema in schemas {
        for (name, ty) in &schema.types {
            names.insert(name.name());
            names.extend(ty.properties.keys().chain(ty.navigation.keys()).map(String::as_str));
        }
        for (name, ty) in &schema.enums {
            names.insert(name.name());
            names.extend(ty.members.keys().map(String::as_str));
        }
        for operation in &schema.operations {
            names.insert(operation.name.name());
            names.extend(operation.parameters.keys().map(String::as_str));
        }
        names.extend(schema.container.keys().map(String::as_str));
    }
    Words::learn(names)
}
