//! Whatever a page holds, parsing it ends with a page and a report: no panic, no place outside of the page.

use msgraph_codegen::page::{Page, PropertyRow};
use msgraph_codegen::parse;
use msgraph_codegen::source::{SourceFile, SourceMap, Span};
use proptest::prelude::*;

const RESOURCE: &str = r#"---
title: "kettle resource type"
ms.prod: "kitchen"
doc_type: resourcePageType
---

# kettle resource type

Namespace: microsoft.graph.kitchen

A vessel. Inherits from [appliance](appliance.md). This is an open type.

[!INCLUDE [national-cloud-support](../../includes/all-clouds.md)]

## Methods

|Method|Return type|Description|
|:---|:---|:---|
|[List kettles](../api/kettle-list.md)|[kettle](kettle.md) collection|Lists.|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key. Inherited from [appliance](appliance.md).|
|mood|[mood](../resources/enums.md#mood-values)|Possible values are: `calm`, `loud`, `unknownFutureValue`. Supports `$filter` (`eq`, `in`).|
|heat|Int32|Valid values 4 to 127. *.a | *.b|
|note|String, maximum size 20|`x``y`
|lid|String|Possible values are: on, off (default). No more than 50 lids. Maximum length is 64 characters. Read-only. Default value is on. Optional. Returned only on `$select`. Format: E.164. Supports $filter (eq, ne) and $orderby. Cannot be changed. The minimum is 1, the maximum 1,024. Inherited from appliance. Multiple values can be combined, separated by commas. Deprecated. Not nullable. Use the `Prefer: include-unknown-enum-members` request header to get: dim, dark.|

### mood values

|Member|Value|
|:---|:---|
|calm|0|
|loud|1|

## JSON representation

<!-- { "blockType": "resource", "keyProperty": "id", "@odata.type": "microsoft.graph.kitchen.kettle", "baseType": null } -->
```json
{ "id": "String (identifier)", "mood": "String", "heat": 1024, "note": … }
```
"#;

const OPERATION: &str = r#"# <a name="create-kettle"></a>创建 kettle

命名空间：microsoft.graph

## <a name="permissions"></a>权限

|权限类型|权限（从最低特权到最高特权）|
|:---|:---|
|委派（工作或学校帐户）|Kettle.Read.All and Mood.Read、Kettle. ReadWrite. All|
|委派（个人 Microsoft 帐户）|不支持。|
|应用程序|For **a**:<br/>Kettle.Read.All<br/>For **b**:<br/>Kettle.ReadWrite.All|

## <a name="http-request"></a>HTTP 请求

```http
POST /kitchen/kettles/{id | name}/pour(speed='{speed}')
GET https://graph.microsoft.com/v1.0/kitchen?$top=5 HTTP/1.1
```

## <a name="request-body"></a>请求正文

在请求正文中，提供 [kettle](../resources/kettle.md) 对象的 JSON 表示形式。

|属性|类型|说明|
|:---|:---|:---|
|说明|字符串集合|可选。 可取值为：`a`、`b`。|

## <a name="response"></a>响应

如果成功，此方法返回 `201 Created` 响应代码和 [kettle](../resources/kettle.md) 集合。

## <a name="example"></a>示例

<!-- { "blockType": "request" } -->
```http
POST https://graph.microsoft.com/v1.0/kitchen/kettles
Content-Type: application/json

{ "description": [ "a", 'b' ] /* c */ }
```
<!-- { "blockType": "response", "@odata.type": "Collection(microsoft.graph.kettle)" } -->
```http
HTTP/1.1 201 Created

{ "value": [ { "id": "1", } ] 
```
"#;

fn parsed(path: &str, text: String) -> (SourceMap, Page) {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile { path: path.into(), text, corpus: 0 });
    let (page, report) = parse::parse_page(&sources, id);
    for diagnostic in &report.diagnostics {
        diagnostic.span.into_iter().for_each(|span| within(&sources, span));
    }
    (sources, page)
}

fn within(sources: &SourceMap, span: Span) {
    assert!(span.start <= span.end, "{span:?} ends before it starts");
    assert!(span.end as usize <= sources.file(span.page).text.len(), "{span:?} leaves its page");
}

fn check(sources: &SourceMap, page: &Page) {
    let row = |row: &PropertyRow| {
        within(sources, row.name.span);
        row.ty.iter().for_each(|ty| within(sources, ty.span));
        row.facts.values.iter().for_each(|value| within(sources, value.span));
    };
    within(sources, page.title.span);
    for resource in &page.resources {
        resource.properties.iter().chain(&resource.relationships).for_each(row);
        resource.representation.iter().for_each(|sample| within(sources, sample.span));
    }
    if let Some(operation) = &page.operation {
        operation.requests.iter().for_each(|request| within(sources, request.url.span));
        operation.body.rows.iter().for_each(row);
    }
}

#[test]
fn names_and_values_stand_where_their_spans_say() {
    let (sources, page) = parsed("api-reference/v1.0/resources/kettle.md", RESOURCE.to_owned());
    let [resource] = &page.resources[..] else { panic!("one type, not {:?}", page.kind) };
    assert_eq!(resource.properties.len(), 5);
    for row in &resource.properties {
        assert_eq!(sources.text(row.name.span), row.name.value);
        for value in &row.facts.values {
            assert_eq!(sources.text(value.span), value.value);
        }
    }
    let (sources, page) = parsed("api-reference/v1.0/api/kettle-create.md", OPERATION.to_owned());
    let operation = page.operation.expect("it is an operation page");
    for request in &operation.requests {
        assert_eq!(sources.text(request.url.span), request.url.value);
    }
    assert_eq!(operation.body.rows[0].name.value, "description", "the body of the example tells the name");
}

/// A page of our own with some of its bytes replaced, dropped or repeated.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, "[ -~|`#<>\\n{}\\[\\]\u{3000}-\u{3010}]{0,6}");
    (prop::sample::select(vec![RESOURCE, OPERATION]), prop::collection::vec(edit, 0..12)).prop_map(
        |(page, edits)| {
            let mut chars: Vec<char> = page.chars().collect();
            for (place, length, with) in edits {
                if chars.is_empty() {
                    break;
                }
                let start = place.index(chars.len());
                let end = (start + length).min(chars.len());
                chars.splice(start..end, with.chars());
            }
            chars.into_iter().collect()
        },
    )
}

/// Letters and marks of several bytes, of which some change their length with their case, and some mean something.
const WIDE: [&str; 16] =
    ["“", "”", "\u{A0}", "Ⱥ", "İ", "K", "ß", "：", "，", "、", "。", "（", "）", "‘", "–", "\u{200B}"];

/// A page of our own with wide characters put in, mostly between words, where rules cut.
fn widened() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), prop::sample::select(WIDE.to_vec()), any::<bool>());
    (prop::sample::select(vec![RESOURCE, OPERATION]), prop::collection::vec(edit, 1..60)).prop_map(
        |(page, edits)| {
            let mut text = page.to_owned();
            for (place, wide, instead) in edits {
                let between: Vec<usize> =
                    text.match_indices([' ', ',', '.', '|']).map(|(at, _)| at).collect();
                let at = between[place.index(between.len())];
                text.replace_range(at..at + usize::from(instead), wide);
            }
            text
        },
    )
}

fn path() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "api-reference/v1.0/resources/a.md",
        "api-reference/beta/api/a.md",
        "a.md",
        "enums.md",
        "",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mutated_pages_are_read(path in path(), text in mutated()) {
        let (sources, page) = parsed(path, text);
        check(&sources, &page);
    }

    #[test]
    fn widened_pages_are_read(path in path(), text in widened()) {
        let (sources, page) = parsed(path, text);
        check(&sources, &page);
    }

    #[test]
    fn arbitrary_text_is_read(path in path(), text in any::<String>()) {
        let (sources, page) = parsed(path, text);
        check(&sources, &page);
    }

    #[test]
    fn arbitrary_marks_are_read(path in path(), text in "([|`#<>*\\[\\](){}:,.\"'!-] ?|\n|--|\\$filter|Possible values are: |<!--|-->|```|~~~|## |é|、|（|[a-z]{1,4}|[0-9]){0,120}") {
        let (sources, page) = parsed(path, text);
        check(&sources, &page);
    }
}
