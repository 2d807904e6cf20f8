//! Writes the schema for other tools: OData CSDL XML 4.01 and the schema's own JSON.
//!
//! In: a [`Schema`](crate::schema::Schema). Out: text; the same schema always gives the same bytes. Nothing here reads or writes files.
//! CSDL says what OData has words for, and carries facts that only the documentation knows as annotations of the
//! Core, Capabilities and Validation vocabularies. JSON says everything, with the place of every fact.

mod annotations;
mod capabilities;
mod container;
mod csdl;
mod json;
mod operations;
mod types;
mod words;
mod xml;

pub use csdl::csdl;
pub use json::{JsonError, from_json, json};
