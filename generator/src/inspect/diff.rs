//! What changed in the API between two states of the documentation, and what that means for users of the crate.
//!
//! *Breaking* is what can stop code from compiling or make it mean something else: something is gone, or has another
//! type. *Additive* is new. *Documentation* is everything that is only said differently: permissions, ranges, clouds.
//! Where a fact stands, and in which words, is no change.

mod change;
mod operations;
mod render;
mod requests;
mod types;

pub use change::{Change, Changes, Class, Thing, Version, What};

use change::Recorder;

use crate::odata::ApiVersion;
use crate::schema::Schema;

/// Compares two states, version by version of the API.
pub fn diff(old: &[Schema], new: &[Schema]) -> Changes {
    let mut all = Vec::new();
    for api in ApiVersion::ALL {
        let mut cx = Recorder::new(api);
        match (of_version(old, api), of_version(new, api)) {
            (Some(old), Some(new)) => schema(&mut cx, old, new),
            (Some(_), None) => cx.removed(Thing::Api, api.segment()),
            (None, Some(_)) => cx.added(Thing::Api, api.segment()),
            (None, None) => {}
        }
        all.extend(cx.finish());
    }
    Changes::new(all)
}

fn of_version(schemas: &[Schema], api: ApiVersion) -> Option<&Schema> {
    schemas.iter().find(|schema| schema.api == api)
}

fn schema(cx: &mut Recorder, old: &Schema, new: &Schema) {
    types::structured_types(cx, old, new);
    types::enum_types(cx, old, new);
    operations::operations(cx, old, new);
    operations::container(cx, old, new);
    requests::requests(cx, old, new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::odata::{Grant, QualifiedName, QueryOption};

    fn sample() -> Schema {
        from_json(include_str!("../export/sample.json")).expect("the sample is a schema")
    }

    /// What a change of the sample is said to be, and what it is when it is taken back.
    fn check(edit: impl FnOnce(&mut Schema), forth: &[&str], back: &[&str]) {
        let (old, mut new) = (vec![sample()], sample());
        edit(&mut new);
        let new = vec![new];
        for (changes, expected) in [(diff(&old, &new), forth), (diff(&new, &old), back)] {
            let lines: Vec<String> =
                changes.all().iter().map(|change| format!("{}: {change}", change.class.name())).collect();
            assert_eq!(lines, expected);
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
            &["breaking: complex type size removed"],
            &["additive: complex type size added"],
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
                "breaking: entity type crate: abstract: no -> yes",
                "breaking: entity type crate: base type: thing -> none",
                "breaking: entity type crate: open: yes -> no",
                "documentation: entity type crate: product: storage -> none",
            ],
            &[
                "breaking: entity type crate: base type: none -> thing",
                "additive: entity type crate: abstract: yes -> no",
                "additive: entity type crate: open: no -> yes",
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
                "breaking: property crate.tags: type: collection of String -> String",
                "breaking: property crate.weight: read-only: no -> yes",
                "breaking: navigation property crate.items: type: collection of thing -> collection of crate",
                "documentation: property crate.weight: range: 4 to 127 -> 4 to 255",
            ],
            &[
                "breaking: property crate.tags: type: String -> collection of String",
                "breaking: navigation property crate.items: type: collection of crate -> collection of thing",
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
    fn operations_and_container() {
        check(
            |new| {
                let at = |new: &Schema, what: &str| {
                    new.operations.iter().position(|operation| operation.name == name(what)).expect("there")
                };
                let index = at(new, "moveTo");
                new.operations[index].parameters["force"].required = Some(true);
                new.operations[index].parameters.shift_remove("place");
                let index = at(new, "sweep");
                new.operations.remove(index);
                new.container.remove("yard");
            },
            &[
                "breaking: action sweep removed",
                "breaking: parameter moveTo on crate.force: required: no -> yes",
                "breaking: parameter moveTo on crate.place removed",
                "breaking: singleton yard removed",
            ],
            &[
                "breaking: parameter moveTo on crate.place added",
                "additive: action sweep added",
                "additive: parameter moveTo on crate.force: required: yes -> no",
                "additive: singleton yard added",
            ],
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
                "breaking: request GET /crates: $select: supported -> not stated",
                "breaking: request POST /crates removed",
                "additive: request GET /crates: $top: not stated -> supported",
                "documentation: request GET /crates: clouds: global, US Government L4 -> not stated",
                "documentation: request GET /crates: header ConsistencyLevel: eventual, optional -> eventual, required",
                "documentation: request GET /crates: permissions, delegated, work: Crate.Read, Crate.ReadWrite -> Crate.ReadWrite",
                "documentation: request GET /crates: status codes: 200 -> 200, 202",
            ],
            &[
                "breaking: request GET /crates: $top: supported -> not stated",
                "additive: request GET /crates: $select: not stated -> supported",
                "additive: request POST /crates added",
                "documentation: request GET /crates: clouds: not stated -> global, US Government L4",
                "documentation: request GET /crates: header ConsistencyLevel: eventual, required -> eventual, optional",
                "documentation: request GET /crates: permissions, delegated, work: Crate.ReadWrite -> Crate.Read, Crate.ReadWrite",
                "documentation: request GET /crates: status codes: 200, 202 -> 200",
            ],
        );
    }

    #[test]
    fn a_whole_version() {
        let changes = diff(&[sample()], &[Schema::new(ApiVersion::Beta)]);
        let lines: Vec<String> = changes.all().iter().map(Change::to_string).collect();
        assert_eq!(lines, ["version v1.0 removed", "version beta added"]);
        assert_eq!((changes.is_breaking(), changes.next_version()), (true, Version::Breaking));
    }
}
