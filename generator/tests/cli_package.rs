//! The package around the crate: one that stands alone with a name of its own, or a member of this workspace.

mod shelf;

use std::fs;
use std::path::Path;

use shelf::{BINARY, OWNERSHIP_FILE, ends, has, said, shelf, tree, write};

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn manifest(folder: &Path) -> toml::Table {
    text(&folder.join("Cargo.toml")).parse().expect("a manifest")
}

/// The flags that name everything.
const NAMED: [&str; 8] =
    ["--docs", "docs", "--out", "out", "--crate-name", "shelf-graph", "--crate-version", "0.4.2"];

#[test]
fn a_package_says_everything_itself() {
    let folder = shelf();
    ends(0, folder.path(), &NAMED);
    let out = folder.path().join("out");
    let table = manifest(&out);
    assert!(!text(&out.join("Cargo.toml")).contains("workspace"));
    assert_eq!(table["package"]["name"].as_str(), Some("shelf-graph"));
    assert_eq!(table["package"]["version"].as_str(), Some("0.4.2"));
    assert_eq!(table["package"]["edition"].as_str(), Some("2024"));
    let core = &table["dependencies"]["msgraph-core"];
    assert_eq!(core["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!((core.get("path"), core["default-features"].as_bool()), (None, Some(false)));
    // Whatever the manifest names is there.
    assert!(out.join(table["package"]["readme"].as_str().expect("a README")).exists());
    let features = table["features"].as_table().expect("features");
    for (name, needs) in features {
        for needed in needs.as_array().expect("a list").iter().filter_map(toml::Value::as_str) {
            assert!(needed.starts_with("msgraph-core/") || features.contains_key(needed), "{name}: {needed}");
        }
    }
}

#[test]
fn the_introduction_is_about_the_package() {
    let folder = shelf();
    ends(0, folder.path(), &NAMED);
    let readme = text(&folder.path().join("out/README.md"));
    has(
        &readme,
        &[
            "# shelf-graph\n",
            "\nshelf-graph = \"0.4\"\n",
            "module `shelf_graph::v1`",
            "msgraph-codegen generate",
        ],
    );
    for ours in ["msgraph::", "msgraph =", "`msgraph`", "cargo run --release` at"] {
        assert!(!readme.contains(ours), "{ours} in {readme}");
    }
    // There are no groups on the shelf, so that a program with groups would not compile.
    assert!(!readme.contains("use shelf_graph::v1::models"), "{readme}");
    assert!(!readme.contains(":\n\n\n"), "nothing announces a program that is not there: {readme}");
}

#[test]
fn the_next_run_is_one_word() {
    let folder = shelf();
    ends(0, folder.path(), &[&NAMED[..], &["--include", "/gadgets/**"]].concat());
    let out = folder.path().join("out");
    let before = tree(&out);
    has(&text(&out.join(OWNERSHIP_FILE)), &["crate-name = \"shelf-graph\"", "crate-version = \"0.4.2\""]);
    has(&ends(0, &out, &["generate"]), &["files: 0 written"]);
    ends(0, folder.path(), &["generate", "--out", "out", "--check"]);
    assert_eq!(tree(&out), before);
    // One flag changes one thing.
    ends(0, &out, &["generate", "--crate-version", "0.5.0"]);
    assert_eq!(manifest(&out)["package"]["version"].as_str(), Some("0.5.0"));
    assert_eq!(manifest(&out)["package"]["name"].as_str(), Some("shelf-graph"));
    has(&text(&out.join(OWNERSHIP_FILE)), &["include = [\"/gadgets/**\"]", "crate-version = \"0.5.0\""]);
}

#[test]
fn documentation_elsewhere_is_remembered_where_no_repository_would_share_the_path() {
    let (docs, folder) = (shelf(), tempfile::tempdir().expect("a temporary folder"));
    let docs = docs.path().join("docs");
    ends(
        0,
        folder.path(),
        &["generate", "--docs", &docs.to_string_lossy(), "--out", "deep/out", "--crate-name", "x"],
    );
    has(&ends(0, &folder.path().join("deep/out"), &["generate"]), &["files: 0 written"]);
}

#[test]
fn a_page_alone_makes_a_package() {
    let folder = shelf();
    let page = "docs/api-reference/v1.0/resources/gadget.md";
    ends(0, folder.path(), &["--docs", page, "--out", "out", "--crate-name", "one", "--api", "v1.0"]);
    assert_eq!(manifest(&folder.path().join("out"))["package"]["name"].as_str(), Some("one"));
    has(&ends(0, &folder.path().join("out"), &["generate"]), &["files: 0 written"]);
}

#[test]
fn names_and_versions_that_cargo_refuses_are_refused_first() {
    let folder = shelf();
    for (name, why) in [
        ("a b", "it has ` `"),
        ("", "it is empty"),
        ("7up", "does not start with a letter"),
        ("std", "comes with Rust"),
        ("core", "comes with Rust"),
        ("fn", "a keyword"),
        ("msgraph-core", "stands on"),
        ("../up", "it has `.`"),
        ("x\"\nversion = \"9", "it has `\\\"`"),
    ] {
        let said = ends(2, folder.path(), &["--docs", "docs", "--out", "out", "--crate-name", name]);
        has(&said, &["--crate-name", "cannot be the name of a crate", why]);
    }
    for version in ["1", "1.2", "v1.2.3", "", "1.2.3.4", "01.2.3", "1.2.3\"", "latest"] {
        let said = ends(2, folder.path(), &["--docs", "docs", "--out", "out", "--crate-version", version]);
        has(&said, &["--crate-version", "is not a version such as 0.1.0"]);
    }
    assert!(!folder.path().join("out").exists(), "nothing is written");
    for version in ["1.2.3-beta.1", "10.0.0+docs.2026"] {
        ends(0, folder.path(), &["--docs", "docs", "--out", "out", "--crate-version", version]);
        assert_eq!(manifest(&folder.path().join("out"))["package"]["version"].as_str(), Some(version));
    }
    // What people change in the file by hand is looked at, too.
    let ownership = folder.path().join("out").join(OWNERSHIP_FILE);
    write(&ownership, text(&ownership).replace("\"msgraph\"", "\"a b\"").as_bytes());
    has(
        &ends(2, folder.path(), &["--out", "out"]),
        &["`crate-name` in out/msgraph-codegen.toml", "`a b` cannot"],
    );
}

#[test]
fn the_runtime_may_lie_in_a_folder() {
    let folder = shelf();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    let flags = ["--docs", "docs", "--out", "out", "--core-path"];
    for (path, why) in [("docs", "holds no Cargo.toml"), (".", "`other`, and should be `msgraph-core`")] {
        write(&folder.path().join("Cargo.toml"), b"[package]\nname = \"other\"\n");
        has(&ends(2, folder.path(), &[&flags[..], &[path]].concat()), &["--core-path", why]);
    }
    ends(0, folder.path(), &[&flags[..], &[&runtime.to_string_lossy()]].concat());
    let out = folder.path().join("out");
    let named = |table: &toml::Table| {
        let path = table["dependencies"]["msgraph-core"].get("path")?;
        Some(path.as_str().expect("a path").to_owned())
    };
    let path = named(&manifest(&out)).expect("a path");
    assert_eq!(out.join(path).canonicalize().ok(), runtime.canonicalize().ok());
    has(&ends(0, &out, &["generate"]), &["files: 0 written"]);
    // Beside the crate it is named from there, and so it stays when both are moved.
    write(&folder.path().join("runtime/Cargo.toml"), b"[package]\nname = \"msgraph-core\"\n");
    ends(0, folder.path(), &[&flags[..], &["runtime"]].concat());
    assert_eq!(named(&manifest(&out)).as_deref(), Some("../runtime"));
    ends(0, folder.path(), &[&flags[..], &[""]].concat());
    assert_eq!(named(&manifest(&out)), None);
}

#[test]
fn a_member_of_the_workspace_keeps_its_keys() {
    let folder = shelf();
    ends(0, folder.path(), &["--docs", "docs", "--out", "out"]);
    let out = folder.path().join("out");
    let ownership = text(&out.join(OWNERSHIP_FILE));
    let (before, _) = ownership.split_once("crate-name").expect("it is remembered");
    let (_, after) = ownership.split_once("\n[owns]").expect("what is owned");
    write(&out.join(OWNERSHIP_FILE), format!("{before}workspace = true\n\n[owns]{after}").as_bytes());
    ends(0, folder.path(), &["--out", "out"]);
    has(&text(&out.join("Cargo.toml")), &["version.workspace = true", "[lints]\nworkspace = true"]);
    has(&text(&out.join(OWNERSHIP_FILE)), &["workspace = true", "crate-version"]);
    for flag in ["--crate-name", "--crate-version", "--core-path"] {
        has(&ends(2, folder.path(), &["--out", "out", flag, "x"]), &["says `workspace = true`", "--out"]);
    }
}

#[test]
fn the_pages_beside_the_generator_are_the_usual_ones() {
    let folder = shelf();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).expect("a folder");
    let binary = archive.join(format!("msgraph-codegen{}", std::env::consts::EXE_SUFFIX));
    fs::copy(BINARY, &binary).expect("the generator is copied");
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    let run = |arguments: &[&str]| {
        said(std::process::Command::new(&binary).current_dir(&elsewhere).env("NO_COLOR", "1").args(arguments))
    };
    for arguments in [&["generate"][..], &["lint"], &["show"], &["explain", "gadget"]] {
        let (code, stdout, stderr) = run(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        has(&stderr, &["docs-input does not exist", "--docs"]);
    }
    fs::rename(folder.path().join("docs"), archive.join("docs-input")).expect("movable");
    for arguments in
        [&["generate", "--out", "out", "--crate-name", "mine"][..], &["show"], &["explain", "gadget"]]
    {
        let (code, _, stderr) = run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {stderr}");
    }
    has(&text(&elsewhere.join("out").join(OWNERSHIP_FILE)), &["bundled = true"]);
    let (code, _, stderr) = run(&["generate", "--out", "out"]);
    assert_eq!(code, 0, "{stderr}");
    has(&stderr, &["files: 0 written"]);
    // Another generator has none.
    has(&ends(2, &elsewhere, &["generate", "--out", "out"]), &["beside the generator", "--docs"]);
}
