//! SDK to tokens: how each construct looks in Rust; cannot fail, never changes a name.
