//! What descriptions state, one sentence or two at a time.

use super::*;
use crate::parse::cursor::{self, Block};
use crate::parse::patch::Patched;
use crate::source::{SourceFile, SourceMap};

fn read(locale: &str, description: &str) -> PropertyFacts {
    read_about(locale, description, About::default())
}

fn read_about(locale: &str, description: &str, about: About<'_>) -> PropertyFacts {
    let mut sources = SourceMap::default();
    let page = sources.add(SourceFile { path: "a.md".into(), text: description.into(), corpus: 0 });
    let blocks = cursor::blocks(page, &Patched::unchanged(description));
    let Some(Block::Paragraph(paragraph)) = blocks.first() else { return PropertyFacts::default() };
    let links = Links { path: "api-reference/v1.0/resources/a.md" };
    facts(&Lexicon::for_locale(Some(locale)), &links, &paragraph.text, about)
}

fn check<T: PartialEq + std::fmt::Debug>(cases: &[(&str, &str, T)], fact: impl Fn(&PropertyFacts) -> T) {
    for (locale, description, expected) in cases {
        assert_eq!(fact(&read(locale, description)), *expected, "{description}");
    }
}

fn values(facts: &PropertyFacts) -> String {
    facts.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn read_only() {
    check(
        &[
            ("en", "The date. Read-only.", true),
            ("en", "**Read-only**. The date.", true),
            ("en", "Key, not nullable, Read-only.", true),
            ("en", "Whether the drive is read-only for guests.", false),
            ("en", "Read-write.", false),
            ("en", "The floor. Read-only for guests who came by car.", false),
            ("en", "Read-only when **locked** is true.", false),
            ("zh-CN", "日期。只读。", true),
            ("pt-BR", "A data. Somente leitura.", true),
        ],
        |facts| facts.stated.read_only,
    );
}

#[test]
fn keys() {
    check(
        &[
            ("en", "Key of the entity. Inherited from [b](b.md)", true),
            ("en", "Key.", true),
            ("en", "Product key of the device.", false),
            ("zh-CN", "实体的键。", true),
        ],
        |facts| facts.key,
    );
}

#[test]
fn required() {
    check(
        &[
            ("en", "The name. Required.", Some(true)),
            ("en", "Optional. The name.", Some(false)),
            ("en", "Required on create.", None),
            ("en", "The required password type.", None),
            ("zh-CN", "名称。必需。", Some(true)),
        ],
        |facts| facts.required,
    );
    check(
        &[
            ("en", "Required on create.", true),
            ("en", "This property is required when a user is created.", true),
            ("en", "Required.", false),
        ],
        |facts| facts.stated.required_on_create,
    );
}

#[test]
fn nullable() {
    check(
        &[
            ("en", "Nullable.", Some(true)),
            ("en", "Not nullable.", Some(false)),
            ("en", "Key, not nullable, unique.", Some(false)),
            ("zh-CN", "不可为 null。", Some(false)),
            ("zh-CN", "可为空。", Some(true)),
        ],
        |facts| facts.stated.nullable,
    );
}

#[test]
fn when_it_is_returned() {
    check(
        &[
            ("en", "The text.<br><br>Returned only on `$select`.", Some(Returned::OnSelect)),
            ("en", "Returned by default.", Some(Returned::ByDefault)),
            (
                "en",
                "Returned only on $select in a [Get](../api/a-get.md) request.",
                Some(Returned::OnSelectOfOne),
            ),
            ("zh-CN", "仅在 `$select` 上返回。", Some(Returned::OnSelect)),
        ],
        |facts| facts.stated.returned,
    );
}

#[test]
fn filters() {
    let list = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    check(
        &[
            ("en", "Supports `$filter` (`eq`, `ne`, `NOT`, `in`).", list(&["eq", "ne", "NOT", "in"])),
            ("en", "Supports $filter (eq, startsWith).", list(&["eq", "startsWith"])),
            ("en", "Supports `$filter`.", list(&[])),
            ("en", "Supports `$filter` (`eq` and `startsWith` operators only).", list(&["eq", "startsWith"])),
            ("en", "Does not support `$filter`.", None),
            ("en", "Supports `$select` but not `$filter`.", list(&[])),
            ("zh-CN", "支持 `$filter`（`eq`、`ne`）。", list(&["eq", "ne"])),
        ],
        |facts| facts.stated.filter.clone(),
    );
    check(
        &[
            ("en", "Supports `$filter` (`eq`), `$orderBy` and `$search`.", (true, true, false)),
            ("en", "Supports `$expand`.", (false, false, true)),
        ],
        |facts| (facts.stated.orderby, facts.stated.search, facts.stated.expand),
    );
}

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
fn defaults() {
    let text = |value: &str| Some(value.to_owned());
    check(
        &[
            ("en", "The default value is `false`.", text("false")),
            ("en", "Default is 25.", text("25")),
            ("en", "The default value is empty.", None),
            ("en", "Device default value, no intent.", None),
        ],
        |facts| facts.stated.default.clone(),
    );
}

#[test]
fn inheritance_in_cells() {
    let names = |facts: &PropertyFacts| {
        facts.inherited_from.iter().map(|found| found.value.raw.clone()).collect::<Vec<_>>().join(" ")
    };
    check(
        &[
            ("en", "The id. Inherited from [entity](entity.md)", "entity".to_owned()),
            ("en", "Inherited from [a](a.md) and [b](b.md).", "a b".to_owned()),
            ("en", "Inherited, Direct, or Group.", String::new()),
            ("en", "Inherited from directoryObject.", "directoryObject".to_owned()),
            ("zh-CN", "继承自 [entity](entity.md)", "entity".to_owned()),
            ("zh-CN", "从 [entity](entity.md) 继承", "entity".to_owned()),
        ],
        names,
    );
}

#[test]
fn deprecation_and_format() {
    check(
        &[("en", "Deprecated. Use x.", true), ("en", "x is deprecated.", true), ("en", "A date.", false)],
        |facts| facts.stated.deprecated,
    );
    check(
        &[
            ("en", "Format: email.", Some("email".to_owned())),
            ("en", "Uses ISO 8601 format.", Some("ISO 8601".to_owned())),
        ],
        |facts| facts.stated.format.clone(),
    );
}

/// What is said of a row `name` of this type.
fn read_row(name: &str, ty: &str, locale: &str, description: &str) -> PropertyFacts {
    let phrase = read_plain(&Lexicon::for_locale(None), ty, None);
    read_about(locale, description, About { name, ty: phrase.as_ref() })
}

#[test]
fn read_only_behind_a_list_of_methods() {
    check(
        &[
            ("en", "What stands in it. HTTP Methods: GET Read-only. Nullable.", true),
            ("en", "HTTP Methods: GET, POST Readonly.", true),
            ("en", "HTTP Methods: GET, POST. Not read-only.", false),
            ("en", "HTTP Methods: GET, POST Not read-only.", false),
            ("en", "Readonly for guests.", false),
            ("en", "Read-only until the jar is opened.", false),
            ("zh-CN", "HTTP 方法:GET 只读。", true),
        ],
        |facts| facts.stated.read_only,
    );
}

#[test]
fn alternate_keys() {
    check(
        &[
            ("en", "Number on its back. Alternate key.", true),
            ("en", "This is an alternate key of the jar. Not nullable.", true),
            ("en", "An alternate title.", false),
            ("en", "The alternate keyboard.", false),
            ("zh-CN", "背面的编号。备用键。", true),
            ("de-DE", "Die Nummer. Alternativer Schlüssel.", true),
        ],
        |facts| facts.stated.alternate_key,
    );
    assert!(!read("en", "This is an alternate key.").key);
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
fn what_is_deprecated() {
    let row = |description: &str| read_row("lid", "String", "en", description).stated.deprecated;
    for whole in [
        "Deprecated. Use **cork**.",
        "DEPRECATED: use cork instead.",
        "This property is deprecated and will go.",
        "This property, like **cork**, is deprecated.",
        "The `lid` property has been deprecated.",
        "Will be deprecated.",
        "How it is shut (deprecated).",
        "Deprecated in favor of the `cork` value.",
    ] {
        assert!(row(whole), "{whole}");
    }
    for part in [
        "The `wax` value is deprecated; use `tape`.",
        "`wax` has been deprecated.",
        "**wax** is deprecated.",
        "The value wax is deprecated.",
        "The members wax and tape are deprecated.",
        "Possible values are: `wax` (deprecated), `tape`.",
        "Possible values are: wax (deprecated), tape.",
        "Possible values are: `wax`, `tape`. wax is deprecated.",
        "Deprecated values: `wax`.",
        "Replaces the deprecated **cork**.",
        "The **cork** property is deprecated.",
    ] {
        assert!(!row(part), "{part}");
    }
    for (part, whole) in
        [("`wax` 值已弃用。", "已弃用。请改用 `cork`。"), ("已弃用 `wax` 值。", "此属性已弃用。")]
    {
        assert!(!read_row("lid", "String", "zh-CN", part).stated.deprecated, "{part}");
        assert!(read_row("lid", "String", "zh-CN", whole).stated.deprecated, "{whole}");
    }
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
fn formats_of_dates_belong_to_dates() {
    let said = "Who brought it. The timestamp is written in the ISO 8601 form.";
    let format = |name: &str, ty: &str| read_row(name, ty, "en", said).stated.format;
    for name in ["courierId", "courierIds", "id", "courierID", "courier_id"] {
        assert_eq!(format(name, "String"), None, "{name}");
    }
    assert_eq!(format("isPaid", "Boolean"), None);
    for name in ["broughtOn", "lastPaid", "PAID", "grid"] {
        assert_eq!(format(name, "String").as_deref(), Some("ISO 8601"), "{name}");
    }
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
