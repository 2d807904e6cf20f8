//! What `generate` is to do: the flags that are given, else what its folder says of the last run, else the defaults.

use std::path::{Path, PathBuf};

use msgraph_codegen::Input;
use msgraph_codegen::emit::Package;
use msgraph_codegen::lower::LowerOptions;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::read::{self, ReadError};
use msgraph_codegen::write::{self, Command, Generated, Made, Mode, Options, Ownership, Removals, Target};

use super::answer::text;
use super::arguments::{Generate, Prose, versions};
use super::documentation::{self, Documentation};
use super::package;

/// Where the crate goes unless something else is said.
const OUT: &str = "generated";

/// A run of `generate` with nothing left open.
pub(super) struct Wanted {
    pub(super) out: PathBuf,
    pub(super) input: Input,
    pub(super) lower: LowerOptions,
    pub(super) package: Package,
    made: Generated,
    /// What named the documentation: a flag or a file.
    named_by: String,
}

impl Wanted {
    pub(super) fn new(arguments: &Generate) -> Result<Self, String> {
        let out = folder(arguments.out.as_deref())?;
        let known = Ownership::read(&out).map_err(text)?.and_then(|there| there.options);
        let Documentation { docs, also, named_by, bundled } =
            documentation::of_crate(arguments.docs.as_deref(), &arguments.also, &out, known.as_ref())?;
        let mut options =
            known.unwrap_or_else(|| Options { api: ApiVersion::ALL.to_vec(), ..Options::default() });
        if !arguments.api.is_empty() {
            options.api = versions(&arguments.api);
        }
        if let Some(prose) = arguments.prose {
            options.prose = match prose {
                Prose::Full => write::Prose::Full,
                Prose::None => write::Prose::None,
            };
        }
        options.include = globs(&arguments.include, options.include);
        options.exclude = globs(&arguments.exclude, options.exclude);
        let (package, options) = package::package(arguments, &out, options)?;
        Ok(Self {
            lower: documentation::lower_options(&options)?,
            input: Input {
                docs: docs.clone(),
                also: also.clone(),
                apis: options.api.clone(),
                prose: options.prose == write::Prose::Full,
            },
            package,
            made: Generated { docs: (!bundled).then_some(docs), also, options },
            out,
            named_by,
        })
    }

    /// The folder, and what may happen to what is there.
    pub(super) fn target(&self, arguments: &Generate) -> Target<'_> {
        Target {
            folder: &self.out,
            made: Made::Generated(Box::new(self.made.clone())),
            mode: if arguments.check { Mode::Check } else { Mode::Write },
            adopt: arguments.adopt,
            removals: removals(&self.input.docs, arguments.force),
        }
    }

    /// What is wrong with the documentation, in words of what named it.
    pub(super) fn unreadable(&self, error: &ReadError) -> String {
        unreadable(error, &self.named_by, &self.input.also)
    }
}

/// What is wrong with the documentation, which `argument` named, or with what completes it.
pub(super) fn unreadable(error: &ReadError, argument: &str, also: &[PathBuf]) -> String {
    let is_also = error.folder().is_some_and(|folder| also.iter().any(|also| also == folder));
    error.of_argument(if is_also { "--also" } else { argument })
}

/// Loose pages are hardly all of the documentation, so they remove nothing unasked.
pub(super) fn removals(docs: &Path, force: bool) -> Removals {
    match (force, read::is_loose(docs)) {
        (true, _) => Removals::Confirmed,
        (false, true) => Removals::None,
        (false, false) => Removals::Few,
    }
}

/// The folder of the crate: the one that is given, this one if it is one, or the usual one.
pub(super) fn folder(given: Option<&Path>) -> Result<PathBuf, String> {
    Ok(match given {
        Some(out) => out.to_owned(),
        None if is_written_by_generate(Path::new("."))? => PathBuf::from("."),
        None => PathBuf::from(OUT),
    })
}

fn is_written_by_generate(folder: &Path) -> Result<bool, String> {
    let there = Ownership::read(folder).map_err(text)?;
    Ok(there.is_some_and(|there| there.command == Command::Generate))
}

/// What is given replaces what is known; an empty glob stands for none at all.
fn globs(given: &[String], known: Vec<String>) -> Vec<String> {
    if given.is_empty() { known } else { given.iter().filter(|glob| !glob.is_empty()).cloned().collect() }
}
