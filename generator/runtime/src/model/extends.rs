//! The relation "is this type, or derived from it", for the compiler.
//!
//! In: one line per derived type, written by `extends!`. Out: a bound that lets a token of a base type be used on its
//! derived types, and refuses a token of any other type.

/// Implemented by `B` itself, by the types derived from `B`, and by the `Any…` enum of `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `{B}` or derived from it",
    label = "a property of `{B}` does not belong to `{Self}`"
)]
pub trait Extends<B> {}

impl<T> Extends<T> for T {}
