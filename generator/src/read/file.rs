//! One file, read with care: a regular one, and never more than a limit, whatever the file system says of its size.
//!
//! In: a path and a [`Limit`]. Out: its bytes, or why it is left out. A link leads elsewhere, a pipe or device gives no end.

use std::fs;
use std::io::Read;
use std::path::Path;

/// How many bytes a file of some kind may have.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    /// What it is, in messages: "a page".
    pub(super) of: &'static str,
    pub(super) bytes: usize,
}

impl Limit {
    /// Refuses what is larger.
    pub(super) fn check(self, size: usize) -> Result<(), String> {
        let Self { of, bytes } = self;
        if size > bytes { Err(format!("{size} bytes are more than {of} may have ({bytes})")) } else { Ok(()) }
    }
}

/// Pages above this size are not read: no real page comes near it.
pub const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// What a page may have.
pub(super) const PAGE: Limit = Limit { of: "a page", bytes: MAX_PAGE_BYTES };

/// Whether a file of this name is a page.
pub(super) fn is_page(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("txt"))
}

/// What a path stands for, where it is no regular file.
pub(super) fn kind(kind: fs::FileType) -> &'static str {
    if kind.is_symlink() {
        "a link"
    } else if kind.is_dir() {
        "a folder"
    } else {
        "a pipe, a socket or a device"
    }
}

/// The bytes of the regular file at `path`.
pub(super) fn bytes(path: &Path, limit: Limit) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let metadata = fs::symlink_metadata(path).map_err(failed)?;
    let found = metadata.file_type();
    if !found.is_file() {
        return Err(format!("it is {}, not a regular file", kind(found)));
    }
    // Room for all of it and the end makes one call out of six.
    let expected = usize::try_from(metadata.len()).unwrap_or(usize::MAX).min(limit.bytes);
    let mut bytes = Vec::with_capacity(expected + 1);
    let file = fs::File::open(path).map_err(failed)?;
    // Metadata may say anything: files of the system say 0, and a file may grow while it is read.
    file.take(limit.bytes as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    limit.check(bytes.len()).map(|()| bytes)
}
