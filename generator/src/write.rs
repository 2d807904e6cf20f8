//! Files: format, header, compare or update, prune.
//!
//! In: the files of a folder as tokens and text. Out: the folder, or what differs from it. What may be touched there is
//! written down in its [ownership file](OWNERSHIP_FILE): in the folders that it names, a file is ours by the whole first
//! line that this tool writes, and nothing else is ever overwritten or removed. A run is [planned](plan()) before anything
//! is touched. Only what differs is written, each file under another name first and then renamed, so that each is the
//! old or the new one whatever happens.

mod error;
mod file;
mod format;
mod header;
mod lock;
mod ownership;
mod plan;
mod present;
mod replace;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::odata::ApiVersion;

pub use error::{Refusal, TooMany, WriteError, some};
pub use file::{Content, File, Item, Source};
pub use header::Command;
pub use ownership::{OWNERSHIP_FILE, Options, Ownership, Prose};
pub use plan::Plan;
pub use present::Obstacle;
pub use replace::text;

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
    Generated(Generated),
    /// Facts-only pages, whose origin stands in a file of its own.
    Imported,
}

/// What the crate is made of.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The documentation.
    pub docs: PathBuf,
    /// What completes it.
    pub also: Vec<PathBuf>,
    /// The versions of the API.
    pub apis: Vec<ApiVersion>,
    /// The requests that are taken.
    pub include: Vec<String>,
    /// The requests that are left out.
    pub exclude: Vec<String>,
    /// What of the descriptions is taken.
    pub prose: Prose,
}

impl Made {
    fn command(&self) -> Command {
        match self {
            Made::Generated(_) => Command::Generate,
            Made::Imported => Command::Import,
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

/// Whether the folder of `target` may be written to, before work is put into it; [`plan()`] asks again.
pub fn may_write(target: &Target<'_>) -> Result<(), WriteError> {
    plan::ready(target).map(|_| ())
}

/// What would become of the folder of `target`; [`Plan::carry_out`] does it.
pub fn plan(files: Vec<File<'_>>, target: &Target<'_>) -> Result<Plan, WriteError> {
    Plan::new(files, target)
}
