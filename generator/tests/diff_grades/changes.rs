//! Changes of the documentation, each with a program that uses what changed.

mod models;
mod requests;

use msgraph_codegen::inspect::diff::Class::{self, Additive};

/// What is done to the pages.
pub(crate) enum Edit {
    /// In the page, this becomes that.
    Change(&'static str, &'static str, &'static str),
    /// The page goes.
    Remove(&'static str),
    /// A page comes.
    Add(&'static str, String),
}

/// A change with its grade.
pub(crate) struct Case {
    pub(crate) what: &'static str,
    pub(crate) edits: Vec<Edit>,
    pub(crate) class: Class,
    /// What was possible before: the body of a function with `graph`, a client of v1.
    pub(crate) before: &'static str,
    /// What only the new crate can do.
    pub(crate) after: &'static str,
}

fn case(what: &'static str, class: Class, edits: Vec<Edit>, before: &'static str) -> Case {
    Case { what, edits, class, before, after: "" }
}

fn new(what: &'static str, edits: Vec<Edit>, before: &'static str, after: &'static str) -> Case {
    Case { what, edits, class: Additive, before, after }
}

const VESSEL: &str = "v1.0/resources/vessel";
const NONE: &str = "## Request body\n\nDo not supply a request body for this method.";
const USES_VESSEL: &str = "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length; \
     let _ = graph.vessels().list().select((v1::models::Vessel::NAME, v1::models::Vessel::BERTH));";

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    [models::types(), models::members(), requests::requests(), requests::answers(), requests::said()]
        .into_iter()
        .flatten()
        .collect()
}
