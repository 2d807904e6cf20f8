//! Enums with the documented members, and room for any other.

/// Defines an enum with the documented members, which keeps any other member as text.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($(#[$doc:meta])* flags $type:ident $name:literal { $($members:tt)* }) => {
        $crate::open_enum! { $(#[$doc])* $type $name { $($members)* } }

        impl $crate::model::FlagsMember for $type {}

        impl ::core::ops::BitOr for $type {
            type Output = $crate::Flags<Self>;

            fn bitor(self, other: Self) -> $crate::Flags<Self> {
                ::core::convert::From::from([self, other])
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
        #[derive(
            ::core::clone::Clone,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::hash::Hash,
        )]
        #[non_exhaustive]
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
            pub fn value(&self) -> ::core::option::Option<i64> {
                match self {
                    $($(Self::$member => ::core::option::Option::Some($value),)?)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        // Derived, it would be one more function.
        impl ::core::cmp::Eq for $type {}

        impl $crate::OpenEnum for $type {
            const NAME: &'static str = $name;
            const MEMBERS: &'static [Self] = &[$(Self::$member),*];

            #[inline]
            fn text(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::model::member_of(text, Self::UnknownValue)
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                <Self as ::core::convert::From<&str>>::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                // `Self::Err` could be a member.
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(text))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::Element for $type {
            type Model = Self;
            type Kind = $crate::model::LeafKind;
        }

        impl $crate::model::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::model::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::model::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::model::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::model::read_leaf(deserializer)
            }
        }
    };
}
