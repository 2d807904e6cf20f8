//! What limits a table or a clause: "For a device rack (shelving) provider".
//!
//! In: the label as printed. Out: the words that name a kind of thing, without those that every label has.

use std::borrow::Borrow;

use super::super::lexicon::Lexicon;
use super::super::words::GrantWord;
use crate::odata::{PermissionTable, label_words};

/// The kinds of things that a label names, each by the words that must stand in a path so that it holds there; nothing
/// where it names none.
pub(super) fn kinds(lexicon: &Lexicon, label: &str) -> Vec<Vec<String>> {
    let parts = without_brackets(label);
    let parts = parts.split([',', '/', '、', '，']).flat_map(|part| kinds_of(lexicon, &label_words(part)));
    parts.filter(|kind| !kind.is_empty()).collect()
}

/// The kinds between the joints of `words`.
fn kinds_of(lexicon: &Lexicon, words: &[String]) -> Vec<Vec<String>> {
    let mut kinds = vec![Vec::new()];
    let mut at = 0;
    while at < words.len() {
        let known = longest(lexicon, &words[at..]);
        match (known, kinds.last_mut()) {
            (Some((GrantWord::And | GrantWord::Or, _)), _) => kinds.push(Vec::new()),
            (Some((GrantWord::Oneself, _)), Some(kind)) => kind.push(PermissionTable::ONESELF.to_owned()),
            (None, Some(kind)) => kind.push(words[at].clone()),
            (Some(_), _) | (None, None) => {}
        }
        at += known.map_or(1, |(_, length)| length);
    }
    kinds
}

/// The longest run of words at the start that the language knows, and how many they are.
pub(super) fn longest(lexicon: &Lexicon, words: &[impl Borrow<str>]) -> Option<(GrantWord, usize)> {
    let lengths = (1..=words.len().min(5)).rev();
    lengths.into_iter().find_map(|length| Some((lexicon.grant_word(&words[..length].join(" "))?, length)))
}

fn without_brackets(label: &str) -> String {
    let mut depth = 0_usize;
    let kept = label.chars().filter(|c| match c {
        '(' | '[' | '（' => {
            depth += 1;
            false
        }
        ')' | ']' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(locale: &str, label: &str, expected: &[&str]) {
        let kinds = kinds(&Lexicon::for_locale(Some(locale)), label);
        let shown: Vec<String> = kinds.iter().map(|words| words.join(" ")).collect();
        assert_eq!(shown, expected, "{label}");
    }

    #[test]
    fn labels_say_kinds_of_things() {
        check("en", "For a device rack (shelving) provider", &["device rack"]);
        check("en", "Permissions for sealedBoxes", &["sealed boxes"]);
        check("en", "For Cloud PC provider", &["cloud pc"]);
        check("en", "For crate or sealedBox resource", &["crate", "sealed box"]);
        check("en", "Profile photo of the signed-in user", &["profile photo me"]);
        check("en", "Permissions acting on other users", &["other users"]);
        check("de", "Berechtigungen für deviceRack", &["device rack"]);
        check("zh-CN", "deviceRack 的权限", &["device rack"]);
        check("en", "Permissions", &[]);
    }
}
