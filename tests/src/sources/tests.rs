//! Small crates whose circles and mentions are known.

use super::*;

fn sources(files: &[(&str, &str)]) -> Sources {
    Sources::of(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}

#[track_caller]
fn check_circles(files: &[(&str, &str)], expected: &[&[&str]]) {
    assert_eq!(sources(files).circles(), expected);
}

#[test]
fn what_a_file_mentions_is_found_however_it_is_written() {
    let text = "mod low;\nuse crate::{a::A, b::{self, C as D}};\nuse std::fs;\nfn f() -> low::T { x!(crate::d::E, y) }";
    let sources = sources(&[("top.rs", text)]);
    let names = sources.mentions(&sources.files[0]).map(|mention| mention.names.join("::"));
    let expected = ["crate::a::A", "crate::b", "crate::b::C", "std::fs", "crate::top::low::T", "crate::d::E"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn ways_out_of_a_room_are_seen() {
    let text = "use super::near::A;\nuse super::super::far::B;\nmod inner { use super::C; }";
    let sources = sources(&[("room/part.rs", text)]);
    let climbs = sources.mentions(&sources.files[0]).map(|mention| mention.climbs);
    assert_eq!(climbs.collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn files_that_need_each_other_are_a_circle() {
    let top = ("top.rs", "mod low;\npub struct T;\npub fn f() { low::g(&T) }");
    let low = ("top/low.rs", "use super::T;\npub fn g(_: &T) {}");
    check_circles(&[top, low], &[&["top.rs", "top/low.rs"]]);
}

#[test]
fn what_is_only_handed_on_makes_no_circle() {
    let top = ("top.rs", "mod low;\nmod deep;\npub use deep::T;\npub fn f() { low::g() }");
    let low = ("top/low.rs", "use super::T;\npub fn g() -> T { T }");
    let deep = ("top/deep.rs", "pub struct T;");
    check_circles(&[top, low, deep], &[]);
    // It would, if it used it itself.
    let top = ("top.rs", "mod low;\npub use low::T;\npub struct U(T);");
    check_circles(&[top, ("top/low.rs", "pub struct T(super::U);")], &[&["top.rs", "top/low.rs"]]);
}

#[test]
fn modules_of_tests_are_left_out() {
    let top = (
        "top.rs",
        "pub fn f() {}\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { use crate::top::tests::g; }",
    );
    let found =
        sources(&[top, ("top/tests.rs", "use super::f;"), ("top/tests/deep.rs", "use super::super::f;")]);
    let paths: Vec<&str> = found.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["top.rs"]);
    assert!(found.circles().is_empty());
}
