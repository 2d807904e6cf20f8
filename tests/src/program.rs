//! Programs that a test writes against the generated crate, because what they have to say (the name of every type, a
//! call of every method) is known only when the documentation has been read.
//!
//! In: Rust source with a `main`. Out: an executable. It is built as the target of the package in `tests/programs`,
//! with the same features of all crates as `cargo test --workspace` has, so that nothing else is compiled for it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

/// A program that was built.
#[derive(Debug, Clone)]
pub struct Program {
    executable: PathBuf,
}

/// Builds the program `name`, one of the features of the package in `tests/programs`. Its source, which may use
/// `msgraph`, `msgraph_core`, `serde_json`, `futures` and `tokio`, is kept in `folder`: `env!("CARGO_TARGET_TMPDIR")`
/// of the test. Building again without a change of it or of the crates takes no time.
///
/// # Errors
///
/// What the compiler says, if the source does not compile.
pub fn build(name: &str, source: &str, folder: &str) -> Result<Program, String> {
    let folder = Path::new(folder);
    let path = folder.join(format!("{name}.rs"));
    if fs::read_to_string(&path).ok().as_deref() != Some(source) {
        fs::write(&path, source).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let output = cargo(name, &path, folder).output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}:\n{said}", path.display()));
    }
    let executable = executable(&output.stdout).ok_or("cargo names no executable")?;
    Ok(Program { executable })
}

impl Program {
    /// Runs the program with `input` on its standard input.
    ///
    /// # Errors
    ///
    /// How it ended and what it said, if not well.
    pub fn run(&self, input: Vec<u8>) -> Result<Vec<u8>, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.executable.display());
        let mut command = Command::new(&self.executable);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(failed)?;
        let mut stdin = child.stdin.take().ok_or("no standard input")?;
        // From a thread of its own, since the program answers before it has read everything.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().map_err(failed)?;
        if !output.status.success() {
            return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
        }
        writer.join().map_err(|_| "the input could not be written")?.map_err(failed)?;
        Ok(output.stdout)
    }
}

/// The command that builds the program.
fn cargo(name: &str, source: &Path, folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What the outer cargo told the test about its package is not true of the inner one.
    for (variable, _) in env::vars_os() {
        let told = variable.to_str().is_some_and(|name| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|start| name.starts_with(start))
        });
        if told {
            command.env_remove(variable);
        }
    }
    command
        .current_dir(crate::root())
        .args(["test", "--workspace", "--no-run", "--offline", "--locked", "--test", "written"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(["--features", &format!("msgraph-programs/{name}")])
        .arg("--target-dir")
        // The folder for what tests write is directly below the target folder.
        .arg(folder.parent().unwrap_or(folder))
        .env("MSGRAPH_PROGRAM", source);
    command
}

/// The executable that the messages of cargo name.
fn executable(messages: &[u8]) -> Option<PathBuf> {
    let messages = messages.split(|byte| *byte == b'\n');
    let mut messages = messages.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    messages.find_map(|message| message["executable"].as_str().map(PathBuf::from))
}
