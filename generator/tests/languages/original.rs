//! English pages as the first half of a translation: with all that a translation adds, and words that will be replaced.
//!
//! In: a page of the English corpus. Out: the page in the form of the Chinese ones, from which [`invent`](super::invent)
//! makes languages: the front matter of a translation, headings with anchors, words in stand-in letters, and in Chinese
//! those few that languages may have words of their own for. Names, links, code and comments stay.

use super::words::stand_in;

/// Words and phrases that the languages know, longer ones first.
const KNOWN: &[(&str, &str)] = &[
    ("possible values are", "可取值为"),
    ("the possible values are", "可取值为"),
    ("possible values", "可取值"),
    ("inherits from", "继承自"),
    ("inherited from", "继承自"),
    ("resource type", "资源类型"),
    ("enumeration type", "枚举类型"),
    ("enum type", "枚举类型"),
    ("return type", "返回类型"),
    ("permission type", "权限类型"),
    ("not supported", "不支持"),
    ("read-only", "只读"),
    ("namespace", "命名空间"),
    ("collection", "集合"),
    ("properties", "属性"),
    ("property", "属性"),
    ("description", "说明"),
    ("relationships", "关系"),
    ("relationship", "关系"),
    ("members", "成员"),
    ("member", "成员"),
    ("methods", "方法"),
    ("method", "方法"),
    ("parameter", "参数"),
    ("name", "名称"),
    ("type", "类型"),
    ("values", "值"),
    ("value", "值"),
];

/// The page, half translated.
pub(super) fn prepared(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut front, mut fence, mut comment) = (false, false, false);
    let mut section = String::new();
    let mut rows = 0;
    for (at, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        if bare == "---" && (at == 0 || front) {
            if front {
                out.push_str("ms.translationtype: MT\nms.contentlocale: en-US\n");
            }
            front = at == 0;
            out.push_str(line);
        } else if front {
            let translated = line.starts_with("title:") || line.starts_with("description:");
            let (key, value) = line.split_once(':').filter(|_| translated).unwrap_or((line, ""));
            out.push_str(key);
            if translated {
                out.push(':');
                out.push_str(&prose(value));
            }
        } else if bare.starts_with("```") {
            fence = !fence;
            out.push_str(line);
        } else if fence || comment || bare.starts_with("<!--") {
            comment = !fence && (comment || bare.starts_with("<!--")) && !line.contains("-->");
            out.push_str(line);
        } else if bare.starts_with('#') {
            let level = bare.chars().take_while(|c| *c == '#').count();
            let heading = bare[level..].trim();
            section = anchor(heading);
            rows = 0;
            let words = heading_words(heading);
            out.extend([&bare[..level], " <a name=\"", &section, "\"></a>", &words]);
        } else if bare.starts_with('|') {
            rows += 1;
            out.push_str(&row(line, &section, rows));
        } else {
            rows = 0;
            out.push_str(&prose(line));
        }
        out.push('\n');
    }
    out
}

/// A heading keeps the name of a type or operation, which stands first.
fn heading_words(heading: &str) -> String {
    match heading.split_once(' ') {
        Some((name, rest))
            if ["resource type", "enum type", "values"].iter().any(|end| rest.starts_with(end)) =>
        {
            format!("{name} {}", prose(rest))
        }
        _ => prose(heading),
    }
}

/// A row of a table: names and types stay for what is done to them later.
fn row(line: &str, section: &str, at: usize) -> String {
    let of_names = ["properties", "relationships", "request-body", "function-parameters", "members"];
    let named = of_names.contains(&section) || section.ends_with("-values");
    let cells = line.split('|').enumerate().map(|(column, cell)| match column {
        1 if named && at > 1 => cell.to_owned(),
        2 if named && at > 1 && !section.ends_with("values") && section != "members" => {
            cell.replace("collection", "集合")
        }
        _ => prose(cell),
    });
    cells.collect::<Vec<_>>().join("|")
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Text with every word in stand-in letters, but for code, links, markup and what has letters of a name.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    let mut rest = text;
    'text: while let Some(c) = rest.chars().next() {
        let kept = match c {
            '`' => rest[1..].find('`').map(|end| end + 2),
            ']' if rest.starts_with("](") => rest.find(')').map(|end| end + 1),
            '<' => rest.find('>').map(|end| end + 1),
            _ => None,
        };
        let kept = kept.or_else(|| (!c.is_ascii_alphabetic()).then(|| c.len_utf8()));
        if let Some(end) = kept {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        for (phrase, words) in KNOWN {
            let found = rest.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
            if found && !rest[phrase.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
                out.push_str(words);
                rest = &rest[phrase.len()..];
                continue 'text;
            }
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '@');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches(['.', '/']);
        let plain = word.chars().skip(1).all(|c| c.is_ascii_lowercase()) && word.len() > 1;
        if plain {
            out.extend(word.to_ascii_lowercase().bytes().map(stand_in));
        } else {
            out.push_str(word);
        }
        rest = &rest[word.len()..];
    }
    out
}
