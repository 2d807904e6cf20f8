//! Tokens as a tree of words, signs and groups over one text, and that tree on one line.

use std::fmt::Write;
use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// An item, token by token.
pub(super) struct Tokens {
    /// All words, one after the other.
    text: String,
    pub(super) trees: Vec<Tree>,
}

pub(super) enum Tree {
    /// A name or a literal.
    Word(Range<usize>),
    /// One sign, or two that belong together.
    Sign(Sign),
    /// What stands in parentheses, brackets or braces.
    Group(Delimiter, Vec<Tree>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Paths,
    Arrow,
    One(char),
    /// A sign that belongs to the one behind it.
    Joint(char),
}

impl Tokens {
    pub(super) fn new(tokens: TokenStream) -> Self {
        let mut text = String::new();
        let trees = trees(tokens, &mut text);
        Self { text, trees }
    }

    /// The name or literal that a tree is.
    pub(super) fn word(&self, tree: &Tree) -> Option<&str> {
        match tree {
            Tree::Word(range) => Some(&self.text[range.clone()]),
            Tree::Sign(_) | Tree::Group(..) => None,
        }
    }

    /// Whether a tree is this name.
    pub(super) fn is_word(&self, tree: Option<&Tree>, word: &str) -> bool {
        tree.and_then(|tree| self.word(tree)) == Some(word)
    }

    /// The tokens as text that can be parsed again, in no particular layout.
    pub(super) fn source(&self, trees: &[Tree]) -> String {
        let mut source = String::new();
        self.write_source(trees, &mut source);
        source
    }

    fn write_source(&self, trees: &[Tree], source: &mut String) {
        for tree in trees {
            match tree {
                Tree::Word(range) => {
                    source.push_str(&self.text[range.clone()]);
                    source.push(' ');
                }
                // Signs that belong together stand together; all others are told apart by the space behind them.
                Tree::Sign(Sign::Paths) => source.push_str(":: "),
                Tree::Sign(Sign::Arrow) => source.push_str("-> "),
                Tree::Sign(Sign::Joint(sign)) => source.push(*sign),
                Tree::Sign(Sign::One(sign)) => source.extend([*sign, ' ']),
                Tree::Group(delimiter, inner) => {
                    let (open, close) = ends(*delimiter);
                    source.push_str(open);
                    self.write_source(inner, source);
                    source.push_str(close);
                }
            }
        }
    }

    /// Adds the tokens to `line` as they stand on one line. `None` for what never does, and for what this room does not
    /// know.
    pub(super) fn flat(&self, trees: &[Tree], line: &mut String) -> Option<()> {
        let mut before = Edge::Open;
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                Tree::Word(range) => {
                    if before != Edge::Open {
                        line.push(' ');
                    }
                    line.push_str(&self.text[range.clone()]);
                    before = Edge::Word;
                }
                // The comma behind a last element is one of broken lists.
                Tree::Sign(Sign::One(',')) if at + 1 == trees.len() => {}
                Tree::Sign(sign) => before = flat_sign(*sign, before, line)?,
                Tree::Group(Delimiter::Brace, inner) => {
                    // A block has lines of its own.
                    let is_block = at > 0 && self.is_word(trees.get(at - 1), "const");
                    if before != Edge::Word || is_block {
                        return None;
                    }
                    self.flat_literal(inner, line)?;
                    before = Edge::Closed;
                }
                Tree::Group(delimiter, inner) => {
                    if before == Edge::Spaced {
                        line.push(' ');
                    }
                    let (open, close) = ends(*delimiter);
                    line.push_str(open);
                    self.flat(inner, line)?;
                    line.push_str(close);
                    before = Edge::Closed;
                }
            }
        }
        Some(())
    }

    /// ` { path }` behind the name of a type, if that is short.
    fn flat_literal(&self, inner: &[Tree], line: &mut String) -> Option<()> {
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':');
        let name = line.bytes().rev().take_while(is_of_name).count();
        let start = line.len() - name;
        line.push_str(" { ");
        self.flat(inner, line)?;
        line.push_str(" }");
        (line.len() - "}".len() - start <= LITERAL).then_some(())
    }
}

/// How long a struct literal without its last brace may be to stand on one line.
const LITERAL: usize = 34;

/// What stands before a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing that a space belongs behind.
    Open,
    /// A space belongs behind it, whatever comes.
    Spaced,
    Word,
    Closed,
}

fn flat_sign(sign: Sign, before: Edge, line: &mut String) -> Option<Edge> {
    let (text, edge) = match sign {
        Sign::Paths => ("::", Edge::Open),
        Sign::Arrow => (" ->", Edge::Spaced),
        Sign::One(':') => (":", Edge::Spaced),
        Sign::One(',') => (",", Edge::Spaced),
        Sign::One('=') => (" =", Edge::Spaced),
        Sign::One('+') => (" +", Edge::Spaced),
        Sign::One('&') if before == Edge::Spaced => (" &", Edge::Open),
        Sign::One('&') if before == Edge::Open => ("&", Edge::Open),
        Sign::One('<') => ("<", Edge::Open),
        Sign::One('>') => (">", Edge::Closed),
        Sign::One('.') => (".", Edge::Open),
        Sign::One(_) | Sign::Joint(_) => return None,
    };
    line.push_str(text);
    Some(edge)
}

fn ends(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn trees(tokens: TokenStream, text: &mut String) -> Vec<Tree> {
    let mut trees = Vec::new();
    // The sign before, where it belongs to the next one.
    let mut joint = None;
    for token in tokens {
        let sign = match &token {
            TokenTree::Punct(punct) => Some(punct),
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => None,
        };
        let pair = match (joint.take(), sign.map(proc_macro2::Punct::as_char)) {
            (Some(':'), Some(':')) => Some(Sign::Paths),
            (Some('-'), Some('>')) => Some(Sign::Arrow),
            _ => None,
        };
        if let Some(pair) = pair {
            trees.pop();
            trees.push(Tree::Sign(pair));
            continue;
        }
        if let Some(punct) = sign {
            let is_joint = punct.spacing() == Spacing::Joint;
            joint = is_joint.then(|| punct.as_char());
            // `>>` closes two lists.
            let alone = !is_joint || punct.as_char() == '>';
            trees.push(Tree::Sign(if alone {
                Sign::One(punct.as_char())
            } else {
                Sign::Joint(punct.as_char())
            }));
            continue;
        }
        let start = text.len();
        match token {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // What the group holds is ours alone then, and is not copied.
                drop(group);
                trees.push(Tree::Group(delimiter, self::trees(inner, text)));
                continue;
            }
            TokenTree::Ident(name) => write!(text, "{name}"),
            TokenTree::Literal(literal) => write!(text, "{literal}"),
            TokenTree::Punct(_) => Ok(()),
        }
        .expect("a String takes everything");
        trees.push(Tree::Word(start..text.len()));
    }
    trees
}

/// The parts of a list, without the commas between them.
pub(super) fn parts(list: &[Tree]) -> impl Iterator<Item = &[Tree]> {
    // Commas within angle brackets belong to the part.
    let mut depth = 0;
    let is_comma = move |tree: &Tree| {
        match tree {
            Tree::Sign(Sign::One('<')) => depth += 1,
            Tree::Sign(Sign::One('>')) => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(tree, Tree::Sign(Sign::One(',')))
    };
    list.split(is_comma).filter(|part| !part.is_empty())
}
