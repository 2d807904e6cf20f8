//! How texts of a request are written in messages about it.

/// A text of the request in a message: in one line, not longer than it needs to be known again.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    let plain = |c: char| if c == '`' { '\'' } else { c };
    // Quotation marks end nothing here.
    let escaped = short.chars().map(plain).flat_map(|c| {
        let escaped: String =
            if matches!(c, '\'' | '"') { c.to_string() } else { c.escape_debug().to_string() };
        escaped.chars().collect::<Vec<_>>()
    });
    format!("`{}{more}`", escaped.collect::<String>())
}
