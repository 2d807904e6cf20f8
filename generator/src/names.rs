//! The only place where Rust names are made.
