//! Reads the Microsoft Graph reference documentation and writes the `msgraph` crate.
//!
//! Modules stand in the order in which data flow: read → parse → resolve → lower → emit → write.

pub mod diagnostic;
pub mod distill;
pub mod emit;
pub mod export;
pub mod inspect;
pub mod lower;
pub mod names;
pub mod page;
pub mod parse;
pub mod read;
pub mod resolve;
pub mod schema;
pub mod sdk;
pub mod source;
pub mod write;
