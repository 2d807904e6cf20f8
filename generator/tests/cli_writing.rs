//! Each file is the old or the new one: two runs at once, a run that is killed, a full disk, a folder that is read-only.

#[path = "../src/skipped.rs"]
mod skipped;

mod shelf;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use fs4::FileExt;
use shelf::{BINARY, RESOURCE, generator, run, said, shelf, tree, write};
use skipped::skipped;
use tempfile::TempDir;

const LOCK_FILE: &str = ".msgraph-codegen.lock";

fn files(folder: &Path) -> BTreeMap<String, String> {
    tree(folder).into_iter().collect()
}

/// Whether it is one of those that a run which was stopped may leave for the next.
fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.starts_with(".msgraph-codegen")
}

/// A crate in `out`, documentation that has changed since, and what the crate was and should be.
fn changed() -> (TempDir, BTreeMap<String, String>, BTreeMap<String, String>) {
    let folder = shelf();
    assert_eq!(run(folder.path(), &["--docs", "docs", "--out", "out"]).0, 0);
    let old = files(&folder.path().join("out"));
    let resources = folder.path().join("docs/api-reference/v1.0/resources");
    write(&resources.join("gadget.md"), RESOURCE.replace("label", "caption").as_bytes());
    write(&resources.join("widget.md"), RESOURCE.replace("gadget", "widget").as_bytes());
    assert_eq!(run(folder.path(), &["--docs", "docs", "--out", "new"]).0, 0);
    let new = files(&folder.path().join("new"));
    assert!(old != new && new.len() > old.len());
    (folder, old, new)
}

/// Every file is whole.
fn assert_whole(
    now: &BTreeMap<String, String>,
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) {
    for (path, text) in now.iter().filter(|(path, _)| !is_temporary(path)) {
        assert!(old.get(path) == Some(text) || new.get(path) == Some(text), "{path} is torn: {text}");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(now.contains_key(path), "{path} is gone");
    }
}

/// The generator where no file may grow beyond so many blocks of 512 bytes: it is told so, or killed.
#[cfg(unix)]
fn with_little_room(folder: &Path, blocks: u32, killed: bool, arguments: &[&str]) -> (i32, String) {
    let trap = if killed { "" } else { "trap '' XFSZ; " };
    let script = format!("ulimit -c 0; {trap}ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let (code, _, stderr) =
        said(Command::new("sh").current_dir(folder).args(["-c", &script, BINARY]).args(arguments));
    (code, stderr)
}

#[cfg(unix)]
#[test]
fn a_full_disk_or_a_sudden_end_leaves_whole_files() {
    let mut stopped = 0;
    for killed in [false, true] {
        for blocks in [0, 1, 2, 3, 5, 8] {
            let (folder, old, new) = changed();
            let out = folder.path().join("out");
            let (code, stderr) = with_little_room(folder.path(), blocks, killed, &["--out", "out"]);
            if code != 0 {
                stopped += 1;
                assert!(killed || (code == 2 && stderr.contains("File too large")), "{code}: {stderr}");
            }
            assert_whole(&files(&out), &old, &new);
            // Nothing is nobody's: the next run needs no flag, and leaves nothing of the one before.
            let (code, _, stderr) = run(folder.path(), &["--out", "out"]);
            assert_eq!(code, 0, "{stderr}");
            assert_eq!(files(&out), new);
        }
    }
    assert!(stopped >= 6, "only {stopped} runs were stopped");
}

#[cfg(unix)]
#[test]
fn a_first_run_that_is_stopped_is_taken_up_by_the_next() {
    for killed in [false, true] {
        let folder = shelf();
        assert_eq!(run(folder.path(), &["--docs", "docs", "--out", "whole"]).0, 0);
        let (code, _) = with_little_room(folder.path(), 1, killed, &["--docs", "docs", "--out", "out"]);
        assert_ne!(code, 0);
        let out = folder.path().join("out");
        assert!(out.join("msgraph-codegen.toml").exists(), "the ownership file comes first");
        assert!(
            killed == files(&out).keys().any(|path| is_temporary(path)),
            "only a killed run leaves something"
        );
        let (code, _, stderr) = run(folder.path(), &["--out", "out"]);
        assert_eq!(code, 0, "{stderr}");
        assert_eq!(files(&out), files(&folder.path().join("whole")));

        let (code, _) = with_little_room(folder.path(), 0, killed, &["--docs", "docs", "--out", "none"]);
        assert_ne!(code, 0);
        let (code, _, stderr) = run(folder.path(), &["--docs", "docs", "--out", "none"]);
        assert_eq!(code, 0, "what came before the ownership file is no stranger: {stderr}");
        assert_eq!(files(&folder.path().join("none")), files(&folder.path().join("whole")));
    }
}

#[test]
fn what_a_run_removes_is_known_until_it_is_removed() {
    let (folder, _, new) = changed();
    let out = folder.path().join("out");
    // As a killed run leaves it: all is written, the ownership file speaks of a folder that is to go.
    assert_eq!(run(folder.path(), &["--out", "out"]).0, 0);
    let ownership = fs::read_to_string(out.join("msgraph-codegen.toml")).expect("it is there");
    write(&out.join("msgraph-codegen.toml"), ownership.replace("[\"src\"]", "[\"old\", \"src\"]").as_bytes());
    write(&out.join("old/a.rs"), b"// @generated by `cargo run --release`. Do not edit.\n");
    let (code, _, stderr) = run(folder.path(), &["--out", "out", "--force"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(files(&out), new);
}

#[test]
fn a_second_run_waits_for_its_turn() {
    let (folder, old, new) = changed();
    let out = folder.path().join("out");
    let lock = fs::File::create(out.join(LOCK_FILE)).expect("writable");
    FileExt::lock(&lock).expect("nobody else has it");
    for arguments in [&["--out", "out"][..], &["--out", "out", "--adopt", "--force"]] {
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, 2);
        assert!(stderr.contains("another run of msgraph-codegen is writing into out"), "{stderr}");
    }
    fs::remove_file(out.join(LOCK_FILE)).expect("removable");
    assert_eq!(files(&out), old);
    FileExt::unlock(&lock).expect("it was locked");
    // A lock that nobody holds was left by a run that was killed.
    write(&out.join(LOCK_FILE), b"");
    write(&out.join("src/.msgraph-codegen-x1y2z3.tmp"), b"half");
    assert_eq!(run(folder.path(), &["--out", "out", "--check"]).0, 1);
    assert_eq!(run(folder.path(), &["--out", "out"]).0, 0);
    assert_eq!(files(&out), new, "neither the lock nor a temporary file is left");
}

#[test]
fn many_runs_at_once_do_not_hurt_each_other() {
    let (folder, _, new) = changed();
    for out in ["out", "fresh"] {
        let start = |_| {
            let mut command = generator(folder.path());
            command.args(["--docs", "docs", "--out", out]).stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().expect("the generator starts")
        };
        let running: Vec<_> = (0..6).map(start).collect();
        let ended = running.into_iter().map(|run| run.wait_with_output().expect("it ends"));
        let mut done = 0;
        for output in ended {
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            match output.status.code() {
                Some(0) => done += 1,
                Some(2) => assert!(stderr.contains("another run of msgraph-codegen is writing"), "{stderr}"),
                code => panic!("{code:?}: {stderr}"),
            }
        }
        assert!(done > 0, "one of them comes first");
        assert_eq!(files(&folder.path().join(out)), new);
    }
}

/// `export -o` and `lint --update-baseline` write one file each.
const SINGLE: [&[&str]; 2] = [
    &["export", "--docs", "docs", "--api", "v1.0", "--format", "csdl", "-o", "place/file"],
    &["lint", "--docs", "docs", "--baseline", "place/file", "--update-baseline"],
];

#[cfg(unix)]
#[test]
fn a_single_file_is_whole_too() {
    for arguments in SINGLE {
        for killed in [false, true] {
            let folder = shelf();
            let bad = RESOURCE.replace("String | What", "Sprocket of & | What");
            write(
                &folder.path().join("docs/api-reference/v1.0/resources/gizmo.md"),
                bad.replace("gadget", "gizmo").as_bytes(),
            );
            let place = folder.path().join("place");
            write(&place.join("file"), b"old\n");
            let (code, stderr) = with_little_room(folder.path(), 0, killed, arguments);
            assert!(
                code != 0 && (killed || stderr.contains("place/file: File too large")),
                "{code}: {stderr}"
            );
            assert_eq!(fs::read(place.join("file")).expect("still there"), b"old\n");
            assert_eq!(run(folder.path(), arguments).0, 0);
            assert_ne!(fs::read(place.join("file")).expect("still there"), b"old\n");
            assert_eq!(
                files(&place).len(),
                1,
                "nothing is left of the killed run: {:?}",
                files(&place).keys()
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_single_file_keeps_its_permissions_and_may_be_a_link_or_a_pipe() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let folder = shelf();
    let place = folder.path().join("place");
    let plain = place.join("plain");
    write(&plain, b"");
    fs::create_dir(folder.path().join("real")).expect("a folder");
    for arguments in SINGLE {
        assert_eq!(run(folder.path(), arguments).0, 0);
        assert_eq!(mode(&place.join("file")), mode(&plain), "a new file is as readable as others");
        fs::set_permissions(place.join("file"), fs::Permissions::from_mode(0o640)).expect("ours");
        assert_eq!(run(folder.path(), arguments).0, 0);
        assert_eq!(mode(&place.join("file")), 0o640);

        fs::rename(place.join("file"), folder.path().join("real/file")).expect("movable");
        symlink("../real/file", place.join("file")).expect("a link");
        write(&folder.path().join("real/file"), b"old\n");
        assert_eq!(run(folder.path(), arguments).0, 0);
        assert!(place.join("file").is_symlink());
        assert_ne!(fs::read(folder.path().join("real/file")).expect("readable"), b"old\n");
        fs::remove_file(folder.path().join("real/file")).expect("removable");
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, 2);
        assert!(stderr.contains("place/file: it is a link to nothing"), "{stderr}");
        fs::remove_file(place.join("file")).expect("removable");
    }
    let export = ["export", "--docs", "docs", "--api", "v1.0", "--format", "csdl", "-o", "/dev/stdout"];
    let (code, stdout, stderr) = run(folder.path(), &export);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("<EntityType Name=\"gadget\""), "{stdout}");
    for place in ["place", "nosuch/place", "place/plain/file"] {
        let (code, _, stderr) = run(folder.path(), &[&export[..8], &[place]].concat());
        assert_eq!(code, 2, "{stderr}");
    }
    assert!(!folder.path().join("nosuch").exists(), "the folder is the user's to make");
}

/// Root writes everywhere, so this needs somebody else.
#[cfg(unix)]
#[test]
fn a_read_only_folder_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, old, new) = changed();
    let binary = folder.path().join("generator");
    fs::copy(BINARY, &binary).expect("room for a copy");
    let mode = |path: &str, mode: u32| {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(mode)).expect("ours");
    };
    mode("", 0o755);
    let id = Command::new("id").arg("-u").output().expect("id is there");
    let is_root = id.stdout == b"0\n";
    let other = |arguments: &[&str]| {
        let mut command = if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary);
            command
        } else {
            Command::new(&binary)
        };
        command.current_dir(folder.path()).args(arguments);
        command
    };
    if is_root {
        if other(&["--version"]).output().is_ok_and(|output| output.status.success()) {
            let given = Command::new("chown").args(["-R", "65534:65534"]).arg(folder.path()).status();
            assert!(given.expect("chown is there").success());
        } else {
            skipped("a_read_only_folder_stays_as_it_is", "run by root, and setpriv is not there");
            return;
        }
    }
    let out = folder.path().join("out");
    write(&folder.path().join("place/file"), b"old\n");
    mode("place", 0o555);
    for closed in ["out", "out/src/v1/models"] {
        mode(closed, 0o555);
        let (code, _, stderr) = said(&mut other(&["--out", "out"]));
        mode(closed, 0o755);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains("ermission denied"), "{stderr}");
        assert_whole(&files(&out), &old, &new);
    }
    for arguments in SINGLE {
        let (code, _, stderr) = said(&mut other(arguments));
        assert_eq!(code, 2);
        assert!(stderr.contains("place/file: ") && stderr.contains("ermission denied"), "{stderr}");
        assert_eq!(fs::read(folder.path().join("place/file")).expect("readable"), b"old\n");
    }
    let (code, _, stderr) = said(&mut other(&["--out", "out"]));
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(files(&out), new);
}
