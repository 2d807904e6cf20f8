//! A page that came alone: what it gives without any other page. The pages are of our own writing.

use msgraph_codegen::file::Content;
use msgraph_codegen::odata::{ApiVersion, QualifiedName, Stated};
use msgraph_codegen::page::Page;
use msgraph_codegen::resolve::{ResolveOptions, resolve};
use msgraph_codegen::schema::{RequestAction, RequestBody, Schema, StructuredType, TypeName, TypeRef};
use msgraph_codegen::source::{SourceFile, SourceMap};
use msgraph_codegen::{distill, mend, parse};

const ENGLISH: &str = r##"# Create brassKettle

Namespace: microsoft.graph

Create a new [brassKettle](../resources/kitchen-brasskettle.md) object.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Kettle.ReadWrite.All|
|Delegated (personal Microsoft account)|Not supported.|
|Application|Not supported.|

## HTTP Request
``` http
POST /kitchen/kettles
POST /kitchen/kettles/{kettleId}/microsoft.graph.hobKettle/spareKettles
```

## Request body
In the request body, supply a JSON representation for the brassKettle object.

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key of the entity. Inherited from [kettle](../resources/kitchen-kettle.md)|
|litres|Double|How much it holds. Inherited from [kettle](../resources/kitchen-kettle.md)|
|polish|[polishKind](../resources/kitchen-polishkind.md)|How it shines. Possible values are: `dull`, `bright`.|
|marks|String collection|What is stamped on it.|

## Response
If successful, this method returns a `201 Created` response code and a [brassKettle](../resources/kitchen-brasskettle.md) object in the response body.

## Example
### Request
``` http
POST https://graph.microsoft.com/v1.0/kitchen/kettles
Content-type: application/json

{
  "@odata.type": "#microsoft.graph.brassKettle",
  "litres": 1.5,
  "polish": "bright",
  "marks": ["x"]
}
```
"##;

const CHINESE: &str = r##"创建 copperKettle

命名空间:microsoft.graph

创建新的 copperKettle 对象。

权限

权限类型 权限(从最低特权到最高特权)
委派(工作或学校帐户) Kettle.Write、Kettle.ReadWrite.All
委派(个人 Microsoft 帐户) 不支持。
应用程序 Kettle.ReadWrite.All

HTTP 请求

POST /kitchen/kettles

请求标头

标头
Authorization 持有者 {token}。 必填。
接受 application/json

请求正文

在请求正文中,提供 copperKettle 对象的 JSON 表示形式。

属性 类型 说明
id String 键。 继承自 kettle
litres 双精度 容量。 继承自 kettle
lids 字符串集合 盖子。
heat heatLevel 热度。 Low 表示微温。 可取值为:lowmediumhigh
whistle 汽笛 是否响。 如果设置为 quiet,则不响。 可取值为:loudquiet

响应

如果成功,此方法将在响应正文中返回 201 Created 响应代码和 copperKettle 对象。

示例

请求

POST https://graph.microsoft.com/v1.0/kitchen/kettles
Content-type: application/json

{
  "@odata.type": "#microsoft.graph.copperKettle",
  "litres": 1.5,
  "lids": ["a"],
  "heat": "medium",
  "whistle": "loud"
}

响应

HTTP/1.1 201 Created
Content-Type: application/json

{
  "id": "1",
  "heat": "medium"
}
"##;

fn read(path: &str, text: &str) -> (SourceMap, Vec<Page>) {
    let mut sources = SourceMap::default();
    sources.add(SourceFile { path: path.to_owned(), text: text.to_owned(), corpus: 0 });
    let (pages, _) = parse::parse(&sources, &|| {});
    let (pages, _) = mend::mend(&sources, pages);
    (sources, pages)
}

fn schema(path: &str, text: &str) -> Schema {
    let (sources, pages) = read(path, text);
    resolve(&sources, &pages, ApiVersion::V1, &ResolveOptions::default()).0
}

fn name(simple: &str) -> QualifiedName {
    QualifiedName::new("microsoft.graph", simple)
}

fn shown(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => primitive.name(),
        TypeName::Structured(name) | TypeName::Enum(name) => name.name(),
    };
    if ty.collection { format!("{name}*") } else { name.to_owned() }
}

fn members(ty: &StructuredType) -> String {
    let base = ty.base.iter().map(|base| format!("< {}", base.name()));
    let properties = ty.properties.iter().map(|(name, property)| format!("{name}: {}", shown(&property.ty)));
    let many = |collection| if collection { "*" } else { "" };
    let navigation = ty.navigation.iter();
    let navigation =
        navigation.map(|(name, nav)| format!("{name} -> {}{}", nav.target.name(), many(nav.collection)));
    base.chain(properties).chain(navigation).collect::<Vec<_>>().join(", ")
}

fn check_type(schema: &Schema, simple: &str, expected: &str) {
    assert_eq!(members(&schema.types[&name(simple)]), expected, "{simple}");
}

fn enum_members(schema: &Schema, simple: &str) -> Vec<String> {
    schema.enums[&name(simple)].members.keys().cloned().collect()
}

#[test]
fn an_english_page_gives_its_types_and_requests() {
    let schema = schema("kitchen-brasskettle-create.md", ENGLISH);
    check_type(&schema, "kettle", "id: String, litres: Double");
    check_type(&schema, "brassKettle", "< kettle, polish: polishKind, marks: String*");
    check_type(&schema, "kitchen", "kettles -> kettle*");
    check_type(&schema, "hobKettle", "< kettle, spareKettles -> kettle*");
    assert_eq!(enum_members(&schema, "polishKind"), ["dull", "bright"]);
    assert!(schema.operations.is_empty(), "a name of many things is no action");
    let [deep, plain] = &schema.requests[..] else { panic!("two requests") };
    for request in [plain, deep] {
        assert!(request.resolved, "{}", request.template);
        assert_eq!(request.action, RequestAction::Create);
        assert_eq!(request.addresses.as_ref().map(shown).as_deref(), Some("kettle*"));
        let RequestBody::Instance(sent) = &request.body else { panic!("an instance is sent") };
        assert_eq!(shown(sent), "brassKettle");
        assert_eq!(request.response.ty.as_ref().map(shown).as_deref(), Some("brassKettle"));
        assert_eq!(request.response.codes, [201]);
    }
    assert!(schema.types[&name("brassKettle")].pages.is_empty(), "no page describes the type itself");
}

#[test]
fn a_chinese_text_gives_what_it_proves() {
    let schema = schema("kitchen-copperkettle-create.zh-cn.txt", CHINESE);
    check_type(&schema, "kettle", "id: String, litres: Double");
    check_type(&schema, "copperKettle", "< kettle, lids: String*, heat: heatLevel, whistle: String");
    check_type(&schema, "kitchen", "kettles -> kettle*");
    assert_eq!(
        enum_members(&schema, "heatLevel"),
        ["low", "medium", "high"],
        "what is left beside two proven values is one value, as a guess"
    );
    let whistle = &schema.types[&name("copperKettle")].properties["whistle"];
    assert_eq!(whistle.facts.known_values, ["loud", "quiet"], "the example and the description show both");
    assert!(whistle.sources.iter().all(|source| source.guessed), "its type is told by the example");
    let [request] = &schema.requests[..] else { panic!("one request") };
    assert_eq!(request.action, RequestAction::Create);
    assert_eq!(request.page, "kitchen-copperkettle-create");
    let table = &request.permissions.tables[0];
    assert_eq!(table.delegated_work.groups().map(<[_]>::len), Some(2));
    assert_eq!(table.delegated_personal, Stated::NotSupported);
    let headers: Vec<(&str, Option<bool>)> =
        request.headers.iter().map(|header| (header.name.as_str(), header.required)).collect();
    assert_eq!(headers, [("Authorization", Some(true)), ("Accept", None)]);
}

#[test]
fn importing_a_chinese_text_gives_an_english_page() {
    let (sources, pages) = read("kitchen-copperkettle-create.zh-cn.txt", CHINESE);
    let files = distill::files(&sources, &pages, None).0;
    let [file] = &files[..] else { panic!("one page") };
    assert_eq!(file.path, "api-reference/v1.0/api/kitchen-copperkettle-create.md");
    let Content::Page(text) = &file.content else { panic!("a page") };
    assert!(text.contains("# Create copperKettle\n"), "{text}");
    let other: String = text.chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(other, "汽笛", "only the word that nothing explains");
    let (sources, pages) = read(&file.path, text);
    let again = distill::files(&sources, &pages, None).0;
    let Content::Page(same) = &again[0].content else { panic!("a page") };
    assert_eq!(same, text, "importing what was imported changes nothing");
    let (full, small) = (schema("kitchen-copperkettle-create.zh-cn.txt", CHINESE), schema(&file.path, text));
    check_type(&small, "copperKettle", &members(&full.types[&name("copperKettle")]));
    assert_eq!(enum_members(&small, "heatLevel"), enum_members(&full, "heatLevel"));
    assert_eq!(small.requests[0].permissions, full.requests[0].permissions);
}
