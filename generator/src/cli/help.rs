//! What the tool says of itself: its version, its manual page, and what shells complete.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use msgraph_codegen::read;

use super::answer::{Answer, Outcome};
use super::arguments::Cli;
use super::documentation;
use super::output::Output;

/// The command line, with a version that names the documentation at hand.
pub(super) fn command() -> Command {
    Cli::command().version(version())
}

/// `0.1.0 (documentation: owner/name at 0123abcd of 2026-01-02)`. What cannot be read is no part of a version.
fn version() -> String {
    let own = env!("CARGO_PKG_VERSION");
    let documentation = documentation::here(None, &[]).ok();
    match documentation.map(|(found, _)| read::provenance(&found.docs)) {
        Some(Ok(Some(source))) => {
            format!("{own} (documentation: {} at {} of {})", source.repository, source.commit, source.date)
        }
        Some(Ok(None) | Err(_)) | None => own.to_owned(),
    }
}

/// Writes what the shell is to source.
pub(super) fn completions(shell: Shell, output: &Output) -> Outcome {
    let mut text = Vec::new();
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut text);
    written(&text, output)
}

/// Writes one page for the tool and all of its commands.
pub(super) fn man(output: &Output) -> Outcome {
    let mut command = Cli::command();
    command.build();
    let mut text = Vec::new();
    let failed = |error: std::io::Error| format!("cannot write the page: {error}");
    clap_mangen::Man::new(command.clone()).render(&mut text).map_err(failed)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let page = clap_mangen::Man::new(subcommand.clone());
        page.render_description_section(&mut text).map_err(failed)?;
        page.render_synopsis_section(&mut text).map_err(failed)?;
        page.render_options_section(&mut text).map_err(failed)?;
    }
    written(&text, output)
}

fn written(text: &[u8], output: &Output) -> Outcome {
    output.result(&String::from_utf8_lossy(text))?;
    Ok(Answer::Yes)
}
