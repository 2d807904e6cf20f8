//! Open enums: the members that the documentation knows, and any other as text.
//!
//! In: the text of a member. Out: the known member, found in any case, or the text itself in its own case.

use std::fmt;

use crate::model::leaf::Leaf;

/// A member of an enum that the documentation does not know.
///
/// Only reading a text makes one, so a member that becomes known later is never hidden in here by code that was written
/// before.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownMember(Box<str>);

impl UnknownMember {
    /// For `open_enum!` alone.
    #[doc(hidden)]
    #[must_use]
    pub fn __new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An enum that `open_enum!` wrote.
pub trait OpenEnum: Leaf + Clone + PartialEq {
    /// The name of the type, `microsoft.graph.importance`.
    const NAME: &'static str;

    /// All known members, as documented.
    const MEMBERS: &'static [Self];

    /// The member's text.
    fn text(&self) -> &str;

    /// The known member with this text, in any case.
    #[must_use]
    fn known(text: &str) -> Option<Self> {
        Self::MEMBERS.iter().find(|member| member.text().eq_ignore_ascii_case(text)).cloned()
    }
}
