//! A page of our own writing, as a browser would copy it.

use super::*;
use crate::source::{SourceFile, SourceMap};

const PAGE: &str = "\
Mix colours

Namespace: microsoft.graph.paint

Permissions

Permission type Permissions (from least to most privileged)
Delegated (work or school account) Paint.Mix, Paint.Mix.All
Delegated (personal Microsoft account) Not supported.
Application Paint.Mix.All

HTTP request

POST /colours/{id}/mix

Request body

Parameter Type Description
with colour collection The other
colours of the mix.
shade shade A shade.

Example

Request

POST https://graph.microsoft.com/v1.0/colours/1/mix
Content-type: application/json

{
  \"with\": []
}

Response

HTTP/1.1 204 No Content
";

fn show(locale: &str, text: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.txt".into(), text: text.into(), corpus: 0 });
    let mut shown = Vec::new();
    for block in blocks(&Lexicon::for_locale(Some(locale)), page, "colour-mix", text) {
        match block {
            Block::Heading(heading) => shown.push(format!("h{} {}", heading.level, heading.text.plain)),
            Block::Paragraph(paragraph) => shown.push(paragraph.text.plain),
            Block::Code(code) => shown.push(format!("{}: {}", code.info, code.text.plain.replace('\n', "~"))),
            Block::Table(table) => {
                let row = |cells: &[Text]| {
                    cells.iter().map(|cell| cell.plain.clone()).collect::<Vec<_>>().join("|")
                };
                shown.push(row(&table.header));
                for cells in &table.rows {
                    assert_eq!(
                        sources.text(cells.cells[0].whole()),
                        cells.cells[0].plain,
                        "places lead back"
                    );
                    shown.push(row(&cells.cells));
                }
            }
            Block::Comment(comment) => shown.push(comment.text),
            Block::Include(include) => shown.push(include.target),
        }
    }
    shown
}

#[track_caller]
fn check(locale: &str, text: &str, expected: &[&str]) {
    assert_eq!(show(locale, text), expected);
}

#[test]
fn a_page() {
    check(
        "en",
        PAGE,
        &[
            "h1 Mix colours",
            "Namespace: microsoft.graph.paint",
            "h2 Permissions",
            "Permission type|Permissions (from least to most privileged)",
            "Delegated (work or school account)|Paint.Mix, Paint.Mix.All",
            "Delegated (personal Microsoft account)|Not supported.",
            "Application|Paint.Mix.All",
            "h2 HTTP request",
            "http: POST /colours/{id}/mix",
            "h2 Request body",
            "Parameter|Type|Description",
            "with|colour collection|The other colours of the mix.",
            "shade|shade|A shade.",
            "h2 Example",
            "h3 Request",
            "http: POST https://graph.microsoft.com/v1.0/colours/1/mix~Content-type: application/json~~{~  \"with\": []~}",
            "h3 Response",
            "http: HTTP/1.1 204 No Content",
        ],
    );
}

#[test]
fn a_header_that_lost_its_second_column() {
    check(
        "zh-CN",
        "标题\n\n请求标头\n\n标头\n接受 application/json\n\n响应\n\n词。\n",
        &["h1 标题", "h2 请求标头", "标头|Value", "接受|application/json", "h2 响应", "词。"],
    );
}

#[test]
fn a_section_of_members() {
    check(
        "en",
        "Colours\n\nshade values\n\nMember Value Description\nwarm 0 Nice.\n",
        &["h1 Colours", "h3 shade values", "Member|Value|Description", "warm|0|Nice."],
    );
}

#[test]
fn marks_tell_markdown() {
    assert!(is_plain_text("a.md", PAGE));
    assert!(!is_plain_text("a.txt", &PAGE.replace("Permissions\n\n", "## Permissions\n\n")));
    assert!(!is_plain_text("a.md", "Some words.\n"));
    assert!(is_plain_text("a.txt", "Some words.\n"));
}
