//! The macros that generated code calls, one per construct.
//!
//! In: what a generated file states of a type. Out: the implementations that make it a model, a member of a hierarchy, a
//! choice among derived types, or an open enum. They stand in modules of others, so every name of the standard library is
//! written as a whole path: a module may have a `Result` of its own.

mod any;
mod new;
mod open_enum;

/// Makes a struct a model.
///
/// ```
/// use msgraph_core::{extends, model, Rest};
///
/// #[derive(Clone, Default)]
/// pub struct Entity {
///     pub rest: Rest,
///     pub id: Option<String>,
/// }
///
/// model! {
///     Entity: root "#microsoft.graph.entity", untagged;
///     1 id "id",
/// }
///
/// #[derive(Clone, Default)]
/// pub struct Device {
///     pub base: Entity,
///     pub display_name: Option<String>,
///     pub password: Option<String>,
/// }
///
/// model! {
///     Device: Entity, "#microsoft.graph.device", tagged, first 2;
///     2 display_name "displayName" read_only,
///     3 password "password" secret,
/// }
/// extends! { Device: Entity }
///
/// let mut device = Device::default();
/// device.id = Some("1".into());
/// device.password = Some("p".into());
/// assert_eq!(format!("{device:?}"), r#"device { id: "1", password: *** }"#);
/// ```
///
/// A type with a base has a field `base`; a type without one has a field `rest`. Members are numbered through from the
/// root type, which begins with 1. After the name of a member may stand `secret` (never printed), `read_only` and `key`
/// (never in a patch made by comparing, nor in a copy). `tagged` types say their type name when they are written,
/// `untagged` ones only if they were read with one.
#[doc(hidden)]
#[macro_export]
macro_rules! model {
    ($type:ident: root $name:literal, $tag:ident; $($index:literal $field:ident $wire:literal $($fact:ident)*),* $(,)?) => {
        $crate::__model!($type, rest, ::core::option::Option::None, $name, $tag, 1; $($index $field $wire [$($fact)*],)*);
    };
    (
        $type:ident: $base:ident, $name:literal, $tag:ident, first $first:literal;
        $($index:literal $field:ident $wire:literal $($fact:ident)*),* $(,)?
    ) => {
        $crate::__model!(
            $type, base, ::core::option::Option::Some(<$base as $crate::model::Structured>::SHAPE), $name, $tag, $first;
            $($index $field $wire [$($fact)*],)*
        );

        impl ::core::ops::Deref for $type {
            type Target = $base;

            #[inline]
            fn deref(&self) -> &$base {
                &self.base
            }
        }

        impl ::core::ops::DerefMut for $type {
            #[inline]
            fn deref_mut(&mut self) -> &mut $base {
                &mut self.base
            }
        }
    };
}

/// What a root type and a derived type have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __model {
    (
        $type:ident, $root:ident, $base:expr, $name:literal, $tag:ident, $first:literal;
        $($index:literal $field:ident $wire:literal [$($fact:ident)*],)*
    ) => {
        impl $crate::model::Structured for $type {
            const SHAPE: &'static $crate::model::Shape = {
                static SHAPE: $crate::model::Shape = $crate::model::Shape::new(
                    $name, $base, $first, $crate::__tagged!($tag),
                    ::core::concat!($($wire, $($crate::__fact!($fact),)* "\n"),*),
                );
                &SHAPE
            };

            #[inline]
            fn field_slot(&mut self, index: usize) -> $crate::model::Slot<'_> {
                match index {
                    $($index => $crate::model::Member::slot(&mut self.$field),)*
                    _ => $crate::__root_slot!($root self.$root, index),
                }
            }

            #[inline]
            fn field_views<'a>(&'a self, each: &mut $crate::model::Each<'_, 'a>) {
                each.$root(&self.$root);
                $(each.member($index, &self.$field);)*
            }
        }

        impl $crate::Element for $type {
            type Model = Self;
            type Kind = $crate::model::ModelKind;
        }

        $crate::__shared!($type);
    };
}

/// What models and `Any…` enums have in common: one line each into the shared code.
#[doc(hidden)]
#[macro_export]
macro_rules! __shared {
    ($type:ident) => {
        impl $crate::model::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::model::write(self, serializer)
            }
        }

        impl<'de> $crate::model::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::model::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::model::read(deserializer)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::model::fmt_model(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::model::equal(self, other)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tagged {
    (tagged) => {
        true
    };
    (untagged) => {
        false
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __fact {
    (secret) => {
        "\tsecret"
    };
    (read_only) => {
        "\tread_only"
    };
    (key) => {
        "\tkey"
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __root_slot {
    (rest $this:ident.$rest:ident, $index:ident) => {
        if $index == 0 { $crate::model::Slot::Rest(&mut $this.$rest) } else { $crate::model::Slot::None }
    };
    (base $this:ident.$base:ident, $index:ident) => {
        $crate::Model::slot(&mut $this.$base, $index)
    };
}

/// Says from which types a type is derived, all of them.
#[doc(hidden)]
#[macro_export]
macro_rules! extends {
    ($type:ident: $($base:ident),+ $(,)?) => {
        $(impl $crate::Extends<$base> for $type {})+
    };
}
