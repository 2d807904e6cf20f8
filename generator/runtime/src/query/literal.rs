//! Literals: values as texts of OData.
//!
//! In: a value. Out: the text that stands for it in an expression. Texts are quoted, with quotation marks doubled. Dates,
//! GUIDs and the like stand bare, but only if they look like one: any other text in them is quoted, so that it cannot
//! change the meaning of the expression.

use std::fmt;

use crate::model::leaf::{Leaf, Scalar};
use crate::values::flags::FlagsMember;
use crate::{Binary, Date, DateTimeOffset, Decimal, Duration, Flags, Guid, TimeOfDay};

/// A value in an expression, or between the parentheses of a function call or an alternate key.
///
/// ```
/// use msgraph_core::Literal;
///
/// assert_eq!(Literal::from("O'Neil").to_string(), "'O''Neil'");
/// assert_eq!(Literal::list(["a", "b"]).to_string(), "('a','b')");
/// assert_eq!(Literal::from(None::<i32>).to_string(), "null");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// Text; quoted, quotes inside doubled.
    Text(String),
    /// A number, boolean, guid, date, time: written as it is.
    Bare(String),
    /// Several values: a JSON array in a path, a list in parentheses in an expression.
    List(Vec<Literal>),
    /// Nothing.
    Null,
}

impl Literal {
    /// A value that OData writes without quotes: guid, date, time of day, number.
    pub fn bare(value: impl fmt::Display) -> Self {
        Self::Bare(value.to_string())
    }

    /// A value that is quoted: text, a member of an enum, a duration where the page quotes it.
    pub fn text(value: impl fmt::Display) -> Self {
        Self::Text(value.to_string())
    }

    /// A collection.
    pub fn list(values: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }

    /// Bare if every character may stand in a literal of that kind, else quoted.
    fn bare_if(text: &str, allowed: impl Fn(char) -> bool) -> Self {
        if !text.is_empty() && text.chars().all(allowed) { Self::bare(text) } else { Self::text(text) }
    }

    /// Quoted, behind the name of the type.
    fn typed(name: &str, text: &str) -> Self {
        Self::Bare(format!("{name}{}", Self::text(text)))
    }
}

/// As it stands in an expression.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Bare(text) => f.write_str(text),
            Self::List(values) => {
                let values: Vec<String> = values.iter().map(Self::to_string).collect();
                write!(f, "({})", values.join(","))
            }
            Self::Null => f.write_str("null"),
        }
    }
}

impl From<&str> for Literal {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Literal {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Literal {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

macro_rules! bare {
    ($($type:ty),*) => {
        $(impl From<$type> for Literal {
            fn from(value: $type) -> Self {
                Self::Bare(value.to_string())
            }
        })*
    };
}
bare!(bool, i32, i64);

impl From<f64> for Literal {
    fn from(value: f64) -> Self {
        value.literal()
    }
}

impl<T: Into<Self>> From<Option<T>> for Literal {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A value that can stand in a filter expression, and whose type values can be ordered by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not one text, number, date or the like",
    label = "nothing is compared with it or ordered by it",
    note = "of a complex property or a relationship, a property does: `.then(..)` makes the path"
)]
pub trait Comparable {
    /// What stands for the value.
    fn literal(&self) -> Literal;
}

impl Comparable for str {
    fn literal(&self) -> Literal {
        Literal::text(self)
    }
}

impl Comparable for String {
    fn literal(&self) -> Literal {
        self.as_str().literal()
    }
}

impl Comparable for bool {
    fn literal(&self) -> Literal {
        Literal::bare(self)
    }
}

impl Comparable for i32 {
    fn literal(&self) -> Literal {
        Literal::bare(self)
    }
}

impl Comparable for i64 {
    fn literal(&self) -> Literal {
        Literal::bare(self)
    }
}

impl Comparable for f64 {
    fn literal(&self) -> Literal {
        match self.to_scalar() {
            Scalar::Text(name) => Literal::bare(name),
            _ => Literal::bare(self),
        }
    }
}

impl Comparable for DateTimeOffset {
    fn literal(&self) -> Literal {
        Literal::bare_if(self.as_str(), |c| c.is_ascii_digit() || "-:.+TZtz".contains(c))
    }
}

impl Comparable for Date {
    fn literal(&self) -> Literal {
        Literal::bare_if(self.as_str(), |c| c.is_ascii_digit() || c == '-')
    }
}

impl Comparable for TimeOfDay {
    fn literal(&self) -> Literal {
        Literal::bare_if(self.as_str(), |c| c.is_ascii_digit() || ":.".contains(c))
    }
}

impl Comparable for Guid {
    fn literal(&self) -> Literal {
        Literal::bare_if(self.as_str(), |c| c.is_ascii_hexdigit() || c == '-')
    }
}

impl Comparable for Decimal {
    fn literal(&self) -> Literal {
        Literal::bare_if(self.as_str(), |c| c.is_ascii_digit() || "-+.eE".contains(c))
    }
}

impl Comparable for Duration {
    fn literal(&self) -> Literal {
        Literal::typed("duration", self.as_str())
    }
}

impl Comparable for Binary {
    fn literal(&self) -> Literal {
        Literal::typed("binary", self.as_str())
    }
}

impl<E: FlagsMember> Comparable for Flags<E> {
    fn literal(&self) -> Literal {
        Literal::text(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &(impl Comparable + ?Sized), expected: &str) {
        assert_eq!(value.literal().to_string(), expected);
    }

    #[test]
    fn literals() {
        check("O'Neil", "'O''Neil'");
        check("'", "''''");
        check("", "''");
        check(&true, "true");
        check(&-5, "-5");
        check(&1.5, "1.5");
        check(&f64::NEG_INFINITY, "-INF");
        check(&DateTimeOffset::from("2020-01-01T00:00:00Z"), "2020-01-01T00:00:00Z");
        check(&Date::from("2020-01-01"), "2020-01-01");
        check(&Guid::from("0123abcd-0000-0000-0000-000000000000"), "0123abcd-0000-0000-0000-000000000000");
        check(&Duration::from("-PT15M"), "duration'-PT15M'");
        check(&Decimal::from("1.50"), "1.50");
    }

    #[test]
    fn other_text_cannot_change_the_expression() {
        check(&DateTimeOffset::from("2020-01-01 or true"), "'2020-01-01 or true'");
        check(&Guid::from("x' or 'a' eq 'a"), "'x'' or ''a'' eq ''a'");
        check(&Duration::from("P' or '"), "duration'P'' or '''");
        check(&Date::from(""), "''");
    }
}
