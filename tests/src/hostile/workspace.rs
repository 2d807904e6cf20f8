//! Many generated crates as members of one workspace that has our lints: the crates are checked as they are written, and
//! what they stand on is compiled once.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// A workspace of generated crates.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    /// A workspace in `folder`, which is emptied but for what was built.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn new(folder: PathBuf) -> std::io::Result<Self> {
        if let Ok(entries) = fs::read_dir(&folder) {
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                    fs::remove_dir_all(path)?;
                }
            }
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, members: Vec::new() })
    }

    /// Where the crate `name` is to be generated.
    pub fn member(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes the crate that was generated as `name`, under that name, with our runtime and our lints.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn add(&mut self, name: &str) -> std::io::Result<()> {
        let manifest = self.member(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        let (package, _) = text.split_once("[dependencies]").unwrap_or((&text, ""));
        let package = package.replacen("name = \"msgraph\"", &format!("name = \"{name}\""), 1);
        let inherited = "[dependencies]\nmsgraph-core.workspace = true\n\n[lints]\nworkspace = true\n";
        fs::write(&manifest, package + inherited)?;
        self.members.push(name.to_owned());
        Ok(())
    }

    /// Lints all crates with every warning an error: what cargo says of those that fail.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn lint(&self) -> std::io::Result<Output> {
        self.settle()?;
        self.cargo(&["clippy", "--keep-going", "--quiet"]).args(["--", "-D", "warnings"]).output()
    }

    /// Documents all crates with every warning an error.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn document(&self) -> std::io::Result<Output> {
        self.settle()?;
        // The index of all that was documented before would be made anew with every crate.
        let before = self.folder.join("target/doc");
        if before.exists() {
            fs::remove_dir_all(before)?;
        }
        self.cargo(&["doc", "--no-deps", "--keep-going", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
    }

    /// Our manifest with other members, and our lock file.
    fn settle(&self) -> std::io::Result<()> {
        let root = crate::root().canonicalize()?;
        let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
        let place = |path: &str| format!("path = \"{}\"", root.join(path).display());
        let kept = manifest.split_once("[workspace.package]").map_or("", |(_, kept)| kept);
        let kept = kept.replace("path = \"generator/runtime\"", &place("generator/runtime"));
        let members: Vec<String> = self.members.iter().map(|name| format!("\"{name}\"")).collect();
        let members = members.join(", ");
        let text =
            format!("[workspace]\nmembers = [{members}]\nresolver = \"3\"\n\n[workspace.package]{kept}");
        fs::write(self.folder.join("Cargo.toml"), text)?;
        fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock")).map(|_| ())
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .args(["--workspace", "--no-default-features", "--offline"])
            .current_dir(&self.folder);
        // All of the crate but the transport, which is the same for every one.
        command.args(["--features", "v1,beta,client"]);
        command.env("CARGO_TARGET_DIR", self.folder.join("target")).env("CARGO_INCREMENTAL", "0");
        command
    }
}

/// The command line of the generator, as the README runs it; builds it where it is not up to date.
///
/// # Errors
///
/// What cargo says where it cannot be built.
pub fn generator() -> Result<PathBuf, String> {
    let root = crate::root();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "build",
        "--release",
        "--locked",
        "--offline",
        "--quiet",
        "--message-format",
        "json-render-diagnostics",
    ]);
    let output = cargo.current_dir(&root).output().map_err(|error| error.to_string())?;
    let said = || String::from_utf8_lossy(&output.stderr).into_owned();
    executable(&output.stdout).ok_or_else(said)
}

/// The executable that the messages of cargo name.
fn executable(messages: &[u8]) -> Option<PathBuf> {
    let messages = messages.split(|byte| *byte == b'\n');
    let mut messages = messages.filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok());
    messages.find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

/// Writes pages into `folder`; the name of a page that no file system takes is none.
///
/// # Errors
///
/// Those of the file system.
pub fn write(folder: &Path, pages: &[(String, String)]) -> std::io::Result<()> {
    for (path, text) in pages {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
