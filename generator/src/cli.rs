//! What the commands are called, what they take, and which code they end with.
//!
//! 0: done. 1: the command's negative answer (`--check` stale, `lint` errors, `diff` breaking). 2: wrong usage or
//! unusable input.

mod commands;
mod output;
mod summary;
mod wanted;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use msgraph_codegen::Input;
use msgraph_codegen::odata::ApiVersion;

use output::Output;

/// Reads the Microsoft Graph reference documentation and writes the `msgraph` crate.
#[derive(Debug, Parser)]
#[command(name = "msgraph-codegen", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    generate: Generate,
    /// Say only what went wrong.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say more: the messages of the documents, one line each.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the crate from the documentation (what happens without a command).
    Generate(Generate),
    /// Write facts-only pages from a checkout of the documentation.
    Import(Import),
    /// Write the schema as OData CSDL XML or as JSON.
    Export(Export),
    /// Say what the documents leave unclear.
    Lint(Lint),
    /// Say what changed in the API between two states of the documentation.
    Diff(Diff),
    /// Show the documented requests as a tree, or the methods of the crate as data.
    Show(Show),
    /// Say what is known about a type, a property or a request, and from which page and line.
    Explain(Explain),
}

/// Where the documentation is unless something else is said.
const DOCS: &str = "docs-input";

/// Where the documentation is.
#[derive(Debug, Args)]
struct Place {
    /// Folder with api-reference/{v1.0,beta}/{resources,api}, or a page.
    #[arg(long = "docs", value_name = "DIR", default_value = DOCS)]
    folder: PathBuf,
    /// Another language or year of the documentation, which completes what --docs lost.
    #[arg(long, value_name = "DIR")]
    also: Vec<PathBuf>,
}

/// The documentation of one version of the API, or of both.
#[derive(Debug, Args)]
struct Docs {
    #[command(flatten)]
    place: Place,
    /// Version of the API; both without it.
    #[arg(long, value_enum)]
    api: Vec<Api>,
}

/// What is not given is what msgraph-codegen.toml in the folder of the crate says of the last run.
#[derive(Debug, Args)]
struct Generate {
    /// Folder with api-reference/{v1.0,beta}/{resources,api}, or a page [default: as recorded, or docs-input].
    #[arg(long, value_name = "DIR")]
    docs: Option<PathBuf>,
    /// Another language or year of the documentation, which completes what --docs lost.
    #[arg(long, value_name = "DIR")]
    also: Vec<PathBuf>,
    /// Version of the API [default: as recorded, or both].
    #[arg(long, value_enum)]
    api: Vec<Api>,
    /// Folder of the generated crate [default: this folder if it is one, or generated].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; say what is stale, and end with 1 if something is.
    #[arg(long)]
    check: bool,
    /// Write into a folder that holds other things, beside them, after saying what would be replaced.
    #[arg(long)]
    adopt: bool,
    /// Confirm that much is removed: more than a tenth of what was generated, a whole version, or anything at all where
    /// the input is a page or loose pages.
    #[arg(long)]
    force: bool,
    /// Keep only requests whose path matches, with the types they need: `/deviceManagement/**`. An empty one takes back
    /// what is recorded.
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave out requests whose path matches. An empty one takes back what is recorded.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Whether descriptions of the pages become documentation of the crate [default: as recorded, or none].
    #[arg(long, value_enum)]
    prose: Option<Prose>,
}

#[derive(Debug, Args)]
struct Import {
    /// Checkout of the documentation.
    dir: PathBuf,
    /// Folder that the facts-only pages go to.
    #[arg(long, value_name = "DIR", default_value = "docs-input")]
    into: PathBuf,
    /// Repository that DIR was checked out from: owner/name. Without it, --commit and --date, SOURCE.toml says what the
    /// one in DIR says, and goes where there is none.
    #[arg(long, requires_all = ["commit", "date"])]
    repository: Option<String>,
    /// Commit of that repository.
    #[arg(long, requires = "repository")]
    commit: Option<String>,
    /// Date of that commit.
    #[arg(long, requires = "repository")]
    date: Option<String>,
    /// Licence of the documentation; without it, that of the last import from the same repository.
    #[arg(long, requires = "repository")]
    licence: Option<String>,
    /// Write into a folder that holds other things, beside them, after saying what would be replaced.
    #[arg(long)]
    adopt: bool,
    /// Confirm that much is removed: more than a tenth of what was imported, a whole version, or anything at all where
    /// DIR is a page or loose pages.
    #[arg(long)]
    force: bool,
    /// Another language or year, which completes what DIR lost.
    #[arg(long, value_name = "DIR")]
    also: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    place: Place,
    /// Version of the API that the schema is of.
    #[arg(long, value_enum)]
    api: Api,
    /// CSDL XML, or the schema's own JSON.
    #[arg(long, value_enum)]
    format: ExportFormat,
    /// File to write instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Lint {
    #[command(flatten)]
    docs: Docs,
    /// How to say it.
    #[arg(long, value_enum, default_value = "human")]
    format: LintFormat,
    /// Messages that are known and not worth repeating.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the messages of today to the baseline instead of comparing with it.
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
}

#[derive(Debug, Args)]
struct Diff {
    /// Folder of documentation, or git revision of docs-input.
    old: String,
    /// Folder of documentation, or git revision of docs-input.
    new: String,
    /// How to say it.
    #[arg(long, value_enum, default_value = "human")]
    format: DiffFormat,
    /// Version of the API; both without it.
    #[arg(long, value_enum)]
    api: Vec<Api>,
}

#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    docs: Docs,
    /// Path or glob over request paths.
    glob: Option<String>,
    /// The requests as a tree, or the methods of the crate as data.
    #[arg(long, value_enum, default_value = "human")]
    format: ShowFormat,
}

#[derive(Debug, Args)]
struct Explain {
    #[command(flatten)]
    docs: Docs,
    /// `TYPE`, `TYPE.property`, or `"METHOD /path"`.
    what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Api {
    #[value(name = "v1.0", alias = "v1")]
    V1,
    #[value(name = "beta")]
    Beta,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Prose {
    /// Facts and a link to the page.
    None,
    /// The descriptions of the pages too.
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// OData CSDL XML 4.01.
    Csdl,
    /// The schema's own versioned JSON.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LintFormat {
    /// Rendered with the lines of the page.
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// Lines of text.
    Human,
    /// For a pull request or a changelog.
    Markdown,
    /// One JSON document.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// The documented requests as a tree of their paths.
    Human,
    /// The methods of the crate: one JSON document a version, each on a line of its own.
    Json,
}

impl Docs {
    fn input(&self) -> Input {
        self.place.input(&self.api)
    }
}

impl Place {
    fn input(&self, api: &[Api]) -> Input {
        Input { docs: self.folder.clone(), also: self.also.clone(), apis: versions(api), prose: false }
    }
}

/// The versions asked for, in the order of output; both where none is named.
fn versions(asked: &[Api]) -> Vec<ApiVersion> {
    let wanted = |api: &ApiVersion| {
        asked.is_empty()
            || asked.iter().any(|asked| match asked {
                Api::V1 => *api == ApiVersion::V1,
                Api::Beta => *api == ApiVersion::Beta,
            })
    };
    ApiVersion::ALL.into_iter().filter(wanted).collect()
}

/// How a command ended.
enum Answer {
    /// Done, or yes.
    Yes,
    /// The negative answer that a command may give, in a line.
    No(String),
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Parses the arguments and runs the command.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(cli.quiet, cli.verbose);
    let command = cli.command.unwrap_or(Command::Generate(cli.generate));
    let answer = match command {
        Command::Generate(arguments) => commands::generate(&arguments, &output),
        Command::Import(arguments) => commands::import(&arguments, &output),
        Command::Export(arguments) => commands::export(&arguments, &output),
        Command::Lint(arguments) => commands::lint(&arguments, &output),
        Command::Diff(arguments) => commands::diff(&arguments, &output),
        Command::Show(arguments) => commands::show(&arguments, &output),
        Command::Explain(arguments) => commands::explain(&arguments, &output),
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
