//! `Edm.DateTimeOffset`: a point in time.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{ValueError, text_value};

text_value! {
    /// A point in time, as the service wrote it. Services leave out offsets and send empty texts, so the text is what is
    /// kept, and [`timestamp`](Self::timestamp) reads it.
    DateTimeOffset, timestamp
}

impl DateTimeOffset {
    /// The point in time. A text without offset is in UTC.
    ///
    /// # Errors
    ///
    /// If the text is no date with a time.
    pub fn timestamp(&self) -> Result<Timestamp, ValueError> {
        let text = self.as_str().trim();
        text.parse::<Timestamp>()
            .or_else(|_| text.parse::<DateTime>().and_then(|local| TimeZone::UTC.to_timestamp(local)))
            .map_err(|_| ValueError::new("date with a time", self.as_str()))
    }

    /// The current time.
    #[must_use]
    pub fn now() -> Self {
        Timestamp::now().into()
    }
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
    }

    #[test]
    fn says_what_is_none() {
        check("", None);
        check("String (timestamp)", None);
        check("2014-13-01T00:00:00Z", None);
        check("99999-12-31T23:59:59Z", None);
    }
}
