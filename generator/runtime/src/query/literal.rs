//! Literals of filter expressions.
//!
//! In: a value. Out: the text that stands for it in an expression. Texts are quoted, with quotation marks doubled. Dates,
//! GUIDs and the like stand bare, but only if they look like one: any other text in them is quoted, so that it cannot
//! change the meaning of the expression.

use crate::model::leaf::{Leaf, Scalar};
use crate::values::flags::FlagsMember;
use crate::{Binary, Date, DateTimeOffset, Decimal, Duration, Flags, Guid, TimeOfDay};

/// A value that can stand in a filter expression, and whose type values can be ordered by.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not one text, number, date or the like",
    label = "nothing is compared with it or ordered by it",
    note = "of a complex property or a relationship, a property does: `.then(..)` makes the path"
)]
pub trait Literal {
    /// The text that stands for the value.
    fn literal(&self) -> String;
}

impl Literal for str {
    fn literal(&self) -> String {
        format!("'{}'", self.replace('\'', "''"))
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        self.as_str().literal()
    }
}

impl Literal for bool {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for i32 {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for i64 {
    fn literal(&self) -> String {
        self.to_string()
    }
}

impl Literal for f64 {
    fn literal(&self) -> String {
        match self.to_scalar() {
            Scalar::Text(name) => name.into_owned(),
            _ => self.to_string(),
        }
    }
}

/// Bare if every character may stand in a literal of that kind, else quoted.
fn bare(text: &str, allowed: impl Fn(char) -> bool) -> String {
    if !text.is_empty() && text.chars().all(allowed) { text.to_owned() } else { text.literal() }
}

/// The same, behind the name of the type.
fn typed(name: &str, text: &str) -> String {
    format!("{name}{}", text.literal())
}

impl Literal for DateTimeOffset {
    fn literal(&self) -> String {
        bare(self.as_str(), |c| c.is_ascii_digit() || "-:.+TZtz".contains(c))
    }
}

impl Literal for Date {
    fn literal(&self) -> String {
        bare(self.as_str(), |c| c.is_ascii_digit() || c == '-')
    }
}

impl Literal for TimeOfDay {
    fn literal(&self) -> String {
        bare(self.as_str(), |c| c.is_ascii_digit() || ":.".contains(c))
    }
}

impl Literal for Guid {
    fn literal(&self) -> String {
        bare(self.as_str(), |c| c.is_ascii_hexdigit() || c == '-')
    }
}

impl Literal for Decimal {
    fn literal(&self) -> String {
        bare(self.as_str(), |c| c.is_ascii_digit() || "-+.eE".contains(c))
    }
}

impl Literal for Duration {
    fn literal(&self) -> String {
        typed("duration", self.as_str())
    }
}

impl Literal for Binary {
    fn literal(&self) -> String {
        typed("binary", self.as_str())
    }
}

impl<E: FlagsMember> Literal for Flags<E> {
    fn literal(&self) -> String {
        self.to_string().literal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &(impl Literal + ?Sized), expected: &str) {
        assert_eq!(value.literal(), expected);
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
