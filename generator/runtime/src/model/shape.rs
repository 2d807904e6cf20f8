//! The static description of one structured type: its type name, its base, and its members in documented order.
//!
//! In: what the generator wrote into `model!`. Out: lookup of a member by name or number, over the whole chain of base
//! types. Numbers count from the root type, so a derived type goes on where its base ends; number 0 is [`Rest`].
//!
//! [`Rest`]: crate::Rest

use std::sync::OnceLock;

use crate::model::table::Table;

/// The static description of one structured type.
pub struct Shape {
    name: &'static str,
    base: Option<&'static Self>,
    first: u16,
    tagged: bool,
    members: &'static str,
    table: OnceLock<Table>,
}

impl Shape {
    /// A type named `name` (`#microsoft.graph.user`) whose own members are numbered from `first`. Each of `members` is a
    /// line: its name, and behind a tab each, what the documentation says of it and the shared code acts on: that its value
    /// is a `secret`, that it is `read_only`, that it is the `key` or part of it. One text is what costs a compiler least.
    #[must_use]
    pub const fn new(
        name: &'static str,
        base: Option<&'static Self>,
        first: u16,
        tagged: bool,
        members: &'static str,
    ) -> Self {
        Self { name, base, first, tagged, members, table: OnceLock::new() }
    }

    /// The type name as it is written, with the leading `#`; empty for a parameter set.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The last part of the type name.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit(['.', '#']).next().unwrap_or_default()
    }

    /// The base type.
    #[must_use]
    pub const fn base(&self) -> Option<&'static Self> {
        self.base
    }

    /// Whether objects made by hand say their type name.
    #[must_use]
    pub const fn tagged(&self) -> bool {
        self.tagged
    }

    /// The number of the member called `name`.
    #[must_use]
    pub fn find(&'static self, name: &str) -> Option<usize> {
        self.table().find(name).filter(|&index| index != 0)
    }

    /// The name of member `index`, inherited ones included.
    #[must_use]
    pub fn member_name(&'static self, index: usize) -> Option<&'static str> {
        self.table().names().get(index).filter(|_| index != 0).copied()
    }

    /// The names of all members, inherited ones first.
    pub fn member_names(&'static self) -> impl Iterator<Item = &'static str> {
        self.table().names().iter().skip(1).copied()
    }

    /// Whether the documentation calls member `index` secret.
    #[must_use]
    pub fn is_secret(&'static self, index: usize) -> bool {
        self.table().states(index, "secret")
    }

    /// Whether the documentation calls member `index` read-only.
    #[must_use]
    pub fn is_read_only(&'static self, index: usize) -> bool {
        self.table().states(index, "read_only")
    }

    /// Whether member `index` is the key, or part of it.
    #[must_use]
    pub fn is_key(&'static self, index: usize) -> bool {
        self.table().states(index, "key")
    }

    /// Whether member `index` is read-only or a key: a copy does not have it, and no patch made by comparing changes it.
    pub(crate) fn is_set_by_service(&'static self, index: usize) -> bool {
        self.is_read_only(index) || self.is_key(index)
    }

    /// Whether this is `other` or derived from it.
    #[must_use]
    pub fn extends(&self, other: &Self) -> bool {
        self.chain().any(|shape| std::ptr::eq(shape, other))
    }

    /// The lookup table, built on first use.
    pub(crate) fn table(&'static self) -> &'static Table {
        self.table.get_or_init(|| Table::new(&self.all_members()))
    }

    fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |shape| shape.base)
    }

    fn all_members(&self) -> Vec<&'static str> {
        let mut members = self.base.map_or_else(|| vec![TYPE_NAME], Self::all_members);
        // Where a base has fewer members than its derived types count, what follows would stand at wrong numbers.
        debug_assert_eq!(
            members.len(),
            usize::from(self.first),
            "{} is numbered from its base's end",
            self.name
        );
        members.extend(self.members.lines());
        members
    }
}

/// The annotation that tells an object's type; it stands at number 0 in every table.
pub(crate) const TYPE_NAME: &str = "@odata.type";

/// The same in the spelling that OData 4.01 allows; services that are asked for 4.0 do not write it.
pub(crate) const SHORT_TYPE_NAME: &str = "@type";

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shape")
            .field("name", &self.name)
            .field("members", &self.members)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static BASE: Shape = Shape::new("#n.base", None, 1, false, "id\tkey\nname\n");
    static DERIVED: Shape =
        Shape::new("#n.derived", Some(&BASE), 3, true, "size\tsecret\nmade\tread_only\tkey\n");

    #[test]
    fn members_are_numbered_from_the_root() {
        assert_eq!(DERIVED.find("id"), Some(1));
        assert_eq!(DERIVED.find("size"), Some(3));
        assert_eq!(DERIVED.find("@odata.type"), None);
        assert_eq!(BASE.find("size"), None);
        assert_eq!(DERIVED.member_name(2), Some("name"));
        assert_eq!(DERIVED.member_name(0), None);
        assert_eq!(DERIVED.member_name(5), None);
        assert_eq!(DERIVED.member_names().collect::<Vec<_>>(), ["id", "name", "size", "made"]);
    }

    #[test]
    fn facts_and_ancestors() {
        let stated = |is: fn(&'static Shape, usize) -> bool| {
            (0..6).filter(|index| is(&DERIVED, *index)).collect::<Vec<_>>()
        };
        assert_eq!(stated(Shape::is_secret), [3]);
        assert_eq!(stated(Shape::is_read_only), [4]);
        assert_eq!(stated(Shape::is_key), [1, 4]);
        assert!(DERIVED.extends(&BASE) && DERIVED.extends(&DERIVED) && !BASE.extends(&DERIVED));
        assert_eq!(DERIVED.short_name(), "derived");
    }
}
