//! The run says what it did: totals, negative answers, colours, and errors in words of the command's own arguments.

#[path = "../src/skipped.rs"]
mod skipped;

mod shelf;

use std::fs;
use std::path::Path;
use std::process::Command;

use shelf::{BINARY, LIST, RESOURCE, run, shelf, write};
use skipped::skipped;

/// A documentation about which lowering has something to say: the paths of two methods fold to one Rust name.
fn with_messages() -> tempfile::TempDir {
    let folder = shelf();
    let resources = folder.path().join("docs/api-reference/v1.0/resources");
    let twice = RESOURCE.replace("| label |", "| @label | String | The same. |\n| label |").replace(
        "| weight |",
        "| fooBar | String | x |\n| foobar | String | x |\n| foo_bar | String | x |\n| weight |",
    );
    write(&resources.join("gadget.md"), twice.as_bytes());
    folder
}

/// The line with the number of messages.
fn totals(stderr: &str) -> &str {
    stderr
        .lines()
        .find(|line| line.starts_with("messages: "))
        .unwrap_or_else(|| panic!("no totals in {stderr}"))
}

#[test]
fn generate_and_lint_count_the_same() {
    let folder = with_messages();
    let (code, _, generated) = run(folder.path(), &["-vv", "--docs", "docs"]);
    assert_eq!(code, 0, "{generated}");
    assert!(generated.contains("[name-settled]"), "lowering has something to say: {generated}");
    let (code, json, linted) = run(folder.path(), &["lint", "--docs", "docs", "--format", "json"]);
    assert_eq!(code, 0, "{linted}");
    assert_eq!(totals(&generated), totals(&linted));
    assert!(json.contains("name-settled"), "{json}");
    let counted = |text: &str| -> Vec<String> {
        let lines = text.lines().take_while(|line| !line.starts_with("messages: "));
        lines.filter(|line| line.contains(": ") && !line.contains('[')).map(str::to_owned).collect()
    };
    assert_eq!(counted(&generated), counted(&linted));

    let update = ["lint", "--docs", "docs", "--baseline", "known.toml", "--update-baseline"];
    assert_eq!(run(folder.path(), &update).0, 0);
    let known = fs::read_to_string(folder.path().join("known.toml")).expect("just written");
    assert!(known.contains("name-settled"), "{known}");
    assert_eq!(run(folder.path(), &update[..5]).0, 0);
}

#[test]
fn a_quiet_no_is_one_line() {
    let folder = with_messages();
    let no = |arguments: &[&str], line: &str| {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!((code, stderr.as_str()), (1, format!("{line}\n").as_str()), "{arguments:?}");
        let loud: Vec<&str> = arguments.iter().copied().filter(|argument| *argument != "-q").collect();
        let (code, _, stderr) = run(folder.path(), &loud);
        assert!(code == 1 && stderr.ends_with(&format!("{line}\n")), "{stderr}");
    };
    let quiet = |arguments: &[&str]| {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    };
    no(
        &["generate", "-q", "--docs", "docs", "--check"],
        "generated is stale: run `msgraph-codegen generate`",
    );
    quiet(&["-q", "--docs", "docs"]);
    quiet(&["-q", "--check"]);
    write(&folder.path().join("empty.toml"), b"format = 1\n");
    let (_, json, _) = run(folder.path(), &["lint", "--docs", "docs", "--format", "json"]);
    let count = json.matches("\"code\"").count();
    no(
        &["lint", "-q", "--docs", "docs", "--baseline", "empty.toml"],
        &format!("empty.toml does not know {count} messages, and knows 0 that are no longer said"),
    );
    quiet(&["lint", "-q", "--docs", "docs"]);
    let fewer = RESOURCE
        .replace("| weight | Int32 | In grams. Valid values 1 to 500 |\n", "")
        .replace(", \"weight\": 1024", "");
    write(&folder.path().join("new/api-reference/v1.0/resources/gadget.md"), fewer.as_bytes());
    write(&folder.path().join("new/api-reference/v1.0/api/gadget-list.md"), LIST.as_bytes());
    no(&["diff", "-q", "docs", "new"], "what changed from docs to new is breaking");
}

#[test]
fn import_speaks_of_its_own_arguments() {
    let folder = shelf();
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    write(
        &folder.path().join("prose/api-reference/v1.0/resources/a.md"),
        b"# About shelves\n\nThey hold things.\n",
    );
    write(&folder.path().join("full/notes.txt"), b"mine\n");
    let check = |arguments: &[&str], expected: &str| {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(expected), "{stderr}");
        assert!(!stderr.contains("--docs") && !stderr.contains("--out"), "{stderr}");
    };
    check(&["import", "nosuch"], "nosuch does not exist; DIR should be a folder");
    check(&["import", "empty"], "empty holds no page; DIR should be a folder");
    check(&["import", "prose"], "`import prose -v` says what is the matter");
    check(&["import", "docs", "--also", "nosuch"], "nosuch does not exist; --also should be a folder");
    check(&["import", "docs", "--into", "full"], "choose another folder with --into");
    let said = |arguments: &[&str]| run(folder.path(), arguments).2;
    assert!(said(&["--docs", "nosuch"]).contains("nosuch does not exist; --docs should be a folder"));
    assert!(said(&["--docs", "docs", "--out", "full"]).contains("choose another folder with --out"));
    assert!(said(&["diff", "docs", "empty"]).contains("empty holds no page; NEW should be a folder"));
}

#[test]
fn a_glob_that_matches_nothing_is_said_first() {
    let folder = with_messages();
    for flag in ["--include", "--exclude"] {
        let (code, _, stderr) = run(folder.path(), &["-vv", "--docs", "docs", flag, "/nosuch/**"]);
        assert_eq!(code, 2);
        assert_eq!(stderr, "error: no documented request matches /nosuch/**; `show` lists them\n");
    }
    let (code, _, stderr) =
        run(folder.path(), &["--docs", "docs", "--include", "/gadgets", "--include", "/x"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: no documented request matches /x;"), "{stderr}");
}

#[test]
fn descriptions_are_there_on_demand_or_it_says_why_not() {
    let folder = shelf();
    let wanted = ["--prose", "full"];
    let (code, _, stderr) = run(folder.path(), &[&["--docs", "docs", "--out", "full"], &wanted[..]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(!stderr.contains("adds nothing"), "{stderr}");
    let text = |path: &str| fs::read_to_string(folder.path().join(path)).expect("just written");
    let model = text("full/src/v1/models/gadget.rs");
    for said in [
        "/// A thing on a shelf.",
        "/// What is written on it.",
        "/// In grams. Valid values 1 to 500\n    pub",
    ] {
        assert!(model.contains(said), "{said} is not in {model}");
    }
    assert!(text("full/src/v1/requests/gadget.rs").contains("/// All of the shelf."));

    assert_eq!(run(folder.path(), &["import", "docs", "--into", "facts"]).0, 0);
    let (code, _, stderr) =
        run(folder.path(), &[&["--docs", "facts", "--out", "bare"], &wanted[..]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("--prose full adds nothing: all pages are facts-only"), "{stderr}");
    assert_eq!(run(folder.path(), &["--docs", "docs", "--out", "none"]).0, 0);
    assert_eq!(text("bare/src/v1/models/gadget.rs"), text("none/src/v1/models/gadget.rs"));
}

#[test]
fn what_the_introduction_leaves_out_is_said() {
    let folder = shelf();
    let (code, _, stderr) = run(folder.path(), &["--docs", "docs", "--out", "out"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("programs left out of the introduction: app_only (no GraphClient.organization"),
        "{stderr}"
    );
    let introduction = fs::read_to_string(folder.path().join("out/README.md")).expect("just written");
    assert!(
        introduction.contains("### Sign in") && !introduction.contains("### Send mail"),
        "{introduction}"
    );
}

/// What `lint` shows on a terminal with these variables.
fn on_a_terminal(folder: &Path, variables: &[(&str, &str)]) -> Option<String> {
    let shown = format!("'{BINARY}' lint --docs docs; '{BINARY}' --docs docs --check");
    let mut terminal = Command::new("script");
    terminal.current_dir(folder).args(["-qec", &shown, "/dev/null"]).stdin(std::process::Stdio::null());
    terminal.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm");
    terminal.envs(variables.iter().copied());
    let output = terminal.output().ok().filter(|output| !output.stdout.is_empty())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn colours_and_bars_are_left_out_where_they_are_not_wanted() {
    let folder = with_messages();
    let Some(coloured) = on_a_terminal(folder.path(), &[]) else {
        skipped("colours_and_bars_are_left_out_where_they_are_not_wanted", "there is no `script`");
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let has_colour = |text: &str| text.contains("\u{1b}[3") || text.contains("\u{1b}[1m");
    assert!(has_colour(&coloured), "{coloured}");
    for variable in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        let shown = on_a_terminal(folder.path(), &[variable]).expect("it was there before");
        assert!(shown.contains("name-settled"), "{shown}");
        assert!(!has_colour(&shown), "{variable:?}: {shown:?}");
        if variable.0 == "TERM" {
            assert!(!shown.contains('\u{1b}'), "a dumb terminal has no cursor to move: {shown:?}");
        }
    }
}
