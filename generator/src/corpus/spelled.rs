//! What a printed text can be, told from its letters alone.

use crate::odata::singulars;

/// `microsoft.graph.callRecords.session` -> namespace and name.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('#');
    text.rsplit_once('.').unwrap_or(("", text))
}

/// Whether a text can be the name of a member.
pub(crate) fn is_member_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && name.len() <= 128
}

/// Members may hold spaces and dots in some tables; control characters, quotes and other scripts are damage.
pub(crate) fn is_enum_member(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 128
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '+' | '@' | '/' | '#'))
        && name.chars().any(|c| c.is_ascii_alphanumeric())
}

/// Whether a text is an identifier of OData in the letters of English.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Names of types and namespaces start small; where no metadata says otherwise, a capital letter is one of a sentence.
pub(crate) fn uncapitalised(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            first.to_ascii_lowercase().to_string() + chars.as_str()
        }
        _ => name.to_owned(),
    }
}

/// Whether a name has capital letters within, as names of several words have and no word of a sentence has.
pub(crate) fn has_humps(name: &str) -> bool {
    name.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// `root` -> `Root`.
pub(crate) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether a step or parameter is called like a type, in the singular or plural and by whole words: `joinedTeams` like
/// `team`, and `rooms` like `conferenceRoom`.
pub(crate) fn is_called(name: &str, ty: &str) -> bool {
    let mut names = std::iter::once(name.to_owned()).chain(singulars(name));
    names.any(|name| ends_with_words(&name, ty) || ends_with_words(ty, &name))
}

/// Whether a name in camel case ends with the words of another.
fn ends_with_words(name: &str, end: &str) -> bool {
    let Some(start) = name.len().checked_sub(end.len()) else { return false };
    let same = name.get(start..).is_some_and(|found| found.eq_ignore_ascii_case(end));
    same && !end.is_empty() && (start == 0 || name[start..].starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_called_like_types_by_whole_words() {
        for (name, ty) in
            [("ridingHorses", "horse"), ("doors", "barnDoor"), ("status", "gateStatus"), ("Cow", "cow")]
        {
            assert!(is_called(name, ty), "{name} {ty}");
        }
        for (name, ty) in [("cows", "crow"), ("outdoors", "door"), ("horse", "horseshoe"), ("", "door")] {
            assert!(!is_called(name, ty), "{name} {ty}");
        }
    }
}
