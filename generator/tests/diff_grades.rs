//! `diff` grades changes of the documentation as the compiler does: each is judged by compiling a program that uses what
//! changed, against the crate of before and that of after.
//!
//! `MSGRAPH_GRADES=all cargo test -p msgraph-codegen --test diff_grades` compiles for every change; without it, for every
//! sixth. The grades of all are compared always. The report is `target/tmp/diff_grades.md`.

#[path = "diff_grades/changes.rs"]
#[allow(clippy::too_many_lines, reason = "tables")]
mod changes;
#[path = "diff_grades/pages.rs"]
#[allow(clippy::too_many_lines, reason = "tables")]
mod pages;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use changes::{Case, Edit, cases};
use msgraph_codegen::emit::{Core, Package, Standing};
use msgraph_codegen::inspect::diff::{Changes, Class, Level, State, diff};
use msgraph_codegen::lower::{LowerOptions, lower};
use msgraph_codegen::names::PackageName;
use msgraph_codegen::odata::ApiVersion;
use msgraph_codegen::write::{Generated, Made, Mode, Options, Removals, Target};
use msgraph_codegen::{Input, emit, resolve, store, understand};
use pages::{Page, pages};

/// Every so many changes are compiled on each run.
const SAMPLE: usize = 6;

fn edited(edits: &[Edit]) -> Vec<Page> {
    let mut pages = pages();
    let path = |page: &str| format!("api-reference/{page}.md");
    for edit in edits {
        match edit {
            Edit::Add(page, text) => pages.push((path(page), text.clone())),
            Edit::Remove(page) => {
                let before = pages.len();
                pages.retain(|(name, _)| *name != path(page));
                assert!(pages.len() < before, "{page} is there");
            }
            Edit::Change(page, from, to) => {
                let (_, text) =
                    pages.iter_mut().find(|(name, _)| *name == path(page)).expect("the page is there");
                assert!(text.contains(from), "{page} says `{from}`: {text}");
                *text = text.replacen(from, to, 1);
            }
        }
    }
    pages
}

fn state(pages: &[Page]) -> State {
    let docs = tempfile::tempdir().expect("a folder for pages");
    for (path, text) in pages {
        let path = docs.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a page");
    }
    let input = Input {
        docs: docs.path().to_owned(),
        also: Vec::new(),
        apis: ApiVersion::ALL.to_vec(),
        prose: false,
    };
    let mut documents = understand(&input, &|_| {}).expect("readable");
    let schemas = resolve(&mut documents, &input);
    let (sdk, _) = lower(&schemas, &LowerOptions::default());
    State { schemas, sdk }
}

fn worst(changes: &Changes) -> Option<Class> {
    changes.all().iter().map(|change| change.class).min()
}

/// The packages that are compiled, each alone in a workspace that they share.
struct Packages {
    folder: PathBuf,
    names: Vec<String>,
}

impl Packages {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grades");
        fs::create_dir_all(&folder).expect("a folder for packages");
        for entry in fs::read_dir(&folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                fs::remove_dir_all(path).expect("removable");
            }
        }
        Self { folder, names: Vec::new() }
    }

    /// Writes the crate, as `generate --crate-name NAME --core-path DIR` does.
    fn add(&mut self, name: &str, state: &State) {
        let folder = self.folder.join(name);
        let core = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("runtime")
            .canonicalize()
            .expect("the runtime is there");
        let package = Package::Standing(Standing {
            name: PackageName::new(name).expect("a good name"),
            version: "0.1.0".to_owned(),
            core: Core::Path(core.to_string_lossy().into_owned()),
        });
        let made = Generated { docs: None, also: Vec::new(), options: Options::default() };
        let target = Target {
            folder: &folder,
            made: Made::Generated(Box::new(made)),
            mode: Mode::Write,
            adopt: false,
            removals: Removals::Few,
        };
        store(emit::emit(&state.sdk, &package, None), &target, &|_| {}).expect("an empty folder");
        self.names.push(name.to_owned());
    }

    /// Adds a program to a package.
    fn program(&self, name: &str, program: &str, body: &str) {
        let text = format!(
            "#![allow(warnings)]\nuse {name} as harbour;\nuse harbour::v1;\n\
             fn main() {{}}\npub fn program(graph: &v1::GraphClient) {{ {body} }}\n"
        );
        let folder = self.folder.join(name).join("examples");
        fs::create_dir_all(&folder).expect("a folder for programs");
        fs::write(folder.join(format!("{program}.rs")), text).expect("a program");
    }

    /// The targets that do not compile, and what the compiler says.
    fn failing(&self) -> (BTreeSet<String>, String) {
        let members: Vec<String> = self.names.iter().map(|name| format!("\"{name}\"")).collect();
        let manifest = format!("[workspace]\nmembers = [{}]\nresolver = \"3\"\n", members.join(", "));
        fs::write(self.folder.join("Cargo.toml"), manifest).expect("a manifest");
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), self.folder.join("Cargo.lock"))
            .expect("a lock file");
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--workspace", "--lib", "--examples", "--keep-going", "--offline"])
            .args(["--no-default-features", "--features", "v1,beta,client"])
            .args(["--message-format", "json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("cargo starts");
        let mut failing = BTreeSet::new();
        let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
        for line in output.stdout.split(|byte| *byte == b'\n') {
            let Ok(message) = serde_json::from_slice::<serde_json::Value>(line) else { continue };
            if message["message"]["level"] == "error" {
                let target = message["target"]["name"].as_str().expect("a target").to_owned();
                let _ = writeln!(said, "{target}: {}", message["message"]["rendered"].as_str().unwrap_or(""));
                failing.insert(target);
            }
        }
        assert!(output.status.success() || !failing.is_empty(), "{said}");
        (failing, said)
    }
}

#[test]
fn the_compiler_grades_as_diff_does() {
    let all = env::var_os("MSGRAPH_GRADES").is_some();
    let cases = cases();
    assert!(cases.len() >= 40, "{} changes", cases.len());
    let before = state(&pages());
    let mut packages = Packages::new();
    packages.add("harbour_before", &before);
    let mut wrong = Vec::new();
    let mut report = "| change | `diff` | before | after | line |\n|---|---|---|---|---|\n".to_owned();
    let mut sample = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let after = state(&edited(&case.edits));
        let changes = diff(&before, &after);
        if worst(&changes) != Some(case.class) {
            wrong.push(format!(
                "{}: {:?}, not {:?}\n{}",
                case.what,
                worst(&changes),
                case.class,
                changes.human(None)
            ));
        }
        if all || number % SAMPLE == 0 {
            let name = format!("harbour_{number}");
            packages.add(&name, &after);
            packages.program("harbour_before", &format!("before_{number}"), case.before);
            packages.program(&name, &format!("still_{number}"), case.before);
            if !case.after.is_empty() {
                packages.program("harbour_before", &format!("early_{number}"), case.after);
                packages.program(&name, &format!("after_{number}"), case.after);
            }
            sample.push((number, case, changes));
        }
    }
    let (failing, said) = packages.failing();
    for (number, case, changes) in &sample {
        let compiles = |program: &str| !failing.contains(&format!("{program}_{number}"));
        judge(case, &compiles, &mut wrong);
        let word = |compiles: bool| if compiles { "compiles" } else { "does not" };
        let first = changes.all().first().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(
            report,
            "| {} | {} | {} | {} | {first} |",
            case.what,
            case.class.name(),
            word(compiles("before")),
            word(compiles("still"))
        );
    }
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff_grades.md"), report).expect("a report");
    assert!(wrong.is_empty(), "{}\n\n{said}", wrong.join("\n"));
}

/// What the compiler says of a change has to be what `diff` says.
fn judge(case: &Case, compiles: &dyn Fn(&str) -> bool, wrong: &mut Vec<String>) {
    let mut expect = |program: &str, expected: bool| {
        if compiles(program) != expected {
            wrong.push(format!("{}: `{program}` compiles: {}", case.what, !expected));
        }
    };
    expect("before", true);
    expect("still", case.class != Class::Breaking);
    if !case.after.is_empty() {
        expect("early", false);
        expect("after", true);
    }
}

#[test]
fn what_breaks_beta_breaks_beta_alone() {
    let before = state(&pages());
    let after = state(&edited(&[Edit::Remove("beta/api/vessel-delete")]));
    let changes = diff(&before, &after);
    assert_eq!(changes.level(), Level::BreakingBeta);
    assert!(changes.all().iter().all(|change| change.api == ApiVersion::Beta), "{}", changes.human(None));
}
