//! Why nothing, or not all, was written.

use std::io;
use std::path::PathBuf;

use super::header::Command;
use super::marks::OWNERSHIP_FILE;

/// Why files could not be written. Nothing that is not ours was touched, and each file is the old or the new one.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder holds what no ownership file speaks of.
    #[error(
        "{} holds {} ({}), and no {OWNERSHIP_FILE} that says which of them are generated; choose another folder with {}, \
         or add --adopt to write into this one and leave alone what is not generated",
        .0.folder.display(), counted(.0.found.len(), "file or folder", "files and folders"), some(&.0.found),
        .0.command.folder_flag(),
    )]
    Unowned(Refusal),
    /// These stand where new files and folders of ours would come.
    #[error(
        "{} holds {} where new files would come, and its {OWNERSHIP_FILE} does not speak of that; choose another folder \
         with {}, or add --adopt to write there and leave alone what is not generated",
        .0.folder.display(), some(&.0.found), .0.command.folder_flag(),
    )]
    Unclaimed(Refusal),
    /// The folder was written by another command.
    #[error("{} was written by `{}`, says its {OWNERSHIP_FILE}; choose another folder", .0.display(), .1.name())]
    OtherCommand(PathBuf, Command),
    /// The ownership file is not one that this version reads.
    #[error(
        "{} does not say which files are ours: {}; put it right, or choose another folder",
        .0.display(), .1,
    )]
    Ownership(PathBuf, String),
    /// These cannot be written: somebody else's file, a link or a folder is there.
    #[error(
        "nothing was written into {}, because something else is in the way: {}; move it away, or choose another folder",
        .0.display(), in_the_way(.1),
    )]
    InTheWay(PathBuf, Vec<(String, Obstacle)>),
    /// So much would be removed that it has to be confirmed.
    #[error(transparent)]
    Removals(Box<TooMany>),
    /// Another run writes into the folder.
    #[error("another run of msgraph-codegen is writing into {}; start again when it has ended", .0.display())]
    Busy(PathBuf),
    /// The operating system refused.
    #[error("{}: {}", .0.display(), .1)]
    Io(PathBuf, io::Error),
    /// A mistake of the generator: its output is not Rust.
    #[error("the generator made a {0} that is not Rust: {1}")]
    Syntax(String, String),
}

/// Why a file cannot be written at its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A file that this tool did not write.
    Foreign,
    /// A symbolic link, there or on the way.
    Link,
    /// A folder, a pipe or a device; or a file, where a folder is needed.
    Kind,
    /// The folder is written by another run: it has an ownership file of its own.
    Nested,
}

/// A folder that is not ours, or not all of it.
#[derive(Debug)]
pub struct Refusal {
    /// The folder.
    pub folder: PathBuf,
    /// The command that would have written it.
    pub command: Command,
    /// Names of what stands there.
    pub found: Vec<String>,
}

/// What would be removed.
#[derive(Debug, thiserror::Error)]
#[error(
    "{} of the {present} generated files in {} would be removed ({}){}; choose another folder, or add --force to have \
     them removed",
    removed.len(), folder.display(), some(removed), self.beyond(),
)]
pub struct TooMany {
    /// The folder.
    pub folder: PathBuf,
    /// The files.
    pub removed: Vec<String>,
    /// How many files of ours are there.
    pub present: usize,
    /// The versions that would go wholly: `src/beta`.
    pub versions: Vec<String>,
    /// Whether the input is a page or loose pages, which remove nothing unasked.
    pub loose: bool,
}

/// At most this many names stand in a message.
const NAMED: usize = 3;

/// The first few of `names`, and how many there are beside them.
pub fn some<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<String> = names.iter().take(NAMED).map(|name| printable(name.as_ref())).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{}, ... {more} more", first.join(", ")),
    }
}

/// A name from a disk without what would end a line or drive a terminal.
fn printable(name: &str) -> String {
    if name.chars().any(char::is_control) { name.escape_debug().to_string() } else { name.to_owned() }
}

fn in_the_way(files: &[(String, Obstacle)]) -> String {
    some(&files.iter().map(|(path, why)| format!("{path} {}", why.phrase())).collect::<Vec<_>>())
}

impl Obstacle {
    fn phrase(self) -> &'static str {
        match self {
            Obstacle::Foreign => "is not a generated file and is not overwritten",
            Obstacle::Link => "is a symbolic link, and nothing is written through links",
            Obstacle::Kind => "is of another kind than what belongs there",
            Obstacle::Nested => "belongs to another run, which left its own msgraph-codegen.toml there",
        }
    }
}

impl TooMany {
    /// What makes it more than a matter of numbers.
    fn beyond(&self) -> String {
        let mut text = String::new();
        if !self.versions.is_empty() {
            text = format!(", all of {} among them", self.versions.join(" and "));
        }
        if self.loose {
            text += "; pages that are not the whole documentation remove nothing unasked";
        }
        text
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
