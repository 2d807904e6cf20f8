//! The command line: which command runs, and which code it ends with.
//!
//! 0: done. 1: the command's negative answer (`--check` stale, `lint` errors, `diff` breaking). 2: wrong usage or
//! unusable input.

mod answer;
mod arguments;
mod call;
mod commands;
mod diff;
mod documentation;
mod help;
mod output;
mod package;
mod places;
mod site;
mod summary;
mod wanted;

use std::process::ExitCode;

use clap::FromArgMatches;

use answer::Answer;
use arguments::{Cli, Command};
use output::Output;

/// Parses the arguments and runs the command.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::from_arg_matches(&help::command().get_matches()).unwrap_or_else(|error| error.exit());
    let output = Output::new(cli.quiet, cli.verbose);
    let command = cli.command.unwrap_or(Command::Generate(cli.generate));
    let answer = match command {
        Command::Generate(arguments) => commands::generate(&arguments, &output),
        Command::Import(arguments) => commands::import(&arguments, &output),
        Command::Export(arguments) => commands::export(&arguments, &output),
        Command::Lint(arguments) => commands::lint(&arguments, &output),
        Command::Diff(arguments) => diff::diff(&arguments, &output),
        Command::Show(arguments) => commands::show(&arguments, &output),
        Command::Explain(arguments) => commands::explain(&arguments, &output),
        Command::Call(arguments) => call::call(&arguments, &output),
        Command::Site(arguments) => site::site(&arguments, &output),
        Command::Completions { shell } => help::completions(shell, &output),
        Command::Man => help::man(&output),
    };
    match answer {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No(why)) => {
            output.answer(why);
            ExitCode::from(1)
        }
        Err(message) => {
            output.error(&message);
            ExitCode::from(2)
        }
    }
}
