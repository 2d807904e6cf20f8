//! What the tool says of itself and of its messages, and what other tools read: SARIF, completions, the manual page.

mod shelf;

use std::fs;

use serde_json::Value;
use shelf::{RESOURCE, ends, has, run, shelf, write};

#[test]
fn every_kind_of_message_is_explained() {
    let folder = shelf();
    let (code, stdout, stderr) = run(folder.path(), &["lint", "--explain", "type-phrase"]);
    assert_eq!(code, 0, "{stderr}");
    has(&stdout, &["type-phrase (warning)", "Why it matters: ", "What to do: "]);
    has(&ends(2, folder.path(), &["lint", "--explain", "type-frase"]), &["did you mean `type-phrase`?"]);
    has(&ends(2, folder.path(), &["lint", "--explain", "zzzzzz"]), &["`lint` shows the kind of each"]);
}

#[test]
fn shells_complete_and_the_manual_page_has_all_commands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, stdout, stderr) = run(folder.path(), &["completions", shell]);
        assert_eq!(code, 0, "{stderr}");
        has(&stdout, &["msgraph-codegen", "explain", "crate-name"]);
    }
    ends(2, folder.path(), &["completions", "dos"]);
    let (code, stdout, stderr) = run(folder.path(), &["man"]);
    assert_eq!(code, 0, "{stderr}");
    has(&stdout, &[".TH", "generate", "import", "lint", "diff", "fail\\-on"]);
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0, "nothing is written");
}

#[test]
fn the_version_names_the_documentation() {
    let folder = shelf();
    let own = env!("CARGO_PKG_VERSION");
    assert_eq!(run(folder.path(), &["--version"]).1, format!("msgraph-codegen {own}\n"));
    let source = "repository = \"shelf/docs\"\ncommit = \"0123abc\"\ndate = \"2026-01-02\"\n";
    write(&folder.path().join("docs-input/SOURCE.toml"), source.as_bytes());
    let (code, stdout, _) = run(folder.path(), &["--version"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        format!("msgraph-codegen {own} (documentation: shelf/docs at 0123abc of 2026-01-02)\n")
    );
    // What cannot be read is no reason to say nothing.
    write(&folder.path().join("docs-input/SOURCE.toml"), b"x");
    assert_eq!(run(folder.path(), &["-V"]).1, format!("msgraph-codegen {own}\n"));
}

/// The places of the results of `lint`, run in `place`.
fn places(place: &std::path::Path, docs: &str) -> Vec<String> {
    let (_, stdout, stderr) = run(place, &["lint", "--docs", docs, "--format", "sarif"]);
    let document: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stderr}"));
    let results = document["runs"][0]["results"].as_array().expect("results").clone();
    assert!(!results.is_empty(), "{stdout}");
    let uri = |result: &Value| {
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(location["uriBaseId"], "%SRCROOT%");
        location["uri"].as_str().expect("a place").to_owned()
    };
    results.iter().map(uri).collect()
}

#[test]
fn results_have_places_below_the_repository() {
    let folder = shelf();
    let root = folder.path();
    fs::create_dir(root.join(".git")).expect("a folder");
    let bad = RESOURCE.replace("| label | String |", "| label | Sprocket of & |").replace("gadget", "gizmo");
    let page = "docs/api-reference/v1.0/resources/gizmo.md";
    write(&root.join(page), bad.as_bytes());
    // However the documentation is named, and wherever the command runs, the file is the same.
    for (place, docs) in [
        ("", "docs"),
        ("", "docs/api-reference"),
        ("docs", "."),
        ("docs/api-reference", "../../docs"),
        ("", page),
    ] {
        let found = places(&root.join(place), docs);
        assert!(found.contains(&page.to_owned()), "{place} {docs}: {found:?}");
        for uri in &found {
            assert!(root.join(uri).is_file(), "{place} {docs}: {uri} is a file of the repository");
        }
    }
}

#[test]
fn requests_and_types_are_called_as_in_the_crate() {
    let folder = shelf();
    let (_, shown, _) = run(folder.path(), &["show", "--docs", "docs"]);
    has(&shown, &["[msgraph::v1::requests::GadgetCollectionRequests::list, page gadget-list]"]);
    let explained = |what: &str| run(folder.path(), &["explain", "--docs", "docs", what]).1;
    has(
        &explained("GET /gadgets"),
        &["msgraph::v1::requests::GadgetCollectionRequests::list", "page", "gadget-list"],
    );
    has(&explained("gadget.weight"), &["msgraph::v1::models::Gadget::weight"]);
    has(&explained("gadget"), &["msgraph::v1::models::Gadget\n"]);
}

#[test]
fn a_request_of_two_pages_stands_once() {
    let folder = shelf();
    let again = shelf::LIST
        .replace("List gadgets", "List gadgets again")
        .replace("Gadget.Read.All", "Gadget.See.All");
    write(&folder.path().join("docs/api-reference/v1.0/api/gadget-list-again.md"), again.as_bytes());
    let (_, shown, _) = run(folder.path(), &["show", "--docs", "docs"]);
    assert_eq!(shown.matches("GET ").count(), 1, "{shown}");
    let (_, explained, _) = run(folder.path(), &["explain", "--docs", "docs", "GET /gadgets"]);
    assert_eq!(explained.matches("GET /gadgets (v1.0)").count(), 1, "{explained}");
    has(&explained, &["described by the page gadget-list", "Gadget.See.All", "Gadget.Read.All"]);
    let (_, explained, _) = run(folder.path(), &["explain", "--docs", "docs", "gadget"]);
    assert_eq!(explained.matches("GET /gadgets").count(), 1, "{explained}");
}
