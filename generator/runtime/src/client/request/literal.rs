//! Values in a path: arguments of functions and parts of alternate keys, quoted as OData asks for.

use std::fmt;

use super::encode;

/// A value between the parentheses of a function call or an alternate key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// Text; quoted, quotes inside doubled.
    Text(String),
    /// A number, boolean, guid, date, time: written as it is.
    Bare(String),
    /// Several values, as a JSON array.
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

    /// Whether there is nothing in it that could be a key.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Self::Text(text) | Self::Bare(text) => text.is_empty(),
            Self::List(values) => values.is_empty(),
            Self::Null => true,
        }
    }

    /// As it stands in a path, encoded.
    pub(crate) fn encoded(&self) -> String {
        match self {
            Self::Text(text) => format!("'{}'", encode::argument(&text.replace('\'', "''"))),
            Self::Bare(text) => encode::argument(text),
            Self::List(_) => encode::argument(&self.json()),
            Self::Null => "null".to_owned(),
        }
    }

    fn json(&self) -> String {
        match self {
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            // A number or boolean stays one, a date or guid has to become a text.
            Self::Bare(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(value) if value.is_number() || value.is_boolean() => text.clone(),
                _ => serde_json::Value::from(text.as_str()).to_string(),
            },
            Self::List(values) => {
                format!("[{}]", values.iter().map(Self::json).collect::<Vec<_>>().join(","))
            }
            Self::Null => "null".to_owned(),
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
bare!(bool, i32, i64, f64);

impl<T: Into<Self>> From<Option<T>> for Literal {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(literal: impl Into<Literal>, expected: &str) {
        assert_eq!(literal.into().encoded(), expected);
    }

    #[test]
    fn literals_are_quoted_and_encoded() {
        check("D7", "'D7'");
        check("O'Neil/x", "'O%27%27Neil%2Fx'");
        check("a')/b", "'a%27%27%29%2Fb'");
        check(true, "true");
        check(-3, "-3");
        check(Literal::bare("2024-01-31"), "2024-01-31");
        check(Literal::bare("x)/../y"), "x%29%2F..%2Fy");
        check(None::<i32>, "null");
        check(Literal::list(["a", "b\""]), "%5B%22a%22%2C%22b%5C%22%22%5D");
        check(Literal::list([Literal::from(1), Literal::bare("2024-01-31")]), "%5B1%2C%222024-01-31%22%5D");
    }
}
