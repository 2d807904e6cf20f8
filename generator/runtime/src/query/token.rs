//! Property tokens: constants that know the owner, the type and the name of a property.
//!
//! In: one constant per property, written by the generator. Out: the terms that selections, orders, filters, expansions
//! and patches are made of, each refused by the compiler for another type than the one it belongs to.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::model::element::Element;
use crate::model::extends::Extends;
use crate::model::structured::Structured;
use crate::query::literal::Comparable;
use crate::query::order::OrderBy;

/// Says what a token is about, and holds nothing of it.
type Marker<T> = PhantomData<fn() -> T>;

/// A property that can be written.
#[derive(Debug)]
pub enum Writable {}

/// A property that only the service writes.
#[derive(Debug)]
pub enum ReadOnly {}

/// A property of type `V` of the structured type `O`.
pub struct Property<O, V, A = Writable> {
    name: &'static str,
    types: Marker<(O, V, A)>,
}

impl<O, V, A> Property<O, V, A> {
    /// The property called `name` on the wire.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The same as a path.
    #[must_use]
    pub fn path(&self) -> PropertyPath<O, V> {
        PropertyPath { text: Cow::Borrowed(self.name), depth: 0, types: PhantomData }
    }

    /// A property of this property, for a property of a complex type.
    #[must_use]
    pub fn then<P: Owner<V>>(self, property: P) -> PropertyPath<O, P::Value> {
        self.path().then(property)
    }

    /// Orders by this property, smallest first.
    #[must_use]
    pub fn asc(self) -> OrderBy<O>
    where
        V: Comparable,
    {
        self.path().asc()
    }

    /// Orders by this property, largest first.
    #[must_use]
    pub fn desc(self) -> OrderBy<O>
    where
        V: Comparable,
    {
        self.path().desc()
    }
}

impl<O, V> Property<O, V, ReadOnly> {
    /// The same as one that can be written. The documentation calls the property read-only, so a service may ignore or refuse
    /// the value; some pages show it in an update all the same.
    ///
    /// ```
    /// # use msgraph_core::{Patch, Property, ReadOnly, Rest, model};
    /// # #[derive(Clone, Default)] pub struct Column { rest: Rest, index: Option<i32> }
    /// # model! { Column: root "#n.column", untagged; 1 index "index" }
    /// # impl Column { const INDEX: Property<Self, i32, ReadOnly> = Property::new("index"); }
    /// let changes = Patch::<Column>::new().set(Column::INDEX.writable(), 3);
    /// assert_eq!(changes.members()["index"], 3);
    /// ```
    #[must_use]
    pub const fn writable(self) -> Property<O, V> {
        Property::new(self.name)
    }
}

impl<O: Structured, V, A> Property<O, V, A> {
    /// The property by the full name of its type (`microsoft.graph.user/jobTitle`): what a filter, an order or a selection
    /// over a base type says of those that are of the type.
    #[must_use]
    pub fn qualified<B>(self) -> PropertyPath<B, V>
    where
        O: Extends<B>,
    {
        PropertyPath::nested(qualified::<O>(self.name), 0)
    }
}

/// `microsoft.graph.user/jobTitle`
pub(crate) fn qualified<O: Structured>(name: &str) -> String {
    format!("{}/{name}", O::SHAPE.name().trim_start_matches('#'))
}

/// A property of a property: `mailboxSettings/timeZone`.
pub struct PropertyPath<O, V> {
    pub(crate) text: Cow<'static, str>,
    /// How many range variables stand around it.
    pub(crate) depth: usize,
    types: Marker<(O, V)>,
}

impl<O, V> PropertyPath<O, V> {
    /// A path written by hand.
    #[must_use]
    pub fn raw(text: impl Into<Cow<'static, str>>) -> Self {
        Self::nested(text, 0)
    }

    pub(crate) fn nested(text: impl Into<Cow<'static, str>>, depth: usize) -> Self {
        Self { text: text.into(), depth, types: PhantomData }
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A property of this property.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "tokens are small and are passed by value")]
    pub fn then<P: Owner<V>>(self, property: P) -> PropertyPath<O, P::Value> {
        PropertyPath::nested(format!("{}/{}", self.text, property.wire_name()), self.depth)
    }

    /// Orders by this property, smallest first.
    #[must_use]
    pub fn asc(self) -> OrderBy<O>
    where
        V: Comparable,
    {
        OrderBy::raw(self.text)
    }

    /// Orders by this property, largest first.
    #[must_use]
    pub fn desc(self) -> OrderBy<O>
    where
        V: Comparable,
    {
        OrderBy::raw(format!("{} desc", self.text))
    }
}

/// A token that may follow a property of type `V`: one of `V` itself, of its base types, or for an `Any…` enum of its
/// base type.
pub trait Owner<V> {
    /// The type of the property.
    type Value;

    /// The name on the wire.
    fn wire_name(&self) -> &str;
}

impl<O, V, W, A> Owner<V> for Property<O, W, A>
where
    V: Element,
    V::Model: Extends<O>,
{
    type Value = W;

    fn wire_name(&self) -> &str {
        self.name
    }
}

/// A path that begins with such a property, or with the [name of a type](Property::qualified).
impl<O, V, W> Owner<V> for PropertyPath<O, W>
where
    V: Element,
    V::Model: Extends<O>,
{
    type Value = W;

    fn wire_name(&self) -> &str {
        &self.text
    }
}

impl<O, V, W> Owner<V> for Navigation<O, W>
where
    V: Element,
    V::Model: Extends<O>,
{
    type Value = W;

    fn wire_name(&self) -> &str {
        self.name
    }
}

/// A navigation property of the structured type `O` that leads to `V`.
pub struct Navigation<O, V> {
    name: &'static str,
    types: Marker<(O, V)>,
}

impl<O, V> Navigation<O, V> {
    /// The navigation property called `name` on the wire.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, types: PhantomData }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The same as a path, for filters over related values.
    #[must_use]
    pub fn path(&self) -> PropertyPath<O, V> {
        PropertyPath::nested(self.name, 0)
    }

    /// A property of the related value.
    #[must_use]
    pub fn then<P: Owner<V>>(self, property: P) -> PropertyPath<O, P::Value> {
        self.path().then(property)
    }
}

impl<O, V, A> Clone for Property<O, V, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O, V, A> Copy for Property<O, V, A> {}

impl<O, V> Clone for Navigation<O, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O, V> Copy for Navigation<O, V> {}

impl<O, V> Clone for PropertyPath<O, V> {
    fn clone(&self) -> Self {
        Self::nested(self.text.clone(), self.depth)
    }
}

impl<O, V, A> fmt::Debug for Property<O, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Property({})", self.name)
    }
}

impl<O, V> fmt::Debug for Navigation<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Navigation({})", self.name)
    }
}

impl<O, V> fmt::Debug for PropertyPath<O, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PropertyPath({})", self.text)
    }
}
