//! Pages that carry two languages side by side: keeps the English half.
//!
//! In: text with `<span data-ttu-id=..>translated</span><span class="sxs-lookup"><span data-stu-id=..>English</span></span>`.
//! Out: edits that drop the translated half and the tags.

use super::patch::Edit;
use super::text::Ahead;

/// Whether a page is of this form.
pub(super) fn is_bilingual(text: &str) -> bool {
    text.contains("data-ttu-id") || text.contains("sxs-lookup")
}

/// The edits that leave only the English text.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut ends = Ahead::new(text, ">");
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| found + at) {
        let Some(end) = ends.from(start).map(|found| found + 1) else { break };
        let tag = &text[start..end];
        at = start + 1;
        if tag.starts_with("<span") && !tag[1..].contains('<') {
            let translated = tag.contains("data-ttu-id");
            open.push((start, translated));
            edits.push(Edit::new(start..end, ""));
            at = end;
        } else if tag == "</span>" {
            if let Some((opened, true)) = open.pop() {
                while edits.last().is_some_and(|edit: &Edit| edit.range.start >= opened) {
                    edits.pop();
                }
                edits.push(Edit::new(opened..end, ""));
            } else {
                edits.push(Edit::new(start..end, ""));
            }
            at = end;
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::patch::Patched;
    use super::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(Patched::unchanged(input).apply(&edits(input)).text, expected);
    }

    #[test]
    fn the_english_half_stays() {
        check(
            "|<span data-ttu-id=\"a-1\">Zeichenfolge</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">String</span></span>|",
            "|String|",
        );
    }

    #[test]
    fn links_within_the_spans_stay() {
        check(
            "[<span data-ttu-id=\"b\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"b\">user</span></span>](user.md)",
            "[user](user.md)",
        );
    }

    #[test]
    fn unclosed_spans_do_no_harm() {
        check("a <span data-ttu-id=\"c\">b < c", "a b < c");
        check("</span> x <", " x <");
    }
}
