//! Tools of others, from npm.

use std::path::Path;
use std::process::Command;

/// Puts `packages`, each with its exact version, into `folder`, or says why that is not possible.
pub fn install(packages: &[&str], folder: &Path) -> Result<(), String> {
    let node = Command::new("node").arg("--version").output();
    node.map_err(|error| format!("node does not run: {error}"))?;
    let npm = Command::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--fetch-retries=1",
            "--fetch-timeout=20000",
        ])
        .args(packages)
        .arg("--prefix")
        .arg(folder)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("npm does not run: {error}"))?;
    if npm.status.success() {
        return Ok(());
    }
    Err(format!("npm cannot install the tool: {}", String::from_utf8_lossy(&npm.stderr).trim()))
}
