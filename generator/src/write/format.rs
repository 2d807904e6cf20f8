//! Tokens to text: the only caller of syn and prettyplease.
//!
//! In: the items of a file. Out: its text. prettyplease puts no blank lines between items, so each item is printed by
//! itself: lists of modules and imports stay together, everything else is set off by one blank line.

use syn::Item as SynItem;

use crate::emit::{Item, Source};

/// The text of a file without its header. The error is a mistake of the generator.
pub(super) fn print(source: &Source) -> Result<String, String> {
    let mut text: String =
        source.doc.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    let mut before = Group::Other;
    for item in &source.items {
        let (group, printed) = match item {
            Item::Text(text) => (Group::Other, text.clone()),
            Item::Tokens(tokens) => {
                let item: SynItem =
                    syn::parse2(tokens.clone()).map_err(|error| format!("{error} in `{tokens}`"))?;
                let group = Group::of(&item);
                (group, unparse(item))
            }
        };
        if group != before || group == Group::Other {
            text.push('\n');
        }
        text.push_str(printed.trim_end());
        text.push('\n');
        before = group;
    }
    Ok(text)
}

fn unparse(item: SynItem) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
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
    fn of(item: &SynItem) -> Self {
        match item {
            SynItem::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Group::Use,
            SynItem::Use(_) => Group::Export,
            SynItem::Mod(_) => Group::Module,
            _ => Group::Other,
        }
    }
}
