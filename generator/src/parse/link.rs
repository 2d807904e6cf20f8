//! Targets of links, and paths of files that a page names.
//!
//! In: a target as printed and the page it stands in. Out: [`LinkTarget`]s, and whole paths below the documentation
//! root. A path that would lead out of the root is none.

use crate::page::LinkTarget;
use crate::source::is_invisible;

/// What links of one page are relative to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Links<'a> {
    /// Path of the page below the documentation root.
    pub(crate) path: &'a str,
}

impl Links<'_> {
    /// Name of the page without folder and ending, lower case.
    pub(crate) fn slug(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !is_invisible(*c)).collect();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_lowercase();
        match stem.rsplit_once('.') {
            Some((bare, locale)) if is_locale(locale) => bare.to_owned(),
            _ => stem,
        }
    }

    /// Whether the page lies in an `api` folder.
    fn in_api(&self) -> bool {
        self.path.rsplit('/').nth(1) == Some("api")
    }

    /// The page of the reference that a link leads to; nothing for links to elsewhere.
    pub(crate) fn target(&self, printed: &str) -> Option<LinkTarget> {
        let (path, fragment) =
            printed.split_once('#').map_or((printed, None), |(path, fragment)| (path, Some(fragment)));
        let fragment = fragment.filter(|fragment| !fragment.is_empty()).map(str::to_lowercase);
        let path = path.split('?').next().unwrap_or_default().replace('\\', "/");
        if path.is_empty() {
            fragment.as_ref()?;
            return Some(LinkTarget { slug: self.slug(), api: self.in_api(), fragment });
        }
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let last = segments.last()?.to_lowercase();
        let slug = last.strip_suffix(".md").or_else(|| last.strip_suffix(".yml"));
        let folder = segments.iter().rev().nth(1).copied().unwrap_or_default();
        let absolute = path.contains("://");
        let inside = !absolute || path.contains("/graph/api/") || path.contains("api-reference");
        if !inside || !(slug.is_some() || matches!(folder, "resources" | "api")) {
            return None;
        }
        let relative = !path.starts_with('/') && !absolute;
        let api =
            folder == "api" || (relative && folder != "resources" && segments.len() == 1 && self.in_api());
        Some(LinkTarget { slug: slug.unwrap_or(&last).to_owned(), api, fragment })
    }

    /// The whole path of a file that the page names; nothing where it leads out of the root.
    pub(crate) fn file(&self, printed: &str) -> Option<String> {
        let printed = printed.split(['#', '?']).next().unwrap_or_default().trim().replace('\\', "/");
        let mut segments: Vec<&str> = if printed.starts_with('/') || printed.starts_with("~/") {
            Vec::new()
        } else {
            self.path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect()
        };
        for segment in printed.trim_start_matches("~/").split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                segment => segments.push(segment),
            }
        }
        (!segments.is_empty()).then(|| segments.join("/"))
    }
}

/// `zh-cn`, `de`: the language that a file name ends with.
fn is_locale(word: &str) -> bool {
    let letters = |part: &str| (2..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_lowercase());
    match word.split_once('-') {
        Some((language, region)) => letters(language) && letters(region),
        None => word.len() == 2 && letters(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_no_part_of_the_name() {
        let slug = |path| Links { path }.slug();
        assert_eq!(slug("a/user-get.zh-cn.txt"), "user-get");
        assert_eq!(slug("a/user-get.de.md"), "user-get");
        assert_eq!(slug("User.Get.md"), "user.get");
    }

    fn check(printed: &str, expected: &str) {
        let links = Links { path: "api-reference/v1.0/api/user-get.md" };
        let shown = links.target(printed).map_or_else(String::new, |target| {
            let fragment = target.fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
            format!("{}{}{fragment}", if target.api { "api:" } else { "" }, target.slug)
        });
        assert_eq!(shown, expected, "{printed}");
    }

    #[test]
    fn links_of_all_forms_lead_to_the_same_page() {
        check("../resources/User.md", "user");
        check("../resources/enums.md#riskLevel-values", "enums#risklevel-values");
        check("resources/user?view=graph-rest-1.0", "user");
        check("https://learn.microsoft.com/en-us/graph/api/resources/user?view=graph-rest-1.0", "user");
        check("https://learn.microsoft.com/en-us/graph/api/user-list?view=graph-rest-1.0", "api:user-list");
        check("/graph/api/resources/user", "user");
        check("user-list.md", "api:user-list");
        check("../api/user-list.md", "api:user-list");
        check("#members", "api:user-get#members");
    }

    #[test]
    fn links_to_elsewhere_are_none() {
        check("https://example.com/a.md", "");
        check("/graph/permissions-reference", "");
        check("", "");
    }

    #[test]
    fn files_stay_within_the_root() {
        let links = Links { path: "api-reference/v1.0/api/a.md" };
        assert_eq!(links.file("../../includes/all.md").as_deref(), Some("api-reference/includes/all.md"));
        assert_eq!(links.file("../../../../x.md"), None);
        assert_eq!(links.file("~/includes/x.md").as_deref(), Some("includes/x.md"));
    }
}
