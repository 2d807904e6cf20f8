//! Pages to schema: declares, links, merges, inherits, binds.
