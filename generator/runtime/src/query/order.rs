//! What `$orderby` is put together from.
//!
//! In: tokens of properties that have an order, tuples and arrays of them, and raw texts. Out: the terms, in order.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::literal::Comparable;
use super::token::{Property, PropertyPath};
use crate::model::extends::Extends;

/// An order of values of `M`: by properties, or paths to properties, that are one text, number, date or the like.
pub trait Ordering<M> {
    /// Adds the terms.
    fn add_to(self, terms: &mut Vec<String>);
}

/// One term of an order.
pub struct OrderBy<O> {
    text: Cow<'static, str>,
    owner: PhantomData<fn() -> O>,
}

impl<O> OrderBy<O> {
    /// A term written by hand.
    #[must_use]
    pub fn raw(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), owner: PhantomData }
    }
}

impl<O> fmt::Debug for OrderBy<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrderBy({})", self.text)
    }
}

impl<M: Extends<O>, O> Ordering<M> for OrderBy<O> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.text.into_owned());
    }
}

impl<M: Extends<O>, O, V: Comparable, A> Ordering<M> for Property<O, V, A> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.name().to_owned());
    }
}

impl<M: Extends<O>, O, V: Comparable> Ordering<M> for PropertyPath<O, V> {
    fn add_to(self, terms: &mut Vec<String>) {
        terms.push(self.as_str().to_owned());
    }
}
