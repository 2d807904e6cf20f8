//! What `$select` is put together from.
//!
//! In: tokens of properties, tuples and arrays of them, and raw texts. Out: the names, in order. Tokens of other types are
//! refused by the compiler.

use super::token::{Property, PropertyPath};
use crate::model::extends::Extends;

/// Properties of `M` to select.
pub trait Selection<M> {
    /// Adds the names.
    fn add_to(self, names: &mut Vec<String>);
}

impl<M: Extends<O>, O, V, A> Selection<M> for Property<O, V, A> {
    fn add_to(self, names: &mut Vec<String>) {
        names.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V> Selection<M> for PropertyPath<O, V> {
    fn add_to(self, names: &mut Vec<String>) {
        names.push(self.as_str().to_owned());
    }
}
