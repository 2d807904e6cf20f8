//! The files around the modules: `Cargo.toml`, `README.md`, `src/lib.rs`.
//!
//! They are written as text: no formatter of ours knows two of them, and the third has few items.

use super::package::Package;
use super::tasks;
use crate::file::{Content, File};
use crate::read::Provenance;
use crate::sdk::{Sdk, Version};

pub(super) fn files<'a>(sdk: &Sdk, package: &Package, provenance: Option<&Provenance>) -> Vec<File<'a>> {
    let introduction = package.named(&readme(sdk, package, provenance));
    [("Cargo.toml", cargo_toml(sdk, package)), ("README.md", introduction), ("src/lib.rs", lib(sdk))]
        .map(|(path, text)| File { path: path.to_owned(), content: Content::Text(text) })
        .into()
}

/// Features: a version each, the client, its transports by TLS, the service for tests.
fn cargo_toml(sdk: &Sdk, package: &Package) -> String {
    let modules: Vec<&str> = sdk.versions.iter().map(|version| version.module.as_str()).collect();
    let versions = lines(sdk, |version| format!("{} = []\n", version.module));
    let first = modules.first().map(|module| format!("\"{module}\", ")).unwrap_or_default();
    let (head, tail) = (package.head(), package.tail());
    let why_no_tests = package.why_no_tests();
    format!(
        "\
{head}
[package.metadata.docs.rs]
all-features = true
rustdoc-args = [\"--cfg\", \"docsrs\"]

# {why_no_tests}
[lib]
test = false
doctest = false

[features]
default = [{first}\"client\", \"rustls\"]
# Versions of Microsoft Graph, a module each.
{versions}# Requests; without it the crate has models only, and needs nothing of HTTP.
client = [\"msgraph-core/client\"]
# HTTP by reqwest, over a client of one's own; without it, hand in a whole transport.
reqwest = [\"client\", \"msgraph-core/reqwest\"]
# HTTP that is ready for use, by who does the TLS. Of several that are on, the first counts.
rustls = [\"reqwest\", \"msgraph-core/rustls\"]
rustls-ring = [\"reqwest\", \"msgraph-core/rustls-ring\"]
native-tls = [\"reqwest\", \"msgraph-core/native-tls\"]
# Graph without Graph, for tests of applications.
testing = [\"client\", \"msgraph-core/testing\"]

{tail}"
    )
}

fn readme(sdk: &Sdk, package: &Package, provenance: Option<&Provenance>) -> String {
    let source = provenance.map_or_else(String::new, |source| {
        let one_line =
            |text: &str| text.chars().filter(|c| !c.is_control() && !"`<>".contains(*c)).collect::<String>();
        let licence = one_line(&source.licence);
        let licensed = if licence.is_empty() { licence } else { format!(", licensed {licence}") };
        let (repository, commit) = (one_line(&source.repository), one_line(&source.commit));
        format!("\nMade from the documentation of `{repository}`, commit `{commit}`{licensed}.\n")
    });
    let first = sdk.versions.first().map_or("", |version| version.module.as_str());
    tasks::introduction(README, sdk)
        .replace("VERSIONS\n", &features(sdk))
        .replace("\"FIRST\"", &format!("\"{first}\""))
        .replace("SOURCE\n", &source)
        .replace("CLOSING\n", package.closing())
}

/// The table of features. The first version is the default one.
fn features(sdk: &Sdk) -> String {
    let versions = sdk.versions.iter().enumerate().map(|(at, version)| {
        let default = if at == 0 { " (default)" } else { "" };
        let module = &version.module;
        format!("| `{module}`{default} | module `msgraph::{module}`: Microsoft Graph {} |\n", version.segment)
    });
    let versions: String = versions.collect();
    format!(
        "\
| feature | what it adds |
|---|---|
{versions}| `client` (default) | requests; without it there are models only, which need nothing of HTTP |
| `rustls` (default) | HTTP, with the TLS of rustls and the cryptography of aws-lc |
| `rustls-ring` | HTTP, with the TLS of rustls and the cryptography of ring, which is less to build |
| `native-tls` | HTTP, with the TLS of the system |
| `reqwest` | `client::reqwest_transport`, for a `reqwest::Client` of your own; without it, bring a whole transport |
| `testing` | module `msgraph::testing`: a service for tests, which answers by rules |
"
    )
}

fn lib(sdk: &Sdk) -> String {
    let modules = lines(sdk, |version| {
        let module = &version.module;
        format!("\n#[cfg(feature = \"{module}\")]\n#[rustfmt::skip]\npub mod {module};\n")
    });
    [LIB_HEAD, &modules].concat()
}

/// A piece of text for each version.
fn lines(sdk: &Sdk, line: impl Fn(&Version) -> String) -> String {
    sdk.versions.iter().map(line).collect()
}

/// The introduction, with a line each for what is put in.
const README: &str = include_str!("readme.md");

/// The page of the crate is its introduction; then lints that are about how people write, not about what is wrong.
const LIB_HEAD: &str = "\
#![doc = include_str!(\"../README.md\")]
// Badges say which features an item needs, where the compiler can show them.
#![cfg_attr(docsrs, feature(doc_cfg))]
// A type that holds types that hold types is as many levels for the compiler, whether it is Send or not.
#![recursion_limit = \"1024\"]
#![allow(missing_docs, reason = \"what has a stated fact says it; a comment that repeats the name is none\")]
#![allow(rustdoc::redundant_explicit_links, reason = \"a path is written out whether or not it is imported\")]
#![allow(clippy::doc_markdown, reason = \"names of the API stand in titles of the documentation\")]
#![allow(clippy::large_stack_arrays, reason = \"lists of members are static\")]
#![allow(clippy::module_inception, reason = \"a namespace and a type in it can have one name\")]
#![allow(clippy::unreadable_literal, reason = \"numbers stand as the documentation has them\")]
#![allow(clippy::struct_excessive_bools, reason = \"the API has as many as it has\")]
#![allow(clippy::struct_field_names, reason = \"fields are called as the API calls them\")]
#![allow(clippy::too_many_lines, reason = \"wide types have long functions\")]
#![allow(clippy::too_many_arguments, reason = \"functions of the API take as many as they take\")]
#![allow(clippy::similar_names, reason = \"parameters are called as the API calls them\")]
#![allow(clippy::many_single_char_names, reason = \"parameters are called as the API calls them\")]
#![allow(clippy::disallowed_names, reason = \"parameters are called as the API calls them\")]
#![allow(clippy::fn_params_excessive_bools, reason = \"functions of the API take as many as they take\")]
#![allow(clippy::iter_not_returning_iterator, reason = \"methods are called as the API calls its operations\")]
#![allow(clippy::enum_variant_names, reason = \"members are called as the API calls them\")]
#![allow(clippy::needless_pass_by_value, reason = \"texts and patches are taken as they come\")]
#![allow(clippy::wrong_self_convention, reason = \"methods are called as the API calls its operations\")]
#![allow(clippy::should_implement_trait, reason = \"methods are called as the API calls its operations\")]

/// The HTTP pipeline below the client: the types in the signature of a credential or a policy of one's own.
#[cfg(feature = \"client\")]
pub use msgraph_core::azure_core;
#[cfg(feature = \"client\")]
pub use msgraph_core::client;
/// The library of dates that the values of properties convert to.
pub use msgraph_core::jiff;
#[cfg(feature = \"testing\")]
pub use msgraph_core::testing;
pub use msgraph_core::{
    self, AnyModel, AnyModelExt, Binary, Date, DateTimeOffset, Decimal, Duration, Element, Expand, Expansion,
    Extends, Filter, Flags, Guid, IntoPatch, Item, Kept, Levels, Literal, Map, Misfit, Mismatch, Model,
    ModelExt, Navigation, Oddity, OpenEnum, OrderBy, Ordering, Page, Patch, Property, PropertyPath, ReadOnly,
    Related, Rest, Selection, Stream, TimeOfDay, UnknownMember, Value, ValueError, Writable, from_json,
    from_json_envelope, from_value, new, page_from_json, page_to_json, to_json, to_value,
};
";
