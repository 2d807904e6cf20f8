//! Names and comments as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::sdk::Doc;

/// A name as a token.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `/// Lines of documentation.`
pub(super) fn doc(doc: &Doc) -> TokenStream {
    let lines = doc.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// One line of documentation of our own.
pub(super) fn doc_line(line: &str) -> TokenStream {
    let line = format!(" {line}");
    quote! { #[doc = #line] }
}
