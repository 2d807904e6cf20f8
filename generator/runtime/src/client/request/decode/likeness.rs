//! How much of a JSON object is of a type. An operation that is done answers with itself, with its result, or with its
//! result in it; the type that is wanted tells which.

use serde_json::Value;

use crate::model::View;

/// How much of a JSON object is of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The type reads nothing.
    Nothing,
    /// The type says nothing about what it is read from.
    Untyped,
    /// So many members are properties of the type, and so many are not. Nulls and annotations do not count.
    Typed {
        /// Properties of the type.
        known: usize,
        /// Members that the type does not have, or not so.
        foreign: usize,
    },
}

impl Likeness {
    /// Compares an object with what was read from it.
    pub(super) fn of(object: &Value, read: Option<&View<'_>>) -> Self {
        let counts = |(name, value): &(&String, &Value)| !value.is_null() && !name.contains('@');
        let all = object.as_object().into_iter().flatten().filter(counts).count();
        let Some(View::Model(model)) = read else { return Self::Typed { known: 0, foreign: all } };
        let mut foreign = 0;
        model.view(&mut |_, view| {
            if let View::Rest(rest) = view {
                foreign += rest.unknown().iter().filter(counts).count() + rest.malformed().count();
            }
        });
        Self::Typed { known: all.saturating_sub(foreign), foreign }
    }
}
