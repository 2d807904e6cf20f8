//! Open enums: the members that the documentation knows, and any other as text.
//!
//! In: the text of a member. Out: the known member, found in any case, or the text itself in its own case.

use std::borrow::Cow;
use std::fmt;

use crate::model::leaf::{Leaf, Scalar};
use crate::model::misfit::Oddity;
use crate::query::literal::{Comparable, Literal};

/// A member of an enum that the documentation does not know.
///
/// Only reading a text makes one, so a member that becomes known later is never hidden in here by code that was written
/// before.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownMember(Box<str>);

impl UnknownMember {
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
pub trait OpenEnum: Clone + PartialEq + for<'a> From<&'a str> + Send + Sync + 'static {
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

/// The known member with this text, in any case, or the unknown one that `unknown` makes of it.
pub fn member_of<T: OpenEnum>(text: &str, unknown: fn(UnknownMember) -> T) -> T {
    T::known(text).unwrap_or_else(|| unknown(UnknownMember(text.into())))
}

// What all open enums do in the same way is written here and not by the macro: each function of each type is something
// to compile for everybody who depends on the types.
impl<T: OpenEnum> Leaf for T {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.as_text().map(Self::from)
    }

    fn to_scalar(&self) -> Scalar<'_> {
        Scalar::Text(Cow::Borrowed(self.text()))
    }

    fn oddity(&self) -> Option<Oddity> {
        (!Self::MEMBERS.contains(self)).then_some(Oddity::UnknownMember)
    }
}

impl<T: OpenEnum> Comparable for T {
    fn literal(&self) -> Literal {
        self.text().literal()
    }
}
