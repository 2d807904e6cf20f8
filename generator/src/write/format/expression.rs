//! Lines of known width, and expressions on them: on one line where they fit, else broken at their outermost list.

use proc_macro2::Delimiter;

use super::tree::{Sign, Tokens, Tree, parts};

/// Columns of a line.
const WIDTH: usize = 89;

/// Columns that a line has behind its indent at least.
const ROOM: usize = 60;

/// Columns of a step to the right.
pub(super) const STEP: usize = 4;

/// The text of an item, and up to where its last line may reach.
pub(super) struct Lines<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) text: String,
    end: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(tokens: &'t Tokens) -> Self {
        Self { tokens, text: String::new(), end: 0 }
    }

    /// Begins a line.
    pub(super) fn line(&mut self, indent: usize) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.end = self.text.len() + WIDTH.max(indent + ROOM);
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Whether the line still has room for so many columns.
    pub(super) fn has_room(&self, columns: usize) -> bool {
        self.text.len() + columns <= self.end
    }

    /// Adds the tokens and `end`, if that fits into the line together with `behind` columns.
    pub(super) fn fitting(&mut self, trees: &[Tree], end: &str, behind: usize) -> Option<()> {
        let mark = self.text.len();
        if self.tokens.flat(trees, &mut self.text).is_some() {
            self.text.push_str(end);
            if self.has_room(behind) {
                return Some(());
            }
        }
        self.text.truncate(mark);
        None
    }

    /// An expression, with so many columns behind it before the next place to break a line.
    pub(super) fn expression(&mut self, trees: &[Tree], indent: usize, behind: usize) -> Option<()> {
        if self.fitting(trees, "", behind).is_some() {
            return Some(());
        }
        let is_dot = |tree: &Tree| matches!(tree, Tree::Sign(Sign::One('.')));
        match trees {
            [Tree::Sign(Sign::One('&')), rest @ ..] => {
                self.text.push('&');
                self.expression(rest, indent, behind)
            }
            _ if trees.iter().any(is_dot) => self.chain(trees, indent, behind),
            // A name or a text cannot be broken.
            _ if !trees.iter().any(|tree| matches!(tree, Tree::Group(..))) => {
                self.tokens.flat(trees, &mut self.text)
            }
            [Tree::Group(Delimiter::Bracket, elements)] => {
                self.text.push('[');
                self.list(elements, indent)?;
                self.text.push(']');
                Some(())
            }
            [name @ .., Tree::Group(Delimiter::Parenthesis, arguments)] if !name.is_empty() => {
                self.tokens.flat(name, &mut self.text)?;
                self.text.push('(');
                // What has delimiters of its own stands directly in the parentheses.
                if parts(arguments).count() == 1 && is_block(arguments) {
                    return None;
                }
                self.list(arguments, indent)?;
                self.text.push(')');
                Some(())
            }
            _ => None,
        }
    }

    /// Calls one behind the other, each on its own line.
    fn chain(&mut self, trees: &[Tree], indent: usize, behind: usize) -> Option<()> {
        let mut links = trees.split(|tree| matches!(tree, Tree::Sign(Sign::One('.'))));
        let first = links.next()?;
        // A short name such as `self` keeps the first call beside it.
        if !first.iter().any(|tree| matches!(tree, Tree::Sign(Sign::Paths))) {
            return None;
        }
        if self.fitting(first, "", 0).is_none() {
            self.expression(first, indent + STEP, 0)?;
        }
        let mut links = links.peekable();
        while let Some(link) = links.next() {
            self.line(indent + STEP);
            self.text.push('.');
            let behind = if links.peek().is_some() { 0 } else { behind };
            self.fitting(link, "", behind)?;
        }
        Some(())
    }

    /// The elements of a list, each on its own line.
    fn list(&mut self, elements: &[Tree], indent: usize) -> Option<()> {
        let is_text = |tree: &Tree| self.tokens.word(tree).is_none_or(|word| word.starts_with('"'));
        // Numbers and letters would stand side by side.
        if !parts(elements).any(|part| part.len() > 1 || is_text(&part[0])) {
            return None;
        }
        let mut elements = parts(elements).peekable();
        while let Some(element) = elements.next() {
            self.line(indent + STEP);
            self.expression(element, indent + STEP, usize::from(elements.peek().is_some()))?;
            self.text.push(',');
        }
        self.line(indent);
        Some(())
    }
}

/// Whether an expression is a list, a tuple or a struct literal.
fn is_block(trees: &[Tree]) -> bool {
    matches!(trees, [Tree::Group(..)] | [.., Tree::Group(Delimiter::Brace, _)])
}
