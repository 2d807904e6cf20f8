//! Damage to a page, such as editors, merges, translators and scripts do.

use super::Dice;

/// What is put in somewhere.
const TOKENS: &[&str] = &[
    "|",
    "||",
    "\n|",
    "|\n",
    "|-|-|\n",
    "`",
    "```\n",
    "```json\n",
    "<!--",
    "-->",
    "<!-- { \"blockType\": \"resource\"",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\\",
    "\\u202e",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{feff}",
    "\u{0}",
    "\r",
    "\r\n",
    "\n\n",
    "\n# ",
    "\n## ",
    "\n### ",
    "> ",
    "* ",
    "1. ",
    "    ",
    "\t",
    "&#x202e;",
    "&lt;",
    "<br>",
    "<table><tr><td>",
    "::: zone pivot=\"x\"\n",
    "[!INCLUDE [x](../../includes/x.md)]\n",
    "---\n",
    "...",
    "名",
    "😀",
    "GET /",
    "POST ",
    "?$top=",
    "{id | name}",
    "(a='{b}')",
    "microsoft.graph.",
    "Collection(",
    "@odata.type",
    "Inherits from [x](x.md). ",
    "Possible values are: ",
    "0",
    "-1",
    "99999999999999999999",
];

/// `page` with one to a few damages; pieces of `other` may come into it.
pub fn damaged(dice: &mut Dice, page: &str, other: &str) -> String {
    let mut text = page.to_owned();
    for _ in 0..dice.within(1..=6) {
        let (from, to) = range(dice, &text);
        match dice.below(9) {
            0 => text.replace_range(from..to, ""),
            1 => text.insert_str(from, dice.pick(TOKENS)),
            2 => text.replace_range(from..to, dice.pick(TOKENS)),
            3 => {
                let again = text[from..to].to_owned();
                text.insert_str(to, &again);
            }
            4 => text.truncate(to),
            5 => swap_lines(dice, &mut text),
            6 => {
                let (start, end) = range(dice, other);
                text.insert_str(from, &other[start..end]);
            }
            7 => {
                text =
                    text.replace(dice.pick(&["|", "`", "\n", "-", "#", "\"", " ", ":"]), dice.pick(TOKENS));
            }
            _ => {
                let token = dice.pick(TOKENS).repeat(dice.within(2..=40));
                text.insert_str(from, &token);
            }
        }
        // Some damage multiplies; a page stays a page.
        let end = floor(&text, 60_000.min(text.len()));
        text.truncate(end);
    }
    text
}

/// Two places of `text`, in order, mostly close to each other.
fn range(dice: &mut Dice, text: &str) -> (usize, usize) {
    let from = dice.below(text.len() + 1);
    let reach = if dice.once_in(4) { text.len() - from } else { 40.min(text.len() - from) };
    let to = from + dice.below(reach + 1);
    (floor(text, from), floor(text, to))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn swap_lines(dice: &mut Dice, text: &mut String) {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
    lines.swap(a, b);
    *text = lines.join("\n");
}
