//! `Edm.Duration`: a length of time, negative ones included.

use jiff::fmt::temporal::SpanParser;
use jiff::{SignedDuration, Span, SpanRelativeTo};

use super::{ValueError, text_value};

text_value! {
    /// A length of time in ISO 8601 form, as the service wrote it.
    Duration, readable
}

const ISO: SpanParser = SpanParser::new();

impl Duration {
    /// The length, with a day of 24 hours.
    ///
    /// # Errors
    ///
    /// If the text is not a duration, or one with years or months, whose length depends on where they begin: ask for the
    /// [`span`](Self::span) then.
    pub fn duration(&self) -> Result<SignedDuration, ValueError> {
        match self.span() {
            Ok(span) => span
                .to_duration(SpanRelativeTo::days_are_24_hours())
                .map_err(|_| ValueError::new("a duration of fixed length", self.as_str())),
            Err(error) => long(self.as_str().trim()).ok_or(error),
        }
    }

    /// The years, months, days, hours and so on.
    ///
    /// # Errors
    ///
    /// If the text is not a duration, or one of more than 7,304,484 days, more than a [`Span`] holds: ask for the
    /// [`duration`](Self::duration) then. Services write their largest, `P10675199DT2H48M5.4775807S`, for "no end".
    pub fn span(&self) -> Result<Span, ValueError> {
        ISO.parse_span(self.as_str().trim()).map_err(|_| ValueError::new("a duration", self.as_str()))
    }

    /// Whether the text is a duration, of fixed length or not.
    fn readable(&self) -> Result<(), ValueError> {
        self.span().map(drop).or_else(|_| self.duration().map(drop))
    }
}

/// Reads a duration of more weeks, days, hours, minutes or seconds than a span holds.
fn long(text: &str) -> Option<SignedDuration> {
    let text = text.to_ascii_uppercase();
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let unsigned = unsigned.strip_prefix('P')?;
    // Every part has the sign, for the longest backwards is longer than the longest forwards.
    let (date, time) = match unsigned.split_once('T') {
        Some((date, time)) => (date, ISO.parse_duration(format!("{sign}PT{time}")).ok()?),
        None => (unsigned, SignedDuration::ZERO),
    };
    let (weeks, date) = count(date, 'W')?;
    let (days, date) = count(date, 'D')?;
    let days = weeks.checked_mul(7)?.checked_add(days)?.checked_mul(if sign.is_empty() { 1 } else { -1 })?;
    let days = SignedDuration::from_secs(days.checked_mul(24 * 60 * 60)?);
    date.is_empty().then_some(days)?.checked_add(time)
}

/// The number before a unit, 0 without it, and what stands behind.
fn count(text: &str, unit: char) -> Option<(i64, &str)> {
    match text.split_once(unit) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((number.parse().ok()?, rest))
        }
        Some(_) => None,
        None => Some((0, text)),
    }
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        duration.to_string().into()
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        span.to_string().into()
    }
}

impl TryFrom<std::time::Duration> for Duration {
    type Error = jiff::Error;

    fn try_from(duration: std::time::Duration) -> Result<Self, jiff::Error> {
        SignedDuration::try_from(duration).map(Self::from)
    }
}

impl TryFrom<&Duration> for SignedDuration {
    type Error = ValueError;

    fn try_from(value: &Duration) -> Result<Self, ValueError> {
        value.duration()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, seconds: Option<i64>) {
        assert_eq!(
            Duration::from(text).duration().ok().map(|duration| duration.as_secs()),
            seconds,
            "{text}"
        );
    }

    #[test]
    fn reads_durations() {
        check("PT15M", Some(900));
        check("-PT15M", Some(-900));
        check("P1DT2H", Some(93_600));
        check("PT0S", Some(0));
        check("PT1.5S", Some(1));
        check("P1M", None);
        check("", None);
        check("15 minutes", None);
    }

    #[test]
    fn the_longest_durations_are_read() {
        let check = |text: &str, seconds: i64, nanoseconds: i32| {
            let value = Duration::from(text);
            assert_eq!(value.duration(), Ok(SignedDuration::new(seconds, nanoseconds)), "{text}");
            assert_eq!(crate::model::Leaf::oddity(&value), None, "{text}");
        };
        check("P10675199DT2H48M5.4775807S", 922_337_203_685, 477_580_700);
        check("-P10675199DT2H48M5.4775808S", -922_337_203_685, -477_580_800);
        check("+p10675199dt2h48m5.4775807s", 922_337_203_685, 477_580_700);
        check("P10675199D", 10_675_199 * 86_400, 0);
        check("P1525028W", 10_675_196 * 86_400, 0);
        check("P1525028W3DT1S", 10_675_199 * 86_400 + 1, 0);
        check("PT256204778H48M5.4775807S", 922_337_203_685, 477_580_700);
        check("-PT922337203685.4775808S", -922_337_203_685, -477_580_800);
        check("P106751991167300D", 106_751_991_167_300 * 86_400, 0);
    }

    #[test]
    fn what_no_duration_holds_is_said() {
        for text in [
            "P106751991167301D",
            "P99999999999999999999D",
            "P10675199DT",
            "P10675199",
            "P10675199D1W",
            "P-10675199D",
            "P10675199DT1Y",
            "P9223372036854775807W",
            "10675199D",
            "--P10675199D",
            "P10675199DT2H48M5.4775807Sx",
        ] {
            let value = Duration::from(text);
            value.duration().expect_err(text);
            assert_eq!(crate::model::Leaf::oddity(&value), Some(crate::Oddity::Text), "{text}");
        }
        assert_eq!(
            crate::model::Leaf::oddity(&Duration::from("P1Y2M")),
            None,
            "its length is open, but it is a duration"
        );
    }

    #[test]
    fn writes_durations() {
        assert_eq!(Duration::from(SignedDuration::from_secs(-900)).as_str(), "-PT15M");
        assert_eq!(
            Duration::try_from(std::time::Duration::from_secs(90)).expect("in range").as_str(),
            "PT1M30S"
        );
    }
}
