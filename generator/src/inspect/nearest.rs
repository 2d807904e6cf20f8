//! Names that are close to one that is not there.

/// At most this many are suggested.
pub(super) const SUGGESTIONS: usize = 5;

/// The names nearest to `wanted`, best first: few edits away, with it as their beginning or middle,
/// or what it is short for.
pub(super) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| distance(&wanted, name).map(|distance| (distance, name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(SUGGESTIONS);
    found.into_iter().map(|(_, name)| name).collect()
}

/// The names with the fewest edits to `wanted`, best first, however many edits those are.
pub(super) fn closest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> =
        names.into_iter().map(|name| (strsim::damerau_levenshtein(wanted, name), name)).collect();
    found.sort_unstable();
    found.truncate(SUGGESTIONS);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Edits between the names, case aside; absent where they have nothing to do with each other.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let edits = strsim::damerau_levenshtein(wanted, &name);
    let allowed = (wanted.chars().count() / 3).max(1);
    // Three letters are in many names by chance, and in none by intention.
    let contained = wanted.chars().count() > 3 && name.contains(wanted);
    (edits <= allowed || contained || is_short_for(wanted, &name)).then_some(edits)
}

/// Whether `wanted` is most of `name` with letters left out: `dispName`.
fn is_short_for(wanted: &str, name: &str) -> bool {
    let letters = wanted.chars().count();
    let mut rest = name.chars();
    letters > 3
        && letters * 2 > name.chars().count()
        && wanted.chars().next() == name.chars().next()
        && wanted.chars().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: &str, expected: &[&str]) {
        let names = ["user", "userActivity", "users", "group", "message", "Usre"];
        assert_eq!(nearest(wanted, names), expected);
    }

    #[test]
    fn near_misses() {
        check("usr", &["Usre", "user"]);
        check("USER", &["user", "Usre", "users", "userActivity"]);
        check("mesage", &["message"]);
        check("uActivity", &["userActivity"]);
        check("xyz", &[]);
        check("", &[]);
    }
}
