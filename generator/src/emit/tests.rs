//! From a small schema of our own to the files of the crate.

mod fixture;
mod stated;

use std::collections::BTreeMap;

use crate::lower::{LowerOptions, lower};
use crate::schema::Schema;
use crate::write::{Generated, Made, Mode, Options, Removals, Target};

/// Types with everything that matters once: derived types, a cycle, flags, two namespaces, names that are taken.
const TYPES: &str = r#"{
  "microsoft.graph.entity": { "kind": "entity", "key": ["id"], "properties": { "id": { "ty": [ "String" ], "facts": { "readOnly": true } } } },
  "microsoft.graph.plan": { "kind": "entity", "base": "microsoft.graph.entity", "properties": {
      "displayName": { "ty": [ "String" ], "facts": { "maxLength": 64 } },
      "type": { "ty": [ "microsoft.graph.planType" ] },
      "days": { "ty": [ "microsoft.graph.weekDays" ] },
      "createdDateTime": { "ty": [ "DateTimeOffset" ], "facts": { "readOnly": true } },
      "pinSecret": { "ty": [ "String" ], "facts": { "secret": true } },
      "rule": { "ty": [ "microsoft.graph.rule" ] },
      "session": { "ty": [ "microsoft.graph.calls.plan" ] },
      "picture": { "ty": [ "Stream" ] } },
    "navigation": { "steps": { "target": "microsoft.graph.step", "collection": true } } },
  "microsoft.graph.budgetPlan": { "kind": "entity", "base": "microsoft.graph.plan", "properties": { "limit": { "ty": [ "Int64" ] } } },
  "microsoft.graph.step": { "kind": "entity", "base": "microsoft.graph.entity", "properties": {} },
  "microsoft.graph.rule": { "kind": "complex", "properties": {
      "inner": { "ty": [ "microsoft.graph.rule" ] }, "others": { "ty": [ "microsoft.graph.rule", true ] } } },
  "microsoft.graph.calls.plan": { "kind": "complex", "properties": { "rest": { "ty": [ "Boolean" ] } } },
  "microsoft.graph.property": { "kind": "complex", "properties": {} }
}"#;

const REQUESTS: &str = r#"[
  "GET /plans",                       "entitySet plans microsoft.graph.plan *",
  "POST /plans",                      "entitySet plans microsoft.graph.plan *",
  "GET /plans/{id}",                  "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan",
  "PATCH /plans/{id}",                "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan",
  "GET /plans(name='{name}')",        "entitySet plans microsoft.graph.plan * | namedKeys name microsoft.graph.plan",
  "GET /plans/{id}/steps/$count",     "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | navigation steps microsoft.graph.step * | count",
  "POST /plans/{id}/steps/$ref",      "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | navigation steps microsoft.graph.step * | ref",
  "GET /plans/{id}/picture",          "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | property picture Stream",
  "GET /plans/{id}/microsoft.graph.budgetPlan", "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | cast microsoft.graph.budgetPlan microsoft.graph.budgetPlan",
  "GET /plans/{id}:/{path}:/steps",   "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | pathAddress microsoft.graph.plan | navigation steps microsoft.graph.step *",
  "GET /plans/between(start={start},end={end})", "entitySet plans microsoft.graph.plan * | operation between(start,end) microsoft.graph.plan *",
  "GET /plans/between(start={start})", "entitySet plans microsoft.graph.plan * | operation between(start) microsoft.graph.plan *",
  "GET /plans/due",                   "entitySet plans microsoft.graph.plan * | operation due() microsoft.graph.plan *",
  "GET /plans/open",                  "entitySet plans microsoft.graph.plan * | operation open() microsoft.graph.plan *",
  "POST /plans/{id}/delete",          "entitySet plans microsoft.graph.plan * | key id microsoft.graph.plan | operation delete() -",
  "GET /nowhere/{id}",                "unknown"
]"#;

fn schema() -> Schema {
    serde_json::from_value(fixture::schema(TYPES, REQUESTS)).expect("the schema of the tests is one")
}

fn target(folder: &std::path::Path) -> Target<'_> {
    let options = Options { workspace: true, ..Options::default() };
    let made = Generated { docs: Some(folder.to_owned()), also: Vec::new(), options };
    let made = Made::Generated(Box::new(made));
    Target { folder, made, mode: Mode::Write, adopt: false, removals: Removals::Few }
}

/// All files of the crate that is made of the schema.
fn files(options: &LowerOptions) -> BTreeMap<String, String> {
    files_of(&[schema()], options)
}

fn files_of(schemas: &[Schema], options: &LowerOptions) -> BTreeMap<String, String> {
    let (sdk, _) = lower(schemas, options);
    let folder = tempfile::tempdir().expect("a folder for tests");
    let target = target(folder.path());
    let outcome = crate::store(super::emit(&sdk, &super::Package::Workspace, None), &target, &|_| {})
        .expect("an empty folder");
    let read = |path: &String| std::fs::read_to_string(folder.path().join(path)).expect("just written");
    outcome.added.iter().map(|path| (path.clone(), read(path))).collect()
}

/// The lines must stand in the file, one after the other.
#[track_caller]
fn check(path: &str, lines: &[&str]) {
    check_of(schema(), path, lines);
}

#[track_caller]
fn check_of(schema: Schema, path: &str, lines: &[&str]) {
    let files = files_of(&[schema], &LowerOptions::default());
    let text = files.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", files.keys()));
    let mut rest = text.as_str();
    for line in lines {
        let at = rest.find(line).unwrap_or_else(|| panic!("no `{line}` (in this order) in\n{text}"));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn the_introduction_lists_the_features_and_is_the_page_of_the_crate() {
    check(
        "README.md",
        &[
            "# msgraph",
            "| `v1` (default) |",
            "| `client` (default) |",
            "| `rustls` (default) |",
            "## TLS",
            "features = [\"v1\", \"rustls-ring\"]",
            "Files that",
        ],
    );
    check("src/lib.rs", &["#![doc = include_str!(\"../README.md\")]", "pub mod v1;"]);
    let files = files(&LowerOptions::default());
    assert!(["VERSIONS", "FIRST", "SOURCE"].iter().all(|mark| !files["README.md"].contains(mark)));
}

#[test]
fn what_an_application_names_and_chooses_is_in_the_crate() {
    check(
        "Cargo.toml",
        &[
            "default = [\"v1\", \"client\", \"rustls\"]",
            "rustls = [\"reqwest\", \"msgraph-core/rustls\"]",
            "rustls-ring = [\"reqwest\", \"msgraph-core/rustls-ring\"]",
            "native-tls = [\"reqwest\", \"msgraph-core/native-tls\"]",
            "testing = [\"client\", \"msgraph-core/testing\"]",
        ],
    );
    check(
        "src/lib.rs",
        &[
            "#[cfg(feature = \"client\")]\npub use msgraph_core::azure_core;",
            "pub use msgraph_core::jiff;",
            "#[cfg(feature = \"testing\")]\npub use msgraph_core::testing;",
            " ModelExt,",
        ],
    );
}

#[test]
fn a_derived_type_has_its_base_its_own_fields_and_all_tokens() {
    check(
        "src/v1/models/budget_plan.rs",
        &[
            "// @generated by `cargo run --release` from r/budgetplan.md. Do not edit.\n",
            "use super::{",
            "/// Entity type `microsoft.graph.budgetPlan`, derived from [`Plan`](crate::v1::models::Plan).",
            "https://learn.microsoft.com/graph/api/resources/budgetplan?view=graph-rest-1.0",
            "#[derive(Clone, Default)]\n#[non_exhaustive]\npub struct BudgetPlan {",
            "    pub base: Plan,",
            "    pub limit: Option<i64>,",
            "pub const LIMIT: Property<Self, i64> = Property::new(\"limit\");",
            "pub const DISPLAY_NAME: Property<Self, String>",
            "pub const ID: Property<Self, String> = Property::new(\"id\");",
            "    BudgetPlan: Plan, \"#microsoft.graph.budgetPlan\", tagged, first 11;\n    11 limit \"limit\",\n}",
            "extends! {\n    BudgetPlan: Plan, Entity\n}",
        ],
    );
}

#[test]
fn fields_say_what_is_stated() {
    check("src/v1/models/entity.rs", &["1 id \"id\" key,"]);
    check(
        "src/v1/models/plan.rs",
        &[
            "calls::Plan as CallsPlan",
            "    /// Maximum length is 64 characters.\n    pub display_name: Option<String>,",
            "    pub type_: Option<PlanType>,",
            "    pub days: Option<Flags<WeekDays>>,",
            "    /// Read-only.",
            "    pub session: Option<CallsPlan>,",
            "    pub steps: Related<Vec<Step>>,",
            "pub const TYPE: Property<Self, PlanType>",
            "pub const CREATED_DATE_TIME: Property<Self, DateTimeOffset, ReadOnly>",
            "pub const STEPS: Navigation<Self, Vec<Step>>",
            "created_date_time \"createdDateTime\" read_only,",
            "pin_secret \"pinSecret\" secret,",
            "    AnyPlan: Plan {\n        BudgetPlan \"#microsoft.graph.budgetPlan\",\n    }",
        ],
    );
}

#[test]
fn cycles_are_boxed_and_taken_names_get_an_underscore() {
    check("src/v1/models/rule.rs", &["pub inner: Option<Box<Rule>>,", "pub others: Option<Vec<Rule>>,"]);
    check(
        "src/v1/models/calls/plan.rs",
        &["pub rest: Rest,", "pub rest_: Option<bool>,", "REST: ", "1 rest_ \"rest\","],
    );
    check(
        "src/v1/models.rs",
        &[
            "pub mod calls;",
            "mod property;",
            "pub use property::Property_;",
            "pub use enums::{PlanType, WeekDays};",
        ],
    );
}

#[test]
fn enums_are_open() {
    check(
        "src/v1/models/enums/plan_type.rs",
        &[
            "    PlanType \"microsoft.graph.planType\" {",
            "        None \"none\" = 0,",
            "        Home \"home\",",
        ],
    );
    check("src/v1/models/enums/week_days.rs", &["    flags WeekDays \"microsoft.graph.weekDays\" {"]);
}

#[test]
fn a_collection_has_keys_and_calls() {
    check(
        "src/v1/requests/plan.rs",
        &[
            "pub struct PlanCollectionRequests",
            "pub fn id(&self, key: impl AsRef<str>) -> PlanRequests",
            "pub fn by_name(&self, name: impl AsRef<str>) -> PlanRequests",
            ".push_alternate_key(&[(\"name\", name.as_ref().into())])",
            "pub fn list(&self) -> Request<models::AnyPlan, List> {",
            "body: &(impl Extends<models::Plan> + Model),\n    ) -> Request<Option<models::AnyPlan>, Write>",
            "pub fn between_by_start_and_end(",
            "start: &DateTimeOffset,\n        end: &DateTimeOffset,\n    ) -> Request<models::AnyPlan, List>",
            "(\"start\", Literal::bare(start)), (\"end\", Literal::bare(end))",
            "\"/plans/between(start={value},end={value})\"",
            "pub fn between_by_start(\n        &self,\n        start: &DateTimeOffset,\n    )",
        ],
    );
}

#[test]
fn a_function_without_arguments_takes_its_parameters() {
    check(
        "src/v1/requests/plan.rs",
        &[
            "pub fn due(\n        &self,\n        week: i32,\n        place: impl AsRef<str>,\n    )",
            "&[(\"week\", week.into()), (\"place\", place.as_ref().into())]",
            "\"/plans/due(week={value},place={value})\"",
            "pub fn open(&self)",
            ".push(\"open\")",
            "pub fn open_by_limit(&self, limit: i32)",
            ".push_call(\"open\", &[(\"limit\", limit.into())])",
        ],
    );
}

#[test]
fn one_entity_has_steps_and_calls() {
    check(
        "src/v1/requests/plan.rs",
        &[
            "pub struct PlanRequests {\n    path: Path,",
            "pub fn steps(&self) -> StepCollectionRequests {",
            "pub fn as_budget_plan(&self) -> BudgetPlanRequests {",
            "self.path.push(\"microsoft.graph.budgetPlan\")",
            "pub fn at(&self, path: impl AsRef<str>) -> PlanRequests {",
            "pub fn get(&self) -> Request<models::AnyPlan> {",
            "Endpoint::get(",
            "\"/plans(name={value})\"",
            "\"/plans/{id}\"",
            "\"work: Plan.Read Plan.Write+User.Read\"",
            "\"personal: not supported\"",
            "patch: impl IntoPatch<models::Plan>,\n    ) -> Request<Option<models::AnyPlan>, Write> {",
            "pub fn get_picture(&self) -> Request<Bytes, Download> {",
            "pub fn delete_action(&self) -> Request<(), Write> {",
        ],
    );
    check("src/v1/requests/step.rs", &["pub fn list(&self)", "\"/plans/{id}:/{path}:/steps\""]);
    check(
        "src/v1/requests/step.rs",
        &[
            "pub fn count(&self) -> Request<i64, Count> {",
            "pub fn add_reference(&self, reference: &Reference) -> Request<(), Write> {",
        ],
    );
}

#[test]
fn the_client_has_the_container() {
    check(
        "src/v1/client.rs",
        &[
            "Client::new(credential, \"v1.0\", options)",
            "pub fn plans(&self) -> requests::PlanCollectionRequests {",
        ],
    );
}

#[test]
fn what_cannot_be_called_is_reported() {
    let (_, report) = lower(&[schema()], &LowerOptions::default());
    let messages: Vec<&str> = report.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert!(messages.contains(&"`GET /nowhere/{id}` gets no method"), "{messages:?}");
    assert_eq!(report.tallies["requests.callable"].seen, 16);
    assert_eq!(report.tallies["requests.callable"].understood, 15);
}

#[test]
fn globs_keep_what_is_needed() {
    let options = LowerOptions::new(&["/plans/{id}/steps/**".into()], &[]).expect("a glob");
    let files = files(&options);
    assert!(files.contains_key("src/v1/models/step.rs") && files.contains_key("src/v1/models/entity.rs"));
    assert!(!files.contains_key("src/v1/models/budget_plan.rs"), "{:?}", files.keys());
    let unmatched = LowerOptions::new(&["/plans".into(), "/teams/**".into()], &[]).expect("globs");
    assert_eq!(lower(&[schema()], &unmatched).0.unmatched, ["/teams/**"]);
    assert!(LowerOptions::new(&["/a[".into()], &[]).is_err());
}

#[test]
fn the_order_of_properties_is_kept_and_runs_are_equal() {
    assert_eq!(files(&LowerOptions::default()), files(&LowerOptions::default()));
}
