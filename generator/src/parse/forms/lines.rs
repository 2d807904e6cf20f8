//! The lines of a Markdown page, each with what it is.

/// What a line is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    FrontMatter,
    Fence,
    Comment,
    Heading,
    /// A row of a table.
    Row,
    Delimiter,
    Blank,
    Words,
}

/// The lines of `text` with their kinds.
pub(super) fn lines(text: &str) -> Vec<(Kind, &str)> {
    let mut found = Vec::new();
    let mut inside = None;
    let mut in_table = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let kind = match inside {
            Some(Kind::FrontMatter) => {
                if trimmed == "---" {
                    inside = None;
                }
                Kind::FrontMatter
            }
            Some(Kind::Fence) => {
                if trimmed.starts_with("```") {
                    inside = None;
                }
                Kind::Fence
            }
            Some(_) => {
                if line.contains("-->") {
                    inside = None;
                }
                Kind::Comment
            }
            None => {
                let kind = match kind(at, trimmed) {
                    Kind::Words if in_table && line.contains('|') => Kind::Row,
                    kind => kind,
                };
                in_table = kind == Kind::Delimiter || (in_table && kind == Kind::Row);
                let open = match kind {
                    Kind::Comment => !line.contains("-->"),
                    kind => matches!(kind, Kind::FrontMatter | Kind::Fence),
                };
                inside = open.then_some(kind);
                kind
            }
        };
        found.push((kind, line));
    }
    found
}

fn kind(at: usize, line: &str) -> Kind {
    if at == 0 && line == "---" {
        Kind::FrontMatter
    } else if line.starts_with("```") {
        Kind::Fence
    } else if line.starts_with("<!--") {
        Kind::Comment
    } else if line.starts_with("# ") || line.starts_with("##") {
        Kind::Heading
    } else if line.is_empty() {
        Kind::Blank
    } else if line.contains('|') && line.contains('-') && line.chars().all(|c| " \t|:-".contains(c)) {
        Kind::Delimiter
    } else if line.starts_with('|') {
        Kind::Row
    } else {
        Kind::Words
    }
}

/// The cells of a row, trimmed.
pub(super) fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in row.match_indices('|') {
        if !row[..at].ends_with('\\') && row[..at].matches('`').count().is_multiple_of(2) {
            cells.push(row[start..at].trim());
            start = at + 1;
        }
    }
    cells.push(row[start..].trim());
    cells
}

/// Every link target of a line as `change` makes it.
pub(super) fn with_targets(line: &str, change: impl Fn(&str) -> String) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, behind)) = after.split_once(')') else { break };
        result.push_str(&format!("{before}]({})", change(target)));
        rest = behind;
    }
    result + rest
}
