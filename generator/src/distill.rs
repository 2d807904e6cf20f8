//! Facts-only pages: pages reduced to what resolving needs, written as ordinary documentation Markdown.
