//! What several wings need: the pages, the names of types and how they are found, rows, type cells, and the types in
//! the making. Nothing here looks into a wing.

pub(crate) mod corpus;
pub(crate) mod declared;
pub(crate) mod draft;
pub(crate) mod facts;
pub(crate) mod link;
pub(crate) mod rows;
pub(crate) mod sample;
pub(crate) mod spelled;
pub(crate) mod value_lists;
