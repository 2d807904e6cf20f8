//! What `generate` is to do: the flags that are given, else what its folder says of the last run, else the defaults.

use std::path::{Path, PathBuf};

use msgraph_codegen::Input;
use msgraph_codegen::emit::Package;
use msgraph_codegen::lower::LowerOptions;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::read::{self, ReadError};
use msgraph_codegen::write::{
    self, Command, Generated, Made, Mode, OWNERSHIP_FILE, Options, Ownership, Removals, Target,
};

use super::answer::text;
use super::arguments::{self, DOCS, Generate, Prose, versions};
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
        let Documentation { docs, also, named_by, bundled } = documentation(arguments, &out, known.as_ref())?;
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
            lower: LowerOptions::new(&options.include, &options.exclude).map_err(text)?,
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

/// Where the documentation is.
struct Documentation {
    docs: PathBuf,
    also: Vec<PathBuf>,
    /// What named it: a flag or a file.
    named_by: String,
    /// It came with the generator.
    bundled: bool,
}

/// The documentation with what completes it, and what named it. The two are given together or not at all: pages of
/// another corpus are completed by others.
fn documentation(arguments: &Generate, out: &Path, known: Option<&Options>) -> Result<Documentation, String> {
    let named = |docs: PathBuf, bundled: bool| Documentation {
        docs,
        also: arguments.also.clone(),
        named_by: "--docs".to_owned(),
        bundled,
    };
    if let Some(docs) = &arguments.docs {
        return Ok(named(docs.clone(), false));
    }
    let Some(known) = known else {
        let docs = arguments::documentation(None);
        let bundled = docs != Path::new(DOCS);
        return Ok(named(docs, bundled));
    };
    let file = out.join(OWNERSHIP_FILE);
    if known.bundled {
        return arguments::bundled().map(|docs| named(docs, true)).ok_or_else(|| {
            format!(
                "{} was made from the documentation beside the generator, and there is none beside this one; name \
                 it with --docs",
                out.display()
            )
        });
    }
    let Some(docs) = &known.docs else {
        return Err(format!(
            "{} does not say where the documentation is, since it was outside of the repository; name it with --docs, \
             and what completes it with --also",
            file.display()
        ));
    };
    let recorded = |path: &String| near(&out.join(path));
    let also = if arguments.also.is_empty() {
        known.also.iter().map(recorded).collect()
    } else {
        arguments.also.clone()
    };
    let named_by = format!("`docs` in {}", file.display());
    Ok(Documentation { docs: recorded(docs), also, named_by, bundled: false })
}

/// The path as one would type it here.
fn near(path: &Path) -> PathBuf {
    let Ok(whole) = path.canonicalize() else { return path.to_owned() };
    let here = Path::new(".").canonicalize().ok();
    match here.as_deref().and_then(|here| whole.strip_prefix(here).ok()) {
        Some(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Some(below) => below.to_owned(),
        None => whole,
    }
}

/// What is given replaces what is known; an empty glob stands for none at all.
fn globs(given: &[String], known: Vec<String>) -> Vec<String> {
    if given.is_empty() { known } else { given.iter().filter(|glob| !glob.is_empty()).cloned().collect() }
}
