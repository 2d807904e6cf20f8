//! What the generated crate will contain, in Rust words, all names final. Data only.
