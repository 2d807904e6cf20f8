//! `Edm.Decimal`: a decimal number of any precision.

use std::borrow::Cow;

use super::{ValueError, text_traits};
use crate::model::leaf::{Leaf, Scalar};
use crate::model::misfit::Oddity;

/// A decimal number, by its digits. It is a JSON number on the wire, and keeps digits that no `f64` has room for.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

text_traits!(Decimal);

impl Decimal {
    /// The digits, as they were read or set.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    ///
    /// # Errors
    ///
    /// If the text is not a number.
    pub fn to_f64(&self) -> Result<f64, ValueError> {
        let number = self.0.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| ValueError::new("a decimal number", &self.0))
    }

    /// A number in JSON's form; `None` if the text is anything else.
    pub(crate) fn from_digits(text: &str) -> Option<Self> {
        is_json_number(text).then(|| Self(text.into()))
    }
}

/// Whether a text is a number as JSON writes it.
fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

impl Leaf for Decimal {
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::I64(value) => Some(Self::from(*value)),
            Scalar::U64(value) => Some(Self(value.to_string().into())),
            Scalar::F64(value) => Some(Self(value.to_string().into())),
            Scalar::Text(text) | Scalar::Digits(text) => Self::from_digits(text.trim()),
            Scalar::Bool(_) => None,
        }
    }

    /// Numbers that the common number types hold are handed over as such, so that every format can write them.
    fn to_scalar(&self) -> Scalar<'_> {
        if !is_json_number(&self.0) {
            return Scalar::Text(Cow::Borrowed(&self.0));
        }
        if let Ok(whole) = self.0.parse() {
            return Scalar::I64(whole);
        }
        // Up to fifteen digits survive the way through an `f64`.
        let digits =
            self.0.bytes().take_while(|byte| !byte.eq_ignore_ascii_case(&b'e')).filter(u8::is_ascii_digit);
        match self.0.parse::<f64>() {
            Ok(number) if digits.count() <= 15 && number.is_normal() => Scalar::F64(number),
            _ => Scalar::Digits(Cow::Borrowed(&self.0)),
        }
    }

    fn oddity(&self) -> Option<Oddity> {
        (!is_json_number(&self.0)).then_some(Oddity::Text)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Self(value.to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_json_numbers() {
        for text in ["0", "-0", "10", "1.50", "-1e5", "1E+5", "0.1e-7", "79228162514264337593543950335"] {
            assert!(is_json_number(text), "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "NaN", "1 ", "0x1", "1,5"] {
            assert!(!is_json_number(text), "{text}");
        }
    }

    #[test]
    fn keeps_digits_that_no_float_holds() {
        let check =
            |text: &str, scalar: Scalar<'_>| assert_eq!(Decimal::from(text).to_scalar(), scalar, "{text}");
        check("5", Scalar::I64(5));
        check("1.50", Scalar::F64(1.5));
        check("0.1234567890123456789", Scalar::Digits("0.1234567890123456789".into()));
        check("79228162514264337593543950335", Scalar::Digits("79228162514264337593543950335".into()));
        check("abc", Scalar::Text("abc".into()));
    }
}
