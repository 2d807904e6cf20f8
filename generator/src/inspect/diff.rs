//! What changed in the API between two states of the documentation, and what that means for users of the crate.
//!
//! Two things are compared: the lowered crate, which tells what code feels, and what pages say beside it. *Breaking* is
//! what can stop code from compiling: a name is gone, or a signature, a type or a way of answering is another. *Additive*
//! is new; structs and enums are open, so that a field or a member is. *Permissions* are who may call. *Documentation* is
//! everything that is only said differently: ranges, clouds, query options, what has to be given. Where a fact stands, and
//! in which words, is no change.

mod change;
mod felt;
mod render;
mod requests;
mod types;

pub use super::thing::Thing;
pub use change::{Change, Changes, Class, Level, What};

use super::face::face;
use change::Recorder;

use crate::odata::ApiVersion;
use crate::schema::Schema;
use crate::sdk::{Sdk, Version};

/// One state: what the documentation says, and the crate that is made of it.
#[derive(Debug)]
pub struct State {
    /// A schema for each version of the API.
    pub schemas: Vec<Schema>,
    /// The crate.
    pub sdk: Sdk,
}

/// Compares two states, version by version of the API.
pub fn diff(old: &State, new: &State) -> Changes {
    let mut all = Vec::new();
    for api in ApiVersion::ALL {
        let mut cx = Recorder::new(api);
        match (of_version(old, api), of_version(new, api)) {
            (Some(old), Some(new)) => {
                all.extend(version(cx, old, new));
                continue;
            }
            (Some(_), None) => cx.version(Class::Breaking, What::Removed),
            (None, Some(_)) => cx.version(Class::Additive, What::Added),
            (None, None) => {}
        }
        all.extend(cx.finish(|_, _| None));
    }
    Changes::new(all)
}

fn of_version(state: &State, api: ApiVersion) -> Option<(&Schema, &Version)> {
    let schema = state.schemas.iter().find(|schema| schema.api == api)?;
    let version = state.sdk.versions.iter().find(|version| version.segment == api.segment())?;
    Some((schema, version))
}

fn version(
    mut cx: Recorder,
    (old_schema, old): (&Schema, &Version),
    (new_schema, new): (&Schema, &Version),
) -> Vec<Change> {
    let (old, new) = (face(old, old_schema), face(new, new_schema));
    felt::compare(&mut cx, &old, &new);
    types::structured_types(&mut cx, old_schema, new_schema);
    types::enum_types(&mut cx, old_schema, new_schema);
    requests::requests(&mut cx, old_schema, new_schema);
    cx.finish(|thing, subject| {
        let key = (thing, subject.to_owned());
        new.paths.get(&key).or_else(|| old.paths.get(&key)).cloned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::lower::{LowerOptions, lower};
    use crate::odata::{Grant, QualifiedName, QueryOption};
    use crate::schema::{Request, RequestBody};

    fn sample() -> Schema {
        from_json(include_str!("../export/sample.json")).expect("the sample is a schema")
    }

    /// What a change of the sample is said to be, and what it is when it is taken back.
    fn state(schemas: Vec<Schema>) -> State {
        let (sdk, _) = lower(&schemas, &LowerOptions::default());
        State { schemas, sdk }
    }

    fn check(edit: impl FnOnce(&mut Schema), forth: &[&str], back: &[&str]) {
        let mut new = sample();
        edit(&mut new);
        let (old, new) = (state(vec![sample()]), state(vec![new]));
        for (changes, expected) in [(diff(&old, &new), forth), (diff(&new, &old), back)] {
            let lines: Vec<String> =
                changes.all().iter().map(|change| format!("{}: {change}", change.class.name())).collect();
            assert_eq!(lines, expected, "{lines:#?}");
        }
    }

    fn name(name: &str) -> QualifiedName {
        QualifiedName::new("", name)
    }

    #[test]
    fn nothing_is_no_change() {
        check(|_| {}, &[], &[]);
        check(
            |new| {
                for ty in new.types.values_mut() {
                    ty.sources.clear();
                    ty.prose = Some("other words".into());
                }
            },
            &[],
            &[],
        );
    }

    #[test]
    fn types_come_and_go() {
        check(
            |new| drop(new.types.remove(&name("size"))),
            &["breaking: complex type size removed", "breaking: property crate.size: type: Size -> Value"],
            &["breaking: property crate.size: type: Value -> Size", "additive: complex type size added"],
        );
        check(
            |new| drop(new.enums.remove(&name("crateSides"))),
            &["breaking: enum type crateSides removed"],
            &["additive: enum type crateSides added"],
        );
    }

    #[test]
    fn traits_of_types() {
        check(
            |new| {
                let ty = new.types.get_mut(&name("crate")).expect("there");
                ty.base = None;
                ty.abstract_ = true;
                ty.open = false;
                ty.product = None;
            },
            &[
                "breaking: entity type crate: base types: Thing -> nothing",
                "documentation: entity type crate: abstract: no -> yes",
                "documentation: entity type crate: open: yes -> no",
                "documentation: entity type crate: product: storage -> none",
            ],
            &[
                "additive: entity type crate: base types: nothing -> Thing",
                "documentation: entity type crate: abstract: yes -> no",
                "documentation: entity type crate: open: no -> yes",
                "documentation: entity type crate: product: none -> storage",
            ],
        );
    }

    #[test]
    fn properties() {
        check(
            |new| {
                let ty = new.types.get_mut(&name("crate")).expect("there");
                ty.properties.shift_remove("color");
                ty.properties["tags"].ty.collection = false;
                ty.properties["weight"].facts.range = Some(("4".into(), "255".into()));
                ty.properties["weight"].facts.read_only = true;
                ty.navigation["items"].target = name("crate");
            },
            &[
                "breaking: property crate.color removed",
                "breaking: property crate.tags: type: Vec<String> -> String",
                "breaking: property crate.weight: read-only: no -> yes",
                "breaking: navigation property crate.items: type: Related<Vec<Thing>> -> Related<Vec<Crate>>",
                "documentation: property crate.weight: range: 4 to 127 -> 4 to 255",
            ],
            &[
                "breaking: property crate.tags: type: String -> Vec<String>",
                "breaking: navigation property crate.items: type: Related<Vec<Crate>> -> Related<Vec<Thing>>",
                "additive: property crate.color added",
                "additive: property crate.weight: read-only: yes -> no",
                "documentation: property crate.weight: range: 4 to 255 -> 4 to 127",
            ],
        );
    }

    #[test]
    fn members_of_enums() {
        check(
            |new| {
                let ty = new.enums.get_mut(&name("crateState")).expect("there");
                ty.members.shift_remove("closed");
                ty.members["open"].value = None;
                ty.flags = true;
            },
            &[
                "breaking: enum type crateState: members may be combined: no -> yes",
                "breaking: member crateState.closed removed",
                "documentation: member crateState.open: value: 0 -> none",
            ],
            &[
                "breaking: enum type crateState: members may be combined: yes -> no",
                "additive: member crateState.closed added",
                "documentation: member crateState.open: value: none -> 0",
            ],
        );
    }

    #[test]
    fn parameters_of_actions() {
        check(
            |new| {
                let is_action = |request: &&mut Request| request.template.ends_with("/moveTo");
                let action = new.requests.iter_mut().find(is_action).expect("there");
                let RequestBody::Parameters(parameters) = &mut action.body else { panic!("parameters") };
                parameters["place"].required = Some(false);
            },
            &["documentation: parameter POST /crates/{id}/moveTo: place: required: yes -> no"],
            &["documentation: parameter POST /crates/{id}/moveTo: place: required: no -> yes"],
        );
    }

    #[test]
    fn requests_of_the_same_shape_are_the_same() {
        check(
            |new| {
                for request in &mut new.requests {
                    request.template = request.template.replace("{id}", "{crate-id}");
                }
            },
            &[],
            &[],
        );
    }

    #[test]
    fn requests() {
        check(
            |new| {
                new.requests.retain(|request| request.page != "crate-post");
                let list = &mut new.requests[0];
                list.permissions.tables[0].delegated_work = Grant::of(vec![vec!["Crate.ReadWrite".into()]]);
                list.query_options.supported = vec![QueryOption::Top];
                list.clouds = None;
                list.headers[0].required = Some(true);
                list.response.codes = vec![200, 202];
            },
            &[
                "breaking: request POST /crates removed",
                "permissions: request GET /crates: permissions, delegated, work: Crate.Read, Crate.ReadWrite -> Crate.ReadWrite",
                "documentation: request GET /crates: $select: supported -> not stated",
                "documentation: request GET /crates: $top: not stated -> supported",
                "documentation: request GET /crates: clouds: global, US Government L4 -> not stated",
                "documentation: request GET /crates: header ConsistencyLevel: eventual, optional -> eventual, required",
                "documentation: request GET /crates: status codes: 200 -> 200, 202",
            ],
            &[
                "additive: request POST /crates added",
                "permissions: request GET /crates: permissions, delegated, work: Crate.ReadWrite -> Crate.Read, Crate.ReadWrite",
                "documentation: request GET /crates: $select: not stated -> supported",
                "documentation: request GET /crates: $top: supported -> not stated",
                "documentation: request GET /crates: clouds: not stated -> global, US Government L4",
                "documentation: request GET /crates: header ConsistencyLevel: eventual, required -> eventual, optional",
                "documentation: request GET /crates: status codes: 200, 202 -> 200",
            ],
        );
    }

    #[test]
    fn a_whole_version() {
        let (old, new) = (state(vec![sample()]), state(vec![Schema::new(ApiVersion::Beta)]));
        let changes = diff(&old, &new);
        let lines: Vec<String> = changes.all().iter().map(Change::to_string).collect();
        assert_eq!(lines, ["version v1.0 removed", "version beta added"]);
        assert_eq!(changes.level(), Level::Breaking);
    }
}
