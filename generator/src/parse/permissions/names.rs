//! The names of permissions: where they stand in a text, and which of two allows less.

use std::borrow::Cow;
use std::ops::Range;

use super::super::spaces;
use super::super::text::runs;
use crate::odata::Alternatives;

/// Takes damage out of a cell: `GroupMember. Read. All`, `Directory AccessAsUser.All`, strike-through marks.
pub(super) fn repair(cell: &str) -> String {
    let mut text = tight(cell).replace("~~", "");
    // From the end, so that the parts behind a break are whole again when it is looked at.
    let breaks: Vec<usize> = text.match_indices(". ").map(|(at, _)| at).collect();
    for at in breaks.into_iter().rev() {
        if is_broken(&text, at) {
            text.replace_range(at..at + 2, ".");
        }
    }
    let gaps: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    for at in gaps.into_iter().rev() {
        if lacks_stop(&text, at) {
            text.replace_range(at..=at, ".");
        }
    }
    text
}

/// A cell without the spaces within names that no line is broken at. Where what stands on both sides is a permission, they are
/// two, unless the name would go on: `Crate.Read` and `Write.All`.
fn tight(printed: &str) -> Cow<'_, str> {
    spaces::joined(printed, |left, right| {
        let ends = left.rsplit('.').next().is_some_and(is_verb) && left.contains('.');
        let begins = right.split('.').skip(1).any(is_verb);
        let goes_on = left.ends_with("Read") && (right.starts_with("Write") || right.starts_with("Basic"));
        let named = left.contains('.') || left.starts_with(|c: char| c.is_ascii_uppercase());
        let part = left.ends_with('.') || right.starts_with(|c: char| c == '.' || c.is_ascii_uppercase());
        let whole = format!("{left}{right}");
        named && part && is_permission(whole.trim_end_matches('.')) && (goes_on || !(ends && begins))
    })
}

/// What the names of permissions say that may be done, and with how much of it.
pub(in crate::parse) const VERBS: [&str; 5] = ["All", "Read", "ReadWrite", "ReadBasic", "Selected"];

fn is_verb(part: &str) -> bool {
    VERBS.contains(&part)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn before(text: &str) -> &str {
    text.rsplit(|c| !is_letter(c)).next().unwrap_or_default()
}

fn behind(text: &str) -> &str {
    text.split(|c| !is_letter(c)).next().unwrap_or_default()
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a full stop with a space is one within a permission.
fn is_broken(text: &str, at: usize) -> bool {
    let (before, after) = (before(&text[..at]), behind(&text[at + 2..]));
    let verb = after.split('.').next().unwrap_or_default();
    let goes_on = is_verb(verb) || matches!(verb, "Create" | "Send");
    is_capital(before) && is_capital(after) && (goes_on || !(before.contains('.') || after.contains('.')))
}

/// Whether a space stands where the full stop of a permission should: `Directory AccessAsUser.All`.
fn lacks_stop(text: &str, at: usize) -> bool {
    let (before, after) = (before(&text[..at]), behind(&text[at + 1..]));
    let verb = after.split('.').next().unwrap_or_default();
    is_capital(before)
        && before.chars().all(|c| c.is_ascii_alphanumeric())
        && after.contains('.')
        && matches!(verb, "Read" | "ReadWrite" | "ReadBasic" | "AccessAsUser")
}

/// Where permissions stand: words with a full stop inside, or single known scopes.
pub(super) fn places(cell: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    runs(cell, is_letter).into_iter().filter_map(|run| {
        let token = cell[run.clone()].trim_end_matches(['.', '-', '_']);
        is_permission(token).then(|| run.start..run.start + token.len())
    })
}

/// Whether a word is the name of a permission.
fn is_permission(token: &str) -> bool {
    if matches!(token, "openid" | "profile" | "email" | "offline_access") {
        return true;
    }
    let mut parts = token.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let capital = is_capital(first);
    (capital
        || (first.starts_with(|c: char| c.is_ascii_lowercase()) && rest.iter().any(|part| is_verb(part))))
        && !rest.is_empty()
        && rest.iter().all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        && token.len() > 4
}

/// How much a verb allows.
fn degree(verb: &str) -> Option<u8> {
    match verb {
        "ReadBasic" => Some(0),
        "Read" => Some(1),
        "ReadWrite" => Some(2),
        _ => None,
    }
}

/// Whether `first` allows less of the same thing than `second`: `Crate.Read.All`, `Crate.ReadWrite.All`.
pub(super) fn is_less(first: &str, second: &str) -> bool {
    let (first, second): (Vec<&str>, Vec<&str>) = (first.split('.').collect(), second.split('.').collect());
    let mut differ = first.iter().zip(&second).filter(|(first, second)| first != second);
    let Some((one, other)) = differ.next().filter(|_| first.len() == second.len()) else { return false };
    let less = degree(one).zip(degree(other)).is_some_and(|(one, other)| one < other);
    less && differ.next().is_none()
}

/// Whether two names are degrees of one permission, so that the one includes the other.
pub(super) fn are_degrees(first: &str, second: &str) -> bool {
    first == second || is_less(first, second) || is_less(second, first)
}

/// Whether the group allows less: all but one of its names are those of the other, and that one allows less.
fn is_lesser_group(group: &[String], other: &[String]) -> bool {
    let mut differ = group.iter().zip(other).filter(|(one, other)| one != other);
    let lesser = differ.next().is_some_and(|(one, other)| is_less(one, other));
    group.len() == other.len() && lesser && differ.next().is_none()
}

/// Puts groups that allow less before those of which the names say that they allow more, and says of which of them the
/// page said otherwise: its order is not to be trusted then.
pub(super) fn mend_order(alternatives: &mut Alternatives) -> Option<(String, String)> {
    let groups = &mut alternatives.groups;
    let mut found = None;
    let mut at = 0;
    while at < groups.len() {
        let lesser = (at + 1..groups.len()).find(|later| is_lesser_group(&groups[*later], &groups[at]));
        let Some(lesser) = lesser else {
            at += 1;
            continue;
        };
        found.get_or_insert_with(|| (groups[lesser].join(" and "), groups[at].join(" and ")));
        let group = groups.remove(lesser);
        groups.insert(at, group);
    }
    alternatives.unordered |= found.is_some();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_taken_out() {
        assert_eq!(repair("GroupMember. Read. All"), "GroupMember.Read.All");
        assert_eq!(
            repair("User.Read.All, Directory AccessAsUser.All"),
            "User.Read.All, Directory.AccessAsUser.All"
        );
        assert_eq!(repair("Yard.Read.All Crate.Read.All"), "Yard.Read.All Crate.Read.All");
    }

    #[test]
    fn two_permissions_stay_two() {
        assert_eq!(tight("Jar.Read\u{A0}Write.All"), "Jar.ReadWrite.All");
        assert_eq!(tight("Jar.\u{A0}Read.All,\u{A0}Lid.Read.All"), "Jar.Read.All, Lid.Read.All");
        assert_eq!(tight("Jar.Read.All\u{A0}Lid.Read.All"), "Jar.Read.All Lid.Read.All");
        assert_eq!(tight("Cellar.Access\u{A0}AsUser.All"), "Cellar.AccessAsUser.All");
        assert_eq!(tight("Not\u{A0}supported."), "Not supported.");
        assert_eq!(tight("Jar.Read\u{A0}and\u{A0}Lid.Read"), "Jar.Read and Lid.Read");
    }

    #[test]
    fn what_may_only_read_is_less_than_what_may_write() {
        for (less, more) in [("Crate.Read.All", "Crate.ReadWrite.All"), ("Crate.ReadBasic", "Crate.Read")] {
            assert!(is_less(less, more) && !is_less(more, less), "{less}");
        }
        for (one, other) in [("Crate.Read.All", "Yard.ReadWrite.All"), ("Crate.Read", "Crate.ReadWrite.All")]
        {
            assert!(!is_less(one, other) && !is_less(other, one), "{one}");
        }
    }

    #[track_caller]
    fn check(groups: &[&str], expected: &[&str], said: bool) {
        let split = |group: &&str| group.split('+').map(str::to_owned).collect::<Vec<_>>();
        let mut alternatives = Alternatives::ordered(groups.iter().map(split).collect());
        assert_eq!(mend_order(&mut alternatives).is_some(), said, "{groups:?}");
        let shown: Vec<String> = alternatives.groups.iter().map(|group| group.join("+")).collect();
        assert_eq!(
            (shown.iter().map(String::as_str).collect(), alternatives.unordered),
            (expected.to_vec(), said)
        );
    }

    #[test]
    fn the_first_of_an_impossible_order_is_not_the_least() {
        check(&["C.ReadWrite.All", "C.Read.All"], &["C.Read.All", "C.ReadWrite.All"], true);
        check(
            &["C.ReadWrite", "Y.Read", "C.Read", "C.ReadBasic"],
            &["C.ReadBasic", "C.Read", "C.ReadWrite", "Y.Read"],
            true,
        );
        check(&["C.ReadWrite+Y.Read", "C.Read+Y.Read"], &["C.Read+Y.Read", "C.ReadWrite+Y.Read"], true);
        check(&["Y.ReadWrite.All", "C.Read.All"], &["Y.ReadWrite.All", "C.Read.All"], false);
        check(&["C.Read", "C.ReadWrite"], &["C.Read", "C.ReadWrite"], false);
    }
}
