//! The Markdown that distilled pages are written in: headings, paragraphs, tables, fences, comments, and what must be escaped in them.
//!
//! In: plain text. Out: Markdown that reads back as the same plain text.

use std::fmt::Write as _;

use super::references;
use crate::page::LinkTarget;

/// A page under construction. Blocks are set apart by one empty line; a heading stands directly above its section.
#[derive(Debug, Default)]
pub(super) struct Document {
    text: String,
}

impl Document {
    /// The finished page. Links that stand there more than once share one definition at its end.
    pub(super) fn finish(self) -> String {
        references::share(&self.text)
    }

    fn separate(&mut self) {
        let heading = self.text.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with('#'));
        if !self.text.is_empty() && !heading {
            self.text.push('\n');
        }
    }

    /// Front matter; lines without a value are left out.
    pub(super) fn front_matter(&mut self, lines: &[(&str, Option<String>)]) {
        self.text.push_str("---\n");
        for (key, value) in lines {
            if let Some(value) = value {
                let _ = writeln!(self.text, "{key}: {value}");
            }
        }
        self.text.push_str("---\n");
    }

    /// `## Properties`.
    pub(super) fn heading(&mut self, level: usize, markdown: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{} {markdown}", "#".repeat(level));
    }

    /// A paragraph of ready Markdown; nothing where it is empty.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.separate();
            self.text.push_str(markdown);
            self.text.push('\n');
        }
    }

    /// A list of ready Markdown, one item a line.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        self.separate();
        for item in items {
            let _ = writeln!(self.text, "- {item}");
        }
    }

    /// A table of ready Markdown cells, one row a line. The last column is left out where no row fills it.
    pub(super) fn table<const N: usize>(
        &mut self,
        header: [&str; N],
        rows: &[[String; N]],
        optional_last: bool,
    ) {
        let last_is_empty = rows.iter().all(|row| row.last().is_none_or(String::is_empty));
        let columns = if optional_last && last_is_empty { N - 1 } else { N };
        self.separate();
        let _ = writeln!(self.text, "|{}|", header[..columns].join("|"));
        let _ = writeln!(self.text, "|{}", "-|".repeat(columns));
        for row in rows {
            let _ = writeln!(self.text, "|{}|", row[..columns].join("|"));
        }
    }

    /// `<!-- {...} -->`; nothing inside of it can end the comment.
    pub(super) fn comment(&mut self, json: &str) {
        self.separate();
        let _ = writeln!(self.text, "<!-- {} -->", json.replace("-->", "--\\u003e"));
    }

    /// A fenced block directly below what stands there, as annotations need it.
    pub(super) fn fence(&mut self, info: &str, body: &str) {
        if !self.text.ends_with("-->\n") {
            self.separate();
        }
        let _ = writeln!(self.text, "```{info}\n{}\n```", body.trim_end());
    }
}

/// Plain text as Markdown of a heading or a paragraph.
pub(super) fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let mark = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !within_word(text, at),
            '&' => starts_entity(&text[at + 1..]),
            _ => false,
        };
        if mark {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped.trim().to_owned()
}

/// Whether `lt;` or `#38;` follows, which Markdown would replace.
fn starts_entity(after: &str) -> bool {
    after.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '#')
    })
}

/// Whether the underscore at `at` joins two word characters and so marks no emphasis.
fn within_word(text: &str, at: usize) -> bool {
    let word = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() || character == '_')
    };
    word(text[..at].chars().next_back()) && word(text[at + 1..].chars().next())
}

/// Ready Markdown as a table cell.
pub(super) fn cell(markdown: &str) -> String {
    let mut cell = String::with_capacity(markdown.len());
    let mut escaped = false;
    for character in markdown.chars() {
        if character == '|' && !escaped {
            cell.push('\\');
        }
        escaped = character == '\\' && !escaped;
        cell.push(if character == '\n' { ' ' } else { character });
    }
    cell
}

/// A code span that reads back as `text`.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// `[text](../resources/slug.md#fragment)`; without a target just the text.
pub(super) fn link(markdown: &str, target: Option<&LinkTarget>) -> String {
    target.map_or_else(|| markdown.to_owned(), |target| format!("[{markdown}]({})", destination(target)))
}

fn destination(target: &LinkTarget) -> String {
    let folder = if target.api { "api" } else { "resources" };
    let fragment = target.fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let destination = format!("../{folder}/{}.md{fragment}", target.slug);
    if destination.contains([' ', '(', ')']) { format!("<{destination}>") } else { destination }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(actual: &str, expected: &str) {
        assert_eq!(actual, expected);
    }

    #[test]
    fn text_that_looks_like_markdown_is_escaped() {
        check(&plain("user_name <id> *x*"), r"user_name \<id\> \*x\*");
        check(&plain("_x_ a&b &lt;"), r"\_x\_ a&b \&lt;");
    }

    #[test]
    fn cells_escape_bars_once() {
        check(&cell(r"a|b\|c"), r"a\|b\|c");
    }

    #[test]
    fn code_spans_hold_backticks() {
        check(&code("eq"), "`eq`");
        check(&code("a`b"), "``a`b``");
    }

    #[test]
    fn blocks_are_set_apart() {
        let mut document = Document::default();
        document.heading(1, "x");
        document.paragraph("y");
        document.table(["A", "B"], &[["1".into(), String::new()]], true);
        check(&document.finish(), "# x\ny\n\n|A|\n|-|\n|1|\n");
    }

    #[test]
    fn links_lead_to_their_folder() {
        let target = LinkTarget { slug: "user".into(), api: false, fragment: Some("x-values".into()) };
        check(&link("user", Some(&target)), "[user](../resources/user.md#x-values)");
    }
}
