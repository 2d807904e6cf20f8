//! What the crate is called and what it leans on: a member of the workspace of this repository, or a package that
//! stands alone.

use crate::names::PackageName;

/// The package around the modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Package {
    /// `msgraph`, a member of a workspace that says version, edition, dependencies and lints.
    Workspace,
    /// A package that needs no other file.
    Standing(Standing),
}

/// A package that says everything itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: PackageName,
    /// Its version, as semantic versions are written.
    pub version: String,
    /// Where what it stands on comes from.
    pub core: Core,
}

/// Where `msgraph-core` comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Core {
    /// The registry, in the version that came with this generator.
    Registry,
    /// A folder, as it is written into the manifest: relative to it, with `/`.
    Path(String),
}

impl Package {
    /// As cargo calls it.
    pub(super) fn name(&self) -> &str {
        match self {
            Package::Workspace => "msgraph",
            Package::Standing(standing) => standing.name.as_str(),
        }
    }

    /// As programs call it.
    pub(super) fn library(&self) -> String {
        match self {
            Package::Workspace => "msgraph".to_owned(),
            Package::Standing(standing) => standing.name.library(),
        }
    }

    /// The table of the manifest that names and describes it.
    pub(super) fn head(&self) -> String {
        match self {
            Package::Workspace => WORKSPACE_HEAD.to_owned(),
            Package::Standing(Standing { name, version, .. }) => format!(
                "\
[package]
name = \"{name}\"
description = \"Microsoft Graph: typed models and client, generated from the reference documentation\"
version = \"{version}\"
edition = \"2024\"
rust-version = \"{}\"
readme = \"README.md\"
",
                env!("CARGO_PKG_RUST_VERSION")
            ),
        }
    }

    /// Why the library has no tests, as the manifest says it.
    pub(super) fn why_no_tests(&self) -> &'static str {
        match self {
            Package::Workspace => {
                "Tests of generated code stand in the tests of the workspace; an empty test binary would compile all of it again."
            }
            Package::Standing(_) => "An empty test binary would compile all of it again.",
        }
    }

    /// The tables of dependencies and lints.
    pub(super) fn tail(&self) -> String {
        match self {
            Package::Workspace => WORKSPACE_TAIL.to_owned(),
            Package::Standing(Standing { core, .. }) => {
                let version = env!("CARGO_PKG_VERSION");
                let path = match core {
                    Core::Registry => String::new(),
                    Core::Path(path) => format!(", path = {}", toml::Value::String(path.clone())),
                };
                format!(
                    "\
[dependencies]
msgraph-core = {{ version = \"{version}\"{path}, default-features = false }}
"
                )
            }
        }
    }

    /// How the files are made anew, in the words of the introduction.
    pub(super) fn closing(&self) -> &'static str {
        match self {
            Package::Workspace => {
                "\
Files that carry the marker of the generator are written by it alone: `cargo run --release` at the root of the
workspace makes them anew, `cargo run --release -- --check` tells whether they are up to date.
"
            }
            Package::Standing(_) => {
                "\
Files that carry the marker of the generator are written by it alone: `msgraph-codegen generate` in the folder of this
package makes them anew with the options that `msgraph-codegen.toml` remembers, `msgraph-codegen generate --check` tells
whether they are up to date.
"
            }
        }
    }

    /// A text about `msgraph`, about this package instead. Names that only begin or end so are others.
    pub(super) fn named(&self, text: &str) -> String {
        let Package::Standing(standing) = self else { return text.to_owned() };
        let (name, library) = (self.name(), self.library());
        let requirement = requirement(&standing.version);
        let mut named = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let line = renamed(line, name, &library);
            let depends = line.starts_with(&format!("{name} = "));
            named.push_str(&if depends {
                line.replacen("\"0.1\"", &format!("\"{requirement}\""), 1)
            } else {
                line
            });
        }
        named
    }
}

/// What a dependant asks for: `0.1` for 0.1.7, `2` for 2.3.4, all of a version that comes before a release.
fn requirement(version: &str) -> String {
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        _ if version.contains(['-', '+']) => version.split('+').next().unwrap_or(version).to_owned(),
        (Some("0"), Some(minor)) if minor != "0" => format!("0.{minor}"),
        (Some(major), _) if major != "0" => major.to_owned(),
        _ => version.to_owned(),
    }
}

/// What the texts call the crate.
const MSGRAPH: &str = "msgraph";

/// One line with the names of the package in place of ours: the library where a path goes on or begins, else the package.
fn renamed(line: &str, name: &str, library: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(MSGRAPH) {
        let (before, found) = rest.split_at(at);
        let after = &found[MSGRAPH.len()..];
        let goes_on = |c: char| c.is_alphanumeric() || "_-".contains(c);
        let is_whole = !before.ends_with(|c: char| goes_on(c) || c == '.') && !after.starts_with(goes_on);
        text.push_str(before);
        text.push_str(match is_whole {
            false => MSGRAPH,
            true if after.starts_with("::") => library,
            true => name,
        });
        rest = after;
    }
    text + rest
}

const WORKSPACE_HEAD: &str = "\
[package]
name = \"msgraph\"
description = \"Microsoft Graph: typed models and client, generated from the reference documentation\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
repository.workspace = true
readme = \"README.md\"
keywords = [\"microsoft-graph\", \"odata\", \"intune\", \"azure\", \"api\"]
categories = [\"api-bindings\", \"web-programming::http-client\"]
";

const WORKSPACE_TAIL: &str = "\
[dependencies]
msgraph-core.workspace = true

[dev-dependencies]
azure_identity.workspace = true
futures.workspace = true
tokio.workspace = true

[lints]
workspace = true
";

#[cfg(test)]
mod tests {
    use super::*;

    fn devices() -> Package {
        Package::Standing(Standing {
            name: PackageName::new("graph-devices").expect("a good name"),
            version: "0.4.2".to_owned(),
            core: Core::Path("../a \"b\"".to_owned()),
        })
    }

    #[test]
    fn texts_are_about_the_package() {
        let check = |line: &str, expected: &str| assert_eq!(devices().named(line), expected);
        check("# msgraph\n", "# graph-devices\n");
        check("use msgraph::v1::GraphClient;", "use graph_devices::v1::GraphClient;");
        check("use msgraph::{Patch, new};", "use graph_devices::{Patch, new};");
        check("msgraph = \"0.1\"", "graph-devices = \"0.4\"");
        check("msgraph = { version = \"0.1\" }", "graph-devices = { version = \"0.4\" }");
        check("azure = \"0.1\"", "azure = \"0.1\"");
        check("`msgraph-core` and `msgraph_core::x`", "`msgraph-core` and `msgraph_core::x`");
        check(
            "`msgraph-codegen`, microsoft.msgraph, xmsgraph",
            "`msgraph-codegen`, microsoft.msgraph, xmsgraph",
        );
        assert_eq!(Package::Workspace.named("# msgraph\n"), "# msgraph\n");
    }

    #[test]
    fn what_dependants_ask_for() {
        for (version, expected) in [
            ("0.1.7", "0.1"),
            ("0.0.3", "0.0.3"),
            ("2.3.4", "2"),
            ("1.0.0-beta.1", "1.0.0-beta.1"),
            ("1.2.3+x", "1.2.3"),
        ] {
            assert_eq!(requirement(version), expected);
        }
    }

    #[test]
    fn the_manifest_is_read_as_it_is_meant() {
        let text = [devices().head(), devices().tail()].join("\n");
        let table: toml::Table = text.parse().expect("TOML");
        assert_eq!(table["package"]["name"].as_str(), Some("graph-devices"));
        assert_eq!(table["dependencies"]["msgraph-core"]["path"].as_str(), Some("../a \"b\""));
        assert!(!text.contains("workspace"), "{text}");
    }
}
