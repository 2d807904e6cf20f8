//! The programs of the introduction. Each says which names of the crate it needs; where one of them is gone, the program
//! is left out with the section it stands in, and so is the example that is made of it.
//!
//! In: Markdown with a line `TASK name` for each program. Out: the same with the programs.

use crate::sdk::{Requests, Sdk, Struct, TypeItem, Version};

/// A program, and what it needs that the crate has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub task: &'static str,
    /// `Group::CLASSIFICATION`, `GraphClient.me`, `UserRequests.get`, `User.mail`.
    pub missing: Vec<String>,
}

/// What can stand in the introduction. Those with a `main` are examples, too.
struct Task {
    name: &'static str,
    text: &'static str,
}

macro_rules! tasks {
    ($($name:literal),+ $(,)?) => {
        [$(Task { name: $name, text: include_str!(concat!("../../tasks/", $name, ".rs")) }),+]
    };
}

const TASKS: [Task; 15] = tasks![
    "app_only",
    "batch",
    "delta",
    "errors",
    "groups",
    "long_running",
    "mail",
    "mock",
    "permissions",
    "read",
    "sign_in",
    "undocumented",
    "upload",
    "windows_hello",
    "write",
];

/// The module that programs are written for, unless they name the other one.
const WRITTEN_FOR: &str = "msgraph::v1";

/// What stands before the names that a program needs.
const NEEDS: &str = "//! Needs:";

/// What stands in the introduction where a program goes.
const PLACE: &str = "TASK ";

impl Task {
    fn needs(&self) -> impl Iterator<Item = &'static str> {
        let lines = self.text.lines().filter_map(|line| line.strip_prefix(NEEDS));
        lines.flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty())
    }

    fn version<'s>(&self, sdk: &'s Sdk) -> Option<&'s Version> {
        if self.text.contains("msgraph::beta") {
            return sdk.versions.iter().find(|version| version.module.as_str() == "beta");
        }
        sdk.versions.first()
    }

    fn missing(&self, sdk: &Sdk) -> Vec<String> {
        let Some(version) = self.version(sdk) else { return vec!["msgraph::beta".to_owned()] };
        self.needs().filter(|name| !has(version, name)).map(str::to_owned).collect()
    }

    /// For the version that the crate has.
    fn of_version(&self, text: &str, sdk: &Sdk) -> String {
        let Some(version) = self.version(sdk) else { return text.to_owned() };
        text.replace(WRITTEN_FOR, &format!("msgraph::{}", version.module))
    }

    /// Without what stands above its imports.
    fn program(&self, sdk: &Sdk) -> String {
        let start = self.text.find("\nuse ").map_or(0, |at| at + 1);
        self.of_version(self.text[start..].trim_end(), sdk)
    }

    fn example(&self, sdk: &Sdk) -> String {
        let lines = self.text.split_inclusive('\n').filter(|line| !line.starts_with(NEEDS));
        let text: String = lines.collect();
        self.of_version(&text, sdk)
    }
}

/// The programs that the crate has not everything for.
pub fn left_out(sdk: &Sdk) -> Vec<LeftOut> {
    let missing = TASKS.iter().map(|task| LeftOut { task: task.name, missing: task.missing(sdk) });
    missing.filter(|task| !task.missing.is_empty()).collect()
}

/// The examples, by name.
pub(super) fn examples(sdk: &Sdk) -> Vec<(&'static str, String)> {
    let programs = TASKS.iter().filter(|task| task.text.contains("fn main()"));
    let kept = programs.filter(|task| task.missing(sdk).is_empty());
    kept.map(|task| (task.name, task.example(sdk))).collect()
}

/// The introduction with its programs, without the sections of those that are left out.
pub(super) fn introduction(text: &str, sdk: &Sdk) -> String {
    sections(text).into_iter().filter_map(|section| with_programs(section, sdk)).collect()
}

/// From heading to heading.
fn sections(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend(text.match_indices("\n#").map(|(at, _)| at + 1).filter(|at| is_heading(&text[*at..])));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect()
}

/// Lines of configuration begin with one such sign, too.
fn is_heading(text: &str) -> bool {
    text.starts_with("## ") || text.starts_with("### ")
}

fn with_programs(section: &str, sdk: &Sdk) -> Option<String> {
    let mut kept = String::new();
    for line in section.split_inclusive('\n') {
        let Some(name) = line.strip_prefix(PLACE) else {
            kept.push_str(line);
            continue;
        };
        let task = TASKS.iter().find(|task| task.name == name.trim_end())?;
        if !task.missing(sdk).is_empty() {
            return None;
        }
        kept.push_str("```rust,no_run\n");
        kept.push_str(&task.program(sdk));
        kept.push_str("\n```\n");
    }
    Some(kept)
}

/// Whether a version has what a program names: a type, a token or member `A::B`, a field or method `A.b`. Programs name
/// only what stands in no namespace of its own.
fn has(version: &Version, name: &str) -> bool {
    match (name.split_once("::"), name.split_once('.')) {
        (Some((owner, member)), _) => items(version).any(|item| has_constant(item, owner, member)),
        (None, Some((owner, member))) => {
            let is_field = structs(version)
                .any(|item| item.path.ident.as_str() == owner && has_field(version, item, member));
            is_field || requests(version).any(|item| item.ident.as_str() == owner && has_method(item, member))
        }
        (None, None) => {
            items(version).flat_map(TypeItem::exports).any(|ident| ident.as_str() == name)
                || structs(version).any(|item| item.path.ident.as_str() == name)
                || requests(version).any(|item| item.ident.as_str() == name)
        }
    }
}

fn items(version: &Version) -> impl Iterator<Item = &TypeItem> {
    let root = version.models.iter().filter(|folder| folder.path.is_empty());
    root.flat_map(|folder| &folder.files).map(|file| &file.item)
}

fn structs(version: &Version) -> impl Iterator<Item = &Struct> {
    let models = items(version).filter_map(|item| match item {
        TypeItem::Struct(item) => Some(item.as_ref()),
        TypeItem::Enum(_) => None,
    });
    let parameters = version.parameters.iter().filter(|folder| folder.path.is_empty());
    models.chain(parameters.flat_map(|folder| &folder.files).flat_map(|file| &file.items))
}

fn requests(version: &Version) -> impl Iterator<Item = &Requests> {
    let root = version.requests.iter().filter(|folder| folder.path.is_empty());
    root.flat_map(|folder| &folder.files).flat_map(|file| &file.items).chain([&version.client])
}

fn has_constant(item: &TypeItem, owner: &str, member: &str) -> bool {
    match item {
        TypeItem::Struct(item) if item.path.ident.as_str() == owner => {
            let own = item.fields.iter().map(|field| &field.token);
            own.chain(&item.inherited).any(|token| token.ident.as_str() == member)
        }
        TypeItem::Struct(item) => item.any.as_ref().is_some_and(|any| {
            any.ident.as_str() == owner && any.variants.iter().any(|variant| variant.ident.as_str() == member)
        }),
        TypeItem::Enum(item) => {
            item.ident.as_str() == owner && item.members.iter().any(|known| known.ident.as_str() == member)
        }
    }
}

fn has_field(version: &Version, item: &Struct, name: &str) -> bool {
    let is_own = |item: &Struct| item.fields.iter().any(|field| field.ident.as_str() == name);
    is_own(item) || structs(version).filter(|base| item.ancestors.contains(&base.path)).any(is_own)
}

fn has_method(item: &Requests, name: &str) -> bool {
    let steps = item.steps.iter().map(|step| &step.ident);
    let setters = item.setters.iter().map(|setter| &setter.ident);
    steps.chain(setters).chain(item.calls.iter().map(|call| &call.ident)).any(|ident| ident.as_str() == name)
}
