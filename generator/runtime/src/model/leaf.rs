//! Leaf values: everything that is one JSON text, number or boolean, and how such values are read and written.
//!
//! In: a [`Scalar`] as a format hands it over. Out: a typed value and a [`Fit`] that says whether writing the value gives
//! the same scalar again; where it does not, the caller keeps the scalar beside the value.

use std::borrow::Cow;

use serde_json::{Number, Value};

use crate::model::misfit::Oddity;

/// One text, number or boolean.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A boolean.
    Bool(bool),
    /// An integer, negative or not.
    I64(i64),
    /// An integer above the largest `i64`.
    U64(u64),
    /// A number with a fraction or an exponent.
    F64(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A number in its own digits, for numbers that an `f64` does not hold.
    Digits(Cow<'a, str>),
}

impl Scalar<'_> {
    /// The scalar as a JSON value. Digits that no number of `serde_json` holds are rounded.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::I64(value) => Value::from(*value),
            Self::U64(value) => Value::from(*value),
            Self::F64(value) => Value::from(*value),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::Digits(digits) => digits
                .parse::<Number>()
                .map_or_else(|_| Value::String(digits.clone().into_owned()), Value::Number),
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bool(_) | Self::I64(_) | Self::U64(_) | Self::F64(_) | Self::Digits(_) => None,
        }
    }
}

/// How a scalar suited the slot that it was read into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Read, and written back the same.
    Exact,
    /// Read, but written back in another form.
    Coerced,
    /// Not read.
    None,
}

/// A type that is one text, number or boolean on the wire.
pub trait Leaf: Sized + Send + Sync + 'static {
    /// Reads a scalar; `None` if it is of the wrong kind.
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self>;

    /// The scalar that is written.
    fn to_scalar(&self) -> Scalar<'_>;

    /// What is odd about the value, if something is.
    fn oddity(&self) -> Option<Oddity> {
        None
    }
}

/// A leaf value, to be read from.
pub trait LeafView {
    /// The scalar that is written.
    fn scalar(&self) -> Scalar<'_>;

    /// What is odd about the value, if something is.
    fn odd(&self) -> Option<Oddity>;
}

impl<T: Leaf> LeafView for T {
    fn scalar(&self) -> Scalar<'_> {
        self.to_scalar()
    }

    fn odd(&self) -> Option<Oddity> {
        self.oddity()
    }
}

/// A field of a leaf type, to be filled.
pub trait LeafSlot {
    /// Reads a scalar into the field, and empties the field if it is of the wrong kind.
    fn set(&mut self, scalar: &Scalar<'_>) -> Fit;

    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Leaf> LeafSlot for Option<T> {
    fn set(&mut self, scalar: &Scalar<'_>) -> Fit {
        *self = T::from_scalar(scalar);
        match self {
            Some(value) if value.to_scalar() == *scalar => Fit::Exact,
            Some(_) => Fit::Coerced,
            None => Fit::None,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A collection of leaf values, to be read from.
pub trait LeafLines {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them; `None` past the end.
    fn line(&self, index: usize) -> Option<&dyn LeafView>;
}

impl<T: Leaf> LeafLines for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn line(&self, index: usize) -> Option<&dyn LeafView> {
        self.get(index).map(|value| value as &dyn LeafView)
    }
}

/// A field that holds a collection of leaf values, to be filled.
pub trait LeafListSlot {
    /// Begins an empty collection.
    fn start(&mut self, capacity: usize);

    /// Reads a scalar onto the end of the collection; nothing is added if it is of the wrong kind.
    fn push(&mut self, scalar: &Scalar<'_>) -> Fit;

    /// What was read so far.
    fn lines(&self) -> Option<&dyn LeafLines>;

    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Leaf> LeafListSlot for Option<Vec<T>> {
    fn start(&mut self, capacity: usize) {
        *self = Some(Vec::with_capacity(capacity));
    }

    fn push(&mut self, scalar: &Scalar<'_>) -> Fit {
        let Some(value) = T::from_scalar(scalar) else { return Fit::None };
        let fit = if value.to_scalar() == *scalar { Fit::Exact } else { Fit::Coerced };
        self.get_or_insert_default().push(value);
        fit
    }

    fn lines(&self) -> Option<&dyn LeafLines> {
        self.as_ref().map(|lines| lines as &dyn LeafLines)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl Leaf for String {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Some(text.clone().into_owned()),
            Scalar::Digits(digits) => Some(digits.clone().into_owned()),
            Scalar::Bool(value) => Some(value.to_string()),
            Scalar::I64(value) => Some(value.to_string()),
            Scalar::U64(value) => Some(value.to_string()),
            Scalar::F64(value) => Some(value.to_string()),
        }
    }

    fn to_scalar(&self) -> Scalar<'_> {
        Scalar::Text(Cow::Borrowed(self))
    }
}

impl Leaf for bool {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(value) => Some(*value),
            Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            Scalar::Text(_) | Scalar::I64(_) | Scalar::U64(_) | Scalar::F64(_) | Scalar::Digits(_) => None,
        }
    }

    fn to_scalar(&self) -> Scalar<'_> {
        Scalar::Bool(*self)
    }
}

impl Leaf for i64 {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::I64(value) => Some(*value),
            Scalar::U64(value) => Self::try_from(*value).ok(),
            Scalar::F64(value) => whole(*value),
            Scalar::Text(text) | Scalar::Digits(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| number(text).and_then(whole))
            }
            Scalar::Bool(_) => None,
        }
    }

    fn to_scalar(&self) -> Scalar<'_> {
        Scalar::I64(*self)
    }
}

impl Leaf for i32 {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        i64::from_scalar(scalar).and_then(|value| Self::try_from(value).ok())
    }

    fn to_scalar(&self) -> Scalar<'_> {
        Scalar::I64(i64::from(*self))
    }
}

impl Leaf for f64 {
    /// Reads the nearest number; an integer of more than 53 bits is kept beside it as it was read.
    #[expect(clippy::cast_precision_loss, reason = "the integer itself is kept where it is another number")]
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::F64(value) => Some(*value),
            Scalar::I64(value) => Some(*value as Self),
            Scalar::U64(value) => Some(*value as Self),
            Scalar::Bool(_) => None,
            Scalar::Text(text) | Scalar::Digits(text) => number(text.trim()).or_else(|| named(text.trim())),
        }
    }

    fn to_scalar(&self) -> Scalar<'_> {
        if self.is_nan() {
            Scalar::Text(Cow::Borrowed("NaN"))
        } else if self.is_infinite() {
            Scalar::Text(Cow::Borrowed(if *self > 0.0 { "INF" } else { "-INF" }))
        } else {
            Scalar::F64(*self)
        }
    }
}

/// The nearest `f64` of a text of digits; `None` if it is too large for one.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number: &f64| digits && number.is_finite())
}

/// What has a name instead of digits: OData writes `INF`, .NET on its own `Infinity`.
fn named(text: &str) -> Option<f64> {
    let (sign, name) = match text.strip_prefix('-') {
        Some(name) => (-1.0, name),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let infinite = (is("INF") || is("Infinity")).then_some(f64::INFINITY);
    infinite.or_else(|| is("NaN").then_some(f64::NAN)).map(|value| value * sign)
}

/// A number without fraction that an `i64` holds.
fn whole(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and below 2^53 in size, so nothing is cut off"
    )]
    (value.fract() == 0.0 && value.abs() <= LIMIT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "reads better at the many callers")]
    fn check<T: Leaf + PartialEq + std::fmt::Debug>(scalar: Scalar<'_>, value: Option<T>, fit: Fit) {
        let mut field: Option<T> = None;
        assert_eq!(field.set(&scalar), fit, "{scalar:?}");
        assert_eq!(field, value, "{scalar:?}");
    }

    #[test]
    fn integers_are_read_from_text_and_whole_numbers() {
        check(Scalar::I64(5), Some(5_i32), Fit::Exact);
        check(Scalar::I64(1 << 40), None::<i32>, Fit::None);
        check(Scalar::Text("9007199254740993".into()), Some(9_007_199_254_740_993_i64), Fit::Coerced);
        check(Scalar::F64(3.0), Some(3_i32), Fit::Coerced);
        check(Scalar::F64(3.5), None::<i32>, Fit::None);
        check(Scalar::F64(1e300), None::<i64>, Fit::None);
        check(Scalar::Text("five".into()), None::<i64>, Fit::None);
        check(Scalar::Text(" 1E+3 ".into()), Some(1000_i32), Fit::Coerced);
        check(Scalar::Text("1.5".into()), None::<i32>, Fit::None);
        check(Scalar::Text("1e400".into()), None::<i64>, Fit::None);
        check(Scalar::Text("INF".into()), None::<i64>, Fit::None);
        check(Scalar::F64(9_007_199_254_740_992.0), Some(9_007_199_254_740_992_i64), Fit::Coerced);
        check(Scalar::F64(-9_007_199_254_740_994.0), None::<i64>, Fit::None);
        check(Scalar::U64(u64::MAX), None::<i64>, Fit::None);
    }

    #[test]
    fn numbers_know_their_names_for_infinity() {
        check(Scalar::Text("-INF".into()), Some(f64::NEG_INFINITY), Fit::Exact);
        check(Scalar::Text("INF".into()), Some(f64::INFINITY), Fit::Exact);
        for (text, value) in [
            ("Infinity", f64::INFINITY),
            ("+Infinity", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("infinity", f64::INFINITY),
            ("1.7976931348623157E+308", f64::MAX),
            ("-5E-324", -5e-324),
            (" 1e3 ", 1000.0),
        ] {
            check(Scalar::Text(text.into()), Some(value), Fit::Coerced);
        }
        for text in ["", "infinite", "-", "1e400", "-1e400", "one", "--INF", "+-INF"] {
            check(Scalar::Text(text.into()), None::<f64>, Fit::None);
        }
        assert!(f64::from_scalar(&Scalar::Text("NaN".into())).is_some_and(f64::is_nan));
        assert!(f64::from_scalar(&Scalar::Text("-nan".into())).is_some_and(f64::is_nan));
        check(Scalar::Bool(true), None::<f64>, Fit::None);
    }

    #[test]
    fn integers_of_any_size_are_read_as_the_nearest_double() {
        check(Scalar::I64(5), Some(5.0), Fit::Coerced);
        check(Scalar::I64(i64::MAX), Some(9_223_372_036_854_775_807.0), Fit::Coerced);
        check(Scalar::I64(i64::MIN), Some(-9_223_372_036_854_775_808.0), Fit::Coerced);
        check(Scalar::U64(u64::MAX), Some(18_446_744_073_709_551_615.0), Fit::Coerced);
        check(Scalar::Digits("99999999999999999999".into()), Some(1e20), Fit::Coerced);
    }

    #[test]
    fn booleans_and_text() {
        check(Scalar::Text("True".into()), Some(true), Fit::Coerced);
        check(Scalar::I64(1), None::<bool>, Fit::None);
        check(Scalar::I64(1), Some("1".to_owned()), Fit::Coerced);
        check(Scalar::Text("1".into()), Some("1".to_owned()), Fit::Exact);
    }
}
