//! The front matter of a page, line by line.
//!
//! In: the text of a page. Out: the few keys that matter and where the body starts. No YAML parser: values carry
//! unquoted colons, and translations damage keys.

use crate::source::{Date, is_invisible};

/// What the front matter says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) doc_type: Option<String>,
    pub(super) product: Option<String>,
    /// `ms.contentlocale`.
    pub(super) locale: Option<String>,
    /// The day that the page was last written or translated: `ms.lasthandoff`, else `ms.date`.
    pub(super) date: Option<Date>,
    /// `ms.translationtype` is there.
    pub(super) translated: bool,
    /// The page as the documentation site serves it: `layout: Conceptual` or a source comment.
    pub(super) site: bool,
    /// Address with `view=graph-rest-...`, if any.
    pub(super) address: Option<String>,
    /// First byte after the front matter.
    pub(super) body: usize,
}

/// Reads the front matter at the start of `text`.
pub(super) fn read(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let start = text.len() - text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ']).len();
    let body = source_comment(&text[start..], &mut front) + start;
    let mut lines = text[body..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return front;
    };
    let mut at = body + first.len();
    for line in lines {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            front.body = at;
            return front;
        }
        if line.starts_with("# ") || line.starts_with("## ") {
            break;
        }
        if let Some((key, value)) = line.split_once(':') {
            entry(&mut front, key.trim(), &bare(value));
        }
    }
    front
}

/// `<!-- Source: https://... -->` in the first line.
fn source_comment(text: &str, front: &mut FrontMatter) -> usize {
    let Some(rest) = text.strip_prefix("<!--") else { return 0 };
    let Some((comment, _)) = rest.split_once("-->") else { return 0 };
    if !comment.trim_start().starts_with("Source:") {
        return 0;
    }
    front.site = true;
    front.address = Some(comment.trim().to_owned());
    let end = comment.len() + "<!---->".len();
    end + text[end..].len() - text[end..].trim_start().len()
}

fn bare(value: &str) -> String {
    let value: String = value.chars().filter(|c| !is_invisible(*c)).collect();
    value.trim().trim_matches(['"', '\'', '“', '”']).trim().to_owned()
}

fn entry(front: &mut FrontMatter, key: &str, value: &str) {
    let owned = || (!value.is_empty()).then(|| value.to_owned());
    match key {
        "title" => front.title = owned(),
        "doc_type" => front.doc_type = owned().map(|value| value.trim_end_matches('_').to_owned()),
        "ms.prod" => front.product = owned(),
        "ms.subservice" if front.product.is_none() => front.product = owned(),
        "ms.contentlocale" | "locale" => front.locale = owned(),
        "ms.lasthandoff" => front.date = Date::parse(value).or(front.date),
        "ms.date" if front.date.is_none() => front.date = Date::parse(value),
        "ms.translationtype" => front.translated = true,
        "layout" => front.site = true,
        "canonicalUrl" | "canonical_url" | "source_url" => front.address = owned(),
        "monikers" | "defaultMoniker" if front.address.is_none() => {
            front.address = owned().map(|value| format!("view={value}"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_bare_and_the_body_is_found() {
        let text = "---\ntitle: \"user: the type\"\ndoc_type: resourcePageType_\nms.prod: intune\n---\n# x";
        let front = read(text);
        assert_eq!(front.title.as_deref(), Some("user: the type"));
        assert_eq!(front.doc_type.as_deref(), Some("resourcePageType"));
        assert_eq!(front.product.as_deref(), Some("intune"));
        assert_eq!(&text[front.body..], "# x");
    }

    #[test]
    fn a_page_without_front_matter_is_all_body() {
        assert_eq!(read("# x\n---\n"), FrontMatter::default());
        assert_eq!(read("---\ntitle: a\n# b\n").body, 0);
    }

    #[test]
    fn a_source_comment_marks_a_page_of_the_site() {
        let front = read("<!-- Source: https://x/y?view=graph-rest-beta -->\n\n# a");
        assert!(front.site);
        assert!(front.address.is_some_and(|address| address.contains("graph-rest-beta")));
    }
}
