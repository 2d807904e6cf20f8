//! `call`: a request as it was pasted, in Rust.

use std::io::Read;
use std::path::Path;

use msgraph_codegen::call::index::Index;
use msgraph_codegen::call::read::requests;
use msgraph_codegen::call::request::{HttpRequest, MOST_BYTES};
use msgraph_codegen::call::{self, Outcome as Typed, Translation};
use msgraph_codegen::lower;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::{inspect, read};

use super::answer::{Answer, Outcome, text};
use super::arguments::{Call, CallFormat, versions};
use super::commands::schemas_of;
use super::output::Output;

pub(super) fn call(arguments: &Call, output: &Output) -> Outcome {
    let requests = requests(&pasted(&arguments.request)?).map_err(text)?;
    let asked = arguments.api.map_or(ApiVersion::V1, |api| versions(&[api])[0]);
    let version = |request: &HttpRequest| request.version.unwrap_or(asked);
    let mut found = arguments.place.find(&[])?;
    found.input.apis.retain(|api| requests.iter().any(|request| version(request) == *api));
    let (_, schemas) = schemas_of(&found, output)?;
    let (sdk, _) = lower::lower(&schemas, &found.lower);
    let indices = Index::all(&sdk.versions, &schemas);
    let (mut said, mut unknown) = (Vec::new(), Vec::new());
    for request in &requests {
        let at = found.input.apis.iter().position(|api| *api == version(request));
        let Some((index, schema)) = at.and_then(|at| Some((indices.get(at)?, schemas.get(at)?))) else {
            return Err(format!("{} is not among the versions that were read", version(request).segment()));
        };
        let translation = call::translate(index, request, "");
        let mut near = Vec::new();
        for (single, part) in translation.single(request) {
            if part.outcome != Typed::Raw {
                continue;
            }
            let found = inspect::show::suggest_request(std::slice::from_ref(schema), &single.path);
            let why = why_raw(single, part, &found);
            if part.is_known {
                output.say(format_args!("warning: {why}"));
            } else {
                unknown.push(why);
            }
            if translation.outcome == Typed::Raw {
                near = found;
            }
        }
        said.push(match arguments.format {
            CallFormat::Human => call::human(index, request, &translation, &near),
            CallFormat::Json => call::json(index, request, &translation, &near),
        });
    }
    let between = if arguments.format == CallFormat::Human { "\n" } else { "" };
    output.result(&said.join(between))?;
    // What was printed is a request, but most likely not the one that was meant.
    Ok(if unknown.is_empty() { Answer::Yes } else { Answer::No(unknown.join("\n")) })
}

/// Why no method makes a request, in a line.
fn why_raw(request: &HttpRequest, translation: &Translation<'_>, near: &[String]) -> String {
    let why = translation.notes.untyped.first().map_or("no method makes it", String::as_str);
    let near = if near.is_empty() { String::new() } else { format!("; near to it: {}", near.join(", ")) };
    format!("{} {}: {why}{near}", request.method.as_str(), request.path.escape_debug())
}

/// The text of the request: standard input, a file, or the words themselves.
fn pasted(words: &[String]) -> Result<String, String> {
    if let [word] = words {
        if word == "-" {
            let mut pasted = Vec::new();
            let most = MOST_BYTES as u64 + 1;
            std::io::stdin()
                .lock()
                .take(most)
                .read_to_end(&mut pasted)
                .map_err(|error| format!("cannot read standard input: {error}"))?;
            return String::from_utf8(pasted).map_err(|_| "the request is not UTF-8".to_owned());
        }
        // A request line can be a path of a file system as well; a file is one that is there.
        if !word.contains('\n') && word.len() < 4096 && Path::new(word).is_file() {
            return read::text(Path::new(word)).map_err(|error| format!("cannot read {word}: {error}"));
        }
    }
    Ok(words.join(" "))
}
