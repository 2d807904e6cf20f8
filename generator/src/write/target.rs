//! Where files go and what may happen there, and what became of them.

use std::path::{Path, PathBuf};

use super::header::Command;
use super::ownership::Options;

/// Whether files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what differs, remove what is no longer there.
    Write,
    /// Only tell.
    Check,
}

/// How many files may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removals {
    /// None: the input is hardly all of the documentation.
    None,
    /// A tenth of what is there, and no version wholly.
    Few,
    /// As many as it takes: the user has said so.
    Confirmed,
}

/// Where files go, what they are made of, and what may happen to what is there.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What makes the files.
    pub made: Made,
    /// Whether anything is written.
    pub mode: Mode,
    /// Whether a folder without an ownership file, or names that it does not speak of, are taken over.
    pub adopt: bool,
    /// How much may go.
    pub removals: Removals,
}

/// What files are made of, as far as the ownership file says it.
#[derive(Debug, Clone)]
pub enum Made {
    /// The crate.
    Generated(Box<Generated>),
    /// Facts-only pages, whose origin stands in a file of its own.
    Imported,
    /// The page to look requests up.
    Site,
}

/// What the crate is made of.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The documentation; none where it came with the generator.
    pub docs: Option<PathBuf>,
    /// What completes it.
    pub also: Vec<PathBuf>,
    /// Everything else, as it is written down.
    pub options: Options,
}

impl Made {
    pub(super) fn command(&self) -> Command {
        match self {
            Made::Generated(_) => Command::Generate,
            Made::Imported => Command::Import,
            Made::Site => Command::Site,
        }
    }

    /// What makes the files anew, as people call it where they stand.
    pub fn call(&self) -> &'static str {
        match self {
            Made::Generated(made) if made.options.workspace => Command::Generate.call_of_workspace(),
            Made::Generated(_) | Made::Imported | Made::Site => self.command().call(),
        }
    }
}

/// What became of the files, or would: paths below the folder, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that are new.
    pub added: Vec<String>,
    /// Files that differed.
    pub changed: Vec<String>,
    /// Generated files that are no longer wanted.
    pub removed: Vec<String>,
    /// What stands among them and is not ours; it is left alone.
    pub others: Vec<String>,
    /// How many are as they should be.
    pub unchanged: usize,
    /// Bytes of all files together.
    pub bytes: usize,
    /// Whether the folder had no ownership file before.
    pub is_adopted: bool,
}

impl Outcome {
    /// Whether nothing differs.
    pub fn is_up_to_date(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}
