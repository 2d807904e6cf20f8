//! A small tree of XML elements, and its text.
//!
//! The other files of `export` build [`Element`]s, one function a construct; this one alone knows how they are
//! printed. Text that XML cannot carry (control characters) becomes U+FFFD, so that the result is always readable.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element with its attributes in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
    Comment(String),
}

impl Element {
    /// An empty element.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// The same with one more attribute.
    pub(super) fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with an attribute that is printed only where it is true: `Abstract="true"`.
    pub(super) fn flag(self, name: &'static str, value: bool) -> Self {
        if value { self.attribute(name, "true") } else { self }
    }

    /// The same with one more child.
    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The same with more children.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// The same with text in it.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    /// The same with a comment; two hyphens in a row would end it early.
    pub(super) fn comment(mut self, text: &str) -> Self {
        self.children.push(Node::Comment(format!(" {} ", text.replace('-', "\u{2010}"))));
        self
    }

    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }
}

/// The whole document with `root` in it.
pub(super) fn render(root: &Element) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    write_element(&mut writer, root);
    let mut text = String::from_utf8(writer.into_inner()).expect("the writer is given strings alone");
    text.push('\n');
    text
}

fn write_element(writer: &mut Writer<Vec<u8>>, element: &Element) {
    let values: Vec<(&str, Cow<'_, str>)> =
        element.attributes.iter().map(|(name, value)| (*name, printable(value))).collect();
    let start =
        BytesStart::new(element.name).with_attributes(values.iter().map(|(name, value)| (*name, &**value)));
    if element.children.is_empty() {
        write(writer, Event::Empty(start));
        return;
    }
    write(writer, Event::Start(start));
    for child in &element.children {
        match child {
            Node::Element(child) => write_element(writer, child),
            Node::Text(text) => write(writer, Event::Text(BytesText::new(&printable(text)))),
            Node::Comment(text) => write(writer, Event::Comment(BytesText::from_escaped(printable(text)))),
        }
    }
    write(writer, Event::End(BytesEnd::new(element.name)));
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) {
    writer.write_event(event).expect("writing to memory does not fail");
}

/// `text` without the characters that XML 1.0 does not allow; line breaks become spaces, as readers of attributes
/// would make of them anyhow.
fn printable(text: &str) -> Cow<'_, str> {
    let clean = |character: char| !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}');
    if text.chars().all(clean) {
        return Cow::Borrowed(text);
    }
    let replace = |character: char| match character {
        '\n' | '\r' | '\t' => ' ',
        character if clean(character) => character,
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(replace).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(element: &Element, expected: &str) {
        let text = render(element);
        assert_eq!(text.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"), Some(expected));
    }

    #[test]
    fn elements_are_indented() {
        let tree =
            Element::new("A").attribute("b", "1").flag("c", true).flag("d", false).child(Element::new("E"));
        check(&tree, "<A b=\"1\" c=\"true\">\n  <E/>\n</A>\n");
    }

    #[test]
    fn hostile_text_stays_readable() {
        check(
            &Element::new("A").attribute("b", "<\"&\u{0}\n'"),
            "<A b=\"&lt;&quot;&amp;\u{FFFD} &apos;\"/>\n",
        );
        check(&Element::new("A").comment("--> <B/>"), "<A>\n  <!-- ‐‐> <B/> -->\n</A>\n");
    }
}
