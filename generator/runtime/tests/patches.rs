//! What `Patch::between` says of two states of an object.

mod sample;

use msgraph_core::{Patch, from_json, to_value};
use sample::{AnyPolicy, Thing};
use serde_json::{Value, json};

fn thing(value: &Value) -> Thing {
    from_json(value.to_string().as_bytes()).expect("an object")
}

/// The patch, and that nothing is in it where nothing changes.
fn check(before: &Value, after: &Value, expected: &Value) {
    let patch = Patch::between(&thing(before), &thing(after));
    assert_eq!(&Value::Object(patch.members().clone()), expected, "{before} to {after}");
    assert!(Patch::between(&thing(after), &thing(after)).is_empty());
}

#[test]
fn the_type_of_a_value_goes_with_it() {
    check(
        &json!({"lookupId@odata.type": "Collection(Edm.Int32)", "lookupId": [11, 12], "same@odata.type": "#Int64", "same": 1}),
        &json!({"lookupId@odata.type": "Collection(Edm.Int32)", "lookupId": [11], "same@odata.type": "#Int64", "same": 1}),
        &json!({"lookupId@odata.type": "Collection(Edm.Int32)", "lookupId": [11]}),
    );
    check(
        &json!({}),
        &json!({"size@odata.type": "#Int64", "size": 5, "texts@odata.type": "#Collection(String)", "texts": ["a"]}),
        &json!({"size@odata.type": "#Int64", "texts@odata.type": "#Collection(String)", "texts": ["a"], "size": 5}),
    );
    check(
        &json!({"size": 5}),
        &json!({"size@type": "Int64", "size": 6}),
        &json!({"size@type": "Int64", "size": 6}),
    );
}

#[test]
fn so_it_does_at_every_level() {
    let attributes = |projects: &[&str], flag: bool| {
        json!({"customSecurityAttributes": {
            "Engineering": {
                "@odata.type": "#directory.attributeValue",
                "Project@odata.type": "#Collection(String)", "Project": projects,
                "Level@odata.type": "#Int32", "Level": 3,
            },
            "Marketing": {"@odata.type": "#directory.attributeValue", "Flag": flag}
        }})
    };
    check(
        &attributes(&["Baker", "Cascade"], true),
        &attributes(&["Baker"], true),
        &json!({"customSecurityAttributes": {"Engineering": {
            "@odata.type": "#directory.attributeValue", "Project@odata.type": "#Collection(String)", "Project": ["Baker"]
        }}}),
    );
    check(
        &json!({"rule": {"name": "a", "extra@odata.type": "#Guid", "extra": "1", "inner": {"x@odata.type": "#Date", "x": "1"}}}),
        &json!({"rule": {"name": "a", "extra@odata.type": "#Guid", "extra": "2", "inner": {"x@odata.type": "#Date", "x": "2"}}}),
        &json!({"rule": {"extra@odata.type": "#Guid", "extra": "2", "inner": {"x@odata.type": "#Date", "x": "2"}}}),
    );
    check(
        &json!({"rules": [{"x@odata.type": "#Date", "x": "1"}, {"name": "b"}]}),
        &json!({"rules": [{"x@odata.type": "#Date", "x": "2"}, {"name": "b"}]}),
        &json!({"rules": [{"x@odata.type": "#Date", "x": "2"}, {"name": "b"}]}),
    );
}

#[test]
fn another_type_alone_is_a_change() {
    check(
        &json!({"size@odata.type": "#Int32", "size": 5}),
        &json!({"size@odata.type": "#Int64", "size": 5}),
        &json!({"size@odata.type": "#Int64", "size": 5}),
    );
    check(
        &json!({"x@odata.type": "#a", "x": {"a": 1}}),
        &json!({"x@odata.type": "#b", "x": {"a": 1}}),
        &json!({"x@odata.type": "#b", "x": {"a": 1}}),
    );
    for name in ["@odata.type", "@type"] {
        check(
            &json!({"x": {name: "#a", "a": 1, "b": 1}}),
            &json!({"x": {name: "#b", "a": 1, "b": 2}}),
            &json!({"x": {name: "#b", "a": 1, "b": 2}}),
        );
        check(
            &json!({"x": {name: "#a", "a": 1, "b": 1}}),
            &json!({"x": {name: "#a", "a": 1, "b": 2}}),
            &json!({"x": {name: "#a", "b": 2}}),
        );
    }
}

#[test]
fn links_and_terms_of_others_are_changes() {
    check(
        &json!({"text": "a"}),
        &json!({"text": "a", "owner@odata.bind": "https://example.com/things('1')", "rule": {"next@odata.bind": "u"}}),
        &json!({"owner@odata.bind": "https://example.com/things('1')", "rule": {"next@odata.bind": "u"}}),
    );
    check(
        &json!({"members@odata.bind": ["a"]}),
        &json!({"members@odata.bind": ["a", "b"], "@sample.conflictBehavior": "rename"}),
        &json!({"members@odata.bind": ["a", "b"], "@sample.conflictBehavior": "rename"}),
    );
    check(
        &json!({"text@sample.reason": "r", "text": "a", "flag@sample.reason": "f", "flag": true}),
        &json!({"text@sample.reason": "r", "text": "b", "flag@sample.reason": "f", "flag": true}),
        &json!({"text@sample.reason": "r", "text": "b"}),
    );
    check(&json!({"owner@odata.bind": "a", "@sample.tips": "t"}), &json!({}), &json!({}));
    check(&json!({"x@sample.reason": "r", "x": 1}), &json!({}), &json!({"x": null}));
}

#[test]
fn addresses_as_keys_are_members() {
    check(
        &json!({"roles": {"a@example.com": "owner", "b@example.com": "member", "c@example.com": "member"}}),
        &json!({"roles": {"a@example.com": "member", "b@example.com": "member", "d@example.com": "member"}}),
        &json!({"roles": {"a@example.com": "member", "d@example.com": "member", "c@example.com": null}}),
    );
}

#[test]
fn what_the_service_says_of_its_response_is_left_out() {
    check(
        &json!({"@odata.etag": "1", "members@odata.count": 1, "texts": ["a"]}),
        &json!({
            "@odata.etag": "2", "@odata.context": "c", "@odata.id": "i", "members@odata.count": 2, "members@odata.nextLink": "n",
            "texts@odata.type": "#Collection(String)", "texts@odata.navigationLink": "l", "texts": ["b"],
            "#sample.restore": {"target": "t"}, "created@odata.type": "#DateTimeOffset", "created": "2020-01-01T00:00:00Z"
        }),
        &json!({"texts@odata.type": "#Collection(String)", "texts": ["b"]}),
    );
}

#[test]
fn what_is_gone_becomes_null_without_its_annotations() {
    check(
        &json!({"x@odata.type": "#Int64", "x": 1, "y@odata.type": "#Int64", "y": 2, "z": null}),
        &json!({"x@odata.type": "#Int64", "y@odata.type": "#Int64", "y": null}),
        &json!({"y@odata.type": "#Int64", "y": null, "x": null}),
    );
}

#[test]
fn any_types_keep_them_too() {
    let policy = |size: i64| -> AnyPolicy {
        let value =
            json!({"@odata.type": "#sample.pinPolicy", "x@odata.type": "#Int64", "x": size, "minimum": 1});
        from_json(value.to_string().as_bytes()).expect("an object")
    };
    let patch = Patch::between_any(&policy(1), &policy(2));
    assert_eq!(
        Value::Object(patch.members().clone()),
        json!({"@odata.type": "#sample.pinPolicy", "x@odata.type": "#Int64", "x": 2})
    );
    assert!(Patch::between_any(&policy(1), &policy(1)).is_empty());
    let other = |size: i64| -> AnyPolicy {
        from_json(json!({"@odata.type": "#sample.newPolicy", "x": size}).to_string().as_bytes())
            .expect("an object")
    };
    let patch = Patch::between_any(&other(1), &other(2));
    assert_eq!(Value::Object(patch.members().clone()), json!({"@odata.type": "#sample.newPolicy", "x": 2}));
    let plain = |name: &str| -> AnyPolicy {
        from_json(json!({ "displayName": name }).to_string().as_bytes()).expect("an object")
    };
    let patch = Patch::between_any(&plain("a"), &plain("b"));
    assert_eq!(Value::Object(patch.members().clone()), json!({"displayName": "b"}));
    assert_eq!(to_value(&policy(1))["x"], 1);
}
