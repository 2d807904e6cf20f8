//! What is read of a folder, and what is left out with a message.

use super::*;

fn check(files: &[(&str, &[u8])]) -> Result<(Vec<String>, Vec<String>), String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let (sources, report) = read(folder.path(), &[])
        .map_err(|error| error.to_string().replace(&*folder.path().to_string_lossy(), "DOCS"))?;
    Ok((
        sources.iter().map(|(_, file)| file.path.clone()).collect(),
        report.diagnostics.iter().map(|diagnostic| Report::line(&sources, diagnostic)).collect(),
    ))
}

#[test]
fn pages_come_in_the_order_of_their_paths() {
    let (names, said) = check(&[
        ("api-reference/v1.0/resources/b.md", b"b"),
        ("api-reference/beta/api/z.md", b"z"),
        ("api-reference/includes/i.md", b"i"),
        ("README.md", b"no page"),
    ])
    .expect("readable");
    assert_eq!(
        names,
        ["api-reference/beta/api/z.md", "api-reference/includes/i.md", "api-reference/v1.0/resources/b.md"]
    );
    assert!(said.is_empty());
}

#[test]
fn the_reference_folder_itself_and_loose_pages_do_as_well() {
    let (names, _) = check(&[("v1.0/resources/a.md", b"a")]).expect("readable");
    assert_eq!(names, ["api-reference/v1.0/resources/a.md"]);
    let (names, _) = check(&[("x.txt", b"x"), ("a.md", b"a")]).expect("readable");
    assert_eq!(names, ["a.md", "x.txt"]);
}

#[test]
fn wrong_folders_get_a_suggestion() {
    assert!(check(&[]).expect_err("empty").contains("DOCS holds no page"));
    assert!(check(&[("x/y.md", b"")]).expect_err("no layout").contains("pages belong into api-reference"));
    let error = check(&[("en/api-reference/v1.0/api/y.md", b"")]).expect_err("one level too high");
    assert!(error.ends_with("did you mean DOCS/en?"), "{error}");
    let missing = read(Path::new("/no/such/folder"), &[]).expect_err("missing").to_string();
    assert!(missing.starts_with("/no/such/folder does not exist"), "{missing}");
}

#[test]
fn bad_bytes_are_replaced_and_said() {
    for text in [&b"x\ny\xff"[..], b"x\r\ny\xff", b"\xef\xbb\xbfx\r\ny\xffz\xff"] {
        let (_, said) = check(&[("api-reference/v1.0/api/a.md", text)]).expect("readable");
        assert_eq!(
            said,
            [
                "api-reference/v1.0/api/a.md:2:2: warning[unreadable-page]: the page is not UTF-8 here; the bytes were replaced"
            ]
        );
    }
}

#[test]
fn a_huge_page_is_left_out_and_said() {
    let huge = vec![b'x'; MAX_PAGE_BYTES + 1];
    let (names, said) =
        check(&[("api-reference/v1.0/api/a.md", &huge), ("api-reference/v1.0/api/b.md", b"b")])
            .expect("readable");
    assert_eq!(names, ["api-reference/v1.0/api/b.md"]);
    assert!(said[0].contains("4194305 bytes are more than a page may have"), "{said:?}");
}

#[cfg(unix)]
mod strange {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    /// A folder with a page, and beside it a link to a file outside, one to a device, one to a folder, and a pipe.
    fn strange(below: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let pages = folder.path().join("docs").join(below);
        fs::create_dir_all(&pages).expect("a folder");
        fs::create_dir(folder.path().join("other")).expect("a folder");
        fs::write(folder.path().join("other/secret.md"), "# secret").expect("a file");
        fs::write(pages.join("page.md"), "# page").expect("a file");
        symlink(folder.path().join("other/secret.md"), pages.join("link.md")).expect("a link");
        symlink("/dev/zero", pages.join("zero.md")).expect("a link");
        symlink(folder.path().join("other"), pages.join("more.md")).expect("a link");
        symlink("nowhere.md", pages.join("broken.md")).expect("a link");
        let made = Command::new("mkfifo").arg(pages.join("pipe.txt")).status().expect("mkfifo starts");
        assert!(made.success());
        folder
    }

    #[track_caller]
    fn check(below: &str) {
        let folder = strange(below);
        let (sources, report) = read(&folder.path().join("docs"), &[]).expect("readable");
        let names: Vec<_> = sources.iter().map(|(_, file)| file.path.rsplit('/').next()).collect();
        assert_eq!(names, [Some("page.md")]);
        let said: Vec<_> = report.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(said.len(), 5, "{said:?}");
        let about =
            |name: &str, what: &str| said.iter().any(|said| said.contains(name) && said.contains(what));
        for link in ["link.md", "zero.md", "more.md", "broken.md"] {
            assert!(about(link, "it is a link, not a regular file; the page was left out"), "{said:?}");
        }
        assert!(about("pipe.txt", "it is a pipe, a socket or a device"), "{said:?}");
    }

    #[test]
    fn what_is_no_regular_file_of_the_folder_is_left_out_and_said() {
        check("");
        check("api-reference/v1.0/resources");
    }

    #[test]
    fn a_linked_folder_is_not_entered() {
        let folder = strange("api-reference/v1.0/resources");
        let docs = folder.path().join("docs");
        symlink(folder.path().join("other"), docs.join("api-reference/beta")).expect("a link");
        let (sources, report) = read(&docs, &[]).expect("readable");
        assert_eq!(sources.len(), 1);
        let said = report
            .diagnostics
            .iter()
            .any(|said| said.message.starts_with("api-reference/beta: it is a link"));
        assert!(said, "{:?}", report.diagnostics);
    }

    #[test]
    fn a_page_that_is_named_may_be_a_link() {
        let folder = strange("");
        let (sources, _) = read(&folder.path().join("docs/link.md"), &[]).expect("readable");
        assert_eq!(sources.iter().map(|(_, file)| file.text.as_str()).collect::<Vec<_>>(), ["# secret"]);
        assert!(read(&folder.path().join("docs/pipe.txt"), &[]).is_err());
    }

    /// The files of the system have no size that anybody could know before.
    #[test]
    #[cfg(target_os = "linux")]
    fn no_more_than_the_limit_is_read_whatever_the_metadata_says() {
        assert_eq!(fs::metadata("/proc/self/maps").expect("it is there").len(), 0);
        let error = super::super::file::bytes(
            Path::new("/proc/self/maps"),
            super::super::file::Limit { of: "it", bytes: 100 },
        )
        .expect_err("it is longer");
        assert!(error.contains("101 bytes are more than"), "{error}");
    }
}
