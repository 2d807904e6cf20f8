//! Base types, derived types, and the choice between them.
#![allow(clippy::field_reassign_with_default, reason = "inherited fields cannot be named in an initializer")]

mod sample;

use msgraph_core::{AnyModelExt, Page, Value, from_json, page_from_json, to_value};
use sample::{AnyPolicy, MailPolicy, PinPolicy, Policy};
use serde_json::json;

/// Reads an object as a policy of any kind, and checks that it is written back the same.
fn read(value: &Value) -> AnyPolicy {
    let policy: AnyPolicy = from_json(value.to_string().as_bytes()).expect("an object");
    assert_eq!(&to_value(&policy), value);
    policy
}

#[test]
fn the_type_name_decides_in_any_form_and_place() {
    for name in ["#sample.pinPolicy", "sample.pinPolicy", "#Sample.PinPolicy"] {
        for value in [
            json!({"@odata.type": name, "displayName": "d", "minimum": 4}),
            json!({"@odata.context": "c", "@odata.type": name, "displayName": "d", "minimum": 4}),
            json!({"displayName": "d", "minimum": 4, "version": null, "@odata.type": name, "nested": {"name": "n"}}),
            json!({"minimum": "4", "displayName": "d", "x": [1], "version": {}, "@odata.type": name}),
        ] {
            let policy = read(&value);
            assert_eq!(policy.display_name.as_deref(), Some("d"), "{value}");
            assert!(matches!(&policy, AnyPolicy::PinPolicy(pin) if pin.minimum == Some(4)), "{value}");
        }
    }
}

#[test]
fn without_type_name_the_members_may_prove_the_type() {
    let is_pin = |value: Value| matches!(read(&value), AnyPolicy::PinPolicy(_));
    let is_base = |value: Value| matches!(read(&value), AnyPolicy::Policy(_));
    assert!(is_pin(json!({"displayName": "d", "nested": {"name": "n"}, "minimum": 1, "x": 1})));
    assert!(is_base(json!({"displayName": "d"})));
    assert!(is_base(json!({"minimum": 1})), "two types have it");
    assert!(is_base(json!({"nested": {}, "server": "s"})), "no type has both");
    assert!(is_base(json!({})));
    assert!(
        is_base(json!({"@odata.type": "#sample.policy", "nested": {}})),
        "the name outweighs the members"
    );
}

#[test]
fn unknown_types_keep_their_name_and_data() {
    for name in ["#sample.newPolicy", "#sample.entity", "", "#"] {
        for value in [
            json!({"@odata.type": name, "displayName": "d", "newMember": {"a": 1}, "minimum": 4}),
            json!({"displayName": "d", "newMember": {"a": 1}, "@odata.type": name}),
        ] {
            let policy = read(&value);
            assert!(matches!(policy, AnyPolicy::Unknown(_)), "{value}");
            assert_eq!(policy.type_name(), name);
            assert_eq!(policy.display_name.as_deref(), Some("d"));
            assert_eq!(policy.rest.unknown()["newMember"], json!({"a": 1}));
        }
    }
    let odd = read(&json!({"@odata.type": 5, "minimum": 4}));
    assert!(matches!(odd, AnyPolicy::Policy(_)), "what is no name names no type");
}

#[test]
fn derived_types_made_by_hand_say_their_name() {
    let mut pin = PinPolicy::default();
    pin.display_name = Some("from the base".into());
    pin.minimum = Some(8);
    let expected = json!({"@odata.type": "#sample.pinPolicy", "displayName": "from the base", "minimum": 8});
    assert_eq!(to_value(&pin), expected);
    assert_eq!(to_value(&AnyPolicy::from(pin)), expected);
}

#[test]
fn what_was_read_without_a_name_can_be_given_one() {
    let mut pin: PinPolicy = from_json(br#"{"minimum":1}"#).expect("an object");
    assert_eq!(to_value(&pin), json!({"minimum": 1}));
    pin.rest.forget_type_name();
    assert_eq!(to_value(&pin), json!({"@odata.type": "#sample.pinPolicy", "minimum": 1}));
}

#[test]
fn in_and_out_of_the_choice() {
    let any = AnyPolicy::from(PinPolicy { minimum: Some(1), ..PinPolicy::default() });
    assert_eq!(any.as_type::<PinPolicy>().and_then(|pin| pin.minimum), Some(1));
    assert!(any.as_type::<MailPolicy>().is_none());
    let any = MailPolicy::try_from(any).expect_err("it is another type");
    let pin = PinPolicy::try_from(any).expect("it is this type");
    assert_eq!(pin.minimum, Some(1));
}

#[test]
fn a_page_can_be_read_as_the_base_alone() {
    let value = json!({
        "@odata.context": "c", "@odata.count": 3, "@odata.nextLink": "n", "value": [
            {"@odata.type": "#sample.pinPolicy", "id": "1", "minimum": 1},
            {"@odata.type": "#sample.mailPolicy", "id": "2", "server": "s"},
            {"id": "3"},
            {"@odata.type": "#sample.pinPolicy", "id": "4", "minimum": null},
        ]
    });
    let text = value.to_string().into_bytes();
    let any: Page<AnyPolicy> = page_from_json(&text).expect("a page");
    let base: Page<Policy> = page_from_json(&text).expect("a page");
    let ids =
        |page: &Page<AnyPolicy>| page.value.iter().filter_map(|policy| policy.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&any), ["1", "2", "3", "4"]);
    assert!(matches!(any.value[1], AnyPolicy::MailPolicy(_)));
    assert_eq!(
        (any.count, any.next_link.as_deref(), any.rest["@odata.context"].as_str()),
        (Some(3), Some("n"), Some("c"))
    );
    assert_eq!(serde_json::to_value(&any).expect("JSON"), value);
    assert_eq!(serde_json::to_value(&base).expect("JSON"), value);
    assert_eq!(serde_json::from_slice::<Page<Policy>>(&text).expect("a page"), base);
}
