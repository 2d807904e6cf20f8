//! The command line as people meet it: wrong input, exit codes, what is written.

mod shelf;

use std::fs;
use std::path::Path;

use shelf::{LIST, RESOURCE, run, shelf, tree, write};

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (code, stdout, stderr) = run(folder.path(), &[]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("docs-input does not exist"), "{stderr}");
    assert!(!folder.path().join("generated").exists(), "nothing is written");
}

#[test]
fn an_empty_folder_and_a_wrong_layout_get_a_suggestion() {
    let folder = shelf();
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let (code, _, stderr) = run(folder.path(), &["--docs", "empty"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("empty holds no page"), "{stderr}");
    let (code, _, stderr) = run(folder.path(), &["--docs", "."]);
    assert_eq!(code, 2);
    assert!(stderr.contains("did you mean ./docs?"), "{stderr}");
}

#[test]
fn generate_writes_what_differs_and_check_says_what_is_stale() {
    let folder = shelf();
    let (code, stdout, stderr) = run(folder.path(), &["--docs", "docs"]);
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    let model = folder.path().join("generated/src/v1/models/gadget.rs");
    let text = fs::read_to_string(&model).expect("the model is written");
    assert!(text.contains("pub weight: Option<i32>"), "{text}");

    let (code, _, stderr) = run(folder.path(), &["--docs", "docs"]);
    assert_eq!(code, 0);
    assert!(stderr.contains("files: 0 written"), "a second run changes nothing: {stderr}");

    fs::write(&model, text.replace("weight", "height")).expect("writable");
    let (code, _, stderr) = run(folder.path(), &["generate", "--docs", "docs", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("src/v1/models/gadget.rs"), "{stderr}");
    assert!(fs::read_to_string(&model).expect("readable").contains("height"), "--check writes nothing");
}

#[test]
fn foreign_files_stay_and_stop_the_run() {
    let folder = shelf();
    let mine = folder.path().join("generated/src/v1/models/gadget.rs");
    write(&mine, b"// mine\n");
    write(&folder.path().join("generated/notes.txt"), b"mine too\n");
    for (flags, expected) in [(&[][..], "notes.txt, src"), (&["--adopt"], "src/v1/models/gadget.rs")] {
        let (code, _, stderr) = run(folder.path(), &[&["--docs", "docs"], flags].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(expected), "{stderr}");
        assert_eq!(fs::read_to_string(&mine).expect("readable"), "// mine\n");
    }
    fs::remove_file(&mine).expect("removable");
    let (code, _, stderr) = run(folder.path(), &["--docs", "docs", "--adopt"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        folder.path().join("generated/notes.txt").exists(),
        "a file without our first line is a person's"
    );
}

#[test]
fn a_glob_that_matches_nothing_is_an_error() {
    let folder = shelf();
    let (code, _, stderr) = run(folder.path(), &["--docs", "docs", "--include", "/widgets/**"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("/widgets/**"), "{stderr}");
    let (code, _, stderr) = run(folder.path(), &["--docs", "docs", "--include", "/gadgets["]);
    assert_eq!(code, 2);
    assert!(stderr.contains("/gadgets["), "{stderr}");
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn unreadable_pages_are_said_and_the_rest_is_done() {
    let folder = shelf();
    let api = folder.path().join("docs/api-reference/v1.0/api");
    write(&api.join("bad.md"), b"---\ntitle: x\n---\n# x\n\xff\xfe\n");
    write(&api.join("huge.md"), &vec![b'x'; 4 * 1024 * 1024 + 1]);
    let (code, _, stderr) = run(folder.path(), &["-v", "--docs", "docs"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("bad.md:5:1: warning[unreadable-page]"), "{stderr}");
    assert!(stderr.contains("huge.md: 4194305 bytes are more than a page may have"), "{stderr}");
}

/// Input of which nothing can be understood, by name.
fn useless(folder: &Path) -> [&'static str; 3] {
    let noise: Vec<u8> =
        (0..4096_u32).map(|n| u8::try_from(n * n % 251).expect("a remainder is small")).collect();
    write(&folder.join("huge.md"), &vec![b'x'; 4 * 1024 * 1024 + 1]);
    write(&folder.join("noise.md"), &noise);
    write(&folder.join("prose/api-reference/v1.0/resources/a.md"), b"# About shelves\n\nThey hold things.\n");
    ["huge.md", "noise.md", "prose"]
}

#[test]
fn input_without_a_fact_leaves_everything_as_it_is() {
    let folder = shelf();
    run(folder.path(), &["--docs", "docs", "--out", "crate"]);
    run(folder.path(), &["import", "docs", "--into", "facts"]);
    let before = (tree(&folder.path().join("crate")), tree(&folder.path().join("facts")));
    assert!(before.0.len() > 5 && before.1.len() == 3, "{before:?}");
    for docs in useless(folder.path()) {
        let attempts = [
            vec!["--docs", docs, "--out", "crate"],
            vec!["--docs", docs, "--out", "crate", "--force"],
            vec!["--docs", docs, "--out", "crate", "--check"],
            vec!["--docs", docs, "--out", "fresh"],
            vec!["import", docs, "--into", "facts", "--force"],
            vec!["import", docs, "--into", "fresh"],
        ];
        for arguments in attempts {
            let (code, _, stderr) = run(folder.path(), &arguments);
            assert_eq!(code, 2, "{arguments:?}: {stderr}");
            assert!(stderr.contains(&format!("nothing was written: {docs} states no type")), "{stderr}");
        }
    }
    assert!(!folder.path().join("fresh").exists());
    assert_eq!(before, (tree(&folder.path().join("crate")), tree(&folder.path().join("facts"))));
}

#[test]
fn loose_pages_remove_nothing_without_force() {
    let folder = shelf();
    let page = "docs/api-reference/v1.0/resources/gadget.md";
    let other = RESOURCE.replace("gadget", "widget");
    write(&folder.path().join("docs/api-reference/v1.0/resources/widget.md"), other.as_bytes());
    let into_crate = ["--docs", page, "--out", "crate"];
    let into_facts = ["import", page, "--into", "facts"];
    assert_eq!(run(folder.path(), &into_crate).0, 0, "an empty folder takes a page");
    assert_eq!(run(folder.path(), &into_crate).0, 0, "and the same page again");
    assert_eq!(run(folder.path(), &["--docs", "docs", "--out", "crate"]).0, 0);
    assert_eq!(run(folder.path(), &["import", "docs", "--into", "facts"]).0, 0);
    let before = (tree(&folder.path().join("crate")), tree(&folder.path().join("facts")));

    for (arguments, kept) in
        [(into_crate.as_slice(), "src/v1/models/widget.rs"), (&into_facts, "v1.0/resources/widget.md")]
    {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(kept) || stderr.contains("..."), "{stderr}");
        assert!(stderr.contains("choose another folder, or add --force"), "{stderr}");
    }
    assert_eq!(before, (tree(&folder.path().join("crate")), tree(&folder.path().join("facts"))));

    for arguments in [into_crate.as_slice(), &into_facts] {
        let (code, _, stderr) = run(folder.path(), &[arguments, &["--force"]].concat());
        assert_eq!(code, 0, "{stderr}");
    }
    assert!(!folder.path().join("crate/src/v1/models/widget.rs").exists());
    assert!(!folder.path().join("facts/api-reference/v1.0/resources/widget.md").exists());
}

#[test]
fn import_is_a_fixpoint_and_gives_the_same_crate() {
    let folder = shelf();
    let origin =
        ["--repository", "example/docs", "--commit", "abc", "--date", "2021-07-16", "--licence", "CC BY 4.0"];
    let (code, _, stderr) =
        run(folder.path(), &[&["import", "docs", "--into", "facts"][..], &origin].concat());
    assert_eq!(code, 0, "{stderr}");
    let facts = fs::read_to_string(folder.path().join("facts/api-reference/v1.0/resources/gadget.md"))
        .expect("a page");
    assert!(facts.contains("weight") && facts.contains("Valid values 1 to 500."), "{facts}");
    assert!(!facts.contains("shelf") && !facts.contains("grams"), "no sentence of the page gets in: {facts}");
    let source = fs::read_to_string(folder.path().join("facts/SOURCE.toml")).expect("the provenance");
    assert!(
        source.contains("repository = \"example/docs\"") && source.contains("commit = \"abc\""),
        "{source}"
    );

    let (code, _, stderr) = run(folder.path(), &["import", "facts", "--into", "again"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(tree(&folder.path().join("facts")), tree(&folder.path().join("again")));

    run(folder.path(), &["--docs", "docs", "--out", "from-docs"]);
    run(folder.path(), &["--docs", "facts", "--out", "from-facts"]);
    let source_of = |name: &str| tree(&folder.path().join(name).join("src"));
    assert!(!source_of("from-docs").is_empty());
    assert_eq!(source_of("from-docs"), source_of("from-facts"));
}

#[test]
fn import_tells_the_origin_of_its_own_pages_only() {
    let folder = shelf();
    let source = folder.path().join("facts/SOURCE.toml");
    let import = |flags: &[&str]| {
        let (code, _, stderr) = run(folder.path(), &[&["import", "docs", "--into", "facts"], flags].concat());
        (code, fs::read_to_string(&source).unwrap_or_default(), stderr)
    };
    let origin = ["--repository", "example/docs", "--commit", "abc", "--date", "2021-07-16"];
    let (code, text, stderr) = import(&origin);
    assert_eq!(code, 0, "{stderr}");
    let expected = "# @generated by `msgraph-codegen import`. Do not edit.\n\n\
                    repository = \"example/docs\"\ncommit = \"abc\"\ndate = \"2021-07-16\"\n";
    assert_eq!(text, expected, "no licence is stated");

    let (_, text, _) = import(&[&origin[..], &["--licence", "CC BY 4.0"]].concat());
    assert_eq!(text, format!("{expected}licence = \"CC BY 4.0\"\n"));
    let (_, text, _) = import(&origin);
    assert!(text.contains("CC BY 4.0"), "the repository has kept its licence: {text}");
    let other = ["--repository", "other/docs", "--commit", "abc", "--date", "2021-07-16"];
    let (_, text, _) = import(&other);
    assert!(!text.contains("CC BY 4.0"), "another repository may have another licence: {text}");

    let (_, _, stderr) = import(&[&origin[..], &["--also", "docs"]].concat());
    assert!(stderr.contains("SOURCE.toml does not name docs, which has none"), "{stderr}");

    let (code, _, stderr) = import(&[&origin[..], &["--licence", &"x".repeat(301)]].concat());
    assert_eq!((code, stderr.contains("`licence` has more than 300 characters")), (2, true), "{stderr}");
    let (code, _, stderr) = import(&["--commit", "def"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("--repository"), "{stderr}");
    assert!(source.exists(), "wrong usage changes nothing");
    let (code, _, stderr) = import(&[]);
    assert_eq!(code, 0, "{stderr}");
    assert!(!source.exists(), "an origin that nobody states is not kept");
    assert!(stderr.contains("there is no SOURCE.toml"), "{stderr}");
}

#[test]
fn no_page_is_lost_to_another_of_its_name() {
    let folder = shelf();
    let pages = folder.path().join("docs/api-reference/v1.0/resources");
    let page = |name: &str| {
        format!(
            "# {name} resource type\n\n## Properties\n|Property|Type|Description|\n|-|-|-|\n|id|String|Key.|\n"
        )
    };
    for (file, name) in [("twin.md", "twin"), ("twin.en-us.md", "other"), ("twin.MD", "third")] {
        write(&pages.join(file), page(name).as_bytes());
    }
    let (code, _, stderr) = run(folder.path(), &["import", "docs", "--into", "facts"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("twin.md is left out: ") && stderr.contains("twin.MD is the same page"),
        "{stderr}"
    );
    let names = |file: &str| {
        let text = fs::read_to_string(folder.path().join("facts/api-reference/v1.0/resources").join(file));
        text.unwrap_or_else(|error| panic!("{file}: {error}")).contains("# ")
    };
    assert!(names("twin.md") && names("twin.en-us.md"));
}

#[test]
fn a_wrong_baseline_is_named() {
    let folder = shelf();
    write(&folder.path().join("bad.toml"), b"known = 1\n");
    write(&folder.path().join("old.toml"), b"format = 7\n");
    let cases = [
        ("nosuch.toml", "the baseline nosuch.toml does not exist; --update-baseline writes it"),
        ("docs", "cannot read the baseline docs: "),
        ("bad.toml", "bad.toml: this is not a baseline: "),
        ("old.toml", "old.toml: this baseline has format 7"),
    ];
    for (file, expected) in cases {
        let (code, stdout, stderr) = run(folder.path(), &["lint", "--docs", "docs", "--baseline", file]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains(expected), "{stderr}");
    }
    let update = ["lint", "--docs", "docs", "--baseline", "nosuch.toml", "--update-baseline"];
    assert_eq!(run(folder.path(), &update).0, 0);
    assert_eq!(run(folder.path(), &update[..5]).0, 0, "and then it is there");
}

#[test]
fn export_explain_and_show_answer_on_stdout() {
    let folder = shelf();
    let (code, csdl, _) =
        run(folder.path(), &["export", "--docs", "docs", "--api", "v1.0", "--format", "csdl"]);
    assert_eq!(code, 0);
    assert!(
        csdl.contains("<EntityType Name=\"gadget\"") && csdl.contains("<EntitySet Name=\"gadgets\""),
        "{csdl}"
    );
    let (code, _, stderr) = run(folder.path(), &["export", "--docs", "docs", "--format", "csdl"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("--api <API>"), "a schema is of one version: {stderr}");
    let beta = ["export", "--docs", "docs", "--api", "beta", "--format", "csdl", "-o", "beta.xml"];
    assert_eq!(run(folder.path(), &beta).0, 2, "there are no pages of it");
    assert!(!folder.path().join("beta.xml").exists());
    let (code, shown, _) = run(folder.path(), &["show", "--docs", "docs", "/gadgets"]);
    assert_eq!(code, 0);
    assert!(shown.contains("GET"), "{shown}");
    let (code, said, _) = run(folder.path(), &["explain", "--docs", "docs", "gadget.weight"]);
    assert_eq!(code, 0);
    assert!(said.contains("gadget.md:"), "the place is told: {said}");
    let (code, _, stderr) = run(folder.path(), &["explain", "--docs", "docs", "gadgte"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("gadget"), "a near name is suggested: {stderr}");
}

#[test]
fn near_names_are_suggested() {
    let folder = shelf();
    let check = |command: &str, asked: &str, expected: &str| {
        let (code, stdout, stderr) = run(folder.path(), &[command, "--docs", "docs", asked]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.trim_end().ends_with(expected), "{asked}: {stderr}");
    };
    check("explain", "gadget.lbl", "`explain gadget` lists what there is");
    check("explain", "gadget.labl", "did you mean `gadget.label`?");
    check("explain", "gadgt.weight", "did you mean `gadget.weight`?");
    check("explain", "weight", "did you mean `gadget.weight`?");
    check("show", "/gadgts", "did you mean `/gadgets`?");
    check("show", "/x*/y", "try `show '/users/**'`");
}

#[test]
fn diff_classes_changes_and_says_no_to_breaking_ones() {
    let folder = shelf();
    let changed = folder.path().join("new/api-reference/v1.0/resources/gadget.md");
    write(
        &changed,
        RESOURCE.replace("| weight | Int32 | In grams. Valid values 1 to 500 |\n", "").as_bytes(),
    );
    write(&folder.path().join("new/api-reference/v1.0/api/gadget-list.md"), LIST.as_bytes());
    let text = fs::read_to_string(&changed).expect("readable").replace(", \"weight\": 1024", "");
    fs::write(&changed, text).expect("writable");
    let (code, said, stderr) = run(folder.path(), &["diff", "docs", "new"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(said.contains("gadget.weight") || said.contains("weight"), "{said}");
    let (code, _, _) = run(folder.path(), &["diff", "new", "docs"]);
    assert_eq!(code, 0, "an addition breaks nobody");
    let (code, _, stderr) = run(folder.path(), &["diff", "no-such-thing", "docs"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("no-such-thing"), "{stderr}");
}
