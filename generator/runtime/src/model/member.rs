//! The types a generated field can have: `Option<T>`, `Option<Vec<T>>` and `Related<T>`.
//!
//! In: a field. Out: its [`Slot`], and its [`View`] where it holds something.

use crate::model::element::{Element, Kind};
use crate::model::slot::{Slot, View};

/// A type of field.
pub trait Member {
    /// The field, to be filled.
    fn slot(&mut self) -> Slot<'_>;

    /// The field, where it holds something.
    fn view(&self) -> Option<View<'_>>;

    /// Hands the field over as member `index`, where it holds something. One call for each field of a type keeps what is
    /// compiled per type small.
    #[inline]
    fn visit<'a>(&'a self, index: usize, each: &mut dyn FnMut(usize, View<'a>)) {
        if let Some(view) = self.view() {
            each(index, view);
        }
    }
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
