//! Shows what is known, to people and to other tools: what a run has to say about the documents, what is known of
//! a name, which requests there are, and what changed between two states of the documentation.
//!
//! In: schemas, reports and the texts that their places point into. Out: text. Nothing here changes what is known, and
//! nothing reads or writes files.

pub mod baseline;
pub mod diff;
pub mod explain;
mod face;
mod facts;
pub mod lint;
pub mod methods;
mod nearest;
mod places;
mod requests;
pub mod show;
mod thing;
pub mod words;

pub use face::Names;
