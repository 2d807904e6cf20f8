//! The facts of a property, each with a stable label: for `explain` to list and for `diff` to compare.

use crate::page::Returned;
use crate::schema::Facts;

/// A stated fact: `("maximum length", "64")`. The value of a plain statement is empty.
pub(super) type Fact = (&'static str, String);

/// Everything that is stated, in a fixed order.
pub(super) fn stated(facts: &Facts) -> Vec<Fact> {
    let plain = |label, stated: bool| stated.then(|| (label, String::new()));
    let with = |label, value: Option<String>| value.map(|value| (label, value));
    let all = [
        plain(READ_ONLY, facts.read_only),
        plain("write-only", facts.write_only),
        plain("secret", facts.secret),
        plain("required on create", facts.required_on_create),
        with("nullable", facts.nullable.map(|nullable| if nullable { "yes" } else { "no" }.to_owned())),
        with("returned", facts.returned.map(returned)),
        with("$filter", facts.filter.as_deref().map(filter)),
        plain("$orderby", facts.orderby),
        plain("$search", facts.search),
        plain("$expand", facts.expand),
        with("range", facts.range.as_ref().map(|(smallest, largest)| format!("{smallest} to {largest}"))),
        with("maximum length", facts.max_length.map(|length| length.to_string())),
        with("known values", (!facts.known_values.is_empty()).then(|| facts.known_values.join(", "))),
        with("default", facts.default.clone()),
        with("format", facts.format.clone()),
        plain("deprecated", facts.deprecated),
    ];
    all.into_iter().flatten().collect()
}

/// The label of the one fact that decides what code can be written.
pub(super) const READ_ONLY: &str = "read-only";

/// One line for all facts: `read-only; range 4 to 127`.
pub(super) fn line(facts: &Facts) -> String {
    let text =
        |(label, value): Fact| if value.is_empty() { label.to_owned() } else { format!("{label} {value}") };
    stated(facts).into_iter().map(text).collect::<Vec<_>>().join("; ")
}

fn returned(returned: Returned) -> String {
    match returned {
        Returned::ByDefault => "by default",
        Returned::OnSelect => "on $select",
        Returned::OnSelectOfOne => "on $select of a single one",
    }
    .to_owned()
}

fn filter(operators: &[String]) -> String {
    if operators.is_empty() { "operators not stated".to_owned() } else { operators.join(", ") }
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
