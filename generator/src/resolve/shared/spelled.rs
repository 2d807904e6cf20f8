//! What a printed text can be, told from its letters alone.

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

/// Members may hold spaces and dots in some tables; control characters, quotes and other scripts are damage. That there
/// may be no value is no member.
pub(crate) fn is_enum_member(name: &str) -> bool {
    !name.is_empty()
        && name != "null"
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

/// `root` -> `Root`.
pub(crate) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `policies` -> `policy`, `users` -> `user`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        Some(_) | None => name.to_owned(),
    }
}
