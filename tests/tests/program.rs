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

/// A patch of a derived type does not fit where one of its base type is wanted, and the compiler says what makes it fit.
#[test]
fn a_patch_of_a_derived_type_is_told_for_base() {
    let program = |end: &str| {
        format!(
            "use msgraph::Patch;\nuse msgraph::v1::{{GraphClient, models::Windows10GeneralConfiguration}};\n\n\
             fn change(graph: &GraphClient) {{\n    \
             let patch = Patch::<Windows10GeneralConfiguration>::new(){end};\n    \
             let _ = graph.device_management().device_configurations().id(\"1\").update(patch);\n}}\n\n\
             fn main() {{\n    let _ = change;\n}}\n"
        )
    };
    program::build("refused", &program(".for_base()"), FOLDER).expect("it compiles");
    let refused = program::build("refused", &program(""), FOLDER).expect_err("it does not compile");
    assert!(refused.contains("is not a change to `msgraph::v1::models::DeviceConfiguration`"), "{refused}");
    assert!(refused.contains("`.for_base()`"), "{refused}");
}
