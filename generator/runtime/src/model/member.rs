//! The types a generated field can have: `Option<T>`, `Option<Vec<T>>` and `Related<T>`.
//!
//! In: a field. Out: its [`Slot`], and its [`View`] where it holds something.

use crate::model::element::{Element, Kind};
use crate::model::slot::{Member, Slot, View};

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
