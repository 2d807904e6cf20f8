//! Blocks of small pages in a short form.

use super::*;
use crate::source::{SourceFile, SourceMap};

/// Each block in a short form.
fn check(input: &str, expected: &[&str]) {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.md".into(), text: input.into(), corpus: 0 });
    let blocks = blocks(page, &Patched::unchanged(input));
    let short: Vec<String> = blocks.iter().map(short).collect();
    assert_eq!(short, expected);
}

fn short(block: &Block) -> String {
    match block {
        Block::Heading(heading) => {
            format!("h{} {} {:?}", heading.level, heading.text.plain, heading.anchor)
        }
        Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.place, paragraph.text.plain),
        Block::Code(code) => format!("code[{}] {}", code.info, code.text.plain),
        Block::Table(table) => {
            let cells = |cells: &[Text]| cells.iter().map(|t| t.plain.clone()).collect::<Vec<_>>().join("|");
            let rows: Vec<String> = table.rows.iter().map(|row| cells(&row.cells)).collect();
            format!("table {} / {}", cells(&table.header), rows.join(" / "))
        }
        Block::Comment(comment) => format!("comment{}", comment.text),
        Block::Include(include) => format!("include {}", include.target),
    }
}

#[test]
fn headings_keep_their_anchor() {
    check("## <a name=\"request-body\"></a>Corpo\n", &["h2 Corpo Some(\"request-body\")"]);
}

#[test]
fn lists_and_quotes_are_flat() {
    check("> a\n\n* b\n* c\n\nd", &["Quote a", "Item b", "Item c", "Body d"]);
}

#[test]
fn tables_have_plain_cells() {
    check("|A|B|\n|-|-|\n|`x`|[y](z.md)<br/>w|\n", &["table A|B / x|y\nw"]);
}

#[test]
fn comments_and_code_stand_apart() {
    check("text\n<!-- { } -->\n``` HTTP\nGET /\n```\n", &["Body text", "comment { } ", "code[http] GET /\n"]);
}

#[test]
fn includes_name_their_files() {
    check("[!INCLUDE [a](../b.md)]\n[!INCLUDE [c](../d.md)]\n", &["include ../b.md", "include ../d.md"]);
    check("[!include [a](b.md)]\nSee [c](d.md).\n", &["include b.md", "Body  See c."]);
    check("Namespace: x.y [!INCLUDE [a](b.md)]\n", &["include b.md", "Body Namespace: x.y "]);
}

#[test]
fn glued_code_spans_come_apart() {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.md".into(), text: "`a``b`".into(), corpus: 0 });
    let blocks = blocks(page, &Patched::unchanged("`a``b`"));
    let [Block::Paragraph(paragraph)] = &blocks[..] else { panic!("one paragraph") };
    let codes: Vec<&str> = paragraph
        .text
        .codes()
        .map(|(mark, _)| sources.text(paragraph.text.span(mark.range.clone())))
        .collect();
    assert_eq!(codes, ["a", "b"]);
}
