//! What the tool says of itself and of its messages, and what shells read: completions, the manual page.

mod shelf;

use std::fs;

use shelf::{ends, has, run, shelf, write};

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
