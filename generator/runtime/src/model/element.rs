//! Which kind of wire value a Rust type is, so that a field of `Option<T>` or `Option<Vec<T>>` finds its slot.
//!
//! In: a type. Out: its [`Kind`], a type without values that knows how to make slots and views of fields of that type.
//! A type names its kind in one line; the kinds do the work, once for all types.

use serde_json::Value;

use crate::model::leaf::Leaf;
use crate::model::slot::{Slot, View};
use crate::model::structured::Structured;
use crate::{Decimal, Model};

/// A type that can stand in a field, in a collection, or on a page of results.
pub trait Element: Sized + Send + Sync + 'static {
    /// What property tokens of this type belong to: the type itself, or for an `Any…` enum the base type.
    type Model;

    /// How a field of this type is read and written.
    type Kind: Kind<Self>;
}

/// How fields of type `T` are read and written.
pub trait Kind<T> {
    /// The field, to be filled.
    fn slot(field: &mut Option<T>) -> Slot<'_>;

    /// The value of a field.
    fn view(value: &T) -> View<'_>;

    /// The field of a collection, to be filled.
    fn list_slot(field: &mut Option<Vec<T>>) -> Slot<'_>;

    /// The value of a collection.
    #[expect(clippy::ptr_arg, reason = "a view of it is a trait object, and no slice can become one")]
    fn list_view(values: &Vec<T>) -> View<'_>;
}

/// Structured types and `Any…` enums.
#[derive(Debug)]
pub enum ModelKind {}

impl<T: Model + Default> Kind<T> for ModelKind {
    #[inline]
    fn slot(field: &mut Option<T>) -> Slot<'_> {
        Slot::Model(field)
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Model(value)
    }

    #[inline]
    fn list_slot(field: &mut Option<Vec<T>>) -> Slot<'_> {
        Slot::List(field)
    }

    #[inline]
    fn list_view(values: &Vec<T>) -> View<'_> {
        View::List(values)
    }
}

/// Texts, numbers and booleans that have no variant of their own in [`Slot`].
#[derive(Debug)]
pub enum LeafKind {}

impl<T: Leaf> Kind<T> for LeafKind {
    #[inline]
    fn slot(field: &mut Option<T>) -> Slot<'_> {
        Slot::Leaf(field)
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Leaf(value)
    }

    #[inline]
    fn list_slot(field: &mut Option<Vec<T>>) -> Slot<'_> {
        Slot::LeafList(field)
    }

    #[inline]
    fn list_view(values: &Vec<T>) -> View<'_> {
        View::LeafList(values)
    }
}

/// Types that have a variant of their own in [`Slot`].
#[derive(Debug)]
pub enum PlainKind {}

/// Implements [`Element`] and [`Kind`] for a type with variants of its own.
macro_rules! own_variant {
    ($type:ty: $slot:ident, |$value:ident| $view:expr, $list_slot:ident, |$values:ident| $list_view:expr) => {
        impl Element for $type {
            type Model = Self;
            type Kind = PlainKind;
        }

        impl Kind<$type> for PlainKind {
            #[inline]
            fn slot(field: &mut Option<$type>) -> Slot<'_> {
                Slot::$slot(field)
            }

            #[inline]
            fn view($value: &$type) -> View<'_> {
                $view
            }

            #[inline]
            fn list_slot(field: &mut Option<Vec<$type>>) -> Slot<'_> {
                Slot::$list_slot(field)
            }

            #[inline]
            fn list_view($values: &Vec<$type>) -> View<'_> {
                $list_view
            }
        }
    };
}

own_variant!(String: Text, |value| View::Text(value), TextList, |values| View::TextList(values));
own_variant!(bool: Bool, |value| View::Bool(*value), LeafList, |values| View::LeafList(values));
own_variant!(i32: I32, |value| View::I64(i64::from(*value)), LeafList, |values| View::LeafList(values));
own_variant!(i64: I64, |value| View::I64(*value), LeafList, |values| View::LeafList(values));
own_variant!(f64: F64, |value| View::Leaf(value), LeafList, |values| View::LeafList(values));
own_variant!(Decimal: Decimal, |value| View::Leaf(value), LeafList, |values| View::LeafList(values));
own_variant!(Value: Json, |value| View::Json(value), JsonList, |values| View::JsonList(values));

impl<T: Structured> Element for Box<T> {
    type Model = T;
    type Kind = ModelKind;
}
