//! English titles: those of translated pages come from the anchor that kept the original.
//!
//! In: a page. Out: its title as the English page has it, as far as anchors tell: `用户资源类型` with the anchor
//! `user-resource-type` is `user resource type`.

use crate::page::{Page, PageKind};

/// The English title.
pub(super) fn english(page: &Page) -> String {
    let Some(anchor) = page.title_anchor.as_deref().filter(|anchor| !anchor.is_empty()) else {
        return page.title.value.clone();
    };
    let words = anchor.split('-').filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| in_its_case(page, word)).collect();
    let title = words.join(" ");
    if page.kind == PageKind::Operation
        && words.first().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()))
    {
        return capitalised(&title);
    }
    title
}

/// An anchor has lost its capital letters; names that the page prints have kept them.
fn in_its_case(page: &Page, word: &str) -> String {
    let printed = page.title.value.split(|c: char| !c.is_ascii_alphanumeric());
    let resources = page.resources.iter().map(|section| section.name.value.text.as_str());
    let enums = page.enums.iter().map(|section| section.name.value.text.as_str());
    let named = resources.chain(enums).map(|name| name.rsplit('.').next().unwrap_or(name));
    let found = printed.chain(named).find(|known| known.eq_ignore_ascii_case(word));
    found.unwrap_or(word).to_owned()
}

fn capitalised(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}
