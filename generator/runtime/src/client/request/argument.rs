//! Literals in a path: arguments of functions and parts of alternate keys, encoded so that they stay inside of their
//! parentheses.

use super::encode;
use crate::Literal;

/// Whether there is nothing in it that could be a key.
pub(crate) fn is_nothing(value: &Literal) -> bool {
    match value {
        Literal::Text(text) | Literal::Bare(text) => text.is_empty(),
        Literal::List(values) => values.is_empty(),
        Literal::Null => true,
    }
}

/// As it stands in a path, encoded.
pub(crate) fn encoded(value: &Literal) -> String {
    match value {
        Literal::Text(text) => format!("'{}'", encode::argument(&text.replace('\'', "''"))),
        Literal::Bare(text) if is_value(text) => encode::argument(text),
        Literal::Bare(text) => encoded(&Literal::text(text)),
        Literal::List(_) => encode::argument(&json(value)),
        Literal::Null => "null".to_owned(),
    }
}

/// Whether a text is one number, date, GUID or the like, or a text behind the name of its type: anything else could be read
/// as the end of the value, and what follows it.
fn is_value(text: &str) -> bool {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-+.:_".contains(c));
    match text.split_once('\'') {
        None => is_plain(text),
        Some((name, quoted)) => {
            let inner = quoted.strip_suffix('\'').map(|inner| inner.replace("''", ""));
            is_plain(name) && inner.is_some_and(|inner| !inner.contains('\''))
        }
    }
}

fn json(value: &Literal) -> String {
    match value {
        Literal::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        // A number or boolean stays one, a date or guid has to become a text.
        Literal::Bare(text) => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) if value.is_number() || value.is_boolean() => text.clone(),
            _ => serde_json::Value::from(text.as_str()).to_string(),
        },
        Literal::List(values) => format!("[{}]", values.iter().map(json).collect::<Vec<_>>().join(",")),
        Literal::Null => "null".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(literal: impl Into<Literal>, expected: &str) {
        assert_eq!(encoded(&literal.into()), expected);
    }

    #[test]
    fn literals_are_quoted_and_encoded() {
        check("D7", "'D7'");
        check("O'Neil/x", "'O%27%27Neil%2Fx'");
        check("a')/b", "'a%27%27%29%2Fb'");
        check(true, "true");
        check(-3, "-3");
        check(Literal::bare("2024-01-31"), "2024-01-31");
        check(Literal::bare("2024-01-31T10:00:00.5+01:00"), "2024-01-31T10:00:00.5%2B01:00");
        check(Literal::bare("duration'PT1H'"), "duration%27PT1H%27");
        check(Literal::bare("x)/../y"), "'x%29%2F..%2Fy'");
        check(Literal::bare("1,other=2"), "'1%2Cother=2'");
        check(Literal::bare("a'b'c'"), "'a%27%27b%27%27c%27%27'");
        check(f64::NEG_INFINITY, "-INF");
        check(None::<i32>, "null");
        check(Literal::list(["a", "b\""]), "%5B%22a%22%2C%22b%5C%22%22%5D");
        check(Literal::list([Literal::from(1), Literal::bare("2024-01-31")]), "%5B1%2C%222024-01-31%22%5D");
    }
}
