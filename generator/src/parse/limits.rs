//! How much of one kind a page may have: several times what any real page has, and little enough that whoever compares
//! each row or block with every other one is done in a moment.
//!
//! In: the blocks of a page. Out: the same, cut with a message each where there are too many or a text is too long.

use super::cursor::{BLOCKS, Block};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{PageId, Span, floor};

/// Rows of all tables of a page. Real pages have up to 1,700.
const ROWS: usize = 10_000;

/// Columns of a table. Real ones have up to 8.
const COLUMNS: usize = 100;

/// Bytes of a paragraph, heading or cell. Real ones have up to 6,000.
const TEXT: usize = 16 * 1024;

/// Request lines of a page. Real ones have up to 60.
pub(super) const REQUESTS: usize = 1000;

/// Values of a JSON text. Real ones have up to 1,000.
pub(super) const VALUES: usize = 10_000;

/// Cuts the blocks of a page.
pub(super) fn cut(page: PageId, blocks: &mut Vec<Block>, report: &mut Report) {
    if blocks.len() > BLOCKS {
        blocks.truncate(BLOCKS);
        say(report, Span::new(page, 0..0), &format!("the page has more than {BLOCKS} blocks"));
    }
    let mut rows = ROWS;
    for block in blocks {
        match block {
            Block::Heading(heading) => shorten(&mut heading.text, report),
            Block::Paragraph(paragraph) => shorten(&mut paragraph.text, report),
            Block::Table(table) => {
                if table.header.len() > COLUMNS {
                    say(report, table.span, &format!("the table has more than {COLUMNS} columns"));
                }
                if table.rows.len() > rows {
                    table.rows.truncate(rows);
                    say(report, table.span, &format!("the page has more than {ROWS} rows"));
                }
                rows -= table.rows.len();
                for cells in
                    std::iter::once(&mut table.header).chain(table.rows.iter_mut().map(|row| &mut row.cells))
                {
                    cells.truncate(COLUMNS);
                    for cell in cells {
                        shorten(cell, report);
                    }
                }
            }
            Block::Code(_) | Block::Comment(_) | Block::Include(_) => {}
        }
    }
}

fn shorten(text: &mut Text, report: &mut Report) {
    if text.plain.len() > TEXT {
        say(report, text.whole(), &format!("the text has more than {TEXT} bytes"));
        *text = text.slice(0..floor(&text.plain, TEXT));
    }
}

fn say(report: &mut Report, span: Span, what: &str) {
    report.push(Diagnostic::new(
        Code::UnreadablePage,
        span,
        format!("{what}; the rest of them was left out"),
    ));
}

#[cfg(test)]
mod tests {
    use super::super::document::{self, Files};
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    fn check(text: String, expected: &str, left: impl Fn(&[Block]) -> bool) {
        let mut sources = SourceMap::default();
        let id = sources.add(SourceFile { path: "a.md".into(), text, corpus: 0 });
        let mut report = Report::default();
        let document = document::read(&Files::new(&sources), id, &mut report);
        let said: Vec<_> = report.diagnostics.iter().map(|said| said.message.as_str()).collect();
        assert!(said.iter().any(|said| said.contains(expected)), "{said:?}");
        assert!(left(&document.blocks));
    }

    #[test]
    fn what_a_page_has_too_much_of_is_cut_and_said() {
        check("# x\n\na\n\n".repeat(BLOCKS), "more than 10000 blocks", |blocks| blocks.len() == BLOCKS);
        check(
            format!("# x\n\n{}", "word ".repeat(TEXT)),
            "more than 16384 bytes",
            |blocks| matches!(&blocks[1], Block::Paragraph(paragraph) if paragraph.text.plain.len() == TEXT),
        );
        check(
            format!("# x\n\n|A|\n|-|\n{}", "|a|\n".repeat(ROWS + 5)),
            "more than 10000 rows",
            |blocks| matches!(&blocks[1], Block::Table(table) if table.rows.len() == ROWS),
        );
        let wide = "|a".repeat(COLUMNS + 5);
        check(
            format!("# x\n\n{wide}|\n{}|\n{wide}|\n", "|-".repeat(COLUMNS + 5)),
            "100 columns",
            |blocks| matches!(&blocks[1], Block::Table(table) if table.rows[0].cells.len() == COLUMNS),
        );
    }
}
