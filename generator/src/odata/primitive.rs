//! Primitive types.

use serde::{Deserialize, Serialize};

/// A primitive type of OData, as far as Graph uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names of OData")]
pub enum Primitive {
    String,
    Boolean,
    Byte,
    SByte,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    Guid,
    DateTimeOffset,
    Date,
    TimeOfDay,
    Duration,
    Binary,
    Stream,
    /// Untyped JSON.
    Untyped,
}

impl Primitive {
    /// Whether its values are numbers.
    pub fn is_number(self) -> bool {
        match self {
            Self::Byte
            | Self::SByte
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Single
            | Self::Double
            | Self::Decimal => true,
            Self::String
            | Self::Boolean
            | Self::Guid
            | Self::DateTimeOffset
            | Self::Date
            | Self::TimeOfDay
            | Self::Duration
            | Self::Binary
            | Self::Stream
            | Self::Untyped => false,
        }
    }

    /// The type of a date, which its form tells, with a time or without.
    pub fn of_date(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
        };
        let date = digits(0..4)
            && bytes.get(4) == Some(&b'-')
            && digits(5..7)
            && bytes.get(7) == Some(&b'-')
            && digits(8..10);
        if date && bytes.get(10) == Some(&b'T') {
            return Some(Self::DateTimeOffset);
        }
        (date && bytes.len() == 10).then_some(Self::Date)
    }

    /// The name in OData, without `Edm.`: `DateTimeOffset`.
    pub fn name(self) -> &'static str {
        match self {
            Primitive::String => "String",
            Primitive::Boolean => "Boolean",
            Primitive::Byte => "Byte",
            Primitive::SByte => "SByte",
            Primitive::Int16 => "Int16",
            Primitive::Int32 => "Int32",
            Primitive::Int64 => "Int64",
            Primitive::Single => "Single",
            Primitive::Double => "Double",
            Primitive::Decimal => "Decimal",
            Primitive::Guid => "Guid",
            Primitive::DateTimeOffset => "DateTimeOffset",
            Primitive::Date => "Date",
            Primitive::TimeOfDay => "TimeOfDay",
            Primitive::Duration => "Duration",
            Primitive::Binary => "Binary",
            Primitive::Stream => "Stream",
            Primitive::Untyped => "Untyped",
        }
    }
}
