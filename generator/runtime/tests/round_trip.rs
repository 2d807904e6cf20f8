//! What is read is written back the same, whatever it is.

mod sample;

use msgraph_core::{Value, from_json, to_json, to_value};
use sample::{AnyPolicy, Thing};
use serde_json::json;

/// Reads through the text and through the value, and checks that both ways give the same object and write the same JSON.
fn check<T>(value: &Value) -> T
where
    T: msgraph_core::Model + PartialEq + std::fmt::Debug + serde::de::DeserializeOwned + serde::Serialize,
    Option<T>: msgraph_core::Member,
{
    let text = value.to_string();
    let read: T = from_json(text.as_bytes()).expect("the text is an object");
    let through_serde: T = serde_json::from_value(value.clone()).expect("the value is an object");
    assert_eq!(read, through_serde, "{text}");
    assert_eq!(&to_value(&read), value, "read as {read:?}");
    let written: Value =
        serde_json::from_slice(&to_json(&read).expect("JSON can hold JSON")).expect("it is JSON");
    assert_eq!(&written, value);
    assert_eq!(&serde_json::to_value(&read).expect("JSON can hold JSON"), value);
    read
}

#[test]
fn every_kind_of_value() {
    let thing: Thing = check(&json!({
        "@odata.context": "c", "@odata.type": "#sample.thing", "@odata.etag": "W/\"1\"", "id": "1", "text": "t", "flag": false,
        "small": -1, "large": 9_007_199_254_740_993_i64, "float": 1.5, "decimal": 1.25, "json": {"a": [1]},
        "created": "2020-01-01T00:00:00Z", "day": "2020-01-01", "time": "12:00:00", "duration": "-PT15M",
        "guid": "0123abcd-0000-0000-0000-000000000000", "binary": "AQI=", "content": "AQI=", "urgency": "high",
        "actions": "wipe,lock", "texts": ["a", "b"], "numbers": [1, 2], "urgencies": ["low", "high"], "values": [1, null, {}],
        "rule": {"name": "r", "inner": {"name": "i"}, "others": [{}, {"name": "o"}]}, "rules": [{"name": "a"}, {}],
        "policy": {"@odata.type": "#sample.pinPolicy", "minimum": 4}, "policies": [{"displayName": "p"}],
        "password": "secret", "owner": {"id": "2"}, "members@odata.count": 2, "members": [{"id": "3"}], "unknown": {"x": [null]}
    }));
    assert_eq!(thing.id.as_deref(), Some("1"));
    assert_eq!(thing.large, Some(9_007_199_254_740_993));
    assert!(matches!(&thing.policy, Some(AnyPolicy::PinPolicy(pin)) if pin.minimum == Some(4)));
    assert_eq!(thing.owner.get().expect("an entity").expect("is there").id.as_deref(), Some("2"));
}
