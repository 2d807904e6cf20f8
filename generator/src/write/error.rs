//! Why nothing, or not all, was written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::header::Command;
use super::marks::OWNERSHIP_FILE;

/// Why files could not be written. Nothing that is not ours was touched, and each file is the old or the new one.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds what no ownership file speaks of.
    Unowned(Refusal),
    /// These stand where new files and folders of ours would come.
    Unclaimed(Refusal),
    /// The folder was written by another command.
    OtherCommand(PathBuf, Command),
    /// The ownership file is not one that this version reads.
    Ownership(PathBuf, String),
    /// These cannot be written: somebody else's file, a link or a folder is there.
    InTheWay(PathBuf, Vec<(String, Obstacle)>),
    /// So much would be removed that it has to be confirmed.
    Removals(Box<TooMany>),
    /// Another run writes into the folder.
    Busy(PathBuf),
    /// The operating system refused.
    Io(PathBuf, io::Error),
    /// A mistake of the generator: its output is not Rust.
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
#[derive(Debug)]
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

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unowned(refusal) => write!(
                f,
                "{} holds {} ({}), and no {OWNERSHIP_FILE} that says which of them are generated; choose another \
                 folder with {}, or add --adopt to write into this one and leave alone what is not generated",
                refusal.folder.display(),
                counted(refusal.found.len(), "file or folder", "files and folders"),
                some(&refusal.found),
                refusal.command.folder_flag(),
            ),
            Self::Unclaimed(refusal) => write!(
                f,
                "{} holds {} where new files would come, and its {OWNERSHIP_FILE} does not speak of that; choose \
                 another folder with {}, or add --adopt to write there and leave alone what is not generated",
                refusal.folder.display(),
                some(&refusal.found),
                refusal.command.folder_flag(),
            ),
            Self::OtherCommand(folder, command) => write!(
                f,
                "{} was written by `{}`, says its {OWNERSHIP_FILE}; choose another folder",
                folder.display(),
                command.name()
            ),
            Self::Ownership(path, why) => write!(
                f,
                "{} does not say which files are ours: {why}; put it right, or choose another folder",
                path.display()
            ),
            Self::InTheWay(folder, files) => in_the_way(f, folder, files),
            Self::Removals(too_many) => too_many.fmt(f),
            Self::Busy(folder) => write!(
                f,
                "another run of msgraph-codegen is writing into {}; start again when it has ended",
                folder.display()
            ),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Syntax(path, error) => write!(f, "the generator made a {path} that is not Rust: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

fn in_the_way(f: &mut fmt::Formatter<'_>, folder: &Path, files: &[(String, Obstacle)]) -> fmt::Result {
    let names: Vec<String> = files.iter().map(|(path, why)| format!("{path} {}", why.phrase())).collect();
    write!(
        f,
        "nothing was written into {}, because something else is in the way: {}; move it away, or choose another folder",
        folder.display(),
        some(&names)
    )
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

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of the {} generated files in {} would be removed ({})",
            self.removed.len(),
            self.present,
            self.folder.display(),
            some(&self.removed)
        )?;
        if !self.versions.is_empty() {
            write!(f, ", all of {} among them", self.versions.join(" and "))?;
        }
        if self.loose {
            f.write_str("; pages that are not the whole documentation remove nothing unasked")?;
        }
        f.write_str("; choose another folder, or add --force to have them removed")
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
