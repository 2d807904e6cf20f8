//! Values that are texts on the wire and something else in mind: dates, times, durations, GUIDs, bytes, decimals, members of
//! enums.
//!
//! In: whatever text a service sends. Out: the same text when written, and a typed accessor that says so where the text
//! is not such a value. Nothing is checked when a value is read, so nothing fails there.

mod binary;
mod date;
mod date_time;
mod decimal;
mod duration;
pub(crate) mod flags;
mod guid;
pub(crate) mod open_enum;
mod stream;
mod time_of_day;

pub use binary::Binary;
pub use date::Date;
pub use date_time::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use guid::Guid;
pub use stream::Stream;
pub use time_of_day::TimeOfDay;

use std::fmt;

/// A text is not the value that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    expected: &'static str,
    text: Box<str>,
}

impl ValueError {
    pub(crate) fn new(expected: &'static str, text: &str) -> Self {
        Self { expected, text: text.into() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short: String = self.text.chars().take(64).collect();
        write!(f, "`{}` is not {}", short.escape_debug(), self.expected)
    }
}

impl std::error::Error for ValueError {}

/// Defines a type that is a text, with everything but its typed accessors; the one that is named, if any, says whether
/// the text is such a value.
macro_rules! text_value {
    ($(#[$doc:meta])* $type:ident $(, $accessor:ident)?) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(Box<str>);

        impl $type {
            /// The text, as it was read or set.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::values::text_traits!($type);

        impl $crate::model::Leaf for $type {
            fn from_scalar(scalar: &$crate::model::Scalar<'_>) -> Option<Self> {
                scalar.as_text().map(Self::from)
            }

            fn to_scalar(&self) -> $crate::model::Scalar<'_> {
                $crate::model::Scalar::Text(std::borrow::Cow::Borrowed(&self.0))
            }

            $(
                fn oddity(&self) -> Option<$crate::Oddity> {
                    self.$accessor().is_err().then_some($crate::Oddity::Text)
                }
            )?
        }

        impl $crate::Element for $type {
            type Model = Self;
            type Kind = $crate::model::LeafKind;
        }
    };
}

/// What every type that wraps a text in field `0` has in common.
macro_rules! text_traits {
    ($type:ident) => {
        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.0.into()
            }
        }

        impl std::str::FromStr for $type {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self.0.escape_debug())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::model::ser::write_leaf(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::de::read_leaf(deserializer)
            }
        }
    };
}

pub(crate) use {text_traits, text_value};
