//! Lists of values.

use super::*;

#[test]
fn operators_are_no_values() {
    check(
        &[
            ("en", "Supports `$filter` (`eq`, `ne`).", String::new()),
            ("en", "Filter with `eq`, `ne`.", String::new()),
        ],
        values,
    );
}

#[test]
fn value_lists() {
    let all = |list: &str| list.to_owned();
    check(
        &[
            (
                "en",
                "The level. Possible values are: `low`, `high`, `unknownFutureValue`.",
                all("low high unknownFutureValue"),
            ),
            ("en", "Possible values are: `low`, or `high`. Read-only.", all("low high")),
            ("en", "Possible values are `low` (the default) and `high`.", all("low high")),
            ("en", "Possible values are: low, medium, and high.", all("low medium high")),
            ("en", "The state: `on`, `off`.", all("on off")),
            ("en", "The supported values for {size} are: S7, S30, and L180. They grow.", all("S7 S30 L180")),
            ("zh-CN", "受支持的 {size} 值为：S7、S30 和 L180。 它们会增长。", all("S7 S30 L180")),
            (
                "en",
                "Following values are supported. Not nullable. <ul><li>`Low` - 2 walls</li><li>`High`</li></ul>",
                all("Low High"),
            ),
            (
                "en",
                "Possible values are: low, high, ghost. Possible values are: `none`, `low`, `high`.",
                all("none low high"),
            ),
            ("en", "Possible values are: `low`, `high`. The possible sizes are few.", all("low high")),
            ("en", "The reason if the result is `on` or `off`.", all("")),
            ("en", "Possible values are:<br>`on` - it works<br>`off` - it does not", all("on off")),
            ("en", "Possible values: <br>\"On\" - it works. <br>\"Off\" - it does not", all("On Off")),
            ("en", "The value can be `on`: it works;`off`: it does not.", all("on off")),
            ("en", "Possible values are: `or`, `and`.", all("or and")),
            ("zh-CN", "可取值为 All、Selected 或 None。", all("All Selected None")),
            ("en", "For example, `on`, `off`.", all("")),
            ("en", "Can be `on` or `off`.", all("on off")),
            ("en", "Valid values 0 to 24", all("")),
            ("zh-CN", "可取值为：`on`、`off`。", all("on off")),
            ("zh-CN", "状态。 可能的值为：`a`、、`b``c`。", all("a b c")),
            ("pt-BR", "Os valores possíveis são: `a` e `b`.", all("a b")),
            ("xx", "Wartosci: `a`, `b`.", all("a b")),
        ],
        values,
    );
}

#[test]
fn members_on_demand_are_known_by_the_words_of_their_header() {
    let found = |sentence: &str| {
        let facts =
            read("en", &format!("The possible values are: `a`, `b`, `unknownFutureValue`. {sentence}"));
        assert!(
            facts
                .evolvable_values
                .iter()
                .all(|hidden| facts.values.iter().any(|value| value.value == *hidden))
        );
        facts.evolvable_values.join(" ")
    };
    for (sentence, expected) in [
        (
            "The `Prefer: include - unknown -enum-members` request header is needed to get this member: `b`.",
            "b",
        ),
        (
            "Use the Prefer: include-unknown\u{2011}enum - members request header to get the following members: c, d.",
            "c d",
        ),
        (
            "Use the Prefer: include-unknown-enum-members request header to get the following values: c and d.",
            "c d",
        ),
        (
            "Use the `Prefer: include-unknown-enum-members` request header to get the following value(s) too: `c`.",
            "c",
        ),
        ("Use the `Prefer: include-unknown-enum-members` header to get the following members c, d.", "c d"),
        (
            "Use the `Prefer: include-unknown-enum-members` header to get the following members: unknownFutureValue, c.",
            "c",
        ),
        (
            "Use the `Prefer: include-unknown-enum-members` header to get the following members that were added later.",
            "",
        ),
        ("Use the `Prefer: include-unknown-enum-members` header to get the following members later.", ""),
        ("Use the `Prefer: return-all-enum-members` header to get the following members: c, d.", ""),
    ] {
        assert_eq!(found(sentence), expected, "{sentence}");
    }
    let chinese = read(
        "zh-CN",
        "可能的值为：`a`、`b`。使用 `Prefer: include - unknown-enum-members` 请求头获取以下成员：c、d。",
    );
    assert_eq!(chinese.evolvable_values, ["c", "d"]);
}

#[test]
fn evolvable_values_belong_to_the_list() {
    let facts = read(
        "en",
        "The possible values are: `a`, `unknownFutureValue`. Use the `Prefer: include-unknown-enum-members` request header to get the following value(s) in this evolvable enum: `b`, `c`.",
    );
    assert_eq!(values(&facts), "a unknownFutureValue b c");
    assert_eq!(facts.evolvable_values, ["b", "c"]);
}

#[test]
fn defaults_and_null_in_lists() {
    let both = |facts: &PropertyFacts| (values(facts), facts.stated.default.clone().unwrap_or_default());
    let pair = |values: &str, default: &str| (values.to_owned(), default.to_owned());
    check(
        &[
            ("en", "Possible values are: `null` (default value), `wet`, `dry`.", pair("wet dry", "null")),
            ("en", "Possible values are: `wet` (default), `dry`.", pair("wet dry", "wet")),
            ("en", "Possible values are: wet (default), dry.", pair("wet dry", "wet")),
            ("en", "Possible values are: `wet`, `dry`. `dry` is the default.", pair("wet dry", "dry")),
            ("en", "Possible values are: `wet`, `dry` and `null`.", pair("wet dry", "")),
            ("en", "By default, jars carry no note.", pair("", "")),
            ("zh-CN", "可能的值为:`wet`(默认值)、`dry`。", pair("wet dry", "wet")),
            ("de-DE", "Mögliche Werte: `wet` (Standard), `dry`.", pair("wet dry", "wet")),
        ],
        both,
    );
}

#[test]
fn glosses_set_values_apart() {
    check(
        &[
            (
                "zh-CN",
                "侧门。 可取值为:raised升起halfway半开lowered放下",
                "raised halfway lowered".to_owned(),
            ),
            ("zh-CN", "侧门。 可取值为:raised 升起 lowered 放下。", "raised lowered".to_owned()),
            ("zh-CN", "可取值为:启用 PIN 或禁用 PIN", String::new()),
            ("zh-CN", "可取值为:Azure AD 中的用户", String::new()),
            ("zh-CN", "可取值为:sealedtaped", String::new()),
        ],
        values,
    );
}
