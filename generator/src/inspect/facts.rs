//! The facts of a property for people, each with a stable label: for `explain` to list and for `diff` to compare.

use crate::odata::Facts;

/// A stated fact: `("maximum length", "64")`. The value of a plain statement is empty.
pub(super) type Labelled = (&'static str, String);

/// Everything that is stated, in a fixed order.
pub(super) fn stated(facts: &Facts) -> Vec<Labelled> {
    facts.say(|fact| (fact.label(), fact.value()))
}

/// One line for all facts: `read-only; range 4 to 127`.
pub(super) fn line(facts: &Facts) -> String {
    let text = |(label, value): Labelled| {
        if value.is_empty() { label.to_owned() } else { format!("{label} {value}") }
    };
    stated(facts).into_iter().map(text).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(facts: &Facts, expected: &str) {
        assert_eq!(line(facts), expected);
    }

    #[test]
    fn only_what_is_stated_is_said() {
        check(&Facts::default(), "");
        check(
            &Facts {
                read_only: true,
                range: Some(("4".into(), "127".into())),
                nullable: Some(false),
                ..Facts::default()
            },
            "read-only; nullable no; range 4 to 127",
        );
        check(&Facts { filter: Some(Vec::new()), ..Facts::default() }, "$filter operators not stated");
    }
}
