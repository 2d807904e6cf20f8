//! What each command does with the library: input in, text and an answer out.

use std::path::Path;
use std::time::Instant;

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::inspect::baseline::Baseline;
use msgraph_codegen::lower::LowerOptions;
use msgraph_codegen::odata::PathGlob;
use msgraph_codegen::read::{self, PROVENANCE_FILE, Provenance};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::write::{self, Content, Mode};
use msgraph_codegen::{Documents, End, Input, distill, export, inspect, parse};

use super::output::Output;
use super::{
    Answer, Diff, DiffFormat, Docs, Explain, Export, ExportFormat, Generate, Import, Lint, LintFormat,
};
use super::{Prose, Show, ShowFormat, summary, versions};

type Outcome = Result<Answer, String>;

pub(super) fn generate(arguments: &Generate, output: &Output) -> Outcome {
    let started = Instant::now();
    let lower = LowerOptions::new(&arguments.include, &arguments.exclude).map_err(text)?;
    let mode =
        if arguments.check { Mode::Check } else { mode(&arguments.docs.place.folder, arguments.force) };
    let input = arguments.docs.input(arguments.prose);
    let progress = |step| output.progress(step);
    let run = msgraph_codegen::generate(&input, &lower, &arguments.out, mode, &progress).map_err(text)?;
    output.progress_done();
    say_messages(&run.documents, output);
    output.say(summary::of_run(&run, started.elapsed()));
    let outcome = match run.end {
        End::Done(outcome) => outcome,
        End::Nothing => return Err(nothing_understood(&input.docs)),
        End::Errors => return Err("nothing was written, because of the errors above".to_owned()),
        End::Unmatched(globs) => {
            return Err(format!("no documented request matches {}; `show` lists them", globs.join(", ")));
        }
    };
    if !arguments.check || outcome.is_up_to_date() {
        return Ok(Answer::Yes);
    }
    let stale = [("missing", &outcome.added), ("stale", &outcome.changed), ("extra", &outcome.removed)];
    for (what, paths) in stale {
        for path in paths {
            output.say(format_args!("{what}: {path}"));
        }
    }
    output.say(format_args!("{} is stale: run `cargo run --release`", arguments.out.display()));
    Ok(Answer::No)
}

/// Loose pages are hardly all of the documentation, so what they do not give is kept.
fn mode(docs: &Path, force: bool) -> Mode {
    if read::is_loose(docs) && !force { Mode::Keep } else { Mode::Write }
}

fn nothing_understood(docs: &Path) -> String {
    let docs = docs.display();
    format!(
        "nothing was written: {docs} states no type and no request that could be understood; \
         `lint --docs {docs}` says what is the matter"
    )
}

pub(super) fn import(arguments: &Import, output: &Output) -> Outcome {
    let started = Instant::now();
    let input = Input {
        docs: arguments.dir.clone(),
        also: arguments.also.clone(),
        apis: versions(&[]),
        prose: false,
    };
    let documents = understand(&input, output)?;
    let provenance = stated_provenance(arguments)?;
    let files = distill::files(&documents.sources, &documents.pages, provenance.as_ref());
    say_messages(&documents, output);
    if !files.iter().any(|file| matches!(file.content, Content::Page(_))) {
        return Err(nothing_understood(&arguments.dir));
    }
    let mode = mode(&arguments.dir, arguments.force);
    let outcome = write::write(files, &arguments.into, mode).map_err(text)?;
    output.say(format_args!(
        "{}{} pages read; {} files written, {} unchanged, {} removed in {} ({:.1} s)",
        summary::of_report(&documents.report),
        documents.pages.len(),
        outcome.added.len() + outcome.changed.len(),
        outcome.unchanged,
        outcome.removed.len(),
        arguments.into.display(),
        started.elapsed().as_secs_f64(),
    ));
    if provenance.is_none() {
        output.say(format_args!(
            "there is no {PROVENANCE_FILE}, since nothing says where the pages come from; \
             --repository, --commit and --date do"
        ));
    }
    Ok(Answer::Yes)
}

/// What the flags say about the origin, else what the imported folder says of itself. Never what an earlier import
/// said: it was of other pages.
fn stated_provenance(arguments: &Import) -> Result<Option<Provenance>, String> {
    let known = read::provenance(&arguments.dir).map_err(text)?;
    let Import { repository: Some(repository), commit: Some(commit), date: Some(date), .. } = arguments
    else {
        return Ok(known);
    };
    let earlier = read::provenance(&arguments.into).map_err(text)?;
    let same = known.into_iter().chain(earlier).find(|earlier| earlier.repository == *repository);
    let licence = arguments.licence.clone().or(same.map(|same| same.licence));
    Ok(Some(Provenance {
        repository: repository.clone(),
        commit: commit.clone(),
        date: date.clone(),
        licence: licence.unwrap_or_default(),
    }))
}

pub(super) fn export(arguments: &Export, output: &Output) -> Outcome {
    let input = arguments.place.input(&[arguments.api], Prose::None);
    let (documents, schemas) = schemas_of_input(&input, output)?;
    say_messages(&documents, output);
    let Some(schema) = schemas.first().filter(|schema| !schema.is_empty()) else {
        return Err(nothing_understood(&input.docs));
    };
    let written = match arguments.format {
        ExportFormat::Csdl => export::csdl(schema),
        ExportFormat::Json => export::json(schema),
    };
    match &arguments.output {
        Some(path) => write::text(path, &written).map_err(text)?,
        None => output.result(&written)?,
    }
    Ok(Answer::Yes)
}

pub(super) fn lint(arguments: &Lint, output: &Output) -> Outcome {
    let known = match &arguments.baseline {
        Some(path) if !arguments.update_baseline => Some(baseline(path)?),
        Some(_) | None => None,
    };
    let (documents, _) = schemas(&arguments.docs, output)?;
    let mut report = documents.report.clone();
    report.sort();
    if let (Some(path), true) = (&arguments.baseline, arguments.update_baseline) {
        write::text(path, &inspect::baseline::render(&documents.sources, &report)).map_err(text)?;
        output.say(format_args!("{} messages are known now", report.diagnostics.len()));
        return Ok(Answer::Yes);
    }
    let mut stale = Vec::new();
    if let Some(known) = known {
        (report, stale) = known.apply(&documents.sources, report);
    }
    let rendered = match arguments.format {
        LintFormat::Human => inspect::lint::human(&documents.sources, &report),
        LintFormat::Json => inspect::lint::json(&documents.sources, &report),
        LintFormat::Sarif => inspect::lint::sarif(&documents.sources, &report),
    };
    output.result(&rendered)?;
    output.say(summary::of_report(&report));
    for entry in &stale {
        output.say(format_args!("no longer said, remove it from the baseline: {entry}"));
    }
    let negative = if arguments.baseline.is_some() {
        !report.diagnostics.is_empty() || !stale.is_empty()
    } else {
        report.has_errors()
    };
    Ok(if negative { Answer::No } else { Answer::Yes })
}

fn baseline(path: &Path) -> Result<Baseline, String> {
    let shown = path.display();
    let text = read::text(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("the baseline {shown} does not exist; --update-baseline writes it")
        }
        _ => format!("cannot read the baseline {shown}: {error}"),
    })?;
    inspect::baseline::parse(&text).map_err(|error| format!("{shown}: {error}"))
}

pub(super) fn diff(arguments: &Diff, output: &Output) -> Outcome {
    let old = schemas_of(&arguments.old, arguments, output)?;
    let new = schemas_of(&arguments.new, arguments, output)?;
    let changes = inspect::diff::diff(&old, &new);
    output.result(&match arguments.format {
        DiffFormat::Human => changes.human(),
        DiffFormat::Markdown => changes.markdown(),
        DiffFormat::Json => changes.json(),
    })?;
    Ok(if changes.is_breaking() { Answer::No } else { Answer::Yes })
}

/// The schemas of a folder, or of a git revision of `docs-input`.
fn schemas_of(what: &str, arguments: &Diff, output: &Output) -> Result<Vec<Schema>, String> {
    let folder = Path::new(what);
    let input =
        Input { docs: folder.to_owned(), also: Vec::new(), apis: versions(&arguments.api), prose: false };
    let mut documents = if folder.exists() {
        understand(&input, output)?
    } else {
        let (sources, mut report) = read::read_revision(what, "docs-input")
            .map_err(|error| format!("{what} is no folder, and as a git revision of docs-input: {error}"))?;
        let pages = report.take(parse::parse(&sources, &|| {}));
        Documents { sources, pages, report }
    };
    Ok(msgraph_codegen::resolve(&mut documents, &input))
}

pub(super) fn show(arguments: &Show, output: &Output) -> Outcome {
    let glob = arguments.glob.as_deref().map(PathGlob::new).transpose().map_err(text)?;
    let (_, schemas) = schemas(&arguments.docs, output)?;
    let mut shown = String::new();
    for schema in &schemas {
        shown.push_str(&inspect::show::show(schema, glob.as_ref()));
    }
    if shown.is_empty() {
        return Err(nothing_to_show(&schemas, arguments));
    }
    if arguments.format == ShowFormat::Json {
        let (sdk, _) = msgraph_codegen::lower::lower(&schemas, &LowerOptions::default());
        shown = sdk.versions.iter().map(|version| inspect::methods::json(version, glob.as_ref())).collect();
    }
    output.result(&shown)?;
    Ok(Answer::Yes)
}

fn nothing_to_show(schemas: &[Schema], arguments: &Show) -> String {
    let Some(glob) = &arguments.glob else {
        return format!("no request is documented in {}", arguments.docs.place.folder.display());
    };
    let near = inspect::show::suggest(schemas, glob);
    if near.is_empty() {
        format!("no documented request matches {glob}; try `show '/users/**'`")
    } else {
        format!("no documented request matches {glob}; did you mean `{}`?", near.join("`, `"))
    }
}

pub(super) fn explain(arguments: &Explain, output: &Output) -> Outcome {
    let (documents, schemas) = schemas(&arguments.docs, output)?;
    let said = inspect::explain::explain(&schemas, &documents.sources, &arguments.what).map_err(text)?;
    output.result(&said)?;
    Ok(Answer::Yes)
}

fn understand(input: &Input, output: &Output) -> Result<Documents, String> {
    let documents = msgraph_codegen::understand(input, &|step| output.progress(step)).map_err(text)?;
    output.progress_done();
    Ok(documents)
}

fn schemas(docs: &Docs, output: &Output) -> Result<(Documents, Vec<Schema>), String> {
    schemas_of_input(&docs.input(Prose::None), output)
}

fn schemas_of_input(input: &Input, output: &Output) -> Result<(Documents, Vec<Schema>), String> {
    let mut documents = understand(input, output)?;
    let schemas = msgraph_codegen::resolve(&mut documents, input);
    Ok((documents, schemas))
}

/// Errors always; with `-v` warnings too, with `-vv` notes as well.
fn say_messages(documents: &Documents, output: &Output) {
    let mut report = documents.report.clone();
    report.sort();
    for said in &report.diagnostics {
        let needed = match said.code.severity() {
            msgraph_codegen::diagnostic::Severity::Error => 0,
            msgraph_codegen::diagnostic::Severity::Warning => 1,
            msgraph_codegen::diagnostic::Severity::Note => 2,
        };
        if output.verbose() >= needed {
            output.say(Report::line(&documents.sources, said));
        }
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
