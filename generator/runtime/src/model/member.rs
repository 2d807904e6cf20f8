//! The types a generated field can have: `Option<T>`, `Option<Vec<T>>` and `Related<T>`.
//!
//! In: a field. Out: its [`Slot`], and its [`View`] where it holds something.

use crate::model::element::{Element, Kind};
use crate::model::rest::Rest;
use crate::model::slot::{Slot, View};
use crate::model::structured::Structured;

/// A type of field.
pub trait Member {
    /// The field, to be filled.
    fn slot(&mut self) -> Slot<'_>;

    /// The field, where it holds something.
    fn view(&self) -> Option<View<'_>>;
}

impl<T: Element> Member for Option<T> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::Kind::slot(self)
    }

    #[inline]
    fn view(&self) -> Option<View<'_>> {
        self.as_ref().map(T::Kind::view)
    }
}

impl<T: Element> Member for Option<Vec<T>> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::Kind::list_slot(self)
    }

    #[inline]
    fn view(&self) -> Option<View<'_>> {
        self.as_ref().map(T::Kind::list_view)
    }
}

/// Called for number 0 of a model and then for every member that holds something, in order of their numbers.
pub struct Each<'e, 'a>(&'e mut dyn FnMut(usize, View<'a>));

impl<'e, 'a> Each<'e, 'a> {
    pub(crate) fn new(each: &'e mut dyn FnMut(usize, View<'a>)) -> Self {
        Self(each)
    }

    /// Number 0.
    pub fn rest(&mut self, rest: &'a Rest) {
        (self.0)(0, View::Rest(rest));
    }

    /// What the base type has.
    #[inline]
    pub fn base<T: Structured>(&mut self, base: &'a T) {
        base.field_views(self);
    }

    /// A member, where it holds something.
    #[inline]
    pub fn member<M: Member>(&mut self, index: usize, field: &'a M) {
        if let Some(view) = field.view() {
            (self.0)(index, view);
        }
    }
}

impl std::fmt::Debug for Each<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Each").finish_non_exhaustive()
    }
}
