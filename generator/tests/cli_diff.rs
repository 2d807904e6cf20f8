//! `diff` as people meet it: what it prints, which version comes next, and when it fails.

mod shelf;

use std::fs;
use std::path::Path;

use serde_json::Value;
use shelf::{LIST, RESOURCE, ends, has, run, shelf, write};
use tempfile::TempDir;

/// The shelf as `docs`, and as `new` after an edit of its pages.
fn changed(resource: &str, list: &str) -> TempDir {
    let folder = shelf();
    write(&folder.path().join("new/api-reference/v1.0/resources/gadget.md"), resource.as_bytes());
    write(&folder.path().join("new/api-reference/v1.0/api/gadget-list.md"), list.as_bytes());
    folder
}

fn added() -> TempDir {
    changed(&RESOURCE.replace("| weight |", "| colour | String | Of it. |\n| weight |"), LIST)
}

fn json(folder: &Path, flags: &[&str]) -> Value {
    let (_, stdout, stderr) = run(folder, &[&["diff", "docs", "new", "--format", "json"], flags].concat());
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stderr}"))
}

#[test]
fn what_fails_is_chosen() {
    let broken = changed(&RESOURCE.replace("weight", "mass"), LIST);
    let said = changed(&RESOURCE.replace("1 to 500", "1 to 600"), LIST);
    for (folder, by_default, additive) in [(&added(), 0, 1), (&broken, 1, 1), (&said, 0, 0)] {
        let code = |flags: &[&str]| run(folder.path(), &[&["diff", "docs", "new"], flags].concat()).0;
        assert_eq!(code(&[]), by_default);
        assert_eq!(code(&["--fail-on", "breaking"]), by_default);
        assert_eq!(code(&["--fail-on", "additive"]), additive);
        assert_eq!(code(&["--fail-on", "none"]), 0);
        assert_eq!(code(&["--fail-on", "some"]), 2);
    }
    has(&ends(1, added().path(), &["diff", "docs", "new", "--fail-on", "additive"]), &["is additive"]);
}

#[test]
fn each_change_is_a_line_with_its_rust_path() {
    let folder = changed(
        &RESOURCE.replace("| label | String |", "| label | Int32 |"),
        &LIST.replace("Gadget.Read.All, Gadget.ReadWrite.All", "Gadget.ReadWrite.All"),
    );
    let (code, stdout, _) = run(folder.path(), &["diff", "docs", "new"]);
    assert_eq!(code, 1);
    let expected = "\
breaking       v1.0  property gadget.label: type: String -> i32  [msgraph::v1::models::Gadget::label]
permissions    v1.0  request GET /gadgets: permissions, delegated, work: Gadget.Read.All, Gadget.ReadWrite.All -> \
Gadget.ReadWrite.All  [msgraph::v1::requests::GadgetCollectionRequests::list]
1 breaking, 0 additive, 1 permissions, 0 documentation; next version: a breaking one (1.2.3 to 2.0.0, 0.1.2 to 0.2.0)
";
    assert_eq!(stdout, expected);
    let (_, markdown, _) = run(folder.path(), &["diff", "docs", "new", "--format", "markdown"]);
    has(&markdown, &["## Breaking", "## Permissions", "`msgraph::v1::models::Gadget::label`"]);
}

#[test]
fn the_next_version_follows_that_of_the_crate() {
    let folder = added();
    assert_eq!(json(folder.path(), &[])["next_version"], Value::Null);
    for (version, next) in [("0.4.2", "0.4.3"), ("1.4.2", "1.5.0")] {
        let flags = ["--docs", "docs", "--out", "out", "--crate-name", "x", "--crate-version", version];
        ends(0, folder.path(), &flags);
        let document = json(folder.path(), &["--crate", "out"]);
        assert_eq!((&document["version"], &document["next_version"]), (&version.into(), &next.into()));
        assert_eq!(document["level"], "additive");
    }
    // In the folder of the crate nothing has to be named.
    let (_, stdout, _) = run(&folder.path().join("out"), &["diff", "../docs", "../new"]);
    has(&stdout, &["next version: 1.5.0 (now 1.4.2)"]);
    has(
        &ends(2, folder.path(), &["diff", "docs", "new", "--crate", "docs"]),
        &["was not written by `generate`"],
    );
}

#[test]
fn only_what_the_crate_takes_counts() {
    let folder = shelf();
    let other = LIST.replace("gadget", "widget").replace("Gadget", "Widget");
    let resource = RESOURCE.replace("gadget", "widget");
    write(&folder.path().join("docs/api-reference/v1.0/resources/widget.md"), resource.as_bytes());
    write(&folder.path().join("docs/api-reference/v1.0/api/widget-list.md"), other.as_bytes());
    write(&folder.path().join("new/api-reference/v1.0/resources/gadget.md"), RESOURCE.as_bytes());
    write(&folder.path().join("new/api-reference/v1.0/api/gadget-list.md"), LIST.as_bytes());
    assert_eq!(run(folder.path(), &["diff", "docs", "new"]).0, 1, "the widgets are gone");
    ends(0, folder.path(), &["--docs", "docs", "--out", "out", "--include", "/gadgets/**"]);
    assert_eq!(run(folder.path(), &["diff", "docs", "new", "--crate", "out"]).0, 0);
    fs::remove_dir_all(folder.path().join("out")).expect("removable");
}
