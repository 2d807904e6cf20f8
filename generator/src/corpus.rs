//! The pages of one version of the API seen together: which types there are, what they are called, and which of them a
//! name or a cell means.
//!
//! In: [`Page`](crate::page::Page)s, damaged or sound. Out: look-ups. [`mend`](mod@crate::mend) learns from them what is
//! damaged, and [`resolve`](mod@crate::resolve) begins with them; neither looks into the other.

pub(crate) mod context;
pub(crate) mod declared;
pub(crate) mod from_bodies;
pub(crate) mod link;
pub(crate) mod names;
pub(crate) mod pages;
pub(crate) mod rows;
pub(crate) mod sample;
pub(crate) mod spelled;
pub(crate) mod value_lists;
