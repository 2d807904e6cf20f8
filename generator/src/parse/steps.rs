//! How many steps reading a page takes, counted in tests only: rooms that search, look ahead or cut texts say how many
//! bytes, lines or marks they look at.

#[cfg(test)]
thread_local! {
    static TAKEN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts so many steps.
#[cfg(test)]
pub(super) fn take(steps: usize) {
    TAKEN.with(|taken| taken.set(taken.get() + steps));
}

/// Counts nothing outside of tests.
#[cfg(not(test))]
#[inline]
pub(super) fn take(_: usize) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    const TITLE: &str = "# q resource type\n\n";
    const TABLE: &str = "# q resource type\n\n## Properties\n|Property|Type|Description|\n|-|-|-|\n";

    fn of(text: String) -> usize {
        let mut sources = SourceMap::default();
        let id = sources.add(SourceFile { path: "q.md".into(), text, corpus: 0 });
        let before = TAKEN.with(std::cell::Cell::get);
        super::super::parse_page(&sources, id);
        TAKEN.with(std::cell::Cell::get) - before
    }

    /// Twice the page takes at most 2.3 times the steps, and each byte a few.
    #[track_caller]
    fn check(page: impl Fn(usize) -> String) {
        let steps = [4000, 8000, 16_000].map(|size| of(page(size)));
        for pair in steps.windows(2) {
            assert!(pair[1] * 10 <= pair[0] * 23, "{steps:?}");
        }
        assert!(steps[2] < page(16_000).len() * 40, "{steps:?}");
    }

    fn json(text: &str) -> String {
        format!("{TITLE}## JSON representation\n``` json\n{text}\n```\n")
    }

    #[test]
    fn comments() {
        check(|size| format!("{TITLE}{}", "<!--\n\n".repeat(size / 6)));
        check(|size| format!("{TABLE}{}", "<!-- | -->\n|a|String|b|\n".repeat(size / 24)));
        check(|size| format!("{TABLE}{}-->x", "<!-- |\n|a|String|b|\n".repeat(size / 20)));
        check(|size| format!("{TITLE}{}", "<!-- { \"a\": 1\n\n".repeat(size / 15)));
    }

    #[test]
    fn rows() {
        check(|size| format!("{TABLE}|`{}`|\n", "|".repeat(size)));
        check(|size| format!("{TABLE}|{}|\n", "<!--|-->".repeat(size / 8)));
        check(|size| format!("{TABLE}|a|String|\n{}", "b\n".repeat(size / 2)));
        check(|size| format!("{TABLE}|{}|\n", "\\".repeat(size)));
    }

    #[test]
    fn texts() {
        check(|size| format!("{TITLE}{}\n", "`a` ".repeat(size / 4)));
        check(|size| format!("{TITLE}{}x{}\n", "**a ".repeat(size / 7), " b**".repeat(size / 7)));
        check(|size| format!("{TITLE}<span data-ttu-id=\"a\">{}</span>", "<".repeat(size)));
        let cell =
            |size: usize| format!("|Application|{}|\n", "**For a**:<br/>A.Read<br/>".repeat(size / 26));
        check(|size| format!("{TITLE}## Permissions\n|Permission type|Permissions|\n|-|-|\n{}", cell(size)));
    }

    #[test]
    fn json_texts() {
        check(|size| json(&format!("{{ \"id\": {} }}", "\"a\"b".repeat(size / 4))));
        check(|size| json(&format!("{{\"a\": \"{}", "\n".repeat(size))));
        check(|size| json(&format!("{{{}}}", "\"id\":\"x\",".repeat(size / 9))));
        check(|size| json(&"{\"a\":".repeat(size / 5)));
        check(|size| json(&"/*".repeat(size / 2)));
    }

    #[test]
    fn messages() {
        check(|size| format!("{TITLE}## Examples\n```http\nGET /a\n{}x\n```\n", "\n".repeat(size)));
    }
}
