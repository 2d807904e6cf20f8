//! Absent, null and value; equality; what `Debug` shows.
#![allow(clippy::field_reassign_with_default, reason = "inherited fields cannot be named in an initializer")]

mod sample;

use msgraph_core::{ModelExt, Related, Rest, from_json, to_value};
use sample::{AnyPolicy, Entity, Policy, Rule, Thing};
use serde_json::json;

fn thing(text: &str) -> Thing {
    from_json(text.as_bytes()).expect("an object")
}

#[test]
fn absent_null_and_value_are_told_apart() {
    let read = thing(r#"{"text":null,"flag":true}"#);
    assert!(read.is_null(Thing::TEXT) && !read.is_null(Thing::FLAG) && !read.is_null(Thing::SMALL));
    assert_eq!((read.text.as_deref(), read.flag, read.small), (None, Some(true), None));
    assert_ne!(read, thing(r#"{"flag":true}"#));
    assert_eq!(read, thing(r#"{"flag":true,"text":null}"#));
}

#[test]
fn what_is_set_is_written() {
    let mut thing = Thing::default();
    thing.id = Some("1".into());
    thing.set_null(Thing::TEXT);
    thing.rest.unknown_mut().insert("extra".into(), json!(1));
    assert_eq!(
        to_value(&thing),
        json!({"@odata.type": "#sample.thing", "id": "1", "text": null, "extra": 1})
    );
    thing.text = Some("t".into());
    assert!(!thing.is_null(Thing::TEXT), "a value wins over null");
    thing.set_null(Thing::TEXT);
    assert!(thing.text.is_none() && thing.is_null(Thing::TEXT));
}

#[test]
fn extras_are_annotations_and_unknown_members() {
    let mut read = thing(r#"{"@odata.etag":"e","members@odata.count":3,"new":[1]}"#);
    assert_eq!(read.extra("@odata.etag"), Some(&json!("e")));
    assert_eq!(read.extra("members@odata.count"), Some(&json!(3)));
    assert_eq!(read.extra("text"), None);
    read.set_extra("new", 2);
    assert_eq!(read.extra("new"), Some(&json!(2)));
}

#[test]
fn equality_does_not_ask_for_the_form() {
    assert_eq!(thing(r#"{"small":"1","a":1,"b":2}"#), thing(r#"{"b":2,"a":1,"small":1}"#));
    assert_eq!(thing(r##"{"@odata.type":"#sample.thing"}"##), Thing::default());
    assert_ne!(thing(r##"{"@odata.type":"#sample.other"}"##), Thing::default());
    assert_ne!(thing(r#"{"small":{}}"#), thing(r#"{"small":[]}"#));
    assert_ne!(thing(r#"{"rules":[{}]}"#), thing(r#"{"rules":[{},{}]}"#));
    assert_ne!(thing(r#"{"a":1}"#), Thing::default());
    for (left, right) in [
        (r#"{"text":"a"}"#, r#"{"text":"b"}"#),
        (r#"{"text":"a"}"#, r#"{"id":"a"}"#),
        (r#"{"flag":true}"#, r#"{"flag":false}"#),
        (r#"{"large":1}"#, r#"{"large":2}"#),
        (r#"{"float":1}"#, r#"{"float":2}"#),
        (r#"{"json":[1]}"#, r#"{"json":[2]}"#),
        (r#"{"values":[1]}"#, r#"{"values":[2]}"#),
        (r#"{"texts":["a"]}"#, r#"{"texts":["b"]}"#),
        (r#"{"numbers":[1]}"#, r#"{"numbers":[1,2]}"#),
        (r#"{"numbers":[1,3]}"#, r#"{"numbers":[1,2]}"#),
        (r#"{"rule":{"name":"a"}}"#, r#"{"rule":{"name":"b"}}"#),
        (r#"{"rules":[{"name":"a"}]}"#, r#"{"rules":[{"name":"b"}]}"#),
        (r#"{"owner":{"a":1}}"#, r#"{"owner":{"a":2}}"#),
        (r#"{"text":null}"#, r#"{"flag":null}"#),
        (r#"{"text":null}"#, r#"{"text":null,"flag":null}"#),
        (r#"{"text":"a","flag":null}"#, r#"{"text":"a"}"#),
        (r#"{"texts":["a",null]}"#, r#"{"texts":["a"]}"#),
    ] {
        assert_ne!(thing(left), thing(right), "{left} {right}");
        assert_eq!(thing(left), thing(left));
    }
    let policy = |name: &str| -> AnyPolicy {
        let text = format!(r##"{{"@odata.type":"#sample.{name}","minimum":1}}"##);
        from_json(text.as_bytes()).expect("an object")
    };
    assert_ne!(policy("pinPolicy"), policy("mailPolicy"), "they say the same, but are of two types");
    assert_eq!(policy("pinPolicy"), policy("pinPolicy"));
    let mut set = thing(r#"{"text":null,"flag":null}"#);
    set.text = Some("a".into());
    assert_eq!(set, thing(r#"{"text":"a","flag":null}"#), "a value wins over a null");
    assert_ne!(set, thing(r#"{"text":"a"}"#));
}

#[test]
fn debug_shows_what_is_set_and_no_secret() {
    let read = thing(
        r#"{"text":"t","password":"p1","unknownPassword":"p2","owner":{"secret":"p3"},"members":[{"secret":"p4"}],
            "rule":{"name":"r","secret":"p5"},"small":{}}"#,
    );
    let shown = format!("{read:?}");
    assert_eq!(
        shown,
        "thing { text: \"t\", rule: rule { name: \"r\", unknown: [\"secret\"] }, password: ***, owner: related, \
         members: [1 related], small: malformed object, unknown: [\"unknownPassword\"] }"
    );
    assert_eq!(format!("{:?}", thing(r#"{"password":{"a":"p"}}"#)), "thing { password: *** }");
    assert_eq!(format!("{:?}", AnyPolicy::default()), "policy");
    assert_eq!(
        format!("{:?}", thing(r#"{"texts":["a",null,{"p":1}],"rule":[{"p":1}],"flag":7}"#)),
        "thing { texts: [\"a\"], flag: malformed 7, texts: malformed null, texts: malformed object, rule: malformed list }"
    );
}

#[test]
fn debug_of_the_rest_shows_no_value() {
    let read = thing(
        r##"{"@odata.type":"#sample.other","flag":null,"small":"5","password":{"a":"p1"},"texts":["a",{"b":"p2"}],
            "unknownPassword":"p3"}"##,
    );
    assert_eq!(
        format!("{:?}", read.rest_data()),
        "Rest { type_name: Some(\"#sample.other\"), nulls: [3], kept: {4: Coerced(…), 18: Partial(1 of 2…), \
         26: Malformed(…)}, unknown: [\"unknownPassword\"] }"
    );
    assert_eq!(format!("{:?}", Rest::new()), "Rest { nulls: [], kept: {}, unknown: [] }");
}

#[test]
fn relationships_are_decoded_on_demand() {
    let mut thing =
        thing(r##"{"owner":{"id":"1"},"members":[{"@odata.type":"#sample.pinPolicy","minimum":2},{}]}"##);
    assert_eq!(
        thing.owner.get().expect("an entity").and_then(|owner| owner.id.clone()).as_deref(),
        Some("1")
    );
    let members = thing.members.get().expect("policies").expect("there are some");
    assert!(matches!(members.as_slice(), [AnyPolicy::PinPolicy(_), AnyPolicy::Policy(_)]));

    thing.members.set(vec![Policy::default().into()]);
    assert_eq!(thing.members.raw(), Some(&json!([{"@odata.type": "#sample.policy"}])));
    thing.owner.set_raw(Some(json!([1])));
    let error = thing.owner.get().expect_err("a list is no entity");
    assert!(error.to_string().contains("Entity"), "{error}");
    thing.owner.set_raw(None);
    assert!(thing.owner.is_empty() && thing.owner.get() == Ok(None::<Entity>));
    assert_eq!(Related::from(Rule::default()).raw(), Some(&json!({})));
}

#[test]
fn models_can_be_sent_between_threads() {
    fn check<T: Send + Sync + Clone + Default>() {}
    check::<Thing>();
    check::<AnyPolicy>();
    check::<Related<Vec<AnyPolicy>>>();
}
