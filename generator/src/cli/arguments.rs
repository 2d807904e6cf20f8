//! What the commands are called and what they take.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use msgraph_codegen::odata::ApiVersion;

/// Reads the Microsoft Graph reference documentation and writes the `msgraph` crate.
#[derive(Debug, Parser)]
#[command(name = "msgraph-codegen", version, args_conflicts_with_subcommands = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) generate: Generate,
    /// Say only what went wrong.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Say more: the messages of the documents, one line each.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
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
    /// Say in Rust what an HTTP request says.
    Call(Call),
    /// Write a page to look requests up: one file for the browser.
    Site(Site),
    /// Write what a shell completes: `source <(msgraph-codegen completions bash)`.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual page: `msgraph-codegen man | man -l -`.
    Man,
}

/// Where the documentation is.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// Folder with api-reference/{v1.0,beta}/{resources,api}, or a page.
    /// [default: that of the crate in this folder, docs-input here, or beside the generator].
    #[arg(long = "docs", value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// Another language or year of the documentation, which completes what --docs lost.
    #[arg(long, value_name = "DIR")]
    pub(super) also: Vec<PathBuf>,
}

/// The documentation of one version of the API, or of both.
#[derive(Debug, Args)]
pub(super) struct Docs {
    #[command(flatten)]
    pub(super) place: Place,
    /// Version of the API; both without it.
    #[arg(long, value_enum)]
    pub(super) api: Vec<Api>,
}

/// What is not given is what msgraph-codegen.toml in the folder of the crate says of the last run.
#[derive(Debug, Args)]
pub(super) struct Generate {
    /// Folder with api-reference/{v1.0,beta}/{resources,api}, or a page [default: as recorded, or docs-input].
    #[arg(long, value_name = "DIR")]
    pub(super) docs: Option<PathBuf>,
    /// Another language or year of the documentation, which completes what --docs lost.
    #[arg(long, value_name = "DIR")]
    pub(super) also: Vec<PathBuf>,
    /// Version of the API [default: as recorded, or both].
    #[arg(long, value_enum)]
    pub(super) api: Vec<Api>,
    /// Folder of the generated crate [default: this folder if it is one, or generated].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write nothing; say what is stale, and end with 1 if something is.
    #[arg(long)]
    pub(super) check: bool,
    /// Write into a folder that holds other things, beside them, after saying what would be replaced.
    #[arg(long)]
    pub(super) adopt: bool,
    /// Confirm that much is removed: more than a tenth of what was generated, a whole version, or anything at all where
    /// the input is a page or loose pages.
    #[arg(long)]
    pub(super) force: bool,
    /// Keep only requests whose path matches, with the types they need: `/deviceManagement/**`. An empty one takes back
    /// what is recorded.
    #[arg(long, value_name = "GLOB")]
    pub(super) include: Vec<String>,
    /// Leave out requests whose path matches. An empty one takes back what is recorded.
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// Whether descriptions of the pages become documentation of the crate [default: as recorded, or none].
    #[arg(long, value_enum)]
    pub(super) prose: Option<Prose>,
    /// Name of the package, which stands alone: it builds with no other file [default: as recorded, or msgraph].
    #[arg(long, value_name = "NAME")]
    pub(super) crate_name: Option<String>,
    /// Version of the package [default: as recorded, or 0.1.0].
    #[arg(long, value_name = "VERSION")]
    pub(super) crate_version: Option<String>,
    /// Folder of msgraph-core, which otherwise comes from the registry. An empty one takes back what is recorded.
    #[arg(long, value_name = "DIR")]
    pub(super) core_path: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Checkout of the documentation.
    pub(super) dir: PathBuf,
    /// Folder that the facts-only pages go to.
    #[arg(long, value_name = "DIR", default_value = "docs-input")]
    pub(super) into: PathBuf,
    /// Repository that DIR was checked out from: owner/name. Without it, --commit and --date, SOURCE.toml says what the
    /// one in DIR says, and goes where there is none.
    #[arg(long, requires_all = ["commit", "date"])]
    pub(super) repository: Option<String>,
    /// Commit of that repository.
    #[arg(long, requires = "repository")]
    pub(super) commit: Option<String>,
    /// Date of that commit.
    #[arg(long, requires = "repository")]
    pub(super) date: Option<String>,
    /// Licence of the documentation; without it, that of the last import from the same repository.
    #[arg(long, requires = "repository")]
    pub(super) licence: Option<String>,
    /// Write into a folder that holds other things, beside them, after saying what would be replaced.
    #[arg(long)]
    pub(super) adopt: bool,
    /// Confirm that much is removed: more than a tenth of what was imported, a whole version, or anything at all where
    /// DIR is a page or loose pages.
    #[arg(long)]
    pub(super) force: bool,
    /// Another language or year, which completes what DIR lost.
    #[arg(long, value_name = "DIR")]
    pub(super) also: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) place: Place,
    /// Version of the API that the schema is of.
    #[arg(long, value_enum)]
    pub(super) api: Api,
    /// CSDL XML, or the schema's own JSON.
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,
    /// File to write instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) docs: Docs,
    /// How to say it.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: LintFormat,
    /// Messages that are known and not worth repeating.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the messages of today to the baseline instead of comparing with it.
    #[arg(long, requires = "baseline")]
    pub(super) update_baseline: bool,
    /// Say what messages of this kind mean, why that matters and what to do: `type-phrase`.
    #[arg(long, value_name = "CODE", exclusive = true)]
    pub(super) explain: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// Folder of documentation, or git revision of docs-input.
    pub(super) old: String,
    /// Folder of documentation, or git revision of docs-input.
    pub(super) new: String,
    /// How to say it.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: DiffFormat,
    /// Version of the API [default: those of the crate, or both].
    #[arg(long, value_enum)]
    pub(super) api: Vec<Api>,
    /// The mildest change that ends the command with 1.
    #[arg(long, value_enum, default_value = "breaking")]
    pub(super) fail_on: FailOn,
    /// Folder of the crate whose next version is told, and whose --include and --exclude count [default: this folder if
    /// it is one, or generated].
    #[arg(long = "crate", value_name = "DIR")]
    pub(super) crate_folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(flatten)]
    pub(super) docs: Docs,
    /// Path or glob over request paths.
    pub(super) glob: Option<String>,
    /// The requests as a tree, or the methods of the crate as data.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: ShowFormat,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) docs: Docs,
    /// `TYPE`, `TYPE.property`, or `"METHOD /path"`.
    pub(super) what: String,
}

#[derive(Debug, Args)]
pub(super) struct Call {
    #[command(flatten)]
    pub(super) place: Place,
    /// Version of the API where the URL names none [default: v1.0].
    #[arg(long, value_enum)]
    pub(super) api: Option<Api>,
    /// Rust with comments, or data.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: CallFormat,
    /// The request: `GET /me/messages?$top=5`, a block with headers and body, a curl line, a `.http` file, or - for
    /// standard input.
    #[arg(required = true, value_name = "REQUEST")]
    pub(super) request: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Site {
    #[command(flatten)]
    pub(super) docs: Docs,
    /// Folder that the page goes to.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Write into a folder that holds other things, beside them, after saying what would be replaced.
    #[arg(long)]
    pub(super) adopt: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CallFormat {
    /// Rust, and what is known about the request as comments.
    Human,
    /// One JSON document a request, each on a line of its own.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Api {
    #[value(name = "v1.0", alias = "v1")]
    V1,
    #[value(name = "beta")]
    Beta,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Prose {
    /// Facts and a link to the page.
    None,
    /// The descriptions of the pages too.
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// OData CSDL XML 4.01.
    Csdl,
    /// The schema's own versioned JSON.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LintFormat {
    /// Rendered with the lines of the page.
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Lines of text.
    Human,
    /// For a pull request or a changelog.
    Markdown,
    /// One JSON document.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Code may no longer compile.
    Breaking,
    /// Something is new, or breaking.
    Additive,
    /// Nothing: 1 is never the answer.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// The documented requests as a tree of their paths.
    Human,
    /// The methods of the crate: one JSON document a version, each on a line of its own.
    Json,
}

/// The versions asked for, in the order of output; both where none is named.
pub(super) fn versions(asked: &[Api]) -> Vec<ApiVersion> {
    let wanted = |api: &ApiVersion| {
        asked.is_empty()
            || asked.iter().any(|asked| match asked {
                Api::V1 => *api == ApiVersion::V1,
                Api::Beta => *api == ApiVersion::Beta,
            })
    };
    ApiVersion::ALL.into_iter().filter(wanted).collect()
}
