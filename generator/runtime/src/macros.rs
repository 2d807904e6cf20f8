//! The macros that generated code calls, one per construct.
//!
//! In: what a generated file states of a type. Out: the implementations that make it a model, a member of a hierarchy, a
//! choice among derived types, or an open enum.

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
/// root type, which begins with 1. After the name of a member may stand `secret` (never printed) and `read_only` (never
/// in a patch made by comparing). `tagged` types say their type name when they are written, `untagged` ones only if they
/// were read with one.
#[macro_export]
macro_rules! model {
    ($type:ident: root $name:literal, $tag:ident; $($index:literal $field:ident $wire:literal $($fact:ident)*),* $(,)?) => {
        $crate::__model!($type, rest, None, $name, $tag, 1; $($index $field $wire [$($fact)*],)*);
    };
    (
        $type:ident: $base:ident, $name:literal, $tag:ident, first $first:literal;
        $($index:literal $field:ident $wire:literal $($fact:ident)*),* $(,)?
    ) => {
        $crate::__model!(
            $type, base, Some(<$base as $crate::Structured>::SHAPE), $name, $tag, $first;
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
        const _: () = {
            static SHAPE: $crate::Shape =
                $crate::Shape::new($name, $base, $first, $crate::__tagged!($tag), &[$($wire),*])
                .with_facts(&[$($(($index, $crate::__fact!($fact)),)*)*]);

            impl $crate::Structured for $type {
                const SHAPE: &'static $crate::Shape = &SHAPE;

                #[inline]
                fn field_slot(&mut self, index: usize) -> $crate::Slot<'_> {
                    match index {
                        $($index => $crate::Member::slot(&mut self.$field),)*
                        _ => $crate::__root_slot!($root self.$root, index),
                    }
                }

                #[inline]
                fn field_views<'a>(&'a self, each: &mut dyn FnMut(usize, $crate::View<'a>)) {
                    $crate::__root_view!($root self.$root, each);
                    $($crate::Member::visit(&self.$field, $index, each);)*
                }
            }
        };

        impl $crate::Element for $type {
            type Model = Self;
            type Kind = $crate::ModelKind;
        }

        $crate::__shared!($type);
    };
}

/// What models and `Any…` enums have in common: one line each into the shared code.
#[doc(hidden)]
#[macro_export]
macro_rules! __shared {
    ($type:ident) => {
        impl $crate::__private::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__private::write(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::read(deserializer)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::fmt_model(self, f)
            }
        }

        impl PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
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
        $crate::Fact::Secret
    };
    (read_only) => {
        $crate::Fact::ReadOnly
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __root_slot {
    (rest $this:ident.$rest:ident, $index:ident) => {
        if $index == 0 { $crate::Slot::Rest(&mut $this.$rest) } else { $crate::Slot::None }
    };
    (base $this:ident.$base:ident, $index:ident) => {
        $crate::Model::slot(&mut $this.$base, $index)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __root_view {
    (rest $this:ident.$rest:ident, $each:ident) => {
        $each(0, $crate::View::Rest(&$this.$rest));
    };
    (base $this:ident.$base:ident, $each:ident) => {
        $crate::Model::view(&$this.$base, $each);
    };
}

/// Says from which types a type is derived, all of them.
#[macro_export]
macro_rules! extends {
    ($type:ident: $($base:ident),+ $(,)?) => {
        $(impl $crate::Extends<$base> for $type {})+
    };
}

/// Defines the choice among a base type and the types derived from it.
#[macro_export]
macro_rules! any {
    ($(#[$doc:meta])* $any:ident: $base:ident { $($derived:ident $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub enum $any {
            #[doc = concat!("A `", stringify!($base), "` itself.")]
            $base(Box<$base>),
            $(
                #[doc = concat!("A `", stringify!($derived), "`.")]
                $derived(Box<$derived>),
            )*
            /// Of a type that is not known here: its type name and all that came with it are kept.
            Unknown(Box<$base>),
        }

        impl Default for $any {
            #[inline]
            fn default() -> Self {
                Self::$base(Box::default())
            }
        }

        impl ::core::ops::Deref for $any {
            type Target = $base;

            #[inline]
            fn deref(&self) -> &$base {
                match self {
                    Self::$base(value) | Self::Unknown(value) => value,
                    $(Self::$derived(value) => value,)*
                }
            }
        }

        impl ::core::ops::DerefMut for $any {
            #[inline]
            fn deref_mut(&mut self) -> &mut $base {
                match self {
                    Self::$base(value) | Self::Unknown(value) => value,
                    $(Self::$derived(value) => value,)*
                }
            }
        }

        impl $crate::AnyModel for $any {
            #[inline]
            fn variants(&self) -> &'static [&'static $crate::Shape] {
                &[<$base as $crate::Structured>::SHAPE, $(<$derived as $crate::Structured>::SHAPE),*]
            }

            #[inline]
            fn pick(&mut self, name: &str) -> bool {
                *self = match name {
                    $($name => Self::$derived(Box::default()),)*
                    _ if name == <$base as $crate::Structured>::SHAPE.name() => Self::$base(Box::default()),
                    _ => Self::Unknown(Box::default()),
                };
                !matches!(self, Self::Unknown(_))
            }

            #[inline]
            fn inner(&self) -> &dyn $crate::Model {
                match self {
                    Self::$base(value) | Self::Unknown(value) => &**value,
                    $(Self::$derived(value) => &**value,)*
                }
            }

            #[inline]
            fn inner_mut(&mut self) -> &mut dyn $crate::Model {
                match self {
                    Self::$base(value) | Self::Unknown(value) => &mut **value,
                    $(Self::$derived(value) => &mut **value,)*
                }
            }
        }

        impl $crate::Model for $any {
            #[inline]
            fn shape(&self) -> &'static $crate::Shape {
                $crate::Model::shape($crate::AnyModel::inner(self))
            }

            #[inline]
            fn slot(&mut self, index: usize) -> $crate::Slot<'_> {
                $crate::Model::slot($crate::AnyModel::inner_mut(self), index)
            }

            #[inline]
            fn view<'a>(&'a self, each: &mut dyn FnMut(usize, $crate::View<'a>)) {
                $crate::Model::view($crate::AnyModel::inner(self), each);
            }

            #[inline]
            fn any_mut(&mut self) -> Option<&mut dyn $crate::AnyModel> {
                Some(self)
            }
        }

        impl $crate::Element for $any {
            type Model = $base;
            type Kind = $crate::ModelKind;
        }

        impl $crate::Extends<$base> for $any {}

        $crate::__shared!($any);
        $crate::__variant!($any, $base);
        $($crate::__variant!($any, $derived);)*
    };
}

/// The ways in and out of a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant {
    ($any:ident, $variant:ident) => {
        impl From<$variant> for $any {
            #[inline]
            fn from(value: $variant) -> Self {
                Self::$variant(Box::new(value))
            }
        }

        impl TryFrom<$any> for $variant {
            type Error = $any;

            #[inline]
            fn try_from(any: $any) -> Result<Self, $any> {
                match any {
                    $any::$variant(value) => Ok(*value),
                    other => Err(other),
                }
            }
        }
    };
}

/// Defines an enum with the documented members, which keeps any other member as text.
#[macro_export]
macro_rules! open_enum {
    ($(#[$doc:meta])* flags $type:ident $name:literal { $($members:tt)* }) => {
        $crate::open_enum! { $(#[$doc])* $type $name { $($members)* } }

        impl $crate::FlagsMember for $type {}

        impl ::core::ops::BitOr for $type {
            type Output = $crate::Flags<Self>;

            fn bitor(self, other: Self) -> $crate::Flags<Self> {
                [self, other].into()
            }
        }
    };
    (
        $(#[$doc:meta])*
        $type:ident $name:literal {
            $($(#[$member_doc:meta])* $member:ident $text:literal $(= $value:literal)?),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $($(#[$member_doc])* $member,)*
            /// A member that is not documented.
            UnknownValue($crate::UnknownMember),
        }

        impl $type {
            /// The text of the member.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $text,)*
                    Self::UnknownValue(member) => member.as_str(),
                }
            }

            /// The number of the member, where it is documented.
            #[must_use]
            pub fn value(&self) -> Option<i64> {
                match self {
                    $($(Self::$member => Some($value),)?)*
                    _ => None,
                }
            }
        }

        impl $crate::OpenEnum for $type {
            const NAME: &'static str = $name;
            const MEMBERS: &'static [Self] = &[$(Self::$member),*];

            #[inline]
            fn text(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                <Self as $crate::OpenEnum>::known(text)
                    .unwrap_or_else(|| Self::UnknownValue($crate::UnknownMember::__new(text)))
            }
        }

        impl From<String> for $type {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::Leaf for $type {
            #[inline]
            fn from_scalar(scalar: &$crate::Scalar<'_>) -> Option<Self> {
                scalar.as_text().map(Self::from)
            }

            #[inline]
            fn to_scalar(&self) -> $crate::Scalar<'_> {
                $crate::Scalar::Text(self.as_str().into())
            }

            #[inline]
            fn oddity(&self) -> Option<$crate::Oddity> {
                matches!(self, Self::UnknownValue(_)).then_some($crate::Oddity::UnknownMember)
            }
        }

        impl $crate::Element for $type {
            type Model = Self;
            type Kind = $crate::LeafKind;
        }

        impl $crate::Literal for $type {
            #[inline]
            fn literal(&self) -> String {
                $crate::Literal::literal(self.as_str())
            }
        }

        impl $crate::__private::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::__private::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::__private::read_leaf(deserializer)
            }
        }
    };
}
