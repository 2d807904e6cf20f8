//! What requests ask with: tokens of properties, filters, orders, selections and expansions.
//!
//! In: tokens, and values of the types that belong to them. Out: the texts of the query options.

pub(crate) mod expand;
pub(crate) mod filter;
pub(crate) mod literal;
pub(crate) mod order;
pub(crate) mod select;
mod terms;
pub(crate) mod token;
