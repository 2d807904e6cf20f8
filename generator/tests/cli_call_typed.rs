//! `call` where a page and a request do not say the same: derived types, open types, what is called read-only, values in
//! another form, names of types in queries; and in which forms requests are pasted.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Writes a page of a type.
fn resource(folder: &Path, name: &str, base: &str, open: bool, rows: &[[&str; 3]]) {
    let rows: Vec<String> =
        rows.iter().map(|[name, ty, told]| format!("| {name} | {ty} | {told} |\n")).collect();
    let rows = rows.concat();
    let inherits =
        if base.is_empty() { String::new() } else { format!("Inherits from [{base}]({base}.md).\n\n") };
    let text = format!(
        "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\n\
         Namespace: microsoft.graph\n\n{inherits}## Properties\n\n| Property | Type | Description |\n|:--|:--|:--|\n{rows}\n\
         ## JSON representation\n\n<!-- {{\n  \"blockType\": \"resource\",\n  \"openType\": {open},\n  \"@odata.type\": \"microsoft.graph.{name}\"\n}}-->\n\
         ```json\n{{ \"@odata.type\": \"#microsoft.graph.{name}\" }}\n```\n"
    );
    write(folder, &format!("resources/{name}.md"), &text);
}

/// Writes a page of a request that sends or answers with a type.
fn request(folder: &Path, (page, permission): (&str, &str), line: &str, ty: &str, sends: &str) {
    let text = format!(
        "---\ntitle: \"{page}\"\ndoc_type: apiPageType\n---\n\n# {page}\n\nNamespace: microsoft.graph\n\n## Permissions\n\n\
         | Permission type | Permissions |\n|:--|:--|\n| Application | {permission} |\n\n## HTTP request\n\n```http\n{line}\n```\n\n{sends}\
         ## Response\n\nIf successful, this method returns a `200 OK` response code and {ty} in the response body.\n"
    );
    write(folder, &format!("api/{page}.md"), &text);
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join("docs/api-reference/v1.0").join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Buildings of two derived types, each with pages of its own for the same paths.
fn farm() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let building = [
        ["id", "String", "Key."],
        ["label", "String", "A name."],
        ["rank", "Int32", "Its place. Read-only."],
        ["notes", "[yardNotes](yardnotes.md)", "Notes."],
    ];
    resource(at, "building", "", false, &building);
    resource(
        at,
        "silo",
        "building",
        false,
        &[
            ["capacity", "Int32", "How much."],
            ["isSealed", "Boolean", "Closed."],
            ["tags", "String collection", "Words."],
        ],
    );
    resource(at, "mill", "building", false, &[["sails", "Int32", "How many."]]);
    resource(at, "yardNotes", "", true, &[["author", "String", "Who."]]);
    request(
        at,
        ("building-list", "Farm.Read"),
        "GET /buildings",
        "a collection of [building](../resources/building.md) objects",
        "",
    );
    for (ty, permission) in [("mill", "Mill.Write"), ("silo", "Silo.Write")] {
        let object = format!("a [{ty}](../resources/{ty}.md) object");
        let sends =
            format!("## Request body\n\nIn the request body, supply a JSON representation of {object}.\n\n");
        request(at, (&format!("{ty}-create"), permission), "POST /buildings", &object, &sends);
        request(at, (&format!("{ty}-update"), permission), "PATCH /buildings/{id}", &object, &sends);
    }
    folder
}

fn call(folder: &Path, request: &str) -> Command {
    let mut command = Command::cargo_bin("msgraph-codegen").expect("the binary");
    command.current_dir(folder).args(["call", "-", "--docs", "docs"]).write_stdin(request);
    command
}

/// All parts are said, in however many lines, and the outcome is this.
fn check(folder: &tempfile::TempDir, request: &str, outcome: &str, parts: &[&str]) {
    let said = |arguments: &[&str]| {
        let output =
            call(folder.path(), request).args(arguments).assert().success().get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8")
    };
    let (text, json) = (said(&[]), said(&["--format", "json"]));
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    for part in parts {
        assert!(flat(&text).contains(&flat(part)), "{part} is not in\n{text}");
    }
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["outcome"], outcome, "{text}");
}

#[test]
fn the_page_is_the_one_of_the_derived_type() {
    let farm = farm();
    for (ty, other) in [("silo", "Mill"), ("mill", "Silo")] {
        let own = format!("Permissions (application): {}{}.Write.", ty[..1].to_uppercase(), &ty[1..]);
        for request in ["PATCH /buildings/1", "POST /buildings"] {
            let text = format!("{request}\n\n{{\"@odata.type\":\"#microsoft.graph.{ty}\",\"label\":\"a\"}}");
            check(&farm, &text, "typed", &[&own, &format!("here microsoft.graph.{ty}.")]);
            let output = call(farm.path(), &text).assert().success().get_output().stdout.clone();
            let output = String::from_utf8_lossy(&output);
            assert!(!output.contains(&format!("{other}.Write")), "{output}");
        }
    }
    let json = "PATCH /buildings/1\n\n{\"@odata.type\":\"#microsoft.graph.silo\",\"capacity\":1}";
    let output =
        call(farm.path(), json).args(["--format", "json"]).assert().success().get_output().stdout.clone();
    let json: Value = serde_json::from_slice(&output).expect("JSON");
    assert_eq!(json["call"]["endpoint"]["permissions"]["application"], serde_json::json!([["Silo.Write"]]));
    check(
        &farm,
        "PATCH /buildings/1\n\n{\"label\":\"a\"}",
        "typed",
        &["`@odata.type` says which of several types it is"],
    );
}

#[test]
fn members_tell_the_derived_type() {
    let farm = farm();
    check(
        &farm,
        "POST /buildings\n\n{\"sails\":4,\"label\":\"a\"}",
        "typed",
        &["new!(models::Mill {", "sails: 4", "Mill.Write", "taken for a `microsoft.graph.mill`"],
    );
    check(
        &farm,
        "POST /buildings\n\n{\"@odata.type\":\"silo\",\"capacity\":4}",
        "typed",
        &["models::Silo {"],
    );
    check(
        &farm,
        "POST /buildings\n\n{\"roof\":4}",
        "partly",
        &["`microsoft.graph.building` is not known to have `roof`"],
    );
}

#[test]
fn open_types_have_members_that_no_page_names() {
    let farm = farm();
    check(
        &farm,
        "POST /buildings\n\n{\"notes\":{\"author\":\"x\",\"weather\":[1]}}",
        "typed",
        &["author: \"x\"", "\"weather\": [1]", "`weather` is a member that no page names"],
    );
    check(
        &farm,
        "GET /buildings?$filter=notes/weather eq 'mild' and notes/author ne 'x'",
        "typed",
        &["PropertyPath::<models::Building, String>::raw(\"notes/weather\").eq(\"mild\")"],
    );
}

#[test]
fn what_is_called_read_only_is_set_on_purpose() {
    check(
        &farm(),
        "PATCH /buildings/1\n\n{\"@odata.type\":\"#microsoft.graph.silo\",\"rank\":3}",
        "typed",
        &[".set(models::Silo::RANK.writable(), 3_i32)", "`rank` is called read-only"],
    );
}

#[test]
fn values_have_the_form_of_their_type() {
    let text = "{\"@odata.type\":\"#microsoft.graph.silo\",\"capacity\":\"7\",\"isSealed\":\"True\",\"tags\":\"a\",\"Label\":5}";
    check(
        &farm(),
        &format!("POST /buildings\n\n{text}"),
        "typed",
        &["capacity: 7,", "is_sealed: true,", "tags: [\"a\"],", "label: \"5\"", "`Label` is written `label`"],
    );
    check(
        &farm(),
        "POST /buildings\n\n{\"@odata.type\":\"#microsoft.graph.silo\",\"capacity\":\"much\"}",
        "partly",
        &["\"capacity\": \"much\"", "`capacity` is not of the type that is documented"],
    );
}

#[test]
fn queries_name_derived_types() {
    let farm = farm();
    check(
        &farm,
        "GET /buildings?$filter=microsoft.graph.mill/sails+gt+3+AND+NOT isOf('microsoft.graph.silo')&$orderby=label",
        "typed",
        &[
            "models::Mill::SAILS.qualified::<models::Building>()",
            "Filter::<models::Building>::is_of::<models::Silo>()",
        ],
    );
    check(
        &farm,
        "GET /buildings?$format=application/json&$select=*",
        "typed",
        &[".format(\"application/json\")"],
    );
    check(&farm, "GET /buildings?$filter=roof eq 3", "partly", &[".filter(\"roof eq 3\")"]);
}

#[test]
fn the_page_of_a_cast_is_that_of_the_path_without_it() {
    let farm = farm();
    let silos = "a collection of [silo](../resources/silo.md) objects";
    request(farm.path(), ("silo-list", "Silo.Read"), "GET /silos", silos, "");
    let request = "GET /buildings/microsoft.graph.silo";
    let said = ["of the one without the cast", "building-list", "Permissions (application): Farm.Read."];
    check(&farm, request, "typed", &[&["SiloCollectionRequests::new("][..], &said].concat());
}

#[test]
fn what_a_method_answers_is_not_sent_with_get() {
    let farm = farm();
    check(&farm, "GET /buildings\n\n{\"value\":[{\"label\":\"a\"}]}", "typed", &["it is left out"]);
    check(&farm, "GET /buildings\n\n{\"other\":1}", "partly", &[".json("]);
}

#[test]
fn arguments_of_a_function_get_into_its_path() {
    let farm = farm();
    let text = "---\ntitle: \"building: near\"\ndoc_type: apiPageType\n---\n\n# building: near\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n\
         ```http\nGET /buildings/{id}/near(label='{label}',rank={rank})\n```\n\n## Function parameters\n\n\
         | Parameter | Type | Description |\n|:--|:--|:--|\n| label | String | A name. |\n| rank | Int32 | A place. |\n\n\
         ## Response\n\nIf successful, this function returns a `200 OK` response code and a [building](../resources/building.md) object in the response body.\n";
    write(farm.path(), "api/building-near.md", text);
    let typed = "graph.buildings().id(\"1\").near(\"a b\", 3_i32).await?";
    let said = [typed, "`near` is a function: the service takes its arguments in the path"];
    for request in [
        "/near?Label='a%20b'&rank=3",
        "/near?rank=3&label=a b",
        "/near()?label=a b\n\n{\"rank\":3}",
        "/near\n\n{\"label\":\"a b\",\"rank\":3}",
    ] {
        check(&farm, &format!("GET /buildings/1{request}"), "typed", &said);
    }
    let unsaid = "the request does not say `label`, which `near` takes";
    let placeholder = ".near(\"{label}\", 3_i32)";
    check(&farm, "GET /buildings/1/near?rank=3&$select=id", "partly", &[placeholder, ".select(", unsaid]);
    let more = "{\"label\":\"a b\",\"rank\":3,\"more\":4}";
    check(&farm, &format!("GET /buildings/1/near\n\n{more}"), "partly", &[".json(&json!({ \"more\": 4 }))"]);
    check(&farm, "GET /buildings/1/near?label=a&rank=b", "raw", &["/near?label=a&rank=b", "not a number"]);
}

#[test]
fn a_reference_is_removed_by_its_address() {
    let farm = farm();
    let houses = [["id", "String", "Key."], ["houses", "[building](building.md) collection", "Houses."]];
    resource(farm.path(), "lane", "", false, &houses);
    request(
        farm.path(),
        ("lane-list", "Farm.Read"),
        "GET /lanes",
        "a collection of [lane](../resources/lane.md) objects",
        "",
    );
    request(
        farm.path(),
        ("lane-delete-houses", "Farm.Write"),
        "DELETE /lanes/{id}/houses/$ref",
        "nothing",
        "",
    );
    let remove = "DELETE /lanes/1/houses/$ref";
    check(
        &farm,
        &format!("{remove}?$id=https://graph.microsoft.com/v1.0/buildings/5"),
        "typed",
        &[
            "let reference = Reference::from_id(graph.client(), \"buildings\", \"5\")?;",
            "graph.lanes().id(\"1\").houses().remove_reference(&reference).await?;",
        ],
    );
    check(
        &farm,
        remove,
        "partly",
        &["remove_reference(&reference)", "does not say in `$id` which reference"],
    );
    check(&farm, &format!("{remove}?$id=5"), "partly", &[".query_option(\"$id\", \"5\")", "not an address"]);
}

#[test]
fn headers_that_a_page_demands_are_asked_for() {
    let farm = farm();
    let headers = "## Request headers\n\n| Name | Description |\n|:--|:--|\n| Authorization | Required. |\n| Gate-Key | Required. |\n\
        | User-Agent | Required. |\n| Gate-Name | Optional. |\n\n";
    let gates = "a collection of [building](../resources/building.md) objects";
    request(farm.path(), ("gate-list", "Farm.Read"), "GET /gates", gates, headers);
    check(&farm, "GET /gates", "typed", &["Note: the page demands the header `Gate-Key`: "]);
    let output = call(farm.path(), "GET /gates\ngate-key: 7").assert().success().get_output().stdout.clone();
    let output = String::from_utf8_lossy(&output);
    assert!(output.contains(".header(\"gate-key\", \"7\")") && !output.contains("demands"), "{output}");
}

#[test]
fn lines_of_every_shell_and_browser_are_read() {
    let farm = farm();
    let post = ["new!(models::Mill { sails: 4 })", "graph.buildings().create(&body)"];
    let url = "https://graph.microsoft.com/v1.0/buildings";
    for text in [
        format!(
            "curl ^\"{url}^\" ^\n  -H ^\":authority: x^\" ^\n  --data-raw ^\"^{{^\\^\"sails^\\^\":4^}}^\""
        ),
        format!("curl.exe `\r\n  -X POST `\r\n  '{url}' -H 'Accept:' --data '{{\"sails\":4}}'"),
        format!("curl '{url}' --data-raw $'{{\"s\\u0061ils\":4}}'"),
        ":authority: graph.microsoft.com\n:method: POST\n:path: /v1.0/buildings\n:scheme: https\n\n{\"sails\":4}"
            .to_owned(),
        ":method\nPOST\n:path\n/v1.0/buildings\n\n{\"sails\":4}".to_owned(),
        "POST {{host}}/v1.0/buildings\n\n{\"sails\":4}\n\n> {%\n client.log(1)\n%}\n".to_owned(),
    ] {
        check(&farm, &text, "typed", &post);
    }
    check(
        &farm,
        &format!("curl {url} -d @mill.json"),
        "typed",
        &["from_json::<models::Building>(&std::fs::read(\"mill.json\")?)?"],
    );
    check(&farm, "GET https://graph.microsoft.us/v1.0/buildings", "typed", &["Cloud::UsGovernmentL4"]);
    for (text, why) in [
        (format!("curl {url} -d @-"), "standard input"),
        (format!("curl {url} -F 'a=@x.bin'"), "`a` of the form is read from a file"),
        (":method: GET".to_owned(), "no `:path`"),
    ] {
        let output = call(farm.path(), &text).assert().code(2).get_output().stderr.clone();
        let output = String::from_utf8_lossy(&output);
        assert!(output.contains(why), "{output}");
    }
}

#[test]
fn content_of_several_parts_is_bytes_with_its_type() {
    let farm = farm();
    write(
        farm.path(),
        "api/leaf-post.md",
        "---\ntitle: \"Create leaf\"\ndoc_type: apiPageType\n---\n\n# Create leaf\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n\
         ```http\nPOST /leaves\n```\n\n## Request headers\n\n| Name | Description |\n|:--|:--|\n| Content-Type | text/html. Required. |\n\n\
         ## Request body\n\nIn the request body, supply the HTML content.\n\n## Response\n\n\
         If successful, this method returns a `201 Created` response code and a [building](../resources/building.md) object in the response body.\n",
    );
    check(
        &farm,
        "POST /leaves\nContent-Type: multipart/form-data; boundary=B7\n\n--B7\nContent-Disposition: form-data; name=\"a\"\n\n<p>\n--B7--\n",
        "typed",
        &[
            "\"--B7\\r\\nContent-Disposition: form-data; name=\\\"a\\\"\\r\\n\\r\\n<p>\\r\\n--B7--\"",
            "boundary=B7\"",
        ],
    );
    check(
        &farm,
        "curl https://graph.microsoft.com/v1.0/leaves -F 'a=b;type=text/html' --form-string c=@d",
        "typed",
        &[
            "Content-Type: text/html\\r\\n\\r\\nb\\r\\n",
            "name=\\\"c\\\"\\r\\n\\r\\n@d\\r\\n",
            "\"multipart/form-data; boundary=",
        ],
    );
}
