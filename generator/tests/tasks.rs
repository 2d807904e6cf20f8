//! The programs of the introduction: each says what it needs, and goes with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use msgraph_codegen::file::Content;
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::names::FnIdent;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::sdk::{Requests, Sdk, Struct, TypeItem, TypePath};
use msgraph_codegen::{Input, emit, resolve, understand};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

type Programs = BTreeMap<String, (Vec<String>, String)>;

/// The programs, and the crate as far as they name it: made once for all tests.
fn made() -> &'static (Programs, Sdk) {
    static MADE: LazyLock<(Programs, Sdk)> = LazyLock::new(|| {
        let programs = programs();
        let sdk = sdk(&programs);
        (programs, sdk)
    });
    &MADE
}

/// The programs by name, each with what it needs and without what stands above its imports.
fn programs() -> Programs {
    let files = fs::read_dir(folder("tasks")).expect("the programs").map(|file| file.expect("a file").path());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a program");
        let needs = text
            .lines()
            .filter_map(|line| line.strip_prefix("//! Needs:"))
            .flat_map(|names| names.split(','));
        let needs = needs.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        let start = text.find("\nuse ").expect("it uses the crate");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, (needs, text[start + 1..].trim_end().to_owned()))
    };
    files.map(read).collect()
}

/// The crate, as far as the programs name it.
fn sdk(programs: &Programs) -> Sdk {
    let input = Input {
        docs: folder("../docs-input"),
        also: Vec::new(),
        apis: ApiVersion::ALL.to_vec(),
        prose: false,
    };
    let schemas = resolve(&mut understand(&input, &|_| {}).expect("readable"), &input);
    let (mut sdk, _) = lower(&schemas, &LowerOptions::default());
    let owner = |name: &String| name.split(['.', ':']).next().unwrap_or_default().to_owned();
    let named: BTreeSet<String> = programs.values().flat_map(|(needs, _)| needs).map(owner).collect();
    for version in &mut sdk.versions {
        let bases: BTreeSet<TypePath> = version
            .models
            .iter()
            .flat_map(|folder| &folder.files)
            .filter_map(|file| structure(&file.item))
            .filter(|item| named.contains(item.path.ident.as_str()))
            .flat_map(|item| item.ancestors.clone())
            .collect();
        for folder in &mut version.models {
            folder.files.retain(|file| {
                let is_base = structure(&file.item).is_some_and(|item| bases.contains(&item.path));
                is_base || file.item.exports().iter().any(|ident| named.contains(ident.as_str()))
            });
        }
        for folder in &mut version.parameters {
            folder
                .files
                .retain(|file| file.items.iter().any(|item| named.contains(item.path.ident.as_str())));
        }
        for folder in &mut version.requests {
            folder.files.retain(|file| file.items.iter().any(|item| named.contains(item.ident.as_str())));
        }
    }
    sdk
}

fn structure(item: &TypeItem) -> Option<&Struct> {
    match item {
        TypeItem::Struct(item) => Some(item),
        TypeItem::Enum(_) => None,
    }
}

/// Takes what is called so out of the crate.
fn take(sdk: &mut Sdk, name: &str) {
    for version in &mut sdk.versions {
        for folder in &mut version.models {
            folder.files.retain(|file| file.item.exports().iter().all(|ident| ident.as_str() != name));
            for item in folder.files.iter_mut().map(|file| &mut file.item) {
                match item {
                    TypeItem::Struct(item) => take_of_struct(item, name),
                    TypeItem::Enum(item) => {
                        let ident = item.ident.clone();
                        item.members.retain(|member| format!("{ident}::{}", member.ident) != name);
                    }
                }
            }
        }
        for file in version.parameters.iter_mut().flat_map(|folder| &mut folder.files) {
            file.items.retain(|item| item.path.ident.as_str() != name);
            file.items.iter_mut().for_each(|item| take_of_struct(item, name));
        }
        let requests = version.requests.iter_mut().flat_map(|folder| &mut folder.files);
        for item in requests.flat_map(|file| &mut file.items).chain([&mut version.client]) {
            take_of_requests(item, name);
        }
    }
}

fn take_of_struct(item: &mut Struct, name: &str) {
    let ident = item.path.ident.clone();
    item.inherited.retain(|token| format!("{ident}::{}", token.ident) != name);
    item.fields.retain(|field| format!("{ident}::{}", field.token.ident) != name);
    // A field of a base type goes with the base type's.
    let field = name.split_once('.').map_or("", |(_, field)| field);
    item.fields.retain(|known| known.ident.as_str() != field);
    if let Some(any) = &mut item.any {
        let ident = any.ident.clone();
        any.variants.retain(|variant| format!("{ident}::{}", variant.ident) != name);
    }
}

fn take_of_requests(item: &mut Requests, name: &str) {
    let ident = item.ident.clone();
    item.steps.retain(|step| format!("{ident}.{}", step.ident) != name);
    item.calls.retain(|call| format!("{ident}.{}", call.ident) != name);
}

/// The introduction and the names of the examples.
fn written(sdk: &Sdk) -> (String, Vec<String>) {
    let mut introduction = String::new();
    let mut examples = Vec::new();
    for file in emit::emit(sdk, &emit::Package::Workspace, None) {
        match file.content {
            Content::Text(text) if file.path == "README.md" => introduction = text,
            Content::Text(_) if file.path.starts_with("examples/") => examples.push(file.path),
            _ => {}
        }
    }
    (introduction, examples)
}

#[test]
fn a_program_goes_with_what_it_needs() {
    let (programs, sdk) = made();
    assert_eq!(emit::left_out(sdk), [], "everything is there");
    let (introduction, examples) = written(sdk);
    assert_eq!(examples, ["examples/app_only.rs", "examples/groups.rs", "examples/windows_hello.rs"]);
    for (name, (needs, program)) in programs {
        // This one stands in the README of the repository.
        let is_shown = name != "windows_hello";
        assert_eq!(introduction.contains(program), is_shown, "{name}");
        for need in needs.iter().filter(|need| *need != "GraphClient") {
            let mut less = sdk.clone();
            take(&mut less, need);
            let left_out = emit::left_out(&less);
            let said = left_out
                .iter()
                .find(|left_out| left_out.task == name)
                .unwrap_or_else(|| panic!("{name} stays without {need}"));
            assert!(said.missing.contains(need), "{name}: {need} is gone, not {:?}", said.missing);
            let (introduction, examples) = written(&less);
            assert!(!introduction.contains(program), "{name} stands there without {need}");
            assert!(
                !examples.contains(&format!("examples/{name}.rs")),
                "{name} is an example without {need}"
            );
            assert!(["TASK", "SOURCE", "VERSIONS"].iter().all(|mark| !introduction.contains(mark)));
            assert!(introduction.contains("## Where it comes from"), "other sections stay");
        }
    }
}

/// Methods of requests, batches, lists, relationships and the mock that some request type has, too.
const OF_THE_RUNTIME: [&str; 6] = ["count", "get", "items", "permissions", "reply", "send"];

/// What a program names of the crate: constants of its types, and methods of request types.
#[test]
fn a_program_says_all_that_it_needs() {
    let (programs, sdk) = made();
    let mut unsaid: Vec<String> = Vec::new();
    for (name, (needs, program)) in programs {
        let code: String =
            program.lines().map(|line| line.split(" // ").next().unwrap_or_default()).collect();
        let words: Vec<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        for version in &sdk.versions {
            for item in version
                .models
                .iter()
                .flat_map(|folder| &folder.files)
                .filter_map(|file| structure(&file.item))
            {
                for token in item.fields.iter().map(|field| &field.token).chain(&item.inherited) {
                    let constant = format!("{}::{}", item.path.ident, token.ident);
                    let is_used = code.contains(&constant)
                        && words.contains(&token.ident.as_str())
                        && words.contains(&item.path.ident.as_str());
                    if is_used && !needs.iter().any(|need| need.starts_with(&constant)) {
                        unsaid.push(format!("{name}: {constant}"));
                    }
                }
            }
            let requests =
                version.requests.iter().flat_map(|folder| &folder.files).flat_map(|file| &file.items);
            for item in requests.chain([&version.client]) {
                let methods = item
                    .steps
                    .iter()
                    .map(|step| &step.ident)
                    .chain(item.calls.iter().map(|call| &call.ident));
                for method in methods.map(FnIdent::as_str).filter(|method| !OF_THE_RUNTIME.contains(method)) {
                    let is_called = code.contains(&format!(".{method}("));
                    let is_needed = needs.iter().any(|need| need.ends_with(&format!(".{method}")));
                    if is_called && !is_needed && program.contains("GraphClient") {
                        unsaid.push(format!("{name}: {method}"));
                    }
                }
            }
        }
    }
    unsaid.sort();
    unsaid.dedup();
    assert_eq!(unsaid, [""; 0]);
}
