//! Text without marks: what the copy of a browser gives of a page.

use std::fmt::Write as _;

use crate::parse::cursor::{self, Block};
use crate::parse::patch::Patched;
use crate::parse::text::Text;
use crate::parse::{front_matter, prepass, type_phrase};
use crate::source::{SourceFile, SourceMap};

/// What a browser shows of a Markdown page.
pub(in crate::parse) fn rendered_page(markdown: &str) -> String {
    let page = SourceMap::default().add(SourceFile { path: "a.md".into(), text: String::new(), corpus: 0 });
    let front = front_matter::read(markdown);
    let (edits, _) = prepass::repair(markdown, front.body);
    rendered(&cursor::blocks(page, &Patched::unchanged(markdown).apply(&edits)))
}

/// No links, bars, fences or code marks; blocks apart.
fn rendered(blocks: &[Block]) -> String {
    let mut text = String::new();
    let line = |cells: &[Text]| {
        let cells = cells.iter().map(|cell| type_phrase::squeeze(&cell.plain));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    for block in blocks {
        let shown = match block {
            Block::Heading(heading) => heading.text.plain.clone(),
            Block::Paragraph(paragraph) => paragraph.text.plain.clone(),
            Block::Code(code) => code.text.plain.clone(),
            Block::Table(table) => {
                let rows: Vec<String> =
                    table.rows.iter().map(|row| line(&row.cells)).filter(|row| !row.is_empty()).collect();
                format!("{}\n{}", line(&table.header), rows.join("\n"))
            }
            Block::Comment(_) | Block::Include(_) => continue,
        };
        let _ = write!(text, "{}\n\n", shown.trim());
    }
    text
}
