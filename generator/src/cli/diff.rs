//! `diff`: two states of the documentation, each lowered as the crate is.

use std::path::Path;

use msgraph_codegen::inspect::diff::{self, Changes, Class, State};
use msgraph_codegen::lower;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::write::{Options, Ownership};
use msgraph_codegen::{Documents, Input, mend, parse, read};
use semver::Version;

use super::answer::{Answer, Outcome, text};
use super::arguments::{Diff, DiffFormat, FailOn, versions};
use super::commands::understand;
use super::documentation::lower_options;
use super::output::Output;
use super::wanted;

pub(super) fn diff(arguments: &Diff, output: &Output) -> Outcome {
    let made = options(arguments)?;
    let version = made.crate_version.as_deref().map(Version::parse).transpose();
    let version = version.map_err(|bad| format!("`crate-version` of the crate is not a version: {bad}"))?;
    let old = state(&arguments.old, "OLD", arguments, &made, output)?;
    let new = state(&arguments.new, "NEW", arguments, &made, output)?;
    let changes = diff::diff(&old, &new);
    output.result(&match arguments.format {
        DiffFormat::Human => changes.human(version.as_ref()),
        DiffFormat::Markdown => changes.markdown(version.as_ref()),
        DiffFormat::Json => changes.json(version.as_ref()),
    })?;
    Ok(match worst(&changes, arguments.fail_on) {
        Some(class) => Answer::No(format!(
            "what changed from {} to {} is {}",
            arguments.old,
            arguments.new,
            class.name()
        )),
        None => Answer::Yes,
    })
}

/// The worst class that there is, if the command is to fail on it.
fn worst(changes: &Changes, fail_on: FailOn) -> Option<Class> {
    let fails: &[Class] = match fail_on {
        FailOn::Breaking => &[Class::Breaking],
        FailOn::Additive => &[Class::Breaking, Class::Additive],
        FailOn::None => &[],
    };
    fails.iter().copied().find(|class| changes.of(*class).next().is_some())
}

/// How the crate is made whose users would feel the changes: what its folder says, if there is one.
fn options(arguments: &Diff) -> Result<Options, String> {
    let folder = wanted::folder(arguments.crate_folder.as_deref())?;
    let there = Ownership::read(&folder).map_err(text)?;
    if there.is_none() && arguments.crate_folder.is_some() {
        return Err(format!("--crate: {} was not written by `generate`", folder.display()));
    }
    Ok(there.and_then(|there| there.options).unwrap_or_default())
}

/// A folder, or a git revision of `docs-input`.
fn state(
    what: &str,
    argument: &str,
    arguments: &Diff,
    made: &Options,
    output: &Output,
) -> Result<State, String> {
    let folder = Path::new(what);
    let apis = match (arguments.api.as_slice(), made.api.as_slice()) {
        ([], []) => ApiVersion::ALL.to_vec(),
        ([], made) => made.to_vec(),
        (asked, _) => versions(asked),
    };
    let input = Input { docs: folder.to_owned(), also: Vec::new(), apis, prose: false };
    let mut documents = if folder.exists() {
        understand(&input, argument, output)?
    } else {
        let (sources, mut report) = read::read_revision(what, "docs-input").map_err(|error| {
            format!("{what} is not a folder, and as a git revision of docs-input: {error}")
        })?;
        let pages = report.take(parse::parse(&sources, &|| {}));
        let pages = report.take(mend::mend(&sources, pages));
        Documents { sources, pages, report }
    };
    let schemas = msgraph_codegen::resolve(&mut documents, &input);
    let (sdk, _) = lower::lower(&schemas, &lower_options(made)?);
    Ok(State { schemas, sdk })
}
