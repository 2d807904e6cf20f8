//! Files: format, header, compare or update, prune.
//!
//! In: the files of a folder as tokens and text. Out: the folder, or what differs from it. What may be touched there is
//! written down in its [ownership file](OWNERSHIP_FILE): in the folders that it names, a file is ours by the whole first
//! line that this tool writes, and nothing else is ever overwritten or removed. A run is [planned](plan()) before anything
//! is touched. Only what differs is written, each file under another name first and then renamed, so that each is the
//! old or the new one whatever happens.

mod error;
mod format;
mod header;
mod lock;
mod marks;
mod ownership;
mod plan;
mod present;
mod replace;
mod target;
#[cfg(test)]
mod tests;

use crate::file::File;

pub use error::{Obstacle, Refusal, TooMany, WriteError, some};
pub use header::{Command, is_facts_only};
pub use marks::OWNERSHIP_FILE;
pub use ownership::{Options, Ownership, Prose, reference};
pub use plan::Plan;
pub use replace::text;
pub use target::{Generated, Made, Mode, Outcome, Removals, Target};

/// Whether the folder of `target` may be written to, before work is put into it; [`plan()`] asks again.
pub fn may_write(target: &Target<'_>) -> Result<(), WriteError> {
    plan::ready(target).map(|_| ())
}

/// What would become of the folder of `target`; [`Plan::carry_out`] does it.
pub fn plan(files: Vec<File<'_>>, target: &Target<'_>) -> Result<Plan, WriteError> {
    Plan::new(files, target)
}
