//! The package around the generated crate: flags, else what its folder says, else a package that stands alone.

use std::path::Path;

use msgraph_codegen::emit::{Core, Package, Standing};
use msgraph_codegen::names::PackageName;
use msgraph_codegen::read;
use msgraph_codegen::write::{self, OWNERSHIP_FILE, Options};
use semver::Version;

use super::arguments::Generate;

/// What a package is called that nobody gave a name.
const NAME: &str = "msgraph";

/// Its version where nobody said one.
const VERSION: &str = "0.1.0";

/// What the package stands on.
const RUNTIME: &str = "msgraph-core";

/// The package, and `known` with what is remembered of it.
pub(super) fn package(
    arguments: &Generate,
    out: &Path,
    mut known: Options,
) -> Result<(Package, Options), String> {
    let file = out.join(OWNERSHIP_FILE);
    if known.workspace {
        let Generate { crate_name, crate_version, core_path, .. } = arguments;
        if crate_name.is_some() || crate_version.is_some() || core_path.is_some() {
            return Err(format!(
                "{} says `workspace = true`: the crate takes its name, its version and what it stands on from the \
                 workspace; choose another folder with --out for a package that stands alone",
                file.display()
            ));
        }
        known.crate_version = Some(env!("CARGO_PKG_VERSION").to_owned());
        return Ok((Package::Workspace, known));
    }
    let said = |flag: &str, given: bool| {
        if given { format!("--{flag}") } else { format!("`{flag}` in {}", file.display()) }
    };
    let given = arguments.crate_name.as_deref();
    let name = given.or(known.crate_name.as_deref()).unwrap_or(NAME);
    let name =
        PackageName::new(name).map_err(|bad| format!("{}: {bad}", said("crate-name", given.is_some())))?;
    let given = arguments.crate_version.as_deref();
    let version = given.or(known.crate_version.as_deref()).unwrap_or(VERSION);
    let version = Version::parse(version).map_err(|bad| {
        let said = said("crate-version", given.is_some());
        format!("{said}: `{}` is not a version such as 0.1.0: {bad}", version.escape_debug())
    })?;
    let core = core(arguments, out, known.core_path.take())?;
    known.crate_name = Some(name.to_string());
    known.crate_version = Some(version.to_string());
    known.core_path.clone_from(&core);
    let core = core.map_or(Core::Registry, Core::Path);
    Ok((Package::Standing(Standing { name, version: version.to_string(), core }), known))
}

/// The folder of the runtime as the manifest in `out` names it. An empty flag takes back what is recorded.
fn core(arguments: &Generate, out: &Path, known: Option<String>) -> Result<Option<String>, String> {
    let Some(given) = &arguments.core_path else { return Ok(known) };
    if given.is_empty() {
        return Ok(None);
    }
    let (shown, given) = (given, Path::new(given));
    let manifest = read::text(&given.join("Cargo.toml"))
        .map_err(|error| format!("--core-path: {shown} holds no Cargo.toml that can be read: {error}"))?;
    let table: toml::Table = manifest
        .parse()
        .map_err(|error: toml::de::Error| format!("--core-path: {shown}/Cargo.toml: {}", error.message()))?;
    let name = table.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    if name != Some(RUNTIME) {
        let name = name.map_or("none".to_owned(), |name| format!("`{}`", name.escape_debug()));
        return Err(format!("--core-path: the package in {shown} is {name}, and should be `{RUNTIME}`"));
    }
    match write::reference(out, given) {
        Some(path) => Ok(Some(path)),
        None => Err(format!("--core-path: {shown} cannot be written down in a manifest")),
    }
}
