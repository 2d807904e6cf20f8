//! Tokens to text.
//!
//! In: the items of a file. Out: its text. The shapes that nearly all generated code has are laid out [here](shape), by
//! the rules of prettyplease: what fits into a line stands in one, what does not is broken at its outermost list. All
//! others are [parsed] and printed by prettyplease itself. Both give the same text; only their cost differs, since
//! parsing what we have just made was a fifth of a run.
//!
//! Items are set off by one blank line; lists of modules and imports stand together.

mod expression;
mod parsed;
mod shape;
#[cfg(test)]
mod tests;
mod tree;

use crate::file::{Item, Source};
use tree::Tokens;

/// The text of a file without its header. The error is a mistake of the generator.
pub(super) fn print(source: Source) -> Result<String, String> {
    let mut text: String =
        source.doc.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    let mut before = Group::Other;
    for item in source.items {
        let (group, text_of_item) = match item {
            Item::Text(text) => (Group::Other, text),
            Item::Tokens(tokens) => {
                let tokens = Tokens::new(tokens);
                (Group::of(&tokens), printed(&tokens)?)
            }
        };
        if group != before || group == Group::Other {
            text.push('\n');
        }
        text.push_str(text_of_item.trim_end());
        text.push('\n');
        before = group;
    }
    Ok(text)
}

fn printed(tokens: &Tokens) -> Result<String, String> {
    match shape::item(tokens)? {
        Some(text) => Ok(text),
        None => parsed::item(&tokens.source(&tokens.trees)),
    }
}

/// Items that stand together without blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Use,
    Export,
    Module,
    Other,
}

impl Group {
    fn of(tokens: &Tokens) -> Self {
        let mut words = tokens.trees.iter().filter_map(|tree| tokens.word(tree));
        match (words.next(), words.next()) {
            (Some("use"), _) => Group::Use,
            (Some("pub"), Some("use")) => Group::Export,
            (Some("mod"), _) | (Some("pub"), Some("mod")) => Group::Module,
            _ => Group::Other,
        }
    }
}
