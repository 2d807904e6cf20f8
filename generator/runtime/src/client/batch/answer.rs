//! One answer as it stands in a batch.

use std::ops::Range;

use serde_json::Value;

/// One answer as it stands in the batch.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Answer {
    pub(super) id: Id,
    pub(super) status: Option<Value>,
    pub(super) headers: Value,
    /// Where in the text its body is.
    pub(super) body: Range<usize>,
    /// The text broke off, mostly in the body, which then goes on to where the next answer begins.
    pub(super) broken: bool,
}

/// The id of an answer.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Id {
    #[default]
    None,
    Of(String),
    /// It has several.
    Unclear,
}
