//! What several wings need: the types in the making, and their facts. Nothing here looks into a wing.

pub(crate) mod draft;
pub(crate) mod facts;
