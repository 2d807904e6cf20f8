//! Which bytes of the content a request asks for, which ones an answer announces, and whether the two agree.

use azure_core::http::headers::Headers;

use crate::client::request::{response::header, send::Outgoing};

/// Which bytes of the content a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Whole,
    Part {
        first: u64,
        last: Option<u64>,
    },
    /// A range that the application wrote by hand: the last bytes, several parts.
    Unknown,
}

impl Asked {
    pub(super) fn of(outgoing: &Outgoing) -> Self {
        let Some((_, range)) = outgoing.headers.iter().find(|(name, _)| name == "range") else {
            return Self::Whole;
        };
        let bounds = range.strip_prefix("bytes=").and_then(|bounds| bounds.split_once('-'));
        let (first, last) = bounds.unwrap_or_default();
        match (number(first), number(last)) {
            (Some(first), Some(last)) => Self::Part { first, last: Some(last) },
            (Some(first), None) if last.is_empty() => Self::Part { first, last: None },
            _ => Self::Unknown,
        }
    }

    pub(super) fn first(self) -> u64 {
        if let Self::Part { first, .. } = self { first } else { 0 }
    }

    pub(super) fn last(self) -> Option<u64> {
        if let Self::Part { last, .. } = self { last } else { None }
    }

    /// How many bytes there are to come, of content that has so many.
    fn count_of(self, total: u64) -> u64 {
        let end = self.last().map_or(total, |last| last.saturating_add(1).min(total));
        end.saturating_sub(self.first())
    }

    /// How many bytes there can be.
    fn most(self) -> Option<u64> {
        self.last().map(|last| last.saturating_sub(self.first()).saturating_add(1))
    }
}

/// What an answer announces. What it does not say is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Announced {
    /// Where its bytes begin, in the content.
    pub(super) first: Option<u64>,
    /// How many bytes it brings.
    pub(super) count: Option<u64>,
    /// How many bytes the content has.
    pub(super) total: Option<u64>,
    /// Whether it brings several parts, with heads between them.
    in_parts: bool,
}

impl Announced {
    /// Reads status and headers of a success. `None` where they contradict each other, or where the content comes encoded:
    /// then no number means bytes of the content.
    pub(super) fn read(status: u16, headers: &Headers) -> Option<Self> {
        let encoding = header(headers, "content-encoding").map(str::trim).unwrap_or_default();
        if !(encoding.is_empty() || encoding.eq_ignore_ascii_case("identity")) {
            return None;
        }
        let length = header(headers, "content-length").and_then(|length| number(length.trim()));
        if status != 206 {
            return Some(Self { first: Some(0), count: length, total: length, in_parts: false });
        }
        let Some(range) = header(headers, "content-range") else {
            let kind = header(headers, "content-type").unwrap_or_default().to_ascii_lowercase();
            let in_parts = kind.trim_start().starts_with("multipart/");
            return Some(Self { first: None, count: length, total: None, in_parts });
        };
        let (first, last, total) = span(range)?;
        let count = (last - first).checked_add(1)?;
        let agrees = length.is_none_or(|length| length == count);
        agrees.then_some(Self { first: Some(first), count: Some(count), total, in_parts: false })
    }

    /// Whether this is what was asked for, and all of it. A server may ignore a range and send everything; that must not pass
    /// for the part, nor a part for the whole.
    pub(super) fn answers(&self, asked: Asked, status: u16) -> bool {
        let is_part = status == 206;
        match asked {
            Asked::Whole => !is_part,
            Asked::Unknown => is_part,
            Asked::Part { first, .. } => {
                let begins = self.first.is_none_or(|found| found == first);
                let fits = self.count.zip(asked.most()).is_none_or(|(count, most)| count <= most);
                let complete =
                    self.count.zip(self.total).is_none_or(|(count, total)| count == asked.count_of(total));
                is_part && !self.in_parts && begins && fits && complete
            }
        }
    }
}

/// What is known of the content while it comes, from all answers together.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) asked: Asked,
    /// How many bytes will have been handed out in the end.
    pub(super) length: Option<u64>,
    /// How many bytes the content has.
    total: Option<u64>,
    /// The version.
    pub(super) etag: Option<String>,
}

impl Expected {
    /// After the first answer.
    pub(super) fn new(asked: Asked, announced: Announced, etag: Option<&str>) -> Self {
        Self { asked, length: announced.count, total: announced.total, etag: etag.map(str::to_owned) }
    }

    /// How many bytes there can be at most, handed out so far and to come.
    pub(super) fn most(&self) -> Option<u64> {
        self.length.or(self.asked.most())
    }

    /// Whether an answer goes on after so many bytes: from the right byte, of the same version, as long as was announced.
    /// What it says for the first time is kept.
    pub(super) fn goes_on(
        &mut self,
        position: u64,
        status: u16,
        announced: Announced,
        etag: Option<&str>,
    ) -> bool {
        let begins_again = status != 206 && self.asked == Asked::Whole && position == 0;
        let same_version = match (etag, self.etag.as_deref()) {
            (Some(new), Some(old)) => new == old,
            // A part comes in answer to `If-Range`, which has seen to that.
            (new, old) => !begins_again || new == old,
        };
        let at_place = announced.first == Some(self.asked.first().saturating_add(position));
        if !(same_version && at_place && (status == 206 || begins_again)) {
            return false;
        }
        let total = self.total.or(announced.total);
        let length = self.length.or(total.map(|total| self.asked.count_of(total)));
        let end = announced.count.map(|count| position.saturating_add(count));
        let agrees = announced.total.is_none_or(|new| Some(new) == total)
            && total.is_none_or(|total| length == Some(self.asked.count_of(total)))
            && end.zip(length.or(self.asked.most())).is_none_or(|(end, most)| end <= most)
            && !(begins_again && end.zip(length).is_some_and(|(end, length)| end != length));
        if agrees {
            (self.total, self.length) = (total, length);
            self.etag = self.etag.take().or_else(|| etag.map(str::to_owned));
        }
        agrees
    }
}

/// What `bytes 10-19/100` says: first and last byte and how many there are, which can be `*`. `None` where it makes no sense.
fn span(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (unit, rest) = text.trim().split_once(' ')?;
    let (range, total) = rest.trim().split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (number(first.trim())?, number(last.trim())?);
    let total = match total.trim() {
        "*" => None,
        total => Some(number(total)?),
    };
    let good = unit.eq_ignore_ascii_case("bytes") && first <= last && total.is_none_or(|total| last < total);
    good.then_some((first, last, total))
}

/// Digits and nothing else; `parse` would take a sign too.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        let check = |text: &str, expected| assert_eq!(span(text), expected, "{text}");
        check("bytes 3-4/5", Some((3, 4, Some(5))));
        check("Bytes 0-0/*", Some((0, 0, None)));
        for bad in [
            "bytes 3-1/5",
            "bytes 3-5/5",
            "bytes */5",
            "bytes 3-4",
            "bytes=3-4/5",
            "items 3-4/5",
            "bytes 3-4/x",
            "bytes 3-4/",
            "bytes +3-4/5",
            "bytes -4/5",
            "bytes 3-/5",
            "bytes 3-99999999999999999999/*",
            "",
        ] {
            check(bad, None);
        }
    }

    fn read(status: u16, headers: &[(&'static str, &'static str)]) -> Option<Announced> {
        let mut map = Headers::new();
        for (name, value) in headers {
            map.insert(*name, *value);
        }
        Announced::read(status, &map)
    }

    #[test]
    fn what_answers_announce() {
        let said = |first, count, total| Some(Announced { first, count, total, in_parts: false });
        assert_eq!(read(200, &[("content-length", "5")]), said(Some(0), Some(5), Some(5)));
        assert_eq!(read(200, &[("content-encoding", "Identity")]), said(Some(0), None, None));
        assert_eq!(read(206, &[("content-length", "2")]), said(None, Some(2), None));
        let range = ("content-range", "bytes 3-4/5");
        assert_eq!(read(206, &[range]), said(Some(3), Some(2), Some(5)));
        assert_eq!(read(206, &[range, ("content-length", "2")]), said(Some(3), Some(2), Some(5)));
        assert_eq!(read(206, &[range, ("content-length", "3")]), None);
        assert_eq!(read(206, &[range, ("content-encoding", "gzip")]), None);
        assert_eq!(read(200, &[("content-encoding", "br")]), None);
        assert_eq!(read(206, &[("content-range", "bytes 0-18446744073709551615/*")]), None);
    }

    #[test]
    fn later_answers_must_agree_with_earlier_ones() {
        let part = |first, count, total| Announced {
            first: Some(first),
            count: Some(count),
            total,
            in_parts: false,
        };
        let from_six = Asked::Part { first: 6, last: None };
        let mut expected = Expected::new(from_six, part(6, 5, None), None);
        assert!(
            !expected.goes_on(2, 206, part(8, 3, Some(20)), None),
            "it was not all from the sixth byte on"
        );
        assert!(!expected.goes_on(2, 206, part(8, 4, None), None), "too long");
        assert!(!expected.goes_on(2, 206, part(7, 3, None), None), "another place");
        assert!(expected.goes_on(2, 206, part(8, 2, Some(11)), Some("a")), "a part of the rest");
        assert!(!expected.goes_on(4, 206, part(10, 1, Some(12)), Some("a")), "another total");
        assert!(!expected.goes_on(4, 206, part(10, 1, Some(11)), Some("b")), "another version");
        assert!(expected.goes_on(4, 206, part(10, 1, Some(11)), None));

        // How much there is becomes known on the way.
        let unknown = Announced { first: Some(0), count: None, total: None, in_parts: false };
        let mut expected = Expected::new(Asked::Whole, unknown, None);
        assert!(expected.goes_on(3, 206, part(3, 2, Some(5)), None));
        assert_eq!(expected.length, Some(5));
        assert!(!expected.goes_on(3, 206, part(3, 2, Some(9)), None));
        assert!(!expected.goes_on(0, 200, part(0, 4, Some(4)), None), "not begun again with less");
        assert!(expected.goes_on(0, 200, part(0, 5, Some(5)), None));
    }
}
