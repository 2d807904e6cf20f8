//! Text that rustdoc can be given, whatever a page says: paragraphs, lists, code spans, links.

use crate::names::ModIdent;
use crate::odata::ApiVersion;
use crate::sdk::{Doc, TypePath};
use crate::source::is_invisible;

/// Lines of running text are broken here.
const WIDTH: usize = 100;

/// Longer descriptions and values are cut: rustdoc is no place for a page.
const LONGEST_PROSE: usize = 2000;
const LONGEST_VALUE: usize = 80;

/// Builds a [`Doc`] paragraph by paragraph.
#[derive(Default)]
pub(in crate::lower) struct Paragraphs(Vec<String>);

impl Paragraphs {
    /// A paragraph of our own wording, broken into lines.
    pub(in crate::lower) fn text(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            if !self.0.is_empty() {
                self.0.push(String::new());
            }
            self.0.extend(wrap(text));
        }
        self
    }

    /// The description of a page, made harmless.
    pub(in crate::lower) fn prose(&mut self, prose: Option<&String>) -> &mut Self {
        if let Some(prose) = prose {
            self.text(&harmless(prose));
        }
        self
    }

    /// A list below the paragraph before it.
    pub(in crate::lower) fn list(&mut self, items: impl IntoIterator<Item = String>) -> &mut Self {
        for item in items {
            for (at, line) in wrap(&item).into_iter().enumerate() {
                self.0.push(format!("{}{line}", if at == 0 { "- " } else { "  " }));
            }
        }
        self
    }

    /// A link to a page.
    pub(in crate::lower) fn link(&mut self, link: Option<String>) -> &mut Self {
        if let Some(link) = link {
            self.text(&format!("[Documentation]({link})"));
        }
        self
    }

    pub(in crate::lower) fn done(&mut self) -> Doc {
        Doc(std::mem::take(&mut self.0))
    }
}

/// The page of a type.
pub(in crate::lower) fn type_page(api: ApiVersion, slug: Option<&String>) -> Option<String> {
    page(api, "resources/", slug?)
}

/// The page of a request.
pub(in crate::lower) fn request_page(api: ApiVersion, slug: &str) -> Option<String> {
    page(api, "", slug)
}

fn page(api: ApiVersion, folder: &str, slug: &str) -> Option<String> {
    let slug: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let view = match api {
        ApiVersion::V1 => "graph-rest-1.0",
        ApiVersion::Beta => "graph-rest-beta",
    };
    (!slug.is_empty()).then(|| format!("https://learn.microsoft.com/graph/api/{folder}{slug}?view={view}"))
}

/// A name or value as a code span, cut if it is long: nothing in it can end the span or the line.
pub(in crate::lower) fn code(text: &str) -> String {
    span(text, LONGEST_VALUE)
}

/// The same as a whole: a path that is cut is another one.
pub(in crate::lower) fn whole(text: &str) -> String {
    span(text, usize::MAX)
}

fn span(text: &str, longest: usize) -> String {
    let clean: String =
        seen(text).filter(|c| *c != '`').map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = clean.trim().chars().take(longest).collect();
    // An empty span would be two literal backticks.
    if short.trim().is_empty() { "` `".to_owned() } else { format!("`{short}`") }
}

/// Whether a name of the documentation says no more than the Rust name beside it: `displayName` and `display_name`.
pub(in crate::lower) fn is_repeated(wire: &str, ident: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(wire) == letters(ident)
}

/// Things in a row, the first `most` of them, and how many more there are.
pub(in crate::lower) fn some_of(all: impl IntoIterator<Item = String>, most: usize) -> String {
    let mut all: Vec<String> = all.into_iter().collect();
    let more = all.len().saturating_sub(most);
    all.truncate(most);
    let shown = all.join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

/// A link to a type of the crate: `[`Event`](crate::v1::models::Event)`.
pub(in crate::lower) fn type_link(api: ApiVersion, room: &str, path: &TypePath) -> String {
    format!("[`{}`]({})", path.ident, rust_path(api, room, path))
}

/// `crate::v1::models::call_records::Session`
pub(in crate::lower) fn rust_path(api: ApiVersion, room: &str, path: &TypePath) -> String {
    let version = ModIdent::version(api);
    let modules = path.modules.iter().map(ModIdent::as_str);
    let parts: Vec<&str> =
        ["crate", version.as_str(), room].into_iter().chain(modules).chain([path.ident.as_str()]).collect();
    parts.join("::")
}

/// Running text of a page: every character that Markdown or rustdoc could take for more than text is escaped, and URLs
/// stand in angle brackets.
pub(in crate::lower) fn harmless(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > LONGEST_PROSE {
            words.push("…".to_owned());
            break;
        }
        words.push(harmless_word(word));
    }
    words.join(" ")
}

/// What a reader sees of a text. What turns the direction of text is an error in a comment.
fn seen(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_invisible(*c))
}

fn harmless_word(word: &str) -> String {
    let core = word.trim_matches(|c| "()[]<>\"',.;".contains(c));
    if (core.starts_with("https://") || core.starts_with("http://"))
        && core.chars().all(|c| c.is_ascii_graphic() && !"<>`\\\"[]".contains(c))
        && let Some((before, after)) = word.split_once(core)
    {
        return format!("{}<{core}>{}", escape(before), escape(after));
    }
    // Any other scheme must not look like a link to rustdoc.
    escape(&word.replace("://", ": //"))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in seen(text).filter(|c| !c.is_control()) {
        // Some mean something anywhere, some only where a line could start.
        if "\\`*_[]<>|~&".contains(c) || (out.is_empty() && "#+-=".contains(c)) {
            out.push('\\');
        }
        // "1." at the start of a line would begin a list.
        if matches!(c, '.' | ')') && out.chars().all(|c| c.is_ascii_digit()) && !out.is_empty() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(harmless(text), expected);
    }

    #[test]
    fn text_of_pages_is_only_text() {
        check("The [user](x.md) <b>id</b>.", r"The \[user\](x.md) \<b\>id\</b\>.");
        check("```\nloop {}\n```", r"\`\`\` loop {} \`\`\`");
        check("See (https://a.example/b_c).", "See (<https://a.example/b_c>).");
        check("javascript://x", "javascript: //x");
        check("- one\n1. two\n# three", r"\- one 1\. two \# three");
        check("    indented", "indented");
        check("https://x>y", r"https: //x\>y");
    }

    #[test]
    fn what_nobody_sees_is_not_there() {
        check("a\u{202e}b \u{2066}c\u{2069} \u{200b}d", "ab c d");
        assert_eq!(code("a\u{202e}b\u{200f}"), "`ab`");
    }

    #[test]
    fn values_stay_in_their_span() {
        assert_eq!(code("a`b\nc"), "`ab c`");
        assert_eq!(code("``"), "` `");
    }

    #[test]
    fn pages_are_linked() {
        let link = request_page(ApiVersion::Beta, "group-list\"><script>");
        assert_eq!(
            link.as_deref(),
            Some("https://learn.microsoft.com/graph/api/group-listscript?view=graph-rest-beta")
        );
        assert_eq!(type_page(ApiVersion::V1, Some(&"/".to_owned())), None);
    }
}
