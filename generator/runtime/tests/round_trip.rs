//! What is read is written back the same, whatever it is.

mod sample;

use msgraph_core::model::Member;
use msgraph_core::{Flags, Kept, Model, ModelExt, Value, from_json, to_json, to_value};
use proptest::prelude::*;
use sample::{Action, AnyPolicy, Rule, Thing, Urgency};
use serde_json::{Map, json};

/// Reads through the text and through the value, and checks that both ways give the same object and write the same JSON.
fn check<T>(value: &Value) -> T
where
    T: Model + PartialEq + std::fmt::Debug + serde::de::DeserializeOwned + serde::Serialize,
    Option<T>: Member,
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

fn malformed(thing: &Thing) -> Vec<&'static str> {
    thing.rest.malformed().filter_map(|(index, _)| thing.shape().member_name(index)).collect()
}

fn coerced(thing: &Thing) -> Vec<&'static str> {
    let coerced = thing.rest.kept().filter(|(_, kept)| matches!(kept, Kept::Coerced { .. }));
    coerced.filter_map(|(index, _)| thing.shape().member_name(index)).collect()
}

#[test]
fn every_kind_of_value() {
    let thing: Thing = check(&json!({
        "@odata.context": "c", "@odata.type": "#sample.thing", "@odata.etag": "W/\"1\"", "id": "1", "text": "t",
        "flag": false, "small": -1, "large": 9_007_199_254_740_993_i64, "float": 1.5, "decimal": 1.25,
        "json": {"a": [1]}, "created": "2020-01-01T00:00:00Z", "day": "2020-01-01", "time": "12:00:00",
        "duration": "-PT15M", "guid": "0123abcd-0000-0000-0000-000000000000", "binary": "AQI=", "content": "AQI=",
        "urgency": "high", "actions": "wipe,lock", "texts": ["a", "b"], "numbers": [1, 2],
        "urgencies": ["low", "high"], "values": [1, null, {}],
        "rule": {"name": "r", "inner": {"name": "i"}, "others": [{}, {"name": "o"}]}, "rules": [{"name": "a"}, {}],
        "policy": {"@odata.type": "#sample.pinPolicy", "minimum": 4}, "policies": [{"displayName": "p"}],
        "password": "secret", "owner": {"id": "2"}, "members@odata.count": 2, "members": [{"id": "3"}],
        "unknown": {"x": [null]}
    }));
    assert_eq!(thing.id.as_deref(), Some("1"));
    assert_eq!(thing.large, Some(9_007_199_254_740_993));
    assert!(matches!(&thing.policy, Some(AnyPolicy::PinPolicy(pin)) if pin.minimum == Some(4)));
    assert_eq!(thing.owner.get().expect("an entity").expect("is there").id.as_deref(), Some("2"));
    assert_eq!(thing.rest.kept().count(), 0);
    assert_eq!(
        thing.rest.unknown().keys().collect::<Vec<_>>(),
        ["@odata.context", "@odata.etag", "members@odata.count", "unknown"]
    );
}

#[test]
fn values_in_another_form_are_read_and_written_back_as_they_were() {
    let value = json!({
        "text": 5, "flag": "True", "small": "7", "large": "9007199254740993", "float": 2, "decimal": "1.5",
        "urgency": "HIGH", "actions": "wipe, lock", "numbers": [1, "2", 3], "urgencies": ["low", "High"], "texts": ["a", 1, "b", true]
    });
    let mut thing: Thing = check(&value);
    assert_eq!(thing.large, Some(9_007_199_254_740_993));
    assert_eq!(thing.urgency, Some(Urgency::High));
    assert_eq!(thing.actions, Some(Flags::from([Action::Wipe, Action::Lock])));
    assert_eq!(thing.numbers.as_deref(), Some([1, 2, 3].as_slice()));
    assert_eq!(thing.texts.as_ref().map(|texts| texts.join(" ")).as_deref(), Some("a 1 b true"));
    assert_eq!(coerced(&thing).len(), 11);
    assert!(malformed(&thing).is_empty());

    thing.small = Some(8);
    thing.flag = None;
    let written = to_value(&thing);
    assert_eq!(written["small"], json!(8), "a new value wins over the form that was read");
    assert_eq!(written.get("flag"), None, "so does none");
    assert_eq!(written["large"], json!("9007199254740993"));
}

#[test]
fn values_of_the_wrong_kind_are_kept() {
    let value = json!({
        "id": {}, "text": ["t"], "flag": 1, "small": 3_000_000_000_i64, "large": {}, "float": "much", "decimal": {"a": 1},
        "created": 5, "urgency": 1, "actions": ["wipe"], "texts": {"a": 1}, "numbers": "two", "urgencies": 1,
        "rule": "r", "rules": 5, "policy": [], "policies": "p", "password": [null], "guid": false, "binary": [1]
    });
    let mut thing: Thing = check(&value);
    assert_eq!(malformed(&thing).len(), value.as_object().map_or(0, Map::len));
    assert_eq!((thing.id.as_ref(), thing.rules.as_ref()), (None, None));

    thing.small = Some(8);
    assert_eq!(to_value(&thing)["small"], json!(8), "a new value wins over the malformed one");
    thing.unset(Thing::FLAG);
    assert_eq!(to_value(&thing).get("flag"), None);
}

#[test]
fn an_odd_element_hides_none_of_its_neighbours() {
    let value = json!({
        "texts": ["a", null, "b", {"c": 1}, 5, ["d"]], "numbers": [null, 1, "2", "three", 4, 5.5], "urgencies": ["low", 1, "HIGH"],
        "rules": [{"name": "a"}, null, {"name": "b", "others": [5, {"name": "c"}, null]}, "x", [{}]],
        "policies": [null, {"@odata.type": "#sample.pinPolicy", "minimum": 1}, 1], "values": [null, 1]
    });
    let mut thing: Thing = check(&value);
    assert_eq!(thing.texts.as_deref(), Some(["a", "b", "5"].map(str::to_owned).as_slice()));
    assert_eq!(thing.numbers.as_deref(), Some([1, 2, 4].as_slice()));
    assert_eq!(thing.urgencies.as_deref(), Some([Urgency::Low, Urgency::High].as_slice()));
    let names = |rules: Option<&[Rule]>| {
        rules.unwrap_or_default().iter().filter_map(|rule| rule.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(thing.rules.as_deref()), ["a", "b"]);
    assert_eq!(names(thing.rules.as_ref().and_then(|rules| rules[1].others.as_deref())), ["c"]);
    assert!(matches!(thing.policies.as_deref(), Some([AnyPolicy::PinPolicy(pin)]) if pin.minimum == Some(1)));
    assert_eq!(thing.values.as_ref().map(Vec::len), Some(2));
    let odd: Vec<String> = thing.rest.malformed().map(|(_, value)| value.to_string()).collect();
    assert_eq!(
        odd,
        [
            "null",
            r#"{"c":1}"#,
            r#"["d"]"#,
            "null",
            r#""three""#,
            "5.5",
            "1",
            "null",
            r#""x""#,
            "[{}]",
            "null",
            "1"
        ]
    );

    thing.texts = Some(vec!["new".into()]);
    thing.rules.get_or_insert_default()[0].name = Some("z".into());
    let written = to_value(&thing);
    assert_eq!(written["texts"], json!(["new"]), "a new list wins over what was read");
    assert_eq!(written["rules"][0], json!({"name": "z"}));
    assert_eq!(written["numbers"], value["numbers"]);
}

#[test]
fn lists_of_odd_elements_alone_are_empty() {
    let value = json!({"texts": [null], "numbers": ["one", {}], "rules": [null, 5], "urgencies": []});
    let thing: Thing = check(&value);
    assert_eq!(
        (thing.texts.as_deref(), thing.numbers.as_deref()),
        (Some([].as_slice()), Some([].as_slice()))
    );
    assert_eq!(thing.rules.as_ref().map(Vec::len), Some(0));
    assert_ne!(thing, check::<Thing>(&json!({"texts": [], "numbers": [], "rules": [], "urgencies": []})));
}

#[test]
fn one_value_is_a_list_of_one() {
    let value = json!({
        "texts": "a", "numbers": "7", "urgencies": "HIGH", "values": {"a": [1]}, "rules": {"name": "r", "x": null},
        "policies": {"@odata.type": "#sample.pinPolicy", "minimum": 1, "colour": "red"}
    });
    let mut thing: Thing = check(&value);
    assert_eq!(thing.texts.as_deref(), Some(["a".to_owned()].as_slice()));
    assert_eq!(thing.numbers.as_deref(), Some([7].as_slice()));
    assert_eq!(thing.urgencies.as_deref(), Some([Urgency::High].as_slice()));
    assert_eq!(thing.values.as_deref(), Some([json!({"a": [1]})].as_slice()));
    assert!(matches!(thing.rules.as_deref(), Some([rule]) if rule.name.as_deref() == Some("r")));
    assert!(matches!(thing.policies.as_deref(), Some([AnyPolicy::PinPolicy(pin)]) if pin.minimum == Some(1)));
    assert!(malformed(&thing).is_empty());

    thing.texts.get_or_insert_default().push("b".into());
    assert_eq!(to_value(&thing)["texts"], json!(["a", "b"]));
    for other in [json!(true), json!(1.5), json!([[1]])] {
        let thing: Thing = check(&json!({ "values": other }));
        assert_eq!(thing.values.as_ref().map(Vec::len), Some(1));
    }
    assert_eq!(check::<Thing>(&json!({"texts": null, "rules": null})).texts, None);
}

#[test]
fn relationships_hide_no_neighbours_either() {
    let mut thing: Thing = check(&json!({"members": [{"displayName": "a"}, null, 5, {"displayName": "b"}]}));
    assert_eq!(thing.members.get().expect("policies").map(|policies| policies.len()), Some(2));
    thing.members.set_raw(Some(json!({"displayName": "a"})));
    assert_eq!(thing.members.get().expect("policies").map(|policies| policies.len()), Some(1));
}

#[test]
fn numbers_without_a_type_of_their_own() {
    let value = json!({"float": i64::MAX, "large": "1e3"});
    let thing: Thing = check(&value);
    assert_eq!((thing.float, thing.large), (Some(9_223_372_036_854_775_807.0), Some(1000)));
    for (text, float) in [
        ("18446744073709551615", 18_446_744_073_709_551_615.0),
        ("-9007199254740993", -9_007_199_254_740_992.0),
        (r#""Infinity""#, f64::INFINITY),
        (r#""-Infinity""#, f64::NEG_INFINITY),
        (r#""INF""#, f64::INFINITY),
        ("1.7976931348623157E+308", f64::MAX),
        ("5E-324", 5e-324),
        ("1E+2", 100.0),
    ] {
        let value: Value = serde_json::from_str(&format!(r#"{{"float":{text}}}"#)).expect("JSON");
        let thing: Thing = check(&value);
        assert_eq!(thing.float, Some(float), "{text}");
        assert_eq!(thing.misfits(), [], "{text}");
    }
}

#[test]
fn decimals_keep_their_digits() {
    let text = r#"{"decimal":79228162514264337593543950335.123456789}"#;
    let thing: Thing = from_json(text.as_bytes()).expect("an object");
    assert_eq!(
        thing.decimal.as_ref().map(msgraph_core::Decimal::as_str),
        Some("79228162514264337593543950335.123456789")
    );
    assert_eq!(String::from_utf8(to_json(&thing).expect("JSON")).expect("text"), text);
    let through_serde: Thing = serde_json::from_str(text).expect("an object");
    assert_eq!(serde_json::to_string(&through_serde).expect("JSON"), text);
}

#[test]
fn the_last_of_equal_keys_wins() {
    let check = |text: &str, expected: Value| {
        let thing: Thing = from_json(text.as_bytes()).expect("an object");
        assert_eq!(to_value(&thing), expected, "{text}");
    };
    check(r#"{"text":"a","text":"b"}"#, json!({"text": "b"}));
    check(r#"{"text":"a","text":null}"#, json!({"text": null}));
    check(r#"{"text":null,"text":"a"}"#, json!({"text": "a"}));
    check(r#"{"text":"a","text":{}}"#, json!({"text": {}}));
    check(r#"{"text":{},"text":"a"}"#, json!({"text": "a"}));
    check(r#"{"small":"1","small":2}"#, json!({"small": 2}));
    check(r#"{"rule":{"name":"a"},"rule":{}}"#, json!({"rule": {}}));
    check(r#"{"rules":[{}],"rules":[1]}"#, json!({"rules": [1]}));
    check(r#"{"rules":[1,{}],"rules":[{}]}"#, json!({"rules": [{}]}));
    check(r#"{"texts":["a",null],"texts":null}"#, json!({"texts": null}));
    check(r#"{"texts":["a",null],"texts":"b"}"#, json!({"texts": "b"}));
    check(r#"{"texts":{},"texts":["b",null]}"#, json!({"texts": ["b", null]}));
    check(r#"{"x":1,"x":2}"#, json!({"x": 2}));
    check(r##"{"@odata.type":"a","@odata.type":"#sample.thing"}"##, json!({"@odata.type": "#sample.thing"}));
}

/// Any JSON, with keys and texts that the sample types know more often than chance would have it.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("#sample.pinPolicy"),
        Just("sample.mailPolicy"),
        Just("#sample.other"),
        Just("high"),
        Just("HIGH"),
        Just("wipe,lock"),
        Just("lock , wipe"),
        Just("12"),
        Just("1.50"),
        Just("INF"),
        Just("true"),
        Just("2020-01-01"),
        Just("'")
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-9_i32..9).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(|number: f64| Value::from(number)),
        (-9_i32..9).prop_map(|number| Value::from(f64::from(number))),
        word.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    const KEYS: &str = "@odata.type @odata.etag members@odata.count id text flag small large float decimal json created day \
        time duration guid binary content urgency actions texts numbers urgencies values rule rules policy policies \
        password owner members name inner others displayName version minimum nested server";
    let known = prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => ".{0,6}"]
}

fn any_object() -> impl Strategy<Value = Value> {
    prop::collection::vec((key(), any_json()), 0..16)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_object_as_a_thing(value in any_object()) {
        check::<Thing>(&value);
    }

    #[test]
    fn any_object_as_a_policy(value in any_object()) {
        check::<AnyPolicy>(&value);
    }

    #[test]
    fn any_object_as_a_rule(value in any_object()) {
        check::<Rule>(&value);
    }
}
