//! What descriptions state, one sentence or two at a time.

mod bounds;
mod value_lists;

use super::*;
use crate::odata::Primitive;
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
            ("en", "Once set, this property is read-only.", false),
            ("en", "Doors, walls etc. Read-only.", true),
            ("en", "The number of walls etc. of a house. The door no. 5. Read-only.", true),
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
            ("en", "The name (an entry of the list of names.) Optional.", Some(false)),
            ("en", "The name (of doors, walls etc.) is short. Required.", Some(true)),
            ("zh-CN", "名称。必需。", Some(true)),
        ],
        |facts| facts.required,
    );
    check(
        &[
            ("en", "Required on create.", true),
            ("en", "This property is required when a user is created.", true),
            ("en", "The colour. Required when you create a lid.", true),
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
            ("en", "Returned only on `$select`.How to get it is told elsewhere.", Some(Returned::OnSelect)),
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
            (
                "en",
                "Supports `$filter` (`eq`) for **id**; and `$filter` (`startswith`, `eq`) for **name**.",
                list(&["eq", "startswith"]),
            ),
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
            ("en", "Supports `$filter`(`eq`) and `orderBy`.", (true, false, false)),
            ("en", "Supports `$filter` by the `search` property.", (false, false, false)),
            ("en", "Supports `$filter` in the order by date.", (false, false, false)),
            ("en", "Returned only on `$expand`.", (false, false, true)),
        ],
        |facts| (facts.stated.orderby, facts.stated.search, facts.stated.expand),
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
            ("en", "Possible values are: “on”, “off” (default).", text("off")),
        ],
        |facts| facts.stated.default.clone(),
    );
}

#[test]
fn defaults_are_values_of_their_type() {
    let check = |primitive: Primitive, description: &str, expected: Option<&str>| {
        let ty = TypePhrase::primitive(primitive);
        let about = About { name: "lid", ty: Some(&ty) };
        let facts = read_about("en", description, about);
        assert_eq!(facts.stated.default.as_deref(), expected, "{description}");
    };
    check(Primitive::Boolean, "Default value is FALSE.", Some("false"));
    check(Primitive::Boolean, "The default is enabled.", None);
    check(Primitive::Boolean, "Default value is `null`.", Some("null"));
    check(Primitive::Int32, "The default is 30 minutes, minimum is 5.", Some("30"));
    check(Primitive::Int32, "Default: -1 (system defaults).", Some("-1"));
    check(Primitive::Int32, "The default is 5 if the lid is new.", None);
    check(Primitive::Int32, "The default is all.", None);
    check(Primitive::DateTimeOffset, "If it is not set, it defaults to NOW.", None);
    check(Primitive::TimeOfDay, "The default value is `00:00:00`.", Some("00:00:00"));
    check(Primitive::String, "The default value is all.", Some("all"));
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
