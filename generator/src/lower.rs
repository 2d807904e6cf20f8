//! Schema to SDK: which Rust construct, which name, which module, where a `Box`.
