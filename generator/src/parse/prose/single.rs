//! Facts that are one value: defaults and formats.
//!
//! In: a sentence. Out: the default and the format that it states.

use super::super::reading::{Reading, Sentence};
use super::super::words::Phrase;
use super::about::About;
use crate::odata::Primitive;
use crate::page::PropertyFacts;

/// "The default value is `x`."
pub(super) fn default(
    reading: &Reading<'_>,
    sentence: &Sentence,
    about: About<'_>,
    facts: &mut PropertyFacts,
) {
    let Some(hit) = sentence.all(Phrase::Default).max_by_key(|hit| hit.range.end) else {
        facts.stated.default = facts.stated.default.take().or_else(|| marked_default(reading, sentence));
        return;
    };
    let after = reading.plain(hit.range.end);
    let end = reading.plain(sentence.range.end);
    let code = reading.text.codes().find(|(mark, _)| mark.range.start >= after && mark.range.end <= end);
    if let Some((mark, value)) = code
        && reading.text.plain[after..mark.range.start]
            .trim_matches(|c: char| c.is_whitespace() || ":：\"—–-".contains(c))
            .is_empty()
    {
        facts.stated.default.get_or_insert_with(|| value.to_owned());
        return;
    }
    let rest = reading.text.plain[after..end].trim().trim_end_matches('.').trim_matches(['"', '“', '”', '*']);
    if let Some(number) = leading_number(rest).filter(|_| about.is_number()) {
        facts.stated.default.get_or_insert_with(|| number.to_owned());
        return;
    }
    let single =
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if single && !matches!(rest, "empty" | "the" | "none" | "not" | "blank" | "used") {
        facts.stated.default.get_or_insert_with(|| rest.to_owned());
    } else if facts.stated.default.is_none() {
        facts.stated.default = marked_default(reading, sentence);
    }
}

/// The number of "30 minutes" and "-1 (off)"; not of "5 if it is new", which is one of several.
fn leading_number(text: &str) -> Option<&str> {
    let (number, behind) = text.split_once([' ', '\u{A0}'])?;
    let under_condition =
        |word: &str| matches!(word, "if" | "when" | "unless" | "otherwise" | "or" | "for" | "to");
    let number = number.trim_end_matches(',');
    let plain = number.parse::<f64>().is_ok_and(f64::is_finite);
    (plain && !behind.split(' ').any(under_condition)).then_some(number)
}

/// The default value as the type writes it; none where it can be no value of that type: "defaults to now".
pub(super) fn fitting(default: String, about: About<'_>) -> Option<String> {
    use Primitive as P;
    let digits = || default.bytes().any(|byte| byte.is_ascii_digit());
    if about.is_number() {
        return default.replace(',', "").parse::<f64>().is_ok().then_some(default);
    }
    match about.primitive() {
        _ if default == "null" => Some(default),
        Some(P::Boolean) => {
            let lower = default.to_ascii_lowercase();
            matches!(lower.as_str(), "true" | "false").then_some(lower)
        }
        Some(P::Date | P::DateTimeOffset | P::TimeOfDay | P::Duration) => digits().then_some(default),
        _ => Some(default),
    }
}

/// "`x` (default)", and the same without marks in a list of values.
fn marked_default(reading: &Reading<'_>, sentence: &Sentence) -> Option<String> {
    let text = &reading.text.plain;
    let list = sentence.says(Phrase::Values).map(|hit| reading.plain(hit.range.end));
    sentence.all(Phrase::IsDefault).find_map(|hit| {
        let before = text[..reading.plain(hit.range.start)].trim_end();
        let code = reading.text.codes().find(|(mark, _)| before[..].len() == mark.range.end);
        let words = before.trim_end_matches(['"', '”', '*', '\'']);
        let word =
            words.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default();
        let start = words.len() - word.len();
        let listed = || (!word.is_empty() && list.is_some_and(|list| list <= start)).then_some(word);
        code.map(|(_, value)| value).or_else(listed).map(str::to_owned)
    })
}

/// "Format: X.", and formats that have a name of their own.
pub(super) fn format(
    reading: &Reading<'_>,
    sentence: &Sentence,
    about: About<'_>,
    facts: &mut PropertyFacts,
) {
    let words = reading.words(sentence);
    if let Some(rest) = words.trim_start().strip_prefix("format:") {
        let start = sentence.range.end - rest.len();
        let plain = reading.plain_range(&(start..sentence.range.end));
        let named = reading.text.plain[plain].trim().trim_end_matches('.').trim();
        facts.stated.format =
            Some(named.to_owned()).filter(|named| !named.is_empty()).or(facts.stated.format.take());
        return;
    }
    let known = [
        ("iso 8601", DATES),
        ("iso-8601", DATES),
        ("iso 3166", "ISO 3166"),
        ("e.164", "E.164"),
        ("bcp 47", "BCP 47"),
        ("bcp-47", "BCP 47"),
    ];
    if facts.stated.format.is_none() {
        let named = known.iter().find(|(word, _)| words.contains(word)).map(|(_, name)| *name);
        facts.stated.format = named.filter(|name| *name != DATES || may_be_date(about)).map(str::to_owned);
    }
}

/// The format of dates, times and durations.
const DATES: &str = "ISO 8601";

/// Whether a row may be about a date: its type can be written as one, and its name is not that of something else.
fn may_be_date(about: About<'_>) -> bool {
    use Primitive as P;
    let other =
        about.is_number() || matches!(about.primitive(), Some(P::Boolean | P::Guid | P::Binary | P::Stream));
    !other && !is_id(about.name)
}

/// Whether the last word of a name is "id": `courierId`, `courier_ids`, but not `lastPaid`.
fn is_id(name: &str) -> bool {
    let end = |word: &str| name.strip_suffix(word);
    let inner = ["Id", "Ids", "ID", "IDs", "Identifier", "Identifiers", "Guid"].into_iter().find_map(end);
    let apart = ["_id", "_ids", "-id"].into_iter().find_map(end);
    let whole = ["id", "ids", "identifier"].iter().any(|word| name.eq_ignore_ascii_case(word));
    whole
        || apart.is_some()
        || inner.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_uppercase()))
}
