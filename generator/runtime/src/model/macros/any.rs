//! The choice among a base type and everything derived from it.

/// Defines the choice among a base type and the types derived from it.
#[doc(hidden)]
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
            fn variants(&self) -> &'static [&'static $crate::model::Shape] {
                &[<$base as $crate::model::Structured>::SHAPE, $(<$derived as $crate::model::Structured>::SHAPE),*]
            }

            #[inline]
            fn pick(&mut self, name: &str) -> bool {
                *self = match name {
                    $($name => Self::$derived(Box::default()),)*
                    _ if name == <$base as $crate::model::Structured>::SHAPE.name() => Self::$base(Box::default()),
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
            fn shape(&self) -> &'static $crate::model::Shape {
                $crate::Model::shape($crate::AnyModel::inner(self))
            }

            #[inline]
            fn slot(&mut self, index: usize) -> $crate::model::Slot<'_> {
                $crate::Model::slot($crate::AnyModel::inner_mut(self), index)
            }

            #[inline]
            fn view<'a>(&'a self, each: &mut dyn FnMut(usize, $crate::model::View<'a>)) {
                $crate::Model::view($crate::AnyModel::inner(self), each);
            }

            #[inline]
            fn any_mut(&mut self) -> Option<&mut dyn $crate::AnyModel> {
                Some(self)
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
