//! `Edm.TimeOfDay`: a time without a day.

use super::{ValueError, text_value};

text_value! {
    /// A time of day, as the service wrote it.
    TimeOfDay, time
}

impl TimeOfDay {
    /// The time.
    ///
    /// # Errors
    ///
    /// If the text is no time of day.
    pub fn time(&self) -> Result<jiff::civil::Time, ValueError> {
        let text = self.as_str().trim();
        text.trim_end_matches(['Z', 'z']).parse().map_err(|_| ValueError::new("time of day", self.as_str()))
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(time: jiff::civil::Time) -> Self {
        time.to_string().into()
    }
}

impl TryFrom<&TimeOfDay> for jiff::civil::Time {
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
        check("25:00:00", None);
        check("", None);
    }
}
