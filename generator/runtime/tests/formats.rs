//! Models in a format that is not JSON, a binary one that knows lengths beforehand.

mod sample;

use msgraph_core::{Model, Page, from_json, page_to_json, to_json, to_value};
use sample::{AnyPolicy, Rule, Thing, Urgency};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// Writes as `MessagePack`, reads back, and checks that nothing changed.
fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> T {
    let bytes = rmp_serde::to_vec_named(value).expect("MessagePack can hold it");
    let read: T = rmp_serde::from_slice(&bytes).expect("it was just written");
    assert_eq!(&read, value);
    read
}

fn read<T: Model + Default + msgraph_core::Element>(value: &serde_json::Value) -> T {
    from_json(value.to_string().as_bytes()).expect("an object")
}

#[test]
fn objects_go_through_message_pack() {
    let value = json!({
        "@odata.etag": "e", "text": "t", "small": "5", "large": 1_u64 << 60, "float": 2, "decimal": 1.5, "flag": null,
        "urgency": "HIGH", "actions": "wipe,lock", "texts": ["a", 1], "rules": [{"name": "a"}, 5], "rule": {"inner": {}},
        "policy": {"displayName": "d", "@odata.type": "sample.pinPolicy", "minimum": 1}, "x": [null, {"y": 1.5}],
        "json": {"a": [true]}, "owner": {"id": "1"}
    });
    assert_eq!(to_value(&check::<Thing>(&read(&value))), value);
    check::<AnyPolicy>(&read(&json!({"minimum": 1, "@odata.type": "#sample.pinPolicy"})));
    check::<Rule>(&Rule::default());
    check(&Page::<Thing>::new(vec![read(&value), Thing::default()]));
    check(&Urgency::High);
}

/// The writer of JSON text and the serde one say the same.
#[test]
fn json_text_is_what_serde_json_writes() {
    let value = json!({
        "@odata.etag": "e", "text": "a \"b\" \\ \n \u{1} é", "small": "5", "large": 1_u64 << 60, "float": 2, "decimal": 1.5,
        "flag": null, "urgency": "HIGH", "actions": "wipe,lock", "texts": ["a", 1], "numbers": [1, 2],
        "rules": [{"name": "a"}, {"name": null, "x\"y": 1.5}], "rule": {"inner": {}}, "json": {"a": [true]}, "binary": {},
        "policy": {"displayName": "d", "@odata.type": "sample.pinPolicy", "minimum": 1}, "x": [null, {"y": 1.5}],
        "owner": {"id": "1"}
    });
    let thing: Thing = read(&value);
    assert_eq!(to_json(&thing).expect("JSON"), serde_json::to_vec(&thing).expect("JSON"));
    for thing in [Thing::default(), read(&json!({"texts": [], "rules": [], "numbers": []}))] {
        assert_eq!(to_json(&thing).expect("JSON"), serde_json::to_vec(&thing).expect("JSON"));
    }
    let page: Page<Thing> = serde_json::from_value(json!({
        "@odata.context": "c", "@odata.count": 2, "@odata.nextLink": "n", "value": [value, {}]
    }))
    .expect("a page");
    for page in [page, Page::default()] {
        assert_eq!(page_to_json(&page).expect("JSON"), serde_json::to_vec(&page).expect("JSON"));
    }
}

/// The order is that of the documentation: the type name, annotations, members, what is not known.
#[test]
fn members_are_written_in_documented_order() {
    let check = |text: &str, expected: &str| {
        let thing: Thing = from_json(text.as_bytes()).expect("an object");
        assert_eq!(String::from_utf8(to_json(&thing).expect("JSON")).expect("text"), expected);
        assert_eq!(serde_json::to_string(&thing).expect("JSON"), expected);
    };
    check(
        r##"{"zz":1,"members":[],"password":null,"texts":["a",null],"flag":{},"text":null,"small":"5","id":"1","aa":2,
            "members@odata.count":0,"@odata.etag":"e","@odata.type":"#sample.thing"}"##,
        r##"{"@odata.type":"#sample.thing","members@odata.count":0,"@odata.etag":"e","id":"1","text":null,"flag":{},"small":"5","texts":["a",null],"password":null,"members":[],"zz":1,"aa":2}"##,
    );
    check(r#"{"members":null,"id":null}"#, r#"{"id":null,"members":null}"#);
    check(r#"{"x@y":1,"x":2}"#, r#"{"x@y":1,"x":2}"#);
}

#[test]
fn what_is_no_name_is_an_error() {
    let numbers = rmp_serde::to_vec(&std::collections::BTreeMap::from([(1, 2)])).expect("a map");
    let error = rmp_serde::from_slice::<Thing>(&numbers).expect_err("keys are names").to_string();
    assert!(error.contains("the name of a member"), "{error}");
    let bytes = rmp_serde::to_vec_named(&std::collections::BTreeMap::from([("@odata.type", Bytes(&[1]))]))
        .expect("a map");
    let error = rmp_serde::from_slice::<Thing>(&bytes).expect_err("a type name is a text").to_string();
    assert!(error.contains("a type name"), "{error}");
}

#[test]
fn long_decimals_come_back_with_their_digits() {
    let thing: Thing = from_json(br#"{"decimal":0.12345678901234567890123}"#).expect("an object");
    let bytes = rmp_serde::to_vec_named(&thing).expect("MessagePack can hold it");
    let read: Thing = rmp_serde::from_slice(&bytes).expect("it was just written");
    assert_eq!(read.decimal, thing.decimal);
}

#[test]
fn bytes_are_read_as_base64() {
    let bytes = rmp_serde::to_vec_named(&std::collections::BTreeMap::from([("binary", Bytes(&[1, 2]))]))
        .expect("a map");
    let thing: Thing = rmp_serde::from_slice(&bytes).expect("a map");
    assert_eq!(thing.binary.and_then(|binary| binary.bytes().ok()), Some(vec![1, 2]));
}

/// Bytes that are written as such.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}
