//! A program that a test writes is built and run, and one that does not compile says why.

use std::sync::{Mutex, PoisonError};

use msgraph_tests::program;

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// Programs that do not compile share a name, and are tried one after the other.
static REFUSED: Mutex<()> = Mutex::new(());

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
    let _alone = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
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

/// The API grows: fields and members that come later break no program, because none could have been written that they
/// break. A value is made by `new!`, or from its default and field by field.
#[test]
fn what_a_later_version_would_break_does_not_compile() {
    let _alone = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
    let program = |body: &str| {
        format!(
            "use msgraph::v1::{{models::*, parameters::*}};\n\n\
             fn check(kind: BodyType, any: AnyDirectoryObject) {{\n{body}}}\n\nfn main() {{\n    let _ = check;\n}}\n"
        )
    };
    let sound = "    let mut event = Event::default();\n    event.subject = Some(\"Lunch\".into());\n    \
                 let mut parameters = UserSendMailParameters::default();\n    \
                 parameters.save_to_sent_items = Some(true);\n    \
                 let Event { subject, .. } = event;\n    \
                 match kind { BodyType::Html => {} _ => {} }\n    \
                 match any { AnyDirectoryObject::User(user) => {} other => {} }\n";
    program::build("refused", &program(sound), FOLDER).expect("it compiles");
    let refused = [
        ("    let event = Event { subject: None, ..Default::default() };\n", "E0639"),
        (
            "    let parameters = UserSendMailParameters { save_to_sent_items: None, ..Default::default() };\n",
            "E0639",
        ),
        ("    let PatternedRecurrence { rest, pattern, range } = Default::default();\n", "E0638"),
        ("    match kind { BodyType::Text | BodyType::Html | BodyType::UnknownValue(_) => {} }\n", "E0004"),
    ];
    for (body, code) in refused {
        let said = program::build("refused", &program(body), FOLDER).expect_err("it does not compile");
        assert!(said.contains(code), "{body}{said}");
    }
}

/// What does not fit into a body is told in words about values and properties, at the words that do not fit.
#[test]
fn a_body_that_does_not_fit_is_told_so() {
    let _alone = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
    let program = |body: &str| {
        format!(
            "use msgraph::new;\nuse msgraph::v1::models::Event;\n\n\
             fn main() {{\n    let _ = new!(Event {{ {body} }});\n}}\n"
        )
    };
    let refused =
        |body: &str| program::build("refused", &program(body), FOLDER).expect_err("it does not compile");
    let ready =
        r#"id: "1", subject: "a", start: { date_time: "2026-12-01T09:00:00" }, attendees: [{ type_: null }]"#;
    program::build("refused", &program(ready), FOLDER).expect("it compiles");
    for (body, words) in [
        ("subject: 5", "is not a value for a property of type `Option<"),
        ("subject: {}", "does not hold an object"),
        ("start: []", "does not hold a list"),
        ("categories: [1]", "is not an element of a list of"),
        ("categories: [{}]", "is not a list of objects"),
        ("subjct: \"a\"", "no field `subjct` on type `msgraph::v1::models::Event`"),
    ] {
        let said = refused(body);
        assert!(said.contains(words), "{body}: {said}");
    }
    let said = refused("start: []");
    let marks: Vec<&str> = said.lines().skip_while(|line| !line.contains("new!(")).take(2).collect();
    assert!(marks.len() == 2 && marks[0].find("start") == marks[1].find("^^^^^"), "{said}");
}
