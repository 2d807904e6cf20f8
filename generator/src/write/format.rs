//! Tokens to text: the only caller of syn and prettyplease.
//!
//! In: the items of a file. Out: its text. prettyplease puts no blank lines between items, so each item is printed by
//! itself: lists of modules and imports stay together, everything else is set off by one blank line.

use syn::Item as SynItem;

use super::{Item, Source};

/// The text of a file without its header. The error is a mistake of the generator.
pub(super) fn print(source: &Source) -> Result<String, String> {
    let mut text: String =
        source.doc.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    let mut before = Group::Other;
    for item in &source.items {
        let (group, text_of_item) = match item {
            Item::Text(text) => (Group::Other, text.clone()),
            Item::Tokens(tokens) => {
                let item: SynItem =
                    syn::parse2(tokens.clone()).map_err(|error| format!("{error} in `{tokens}`"))?;
                (Group::of(&item), printed(item))
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

/// An item; methods of an `impl` are set off by blank lines, constants stand together.
fn printed(item: SynItem) -> String {
    let SynItem::Impl(mut item) = item else { return unparse(item) };
    let members = std::mem::take(&mut item.items);
    let head = unparse(SynItem::Impl(item.clone()));
    let Some(head) = head.trim_end().strip_suffix('}') else { return head };
    let mut text = head.trim_end().to_owned();
    for (at, member) in members.into_iter().enumerate() {
        let is_method = matches!(member, syn::ImplItem::Fn(_));
        let alone = unparse(SynItem::Impl(syn::ItemImpl { items: vec![member], ..item.clone() }));
        let body = alone.strip_prefix(text.lines().next().unwrap_or_default()).unwrap_or(&alone);
        text.push_str(if is_method && at > 0 { "\n\n" } else { "\n" });
        text.push_str(body.trim_end().strip_suffix('}').unwrap_or(body).trim_matches('\n'));
    }
    text + "\n}\n"
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
