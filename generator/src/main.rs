//! The command line of the generator: results on stdout, messages on stderr, exit codes 0, 1 and 2.

mod cli;

/// A third of what a run does is asking for small pieces of memory and giving them back, on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
