//! What `$expand` is put together from.
//!
//! In: tokens of navigation properties, with options of their own, tuples and arrays of them, and raw texts. Out: the terms,
//! in order.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::filter::Filter;
use super::order::Ordering;
use super::select::Selection;
use super::token::{Navigation, qualified};
use crate::model::element::Element;
use crate::model::extends::Extends;
use crate::model::related::Target;
use crate::model::structured::Structured;

/// Navigation properties of `M` to expand.
pub trait Expansion<M> {
    /// Adds the terms.
    fn add_to(self, terms: &mut Vec<String>);
}

/// A navigation property to expand, with options of its own. Of an option that takes one value, the last call counts.
pub struct Expand<O, V> {
    name: Cow<'static, str>,
    levels: Option<Levels>,
    select: Vec<String>,
    inner: Vec<String>,
    order_by: Vec<String>,
    filter: Option<String>,
    top: Option<u32>,
    skip: Option<u32>,
    types: PhantomData<fn() -> (O, V)>,
}

/// How far a relationship that leads on to the same relationship is followed: `$levels`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Levels {
    /// As far as the service goes.
    Max,
    /// So many steps.
    Number(u32),
}

impl From<u32> for Levels {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Max => f.write_str("max"),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl<O, V: Target> Navigation<O, V> {
    fn options<W>(self) -> Expand<O, W> {
        Expand::named(self.name())
    }

    /// Expands this, with options for related values of the type `D`, which is derived from the declared one. Nothing
    /// of it is sent: values of other types come too, and have of what is selected what they know.
    ///
    /// ```
    /// # use msgraph_core::{Expand, Extends, Navigation, Property, Rest, any, extends, model};
    /// # #[derive(Clone, Default)] pub struct DirectoryObject { rest: Rest }
    /// # model! { DirectoryObject: root "#n.directoryObject", untagged; }
    /// # #[derive(Clone, Default)] pub struct User { base: DirectoryObject, display_name: Option<String> }
    /// # model! { User: DirectoryObject, "#n.user", tagged, first 1; 1 display_name "displayName" }
    /// # extends! { User: DirectoryObject }
    /// # any! { AnyDirectoryObject: DirectoryObject { User "#n.user" } }
    /// # impl User {
    /// #     const DISPLAY_NAME: Property<Self, String> = Property::new("displayName");
    /// #     const MANAGER: Navigation<Self, AnyDirectoryObject> = Navigation::new("manager");
    /// # }
    /// let manager = User::MANAGER.cast::<User>().select(User::DISPLAY_NAME);
    /// assert_eq!(manager.to_string(), "manager($select=displayName)");
    /// ```
    #[must_use]
    pub fn cast<D: Element>(self) -> Expand<O, V::As<D>>
    where
        D::Model: Extends<V::Model>,
    {
        self.options()
    }

    /// Expands this, and the same of what it leads to, so many levels deep (`3`, [`Levels::Max`]). The relationship must
    /// lead to what has it: to the type that it is of, or a base type of that one.
    #[must_use]
    pub fn levels(self, levels: impl Into<Levels>) -> Expand<O, V>
    where
        O: Extends<V::Model>,
    {
        self.options().levels(levels)
    }

    /// Expands this, with these properties of the related values.
    #[must_use]
    pub fn select(self, selection: impl Selection<V::Model>) -> Expand<O, V> {
        self.options().select(selection)
    }

    /// Expands this, and these navigation properties of the related values.
    #[must_use]
    pub fn expand(self, expansion: impl Expansion<V::Model>) -> Expand<O, V> {
        self.options().expand(expansion)
    }

    /// Expands this, with the related values for which the filter holds.
    #[must_use]
    pub fn filter<P>(self, filter: Filter<P>) -> Expand<O, V>
    where
        V::Model: Extends<P>,
    {
        self.options().filter(filter)
    }

    /// Expands this, with the related values in this order.
    #[must_use]
    pub fn order_by(self, order: impl Ordering<V::Model>) -> Expand<O, V> {
        self.options().order_by(order)
    }

    /// Expands this, with at most so many related values.
    #[must_use]
    pub fn top(self, count: u32) -> Expand<O, V> {
        self.options().top(count)
    }
}

impl<O: Structured, V: Target> Navigation<O, V> {
    /// Expands this of those values that are of its type, where values of a base type are asked for:
    /// `microsoft.graph.itemAttachment/item`.
    #[must_use]
    pub fn qualified<B>(self) -> Expand<B, V>
    where
        O: Extends<B>,
    {
        Expand::named(qualified::<O>(self.name()))
    }
}

impl<O, V> Expand<O, V> {
    fn named(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            levels: None,
            select: Vec::new(),
            inner: Vec::new(),
            order_by: Vec::new(),
            filter: None,
            top: None,
            skip: None,
            types: PhantomData,
        }
    }
}

impl<O, V: Target> Expand<O, V> {
    /// Goes on with options for related values of the derived type `D`, as [`Navigation::cast`] does.
    #[must_use]
    pub fn cast<D: Element>(self) -> Expand<O, V::As<D>>
    where
        D::Model: Extends<V::Model>,
    {
        let Self { name, levels, select, inner, order_by, filter, top, skip, types: _ } = self;
        Expand { name, levels, select, inner, order_by, filter, top, skip, types: PhantomData }
    }

    /// Expands the same of the related values, so many levels deep, as [`Navigation::levels`] does.
    #[must_use]
    pub fn levels(mut self, levels: impl Into<Levels>) -> Self
    where
        O: Extends<V::Model>,
    {
        self.levels = Some(levels.into());
        self
    }

    /// Selects these properties of the related values.
    #[must_use]
    pub fn select(mut self, selection: impl Selection<V::Model>) -> Self {
        selection.add_to(&mut self.select);
        self
    }

    /// Expands these navigation properties of the related values.
    #[must_use]
    pub fn expand(mut self, expansion: impl Expansion<V::Model>) -> Self {
        expansion.add_to(&mut self.inner);
        self
    }

    /// Keeps the related values for which the filter holds; a second filter must hold too.
    #[must_use]
    pub fn filter<P>(mut self, filter: Filter<P>) -> Self
    where
        V::Model: Extends<P>,
    {
        let both = match self.filter.take() {
            Some(first) => Filter::<P>::raw(first).and(filter).to_string(),
            None => filter.to_string(),
        };
        self.filter = Some(both);
        self
    }

    /// Orders the related values.
    #[must_use]
    pub fn order_by(mut self, order: impl Ordering<V::Model>) -> Self {
        order.add_to(&mut self.order_by);
        self
    }

    /// At most so many related values.
    #[must_use]
    pub fn top(mut self, count: u32) -> Self {
        self.top = Some(count);
        self
    }

    /// Leaves out so many related values.
    #[must_use]
    pub fn skip(mut self, count: u32) -> Self {
        self.skip = Some(count);
        self
    }
}

impl<O, V> fmt::Display for Expand<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |terms: &[String]| (!terms.is_empty()).then(|| terms.join(","));
        let options = [
            ("$levels", self.levels.map(|levels| levels.to_string())),
            ("$select", list(&self.select)),
            ("$expand", list(&self.inner)),
            ("$orderby", list(&self.order_by)),
            ("$filter", self.filter.clone()),
            ("$top", self.top.map(|count| count.to_string())),
            ("$skip", self.skip.map(|count| count.to_string())),
        ];
        let set = options.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        let options: Vec<String> = set.collect();
        if options.is_empty() {
            f.write_str(&self.name)
        } else {
            write!(f, "{}({})", self.name, options.join(";"))
        }
    }
}

impl<O, V> fmt::Debug for Expand<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expand({self})")
    }
}

impl<M: Extends<O>, O, V> Expansion<M> for Navigation<O, V> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V> Expansion<M> for Expand<O, V> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.to_string());
    }
}
