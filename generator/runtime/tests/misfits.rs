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
fn the_largest_values_are_no_misfits() {
    check(
        &json!({
            "created": "9999-12-31T23:59:59.9999999Z", "day": "9999-12-31", "duration": "P10675199DT2H48M5.4775807S",
            "time": "24:00:00.0000000", "float": "Infinity"
        }),
        &[],
    );
    check(
        &json!({
            "created": "0001-01-01T00:00:00Z", "day": "0001-01-01", "duration": "-P10675199DT2H48M5.4775808S",
            "time": "00:00:00", "float": "-Infinity"
        }),
        &[],
    );
    check(&json!({"created": "9999-12-31T24:00:00Z", "float": i64::MAX}), &[]);
}

#[test]
fn misfits_have_their_places() {
    check(
        &json!({"colour": 1, "text": {}}),
        &["unknown property at colour", "value of another kind at text"],
    );
    check(
        &json!({"texts": ["a", null, "b", {}], "urgencies": [5, "low", "whenever"], "rules": [null, {"x": 1}], "numbers": 1}),
        &[
            "value of another kind at texts[1]",
            "value of another kind at texts[3]",
            "value of another kind at numbers",
            "value of another kind at urgencies[0]",
            "value of another kind at rules[0]",
            "unknown enum member at urgencies[2]",
            "unknown property at rules[1].x",
        ],
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
