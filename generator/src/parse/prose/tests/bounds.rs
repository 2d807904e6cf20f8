//! Ranges, lengths and numbers of items.

use super::*;

#[test]
fn ranges() {
    let range = |low: &str, high: &str| Some((low.to_owned(), high.to_owned()));
    check(
        &[
            ("en", "The length. Valid values 4 to 127", range("4", "127")),
            ("en", "Must be set between 0 and 50, inclusive, and so on.", range("0", "50")),
            ("en", "Valid values -2147483648 to 2147483647", range("-2147483648", "2147483647")),
            ("zh-CN", "有效值 4 到 127", range("4", "127")),
            ("en", "Use 2 to 3 of them.", None),
            ("en", "Allowed values are 5 or 1000.", None),
        ],
        |facts| facts.stated.range.clone(),
    );
}

#[test]
fn lengths() {
    check(
        &[
            ("en", "Maximum length is 64 characters.", Some(64)),
            ("en", "Must not exceed 1,024 characters.", Some(1024)),
            ("en", "The first 255 characters of the body.", None),
            ("en", "Maximum size in kilobytes is 20.", None),
            ("zh-CN", "最大长度为 64 个字符。", Some(64)),
            ("pt-BR", "O tamanho máximo é 128 caracteres.", Some(128)),
            ("de-DE", "Die maximale Länge ist 32.", Some(32)),
        ],
        |facts| facts.stated.max_length,
    );
}

#[test]
fn numbers_of_items_are_compared_by_themselves() {
    let words = |facts: &PropertyFacts| {
        (
            facts.stated.filter.as_ref().map(|operators| operators.join(" ")),
            facts.stated.count_filter.join(", "),
        )
    };
    let some = |filter: &str, count: &str| (Some(filter.to_owned()), count.to_owned());
    check(
        &[
            ("en", "Supports `$filter` (`/$count eq 0`, `/$count ne 0`).", (None, "eq 0, ne 0".to_owned())),
            ("en", "Supports $filter (/$count eq 0, /$count gt 1).", (None, "eq 0, gt 1".to_owned())),
            ("en", "Supports `$filter` (`eq`, `/$count eq 0`).", some("eq", "eq 0")),
            ("en", "Supports `$filter` (`ne`) and `$filter` (`/$count ne 0`).", some("ne", "ne 0")),
            ("en", "Supports `$filter` (`eq`) and `$count`.", some("eq", "")),
            ("zh-CN", "支持 `$filter`(`/$count eq 0`、`/$count ne 0`)。", (None, "eq 0, ne 0".to_owned())),
        ],
        words,
    );
}

#[test]
fn ranges_in_newer_words() {
    let range = |ty: &str, locale: &str, said: &str| {
        read_row("depth", ty, locale, said).stated.range.map(|(least, most)| format!("{least} {most}"))
    };
    for said in [
        "How deep, from 4 through 127.",
        "How deep, from 4 to 127 inclusive.",
        "Minimum 4, maximum 127.",
        "Minimum: 4. Maximum: 127.",
        "The minimum value is 4 and the maximum value is 127.",
        "At least 4, at most 127.",
        "Must be greater than or equal to 4 and less than or equal to 127.",
    ] {
        assert_eq!(range("Int32", "en", said).as_deref(), Some("4 127"), "{said}");
    }
    assert_eq!(range("Int32", "zh-CN", "最小值为 4,最大值为 127。").as_deref(), Some("4 127"));
    assert_eq!(range("Int32", "zh-CN", "从 4 到 127。").as_deref(), Some("4 127"));
    for said in [
        "Lanes 4 through 127 are closed.",
        "From 4 to 127 people fit in.",
        "At least 4 are needed. Minimum 5, maximum 127.",
        "Minimum 4 or minimum 5, maximum 127.",
        "Valid values 0 to 10<sup>6</sup>.",
    ] {
        assert_eq!(range("Int32", "en", said), None, "{said}");
    }
    assert_eq!(range("String", "en", "Minimum 4, maximum 127."), None);
}

#[test]
fn numbers_of_items() {
    let most = |ty: &str, said: &str| {
        let facts = read_row("labels", ty, "en", said);
        assert_eq!((&facts.stated.range, facts.stated.max_length), (&None, None), "{said}");
        facts.stated.max_items
    };
    for said in [
        "What is in it. No more than 50 items.",
        "At most 50 elements.",
        "Limited to 50 labels.",
        "Maximum number of items is 50.",
        "The collection can contain a maximum of 50 values.",
    ] {
        assert_eq!(most("String collection", said), Some(50), "{said}");
        assert_eq!(most("String", said), None, "{said}");
    }
    for said in ["Up to 50 items are added at a time.", "Items of up to 50 kilobytes.", "The 50 items."] {
        assert_eq!(most("String collection", said), None, "{said}");
    }
    let chinese = read_row("labels", "String collection", "zh-CN", "标签。最多 50 个项。");
    assert_eq!(chinese.stated.max_items, Some(50));
}
