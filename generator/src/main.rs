//! The command line of the generator: results on stdout, messages on stderr, exit codes 0, 1 and 2.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
