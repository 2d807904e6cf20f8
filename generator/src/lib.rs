//! Reads the Microsoft Graph reference documentation and writes the `msgraph` crate.
//!
//! Data flow one way, and the modules stand in that order:
//!
//! ```text
//! docs-input/ ─read→ texts ─parse→ pages ─mend→ pages ─resolve→ schema ─lower→ sdk ─emit→ tokens ─write→ generated/
//!                                                └─distill→ facts-only pages    └─export→ CSDL, JSON
//! ```
//!
//! [`generate`] is the whole way. Bad documents never stop it: what was not understood stands in the [`Report`],
//! with its place. Only an error of the generator's own making (two things of one name, say) stops it, before
//! anything is written.

pub mod odata;

pub mod source;

pub mod diagnostic;

pub mod file;

pub mod read;

pub mod page;

pub mod parse;

pub mod schema;

mod corpus;

pub mod mend;

pub mod distill;

pub mod resolve;

pub mod export;

pub mod inspect;

pub mod names;

pub mod sdk;

pub mod lower;

pub mod call;

pub mod site;

pub mod emit;

pub mod write;

#[cfg(test)]
mod skipped;

use std::path::PathBuf;

use rayon::prelude::*;

use diagnostic::Report;
use odata::ApiVersion;
use page::Page;
use read::ReadError;
use schema::{Schema, Totals};
use source::SourceMap;

/// What to read, and what to make of it.
#[derive(Debug, Clone)]
pub struct Input {
    /// The documentation: a folder, or a page.
    pub docs: PathBuf,
    /// Other languages or years of it: all of them are witnesses, and the newest is the edition that comes out.
    pub also: Vec<PathBuf>,
    /// The versions of the API to make.
    pub apis: Vec<ApiVersion>,
    /// Whether descriptions are kept beside the facts.
    pub prose: bool,
}

/// The documentation as it was read and understood, page by page.
#[derive(Debug)]
pub struct Documents {
    /// The texts, which every span points into.
    pub sources: SourceMap,
    /// The pages in the order of their paths.
    pub pages: Vec<Page>,
    /// What there is to say about them so far.
    pub report: Report,
}

impl Documents {
    /// Whether `import` wrote all pages: what stands in them beside facts is fixed phrases, which describe nothing.
    pub fn are_facts_only(&self) -> bool {
        let text = |page: &Page| &self.sources.file(page.id).text;
        self.pages.iter().all(|page| write::is_facts_only(text(page)))
    }
}

/// What a run of [`generate`] did.
#[derive(Debug)]
pub struct Run {
    /// The texts, which the report points into.
    pub sources: SourceMap,
    /// What all stages had to say.
    pub report: Report,
    /// What the schema of each version holds.
    pub totals: Vec<Totals>,
    /// Descriptions were asked for, and all pages are facts-only.
    pub lacks_prose: bool,
    /// The programs of the introduction that the crate has not everything for.
    pub left_out: Vec<emit::LeftOut>,
    /// How it ended.
    pub end: End,
}

/// How a run of [`generate`] ended.
#[derive(Debug)]
pub enum End {
    /// The files are written, or compared.
    Done(write::Outcome),
    /// The report holds errors, so nothing was written.
    Errors,
    /// These globs match no request, so nothing was written.
    Unmatched(Vec<String>),
    /// The pages state nothing of the versions asked for, so nothing was written.
    Nothing,
}

/// The whole way: documentation to crate.
///
/// Stops before anything is written where the report holds errors, a glob of `lower` matches nothing, or no page states
/// anything: an empty crate would take the place of a good one.
pub fn generate(
    input: &Input,
    lower: &lower::LowerOptions,
    package: &emit::Package,
    target: &write::Target<'_>,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<Run, Failure> {
    let mut documents = understand(input, progress)?;
    let lacks_prose = input.prose && documents.are_facts_only();
    let input = &Input { prose: input.prose && !lacks_prose, ..input.clone() };
    let schemas = resolve(&mut documents, input);
    // What the next stages do not need makes room for what they make.
    let Documents { sources, pages, mut report } = documents;
    drop(pages);
    let sdk = report.take(lower::lower(&schemas, lower));
    let totals: Vec<Totals> = schemas.iter().map(Totals::of).collect();
    let is_empty = schemas.iter().all(Schema::is_empty);
    drop(schemas);
    let left_out = emit::left_out(&sdk);
    let end = if is_empty {
        End::Nothing
    } else if !sdk.unmatched.is_empty() {
        End::Unmatched(sdk.unmatched)
    } else if report.has_errors() {
        End::Errors
    } else {
        let provenance = read::provenance(&input.docs)?;
        End::Done(store(emit::emit(&sdk, package, provenance.as_ref()), target, progress)?)
    };
    Ok(Run { sources, report, totals, lacks_prose, left_out, end })
}

/// Writes the files of a folder, or only compares them; `progress` hears what will happen before it does.
pub fn store(
    files: Vec<file::File<'_>>,
    target: &write::Target<'_>,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<write::Outcome, write::WriteError> {
    let plan = write::plan(files, target)?;
    progress(Progress::Planned(plan.outcome()));
    match target.mode {
        write::Mode::Write => plan.carry_out(),
        write::Mode::Check => Ok(plan.outcome().clone()),
    }
}

/// Reads, parses and mends the documentation: one edition of it, however many corpora there are.
pub fn understand(input: &Input, progress: &(dyn Fn(Progress<'_>) + Sync)) -> Result<Documents, ReadError> {
    let (sources, mut report) = read::read(&input.docs, &input.also)?;
    progress(Progress::Pages(sources.len()));
    let pages = report.take(parse::parse(&sources, &|| progress(Progress::PageDone)));
    let pages = report.take(mend::mend(&sources, pages));
    Ok(Documents { sources, pages, report })
}

/// Makes a schema of each version that is asked for, side by side.
pub fn resolve(documents: &mut Documents, input: &Input) -> Vec<Schema> {
    let options = resolve::ResolveOptions { prose: input.prose };
    let Documents { sources, pages, report } = documents;
    let of_version = |api: &ApiVersion| resolve::resolve(sources, pages, *api, &options);
    let resolved: Vec<_> = input.apis.par_iter().map(of_version).collect();
    resolved.into_iter().map(|resolved| report.take(resolved)).collect()
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// So many pages are there.
    Pages(usize),
    /// One more is parsed.
    PageDone,
    /// This is what will become of the files.
    Planned(&'a write::Outcome),
}

/// Why a run came to nothing: unusable input or output. Documents are never the reason.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Failure {
    /// The documentation could not be read.
    Read(#[from] ReadError),
    /// The crate could not be written.
    Write(#[from] write::WriteError),
}
