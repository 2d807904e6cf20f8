//! Repairs of the text before Markdown reads it.

use super::super::patch::Patched;
use super::*;

fn check(input: &str, expected: &str) {
    let (edits, _) = repair(input, 0);
    assert_eq!(Patched::unchanged(input).apply(&edits).text, expected);
}

#[test]
fn sound_tables_stay_as_they_are() {
    let table = "|A|B|\n|:--|--:|\n|a|b|\n|c|d|\n\ntext\n";
    check(table, table);
    let open = "A | B\n---|---\na | b\nc | d\n";
    check(open, open);
}

#[test]
fn the_delimiter_row_gets_the_cells_of_the_header() {
    check("|A|B|C|\n|:--|:--|\n|a|b|c|\n", "|A|B|C|\n|---|---|---|\n|a|b|c|\n");
    check("|A |B |\n|---\t|---|\n|a|b|\n", "|A |B |\n|---|---|\n|a|b|\n");
}

#[test]
fn broken_rows_are_joined_and_lone_pipes_dropped() {
    check("|A|B|\n|-|-|\n|a|b\nmore|\n|c|d|\n", "|A|B|\n|-|-|\n|a|b more|\n|c|d|\n");
    check("|A|B|\n|-|-|\n|a|b|\n|\n|c|d|\n", "|A|B|\n|-|-|\n|a|b|\n|c|d|\n");
}

#[test]
fn what_is_no_row_ends_the_table() {
    check("|A|B|\n|-|-|\n|a|b|\n[!INCLUDE [x](y.md)]\n", "|A|B|\n|-|-|\n|a|b|\n\n[!INCLUDE [x](y.md)]\n");
    check("text\n|A|\n|-|\n|a|\n", "text\n\n|A|\n|-|\n|a|\n");
}

#[test]
fn pipes_of_the_last_cell_and_of_code_are_escaped() {
    check("|A|B|\n|-|-|\n|a|*.x | *.y|\n", "|A|B|\n|-|-|\n|a|*.x \\| *.y|\n");
    check("|A|B|\n|-|-|\n|`x|y`|b|\n", "|A|B|\n|-|-|\n|`x\\|y`|b|\n");
    check("|A|B|\n|-|-|\n|a|b||\n", "|A|B|\n|-|-|\n|a|b||\n");
}

#[test]
fn comments_leave_the_table() {
    check("|A|B|\n|-|-|\n<!--|x|y|-->\n|a|b|\n", "|A|B|\n|-|-|\n|a|b|\n");
    check("|A|B|\n|-|-|\n|a<!-- | -->|b|\n", "|A|B|\n|-|-|\n|a|b|\n");
    check("|A|\n|-|\n|a|\n<!-- { \"x\": 1 } -->\n", "|A|\n|-|\n|a|\n\n<!-- { \"x\": 1 } -->\n");
}

#[test]
fn fences_and_comments_that_stay_open_are_closed() {
    check("```http\nGET /a\n## Next\n", "```http\nGET /a\n``````````\n## Next\n");
    check("<!-- {\n\"a\": 1\n}\n\n<!-- x -->\n", "<!-- {\n\"a\": 1\n} -->\n\n<!-- x -->\n");
    let code = "```\n|a|\n|-|\n|\n```\n";
    check(code, code);
}
