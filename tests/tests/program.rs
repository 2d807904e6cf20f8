//! A program that a test writes is built and run, and one that does not compile says why.

use msgraph_tests::program;

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

#[test]
fn a_program_is_built_and_answers() {
    let source =
        "fn main() {\n    std::io::copy(&mut std::io::stdin(), &mut std::io::stdout()).unwrap();\n}\n";
    let echo = program::build("echo", source, FOLDER).expect("it compiles");
    let input = b"text\n".repeat(100_000);
    assert_eq!(echo.run(input.clone()).expect("it ends well"), input);

    let refused = program::build("echo", "fn main() {\n    nothing();\n}\n", FOLDER);
    assert!(refused.expect_err("it does not compile").contains("cannot find function `nothing`"));
}
