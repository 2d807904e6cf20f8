//! `Edm.Duration`: a length of time, negative ones included.

use jiff::fmt::temporal::SpanParser;
use jiff::{SignedDuration, Span, SpanRelativeTo};

use super::{ValueError, text_value};

text_value! {
    /// A length of time in ISO 8601 form, as the service wrote it.
    Duration, span
}

const ISO: SpanParser = SpanParser::new();

impl Duration {
    /// The length, with a day of 24 hours.
    ///
    /// # Errors
    ///
    /// If the text is no duration, or one with years or months, whose length depends on where they begin: ask for the
    /// [`span`](Self::span) then.
    pub fn duration(&self) -> Result<SignedDuration, ValueError> {
        self.span()?
            .to_duration(SpanRelativeTo::days_are_24_hours())
            .map_err(|_| ValueError::new("duration of fixed length", self.as_str()))
    }

    /// The years, months, days, hours and so on.
    ///
    /// # Errors
    ///
    /// If the text is no duration.
    pub fn span(&self) -> Result<Span, ValueError> {
        ISO.parse_span(self.as_str().trim()).map_err(|_| ValueError::new("duration", self.as_str()))
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
    fn writes_durations() {
        assert_eq!(Duration::from(SignedDuration::from_secs(-900)).as_str(), "-PT15M");
        assert_eq!(
            Duration::try_from(std::time::Duration::from_secs(90)).expect("in range").as_str(),
            "PT1M30S"
        );
    }
}
