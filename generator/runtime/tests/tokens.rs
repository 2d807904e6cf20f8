//! Property tokens: selections, orders, expansions, filters and patches.

mod sample;

use msgraph_core::{Expansion, Filter, Flags, Levels, Ordering, Patch, PropertyPath, Selection, from_json};
use sample::{Action, AnyPolicy, Entity, PinPolicy, Policy, Rule, Thing, Urgency};
use serde_json::json;

fn selected<M>(selection: impl Selection<M>) -> String {
    let mut names = Vec::new();
    selection.add_to(&mut names);
    names.join(",")
}

fn ordered<M>(order: impl Ordering<M>) -> String {
    let mut terms = Vec::new();
    order.add_to(&mut terms);
    terms.join(",")
}

fn expanded<M>(expansion: impl Expansion<M>) -> String {
    let mut terms = Vec::new();
    expansion.add_to(&mut terms);
    terms.join(",")
}

fn check<O>(filter: &Filter<O>, expected: &str) {
    assert_eq!(filter.to_string(), expected);
}

#[test]
fn selections() {
    assert_eq!(selected::<Thing>(Thing::TEXT), "text");
    assert_eq!(selected::<Thing>([Thing::TEXT, Thing::PASSWORD]), "text,password");
    assert_eq!(
        selected::<PinPolicy>((Entity::ID, Policy::DISPLAY_NAME, PinPolicy::MINIMUM)),
        "id,displayName,minimum"
    );
    assert_eq!(selected::<Thing>("id,text"), "id,text");
    assert_eq!(selected::<Thing>(vec!["id".to_owned(), "text".to_owned()]), "id,text");
    assert_eq!(selected::<Thing>((Entity::ID, "extra", ["a", "b"].as_slice())), "id,extra,a,b");
}

#[test]
fn orders() {
    assert_eq!(ordered::<Thing>((Thing::TEXT.desc(), Entity::ID.asc(), Thing::SMALL)), "text desc,id,small");
    assert_eq!(ordered::<Thing>(Thing::RULE.then(Rule::NAME).desc()), "rule/name desc");
    assert_eq!(ordered::<Thing>("text asc"), "text asc");
    assert_eq!(
        ordered::<Thing>((Thing::RULE.then(Rule::NAME), Thing::URGENCY, Thing::CREATED)),
        "rule/name,urgency,created"
    );
    assert_eq!(ordered::<Thing>(Thing::OWNER.then(Entity::ID).asc()), "owner/id");
    assert_eq!(
        ordered::<Thing>([Thing::RULE.then(Rule::NAME), Thing::RULE.then(Rule::INNER).then(Rule::NAME)]),
        "rule/name,rule/inner/name"
    );
}

#[test]
fn expansions() {
    assert_eq!(expanded::<Thing>(Thing::OWNER), "owner");
    let members = Thing::MEMBERS
        .select((Entity::ID, Policy::DISPLAY_NAME))
        .filter(Policy::VERSION.gt(1))
        .filter(Policy::DISPLAY_NAME.eq("a").or(Policy::DISPLAY_NAME.eq("b")))
        .order_by(Policy::VERSION.desc())
        .top(5)
        .skip(1);
    assert_eq!(
        expanded::<Thing>((Thing::OWNER.select(Entity::ID), members, "x")),
        "owner($select=id),members($select=id,displayName;$orderby=version desc;\
         $filter=(version gt 1) and (displayName eq 'a' or displayName eq 'b');$top=5;$skip=1),x"
    );
}

#[test]
fn expansions_know_the_derived_type_that_they_are_cast_to() {
    let pins = Thing::MEMBERS
        .select(Policy::DISPLAY_NAME)
        .cast::<PinPolicy>()
        .select((Entity::ID, PinPolicy::MINIMUM))
        .order_by((PinPolicy::MINIMUM.desc(), PinPolicy::NESTED.then(Rule::NAME)))
        .filter(PinPolicy::MINIMUM.gt(3));
    assert_eq!(
        expanded::<Thing>((Thing::OWNER.cast::<Thing>().expand(Thing::MEMBERS.cast::<AnyPolicy>()), pins)),
        "owner($expand=members),\
         members($select=displayName,id,minimum;$orderby=minimum desc,nested/name;$filter=minimum gt 3)"
    );
    assert_eq!(expanded::<Thing>(Thing::OWNER.cast::<Policy>()), "owner");
}

#[test]
fn expansions_have_levels() {
    assert_eq!(expanded::<Thing>(Thing::OWNER.levels(3)), "owner($levels=3)");
    let all = Thing::OWNER.cast::<Thing>().select(Thing::TEXT).levels(2).levels(Levels::Max).top(1).top(2);
    assert_eq!(expanded::<Thing>(all), "owner($levels=max;$select=text;$top=2)");
}

#[test]
fn comparisons() {
    check(&Thing::TEXT.eq("O'Neil"), "text eq 'O''Neil'");
    check(&Thing::FLAG.ne(true), "flag ne true");
    check(&Thing::LARGE.ge(5), "large ge 5");
    check(&Thing::FLOAT.lt(1.5), "float lt 1.5");
    check(&Thing::CREATED.le("2020-01-01T00:00:00Z"), "created le 2020-01-01T00:00:00Z");
    check(
        &Thing::GUID.eq("0123abcd-0000-0000-0000-000000000000"),
        "guid eq 0123abcd-0000-0000-0000-000000000000",
    );
    check(&Thing::URGENCY.eq(Urgency::High), "urgency eq 'high'");
    check(&Thing::URGENCY.in_([Urgency::High, Urgency::Low]), "urgency in ('high','low')");
    check(&Thing::TEXT.in_(["a", "it's"]), "text in ('a','it''s')");
    check(&Thing::TEXT.starts_with("C'"), "startswith(text,'C''')");
    check(&Thing::RULE.then(Rule::NAME).ends_with("x"), "endswith(rule/name,'x')");
    check(&Thing::TEXT.contains("x"), "contains(text,'x')");
    check(&Thing::POLICY.is_null(), "policy eq null");
    check(&Thing::POLICY.then(Policy::DISPLAY_NAME).is_not_null(), "policy/displayName ne null");
    check(&Thing::OWNER.then(Entity::ID).eq("1"), "owner/id eq '1'");
    check(&PropertyPath::<Thing, String>::raw("a/b").eq("c"), "a/b eq 'c'");
    check(&Thing::ACTIONS.has([Action::Wipe, Action::Lock]), "actions has 'wipe,lock'");
}

#[test]
fn properties_of_derived_types_have_the_name_of_the_type_before_them() {
    let minimum = PinPolicy::MINIMUM.qualified::<Policy>();
    check(&minimum.gt(3), "sample.pinPolicy/minimum gt 3");
    check(
        &minimum.gt(3).and(Policy::DISPLAY_NAME.eq("a")),
        "sample.pinPolicy/minimum gt 3 and displayName eq 'a'",
    );
    check(
        &Thing::MEMBERS.any(|x| x.then(PinPolicy::MINIMUM.qualified::<Policy>()).eq(1)),
        "members/any(x:x/sample.pinPolicy/minimum eq 1)",
    );
    check(
        &Thing::POLICY.then(PinPolicy::MINIMUM.qualified::<Policy>()).eq(1),
        "policy/sample.pinPolicy/minimum eq 1",
    );
    check(&Filter::<Policy>::is_of::<PinPolicy>().not(), "not isof('sample.pinPolicy')");
    assert_eq!(
        ordered::<Policy>(PinPolicy::MINIMUM.qualified::<Policy>().desc()),
        "sample.pinPolicy/minimum desc"
    );
    assert_eq!(selected::<Policy>(PinPolicy::MINIMUM.qualified::<Policy>()), "sample.pinPolicy/minimum");
    assert_eq!(expanded::<Entity>(Thing::OWNER.qualified::<Entity>()), "sample.thing/owner");
    assert_eq!(
        expanded::<Entity>(Thing::MEMBERS.qualified::<Entity>().select(Policy::DISPLAY_NAME)),
        "sample.thing/members($select=displayName)"
    );
}

#[test]
fn what_is_called_read_only_can_be_set_on_purpose() {
    let changes = Patch::<Policy>::new().set(Policy::VERSION.writable(), 3).clear(Entity::ID.writable());
    assert_eq!(serde_json::to_value(changes).expect("JSON"), json!({ "version": 3, "id": null }));
}

#[test]
fn grouping() {
    let (a, b, c) = (Thing::TEXT.eq("a"), Thing::SMALL.eq(1), Thing::FLAG.eq(true));
    check(&a.clone().and(b.clone()).or(c.clone()), "text eq 'a' and small eq 1 or flag eq true");
    check(&a.clone().and(b.clone().or(c.clone())), "text eq 'a' and (small eq 1 or flag eq true)");
    check(&a.clone().or(b.clone()).and(c.clone()), "(text eq 'a' or small eq 1) and flag eq true");
    check(&!a.clone(), "not (text eq 'a')");
    check(&!!a.clone(), "not (not (text eq 'a'))");
    check(&!Thing::TEXT.contains("x"), "not contains(text,'x')");
    check(&(!a.clone()).and(b), "not (text eq 'a') and small eq 1");
    check(&Filter::<Thing>::raw("x or y").and(a.clone()), "(x or y) and text eq 'a'");
    check(&Entity::ID.eq("1").and(a.clone()), "id eq '1' and text eq 'a'");
    check(&a.and(Entity::ID.eq("1").of::<Thing>()), "text eq 'a' and id eq '1'");
}

#[test]
fn collections() {
    check(&Thing::TEXTS.any(|text| text.itself().eq("a")), "texts/any(x:x eq 'a')");
    check(
        &Thing::RULES.all(|rule| rule.then(Rule::NAME).starts_with("a")),
        "rules/all(x:startswith(x/name,'a'))",
    );
    check(
        &Thing::RULES.any(|rule| {
            let inner = rule.then(Rule::OTHERS).any(|other| other.then(Rule::NAME).eq("b"));
            rule.then(Rule::NAME).eq("a").and(inner)
        }),
        "rules/any(x:x/name eq 'a' and x/others/any(x2:x2/name eq 'b'))",
    );
    check(&Thing::MEMBERS.any(|member| member.then(Entity::ID).eq("1")), "members/any(x:x/id eq '1')");
    check(&Thing::TEXTS.is_not_empty(), "texts/any()");
    check(&!Thing::TEXTS.is_not_empty(), "not texts/any()");
    check(&Thing::TEXTS.count_ne(0), "texts/$count ne 0");
}

#[test]
fn patches_set_and_clear() {
    let patch = Patch::<Thing>::new()
        .set(Thing::TEXT, "t")
        .set(Thing::SMALL, 5)
        .set(Thing::URGENCY, Urgency::High)
        .set(Thing::ACTIONS, Action::Wipe | Action::Lock)
        .set(Thing::RULES, vec![Rule::default()])
        .set(Thing::POLICY, PinPolicy::default())
        .set_raw("extra", json!([1]))
        .clear(Thing::FLAG);
    let expected = json!({
        "text": "t", "small": 5, "urgency": "high", "actions": "wipe,lock", "rules": [{}],
        "policy": {"@odata.type": "#sample.pinPolicy"}, "extra": [1], "flag": null
    });
    assert_eq!(serde_json::to_value(&patch).expect("JSON"), expected);
    assert!(Patch::<Thing>::new().typed().is_empty() && !patch.is_empty());
}

#[test]
fn patches_of_derived_types_say_their_type() {
    let patch: Patch<Policy> =
        Patch::<PinPolicy>::new().set(PinPolicy::MINIMUM, 4).set(Policy::DISPLAY_NAME, "d").for_base();
    let expected = json!({"@odata.type": "#sample.pinPolicy", "minimum": 4, "displayName": "d"});
    assert_eq!(serde_json::to_value(&patch).expect("JSON"), expected);
}

#[test]
fn patches_of_the_difference() {
    let check = |before: &str, after: &str, expected: serde_json::Value| {
        let read = |text: &str| from_json::<Thing>(text.as_bytes()).expect("an object");
        let patch = Patch::between(&read(before), &read(after));
        assert_eq!(serde_json::to_value(&patch).expect("JSON"), expected, "{before} -> {after}");
    };
    check(r#"{"text":"a","flag":true}"#, r#"{"text":"a","flag":false}"#, json!({"flag": false}));
    check(r#"{"text":"a"}"#, "{}", json!({"text": null}));
    check(r#"{"text":null}"#, "{}", json!({}));
    check("{}", r#"{"text":null}"#, json!({"text": null}));
    check(r#"{"texts":["a","b"]}"#, r#"{"texts":["a"]}"#, json!({"texts": ["a"]}));
    check(
        r#"{"rule":{"name":"a","inner":{"name":"i"}}}"#,
        r#"{"rule":{"name":"b","inner":{"name":"i"}}}"#,
        json!({"rule": {"name": "b"}}),
    );
    check(r#"{"rule":{"name":"a"}}"#, r#"{"rule":{}}"#, json!({"rule": {"name": null}}));
    check(
        r#"{"id":"1","created":"a","@odata.etag":"1"}"#,
        r#"{"id":"2","created":"b","@odata.etag":"2"}"#,
        json!({}),
    );
    check(
        r##"{"policy":{"@odata.type":"#sample.pinPolicy","minimum":1,"displayName":"d"}}"##,
        r##"{"policy":{"@odata.type":"#sample.pinPolicy","minimum":2,"displayName":"d"}}"##,
        json!({"policy": {"@odata.type": "#sample.pinPolicy", "minimum": 2}}),
    );
    check(
        r##"{"policy":{"@odata.type":"#sample.pinPolicy","minimum":1}}"##,
        r##"{"policy":{"@odata.type":"#sample.mailPolicy","minimum":1}}"##,
        json!({"policy": {"@odata.type": "#sample.mailPolicy", "minimum": 1}}),
    );
}

#[test]
fn patches_do_not_print_secrets() {
    let patch = Patch::<Thing>::new().set(Thing::TEXT, "t").set(Thing::PASSWORD, "p").set_raw("extra", "e");
    assert_eq!(format!("{patch:?}"), r#"{"text": "t", "password": ***, "extra": ***}"#);
}

#[test]
fn enums_and_flags() {
    assert_eq!(Urgency::from("LOW"), Urgency::Low);
    let unknown = Urgency::from("Tomorrow");
    assert_eq!((unknown.as_str(), unknown.value(), Urgency::High.value()), ("Tomorrow", None, Some(1)));
    assert_eq!(Urgency::UnknownFutureValue.value(), None);
    let mut actions = Flags::<Action>::from("Wipe, retire,,wipe");
    assert_eq!(actions.to_string(), "wipe,retire");
    assert!(actions.contains(&Action::Wipe) && actions.insert(Action::Lock) && !actions.insert(Action::Lock));
    assert!(actions.remove(&Action::from("retire")) && actions.len() == 2);
    assert_eq!(serde_json::to_value(&actions).expect("JSON"), json!("wipe,lock"));
    assert_eq!(serde_json::from_value::<Flags<Action>>(json!("")).expect("a text"), Flags::new());
    assert!(matches!(AnyPolicy::default(), AnyPolicy::Policy(_)));
}
