//! Pages as the repository has them since 2024: permissions and clouds in includes, alerts, other words.

use super::Converted;
use super::lines::{Kind, cells, lines};
use crate::source::SourceFile;

/// The page and the include that holds its permissions.
pub(super) fn page(file: &SourceFile) -> Converted {
    let name = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let mut page = String::new();
    let mut files = Vec::new();
    let lines = lines(&file.text);
    let mut at = 0;
    while let Some((kind, line)) = lines.get(at) {
        at += 1;
        match kind {
            Kind::FrontMatter => page.push_str(&front_matter(line)),
            Kind::Row if is_permission_header(line) => {
                let end = (at..lines.len()).find(|at| !matches!(lines[*at].0, Kind::Row | Kind::Delimiter));
                let end = end.unwrap_or(lines.len());
                let number = if files.is_empty() { String::new() } else { format!("-{}", files.len() + 1) };
                let rows = lines[at..end].iter().filter(|(kind, _)| *kind == Kind::Row).map(|(_, row)| *row);
                files.push((
                    format!("api-reference/v1.0/includes/permissions/{name}{number}-permissions.md"),
                    permissions(rows),
                ));
                page.push_str(&format!(
                    "<!-- {{ \"blockType\": \"permissions\", \"name\": \"{name}\" }} -->\n\
                     [!INCLUDE [permissions-table](../includes/permissions/{name}{number}-permissions.md)]\n"
                ));
                at = end;
                continue;
            }
            Kind::Words if line.starts_with("> **Note:**") => {
                page.push_str(&line.replace("> **Note:**", "> [!NOTE]\n>"));
            }
            Kind::Words | Kind::Row => page.push_str(&worded(line)),
            Kind::Fence | Kind::Comment | Kind::Heading | Kind::Delimiter | Kind::Blank => {
                page.push_str(line);
            }
        }
        page.push('\n');
    }
    files.insert(0, (file.path.clone(), page));
    files
}

fn front_matter(line: &str) -> String {
    match line.split_once(':') {
        Some(("ms.prod", value)) => format!("ms.subservice:{value}\nms.date: 5/4/2025"),
        Some(("localization_priority", value)) => format!("ms.localizationpriority:{value}"),
        _ => line.to_owned(),
    }
}

fn is_permission_header(line: &str) -> bool {
    let cells = cells(line);
    cells.len() == 2 && cells[1].eq_ignore_ascii_case("Permissions (from least to most privileged)")
}

/// The first of a list is the least privileged permission, the rest the higher ones. A cell that is more than a plain
/// list stays one column.
fn permissions<'t>(rows: impl Iterator<Item = &'t str> + Clone) -> String {
    let words = |cell: &str| cell.trim_end_matches(['.', ' ']).eq_ignore_ascii_case("not supported");
    let listed = |cell: &str| cell.split(", ").all(|name| name.split(' ').count() == 1 && name.contains('.'));
    let plain = rows.clone().map(cells).all(|row| row.len() == 2 && (words(row[1]) || listed(row[1])));
    let mut include = "---\ndescription: \"Automatically generated file. DO NOT MODIFY\"\n---\n\n".to_owned();
    if plain {
        include.push_str("|Permission type|Least privileged permissions|Higher privileged permissions|\n|:---|:---|:---|\n");
    } else {
        include.push_str("|Permission type|Permissions (from least to most privileged)|\n|:---|:---|\n");
    }
    for row in rows {
        let cells = cells(row);
        match cells[..] {
            [label, cell] if plain && words(cell) => {
                include.push_str(&format!("|{label}|Not supported.|Not supported.|\n"));
            }
            [label, cell] if plain => {
                let (least, higher) = cell.split_once(", ").unwrap_or((cell, "Not available."));
                include.push_str(&format!("|{label}|{least}|{higher}|\n"));
            }
            _ => include.push_str(&format!("{row}\n")),
        }
    }
    include
}

/// The same said as it is said today.
fn worded(line: &str) -> String {
    line.replace("Do not supply a request body", "Don't supply a request body")
        .replace(" Possible values are:", " The possible values are:")
        .replace("Here is an example of", "The following example shows")
}
