//! Markdown as the site serves it: other front matter, no comments, tables and links written anew, no alerts.

use super::lines::{Kind, cells, lines, with_targets};
use crate::source::SourceFile;

/// The page as the site serves it.
pub(super) fn page(file: &SourceFile) -> String {
    let slug = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let title = title(&file.text);
    let mut result = format!(
        "---\nlayout: Conceptual\ntitle: {title} - Microsoft Graph v1.0 | Microsoft Learn\n\
         canonicalUrl: https://learn.microsoft.com/en-us/graph/api/{slug}?view=graph-rest-1.0\n\
         doc_type: {}\nms.subservice: {}\nsource_path: {}\n---\n\n",
        value(&file.text, "doc_type"),
        value(&file.text, "ms.prod"),
        file.path
    );
    let lines = lines(&file.text);
    let mut titled = false;
    for (at, (kind, line)) in lines.iter().enumerate() {
        match kind {
            Kind::FrontMatter | Kind::Comment => continue,
            Kind::Heading if line.contains("](#tab/") => {
                result.push_str(&format!(
                    "- {}\n",
                    line.trim_start_matches(['#', ' ']).replace("#tab/", "#tabpanel_1_")
                ));
                continue;
            }
            Kind::Heading if !titled => {
                titled = true;
                result.push_str(&format!("{line} - Microsoft Graph v1.0 | Microsoft Learn"));
            }
            Kind::Row => {
                let row: Vec<String> = cells(line).into_iter().map(linked).collect();
                result.push_str(&format!("| {} |", row.join(" | ")));
            }
            Kind::Delimiter => {
                let header = at.checked_sub(1).map_or(0, |at| cells(lines[at].1).len());
                result.push_str(&format!("|{}", " --- |".repeat(header)));
            }
            Kind::Words if line.contains("[!INCLUDE") => continue,
            Kind::Words if line.trim_start().starts_with('>') => {
                let words = line
                    .trim_start_matches(['>', ' '])
                    .trim_start_matches("[!NOTE]")
                    .replace("**Note:**", "Note\n\n");
                result.push_str(&linked(&words));
            }
            Kind::Words => result.push_str(&linked(line)),
            Kind::Fence | Kind::Heading | Kind::Blank => result.push_str(line),
        }
        result.push('\n');
    }
    result
}

fn title(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default().trim()
}

fn value<'t>(text: &'t str, key: &str) -> &'t str {
    let entries = text.lines().take(20).filter_map(|line| line.split_once(':'));
    entries.filter(|(name, _)| *name == key).map(|(_, value)| value.trim()).next().unwrap_or_default()
}

/// Links to pages of the reference, absolute and with the version.
fn linked(words: &str) -> String {
    with_targets(words, |target| {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let name = path.rsplit('/').next().unwrap_or_default();
        match name.strip_suffix(".md") {
            Some(slug) if path.contains("resources/") => {
                format!("/en-us/graph/api/resources/{slug}?view=graph-rest-1.0{fragment}")
            }
            Some(slug) if path.contains("api/") => {
                format!("https://learn.microsoft.com/en-us/graph/api/{slug}?view=graph-rest-1.0{fragment}")
            }
            Some(slug) => format!("{slug}?view=graph-rest-1.0{fragment}"),
            None => target.to_owned(),
        }
    })
}
