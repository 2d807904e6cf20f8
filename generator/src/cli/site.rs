//! `site`: the page to look requests up.

use msgraph_codegen::call::index::Index;
use msgraph_codegen::lower;
use msgraph_codegen::schema::Schema;
use msgraph_codegen::write::{self, Made, Mode, Removals, Target};

use super::answer::{Answer, Outcome, text};
use super::arguments::Site;
use super::commands::{follow, nothing_understood, schemas_of, why_not_written};
use super::output::Output;

pub(super) fn site(arguments: &Site, output: &Output) -> Outcome {
    let target = Target {
        folder: &arguments.out,
        made: Made::Site,
        mode: Mode::Write,
        adopt: arguments.adopt,
        removals: Removals::Few,
    };
    write::may_write(&target).map_err(text)?;
    let found = arguments.docs.find()?;
    let (documents, schemas) = schemas_of(&found, output)?;
    if schemas.iter().all(Schema::is_empty) {
        let docs = &found.input.docs;
        return Err(nothing_understood(docs, &format!("lint --docs {}", docs.display())));
    }
    let (sdk, _) = lower::lower(&schemas, &found.lower);
    let indices = Index::all(&sdk.versions, &schemas);
    let files = msgraph_codegen::site::files(&indices, &documents.pages);
    let outcome = msgraph_codegen::store(files, &target, &|step| follow(step, &target, output))
        .map_err(|error| why_not_written(&error, output))?;
    output.say(format_args!("{} ({} kB)", arguments.out.join("index.html").display(), outcome.bytes / 1000));
    Ok(Answer::Yes)
}
