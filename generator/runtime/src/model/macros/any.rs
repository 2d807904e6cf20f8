//! The choice among a base type and everything derived from it.

/// Defines the choice among a base type and the types derived from it.
#[doc(hidden)]
#[macro_export]
macro_rules! any {
    ($(#[$doc:meta])* $any:ident: $base:ident { $($derived:ident $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(::core::clone::Clone)]
        #[non_exhaustive]
        pub enum $any {
            #[doc = ::core::concat!("A `", ::core::stringify!($base), "` itself.")]
            $base(::std::boxed::Box<$base>),
            $(
                #[doc = ::core::concat!("A `", ::core::stringify!($derived), "`.")]
                $derived(::std::boxed::Box<$derived>),
            )*
            /// Of a type that is not known here: its type name and all that came with it are kept.
            Unknown(::std::boxed::Box<$base>),
        }

        impl ::core::default::Default for $any {
            #[inline]
            fn default() -> Self {
                Self::$base(::core::default::Default::default())
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
            fn variants(&self) -> &'static [&'static $crate::model::Shape] {
                &[<$base as $crate::model::Structured>::SHAPE, $(<$derived as $crate::model::Structured>::SHAPE),*]
            }

            #[inline]
            fn pick(&mut self, name: &str) -> bool {
                *self = match name {
                    $($name => Self::$derived(::core::default::Default::default()),)*
                    _ if name == <$base as $crate::model::Structured>::SHAPE.name() => Self::$base(::core::default::Default::default()),
                    _ => Self::Unknown(::core::default::Default::default()),
                };
                !::core::matches!(self, Self::Unknown(_))
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
            fn shape(&self) -> &'static $crate::model::Shape {
                $crate::Model::shape($crate::AnyModel::inner(self))
            }

            #[inline]
            fn slot(&mut self, index: usize) -> $crate::model::Slot<'_> {
                $crate::Model::slot($crate::AnyModel::inner_mut(self), index)
            }

            #[inline]
            fn view<'a>(&'a self, each: &mut dyn ::core::ops::FnMut(usize, $crate::model::View<'a>)) {
                $crate::Model::view($crate::AnyModel::inner(self), each);
            }

            #[inline]
            fn any_mut(&mut self) -> ::core::option::Option<&mut dyn $crate::AnyModel> {
                ::core::option::Option::Some(self)
            }
        }

        impl $crate::Element for $any {
            type Model = $base;
            type Kind = $crate::model::ModelKind;
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
        impl ::core::convert::From<$variant> for $any {
            #[inline]
            fn from(value: $variant) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }

        impl ::core::convert::TryFrom<$any> for $variant {
            type Error = $any;

            #[inline]
            fn try_from(any: $any) -> ::core::result::Result<Self, $any> {
                match any {
                    $any::$variant(value) => ::core::result::Result::Ok(*value),
                    other => ::core::result::Result::Err(other),
                }
            }
        }
    };
}
