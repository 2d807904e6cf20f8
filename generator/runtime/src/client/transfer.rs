//! Content on its way: bytes that are read in parts, and files that are sent in slices.

pub(crate) mod download;
pub(crate) mod upload;
