//! `Edm.Date`: a day.

use super::{ValueError, text_value};

text_value! {
    /// A day, as the service wrote it.
    Date, date
}

impl Date {
    /// The day. Of a text that goes on with a time of day, only the day is read.
    ///
    /// # Errors
    ///
    /// If the text is not a date.
    pub fn date(&self) -> Result<jiff::civil::Date, ValueError> {
        let text = self.as_str().trim();
        let day = text.split(['T', 't']).next().unwrap_or(text);
        day.parse().map_err(|_| ValueError::new("a date", self.as_str()))
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        date.to_string().into()
    }
}

impl TryFrom<&Date> for jiff::civil::Date {
    type Error = ValueError;

    fn try_from(value: &Date) -> Result<Self, ValueError> {
        value.date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Date::from(text).date().ok().map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_days() {
        check("2020-02-29", Some("2020-02-29"));
        check("2020-02-29T00:00:00Z", Some("2020-02-29"));
        check("2021-02-29", None);
        check("", None);
    }
}
