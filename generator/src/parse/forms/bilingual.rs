//! Both languages side by side: each heading, cell and sentence in spans, first what stands for the translation.

use super::lines::{Kind, cells, lines};

/// The page with a stand-in for a translation beside all of its text.
pub(super) fn page(text: &str) -> String {
    let mut pairs = 100;
    let mut result = String::new();
    for (kind, line) in lines(text) {
        match kind {
            Kind::FrontMatter if line.starts_with("title:") => {
                result.push_str("title: 译\nms.translationtype: MT\nms.contentlocale: zh-CN\n");
                continue;
            }
            Kind::FrontMatter | Kind::Fence | Kind::Comment | Kind::Delimiter | Kind::Blank => {
                result.push_str(line);
            }
            Kind::Heading => heading(&mut result, line, &mut pairs),
            Kind::Row => {
                let row: Vec<String> =
                    cells(line).into_iter().map(|cell| cell_pair(cell, &mut pairs)).collect();
                result.push_str(&format!("|{}|", row.join("|")));
            }
            Kind::Words if line.contains("[!") => result.push_str(line),
            Kind::Words => {
                let words = line.trim_start_matches([' ', '>', '-', '*', '+']);
                // Bold text starts no list.
                let words = if line.trim_start().starts_with("**") { line.trim_start() } else { words };
                result.push_str(&line[..line.len() - words.len()]);
                result.push_str(&sentences(words, &mut pairs));
            }
        }
        result.push('\n');
    }
    result
}

fn heading(result: &mut String, line: &str, pairs: &mut usize) {
    let words = line.trim_start_matches('#').trim();
    let marks = &line[..line.len() - line.trim_start_matches('#').len()];
    let slug: String = words
        .to_lowercase()
        .chars()
        .filter_map(
            |c| if c == ' ' { Some('-') } else { Some(c).filter(|c| c.is_alphanumeric() || *c == '-') },
        )
        .collect();
    result.push_str(&format!("{marks} <a name=\"{slug}\"></a>{}", cell_pair(words, pairs)));
}

/// A link keeps its target outside of the spans, anything else goes into them whole.
fn cell_pair(cell: &str, pairs: &mut usize) -> String {
    let link =
        cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("]("));
    match link {
        Some((words, target)) if !target.contains(['(', '[']) => {
            format!("[{}]({target})", pair(words, pairs))
        }
        _ if cell.is_empty() => String::new(),
        _ => sentences(cell, pairs),
    }
}

fn sentences(words: &str, pairs: &mut usize) -> String {
    let mut result = String::new();
    let mut rest = words;
    while let Some(end) = rest.find(". ").filter(|end| rest[..*end].matches('`').count().is_multiple_of(2)) {
        result.push_str(&pair(&rest[..=end], pairs));
        result.push(' ');
        rest = rest[end + 1..].trim_start();
    }
    if !rest.is_empty() {
        result.push_str(&pair(rest, pairs));
    }
    result
}

fn pair(words: &str, pairs: &mut usize) -> String {
    *pairs += 1;
    let id = format!("a1b2c-{pairs}");
    let other = stand_in(words);
    format!(
        "<span data-ttu-id=\"{id}\">{other}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{words}</span></span>"
    )
}

/// What a translation looks like: other words, the same links, and code spans that lost what stood between them.
fn stand_in(words: &str) -> String {
    let mut result = String::new();
    let mut kept = false;
    let mut word = false;
    for c in words.replace("`, `", "``").chars() {
        match c {
            '`' | '(' if !kept => kept = true,
            '`' | ')' => kept = false,
            c if c.is_ascii_alphabetic() && !kept => {
                if !word {
                    result.push('译');
                }
                word = true;
                continue;
            }
            _ => {}
        }
        word = false;
        result.push(c);
    }
    result
}
