//! Documentation folders to a source map: the sorted walk, size limits, includes.
