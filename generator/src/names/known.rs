//! Words that names show by their capital letters, to read those names that hide them.
//!
//! In: every name of the API. Out: [`Words`], which puts words apart where capital letters alone would tear one: in
//! `unsupportedOSversion` the letters say `O` and `Sversion`, but it is `version` that other names are made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::words::embedded_word;

/// The words of all names.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// How many names have the word, beyond doubt.
    known: BTreeMap<String, usize>,
}

/// One name may be misspelt.
const ENOUGH: usize = 2;

impl Words {
    /// Learns the words of `names`, each given once.
    pub fn learn<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut words = Self::default();
        for name in names {
            for run in name.split(|c: char| !c.is_ascii_alphabetic()) {
                for word in plain_words(run) {
                    *words.known.entry(word.to_ascii_lowercase()).or_default() += 1;
                }
            }
        }
        words
    }

    /// The name with blanks between words that its capital letters do not tell apart, and with those words in one piece
    /// that they would tear.
    #[must_use]
    pub fn apart<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let letters: Vec<char> = name.chars().collect();
        let mut text = String::with_capacity(name.len() + 4);
        let mut at = 0;
        while at < letters.len() {
            let (length, word) = self.word(&letters, at);
            text.push_str(&word);
            at += length;
        }
        if text == name { Cow::Borrowed(name) } else { Cow::Owned(text) }
    }

    /// What stands at `at`, and how many letters it takes.
    fn word(&self, letters: &[char], at: usize) -> (usize, String) {
        let before = at.checked_sub(1).map(|at| letters[at]);
        if before.is_some_and(|before| before.is_ascii_lowercase()) && embedded_word(letters, at) {
            let start = letters[..at]
                .iter()
                .rposition(|c| !c.is_ascii_lowercase())
                .map_or(0, |start| if letters[start].is_ascii_uppercase() { start } else { start + 1 });
            if self.knows(&letters[start..at]) {
                return (1, format!(" {}", letters[at]));
            }
        }
        let capitals = letters[at..].iter().take_while(|c| c.is_ascii_uppercase()).count();
        let starts = before.is_none_or(|before| !before.is_ascii_uppercase());
        if capitals >= 2 && starts {
            let end = at + capitals;
            let small = letters[end..].iter().take_while(|c| c.is_ascii_lowercase()).count();
            // The last letter of `DDoS`.
            let closes = small == 1
                && letters.get(end + 1).is_some_and(char::is_ascii_uppercase)
                && letters.get(end + 2).is_none_or(|next| !next.is_ascii_alphabetic());
            let tail = small + usize::from(closes);
            if let Some(text) = self.acronym(&letters[at..end], &letters[end..end + tail]) {
                return (capitals + tail, text);
            }
        }
        (1, letters[at].to_string())
    }

    /// Capital letters and the small ones behind them, where the last capital does not begin a word with these.
    fn acronym(&self, capitals: &[char], tail: &[char]) -> Option<String> {
        if tail.is_empty() || tail == ['s'] {
            return None;
        }
        let whole: String = capitals.iter().chain(tail).collect();
        let last = &whole[capitals.len() - 1..];
        let vowels = |text: &str| text.to_ascii_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let joined = || {
            let (first, rest) = whole.split_at(1);
            Some(format!(" {first}{} ", rest.to_ascii_lowercase()))
        };
        // `UId` is a `uid`: of an abbreviation nothing but single letters would be left.
        if capitals.len() == 2 && tail.iter().filter(|c| c.is_ascii_lowercase()).count() == 1 {
            return joined();
        }
        if self.knows_text(last) {
            return None;
        }
        if self.knows_text(&whole) || !vowels(last) && !self.knows(tail) {
            return joined();
        }
        let (front, tail) = whole.split_at(capitals.len());
        (tail.len() > 2 && self.knows_text(tail)).then(|| format!("{front} {tail}"))
    }

    fn knows(&self, letters: &[char]) -> bool {
        self.knows_text(&letters.iter().collect::<String>())
    }

    fn knows_text(&self, word: &str) -> bool {
        self.known.get(&word.to_ascii_lowercase()).is_some_and(|names| *names >= ENOUGH)
    }
}

/// The words of a run of letters whose ends are beyond doubt: small letters after at most one capital.
fn plain_words(run: &str) -> impl Iterator<Item = &str> {
    let bytes = run.as_bytes();
    let mut starts: Vec<usize> = (1..bytes.len())
        .filter(|at| bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
        .collect();
    starts.insert(0, 0);
    starts.push(bytes.len());
    let pieces: Vec<&str> = starts.windows(2).map(|ends| &run[ends[0]..ends[1]]).collect();
    pieces.into_iter().filter(|piece| {
        piece.len() > 1
            && (!piece[1..].contains(|c: char| c.is_ascii_uppercase())
                || !piece.contains(|c: char| c.is_ascii_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::words::snake;

    #[track_caller]
    fn check(words: &Words, name: &str, expected: &str) {
        assert_eq!(snake(&words.apart(name)), expected, "{name}");
    }

    fn harbour() -> Words {
        Words::learn([
            "berthVersion",
            "versionOfTide",
            "usedBerth",
            "lastUsed",
            "pilotKey",
            "keyOfPilot",
            "tideUpdate",
            "updateOf",
            "iosBoat",
            "iosCrane",
            "vnet",
            "vnetOfQuay",
            "maxScaling",
            "scalingOfTide",
        ])
    }

    #[test]
    fn a_word_behind_an_acronym_is_one_that_other_names_have() {
        let words = harbour();
        check(&words, "unsupportedOSversionCount", "unsupported_os_version_count");
        check(&words, "minOSVersion", "min_os_version");
        check(&words, "berthOSupdate", "berth_os_update");
        check(&words, "tideAPIkey", "tide_api_key");
        check(&words, "tideDPIScaling", "tide_dpi_scaling");
        check(&words, "berthVNet", "berth_vnet");
        check(&words, "QAQuay", "qa_quay");
        check(&Words::default(), "unsupportedOSversionCount", "unsupported_o_sversion_count");
    }

    #[test]
    fn abbreviations_of_single_letters_stay_in_one_piece() {
        let words = harbour();
        check(&words, "iCalUId", "ical_uid");
        check(&words, "minimumSpeedInMHz", "minimum_speed_in_mhz");
        check(&words, "rateInMBps", "rate_in_mbps");
        check(&words, "frequency24GHz", "frequency24_ghz");
        check(&words, "berthIPv6Address", "berth_ipv6_address");
        check(&words, "berthADId", "berth_ad_id");
        check(&words, "quayIPs", "quay_ips");
        check(&words, "quayDDoS", "quay_ddos");
    }

    #[test]
    fn a_product_behind_a_word_begins_one() {
        let words = harbour();
        check(&words, "iosikEv2Crane", "ios_ikev2_crane");
        check(&words, "usediOS", "used_ios");
        check(&words, "usediPads", "used_ipads");
        check(&words, "unknowniOS", "unknowni_os");
    }
}
