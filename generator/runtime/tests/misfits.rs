//! What a model tells of itself that the documentation does not know.

mod sample;

use msgraph_core::{ModelExt, from_json};
use sample::{AnyPolicy, Thing};
use serde_json::{Value, json};

fn check(value: &Value, expected: &[&str]) {
    let thing: Thing = from_json(value.to_string().as_bytes()).expect("an object");
    let misfits: Vec<String> = thing.misfits().iter().map(ToString::to_string).collect();
    assert_eq!(misfits, expected, "{value}");
}

#[test]
fn what_is_documented_is_no_misfit() {
    check(&json!({}), &[]);
    check(
        &json!({
            "@odata.type": "#sample.thing", "@odata.etag": "e", "text": "t", "small": "5", "urgency": "HIGH", "flag": null,
            "actions": "wipe,lock", "texts": ["a"], "owner": {"nobody": "knows"}, "json": [[1]], "content": "anything",
            "policy": {"@odata.type": "sample.pinPolicy", "minimum": 1}
        }),
        &[],
    );
}

#[test]
fn misfits_have_their_places() {
    check(
        &json!({"colour": 1, "text": {}}),
        &["unknown property at colour", "value of another kind at text"],
    );
    check(&json!({"urgency": "whenever"}), &["unknown enum member at urgency"]);
    check(&json!({"actions": "wipe,jump"}), &["unknown enum member at actions"]);
    check(&json!({"day": "tomorrow", "guid": ""}), &["malformed text at day", "malformed text at guid"]);
    check(&json!({"rules": [{}, {"inner": {"x": 1}}]}), &["unknown property at rules[1].inner.x"]);
    check(
        &json!({"policy": {"@odata.type": "#sample.newPolicy", "size": 1}}),
        &["unknown type at policy", "unknown property at policy.size"],
    );
}

#[test]
fn misfits_know_the_type_they_are_in() {
    let policy: AnyPolicy =
        from_json(br##"{"@odata.type":"#sample.pinPolicy","size":1}"##).expect("an object");
    assert_eq!(policy.misfits()[0].owner, "#sample.pinPolicy");
}
