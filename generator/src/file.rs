//! The files that are to be written, as those rooms hand them over that make them.

use proc_macro2::TokenStream;

/// A file of a generated folder.
pub struct File<'a> {
    /// Below the folder, with `/`.
    pub path: String,
    /// What stands in it.
    pub content: Content<'a>,
}

/// What stands in a file.
pub enum Content<'a> {
    /// Text as it is, without the header.
    Text(String),
    /// Markdown that begins with front matter, which gets the marker.
    Page(String),
    /// Rust, made on demand.
    Rust {
        /// The page that the file comes from.
        page: Option<&'a str>,
        /// Makes it.
        source: Box<dyn Fn() -> Source + Send + Sync + 'a>,
    },
}

/// A Rust file.
pub struct Source {
    /// Lines of the module's documentation.
    pub doc: Vec<String>,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// An item of a Rust file.
pub enum Item {
    /// Tokens of one item.
    Tokens(TokenStream),
    /// A macro call as text.
    Text(String),
}
