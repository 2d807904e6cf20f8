//! Input that nobody wishes for.

mod sample;

use std::fmt::Write;

use msgraph_core::{Page, from_json, from_json_envelope, page_from_json, to_json, to_value};
use sample::{AnyPolicy, Rule, Thing};
use serde_json::json;

#[test]
fn nesting_is_bounded() {
    for (open, close) in [(r#"{"inner":"#, "}"), (r#"{"others":[{"inner":"#, "}]}"), (r#"{"x":["#, "]}")] {
        let deep = |depth: usize| format!("{}{{}}{}", open.repeat(depth), close.repeat(depth));
        from_json::<Rule>(deep(20).as_bytes()).expect("not deep");
        from_json::<Rule>(deep(100_000).as_bytes()).expect_err("too deep");
    }
    let in_decimal = format!(r#"{{"decimal":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    from_json::<Thing>(in_decimal.as_bytes()).expect_err("too deep");
    let in_related = format!(r#"{{"owner":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    from_json::<Thing>(in_related.as_bytes()).expect_err("too deep");
}

#[test]
fn what_is_no_object_is_an_error() {
    for text in [
        "",
        "[]",
        "null",
        "5",
        "\"x\"",
        "{",
        r#"{"a":1"#,
        r#"{"a":1}x"#,
        "\u{feff}",
        "{}\u{feff}",
        "<html>",
        r#"{"text":"\ud800"#,
        r#"{"text":"\ud8"}"#,
    ] {
        from_json::<Thing>(text.as_bytes()).expect_err(text);
        from_json::<AnyPolicy>(text.as_bytes()).expect_err(text);
        serde_json::from_str::<Thing>(text).expect_err(text);
    }
    from_json::<Thing>(&[b'{', 0xff]).expect_err("no UTF-8");
}

#[test]
fn byte_order_marks_before_a_text_are_passed_over() {
    for mark in ["\u{feff}", "\u{feff}\r\n\u{feff}"] {
        let text = |json: &str| [mark, json].concat().into_bytes();
        let thing: Thing = from_json(&text(r#"{"text":"a"}"#)).expect("an object");
        assert_eq!(thing.text.as_deref(), Some("a"));
        from_json::<AnyPolicy>(&text("{}")).expect("an object");
        assert_eq!(from_json_envelope::<i32>(&text(r#"{"value":7}"#)).expect("a number"), Some(7));
        assert_eq!(page_from_json::<Thing>(&text(r#"{"value":[{}]}"#)).expect("a page").value.len(), 1);
    }
}

#[test]
fn errors_say_what_was_expected() {
    let check = |error: String, expected: &str| assert!(error.contains(expected), "{error}");
    let text = |error: serde_json::Error| error.to_string();
    check(text(serde_json::from_str::<Thing>("5").expect_err("a number")), "an object of type sample.thing");
    check(
        text(serde_json::from_str::<msgraph_core::Guid>("5").expect_err("a number")),
        "a value of type Guid",
    );
    check(text(page_from_json::<Thing>(b"[]").expect_err("a list")), "an object with a member `value`");
    check(text(page_from_json::<Thing>(br#"{"value":1}"#).expect_err("a number")), "a list");
    check(
        text(page_from_json::<String>(br#"{"value":{}}"#).expect_err("an object")),
        "of another kind than expected",
    );
    check(text(from_json::<Thing>(b"5").expect_err("a number")), "the JSON value is not of the type `");
    check(text(from_json::<Thing>(br#"{"text":"\ud800"#).expect_err("cut off")), "EOF");
}

#[test]
fn annotations_of_a_page_are_taken_by_kind() {
    let text = br#"{"@odata.count":1.5,"@odata.nextLink":1,"@odata.deltaLink":null,"x":2,"value":[]}"#;
    let page: Page<Thing> = page_from_json(text).expect("a page");
    assert_eq!((page.count, &page.next_link, &page.delta_link), (None, &None, &None));
    assert_eq!(page.rest.len(), 4);
    let text = br#"{"value":[],"@odata.count":3,"@odata.nextLink":"n","@odata.deltaLink":"d","x":2}"#;
    let page: Page<Thing> = page_from_json(text).expect("a page");
    assert_eq!(
        (page.count, page.next_link.as_deref(), page.delta_link.as_deref()),
        (Some(3), Some("n"), Some("d"))
    );
    assert_eq!(page.rest.len(), 1);
    assert_eq!(
        format!("{page:?}"),
        r#"Page { value: [], next_link: true, delta_link: true, count: Some(3), rest: ["x"], malformed: 0 }"#
    );
}

#[test]
fn items_of_a_page_may_have_their_members_in_any_order() {
    let text = br#"{"value":[{"id":"1","text":"a","small":1},{"text":"b","id":"2"},{"small":3,"flag":true,"id":"3","x":1},{"id":"4","small":4},{}]}"#;
    let page: Page<Thing> = page_from_json(text).expect("a page");
    let expected = json!([
        {"id": "1", "text": "a", "small": 1}, {"id": "2", "text": "b"}, {"id": "3", "flag": true, "small": 3, "x": 1},
        {"id": "4", "small": 4}, {}
    ]);
    assert_eq!(json!(page.value.iter().map(|thing| to_value(thing)).collect::<Vec<_>>()), expected);
}

#[test]
fn half_a_character_does_not_cost_the_page() {
    let text =
        r#"{"@odata.context":"c","value":[{"text":"cut \ud83d"},{"text":"\ud83d\ude00","x":"\udc00"}]}"#;
    let page: Page<Thing> = page_from_json(text.as_bytes()).expect("a page");
    let texts: Vec<_> = page.value.iter().map(|thing| thing.text.as_deref()).collect();
    assert_eq!(texts, [Some("cut \u{fffd}"), Some("\u{1f600}")]);
    assert_eq!(page.value[1].rest.unknown()["x"], "\u{fffd}");
    assert_eq!(page.rest["@odata.context"], "c");
    let item: Thing = from_json(br#"{"text":"cut \ud83d"}"#).expect("an object");
    assert_eq!(item, page.value[0]);
    assert_eq!(
        from_json_envelope::<String>(br#"{"value":"\udfff"}"#).expect("a text").as_deref(),
        Some("\u{fffd}")
    );
}

#[test]
fn pages_without_a_list_are_errors() {
    for text in [
        "{}",
        r#"{"value":{}}"#,
        r#"{"value":null}"#,
        r#"{"value":1}"#,
        r#"{"error":{"code":"x"}}"#,
        "[]",
        r#"{"value":[],"value":[]}"#,
    ] {
        page_from_json::<Thing>(text.as_bytes()).expect_err(text);
        serde_json::from_str::<Page<Thing>>(text).expect_err(text);
    }
}

#[test]
fn other_elements_of_a_page_are_put_aside() {
    let page: Page<Thing> =
        page_from_json(br#"{"value":[{"id":"1"},null,"x",[{}],{"id":"2"}]}"#).expect("a page");
    assert_eq!(page.value.len(), 2);
    assert_eq!(page.malformed, [json!(null), json!("x"), json!([{}])]);
    let page: Page<String> = page_from_json(br#"{"value":["a",null,{},"b"]}"#).expect("a page");
    assert_eq!((page.value, page.malformed), (vec!["a".into(), "b".into()], vec![json!(null), json!({})]));
    let page: Page<i64> = page_from_json(br#"{"value":[1,"x","2"]}"#).expect("a page");
    assert_eq!((page.value, page.malformed), (vec![1, 2], vec![json!("x")]));
}

#[test]
fn envelopes() {
    assert_eq!(
        from_json_envelope::<String>(br#"{"@odata.context":"c","value":"x"}"#).expect("a text").as_deref(),
        Some("x")
    );
    assert_eq!(from_json_envelope::<bool>(br#"{"value":true}"#).expect("a boolean"), Some(true));
    assert_eq!(from_json_envelope::<i64>(br#"{"value":null}"#).expect("null"), None);
    assert_eq!(
        from_json_envelope::<Vec<String>>(br#"{"value":["a"]}"#).expect("texts"),
        Some(vec!["a".to_owned()])
    );
    from_json_envelope::<i64>(br#"{"value":[]}"#).expect_err("a list is no number");
    from_json_envelope::<i64>(br#"{"x":1}"#).expect_err("nothing there");
    assert_eq!(page_from_json::<String>(br#"{"value":["a","b"]}"#).expect("texts").value, ["a", "b"]);
}

#[test]
fn names_that_no_member_has() {
    for name in ["", "rest", "base", "@odata.type.x", "__proto__", "text\u{0}", "TEXT", "@"] {
        let value = json!({ name: {"a": [1, null]}, "text": "t" });
        let thing: Thing = from_json(value.to_string().as_bytes()).expect("an object");
        assert_eq!(to_value(&thing), value, "{name:?}");
    }
}

#[test]
fn many_unknown_and_equal_keys_take_linear_time() {
    let mut text = String::from("{");
    for number in 0..200_000 {
        write!(text, r#""k{}":1,"same":{number},"small":"{number}","text":{{}},"#, number % 150_000)
            .expect("memory");
    }
    text.push_str(r#""id":"1"}"#);
    let thing: Thing = from_json(text.as_bytes()).expect("an object");
    assert_eq!(thing.rest.unknown().len(), 150_001);
    assert_eq!((thing.rest.unknown()["same"].as_u64(), thing.small), (Some(199_999), Some(199_999)));
}

#[test]
fn a_page_of_fifty_megabytes() {
    let item = format!(
        r##"{{"@odata.type":"#sample.pinPolicy","id":"1","displayName":"{}","minimum":4,"unknown":[1,2,3]}}"##,
        "x".repeat(900)
    );
    let count = 50 * 1024 * 1024 / (item.len() + 1);
    let text = format!(r#"{{"value":[{}]}}"#, vec![item.as_str(); count].join(","));
    let page: Page<AnyPolicy> = page_from_json(text.as_bytes()).expect("a page");
    assert_eq!(page.value.len(), count);
    assert!(page.value.iter().all(|policy| matches!(policy, AnyPolicy::PinPolicy(_))));
    assert_eq!(serde_json::to_vec(&page).expect("JSON").len(), text.len());
}

#[test]
fn numbers_beyond_all_types() {
    let text = r#"{"small":99999999999999999999,"large":99999999999999999999,"float":1e400,"numbers":[18446744073709551615]}"#;
    // A number that no f64 holds is no JSON for serde_json, wherever it stands.
    from_json::<Thing>(text.as_bytes()).expect_err("1e400");
    let text = text.replace("1e400", "1e300");
    let thing: Thing = from_json(text.as_bytes()).expect("an object");
    assert_eq!((thing.small, thing.large, thing.float), (None, None, Some(1e300)));
    let expected: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(to_value(&thing), expected);
    assert!(to_json(&thing).is_ok());
}
