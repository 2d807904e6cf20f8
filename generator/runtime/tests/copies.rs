//! What is left of an object that is to be created again, or written in a format without null.

mod sample;

use msgraph_core::{ModelExt, Related, from_json, to_value};
use sample::{AnyPolicy, Policy, Thing};
use serde_json::{Value, json};

fn thing(value: &Value) -> Thing {
    from_json(value.to_string().as_bytes()).expect("an object")
}

fn check_copy(read: &Value, expected: &Value) {
    let copy = thing(read).without_read_only();
    assert_eq!(&to_value(&copy), expected, "{read}");
    assert_eq!(&to_value(&copy.without_read_only()), expected, "nothing is left to be left out");
}

#[test]
fn a_copy_says_nothing_that_the_service_says() {
    check_copy(
        &json!({
            "@odata.context": "https://example.com/$metadata#things/$entity", "@odata.etag": "W/\"1\"",
            "@odata.type": "#sample.thing", "@odata.id": "things('1')", "@sample.tips": "Use $select", "id": "1",
            "created@odata.type": "#DateTimeOffset", "created": "2020-01-01T00:00:00Z", "text": "t", "flag": null,
            "day@odata.type": "#Date", "day": "2020-01-01", "size@odata.type": "#Int64", "size": 5,
            "owner@odata.bind": "https://example.com/things('2')", "members@odata.count": 3,
            "members@odata.nextLink": "https://example.com/next", "#sample.restore": {"target": "t"}
        }),
        &json!({
            "@odata.type": "#sample.thing", "day@odata.type": "#Date", "size@odata.type": "#Int64",
            "owner@odata.bind": "https://example.com/things('2')", "text": "t", "flag": null, "day": "2020-01-01", "size": 5
        }),
    );
    check_copy(&json!({"id": null, "created": 5, "small": "7"}), &json!({"small": "7"}));
    check_copy(&json!({"created@odata.type": "#String", "id@odata.type": "#String"}), &json!({}));
}

#[test]
fn so_it_is_in_everything_inside() {
    let policy = |id: &str, minimum: i32| {
        json!({"@odata.type": "#sample.pinPolicy", "@odata.etag": "e", "id": id, "displayName": "d", "version": 3,
               "minimum": minimum, "nested": {"@odata.context": "c", "name": "n", "inner@odata.context": "c"}})
    };
    let copied = |minimum: i32| json!({"@odata.type": "#sample.pinPolicy", "displayName": "d", "minimum": minimum, "nested": {"name": "n"}});
    check_copy(
        &json!({"policy": policy("1", 1), "policies": [policy("2", 2), policy("3", 3)], "policies@odata.context": "c",
                "rule": {"others@odata.context": "c", "others": [{"@odata.etag": "e", "name": "o"}]}}),
        &json!({"policy": copied(1), "policies": [copied(2), copied(3)], "rule": {"others": [{"name": "o"}]}}),
    );
    let policy: AnyPolicy = from_json(policy("1", 1).to_string().as_bytes()).expect("a policy");
    assert_eq!(to_value(&policy.without_read_only()), copied(1));
    check_copy(
        &json!({"texts": ["a", null], "rules": [{"name": "a", "x": {"y@odata.context": "c", "y": [{"@odata.id": "i", "z": 1}]}}]}),
        &json!({"texts": ["a", null], "rules": [{"name": "a", "x": {"y": [{"z": 1}]}}]}),
    );
}

#[test]
fn relationships_keep_the_keys_of_what_exists() {
    let read = json!({
        "owner@odata.context": "c",
        "owner": {"@odata.etag": "e", "@odata.type": "#sample.entity", "id": "00000002", "parts@odata.context": "c", "parts": [{"id": "3"}]},
        "members": [{"@odata.id": "https://example.com/things('4')"}, {"@odata.id": "i", "id": "5", "a@b.example": 1, "next@odata.bind": "u"}]
    });
    check_copy(
        &read,
        &json!({
            "owner": {"@odata.type": "#sample.entity", "id": "00000002", "parts": [{"id": "3"}]},
            "members": [{"@odata.id": "https://example.com/things('4')"}, {"id": "5", "a@b.example": 1, "next@odata.bind": "u"}]
        }),
    );
}

#[test]
fn json_of_the_users_own_stays() {
    let value = json!({"@odata.type": "#sample.thing", "json": {"@odata.etag": "e", "a@count": 1}, "values": [{"@odata.id": "i", "b": null}]});
    check_copy(&value, &value);
}

#[test]
fn parts_are_created_again_on_request() {
    let read = thing(&json!({"members": [
        {"@odata.type": "#sample.pinPolicy", "id": "1", "version": 1, "minimum": 4, "@odata.etag": "e"}, {"id": "2", "displayName": "d"}
    ]}));
    let mut copy = read.clone().without_read_only();
    copy.members = read.members.without_read_only().expect("policies");
    assert_eq!(
        to_value(&copy),
        json!({"members": [{"@odata.type": "#sample.pinPolicy", "minimum": 4}, {"displayName": "d"}]})
    );
    assert!(Related::<Vec<Policy>>::default().without_read_only().expect("nothing").is_empty());
    let mut other = Related::<Policy>::default();
    other.set_raw(Some(json!([1])));
    other.without_read_only().expect_err("a list is no policy");
}

fn check_nulls(read: &Value, expected: &Value) {
    let without = thing(read).without_nulls();
    assert_eq!(&to_value(&without), expected, "{read}");
    let text = toml::to_string(&without).expect("TOML can hold what has no nulls");
    let back: Thing = toml::from_str(&text).expect("it was just written");
    assert_eq!(&to_value(&back), expected, "{text}");
    assert_eq!(back, without);
}

#[test]
fn formats_without_null_can_hold_models_without_nulls() {
    let value = json!({
        "@odata.etag": "e", "text": null, "flag": true, "small": "5", "large": 1_u64 << 60, "float": 1.5, "decimal": 1.25,
        "json": {"a": null, "b": [1, null, {"c": null, "d": [null]}]}, "created": "2020-01-01T00:00:00Z", "urgency": null,
        "texts": ["a", null, 5], "numbers": [1, null, 2], "values": [1, null, {"x": null}], "password": null,
        "rule": {"name": null, "inner": {"name": "i", "others": null, "x": null}},
        "rules": [{"name": null}, null, {"name": "b"}, 5],
        "policy": {"@odata.type": "#sample.pinPolicy", "minimum": null, "nested": {"name": null}},
        "owner": {"id": null, "x": [null]}, "members": null, "unknown": null, "other": {"a": null, "b": [{"c": null}]}
    });
    toml::to_string(&thing(&value)).expect_err("TOML has no null");
    check_nulls(
        &value,
        &json!({
            "@odata.etag": "e", "flag": true, "small": "5", "large": 1_u64 << 60, "float": 1.5, "decimal": 1.25,
            "json": {"b": [1, {"d": []}]}, "created": "2020-01-01T00:00:00Z", "texts": ["a", 5], "numbers": [1, 2],
            "values": [1, {}], "rule": {"inner": {"name": "i"}}, "rules": [{}, {"name": "b"}, 5],
            "policy": {"@odata.type": "#sample.pinPolicy", "nested": {}}, "owner": {"x": []}, "other": {"b": [{}]}
        }),
    );
}

#[test]
fn what_was_kept_stays_kept_without_its_nulls() {
    check_nulls(&json!({"json": null, "id": null, "members": null, "texts": null}), &json!({}));
    check_nulls(&json!({"texts": [null], "rules": [null]}), &json!({"texts": [], "rules": []}));
    check_nulls(
        &json!({"text": {"a": null, "b": 1}, "rule": [null, 1]}),
        &json!({"text": {"b": 1}, "rule": [1]}),
    );
    check_nulls(&json!({"rules": {"name": null, "x": 1}}), &json!({"rules": {"x": 1}}));
    check_nulls(
        &json!({"rules": [null, "x", {"name": null}, null, "y", {"name": "z"}]}),
        &json!({"rules": ["x", {}, "y", {"name": "z"}]}),
    );
    let odd: Vec<String> = thing(&json!({"rules": [null, "x", {"name": null}, null, "y"]}))
        .without_nulls()
        .misfits()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(odd, ["value of another kind at rules[0]", "value of another kind at rules[2]"]);
    let untouched =
        json!({"@odata.type": "sample.thing", "text": "t", "small": "5", "texts": ["a", 1], "x": {"y": [1]}});
    check_nulls(&untouched, &untouched);
    assert!(!thing(&json!({"text": null})).without_nulls().is_null(Thing::TEXT));
}

#[test]
fn nulls_of_wide_types_are_left_out_too() {
    let mut thing = Thing::default();
    thing.set_null(Thing::PASSWORD);
    thing.rest.set_type_name("#sample.other");
    assert_eq!(to_value(&thing.without_nulls()), json!({"@odata.type": "#sample.other"}));
}
