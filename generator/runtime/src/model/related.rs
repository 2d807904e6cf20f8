//! Relationships: the JSON that an `$expand` brought, decoded when it is asked for.
//!
//! In: the value of a navigation property. Out: the related value or values. A relationship never pulls the type at its
//! other end into a program that does not ask for it.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use crate::model::element::Element;
use crate::model::json::{Mismatch, from_value};
use crate::model::ser;
use crate::model::slot::{Member, Slot, View};
use crate::model::without;

/// The value of a navigation property: `T` is a structured type, an `Any…` enum, or a `Vec` of these.
///
/// `x@odata.count`, `x@odata.nextLink` and the like are annotations of the object that holds the relationship: see
/// [`ModelExt::extra`](crate::ModelExt::extra).
pub struct Related<T> {
    raw: Option<Box<Value>>,
    target: PhantomData<fn() -> T>,
}

impl<T> Related<T> {
    /// Whether the response brought no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.is_none()
    }

    /// The JSON as it was read.
    #[must_use]
    pub fn raw(&self) -> Option<&Value> {
        self.raw.as_deref()
    }

    /// Sets the JSON, or takes it away.
    pub fn set_raw(&mut self, value: Option<Value>) {
        self.raw = value.map(Box::new);
    }
}

impl<T> Related<T>
where
    Option<T>: Member,
{
    /// Decodes the value; `None` if the response brought none.
    ///
    /// # Errors
    ///
    /// If the value is of another kind than `T`; it is still there as JSON then.
    pub fn get(&self) -> Result<Option<T>, Mismatch> {
        self.raw().map(from_value).transpose()
    }

    /// The related values as new ones: [`ModelExt::without_read_only`](crate::ModelExt::without_read_only) of each.
    ///
    /// # Errors
    ///
    /// If the value is of another kind than `T`.
    pub fn without_read_only(&self) -> Result<Self, Mismatch> {
        let mut field = self.get()?;
        without::read_only_in(field.slot());
        Ok(Self { raw: field.view().map(|view| Box::new(ser::to_value(view))), target: PhantomData })
    }

    /// Sets the value.
    pub fn set(&mut self, value: T) {
        self.raw = Some(value).view().map(|view| Box::new(ser::to_value(view)));
    }
}

impl<T> Member for Related<T> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Related(&mut self.raw)
    }

    #[inline]
    fn view(&self) -> Option<View<'_>> {
        self.raw.as_deref().map(View::Related)
    }
}

impl<T> From<T> for Related<T>
where
    Option<T>: Member,
{
    fn from(value: T) -> Self {
        let mut related = Self::default();
        related.set(value);
        related
    }
}

impl<T> Default for Related<T> {
    #[inline]
    fn default() -> Self {
        Self { raw: None, target: PhantomData }
    }
}

impl<T> Clone for Related<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), target: PhantomData }
    }
}

impl<T> PartialEq for Related<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

/// Prints whether there is a value, not the value: which of its members are secret is not known before it is decoded.
impl<T> fmt::Debug for Related<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Related(nothing)" } else { "Related(…)" })
    }
}

/// What a navigation property leads to: one value or many.
pub trait Target {
    /// The type whose properties can be selected.
    type Model;

    /// As many values of another type.
    type As<D: Element>: Target<Model = D::Model>;
}

impl<T: Element> Target for T {
    type Model = T::Model;
    type As<D: Element> = D;
}

impl<T: Element> Target for Vec<T> {
    type Model = T::Model;
    type As<D: Element> = Vec<D>;
}
