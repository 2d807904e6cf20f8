//! Sets of enum members, written as one text with commas.
//!
//! In: `wipe, unenroll`. Out: the members, known and unknown, in their order.

use std::borrow::Cow;
use std::fmt;

use crate::model::element::{Element, LeafKind};
use crate::model::leaf::{Leaf, Scalar};
use crate::model::misfit::Oddity;
use crate::values::open_enum::OpenEnum;

/// An enum whose members are used in sets.
pub trait FlagsMember: OpenEnum {}

/// A set of members of an enum, in the order they were read or added.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Flags<E>(Vec<E>);

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: FlagsMember> Flags<E> {
    /// The empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The members.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.0.iter()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the member is in the set.
    #[must_use]
    pub fn contains(&self, member: &E) -> bool {
        self.0.contains(member)
    }

    /// Adds a member; says whether it is new.
    pub fn insert(&mut self, member: E) -> bool {
        let new = !self.contains(&member);
        if new {
            self.0.push(member);
        }
        new
    }

    /// Takes a member away; says whether it was there.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.0.len();
        self.0.retain(|other| other != member);
        self.0.len() != before
    }
}

impl<E: FlagsMember> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            f.write_str(member.text())?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}

impl<E: FlagsMember> From<&str> for Flags<E> {
    fn from(text: &str) -> Self {
        text.split(',').map(str::trim).filter(|member| !member.is_empty()).map(E::from).collect()
    }
}

impl<E: FlagsMember> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self(vec![member])
    }
}

impl<E: FlagsMember, const N: usize> From<[E; N]> for Flags<E> {
    fn from(members: [E; N]) -> Self {
        members.into_iter().collect()
    }
}

impl<E: FlagsMember> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::new();
        flags.extend(members);
        flags
    }
}

impl<E: FlagsMember> Extend<E> for Flags<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

impl<'a, E: FlagsMember> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<E: FlagsMember> IntoIterator for Flags<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<E: FlagsMember> Leaf for Flags<E> {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.as_text().map(Self::from)
    }

    fn to_scalar(&self) -> Scalar<'_> {
        match self.0.as_slice() {
            [member] => Scalar::Text(Cow::Borrowed(member.text())),
            _ => Scalar::Text(Cow::Owned(self.to_string())),
        }
    }

    fn oddity(&self) -> Option<Oddity> {
        self.0.iter().find_map(Leaf::oddity)
    }
}

impl<E: FlagsMember> Element for Flags<E> {
    type Model = Self;
    type Kind = LeafKind;
}

impl<E: FlagsMember> serde::Serialize for Flags<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::model::ser::write_leaf(self, serializer)
    }
}

impl<'de, E: FlagsMember> serde::Deserialize<'de> for Flags<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::model::de::read_leaf(deserializer)
    }
}
