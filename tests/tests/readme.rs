//! What the README promises is there.

use std::fs;

use msgraph_tests::root;

/// A program of the generator, without the line that says what it needs.
fn example(name: &str) -> String {
    let text = fs::read_to_string(root().join(format!("generator/tasks/{name}.rs"))).expect("the program");
    text.split_inclusive('\n').filter(|line| !line.starts_with("//! Needs:")).collect()
}

#[test]
fn the_program_of_the_readme_is_the_example_that_compiles() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let example = example("windows_hello");
    assert!(
        readme.contains(&format!("```rust\n{}\n```", example.trim_end())),
        "copy the example into the README"
    );
}

#[test]
fn every_room_has_a_line_in_the_code_map() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let library = fs::read_to_string(root().join("generator/src/lib.rs")).expect("the library");
    let rooms: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(rooms.len() > 10, "the rooms stand in lib.rs");
    for room in rooms {
        assert!(readme.contains(&format!("`{room}`")), "{room} has no line in the README's code map");
    }
}
