//! English titles: those of translated pages come from the anchor that kept the original, else from the file name.
//!
//! In: a page. Out: its title as the English page has it, as far as these tell: `用户资源类型` with the anchor
//! `user-resource-type` is `user resource type`; `创建 user` of the page `user-create` is `Create user`.

use crate::page::{Page, PageKind};

/// The English title.
pub(super) fn english(page: &Page) -> String {
    let printed = &page.title.value;
    let Some(anchor) = page.title_anchor.as_deref().filter(|anchor| !anchor.is_empty()) else {
        return if printed.is_ascii() { printed.clone() } else { from_slug(page) };
    };
    let words = anchor.split('-').filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| in_its_case(page, word)).collect();
    // "user: assignLicense", which an anchor has without the colon.
    if let ([first, rest @ ..], true) = (&words[..], printed.contains([':', '：'])) {
        return format!("{first}: {}", rest.join(" "));
    }
    let title = words.join(" ");
    let sentence = words.first().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    if page.kind == PageKind::Operation && sentence && !names_operation(page, &words[0]) {
        return capitalised(&title);
    }
    title
}

/// The title of a page without an anchor: `user-create` is "Create user", the type `user` is "user resource type".
fn from_slug(page: &Page) -> String {
    if let Some(section) = page.resources.first() {
        return format!("{} resource type", simple(&section.name.value.text));
    }
    if let (PageKind::Enum, [section]) = (page.kind, &page.enums[..]) {
        return format!("{} enum type", simple(&section.name.value.text));
    }
    let words: Vec<String> = page.slug.split('-').map(|word| in_its_case(page, word)).collect();
    match &words[..] {
        [.., subject, verb] if page.kind == PageKind::Operation => capitalised(&format!("{verb} {subject}")),
        _ => words.join(" "),
    }
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a path of the page ends with the word: the title of such a page starts with the name of the operation.
fn names_operation(page: &Page, word: &str) -> bool {
    let paths = page.operation.iter().flat_map(|operation| &operation.requests);
    paths.map(|request| simple(last_segment(&request.url.value))).any(|last| last.eq_ignore_ascii_case(word))
}

fn last_segment(path: &str) -> &str {
    let path = path.split(['?', '(']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// An anchor has lost its capital letters; names that the page prints have kept them.
fn in_its_case(page: &Page, word: &str) -> String {
    let words = |text| str::split(text, |c: char| !c.is_ascii_alphanumeric());
    let resources = page.resources.iter().map(|section| section.name.value.text.as_str());
    let enums = page.enums.iter().map(|section| section.name.value.text.as_str());
    let operation = page.operation.iter();
    let requested = operation.flat_map(|operation| {
        let types = operation.body.ty.iter().chain(&operation.response.ty).map(|ty| ty.value.raw.as_str());
        types.chain(operation.requests.iter().map(|request| request.url.value.as_str()))
    });
    let texts = std::iter::once(page.title.value.as_str()).chain(resources).chain(enums).chain(requested);
    let found = texts.flat_map(words).find(|known| known.eq_ignore_ascii_case(word));
    found.unwrap_or(word).to_owned()
}

fn capitalised(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}
