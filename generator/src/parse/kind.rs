//! What a page is about, told by its content.
//!
//! In: path, front matter, outline. Out: [`PageKind`]. `doc_type` misfiles pages and is often missing, so it only
//! decides where the content does not.

use super::annotation::{self, BlockType};
use super::context::Context;
use super::cursor::Block;
use super::document::Document;
use super::outline::Outline;
use super::table::{is_member_table, is_typed_in_place};
use super::words::Role;
use crate::page::PageKind;

/// Decides in the order of what is most certain.
pub(super) fn decide(cx: &Context<'_>, document: &Document, outline: &Outline<'_>) -> PageKind {
    let has = |role| outline.sections.iter().any(|section| section.own == role);
    let annotated = document.blocks.iter().any(|block| match block {
        Block::Comment(comment) => {
            annotation::read(&comment.text).is_some_and(|found| found.block == BlockType::Resource)
        }
        _ => false,
    });
    let enum_title = is_enum_title(outline);
    let members = has(Role::Members);
    let properties = outline
        .of(Role::Properties)
        .any(|section| section.tables().any(|table| is_typed_in_place(cx, table)));
    if has(Role::Requests) {
        return PageKind::Operation;
    }
    if (enum_title || members) && !properties {
        return PageKind::Enum;
    }
    if annotated {
        return PageKind::Resource;
    }
    let slug = cx.links.slug();
    let lists = outline
        .sections
        .iter()
        .filter(|section| {
            section.heading.is_some() && section.tables().any(|table| is_member_table(cx, table))
        })
        .count();
    if (slug.starts_with("enums") && lists > 0) || lists > 3 {
        return PageKind::Enum;
    }
    if properties || has(Role::Representation) && (has(Role::Properties) || is_type_title(cx, outline)) {
        return PageKind::Resource;
    }
    // A page that lies in no folder says so itself.
    let in_api = cx.links.path.contains("/api/") || document.front.doc_type.as_deref() == Some("apiPageType");
    if in_api && (has(Role::Response) || has(Role::Permissions) || has(Role::Body)) {
        return PageKind::Operation;
    }
    match document.front.doc_type.as_deref() {
        Some("enumPageType" | "enumTypes") if lists > 0 => PageKind::Enum,
        _ => PageKind::Overview,
    }
}

/// "X resource type" in any language, or its anchor.
fn is_type_title(cx: &Context<'_>, outline: &Outline<'_>) -> bool {
    outline.title.is_some_and(|title| {
        let plain = title.text.plain.trim().to_lowercase();
        cx.lexicon.title_words().any(|word| plain.ends_with(word))
            || title.anchor.as_deref().is_some_and(|anchor| anchor.ends_with("-type"))
    })
}

/// "X enum type", or its anchor.
fn is_enum_title(outline: &Outline<'_>) -> bool {
    outline.title.is_some_and(|title| {
        let plain = title.text.plain.trim().to_lowercase();
        plain.ends_with(" enum type")
            || plain.ends_with(" enum")
            || plain.ends_with(" enumeration")
            || title.anchor.as_deref().is_some_and(|anchor| anchor.ends_with("-enum-type"))
    })
}
