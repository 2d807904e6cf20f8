//! `Edm.TimeOfDay`: a time without a day.

use jiff::SignedDuration;
use jiff::civil::Time;

use super::{ValueError, text_value};

text_value! {
    /// A time of day, as the service wrote it.
    TimeOfDay, time
}

impl TimeOfDay {
    /// The time. `24:00`, the end of the day, is the last time that there is, [`Time::MAX`]; [`since_midnight`] tells it
    /// exactly.
    ///
    /// [`since_midnight`]: Self::since_midnight
    ///
    /// # Errors
    ///
    /// If the text is not a time of day.
    pub fn time(&self) -> Result<Time, ValueError> {
        let text = self.as_str().trim().trim_end_matches(['Z', 'z']);
        let end = || is_end_of_day(text).then_some(Time::MAX);
        text.parse().ok().or_else(end).ok_or_else(|| ValueError::new("a time of day", self.as_str()))
    }

    /// How long after the beginning of the day it is, up to 24 hours.
    ///
    /// # Errors
    ///
    /// If the text is not a time of day.
    pub fn since_midnight(&self) -> Result<SignedDuration, ValueError> {
        let time = self.time()?;
        if is_end_of_day(self.as_str().trim().trim_end_matches(['Z', 'z'])) {
            return Ok(SignedDuration::from_hours(24));
        }
        Ok(Time::midnight().duration_until(time))
    }
}

/// Whether a text is `24:00`, with zero seconds or without.
fn is_end_of_day(text: &str) -> bool {
    let start = text.strip_prefix("24").and_then(|rest| format!("00{rest}").parse::<Time>().ok());
    start == Some(Time::midnight())
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        time.to_string().into()
    }
}

impl TryFrom<&TimeOfDay> for Time {
    type Error = ValueError;

    fn try_from(value: &TimeOfDay) -> Result<Self, ValueError> {
        value.time()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            TimeOfDay::from(text).time().ok().map(|time| time.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn reads_times() {
        check("12:00:00.0000000", Some("12:00:00"));
        check("08:30", Some("08:30:00"));
        check("11:58:36.2550000Z", Some("11:58:36.255"));
        check("24:00:00.0000000", Some("23:59:59.999999999"));
        check("24:00", Some("23:59:59.999999999"));
        check("24:00:00Z", Some("23:59:59.999999999"));
        check("24:00:01", None);
        check("24:00:00x", None);
        check("25:00:00", None);
        check("", None);
    }

    #[test]
    fn the_day_has_an_end() {
        let check = |text: &str, seconds: i64| {
            let since = TimeOfDay::from(text).since_midnight().expect("a time");
            assert_eq!(since, SignedDuration::from_secs(seconds), "{text}");
        };
        check("00:00", 0);
        check("08:30:00", 30_600);
        check("24:00:00.0000000", 86_400);
        check(" 24:00Z ", 86_400);
        TimeOfDay::from("25:00").since_midnight().expect_err("no time");
    }
}
