//! What each command does with the library: input in, text and an answer out.

use std::path::Path;
use std::time::Instant;

use msgraph_codegen::diagnostic::Report;
use msgraph_codegen::file::Content;
use msgraph_codegen::inspect::Names;
use msgraph_codegen::inspect::baseline::Baseline;
use msgraph_codegen::lower::{self, LowerOptions};
use msgraph_codegen::odata::PathGlob;
use msgraph_codegen::read::{self, PROVENANCE_FILE, Provenance};
use msgraph_codegen::schema::Schema;
use msgraph_codegen::source::SourceMap;
use msgraph_codegen::write::{self, Made, Mode, Target, WriteError};
use msgraph_codegen::{Documents, End, Failure, Input, Progress, distill, export, inspect};

use super::answer::{Answer, Outcome, text};
use super::arguments::{
    Explain, Export, ExportFormat, Generate, Import, Lint, LintFormat, Show, ShowFormat, versions,
};
use super::documentation::Found;
use super::output::Output;
use super::places::InRepository;
use super::summary;
use super::wanted::{Wanted, removals, unreadable};

pub(super) fn generate(arguments: &Generate, output: &Output) -> Outcome {
    let started = Instant::now();
    let wanted = Wanted::new(arguments)?;
    let target = wanted.target(arguments);
    write::may_write(&target).map_err(text)?;
    let progress = |step: Progress<'_>| follow(step, &target, output);
    let run = msgraph_codegen::generate(&wanted.input, &wanted.lower, &wanted.package, &target, &progress)
        .map_err(|failure| why_generate_failed(&failure, &wanted, output))?;
    output.progress_done();
    if let End::Unmatched(globs) = &run.end {
        return Err(format!("no documented request matches {}; `show` lists them", globs.join(", ")));
    }
    say_messages(&run.sources, &run.report, output);
    output.say(summary::of_run(&run, started.elapsed()));
    match run.end {
        End::Done(outcome) if !arguments.check || outcome.is_up_to_date() => Ok(Answer::Yes),
        End::Done(outcome) => {
            say_stale(&outcome, output);
            Ok(Answer::No(format!("{} is stale: run `{}`", wanted.out.display(), target.made.call())))
        }
        End::Nothing => {
            let docs = wanted.input.docs.display();
            Err(nothing_understood(&wanted.input.docs, &format!("lint --docs {docs}")))
        }
        End::Errors | End::Unmatched(_) => Err("nothing was written, because of the errors above".to_owned()),
    }
}

fn why_generate_failed(failure: &Failure, wanted: &Wanted, output: &Output) -> String {
    output.progress_done();
    match failure {
        Failure::Read(error) => wanted.unreadable(error),
        Failure::Write(error) => why_not_written(error, output),
    }
}

/// Why nothing was written, after the list of what would go.
pub(super) fn why_not_written(error: &WriteError, output: &Output) -> String {
    if let WriteError::Removals(too_many) = error {
        output.say(summary::of_files("would be removed", &too_many.removed, output.verbose() > 0));
    }
    error.to_string()
}

/// Moves the bar, and says what will happen to files before it does.
pub(super) fn follow(step: Progress<'_>, target: &Target<'_>, output: &Output) {
    output.progress(step);
    let Progress::Planned(outcome) = step else { return };
    let all = output.verbose() > 0;
    let say = |what: &str, paths: &[String]| {
        if !paths.is_empty() {
            output.say(summary::of_files(what, paths, all));
        }
    };
    say("left alone, since msgraph-codegen did not write it", &outcome.others);
    if target.mode == Mode::Check {
        return;
    }
    if target.adopt {
        if outcome.is_adopted {
            output.say(format_args!("{} is taken over", target.folder.display()));
        }
        say("replaced", &outcome.changed);
    }
    say("removed", &outcome.removed);
}

fn say_stale(outcome: &write::Outcome, output: &Output) {
    let stale = [("missing", &outcome.added), ("stale", &outcome.changed), ("extra", &outcome.removed)];
    for (what, paths) in stale {
        for path in paths {
            output.say(format_args!("{what}: {path}"));
        }
    }
}

/// `command` says what is the matter.
pub(super) fn nothing_understood(docs: &Path, command: &str) -> String {
    let docs = docs.display();
    format!(
        "nothing was written: {docs} states no type and no request that could be understood; \
         `{command}` says what is the matter"
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
    let target = Target {
        folder: &arguments.into,
        made: Made::Imported,
        mode: Mode::Write,
        adopt: arguments.adopt,
        removals: removals(&arguments.dir, arguments.force),
    };
    write::may_write(&target).map_err(text)?;
    let (provenance, unnamed) = stated_provenance(arguments)?;
    let documents = understand(&input, "DIR", output)?;
    let (files, left_out) = distill::files(&documents.sources, &documents.pages, provenance.as_ref());
    say_messages(&documents.sources, &documents.report, output);
    if !files.iter().any(|file| matches!(file.content, Content::Page(_))) {
        return Err(nothing_understood(&arguments.dir, &format!("import {} -v", arguments.dir.display())));
    }
    let outcome = msgraph_codegen::store(files, &target, &|step| follow(step, &target, output))
        .map_err(|error| why_not_written(&error, output))?;
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
    for message in left_out {
        output.say(format_args!("{message}"));
    }
    if provenance.is_none() {
        output.say(format_args!(
            "there is no {PROVENANCE_FILE}, since nothing says where the pages come from; \
             --repository, --commit and --date do"
        ));
    }
    for folder in unnamed {
        output.say(format_args!(
            "{PROVENANCE_FILE} does not name {}, which has none that says where its pages come from",
            folder.display()
        ));
    }
    Ok(Answer::Yes)
}

/// What the flags say about the origin, else what the imported folder says of itself. Never what an earlier import
/// said: it was of other pages. With it come the folders that say nothing of themselves.
fn stated_provenance(arguments: &Import) -> Result<(Option<Provenance>, Vec<&Path>), String> {
    let Some(mut stated) = provenance_of_pages(arguments)? else { return Ok((None, Vec::new())) };
    let mut unnamed = Vec::new();
    for folder in &arguments.also {
        match read::provenance(folder).map_err(text)? {
            Some(known) => stated.also.push(known),
            None => unnamed.push(folder.as_path()),
        }
    }
    Ok((Some(stated), unnamed))
}

/// The same for the folder alone.
fn provenance_of_pages(arguments: &Import) -> Result<Option<Provenance>, String> {
    let known = read::provenance(&arguments.dir).map_err(text)?;
    let Import { repository: Some(repository), commit: Some(commit), date: Some(date), .. } = arguments
    else {
        return Ok(known);
    };
    let licence = if let Some(licence) = &arguments.licence {
        licence.clone()
    } else {
        let earlier = read::provenance(&arguments.into).map_err(text)?;
        let same = known.into_iter().chain(earlier).find(|earlier| earlier.repository == *repository);
        same.map(|same| same.licence).unwrap_or_default()
    };
    let (repository, commit, date) = (repository.clone(), commit.clone(), date.clone());
    let stated = Provenance { repository, commit, date, licence, also: Vec::new() };
    stated.check().map_err(|why| format!("{PROVENANCE_FILE} would not be readable: {why}"))?;
    Ok(Some(stated))
}

pub(super) fn export(arguments: &Export, output: &Output) -> Outcome {
    let found = arguments.place.find(&[arguments.api])?;
    let (documents, schemas) = schemas_of(&found, output)?;
    say_messages(&documents.sources, &documents.report, output);
    let Some(schema) = schemas.first().filter(|schema| !schema.is_empty()) else {
        let docs = &found.input.docs;
        return Err(nothing_understood(docs, &format!("lint --docs {}", docs.display())));
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

/// What messages of one kind mean.
fn explain_code(code: &str, output: &Output) -> Outcome {
    match inspect::lint::explain(code) {
        Ok(text) => {
            output.result(&text)?;
            Ok(Answer::Yes)
        }
        Err(near) if near.is_empty() => {
            Err(format!("there are no messages of the kind `{code}`; `lint` shows the kind of each"))
        }
        Err(near) => {
            Err(format!("there are no messages of the kind `{code}`; did you mean `{}`?", near.join("`, `")))
        }
    }
}

pub(super) fn lint(arguments: &Lint, output: &Output) -> Outcome {
    if let Some(code) = &arguments.explain {
        return explain_code(code, output);
    }
    let known = match &arguments.baseline {
        Some(path) if !arguments.update_baseline => Some(baseline(path)?),
        Some(_) | None => None,
    };
    let found = arguments.docs.find()?;
    let (mut documents, schemas) = schemas_of(&found, output)?;
    // What stands in the way of a crate is a matter of the documents too.
    documents.report.take(lower::lower(&schemas, &LowerOptions::default()));
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
        LintFormat::Human => inspect::lint::human(&documents.sources, &report, Output::look()),
        LintFormat::Json => inspect::lint::json(&documents.sources, &report),
        LintFormat::Sarif => {
            let places = InRepository::new(&found.input, &documents.sources);
            inspect::lint::sarif(&documents.sources, &report, &places)
        }
    };
    output.result(&rendered)?;
    output.say(summary::of_report(&report));
    for entry in &stale {
        output.say(format_args!("no longer said, remove it from the baseline: {entry}"));
    }
    Ok(verdict(arguments, &report, stale.len()))
}

/// With a baseline, whatever differs from it; without, errors.
fn verdict(arguments: &Lint, report: &Report, stale: usize) -> Answer {
    let said = report.diagnostics.len();
    match &arguments.baseline {
        Some(path) if said + stale > 0 => Answer::No(format!(
            "{} does not know {said} messages, and knows {stale} that are no longer said",
            path.display()
        )),
        None if report.has_errors() => Answer::No("there are errors".to_owned()),
        _ => Answer::Yes,
    }
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

pub(super) fn show(arguments: &Show, output: &Output) -> Outcome {
    let glob = arguments.glob.as_deref().map(PathGlob::new).transpose().map_err(text)?;
    let found = arguments.docs.find()?;
    let (_, schemas) = schemas_of(&found, output)?;
    let (sdk, _) = lower::lower(&schemas, &found.lower);
    let names = Names::new(&schemas, &sdk);
    let mut shown = String::new();
    for schema in &schemas {
        shown.push_str(&inspect::show::show(schema, &names, glob.as_ref()));
    }
    if shown.is_empty() {
        return Err(nothing_to_show(&schemas, arguments.glob.as_deref(), &found.input.docs));
    }
    if arguments.format == ShowFormat::Json {
        shown = sdk.versions.iter().map(|version| inspect::methods::json(version, glob.as_ref())).collect();
    }
    output.result(&shown)?;
    Ok(Answer::Yes)
}

fn nothing_to_show(schemas: &[Schema], glob: Option<&str>, docs: &Path) -> String {
    let Some(glob) = glob else {
        return format!("no request is documented in {}", docs.display());
    };
    let near = inspect::show::suggest(schemas, glob);
    if near.is_empty() {
        format!("no documented request matches {glob}; try `show '/users/**'`")
    } else {
        format!("no documented request matches {glob}; did you mean `{}`?", near.join("`, `"))
    }
}

pub(super) fn explain(arguments: &Explain, output: &Output) -> Outcome {
    let found = arguments.docs.find()?;
    let (documents, schemas) = schemas_of(&found, output)?;
    let (sdk, _) = lower::lower(&schemas, &found.lower);
    let names = Names::new(&schemas, &sdk);
    let said =
        inspect::explain::explain(&schemas, &names, &documents.sources, &arguments.what).map_err(text)?;
    output.result(&said)?;
    Ok(Answer::Yes)
}

/// Reads the documentation that `argument` names.
pub(super) fn understand(input: &Input, argument: &str, output: &Output) -> Result<Documents, String> {
    let documents = msgraph_codegen::understand(input, &|step| output.progress(step))
        .map_err(|error| unreadable(&error, argument, &input.also))?;
    output.progress_done();
    Ok(documents)
}

/// What was found, read and put together.
pub(super) fn schemas_of(found: &Found, output: &Output) -> Result<(Documents, Vec<Schema>), String> {
    let mut documents = understand(&found.input, &found.named_by, output)?;
    let schemas = msgraph_codegen::resolve(&mut documents, &found.input);
    Ok((documents, schemas))
}

/// Errors always; with `-v` warnings too, with `-vv` notes as well.
fn say_messages(sources: &SourceMap, report: &Report, output: &Output) {
    let mut report = report.clone();
    report.sort();
    for said in &report.diagnostics {
        let needed = match said.code.severity() {
            msgraph_codegen::diagnostic::Severity::Error => 0,
            msgraph_codegen::diagnostic::Severity::Warning => 1,
            msgraph_codegen::diagnostic::Severity::Note => 2,
        };
        if output.verbose() >= needed {
            output.say(Report::line(sources, said));
        }
    }
}
