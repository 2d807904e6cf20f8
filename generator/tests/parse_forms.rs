//! The same facts from every form of Markdown page: each page here is small and of our own writing.

use msgraph_codegen::diagnostic::Code;
use msgraph_codegen::odata::{ApiVersion, Method, Stated};
use msgraph_codegen::page::{Form, OperationSection, Page, PageKind, PropertyRow, TypePhrase};
use msgraph_codegen::parse;
use msgraph_codegen::source::{SourceFile, SourceMap, Spanned};

/// The first page of `files`, which may include the others.
fn read(files: &[(&str, &str)]) -> Page {
    let mut sources = SourceMap::default();
    for (path, text) in files {
        sources.add(SourceFile { path: (*path).into(), text: (*text).into(), corpus: 0 });
    }
    let (pages, _) = parse::parse(&sources, &|| {});
    pages.into_iter().next().expect("the first file is a page")
}

fn operation(page: Page) -> OperationSection {
    page.operation.expect("it is an operation page")
}

fn row(row: &PropertyRow) -> (String, String) {
    (row.name.value.clone(), row.ty.as_ref().map(shown).unwrap_or_default())
}

fn shown(ty: &Spanned<TypePhrase>) -> String {
    let link = ty.value.link.as_ref().map_or_else(String::new, |link| format!("->{}", link.slug));
    let terms: Vec<String> = ty.value.terms.iter().map(|term| format!("{term:?}")).collect();
    format!("{}{}{link}", terms.join("+"), if ty.value.collection { "[]" } else { "" })
}

fn alternatives(cell: &msgraph_codegen::odata::Grant) -> Vec<String> {
    cell.groups().unwrap_or_default().iter().map(|group| group.join("+")).collect()
}

#[test]
fn permissions_and_clouds_of_includes() {
    let page = "# Update kettle\n\nNamespace: microsoft.graph\n\n[!INCLUDE [national-cloud-support](../../includes/global-us.md)]\n\n## Permissions\n\n<!-- { \"blockType\": \"permissions\", \"name\": \"kettle_update\" } -->\n[!INCLUDE [permissions-table](../includes/permissions/kettle-update-permissions.md)]\n\n## HTTP request\n\n```http\nPATCH /kettles(uniqueName='{name}')\n```\n\n## Request body\n\n[!INCLUDE [table-intro](../../includes/update-property-table-intro.md)]\n|Property|Type|Description|\n|:--|:--|:--|\n|displayName|String|The name. Required.|\n\n## Response\n\nIf successful, this method returns a `201 Created` response code and a new [kettle](../resources/kettle.md) object if it did not exist, or `204 No Content`. If a kettle with another key exists, it returns `404 Not Found`.\n";
    let table = "---\ndescription: \"Generated.\"\n---\n\n|Permission type|Least privileged permissions|Higher privileged permissions|\n|:--|:--|:--|\n|Delegated (work or school account)|Kettle.ReadWrite|Kettle.ReadWrite.All, Directory.ReadWrite.All|\n|Delegated (personal Microsoft account)|Not supported.|Not supported.|\n|Application|Kettle.ReadWrite.All|Not available.|\n";
    let page = read(&[
        ("api-reference/v1.0/api/kettle-update.md", page),
        ("api-reference/includes/update-property-table-intro.md", "Supply *only* what changes.\n"),
        ("api-reference/v1.0/includes/permissions/kettle-update-permissions.md", table),
    ]);
    let operation = operation(page);
    let [permissions] = &operation.permissions[..] else { panic!("one table") };
    assert_eq!(
        alternatives(&permissions.delegated_work),
        ["Kettle.ReadWrite", "Kettle.ReadWrite.All", "Directory.ReadWrite.All"]
    );
    assert_eq!(permissions.delegated_personal, Stated::NotSupported);
    assert_eq!(alternatives(&permissions.application), ["Kettle.ReadWrite.All"]);
    let clouds = operation.clouds.expect("the include names them");
    assert!(clouds.global && clouds.us_government_l4 && clouds.us_government_l5 && !clouds.china);
    assert_eq!(operation.response.codes, [201, 204]);
    assert_eq!(operation.body.rows.len(), 1);
    assert_eq!(operation.body.rows[0].facts.required, Some(true));
    assert_eq!(operation.requests[0].method, Method::Patch);
    assert_eq!(operation.requests[0].url.value, "/kettles(uniqueName='{name}')");
}

#[test]
fn permissions_in_the_order_of_2018() {
    let page = "# Create kettle\n## Prerequisites\n\n|Permission type|Permissions (from most to least privileged)|\n|:---|:---|\n|Delegated (work or school account)|Kettle.ReadWrite.All, Kettle.Read.All|\n|Delegated (personal Microsoft account)|Not supported.|\n|Application|Not supported.|\n\n## HTTP Request\n``` http\nPOST /kettles\n```\n\n## Example\n### Request\n``` http\nPOST https://graph.microsoft.com/beta/kettles\n```\n";
    let page = read(&[("kettle-create.md", page)]);
    assert_eq!(page.version, ApiVersion::Beta, "the address of the example tells it");
    assert_eq!(page.kind, PageKind::Operation);
    assert_eq!(
        alternatives(&operation(page).permissions[0].delegated_work),
        ["Kettle.Read.All", "Kettle.ReadWrite.All"]
    );
}

#[test]
fn the_english_half_of_a_bilingual_page() {
    let side = |translated: &str, english: &str| {
        format!(
            "<span data-ttu-id=\"a-1\">{translated}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">{english}</span></span>"
        )
    };
    let text = format!(
        "# <a name=\"kettle-resource-type\"></a>{}\n\n## <a name=\"properties\"></a>{}\n\n|{}|{}|{}|\n|:--|:--|:--|\n|{}|[{}](tool.md) {}|{}|\n",
        side("Kessel-Ressourcentyp", "kettle resource type"),
        side("Eigenschaften", "Properties"),
        side("Eigenschaft", "Property"),
        side("Typ", "Type"),
        side("Beschreibung", "Description"),
        side("Werkzeuge", "tools"),
        side("Werkzeug", "tool"),
        side("Sammlung", "collection"),
        side("Schreibgeschützt.", "Read-only."),
    );
    let page = read(&[("api-reference/v1.0/resources/kettle.md", &text)]);
    assert_eq!(page.form, Form::Bilingual);
    let [resource] = &page.resources[..] else { panic!("one type") };
    assert_eq!(resource.name.value.text, "kettle");
    assert_eq!(row(&resource.properties[0]).0, "tools");
    assert!(row(&resource.properties[0]).1.ends_with("\"tool\" }[]->tool"));
    assert!(resource.properties[0].facts.stated.read_only);
}

#[test]
fn pages_of_the_site() {
    let text = "<!-- Source: https://learn.microsoft.com/en-us/graph/api/kettle-list?view=graph-rest-beta -->\n\n# List kettles - Microsoft Graph beta | Microsoft Learn\n\nNamespace: microsoft.graph\n\nImportant\n\nAPIs may change.\n\nGet a list of [kettle](https://learn.microsoft.com/en-us/graph/api/resources/kettle?view=graph-rest-beta) objects.\n\n| Global service | US Government L4 | US Government L5 (DOD) | China operated by 21Vianet |\n| --- | --- | --- | --- |\n| ✅ | ❌ | ❌ | ✅ |\n\n## HTTP request\n\n```http\nGET /kettles\n```\n\n## Response\n\nIf successful, this method returns a `200 OK` response code and a collection of [kettle](https://learn.microsoft.com/en-us/graph/api/resources/kettle?view=graph-rest-beta) objects in the response body.\n";
    let page = read(&[("kettle-list.md", text)]);
    assert_eq!((page.form, page.version), (Form::Site, ApiVersion::Beta));
    assert_eq!(page.title.value, "List kettles");
    let operation = operation(page);
    assert_eq!(operation.subject.as_ref().map(|subject| subject.slug.as_str()), Some("kettle"));
    let clouds = operation.clouds.expect("the table tells them");
    assert!(clouds.global && !clouds.us_government_l4 && clouds.china);
    let ty = operation.response.ty.expect("the response is stated");
    assert!(ty.value.collection);
}

#[test]
fn enum_pages_with_an_annotation_and_without_values() {
    let text = "# mood enum type\n\nNamespace: microsoft.graph\n\nUse the `Prefer: include-unknown-enum-members` request header to get the following values in this evolvable enum: `shy`.\n\n## Members\n\n|Member|Description|\n|:--|:--|\n|calm|Quiet. <br/><br/>Applies to: kettles|\n|unknownFutureValue|Do not use.|\n|shy|Hidden.|\n\n## JSON representation\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.mood\" } -->\n```json\n{ }\n```\n";
    let page = read(&[("api-reference/v1.0/resources/mood.md", text)]);
    assert_eq!(page.kind, PageKind::Enum);
    let [mood] = &page.enums[..] else { panic!("one enum type") };
    let members: Vec<&str> = mood.members.iter().map(|member| member.name.value.as_str()).collect();
    assert_eq!((mood.name.value.text.as_str(), members), ("mood", vec!["calm", "unknownFutureValue", "shy"]));
    assert_eq!(mood.evolvable_values, ["shy"]);
}

#[test]
fn a_language_that_no_table_knows() {
    let text = "---\ntitle: rodzaj kettle\nms.translationtype: MT\nms.contentlocale: pl-PL\n---\n# <a name=\"kettle-resource-type\"></a>Typ zasobu kettle\n\nPrzestrzeń nazw: microsoft.graph\n\n## <a name=\"properties\"></a>Właściwości\n\n|Właściwość|Typ|Opis|\n|:--|:--|:--|\n|id|String|Klucz.|\n|narzędzia|Kolekcja [tool](tool.md)|Lista.|\n|stan|[mood](mood.md)|Wartości: `calm`, `loud`.|\n|nazwy|Kolekcja String|Nazwy.|\n\n## <a name=\"json-representation\"></a>JSON\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.kettle\" } -->\n```json\n{ \"id\": \"String\", \"tools\": [], \"mood\": \"String\", \"names\": [\"String\"] }\n```\n";
    let page = read(&[("api-reference/v1.0/resources/kettle.md", text)]);
    let [resource] = &page.resources[..] else { panic!("one type") };
    let rows: Vec<(String, String)> = resource.properties.iter().map(row).collect();
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["id", "tools", "mood", "names"], "the representation has the names");
    assert!(rows[1].1.ends_with("[]->tool"), "{}", rows[1].1);
    assert_eq!(rows[3].1, "Primitive(String)[]");
    assert_eq!(resource.properties[2].facts.values.len(), 2);
}

#[test]
fn includes_stay_within_the_documentation() {
    let text = "# Get kettle\n\n## Permissions\n\n[!INCLUDE [permissions-table](../../../../includes/secret.md)]\n\n## HTTP request\n\n```http\nGET /kettles/{id}\n```\n";
    let secret = "|Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n|Application|Kettle.Read.All|\n";
    let mut sources = SourceMap::default();
    for (path, text, corpus) in [
        ("api-reference/v1.0/api/kettle-get.md", text, 0),
        // The file of that name in another corpus, and one that a careless reading of the path would find.
        ("includes/secret.md", secret, 1),
        ("api-reference/includes/secret.md", secret, 0),
    ] {
        sources.add(SourceFile { path: path.into(), text: text.into(), corpus });
    }
    let (pages, report) = parse::parse(&sources, &|| {});
    assert!(pages[0].operation.as_ref().is_some_and(|operation| operation.permissions.is_empty()));
    assert_eq!(report.diagnostics.iter().map(|said| said.code).collect::<Vec<_>>(), [Code::Include]);
}

#[test]
fn headers_and_options_in_other_places() {
    let text = "# List kettles\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nGET /kettles/boiled(since={since})\n```\n\n## Function parameters\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|since|Date|The first day.|\n\nThis method supports the `$format` and `$top` [OData query parameters](x).\n\n## Optional request headers\n\n|Name|Description|\n|:--|:--|\n|If-Match|If-match: {etag}. The last known state.|\n|Prefer|respond-async. Required.|\n";
    let operation = operation(read(&[("api-reference/v1.0/api/kettle-list.md", text)]));
    let options: Vec<&str> = operation.query.supported.iter().map(|option| option.name()).collect();
    assert_eq!(options, ["format", "top"]);
    let header = |at: usize| {
        let row = &operation.headers[at];
        (row.name.value.as_str(), row.value.as_deref(), row.required)
    };
    assert_eq!(header(0), ("If-Match", Some("{etag}"), Some(false)));
    assert_eq!(header(1), ("Prefer", Some("respond-async"), Some(true)));
}
