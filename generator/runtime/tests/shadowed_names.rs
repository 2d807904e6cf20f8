//! The macros in a module that knows nothing of the standard library, and has types of its own by every name of it.

#![allow(dead_code, reason = "most names are there to be in the way")]
#![allow(missing_docs, reason = "what they are is told by their names")]

use msgraph_core::{AnyModel as _, from_json, to_json};

#[no_implicit_prelude]
pub mod shadowed {
    use ::msgraph_core::{Rest, any, extends, model, open_enum};

    /// A service may have types by these names, and an application its own `Result`.
    type Result = ();
    type Box = ();
    type Vec = ();
    type String = ();
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    trait From {}
    trait Into {}
    trait TryFrom {}
    trait TryInto {}
    trait Default {}
    trait Clone {}
    trait Debug {}
    trait PartialEq {}
    trait Eq {}
    trait Hash {}

    #[derive(::core::clone::Clone, ::core::default::Default)]
    pub struct Option {
        pub rest: Rest,
        pub id: ::core::option::Option<::std::string::String>,
    }

    model! {
        Option: root "#sample.option", untagged;
        1 id "id",
    }

    #[derive(::core::clone::Clone, ::core::default::Default)]
    pub struct Choice {
        pub base: Option,
        pub size: ::core::option::Option<Size>,
    }

    model! {
        Choice: Option, "#sample.choice", tagged, first 2;
        2 size "size",
    }
    extends! { Choice: Option }

    any! {
        /// Any option.
        AnyOption: Option { Choice "#sample.choice" }
    }

    open_enum! {
        /// How large it is.
        flags Size "sample.size" {
            Some "some" = 1,
            None "none",
            Ok "ok",
            Err "err",
        }
    }
}

use shadowed::{AnyOption, Choice, Size};

#[test]
fn macros_do_without_the_names_of_a_module() {
    let text = br##"{"@odata.type":"#sample.choice","id":"1","size":"some"}"##;
    let any: AnyOption = from_json(text).expect("an option");
    assert_eq!(any.clone(), any);
    assert_eq!(to_json(any.inner()).expect("JSON"), text);
    let choice = Choice::try_from(any).expect("a choice");
    assert_eq!(choice.id.as_deref(), Some("1"));
    assert_eq!(choice.size, Some(Size::Some));
    assert_eq!(format!("{:?}", AnyOption::from(choice)), r#"choice { id: "1", size: "some" }"#);
}

#[test]
fn members_have_texts_and_numbers() {
    assert_eq!((Size::from("none"), Size::from("ok".to_owned())), (Size::None, Size::Ok));
    assert_eq!("err".parse(), Ok(Size::Err));
    assert_eq!((Size::Some.value(), Size::None.value()), (Some(1), None));
    let both: Vec<Size> = (Size::Some | Size::Ok).into_iter().collect();
    assert_eq!(both, [Size::Some, Size::Ok]);
}
