//! What values can be made of, and turned into.

mod sample;

use jiff::civil::{date, time};
use jiff::{SignedDuration, Span, Timestamp};
use msgraph_core::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Flags, Guid, Stream, TimeOfDay, from_value,
};
use sample::{Action, Urgency};
use serde_json::json;

#[test]
fn values_are_made_of_the_types_of_the_date_library() {
    let moment: Timestamp = "2020-02-29T01:02:03.5Z".parse().expect("a moment");
    let value = DateTimeOffset::from(moment);
    assert_eq!(value.as_str(), "2020-02-29T01:02:03.5Z");
    assert_eq!(Timestamp::try_from(&value), Ok(moment));
    assert_eq!(Date::from(date(2020, 2, 29)).as_str(), "2020-02-29");
    assert_eq!(jiff::civil::Date::try_from(&Date::from("2020-02-29")), Ok(date(2020, 2, 29)));
    assert_eq!(TimeOfDay::from(time(8, 30, 0, 0)).as_str(), "08:30:00");
    assert_eq!(jiff::civil::Time::try_from(&TimeOfDay::from("08:30")), Ok(time(8, 30, 0, 0)));
    assert_eq!(Duration::from(Span::new().months(2).days(1)).as_str(), "P2M1D");
    assert_eq!(SignedDuration::try_from(&Duration::from("PT90S")), Ok(SignedDuration::from_secs(90)));
    let now = DateTimeOffset::now().timestamp().expect("a moment");
    assert!(now.duration_until(Timestamp::now()).abs() < SignedDuration::from_secs(60));
}

#[test]
fn values_are_made_of_numbers_and_bytes() {
    assert_eq!((Decimal::from(-5_i32), Decimal::from(7_i64)), (Decimal::from("-5"), Decimal::from("7")));
    assert!((Decimal::from("2.50").to_f64().expect("a number") - 2.5).abs() < f64::EPSILON);
    Decimal::from("1e400").to_f64().expect_err("larger than any");
    Decimal::from("much").to_f64().expect_err("no number");
    for bytes in [Binary::from([1, 2].as_slice()), Binary::from(vec![1, 2]), Binary::from("AQI=")] {
        assert_eq!(bytes.bytes(), Ok(vec![1, 2]));
    }
    assert_eq!(Stream::from("AQI").bytes(), Ok(vec![1, 2]));
    Stream::from("b!").bytes().expect_err("no base64");
    assert_eq!(Guid::from(1_u128).as_str(), "00000000-0000-0000-0000-000000000001");
}

#[test]
fn decimals_are_read_from_every_kind_of_number() {
    for (value, text) in [
        (json!(5), "5"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(0.5), "0.5"),
        (json!("1.50"), "1.50"),
    ] {
        assert_eq!(from_value::<Decimal>(&value).map(String::from).as_deref(), Ok(text));
    }
    from_value::<Decimal>(&json!(true)).expect_err("no number");
    from_value::<Decimal>(&json!("INF")).expect_err("no number");
}

#[test]
fn errors_say_what_is_wrong_and_quote_little_of_it() {
    let error = Guid::from("a\nb").value().expect_err("no GUID");
    assert_eq!((error.text(), error.to_string().as_str()), ("a\nb", r"`a\nb` is not a GUID"));
    let long = Date::from("x".repeat(1000)).date().expect_err("no date");
    assert!(long.to_string().len() < 100 && long.text().len() == 1000);
}

#[test]
fn flags_are_sets() {
    let mut flags = Flags::from(Action::Wipe);
    assert!(!flags.is_empty() && flags.len() == 1 && flags.contains(&Action::Wipe));
    assert!(!flags.contains(&Action::Lock) && flags.insert(Action::Lock) && !flags.insert(Action::Lock));
    assert_eq!(flags.to_string(), "wipe,lock");
    assert_eq!(format!("{flags:?}"), "{Wipe, Lock}");
    assert_eq!(flags, Action::Wipe | Action::Lock);
    assert_eq!(flags.iter().chain(&Flags::<Action>::new()).count(), 2);
    assert!(flags.remove(&Action::Wipe) && !flags.remove(&Action::Wipe));
    flags.extend([Action::Wipe, Action::Lock]);
    assert_eq!(flags.into_iter().collect::<Vec<_>>(), [Action::Lock, Action::Wipe]);
    assert!(Flags::<Action>::default().is_empty() && Flags::<Action>::from("").is_empty());
    assert_eq!(serde_json::to_value(Flags::from([Action::Lock])).expect("JSON"), json!("lock"));
}

#[test]
fn enums_know_their_members_and_numbers() {
    assert_eq!((Urgency::High.value(), Urgency::UnknownFutureValue.value()), (Some(1), None));
    assert_eq!(Urgency::from("HIGH"), Urgency::High);
    let other = Urgency::from("Whenever");
    assert_eq!(
        (other.as_str(), other.value(), format!("{other:?}")),
        ("Whenever", None, r#"UnknownValue("Whenever")"#.into())
    );
}
