//! Documentation comments: a few words, the stated facts in fixed wording, the link to the page, and on demand the
//! page's own description.
//!
//! In: facts and text of the schema, which nobody vouches for. Out: [`Doc`] lines in which no HTML, no code that rustdoc
//! would run, no link of rustdoc's own and no bare URL can stand.

use crate::odata::{ApiVersion, Facts, QualifiedName, Quoting};
use crate::schema::{
    EnumType, Member, NavigationProperty, Parameter, Property, StructuredKind, StructuredType,
};
use crate::sdk::{Doc, TypePath};
use crate::source::is_invisible;

/// Lines of running text are broken here.
const WIDTH: usize = 100;

/// Longer descriptions and values are cut: rustdoc is no place for a page.
const LONGEST_PROSE: usize = 2000;
const LONGEST_VALUE: usize = 80;

/// Builds a [`Doc`] paragraph by paragraph.
#[derive(Default)]
pub(super) struct Paragraphs(Vec<String>);

impl Paragraphs {
    /// A paragraph of our own wording, broken into lines.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            if !self.0.is_empty() {
                self.0.push(String::new());
            }
            self.0.extend(wrap(text));
        }
        self
    }

    /// The description of a page, made harmless.
    pub(super) fn prose(&mut self, prose: Option<&String>) -> &mut Self {
        if let Some(prose) = prose {
            self.text(&harmless(prose));
        }
        self
    }

    /// A link to a page.
    pub(super) fn link(&mut self, link: Option<String>) -> &mut Self {
        if let Some(link) = link {
            self.text(&format!("[Documentation]({link})"));
        }
        self
    }

    pub(super) fn done(&mut self) -> Doc {
        Doc(std::mem::take(&mut self.0))
    }
}

/// The page of a type.
pub(super) fn type_page(api: ApiVersion, slug: Option<&String>) -> Option<String> {
    page(api, "resources/", slug?)
}

/// The page of a request.
pub(super) fn request_page(api: ApiVersion, slug: &str) -> Option<String> {
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

pub(super) fn structured(
    api: ApiVersion,
    name: &QualifiedName,
    ty: &StructuredType,
    base: Option<&TypePath>,
) -> Doc {
    let kind = match ty.kind {
        StructuredKind::Entity => "Entity type",
        StructuredKind::Complex => "Complex type",
    };
    let mut facts = vec![format!("{kind} {}.", code(name.as_str()))];
    facts.extend(base.map(|base| format!("Base type: `{}`.", base.ident)));
    let stated = [
        (ty.abstract_, "Abstract."),
        (ty.open, "Open type."),
        (ty.media, "Media entity."),
        (ty.stub, "Not documented: known by reference only."),
        (ty.deprecated, "Deprecated."),
    ];
    let mut doc = Paragraphs::default();
    doc.text(&format!("{}.", code(name.name()))).prose(ty.prose.as_ref());
    facts.extend(stated.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text.to_owned()));
    doc.text(&facts.join(" ")).link(type_page(api, ty.pages.first())).done()
}

pub(super) fn polymorphic(name: &QualifiedName) -> Doc {
    let mut doc = Paragraphs::default();
    doc.text(&format!("{} or a type derived from it.", code(name.name()))).done()
}

pub(super) fn enumeration(api: ApiVersion, name: &QualifiedName, ty: &EnumType) -> Doc {
    let mut facts = vec![format!("Enum type {}.", code(name.as_str()))];
    facts.extend(ty.flags.then(|| "Members can be combined.".to_owned()));
    facts.extend(ty.stub.then(|| "Not documented: known by reference only.".to_owned()));
    let mut doc = Paragraphs::default();
    doc.text(&format!("{}.", code(name.name()))).text(&facts.join(" "));
    doc.link(type_page(api, ty.pages.first())).done()
}

pub(super) fn member(wire: &str, member: &Member) -> Doc {
    let mut doc = Paragraphs::default();
    doc.text(&format!("{}.", code(wire))).prose(member.prose.as_ref());
    if member.evolvable {
        doc.text("Sent only to those who ask with `Prefer: include-unknown-enum-members`.");
    }
    doc.done()
}

pub(super) fn property(wire: &str, property: &Property) -> Doc {
    described(&format!("{}.", code(wire)), &property.facts, property.prose.as_ref())
}

pub(super) fn navigation(wire: &str, property: &NavigationProperty) -> Doc {
    let target = property.target.name();
    let many = if property.collection { " many" } else { "" };
    let what = format!("{}: relationship to{many} {}.", code(wire), code(target));
    described(&what, &property.facts, property.prose.as_ref())
}

pub(super) fn parameter(wire: &str, parameter: &Parameter) -> Doc {
    let first = match parameter.required {
        Some(true) => format!("{}. Required.", code(wire)),
        Some(false) => format!("{}. Optional.", code(wire)),
        None => format!("{}.", code(wire)),
    };
    described(&first, &parameter.facts, parameter.prose.as_ref())
}

fn described(first: &str, stated: &Facts, prose: Option<&String>) -> Doc {
    let facts = facts(stated).join(" ");
    let mut doc = Paragraphs::default();
    match prose {
        Some(_) => doc.text(first).prose(prose).text(&facts).done(),
        None => doc.text(&[first, &facts].join(" ")).done(),
    }
}

/// What the documentation states, one sentence a fact.
fn facts(facts: &Facts) -> Vec<String> {
    facts.say(|fact| fact.sentence(Quoting { plain: code, code }))
}

/// A name or value as a code span: nothing in it can end the span or the line.
pub(super) fn code(text: &str) -> String {
    let clean: String =
        seen(text).filter(|c| *c != '`').map(|c| if c.is_control() { ' ' } else { c }).collect();
    let short: String = clean.trim().chars().take(LONGEST_VALUE).collect();
    // An empty span would be two literal backticks.
    if short.trim().is_empty() { "` `".to_owned() } else { format!("`{short}`") }
}

/// Running text of a page: every character that Markdown or rustdoc could take for more than text is escaped, and URLs
/// stand in angle brackets.
pub(super) fn harmless(text: &str) -> String {
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
    fn facts_stand_in_fixed_words() {
        let stated = Facts {
            read_only: true,
            filter: Some(vec!["eq".into(), "ne".into()]),
            range: Some(("4".into(), "127".into())),
            ..Facts::default()
        };
        assert_eq!(
            facts(&stated).join(" "),
            "Read-only. Supports `$filter` (`eq`, `ne`). Valid values `4` to `127`."
        );
        assert!(facts(&Facts::default()).is_empty());
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
