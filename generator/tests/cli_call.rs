//! `call` and `site`: a request in, Rust or a page out.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// A user with an own name, and two requests.
fn docs(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join("api-reference/v1.0").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write(
        "resources/barn.md",
        "---\ntitle: \"barn resource type\"\ndoc_type: resourcePageType\n---\n\n# barn resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n| id | String | Key. |\n| label | String | A name. |\n| doors | Int32 | How many. |\n",
    );
    write(
        "api/barn-list.md",
        "---\ntitle: \"List barns\"\ndoc_type: apiPageType\n---\n\n# List barns\n\nNamespace: microsoft.graph\n\n## Permissions\n\n\
         | Permission type | Permissions |\n|:--|:--|\n| Application | Barn.Read.All |\n\n## HTTP request\n\n```http\nGET /barns\n```\n\n\
         ## Response\n\nIf successful, this method returns a `200 OK` response code and a collection of [barn](../resources/barn.md) objects in the response body.\n",
    );
    write(
        "api/barn-update.md",
        "---\ntitle: \"Update barn\"\ndoc_type: apiPageType\n---\n\n# Update barn\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nPATCH /barns/{id}\n```\n\n\
         ## Request body\n\nSupply the properties to update.\n\n## Response\n\nIf successful, this method returns a `200 OK` response code and an updated [barn](../resources/barn.md) object in the response body.\n",
    );
}

fn codegen(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("msgraph-codegen").expect("the binary");
    command.current_dir(folder).args(arguments).args(["--docs", "docs"]);
    command
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    docs(&folder.path().join("docs"));
    folder
}

fn stdout(command: &mut Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

#[test]
fn a_line_a_file_and_standard_input_are_the_same_request() {
    let folder = folder();
    let request = "GET /barns?$select=label&$top=5";
    let said = stdout(&mut codegen(folder.path(), &["call", request]));
    assert!(said.contains("graph.barns().list().select(models::Barn::LABEL).top(5).items()"), "{said}");
    assert!(said.contains("// Permissions (application): Barn.Read.All."), "{said}");
    fs::write(folder.path().join("a.http"), format!("### first\n{request}\n")).expect("written");
    assert_eq!(stdout(&mut codegen(folder.path(), &["call", "a.http"])), said);
    assert_eq!(stdout(codegen(folder.path(), &["call", "-"]).write_stdin(request)), said);
    assert_eq!(stdout(&mut codegen(folder.path(), &["call", "GET", "/barns?$select=label&$top=5"])), said);
    let json = stdout(&mut codegen(folder.path(), &["call", request, "--format", "json"]));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["outcome"], "typed");
    assert_eq!(json["call"]["rust"], "msgraph::v1::requests::BarnCollectionRequests::list");
    assert_eq!(
        json["call"]["endpoint"]["permissions"]["application"],
        serde_json::json!([["Barn.Read.All"]])
    );
}

#[test]
fn changes_are_patches() {
    let folder = folder();
    let request = "PATCH https://graph.microsoft.com/v1.0/barns/7\nContent-Type: application/json\n\n{\"label\": null, \"doors\": 3}";
    let said = stdout(&mut codegen(folder.path(), &["call", request]));
    assert!(
        said.contains(".clear(models::Barn::LABEL)") && said.contains(".set(models::Barn::DOORS, 3_i32)"),
        "{said}"
    );
}

/// Standard output and standard error of a request that ends with this code.
fn said(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = codegen(folder, arguments).assert().code(code).get_output().clone();
    (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn a_wrong_path_gets_the_nearest_ones_and_is_no_success() {
    let folder = folder();
    let (code, told) = said(folder.path(), &["call", "GET /barn"], 1);
    assert!(
        code.contains("graph.raw(Method::Get, \"/barn\")") && code.contains("// Near to /barn: /barns"),
        "{code}"
    );
    assert!(
        told.contains("GET /barn: no page documents this path") && told.contains("near to it: /barns"),
        "{told}"
    );
    let (_, quiet) = said(folder.path(), &["call", "GET /barn", "-q"], 1);
    assert_eq!(quiet, told, "the negative answer is said with -q too");
    let (json, _) = said(folder.path(), &["call", "GET /barn", "--format", "json"], 1);
    assert_eq!(serde_json::from_str::<Value>(&json).expect("JSON")["outcome"], "raw");
    // Of several, one is enough.
    let (both, told) = said(folder.path(), &["call", "GET /barns\n###\nGET /bran"], 1);
    assert!(both.contains("graph.barns().list()") && told.lines().count() == 1, "{both}{told}");
}

#[test]
fn another_method_of_a_path_is_told() {
    let folder = folder();
    let (_, told) = said(folder.path(), &["call", "DELETE /barns"], 0);
    assert!(told.starts_with("warning: DELETE /barns: ") && told.contains("GET /barns"), "{told}");
}

#[test]
fn paths_of_the_protocol_are_raw_without_being_wrong() {
    let folder = folder();
    let (code, told) = said(folder.path(), &["call", "GET https://graph.microsoft.com/v1.0/$metadata"], 0);
    assert!(code.contains("\"/$metadata\").into_download()") && told.contains("warning: "), "{code}{told}");
}

#[test]
fn what_a_batch_holds_is_looked_at_one_by_one() {
    let folder = folder();
    let batch =
        r#"{"requests":[{"id":"1","method":"GET","url":"/barns"},{"id":"2","method":"GET","url":"/bran"}]}"#;
    let request = format!("POST /$batch\n\n{batch}");
    let (code, told) = said(folder.path(), &["call", &request], 1);
    assert!(code.contains("let request_1 = batch.add(graph.barns().list());"), "{code}");
    assert!(
        told.starts_with("GET /bran: no page documents this path") && told.lines().count() == 1,
        "{told}"
    );
    let (json, _) = said(folder.path(), &["call", &request, "--format", "json"], 1);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let outcomes: Vec<_> =
        json["requests"].as_array().into_iter().flatten().map(|one| &one["outcome"]).collect();
    assert_eq!((&json["outcome"], outcomes), (&"partly".into(), vec![&"typed".into(), &"raw".into()]));
    assert!(
        json["requests"][0]["call"]["rust"].as_str().is_some_and(|rust| rust.ends_with("::list")),
        "{json}"
    );
}

#[test]
fn what_is_not_a_request_ends_with_2() {
    let folder = folder();
    let output = codegen(folder.path(), &["call", "GET"]).assert().code(2).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&output).contains("half a request"));
    codegen(folder.path(), &["call", "GET /me", "--api", "v2"]).assert().code(2);
}

#[test]
fn the_page_is_one_file_in_a_folder_of_its_own() {
    let folder = folder();
    codegen(folder.path(), &["site", "--out", "page"]).assert().success();
    let page = folder.path().join("page");
    let text = fs::read_to_string(page.join("index.html")).expect("the page");
    assert!(text.contains("/barns") && text.contains("Barn.Read.All"));
    let mut names: Vec<_> =
        fs::read_dir(&page).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["index.html", "msgraph-codegen.toml"]);
    codegen(folder.path(), &["site", "--out", "page"]).assert().success();
    assert_eq!(
        fs::read_to_string(page.join("index.html")).expect("the page"),
        text,
        "same input, same bytes"
    );
    // What is not ours stays.
    fs::create_dir(folder.path().join("other")).expect("made");
    fs::write(folder.path().join("other/index.html"), "mine").expect("written");
    codegen(folder.path(), &["site", "--out", "other"]).assert().code(2);
    assert_eq!(fs::read_to_string(folder.path().join("other/index.html")).expect("there"), "mine");
}
