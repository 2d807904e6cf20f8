//! Files: format, header, compare or update, prune.
