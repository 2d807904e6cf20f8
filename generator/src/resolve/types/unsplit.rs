//! Value lists whose values ran together: `allowedrequireddisallowed`.
//!
//! In: such a word and the members of every known enum type. Out: the values, if there is one way to take the word
//! apart into known members. Nothing is guessed: a word that could be two lists, or holds a piece that nobody knows,
//! stays whole.

use std::collections::BTreeSet;

/// Longest word that is looked at: a list of a few hundred members.
const LONGEST: usize = 10_000;

/// Takes `text` apart into members of one enum type, else into members of several.
pub(crate) fn split(text: &str, enums: &[Vec<&str>]) -> Option<Vec<String>> {
    if text.is_empty() || text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let mut ways: BTreeSet<Vec<&str>> = BTreeSet::new();
    for members in enums {
        ways.extend(only_way(text, members));
    }
    let all: BTreeSet<&str> = enums.iter().flatten().copied().collect();
    let way = match ways.len() {
        0 => only_way(text, &all.into_iter().collect::<Vec<_>>())?,
        1 => ways.pop_first()?,
        _ => return None,
    };
    (way.len() > 1).then(|| way.into_iter().map(str::to_owned).collect())
}

/// The one way to put `text` together from different `members`; nothing where there is none, or more than one.
fn only_way<'t>(text: &'t str, members: &[&str]) -> Option<Vec<&'t str>> {
    let fitting: Vec<&str> =
        members.iter().copied().filter(|member| !member.is_empty() && text.contains(member)).collect();
    // For every place: how many ways lead from it to the end (two stand for many), and the piece of the last one.
    let mut ways: Vec<(u8, usize)> = vec![(0, 0); text.len() + 1];
    ways[text.len()] = (1, 0);
    for at in (0..text.len()).rev() {
        let mut here = (0, 0);
        for member in &fitting {
            if text[at..].starts_with(member) && ways[at + member.len()].0 > 0 {
                here = (ways[at + member.len()].0.saturating_add(here.0).min(2), member.len());
            }
        }
        ways[at] = here;
    }
    if ways[0].0 != 1 {
        return None;
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let piece = &text[at..at + ways[at].1];
        if pieces.contains(&piece) {
            return None;
        }
        at += piece.len();
        pieces.push(piece);
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, enums: &[&[&str]], expected: Option<&[&str]>) {
        let enums: Vec<Vec<&str>> = enums.iter().map(|members| members.to_vec()).collect();
        let found = split(text, &enums);
        let found: Option<Vec<&str>> =
            found.as_ref().map(|pieces| pieces.iter().map(String::as_str).collect());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn a_known_list_is_taken_apart() {
        check(
            "warmcoldveryCold",
            &[&["warm", "cold", "veryCold"], &["hot"]],
            Some(&["warm", "cold", "veryCold"]),
        );
        check("hotwarm", &[&["warm"], &["hot"]], Some(&["hot", "warm"]));
    }

    #[test]
    fn nothing_is_invented() {
        check("warmtepid", &[&["warm", "cold"]], None);
        check("warm", &[&["warm", "cold"]], None);
        check("aab", &[&["a", "ab"], &["aa", "b"]], None);
        check("", &[&["warm"]], None);
        check("w\u{e4}rmer", &[&["w"]], None);
    }

    #[test]
    fn a_long_word_takes_little_time() {
        check(&"a".repeat(LONGEST), &[&["a", "aa"]], None);
    }
}
