//! The one object-safe trait behind every structured type.
//!
//! In: three small functions per type, written by `model!`. Out: everything else, written once for all types: reading,
//! writing, printing, comparing.

use std::any::Any;

use serde_json::Value;

use crate::model::any::AnyModel;
use crate::model::extends::Extends;
use crate::model::misfit::{self, Misfit};
use crate::model::rest::Rest;
use crate::model::shape::Shape;
use crate::model::slot::{Each, Slot, View};
use crate::model::without;
use crate::query::token::Property;

/// A value of a structured type.
pub trait Model: Any + Send + Sync {
    /// The type.
    fn shape(&self) -> &'static Shape;

    /// Member `index`, to be filled.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Calls `each` for number 0 and then for every member that holds something, in order of their numbers.
    fn view<'a>(&'a self, each: &mut dyn FnMut(usize, View<'a>));

    /// The choice among derived types, if this value is one.
    #[inline]
    fn any_mut(&mut self) -> Option<&mut dyn AnyModel> {
        None
    }
}

/// A structured type, as `model!` describes it.
pub trait Structured: Default + Clone + Send + Sync + 'static {
    /// The type's shape.
    const SHAPE: &'static Shape;

    /// Member `index`, to be filled.
    fn field_slot(&mut self, index: usize) -> Slot<'_>;

    /// Hands out number 0 and then all members.
    fn field_views<'a>(&'a self, each: &mut Each<'_, 'a>);
}

// What `model!` writes is `#[inline]`, so that a library of types compiles none of it. These are not: being generic, they
// are compiled where a type is first used, and once only, however many places of the program use it.
impl<T: Structured> Model for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.field_slot(index)
    }

    fn view<'a>(&'a self, each: &mut dyn FnMut(usize, View<'a>)) {
        self.field_views(&mut Each::new(each));
    }
}

impl<T: Structured> Structured for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    #[inline]
    fn field_slot(&mut self, index: usize) -> Slot<'_> {
        (**self).field_slot(index)
    }

    #[inline]
    fn field_views<'a>(&'a self, each: &mut Each<'_, 'a>) {
        (**self).field_views(each);
    }
}

/// What every model offers beside its fields.
pub trait ModelExt: Model {
    /// What is not a field: nulls, unknown members, annotations, malformed members, the type name that was read.
    fn rest_data(&self) -> &Rest;

    /// The same, to be changed.
    fn rest_data_mut(&mut self) -> &mut Rest;

    /// An unknown member or an annotation (`@odata.etag`, `members@odata.count`).
    fn extra(&self, name: &str) -> Option<&Value> {
        self.rest_data().unknown().get(name)
    }

    /// Sets an unknown member or an annotation.
    fn set_extra(&mut self, name: &str, value: impl Into<Value>)
    where
        Self: Sized,
    {
        self.rest_data_mut().unknown_mut().insert(name.to_owned(), value.into());
    }

    /// What the object brought that the documentation does not tell of, it and all objects inside it: members and enum
    /// members that are not known, values of another kind, texts that are not the value they should be.
    fn misfits(&self) -> Vec<Misfit>
    where
        Self: Sized,
    {
        misfit::misfits(self)
    }

    /// What a new object like this one takes: what was read can be created again at another place. Left out are, here and
    /// in all structured values inside, read-only properties, keys (`id`), and what the service said of its response
    /// (`@odata.etag`, `x@odata.count`, tips). Type names, `x@odata.type` and `x@odata.bind` stay, and so do properties
    /// that the documentation does not tell of, for whether they are read-only is not known.
    ///
    /// A relationship that was expanded keeps its values and their keys, for they may be links to what exists already;
    /// OData's annotations are left out of it. Where they are parts that are to be created again too, say so:
    /// [`Related::without_read_only`](crate::Related::without_read_only).
    #[must_use]
    fn without_read_only(mut self) -> Self
    where
        Self: Sized,
    {
        without::read_only(&mut self);
        self
    }

    /// The same without any null, here, in all values inside, and in lists, for formats that cannot say it: TOML.
    #[must_use]
    fn without_nulls(mut self) -> Self
    where
        Self: Sized,
    {
        without::nulls(&mut self);
        self
    }

    /// Whether the property is present and null.
    fn is_null<O, V, A>(&self, property: Property<O, V, A>) -> bool
    where
        Self: Sized + Extends<O>,
    {
        self.shape()
            .find(property.name())
            .is_some_and(|index| self.rest_data().has_null(index) && !holds(self, index))
    }

    /// Says that the property is null: it is written as such for as long as its field is `None`.
    fn set_null<O, V, A>(&mut self, property: Property<O, V, A>)
    where
        Self: Sized + Extends<O>,
    {
        if let Some(index) = self.shape().find(property.name()) {
            self.slot(index).clear();
            self.rest_data_mut().forget(index);
            self.rest_data_mut().set_null(index, true);
        }
    }

    /// Makes the property absent, whatever it was: a value, null, or malformed.
    fn unset<O, V, A>(&mut self, property: Property<O, V, A>)
    where
        Self: Sized + Extends<O>,
    {
        if let Some(index) = self.shape().find(property.name()) {
            self.slot(index).clear();
            self.rest_data_mut().forget(index);
        }
    }
}

impl<T: Model> ModelExt for T {
    fn rest_data(&self) -> &Rest {
        rest(self)
    }

    fn rest_data_mut(&mut self) -> &mut Rest {
        rest_mut(self)
    }
}

/// Whether member `index` holds something.
pub(crate) fn holds(model: &dyn Model, index: usize) -> bool {
    let mut found = false;
    model.view(&mut |member, _| found |= member == index);
    found
}

/// Number 0 of a model.
pub(crate) fn rest(model: &dyn Model) -> &Rest {
    static EMPTY: Rest = Rest::new();
    let mut rest = &EMPTY;
    model.view(&mut |_, view| {
        if let View::Rest(found) = view {
            rest = found;
        }
    });
    rest
}

/// Number 0 of a model, to be changed.
pub(crate) fn rest_mut(model: &mut dyn Model) -> &mut Rest {
    match model.slot(0) {
        Slot::Rest(rest) => rest,
        _ => unreachable!("number 0 of every model is its rest: `model!` writes no other"),
    }
}
