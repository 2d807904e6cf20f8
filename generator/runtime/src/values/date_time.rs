//! `Edm.DateTimeOffset`: a point in time.

use jiff::civil::{DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::{ValueError, text_value};

text_value! {
    /// A point in time, as the service wrote it. Services leave out offsets and send empty texts, so the text is what is
    /// kept, and [`timestamp`](Self::timestamp) reads it.
    DateTimeOffset, timestamp
}

impl DateTimeOffset {
    /// The point in time. A text without offset is in UTC, and `24:00` is the end of its day. Services write the largest
    /// date of theirs, `9999-12-31T23:59:59.9999999Z`, for "never": what lies past the last [`Timestamp`] is
    /// [`Timestamp::MAX`], about a day earlier, so that it compares as later than now; [`utc`](Self::utc) tells it exactly.
    ///
    /// # Errors
    ///
    /// If the text is not a date with a time.
    pub fn timestamp(&self) -> Result<Timestamp, ValueError> {
        let (local, offset) = self.parts()?;
        let end = if local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
        Ok(offset.to_timestamp(local).unwrap_or(end))
    }

    /// The date and the time in UTC, to the end of the year 9999.
    ///
    /// # Errors
    ///
    /// If the text is not a date with a time.
    pub fn utc(&self) -> Result<DateTime, ValueError> {
        let (local, offset) = self.parts()?;
        Ok(local.saturating_sub(SignedDuration::from_secs(offset.seconds().into())))
    }

    fn parts(&self) -> Result<(DateTime, Offset), ValueError> {
        let text = self.as_str().trim();
        let parts = parse(text).or_else(|| parse_end_of_day(text));
        parts.ok_or_else(|| ValueError::new("a date with a time", self.as_str()))
    }

    /// The current time.
    #[must_use]
    pub fn now() -> Self {
        Timestamp::now().into()
    }
}

fn parse(text: &str) -> Option<(DateTime, Offset)> {
    let pieces = Pieces::parse(text).ok()?;
    let local = pieces.date().to_datetime(pieces.time().unwrap_or_else(Time::midnight));
    Some((local, pieces.to_numeric_offset().unwrap_or(Offset::UTC)))
}

/// Reads a date with the time `24:00`: midnight of the next day.
fn parse_end_of_day(text: &str) -> Option<(DateTime, Offset)> {
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let (start, offset) = parse(&format!("{day}T00{}", time.strip_prefix("24")?))?;
    let is_end = start.time() == Time::midnight();
    is_end.then(|| (start.saturating_add(SignedDuration::from_hours(24)), offset))
}

impl From<Timestamp> for DateTimeOffset {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string().into()
    }
}

impl TryFrom<&DateTimeOffset> for Timestamp {
    type Error = ValueError;

    fn try_from(value: &DateTimeOffset) -> Result<Self, ValueError> {
        value.timestamp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let value = DateTimeOffset::from(text);
        assert_eq!(value.as_str(), text);
        assert_eq!(
            value.timestamp().ok().map(|timestamp| timestamp.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn reads_what_services_send() {
        check("2017-01-01T00:02:49.3205976-08:00", Some("2017-01-01T08:02:49.3205976Z"));
        check("2014-01-01T00:00:00Z", Some("2014-01-01T00:00:00Z"));
        check("2014-01-01T00:00:00.1234567Z", Some("2014-01-01T00:00:00.1234567Z"));
        check("2014-01-01T00:00:00", Some("2014-01-01T00:00:00Z"));
        check("2014-01-01t00:00:00z", Some("2014-01-01T00:00:00Z"));
        check("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00Z"));
        check(" 2014-01-01T00:00:00Z ", Some("2014-01-01T00:00:00Z"));
        check("2014-12-31T24:00:00Z", Some("2015-01-01T00:00:00Z"));
        check("2014-12-31T24:00:00.0000000-01:00", Some("2015-01-01T01:00:00Z"));
        check("2014-12-31T24:00", Some("2015-01-01T00:00:00Z"));
        check("2014-01-01", Some("2014-01-01T00:00:00Z"));
    }

    #[test]
    fn the_largest_dates_are_later_than_now() {
        let check = |text: &str, utc: &str| {
            let value = DateTimeOffset::from(text);
            assert_eq!(value.utc().expect("a date").to_string(), utc, "{text}");
            assert!(value.timestamp().expect("a date") > Timestamp::now(), "{text}");
            assert_eq!(crate::model::Leaf::oddity(&value), None, "{text}");
        };
        check("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999");
        check("9999-12-31T23:59:59Z", "9999-12-31T23:59:59");
        check("9999-12-31T00:00:00Z", "9999-12-31T00:00:00");
        check("9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.9999999");
        check("9999-12-31T23:59:59.9999999+00:00", "9999-12-31T23:59:59.9999999");
        check("9999-12-31T23:59:59.9999999+14:00", "9999-12-31T09:59:59.9999999");
        check("9999-12-31T23:59:59.9999999-08:00", "9999-12-31T23:59:59.999999999");
        check("9999-12-31T24:00:00Z", "9999-12-31T23:59:59.999999999");
        check("9999-12-30T22:00:00Z", "9999-12-30T22:00:00");
    }

    #[test]
    fn the_smallest_dates_are_earlier_than_now() {
        let value = DateTimeOffset::from("0001-01-01T00:00:00+14:00");
        assert_eq!(value.utc().expect("a date").to_string(), "0000-12-31T10:00:00");
        assert_eq!(value.timestamp().expect("a date").to_string(), "0000-12-31T10:00:00Z");
        let value = DateTimeOffset::from("-009999-01-01T00:00:00+14:00");
        assert_eq!(value.timestamp(), Ok(Timestamp::MIN));
    }

    #[test]
    fn says_what_is_none() {
        check("", None);
        check("2014-01-01T24:00:01Z", None);
        check("String (timestamp)", None);
        check("2014-13-01T00:00:00Z", None);
        check("99999-12-31T23:59:59Z", None);
    }
}
