//! The name of the package that is generated, which a person chooses and cargo and rustc have to take.

use std::fmt;

use super::reserved;

/// A name that cargo takes for a package, and rustc for its library: `graph-devices`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageName(String);

/// Why a name cannot be that of the package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` cannot be the name of a crate: {why}", name.escape_debug())]
pub struct BadPackageName {
    name: String,
    why: String,
}

/// Registries take no longer ones.
const LONGEST: usize = 64;

/// Libraries of the toolchain, which every program sees under these names.
const TOOLCHAIN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// What the package stands on: no package depends on one of its own name.
const RUNTIME: &str = "msgraph_core";

impl PackageName {
    /// Takes a name that works as a package, as a library in `use`, and as a folder.
    pub fn new(name: &str) -> Result<Self, BadPackageName> {
        match fault(name) {
            Some(why) => Err(BadPackageName { name: name.to_owned(), why }),
            None => Ok(Self(name.to_owned())),
        }
    }

    /// As cargo calls the package.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As programs call the library: `graph_devices`.
    pub fn library(&self) -> String {
        library(&self.0)
    }
}

fn library(name: &str) -> String {
    name.replace('-', "_")
}

fn fault(name: &str) -> Option<String> {
    let library = library(name);
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if let Some(odd) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_".contains(*c))) {
        let odd = odd.escape_debug();
        return Some(format!("it has `{odd}`, and packages have letters of ASCII, digits, `-` and `_`"));
    }
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Some("it does not start with a letter".to_owned());
    }
    if name.len() > LONGEST {
        return Some(format!("it has more than {LONGEST} characters"));
    }
    if reserved::is_keyword(&library) {
        return Some("it is a keyword of Rust".to_owned());
    }
    if TOOLCHAIN.contains(&library.as_str()) {
        return Some("it is a library that comes with Rust".to_owned());
    }
    if reserved::is_device(&library.to_ascii_lowercase()) {
        return Some("Windows has a device of that name".to_owned());
    }
    (library == RUNTIME).then(|| "it is the library that the crate stands on".to_owned())
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_takes_is_taken() {
        for (name, library) in [
            ("msgraph", "msgraph"),
            ("graph-devices", "graph_devices"),
            ("my_graph2", "my_graph2"),
            ("x", "x"),
            ("selfie", "selfie"),
            ("core-graph", "core_graph"),
        ] {
            let taken = PackageName::new(name).expect("a good name");
            assert_eq!((taken.as_str(), taken.library().as_str()), (name, library));
        }
    }

    #[test]
    fn what_it_does_not_is_refused_with_the_reason() {
        for (name, why) in [
            ("", "it is empty"),
            ("a b", "it has ` `"),
            ("a/b", "it has `/`"),
            ("../x", "it has `.`"),
            ("größe", "it has `ö`"),
            ("a\nb", "it has `\\n`"),
            ("a\"", "it has `\\\"`"),
            ("7graph", "does not start with a letter"),
            ("-x", "does not start with a letter"),
            ("_", "does not start with a letter"),
            ("self", "a keyword"),
            ("Self", "a keyword"),
            ("async", "a keyword"),
            ("gen", "a keyword"),
            ("std", "comes with Rust"),
            ("core", "comes with Rust"),
            ("proc-macro", "comes with Rust"),
            ("nul", "a device"),
            ("msgraph-core", "stands on"),
            ("msgraph_core", "stands on"),
        ] {
            let error = PackageName::new(name).expect_err(name).to_string();
            assert!(error.contains(why), "{name}: {error}");
        }
        assert!(PackageName::new(&"x".repeat(65)).is_err());
    }
}
