//! How texts of a request are written in messages about it.

/// A text of the request in a message: in one line, not longer than it needs to be known again.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("`{}{more}`", short.escape_debug().to_string().replace('`', "'"))
}
