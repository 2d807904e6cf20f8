//! What the README promises is there.

use std::fs;

use msgraph_tests::root;

#[test]
fn the_program_of_the_readme_is_the_example_that_compiles() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let example =
        fs::read_to_string(root().join("generated/examples/windows_hello.rs")).expect("the example");
    assert!(
        readme.contains(&format!("```rust\n{}\n```", example.trim_end())),
        "copy the example into the README"
    );
}

/// The introduction of the generated crate, of which the generator has the text.
#[test]
fn the_programs_of_the_crate_are_examples_that_compile() {
    let readme =
        fs::read_to_string(root().join("generator/src/emit/readme.md")).expect("the text of the generator");
    for name in ["groups", "app_only"] {
        let example =
            fs::read_to_string(root().join(format!("generated/examples/{name}.rs"))).expect("the example");
        let program = &example[example.find("use ").expect("the example uses the crate")..];
        assert!(
            readme.contains(&format!("```rust,no_run\n{}\n```", program.trim_end())),
            "copy the example {name} into the introduction"
        );
    }
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
