//! Source map to pages: the shapes of Markdown and text.
