//! Where the documentation is: where a flag says, else where the crate of the folder was made from, else the usual place.

use std::path::{Path, PathBuf};

use msgraph_codegen::Input;
use msgraph_codegen::lower::LowerOptions;
use msgraph_codegen::names::PackageName;
use msgraph_codegen::write::{Command, OWNERSHIP_FILE, Options, Ownership};

use super::answer::text;
use super::arguments::{Api, Docs, Place, versions};

/// Where the documentation is unless something else is said.
const DOCS: &str = "docs-input";

/// The documentation with what completes it.
pub(super) struct Documentation {
    pub(super) docs: PathBuf,
    pub(super) also: Vec<PathBuf>,
    /// What named it: a flag or a file.
    pub(super) named_by: String,
    /// It came with the generator.
    pub(super) bundled: bool,
}

/// What is to be read, what named it, and what the crate has of it.
pub(super) struct Found {
    pub(super) input: Input,
    pub(super) named_by: String,
    pub(super) lower: LowerOptions,
}

impl Docs {
    /// The versions that are asked for.
    pub(super) fn find(&self) -> Result<Found, String> {
        self.place.find(&self.api)
    }
}

impl Place {
    /// These versions of the documentation; where none is named, those of the crate in whose folder this is, else both.
    pub(super) fn find(&self, api: &[Api]) -> Result<Found, String> {
        let (Documentation { docs, also, named_by, .. }, known) = here(self.folder.as_deref(), &self.also)?;
        let apis = match &known {
            Some(known) if api.is_empty() => known.api.clone(),
            Some(_) | None => versions(api),
        };
        let lower = known.as_ref().map_or_else(|| Ok(LowerOptions::default()), lower_options)?;
        Ok(Found { input: Input { docs, also, apis, prose: false }, named_by, lower })
    }
}

/// For commands that make no crate: in the folder of one, that which it was made from, and with which options.
/// Documentation that is named is not that of a crate.
pub(super) fn here(
    given: Option<&Path>,
    also: &[PathBuf],
) -> Result<(Documentation, Option<Options>), String> {
    let folder = Path::new(".");
    let there = if given.is_none() { Ownership::read(folder).map_err(text)? } else { None };
    let known = there.filter(|there| there.command == Command::Generate).and_then(|there| there.options);
    Ok((of_crate(given, also, folder, known.as_ref())?, known))
}

/// What a crate with these options has of the documentation.
pub(super) fn lower_options(options: &Options) -> Result<LowerOptions, String> {
    let lower = LowerOptions::new(&options.include, &options.exclude).map_err(text)?;
    match &options.crate_name {
        Some(name) => Ok(lower.of_package(PackageName::new(name).map_err(text)?)),
        None => Ok(lower),
    }
}

/// For the crate in `out`, of which this is `known`. The documentation and what completes it are given together or not
/// at all: pages of another corpus are completed by others.
pub(super) fn of_crate(
    given: Option<&Path>,
    also: &[PathBuf],
    out: &Path,
    known: Option<&Options>,
) -> Result<Documentation, String> {
    let named = |docs: PathBuf, bundled: bool| Documentation {
        docs,
        also: also.to_owned(),
        named_by: "--docs".to_owned(),
        bundled,
    };
    if let Some(docs) = given {
        return Ok(named(docs.to_owned(), false));
    }
    let Some(known) = known else {
        let beside = if Path::new(DOCS).exists() { None } else { bundled() };
        let is_beside = beside.is_some();
        return Ok(named(beside.unwrap_or_else(|| PathBuf::from(DOCS)), is_beside));
    };
    let file = out.join(OWNERSHIP_FILE);
    if known.bundled {
        return bundled().map(|docs| named(docs, true)).ok_or_else(|| {
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
    let also = if also.is_empty() { known.also.iter().map(recorded).collect() } else { also.to_owned() };
    let named_by = format!("`docs` in {}", file.display());
    Ok(Documentation { docs: recorded(docs), also, named_by, bundled: false })
}

/// The documentation that came with the generator: beside the program, or what a link to it leads to.
fn bundled() -> Option<PathBuf> {
    let program = std::env::current_exe().and_then(|program| program.canonicalize()).ok()?;
    Some(program.parent()?.join(DOCS)).filter(|docs| docs.is_dir())
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
