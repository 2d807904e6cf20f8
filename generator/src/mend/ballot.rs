//! What several witnesses say of one name, weighed.
//!
//! In: names with how surely each was said. Out: the one that is right. A name counts by its letters: witnesses that
//! print it in different cases agree, and the case of names is that of the surest of them that kept any.

use std::collections::BTreeMap;

use super::english::{Vocabulary, words_of};
use crate::corpus::spelled::has_humps;
use crate::page::Repair;

/// Who prints a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The original.
    Original,
    /// A translation into a script of its own, in which Latin letters are what was left alone.
    OwnScript,
    /// A translation into Latin letters.
    Latin,
}

/// By what a row was found to be the same as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Both print one name.
    Name,
    /// They stand in the same place of tables of the same age.
    SamePlace,
    /// They stand between the same names, or have the same number, in tables that need not be the same.
    Place,
}

/// How surely a name is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) name: &'a str,
    pub(super) repair: Option<Repair>,
    pub(super) lost: bool,
}

/// The least that is believed.
pub(super) const BELIEVED: u32 = 3;

impl Said<'_> {
    /// How much a name counts by itself.
    pub(super) fn weight(&self, speaker: Speaker, vocabulary: &Vocabulary) -> u32 {
        if self.lost {
            return 0;
        }
        match (self.repair, speaker) {
            (_, Speaker::Original) => 10,
            (Some(Repair::LearnedWord), _) => 2,
            (None, _) if self.name.contains(' ') => 1,
            (Some(_), _) | (None, Speaker::OwnScript) => 4,
            (None, Speaker::Latin) if vocabulary.tells() && !vocabulary.knows(self.name) => 1,
            (None, Speaker::Latin) if words_of(self.name).nth(1).is_some() => 4,
            (None, Speaker::Latin) => 3,
        }
    }

    /// How much it counts for a row of another corpus: what is not of the same age, or not surely the same row, less.
    pub(super) fn weight_beside(
        &self,
        speaker: Speaker,
        vocabulary: &Vocabulary,
        tie: Tie,
        current: bool,
    ) -> u32 {
        let own = self.weight(speaker, vocabulary);
        match (speaker, tie, current) {
            (_, Tie::Name | Tie::SamePlace, true) => own,
            (Speaker::Original, Tie::Name, _) => own.min(6),
            (Speaker::Original, _, _) => own.min(5),
            (_, Tie::Name | Tie::SamePlace, false) | (_, Tie::Place, true) => own.saturating_sub(1),
            (_, Tie::Place, false) => own.saturating_sub(2),
        }
    }
}

/// Votes for names of one row.
#[derive(Debug, Default)]
pub(super) struct Ballot<'a> {
    votes: BTreeMap<String, Vec<(&'a str, u32)>>,
}

impl<'a> Ballot<'a> {
    /// One more vote.
    pub(super) fn cast(&mut self, name: &'a str, weight: u32) {
        if weight > 0 {
            self.votes.entry(letters(name)).or_default().push((name, weight));
        }
    }

    /// The name that counts most with its weight; the first by the alphabet of equal ones. `small` says that names of
    /// the table begin small, so that a capital letter is one of a sentence.
    pub(super) fn winner(&self, small: bool) -> Option<(&'a str, u32)> {
        let sum = |votes: &[(&str, u32)]| votes.iter().map(|(_, weight)| weight).sum::<u32>();
        let (_, votes) =
            self.votes.iter().max_by_key(|(letters, votes)| (sum(votes), std::cmp::Reverse(*letters)))?;
        let case = |name: &str| {
            let said: u32 = votes.iter().filter(|(other, _)| *other == name).map(|(_, weight)| weight).sum();
            let kept = name.starts_with(|c: char| c.is_ascii_lowercase()) == small;
            // Translations lose capital letters within a name, and add none.
            (has_humps(name), said + 2 * u32::from(kept))
        };
        let (name, _) = votes.iter().max_by_key(|(name, _)| (case(name), std::cmp::Reverse(*name)))?;
        Some((name, sum(votes)))
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(votes: &[(&str, u32)], expected: &str) {
        let mut ballot = Ballot::default();
        for (name, weight) in votes {
            ballot.cast(name, *weight);
        }
        assert_eq!(ballot.winner(true).map(|(name, _)| name), Some(expected));
    }

    #[test]
    fn agreement_beats_a_single_witness() {
        check(&[("nome", 4), ("name", 3), ("name", 3)], "name");
        check(&[("schedulePolicy", 5), ("schedulingPolicy", 4)], "schedulePolicy");
        check(&[("b", 3), ("a", 3)], "a");
    }

    #[test]
    fn witnesses_agree_in_letters_and_the_best_case_is_kept() {
        check(&[("Membertype", 5), ("memberType", 4), ("kind", 6)], "memberType");
        check(&[("Open", 5), ("open", 4)], "open");
    }
}
