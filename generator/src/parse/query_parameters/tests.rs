//! Parameters of the query as pages describe them.

use super::*;
use crate::diagnostic::Report;
use crate::parse::cursor;
use crate::parse::lexicon::Lexicon;
use crate::parse::link::Links;
use crate::parse::patch::Patched;
use crate::source::{SourceFile, SourceMap};

/// The parameters of a section, each as `name: type required [values] default`.
#[track_caller]
fn check_in(locale: &str, heading: &str, section: &str, expected: &[&str]) {
    let text = format!("# T\n## {heading}\n\n{section}\n");
    let page = SourceMap::default().add(SourceFile { path: "a.md".into(), text: text.clone(), corpus: 0 });
    let (lexicon, links) = (Lexicon::for_locale(Some(locale)), Links { path: "a.md" });
    let mut cx = Context { lexicon, links, report: Report::default() };
    let blocks = cursor::blocks(page, &Patched::unchanged(&text));
    let outline = Outline::new(&cx.lexicon, &blocks);
    let found = read(&mut cx, &outline, BTreeSet::from(["review".to_owned()]));
    let shown: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(shown, expected, "{section}");
}

fn shown(row: &PropertyRow) -> String {
    let ty = row.ty.as_ref().map_or("?", |ty| ty.value.raw.as_str());
    let required = match row.facts.required {
        Some(true) => " required",
        Some(false) => " optional",
        None => "",
    };
    let values: Vec<&str> = row.facts.values.iter().map(|value| value.value.as_str()).collect();
    let values = if values.is_empty() { String::new() } else { format!(" [{}]", values.join(" ")) };
    let default = row.facts.stated.default.as_ref().map_or_else(String::new, |value| format!(" = {value}"));
    format!("{}: {ty}{required}{values}{default}", row.name.value)
}

#[track_caller]
fn check(section: &str, expected: &[&str]) {
    check_in("en", "Query parameters", section, expected);
}

#[test]
fn rows_of_tables() {
    check(
        "|Parameter|Type|Description|\n|-|-|-|\n|from|Date|First day. Required.|\n\
         |kind|String|The possible values are: `jar`, `lid`. The default value is `lid`. Optional.|\n|$top|Int32|How many.|\n",
        &["from: Date required", "kind: String optional [jar lid] = lid"],
    );
    check("|Parameter|Description|\n|-|-|\n|$filter|Filters.|\n|shade|Which one.|\n", &["shade: ?"]);
    // Only what is printed in a query is one of those that are called properties.
    check(
        "|Property|Type|Description|\n|-|-|-|\n|review|Boolean|Wait. Optional.|\n|shade|String|Which.|\n",
        &["review: Boolean optional"],
    );
    check("|Property|Type|Description|\n|-|-|-|\n|shade|String|Which.|\n", &[]);
    check("|Name|Value|Description|\n|-|-|-|\n|$select|string|Some.|\n|select|string|Some.|\n", &[]);
}

#[test]
fn what_an_answer_says_is_sent_with_no_request() {
    check("The query parameter `@odata.nextLink` and the `deltaLink` parameter are required.\n", &[]);
    check("The query parameter `@microsoft.graph.shade` is required.\n", &["@microsoft.graph.shade: String"]);
}

#[test]
fn a_name_far_behind_the_noun_is_none() {
    let check = |section: &str, expected: &[&str]| check_in("zh-cn", "查询参数", section, expected);
    check("指定查询参数 `shade`。\n", &["shade: String"]);
    check("可以使用`shade`查询参数，该参数支持颜色值`Red`和`Blue`，如下所示。\n", &["shade: String"]);
    check("查询参数编码为响应中提供的 `later`。需要 `$filter` OData 查询参数返回状态`Open`为的对象。\n", &[]);
}

#[test]
fn a_sentence_above_or_the_heading_says_whether_they_are_required() {
    let table = "|Parameter|Type|Description|\n|-|-|-|\n|from|String|Start.|\n|to|String|End. Optional.|\n";
    let above = format!("In the request URL, provide the following required query parameters.\n\n{table}");
    check(&above, &["from: String required", "to: String optional"]);
    check(table, &["from: String", "to: String optional"]);
    let russian = "|Параметр|Тип|Описание|\n|-|-|-|\n|from|String|День.|\n";
    for (locale, heading, above, table, expected) in [
        (
            "zh-cn",
            "查询参数",
            "提供以下必要查询参数的值。",
            "|参数|类型|说明|\n|-|-|-|\n|from|String|日。|\n",
            "from: String required",
        ),
        (
            "ru-ru",
            "Параметры запроса",
            "Укажите следующие обязательные параметры запроса.",
            russian,
            "from: String required",
        ),
        (
            "ru-ru",
            "Параметры запроса",
            "Этот метод поддерживает необязательные параметры запроса.",
            russian,
            "from: String",
        ),
    ] {
        check_in(locale, heading, &format!("{above}\n\n{table}"), &[expected]);
    }
    check_in("en", "Optional query parameters", table, &["from: String optional", "to: String optional"]);
}

#[test]
fn sentences_name_parameters_in_code_spans() {
    check("Supports the `@depot.onClash` query parameter.", &["@depot.onClash: String"]);
    check("You can use the `withLids=true` query parameter to see lids.", &["withLids: Boolean"]);
    check("Set the `withLids` query parameter to `true`.", &["withLids: Boolean"]);
    check("It supports the `from` and `to` query parameters.", &["from: String", "to: String"]);
    check("Give the query parameter `shade`.", &["shade: String"]);
    check_in("zh-CN", "可选的查询参数", "支持 `shade` 查询参数。", &["shade: String optional"]);
}

#[test]
fn tables_and_lists_of_values_belong_to_the_parameter_above() {
    let says = "This method supports the `onClash` query parameter.\n\n";
    let table =
        "|Value|Description|\n|-|-|\n|stop|Nothing moves. This is the default.|\n|swap|They change.|\n";
    check(&format!("{says}{table}"), &["onClash: String [stop swap] = stop"]);
    check(
        &format!("{says}- `stop`: nothing moves (default)\n- `swap`: they change\n"),
        &["onClash: String [stop swap] = stop"],
    );
    let rows =
        "|Parameter|Type|Description|\n|-|-|-|\n|shade|String|Which.|\n\nThese work for **shade**:\n\n";
    check(&format!("{rows}{table}"), &["shade: String [stop swap] = stop"]);
}

#[test]
fn options_values_headers_and_properties_are_no_parameters() {
    for section in [
        "This method supports the `$select` and `$top` OData query parameters.",
        "It supports the `select` and `expand` OData query parameters.",
        "The value is not impacted by `Prefer: x.zone` or the `Prefer` header.",
        "Use `asc` with the **name** property, and the `{id}` of it.",
        "You can't use the `shade` query parameter here.",
        "The service does not support the `shade` query parameter.",
        "```http\nGET /jars?shade=dark\n```",
        "Sort by `name asc`; the default is `id`.",
        "|Value|Description|\n|-|-|\n|stop|Nothing moves.|\n",
        "Supports `$filter` on these:\n\n|Property|Description|\n|-|-|\n|shade|Dark or light.|\n",
        "|Attribute|Supported operators|\n|-|-|\n|shade|eq|\n",
    ] {
        check(section, &[]);
    }
}
