//! Scores: what a schema has of the official metadata, and how right repaired names are.
//!
//! In: CSDL, or pages with their names put right. Out: [`Scores`] in percent, and a printed table of repairs by
//! kind. The scripts beside the corpora do the counting, so that the same figures come out everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use msgraph_codegen::page::{Page, Repair};
use serde_json::Value;

const TRUTH: &str = "truth/v1.0-2022-07.json.gz";

/// What a corpus is scored by.
pub(super) struct Measure {
    /// Metadata.
    pub(super) truth: PathBuf,
    /// What pages mention of it.
    pub(super) index: PathBuf,
}

impl Measure {
    /// By what another schema has, read from the pages of these resources: how much of an original a translation keeps.
    pub(super) fn by_original(csdl: &str, resources: &Path, oracle: &Path, folder: &Path) -> Self {
        let (xml, truth, index) =
            (folder.join("original.xml"), folder.join("original.json.gz"), folder.join("index.json.gz"));
        std::fs::write(&xml, csdl).expect("a temporary file");
        python(Command::new("python3").arg(oracle.join("csdl2truth.py")).args([&xml, &truth]));
        python(Command::new("python3").arg(oracle.join("docindex.py")).arg(resources).args([&truth, &index]));
        Self { truth, index }
    }
}

/// Why nothing can be scored here.
pub(super) fn missing(oracle: &Path, docs: &Path) -> Option<String> {
    let wanted = [oracle.join(TRUTH), docs.join("zh-cn"), docs.join("en")];
    if let Some(absent) = wanted.iter().find(|path| !path.exists()) {
        return Some(format!("{} is not there", absent.display()));
    }
    let runs = |program: &str| Command::new(program).arg("--version").output().is_ok();
    ["python3", "gzip"]
        .into_iter()
        .find(|program| !runs(program))
        .map(|program| format!("{program} does not run"))
}

/// Figures in percent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scores {
    pub(super) types: f64,
    pub(super) named_properties: f64,
    pub(super) properties: f64,
    pub(super) precision: f64,
    pub(super) exact: f64,
    pub(super) navigation: f64,
    pub(super) members: f64,
    pub(super) member_precision: f64,
}

impl Scores {
    fn figures(&self) -> [(&'static str, f64); 8] {
        [
            ("types found", self.types),
            ("property recall, named", self.named_properties),
            ("property recall, all", self.properties),
            ("member precision", self.precision),
            ("type and collection exact", self.exact),
            ("navigation recall", self.navigation),
            ("enum member recall", self.members),
            ("enum member precision", self.member_precision),
        ]
    }

    /// The same, each figure by so much lower.
    pub(super) fn less(&self, by: f64) -> Self {
        Self {
            types: self.types - by,
            named_properties: self.named_properties - by,
            properties: self.properties - by,
            precision: self.precision - by,
            exact: self.exact - by,
            navigation: self.navigation - by,
            members: self.members - by,
            member_precision: self.member_precision - by,
        }
    }

    /// What of `found` is below these figures.
    pub(super) fn failures(&self, found: &Scores) -> Vec<String> {
        let pairs = self.figures().into_iter().zip(found.figures());
        let low = pairs.filter(|((_, floor), (_, found))| found < floor);
        low.map(|((what, floor), (_, found))| format!("{what} {found:.2} is below {floor:.2}")).collect()
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.figures().iter().try_for_each(|(what, figure)| writeln!(f, "  {what}: {figure:.2}"))
    }
}

/// Scores a schema, keeping its neutral form in `kept`.
pub(super) fn scores(csdl: &str, oracle: &Path, measure: &Measure, kept: Option<&Path>) -> Scores {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let xml = folder.path().join("schema.xml");
    std::fs::write(&xml, csdl).expect("a temporary file");
    let neutral = kept.map_or_else(|| folder.path().join("schema.json.gz"), Path::to_owned);
    let json = folder.path().join("scores.json");
    python(Command::new("python3").arg(oracle.join("csdl2truth.py")).args([&xml, &neutral]));
    let truth = [&measure.truth, &measure.index];
    python(
        Command::new("python3")
            .arg(oracle.join("score.py"))
            .arg(&neutral)
            .args(truth)
            .arg("--json")
            .arg(&json),
    );
    let text = std::fs::read_to_string(&json).expect("the script writes its figures");
    let read: Value = serde_json::from_str(&text).expect("the script writes JSON");
    let share = |name: &str| share(&read[name]);
    let found =
        ["entityType", "complexType", "enumType"].map(|kind| read[format!("type.{kind}.found")].clone());
    Scores {
        types: total(&found),
        named_properties: share("property.recall.mentioned"),
        properties: share("property.recall.all"),
        precision: share("member.flat.precision"),
        exact: share("property.type.exact"),
        navigation: share("navigation.recall.all"),
        members: share("enum.member.recall.all"),
        member_precision: share("enum.member.precision"),
    }
}

fn python(command: &mut Command) {
    let output = command.output().expect("Python was there a moment ago");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn share(pair: &Value) -> f64 {
    total(std::slice::from_ref(pair))
}

fn total(pairs: &[Value]) -> f64 {
    let sum = |at: usize| pairs.iter().filter_map(|pair| pair[at].as_f64()).sum::<f64>();
    100.0 * sum(0) / sum(1)
}

/// Prints how often each kind of repair was made, and how often the name exists on that very type.
pub(super) fn show_repairs(pages: &[&Page], oracle: &Path) {
    let truth = Truth::read(&oracle.join(TRUTH));
    let mut counts: BTreeMap<(&str, Repair), [usize; 3]> = BTreeMap::new();
    let mut wrong: Vec<String> = Vec::new();
    for (what, page, ty, name, how) in repairs(pages) {
        let verdict = truth.has(ty, name);
        let at = verdict.map_or(2, |right| usize::from(!right));
        counts.entry((what, how)).or_default()[at] += 1;
        if verdict == Some(false) {
            wrong.push(format!("    {what} {how:?} {page}: {ty}.{name}"));
        }
    }
    for ((what, how), [right, wrong, unknown]) in &counts {
        eprintln!(
            "  repaired {what} {how:?}: {right} right, {wrong} wrong, {unknown} of types without metadata"
        );
    }
    if std::env::var_os("LANGUAGES_WRONG").is_some() {
        for line in &wrong {
            eprintln!("{line}");
        }
    }
}

/// Every repaired name with what it is of.
fn repairs<'p>(pages: &[&'p Page]) -> Vec<(&'static str, &'p str, &'p str, &'p str, Repair)> {
    let mut found = Vec::new();
    for page in pages {
        let slug = page.slug.as_str();
        for section in &page.resources {
            let ty = section.name.value.text.as_str();
            let rows = section.properties.iter().map(|row| ("property", row));
            let rows = rows.chain(section.relationships.iter().map(|row| ("relationship", row)));
            found.extend(
                rows.filter_map(|(what, row)| Some((what, slug, ty, row.name.value.as_str(), row.repair?))),
            );
        }
        for section in &page.enums {
            let ty = section.name.value.text.as_str();
            let rows = section.members.iter();
            found.extend(
                rows.filter_map(|row| Some(("member", slug, ty, row.name.value.as_str(), row.repair?))),
            );
        }
    }
    found
}

/// The names that the metadata gives each type, by its simple name in lower case.
struct Truth(BTreeMap<String, BTreeSet<String>>);

impl Truth {
    fn read(path: &Path) -> Self {
        let output = Command::new("gzip").arg("-dc").arg(path).output().expect("gzip was there a moment ago");
        let truth: Value = serde_json::from_slice(&output.stdout).expect("the metadata is JSON");
        let types = truth["types"].as_object().expect("it has types");
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for name in types.keys() {
            let mut next = Some(name.as_str());
            let known = names.entry(simple(name)).or_default();
            while let Some(ty) = next.and_then(|name| types.get(name)) {
                for list in ["properties", "navigation", "members"] {
                    known.extend(ty[list].as_object().into_iter().flat_map(|all| all.keys().cloned()));
                }
                next = ty["base"].as_str();
            }
        }
        Self(names)
    }

    fn has(&self, ty: &str, name: &str) -> Option<bool> {
        self.0.get(&simple(ty)).map(|names| names.contains(name))
    }
}

fn simple(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_lowercase()
}
