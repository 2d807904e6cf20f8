//! SDK to files of tokens: how each construct looks in Rust. Cannot fail, never changes a name.
//!
//! In: the [`Sdk`]. Out: [`File`]s for [`write`](mod@crate::write). The tokens of a file are made when it asks for them, so that
//! files are made in parallel.
//!
//! Bodies of macro calls (`model!`, `open_enum!`) are text, one member a line: the formatter leaves tokens of macros it
//! does not know on one line. They are the only Rust that is not made of tokens, and [`macros`] is the only place.

mod client;
mod documented;
mod enums;
mod imports;
mod locals;
mod macros;
mod manifest;
mod modules;
mod package;
mod parameters;
mod requests;
mod structs;
mod tasks;
#[cfg(test)]
mod tests;
mod tokens;
mod values;

pub use documented::lines;
pub use tasks::{LeftOut, left_out};

use crate::file::{Content, File, Source};
use crate::names::ModIdent;
use crate::read::Provenance;
use crate::sdk::{Sdk, Version};

pub use package::{Core, Package, Standing};

/// All files of the crate, in the order of their paths.
pub fn emit<'a>(sdk: &'a Sdk, package: &Package, provenance: Option<&'a Provenance>) -> Vec<File<'a>> {
    let mut files = manifest::files(sdk, package, provenance);
    if *package == Package::Workspace {
        // A package of its own has no dependencies for examples.
        files.extend(
            tasks::examples(sdk).into_iter().map(|(name, text)| File {
                path: format!("examples/{name}.rs"),
                content: Content::Text(text),
            }),
        );
    }
    for version in &sdk.versions {
        files.extend(self::version(version));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn version(version: &Version) -> Vec<File<'_>> {
    let module = version.module.as_str();
    let mut files = vec![
        rust(format!("src/{module}.rs"), None, || modules::version(version)),
        rust(format!("src/{module}/client.rs"), None, || client::client(version)),
    ];
    for folder in &version.models {
        let place = place(version, "models", &folder.path);
        files.push(rust(format!("{place}.rs"), None, move || modules::models(version, folder)));
        if folder.files.iter().any(modules::is_enum) {
            files.push(rust(format!("{place}/enums.rs"), None, move || modules::enums(folder)));
        }
        files.extend(folder.files.iter().map(|file| {
            let enums = if modules::is_enum(file) { "/enums" } else { "" };
            let path = format!("{place}{enums}/{}.rs", file.module);
            rust(path, file.page.as_deref(), move || structs::type_file(version, folder, file))
        }));
    }
    for folder in &version.parameters {
        let place = place(version, "parameters", &folder.path);
        files.push(rust(format!("{place}.rs"), None, move || modules::parameters(folder)));
        files.extend(folder.files.iter().map(|file| {
            rust(format!("{place}/{}.rs", file.module), None, move || parameters::file(version, file))
        }));
    }
    for folder in &version.requests {
        let place = place(version, "requests", &folder.path);
        files.push(rust(format!("{place}.rs"), None, move || modules::requests(folder)));
        files.extend(folder.files.iter().map(|file| {
            let path = format!("{place}/{}.rs", file.module);
            rust(path, file.page.as_deref(), move || requests::file(version, folder, file))
        }));
    }
    files
}

fn rust<'a>(path: String, page: Option<&'a str>, source: impl Fn() -> Source + Send + Sync + 'a) -> File<'a> {
    File { path, content: Content::Rust { page, source: Box::new(source) } }
}

/// `src/v1/models/call_records`.
fn place(version: &Version, room: &str, modules: &[ModIdent]) -> String {
    let mut place = format!("src/{}/{room}", version.module);
    for module in modules {
        place.push('/');
        place.push_str(module.as_str());
    }
    place
}
